"""Writing scripts: the parts at the left, their words, and a preview at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from phonebank.domain.errors import PhonebankError
from phonebank.domain.scripts import checked
from phonebank.domain.usual_script import USUAL_NAME, USUAL_VERSION
from phonebank.gui.ask import Unsaved
from phonebank.gui.pages.lists.script_form import ScriptForm
from phonebank.gui.pages.lists.script_head import ScriptHead
from phonebank.gui.pages.lists.script_part_list import PartList
from phonebank.gui.pages.lists.script_preview import ScriptPreview
from phonebank.gui.pages.lists.script_versions import VersionPick
from phonebank.gui.pages.lists.script_writing import ScriptWriting
from phonebank.gui.widgets.notices import Notice, NoticeKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from phonebank.domain.scripts import Script, ScriptVersion
    from phonebank.gui.desk import Desk
    from phonebank.gui.pages.lists.script_writing import Opened

NARROW = 1100  # px
PARTS_WIDTH, PREVIEW_WIDTH = 184, 352
PARTS_WIDTH_NARROW, PREVIEW_WIDTH_NARROW = 168, 288
UNSAVED = "There are changes to this script that are not saved."


class ScriptEditor(QWidget):
    """`saved` carries the version that was just saved."""

    saved = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._writing = ScriptWriting(desk, self)
        self._versions: Sequence[ScriptVersion] = [USUAL_VERSION]
        self._version = USUAL_VERSION
        self._draft = USUAL_VERSION.words
        self._key = ""
        self.head = ScriptHead()
        self.parts = PartList()
        self.form = ScriptForm(desk.contest)
        self.version = VersionPick()
        self.preview = ScriptPreview(desk.contest)
        self.notice = Notice(kind=NoticeKind.ERROR)
        self._lay_out()
        self._connect()
        self._show_version(USUAL_VERSION)

    @property
    def has_unsaved(self) -> bool:
        """Whether something was written that no version has."""
        return self._draft != self._version.words

    @property
    def is_old(self) -> bool:
        """Whether a version is shown that callers hear no more: it is only read."""
        return self._version.number != self._versions[0].number

    def refresh(self) -> None:
        """Read anew what there is; what is being written stays."""
        self._writing.open(self._name(), self._show_again)

    def open(self, name: str) -> None:
        """Show a script, once what was written is saved or dropped."""
        self.leave(lambda: self._writing.open(name, self._show_opened))

    def leave(self, then: Callable[[], object]) -> None:
        """Go on with `then`, after asking about what is not saved; or stay."""
        if not self.has_unsaved:
            then()
            return
        answer = self._desk.ask.about_changes("Script", UNSAVED)
        if answer is Unsaved.SAVE:
            self._save(then)
        elif answer is Unsaved.DISCARD:
            self._draft = self._version.words
            self._show_draft()
            then()
        self._show_choices()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW
        self.parts.setFixedWidth(PARTS_WIDTH_NARROW if is_narrow else PARTS_WIDTH)
        for part in (self._right, self.version):
            part.setFixedWidth(PREVIEW_WIDTH_NARROW if is_narrow else PREVIEW_WIDTH)
        side = 12 if is_narrow else 24
        self._around.setContentsMargins(side, 8, side, side)

    def _name(self) -> str:
        return self._version.name

    def _show_opened(self, opened: Opened) -> None:
        self._know(opened)
        self._show_version(opened.versions[0])

    def _show_again(self, opened: Opened) -> None:
        """What others changed meanwhile; what is being written stays, to be a version on top."""
        was, is_unsaved = self._version.number, self.has_unsaved
        follows = is_unsaved or not self.is_old
        self._know(opened)
        numbers = {version.number: version for version in opened.versions}
        newest = opened.versions[0]
        found = newest if follows else numbers.get(was, newest)
        if not is_unsaved:
            self._show_version(found)
            return
        self._version = found
        self._show_choices()
        if found.number != was:
            self._tell(
                f"Version {found.number} was saved meanwhile.", "Yours will be on top of it."
            )

    def _know(self, opened: Opened) -> None:
        self._versions = opened.versions
        self.head.offer(opened.names)
        self.preview.show_sample(opened.sample)

    def _show_version(self, version: ScriptVersion) -> None:
        """Go on from these words, or only read them where they are old."""
        self._version, self._draft = version, version.words
        stored = "" if version.id is None else version.name
        self.head.show_script(stored)
        self.head.name.setText(stored)
        self._show_choices()
        self._show_draft()
        if self.is_old:
            told = f"Version {version.number} is only read here."
            now = f"Callers hear version {self._versions[0].number}."
            self._tell(told, now, "Take it up again")
        else:
            self._tell("")

    def _show_choices(self) -> None:
        self.head.show_script("" if self._version.id is None else self._version.name)
        self.version.show_versions(self._versions, self._version)
        self._show_state()

    def _show_draft(self) -> None:
        part = self.parts.current()
        self.form.show_part(part, self._draft, is_read_only=self.is_old)
        self._key = self.form.fields[0].key if self.form.fields else ""
        self._show_preview()
        self._show_state()

    def _show_preview(self) -> None:
        self.preview.show_part(self._draft, self.parts.current(), self._key)

    def _take(self, script: Script) -> None:
        self._draft = script
        self._show_preview()
        self._show_state()

    def _enter(self, key: str) -> None:
        self._key = key
        self._show_preview()

    def _show_state(self) -> None:
        """What Save would do, and why it cannot."""
        head, wrong = self.head, self._why_not()
        is_new = head.is_other_name or self._version.id is None
        head.save.setText("Save as new" if is_new else f"Save version {self._next_number()}")
        head.save.setEnabled(not wrong)
        head.save.set_hint(wrong)
        is_stored = self._version.id is not None
        unnamed = "" if is_stored or head.wanted() else "Name it to save it"
        head.state.setText(unnamed or ("Not saved yet" if self.has_unsaved else ""))
        head.remove.setEnabled(is_stored and not self.is_old)
        may_rename = bool(is_stored and head.wanted() != self._version.name and head.wanted())
        head.rename.setEnabled(may_rename and not head.is_taken)

    def _next_number(self) -> int:
        return self._versions[0].number + 1

    def _why_not(self) -> str:
        """Why this cannot be saved, in a sentence; empty where it can."""
        if self.is_old:
            return "An old version is only read; take it up again to change it."
        if not self.head.wanted():
            return "Give it a name first."
        if self.head.is_taken:
            return "There is a script of that name already: open it, or choose another name."
        if not self.has_unsaved and not self.head.is_other_name:
            return "Nothing was changed."
        return self._fault()

    def _fault(self) -> str:
        try:
            checked(self._draft)
        except PhonebankError as error:
            return error.message
        return ""

    def _save(self, then: Callable[[], object]) -> None:
        wrong = self._why_not()
        if wrong:
            self._tell("This script is not saved.", wrong)
        else:
            self._keep(self.head.wanted(), self._draft, then)

    def _save_here(self) -> None:
        self._save(self.refresh)

    def _take_up_again(self) -> None:
        if self.is_old:
            self._keep(self._name(), self._draft, self.refresh)

    def _keep(self, name: str, words: Script, then: Callable[[], object]) -> None:
        self._writing.save(name, words, lambda version: self._go_on(version, words, then))

    def _rename(self) -> None:
        name, wanted = self._name(), self.head.wanted()
        self._writing.rename(name, wanted, lambda now: self._writing.open(now, self._show_renamed))

    def _remove(self) -> None:
        self._writing.remove(
            self._name(), lambda _: self._writing.open(USUAL_NAME, self._show_opened)
        )

    def _show_renamed(self, opened: Opened) -> None:
        self._show_again(opened)
        self.head.name.setText(opened.versions[0].name)

    def _go_on(self, version: ScriptVersion, kept: Script, then: Callable[[], object]) -> None:
        """After a save: what was kept is what callers hear; what was typed meanwhile stays."""
        mine = self._versions if self._name() == version.name else ()
        older = [one for one in mine if one.number < version.number]
        self._version, self._versions = version, [version, *older]
        if self._draft == kept:
            self._draft = version.words
        self.head.name.setText(version.name)
        self.saved.emit(version)
        then()

    def _refuse(self, error: PhonebankError) -> None:
        self._show_choices()
        self._tell(error.message, f"{error.kept} {error.next_step}".strip())

    def _tell(self, wrong: str, rest: str = "", action: str = "") -> None:
        self.notice.say(wrong, rest, action)
        self.notice.setVisible(bool(wrong))

    def _pick_version(self, at: int) -> None:
        number = self._versions[at].number
        self.leave(lambda: self._show_number(number))

    def _show_number(self, number: int) -> None:
        self._show_version(next(one for one in self._versions if one.number == number))

    def _connect(self) -> None:
        head = self.head
        head.chosen.connect(self.open)
        head.renamed.connect(self._show_state)
        head.save.clicked.connect(self._save_here)
        head.rename.clicked.connect(self._rename)
        head.remove.clicked.connect(lambda: self.leave(self._remove))
        self.parts.chosen.connect(lambda _: self._show_draft())
        self.form.typed.connect(self._take)
        self.form.entered.connect(self._enter)
        self.version.activated.connect(self._pick_version)
        self.notice.acted.connect(self._take_up_again)
        self._writing.refused.connect(self._refuse)
        save = QShortcut(QKeySequence.StandardKey.Save, self)
        save.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        save.activated.connect(self._save_here)

    def _lay_out(self) -> None:
        self._right = QWidget()
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(8)
        right.addWidget(self.version)
        right.addWidget(self.preview, 1)
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(self.parts)
        body.addWidget(self.form, 1)
        body.addWidget(self._right)
        self._around = QVBoxLayout(self)
        self._around.setSpacing(12)
        self._around.addWidget(self.head)
        self._around.addWidget(self.notice)
        self._around.addLayout(body, 1)
