"""What was imported before: when, from what, by whom, and a way to take each back whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from phonebank.domain.figures import count
from phonebank.domain.hours import local
from phonebank.domain.intake import Fate
from phonebank.gui.pages.call.scrolling import Scrolling
from phonebank.gui.pages.importing import words
from phonebank.gui.pages.importing.words import visible
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import ActionButton
from phonebank.gui.widgets.cards import Card, Divider
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.notices import Notice, NoticeKind
from phonebank.gui.widgets.spaced_text import SpacedText
from phonebank.services.apart import apart
from phonebank.services.importing import ImportKind
from phonebank.services.imports import imports_done, undo_import

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from phonebank.gui.desk import Desk
    from phonebank.services.imports import ImportLine, Undone

NONE = "Nothing was imported yet."
SHOWN = 50
NAMED = 5
WHOLE = {ImportKind.ROLL.value, ImportKind.CALLS.value}  # what others reported is only corrected


class EarlierImports(Card):
    """The newest first. Undo asks in a sentence above them before it does anything."""

    failed = Signal(object)
    shown = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._asked: ImportLine | None = None
        self.lines: Sequence[ImportLine] = ()
        self.undo_buttons: dict[int, ActionButton] = {}
        self.heading = ElidedLabel("Earlier imports", role=fonts.question)
        self.question = Notice(kind=NoticeKind.ERROR)
        self.none = SpacedText(NONE, tone="text2")
        self.question.acted.connect(self._undo)
        self._inside = QWidget()
        self._rows = QVBoxLayout(self._inside)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._lay_out()

    def refresh(self) -> None:
        """Read them again."""
        job = self._desk.jobs.new()
        job.is_answered_here = True
        job.succeeded.connect(self._show)
        job.failed.connect(self.failed)
        job.read(imports_done, self._desk.actor)

    def ask_undo(self, import_id: int) -> None:
        """Ask whether this import is to be taken back; the answer is the button of the question."""
        line = next((one for one in self.lines if one.id == import_id), None)
        if line is None or line.undone_at is not None:
            return
        self._asked = line
        told = "What it added goes and what it changed comes back. Calls made since are kept."
        self.question.say(f"Undo the import of {visible(line.file_name)}?", told, "Undo it")
        self.question.show()

    @property
    def is_asking(self) -> bool:
        return self._asked is not None and not self.question.isHidden()

    def stop_asking(self) -> None:
        self._asked = None
        self.question.hide()

    def _undo(self) -> None:
        if self._asked is None:
            self.question.hide()
            return
        line, self._asked = self._asked, None
        self.question.say(f"Undoing the import of {visible(line.file_name)} …")
        job = self._desk.jobs.new(f"Undoing {line.file_name}")
        job.is_answered_here = True
        job.succeeded.connect(lambda undone: self._tell_undone(line, undone))
        job.failed.connect(self._tell_failure)
        now = self._desk.clock.now()
        job.write(apart, undo_import, self._desk.actor, line.id, now, report=job.report)

    def _tell_undone(self, line: ImportLine, undone: Undone) -> None:
        self.question.say(f"The import of {visible(line.file_name)} is undone.", _told(undone))
        self.question.show()
        self.refresh()

    def _tell_failure(self, error: Exception) -> None:
        self.question.hide()
        self.failed.emit(error)

    def _show(self, lines: Sequence[ImportLine]) -> None:
        self.lines = lines
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.undo_buttons = {}
        for line in lines[:SHOWN]:
            self._rows.addWidget(Divider())
            self._rows.addWidget(self._row(line))
        self._rows.addStretch(1)
        self.none.setVisible(not lines)
        self.shown.emit()

    def may_undo(self, import_id: int) -> bool:
        """Whether this import stands and is of a kind that is undone as a whole."""
        return import_id in self.undo_buttons

    def _row(self, line: ImportLine) -> QWidget:
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(12)
        told = QVBoxLayout()
        told.setSpacing(0)
        tone = "text3" if line.undone_at else "text"
        told.addWidget(ElidedLabel(visible(line.file_name), role=fonts.strong, tone=tone))
        told.addWidget(ElidedLabel(_about(line), role=fonts.caption, tone="text2"))
        row.addLayout(told, 1)
        if line.undone_at is None and line.kind in WHOLE:
            undo = ActionButton("Undo…", icon="undo", height=32)
            undo.setAccessibleName(f"Undo the import of {visible(line.file_name)}")
            undo.clicked.connect(lambda _=False, this=line.id: self.ask_undo(this))
            self.undo_buttons[line.id] = undo
            row.addWidget(undo)
        elif line.undone_at is not None:
            row.addWidget(ElidedLabel(f"undone {_when(line.undone_at)}", tone="text3"))
        return place

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self.question)
        column.addWidget(self.none)
        column.addWidget(Scrolling(self._inside), 1)
        self.question.hide()


def _when(moment: datetime) -> str:
    here = local(moment)
    return f"{here.day} {here:%b %Y, %H:%M}"


def _about(line: ImportLine) -> str:
    """When, by whom, and what came of it: "12 Sep 2016, 10:22 · Ruth · 1 204 new, 64 rejected"."""
    counts = {fate: int(line.counts.get(fate.value, 0)) for fate in words.FATES}
    told = [f"{count(counts[fate])} {words.FATES[fate][0]}" for fate in Fate if counts[fate]]
    return f"{_when(line.at)} · {line.caller} · {', '.join(told) or 'no rows'}"


def _told(undone: Undone) -> str:
    if undone.taken_back:
        return f"{count(undone.taken_back)} calls taken back; they stay in the history."
    them = "elector" if undone.removed == 1 else "electors"
    told = f"{count(undone.removed)} {them} taken off the roll"
    told += f", {count(undone.restored)} put back as they were."
    if not undone.kept:
        return told
    named = "; ".join(visible(one) for one in undone.kept[:NAMED])
    more = f"; and {count(len(undone.kept) - NAMED)} more" if len(undone.kept) > NAMED else ""
    return f"{told} Kept: {named}{more}."
