"""Putting a segment together: conditions in rows, the same in words, a live count, saved ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from phonebank.domain.errors import PhonebankError
from phonebank.domain.figures import count
from phonebank.domain.segment_words import parse, words
from phonebank.gui.pages.electors.segment_rows import SegmentRows
from phonebank.gui.pages.electors.segment_saving import SegmentSaving
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import QuietButton
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.picks import Pick
from phonebank.gui.widgets.spaced_text import SpacedText
from phonebank.services.segmenting import count_electors, known_values, segments

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from phonebank.domain.permits import Actor
    from phonebank.domain.segments import Tree
    from phonebank.gui.desk import Desk
    from phonebank.gui.pages.electors.segment_row import Known
    from phonebank.services.segmenting import SegmentLine
    from phonebank.store.database import Database

PAUSE = 200  # ms after the last key before electors are counted
NOT_SAVED = "—"
IN_WORDS = "In words, such as: section = full member and not (ballot = returned)"
NESTED = "This has groups within groups: change it in words."
HEIGHT = 32


class Counted(NamedTuple):
    """After which edit what was counted, and how many they are or why that cannot be said."""

    edits: int
    tree: Tree | None
    electors: int | PhonebankError


class SegmentEditor(QWidget):
    """`changed` carries the segment once its electors are counted, None for everybody.

    What cannot be read or names what is not known is told below, and the last segment stands.
    """

    changed = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tree: Tree | None = None
        self._told: Tree | None = None
        self._edits = 0
        self._lines: dict[str, SegmentLine] = {}
        self.saved = Pick("Segment")
        self.saved.addItem(NOT_SAVED)
        self.rows = SegmentRows()
        self.line = QLineEdit()
        self.count = ElidedLabel(role=fonts.strong)
        self.fault = SpacedText(role=fonts.caption, tone="warn_text")
        self.clear = QuietButton("Clear", height=HEIGHT)
        self.saving = SegmentSaving(desk)
        self._pause = QTimer(self)
        self._dress()
        self._lay_out()
        self._connect()

    def tree(self) -> Tree | None:
        """The segment as it was last told; None for everybody."""
        return self._told

    def set_tree(self, tree: Tree | None) -> None:
        """Show a segment, count it and tell of it."""
        self._show(tree)
        self._pause.stop()
        self._count()

    def refresh(self) -> None:
        """Read anew what is saved and what can be chosen, and count again."""
        job = self._desk.jobs.new()
        job.is_answered_here = True
        job.succeeded.connect(self._show_known)
        job.failed.connect(self._show_failure)
        job.read(_known, self._desk.actor)
        self._count()

    def _show(self, tree: Tree | None) -> None:
        self._tree = tree
        self.rows.show_tree(tree)
        self.line.setText(words(tree) if tree is not None else "")
        self._accept()

    def _read_rows(self) -> None:
        try:
            tree = self.rows.tree()
        except PhonebankError as error:
            self._refuse(error)
            return
        self._tree = tree
        self.line.setText(words(tree) if tree is not None else "")
        self._accept()

    def _read_line(self) -> None:
        text = self.line.text()
        try:
            tree = parse(text) if text.strip() else None
        except PhonebankError as error:
            self._refuse(error)
            return
        self._tree = tree
        self.rows.show_tree(tree)
        self._accept()

    def _accept(self) -> None:
        self._edits += 1
        self.fault.setText("" if self.rows.is_shown() else NESTED)
        self._choose_saved(self._tree)
        self._pause.start()

    def _refuse(self, error: PhonebankError) -> None:
        self._edits += 1
        self._pause.stop()
        self.fault.setText(f"{error.message} {error.next_step}".strip())
        self.count.setText("")
        self.saving.offer(None)

    def _count(self) -> None:
        job = self._desk.jobs.new()
        job.succeeded.connect(self._show_count)
        job.read(_counted, self._desk.actor, self._tree, self._desk.clock.now(), self._edits)

    def _show_count(self, answer: Counted) -> None:
        if answer.edits != self._edits:
            return  # it was changed meanwhile, and is counted again or cannot be
        if isinstance(answer.electors, PhonebankError):
            self._refuse(answer.electors)
            return
        people = "elector" if answer.electors == 1 else "electors"
        self.count.setText(f"{count(answer.electors)} {people}")
        self.saving.offer(answer.tree)
        if answer.tree != self._told:
            self._told = answer.tree
            self.changed.emit(answer.tree)

    def _show_failure(self, error: Exception) -> None:
        if isinstance(error, PhonebankError):
            self._refuse(error)
        else:
            self._desk.jobs.failed.emit(error)

    def _show_known(self, answer: tuple[Sequence[SegmentLine], Known]) -> None:
        lines, known = answer
        self._lines = {line.name: line for line in lines}
        self.rows.offer(known)
        self.saving.know(list(self._lines))
        with QSignalBlocker(self.saved):
            self.saved.clear()
            self.saved.addItems([NOT_SAVED, *self._lines])
        self._choose_saved(self._tree)

    def _choose_saved(self, tree: Tree | None) -> None:
        """Name the saved segment that is shown, if it is one."""
        same = (name for name, line in self._lines.items() if line.tree == tree)
        name = next(same, NOT_SAVED)
        with QSignalBlocker(self.saved):
            self.saved.setCurrentText(name)
        self.saved.updateGeometry()
        self.saved.update()
        self.saving.show_name("" if name == NOT_SAVED else name)

    def _open_saved(self, name: str) -> None:
        self.set_tree(self._lines[name].tree if name in self._lines else None)

    def _clear(self) -> None:
        self.set_tree(None)

    def _connect(self) -> None:
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._count)
        self.saved.textActivated.connect(self._open_saved)
        self.rows.changed.connect(self._read_rows)
        self.line.textEdited.connect(self._read_line)
        self.clear.clicked.connect(self._clear)
        self.saving.changed.connect(self.refresh)

    def _dress(self) -> None:
        self.line.setPlaceholderText(IN_WORDS)
        self.line.setAccessibleName("The segment in words")
        self.line.setToolTip("The same in words; and, or, not and brackets go further than rows")
        self.line.setClearButtonEnabled(True)
        self.clear.set_hint("Everybody again")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        for widget in (self.saved, self.rows.joining, self.rows.add):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.count)
        head.addWidget(self.clear)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.line, 1)
        foot.addWidget(self.saving)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.rows)
        column.addLayout(foot)
        column.addWidget(self.fault)


def _counted(db: Database, actor: Actor, tree: Tree | None, now: datetime, edits: int) -> Counted:
    try:
        return Counted(edits, tree, count_electors(db, actor, tree, now))
    except PhonebankError as error:
        return Counted(edits, tree, error)


def _known(db: Database, actor: Actor) -> tuple[Sequence[SegmentLine], Known]:
    return segments(db, actor), known_values(db, actor)
