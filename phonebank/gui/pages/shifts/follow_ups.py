"""The follow-ups to work off: who offered or asked for something, and how to reach them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from phonebank.domain.electors import FollowUpKind
from phonebank.domain.errors import PhonebankError
from phonebank.domain.sheet import Kind, cell_text
from phonebank.gui.models.text_model import TextRow
from phonebank.gui.pages.electors.words import joined, number_line
from phonebank.gui.widgets.buttons import PrimaryButton
from phonebank.gui.widgets.empty_state import EmptyState
from phonebank.gui.widgets.fact_row import FactRow
from phonebank.gui.widgets.picks import Pick
from phonebank.gui.widgets.spaced_text import SpacedText
from phonebank.gui.widgets.table_edge import Framed
from phonebank.gui.widgets.text_table import TextTable
from phonebank.gui.widgets.ticks import Tick
from phonebank.gui.widgets.titled_card import TitledCard
from phonebank.services.follow_ups import finish_follow_up, follow_ups
from phonebank.services.looking_up import elector_card

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from phonebank.domain.electors import ElectorCard
    from phonebank.domain.floor_lines import FollowUpLine
    from phonebank.gui.desk import Desk

ALL = "all"
TITLES = ("What", "Elector", "Asked", "Note")
WIDTH = 280
_MAY_BREAK = "\u200b"  # a line may end there
NOTHING_TO_DO = "Nothing to follow up"
HOW = (
    "When somebody on the telephone offers to help, wants a poster or asks for an organiser, the "
    "caller notes it and it stands here until it is done."
)


class FollowUpsView(QWidget):
    """A table and the chosen one beside it; done ones go out of the list."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.lines: Sequence[FollowUpLine] = ()
        self.kind, self.is_done = Pick("What"), Tick("Show what is done")
        self.kind.addItems([ALL, *(kind.label for kind in FollowUpKind)])
        self.table = TextTable("Follow-ups", fits=True)
        self.empty = EmptyState()
        self.panel = TitledCard("")
        self.panel.setFixedWidth(WIDTH)
        self.done = PrimaryButton("Done", "Ctrl+Enter", "check", height=36)
        self.done.set_hint("This is done: take it out of the list")
        self._connect()
        self._lay_out()

    def refresh(self) -> None:
        """Read what is to be done, or what was."""
        chosen = self.kind.currentIndex()
        kind = list(FollowUpKind)[chosen - 1] if chosen > 0 else None
        job = self._desk.jobs.new()
        job.succeeded.connect(self._show)
        job.read(follow_ups, self._desk.actor, kind, done=self.is_done.isChecked())

    def finish(self) -> None:
        """The chosen one is done."""
        line = self._chosen()
        if line is not None and line.done_at is None:
            job = self._desk.jobs.new()
            job.write(finish_follow_up, self._desk.actor, line.id, self._desk.clock.now())

    def _show(self, lines: Sequence[FollowUpLine]) -> None:
        before = max(0, self.table.current_row())
        self.lines = lines
        self.table.show_rows(TITLES, [_row(line) for line in lines], strong=(1,))
        self._stack.setCurrentWidget(self._framed if lines else self.empty)
        self.panel.setVisible(bool(lines))
        self.done.setVisible(bool(lines))
        self.empty.say(
            NOTHING_TO_DO if not self.is_done.isChecked() else "Nothing is done yet", HOW
        )
        if lines:
            self.table.choose_row(min(before, len(lines) - 1))
            self._ask_card()

    def _chosen(self) -> FollowUpLine | None:
        row = self.table.current_row()
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def _ask_card(self) -> None:
        line = self._chosen()
        self.done.setVisible(line is not None and line.done_at is None)
        if line is not None:
            job = self._desk.jobs.new()
            job.is_answered_here = True
            job.succeeded.connect(lambda card: self._show_card(line, card))
            job.failed.connect(lambda error: self._show_failure(line, error))
            job.read(elector_card, self._desk.actor, line.elector_id)

    def _show_card(self, line: FollowUpLine, card: ElectorCard) -> None:
        if line == self._chosen():
            self.panel.title.setText(line.elector)
            self.panel.show_parts(_parts(line, card))

    def _show_failure(self, line: FollowUpLine, error: Exception) -> None:
        if isinstance(error, PhonebankError):
            self.panel.title.setText(line.elector)
            self.panel.show_parts([SpacedText(error.sentence)])
        else:
            self._desk.jobs.failed.emit(error)

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(self.refresh)
        self.is_done.toggled.connect(self.refresh)
        self.table.chosen.connect(self._ask_card)
        self.table.opened.connect(self.finish)
        self.done.clicked.connect(self.finish)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.finish)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.kind)
        head.addWidget(self.is_done)
        head.addStretch(1)
        head.addWidget(self.done)
        self._framed, self._stack = Framed(self.table), QStackedWidget()
        self._stack.addWidget(self._framed)
        self._stack.addWidget(self.empty)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._stack, 1)
        row.addWidget(self.panel)
        self.panel.foot.addStretch(1)
        self.panel.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(row, 1)


def _row(line: FollowUpLine) -> TextRow:
    asked = cell_text(Kind.TIME, line.at)
    return TextRow((line.kind.label, line.elector, asked, line.note))


def _parts(line: FollowUpLine, card: ElectorCard) -> Iterator[QWidget]:
    yield SpacedText(joined(line.membership_number, line.constituency, by=" · "), tone="text2")
    yield FactRow("Wants", line.kind.label)
    if line.note:
        yield FactRow("Note", line.note)
    yield FactRow("Noted", joined(cell_text(Kind.TIME, line.at), line.caller))
    if line.done_at is not None:
        yield FactRow("Done", cell_text(Kind.TIME, line.done_at))
    for number in card.numbers:
        yield FactRow("Number", number_line(number))
    if card.suppressed:
        yield FactRow("Not to call", card.suppressed.replace("-", " "))
    if line.email:
        yield FactRow("Email", line.email.replace("@", f"@{_MAY_BREAK}"))
