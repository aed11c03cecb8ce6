"""The My calls page: one's own calls of today and the last days, and correcting one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from phonebank.domain.changes import Topic
from phonebank.domain.errors import PhonebankError
from phonebank.gui.models.text_model import TextRow
from phonebank.gui.pages.my_calls.correcting import CorrectingPanel
from phonebank.gui.pages.my_calls.words import TITLES, cells_of, days_before, moment_of
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.bars import Ladder
from phonebank.gui.widgets.empty_state import EmptyState
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.spaced_text import SpacedText
from phonebank.gui.widgets.table_edge import Framed
from phonebank.gui.widgets.text_table import TextTable
from phonebank.services.my_calls import correct_call, my_calls

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from phonebank.gui.desk import Desk
    from phonebank.services.my_calls import Correction, MyCall, MyDay

MARGIN = 12
LEAST_OF_NOTES = 84
NONE = "No calls yet"
THEN = (
    "Your calls of today and the last three days stand here once you made some, so that you can "
    "correct one. Ctrl+1 leads to the Call page."
)


class CallsTable(TextTable):
    """The notes, which are last, take what the other columns leave."""

    def _width_of(self, column: int) -> int:
        is_note = column == len(TITLES) - 1
        return LEAST_OF_NOTES if is_note else super()._width_of(column)


class MyCallsPage(QWidget):
    title = "My calls"
    icon_name = "my-calls"
    topics = Topic.CALLS

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.calls: Sequence[MyCall] = ()
        self._correcting: tuple[UUID, Correction, UUID] | None = None
        self.ladder = Ladder()
        self.before = SpacedText(role=fonts.caption, tone="text2")
        self.table = CallsTable("My calls", fits=True)
        self.panel = CorrectingPanel(desk.contest)
        self.empty = EmptyState()
        self.empty.say(NONE, THEN)
        self.table.chosen.connect(self._show_chosen)
        self.table.opened.connect(self.panel.focus_fields)
        self.panel.cancelled.connect(self._focus_table)
        self.panel.save_wanted.connect(self._correct)
        self._lay_out()

    def refresh(self) -> None:
        """Read the calls that still count."""
        job = self._desk.jobs.new()
        job.succeeded.connect(self._show)
        job.read(my_calls, self._desk.actor, self._desk.clock.now())

    def _show(self, days: Sequence[MyDay]) -> None:
        now, chosen = self._desk.clock.now(), max(0, self.table.current_row())
        today, *before = days
        self.ladder.set_counts(len(today.calls), today.contacts, today.stated)
        self.before.setText(days_before(before, now))
        self.before.setVisible(bool(self.before.text()))
        at = self.panel.call
        self.calls = [call for day in days for call in day.calls]
        rows = [TextRow(cells_of(call, now)) for call in self.calls]
        self.table.show_rows(TITLES, rows, strong=(1,))
        self._stack.setCurrentWidget(self._framed if rows else self.empty)
        self.panel.setVisible(bool(rows))
        if rows:
            ids = [call.call_id for call in self.calls]
            is_there = at is not None and at.call_id in ids
            place = ids.index(at.call_id) if at is not None and is_there else chosen
            self.table.choose_row(min(place, len(rows) - 1))
            self._show_chosen()

    def _show_chosen(self) -> None:
        row = self.table.current_row()
        if 0 <= row < len(self.calls):
            call = self.calls[row]
            self.panel.show_call(call, moment_of(call, self._desk.clock.now()))

    def _correct(self, correction: Correction) -> None:
        """Under one id however often it is tried, so that it is never logged twice."""
        call = self.panel.call
        if call is None:
            return
        wanted = call.call_id, correction
        if self._correcting is None or self._correcting[:2] != wanted:
            self._correcting = (*wanted, uuid4())
        job = self._desk.jobs.new()
        job.is_answered_here = True
        job.failed.connect(self._tell)
        job.succeeded.connect(lambda _: self._focus_table())
        now = self._desk.clock.now()
        job.write(correct_call, self._desk.actor, *self._correcting, now)

    def _tell(self, error: Exception) -> None:
        if isinstance(error, PhonebankError):
            self.panel.tell(error.sentence)
        else:
            self._desk.jobs.failed.emit(error)

    def _focus_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(ElidedLabel(self.title, fonts.title))
        head.addStretch(1)
        head.addWidget(self.ladder)
        self._framed, self._stack = Framed(self.table), QStackedWidget()
        self._stack.addWidget(self._framed)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout()
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(MARGIN)
        column.addLayout(head)
        column.addWidget(self.before)
        column.addWidget(self._stack, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(column, 1)
        whole.addWidget(self.panel)
        self.panel.hide()
