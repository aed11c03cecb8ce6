"""The Shifts page: sessions by day, who came and how far they got, the board, the follow-ups."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from phonebank.domain.changes import Topic
from phonebank.domain.errors import PhonebankError
from phonebank.gui.pages.shifts.board import BoardView
from phonebank.gui.pages.shifts.follow_ups import FollowUpsView
from phonebank.gui.pages.shifts.head import FOLLOW_UPS, SHIFTS, Head
from phonebank.gui.pages.shifts.view import ShiftsView
from phonebank.gui.widgets.buttons import PrimaryButton
from phonebank.gui.widgets.empty_state import EmptyState
from phonebank.services import shifts as services
from phonebank.services.serving import EVERYBODY, list_names
from phonebank.services.signing_in import caller_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from phonebank.domain.changes import Done
    from phonebank.domain.permits import Actor
    from phonebank.domain.shifts import Shift
    from phonebank.gui.desk import Desk
    from phonebank.gui.jobs import Job
    from phonebank.services.shifts import Board, ShiftCard, ShiftLine
    from phonebank.store.database import Database

MARGIN = 12
HALF_A_MINUTE = 30_000
NONE = "No shifts yet"
PLAN_ONE = (
    "Plan one: where it is, from when until when, and who is expected. The calls that its callers "
    "make meanwhile are then counted here."
)


class Overview(NamedTuple):
    """What the page is laid out by."""

    lines: Sequence[ShiftLine]
    callers: Sequence[str]
    lists: Sequence[str]


class ShiftsPage(QWidget):
    title = "Shifts"
    icon_name = "clock"
    topics = Topic.SHIFTS | Topic.CALLS | Topic.CALLERS | Topic.ELECTORS | Topic.LISTS

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.overview = Overview((), (), ())
        self.head, self.view, self.empty = Head(), ShiftsView(), EmptyState()
        self.add_first = PrimaryButton("Add a shift", height=36)
        self._stack = QStackedWidget()
        self._later = QTimer(self, interval=HALF_A_MINUTE)
        self._later.timeout.connect(self._look_again)
        self._connect()
        self._lay_out()

    @cached_property
    def board(self) -> BoardView:
        """Made when it is first wanted."""
        made = BoardView()
        made.left.connect(self._leave_board)
        made.wanted.connect(self._read_board)
        self._stack.addWidget(made)
        return made

    @cached_property
    def follow_ups(self) -> FollowUpsView:
        """Made when it is first wanted."""
        made = FollowUpsView(self._desk)
        self._stack.addWidget(made)
        return made

    @property
    def is_on_board(self) -> bool:
        return "board" in self.__dict__ and self._stack.currentWidget() is self.board

    def refresh(self) -> None:
        """Read anew what is looked at."""
        if self.head.segments.current() == FOLLOW_UPS:
            self._stack.setCurrentWidget(self.follow_ups)
            self.follow_ups.refresh()
        self._read(self._show_overview, _overview)
        if self.is_on_board:
            self._read_board()

    def open_board(self) -> None:
        """The board of the chosen shift, in place of the page."""
        if self.view.current() and not self.is_on_board:
            self.head.hide()
            self.board.show_lists(self.overview.lists)
            self._stack.setCurrentWidget(self.board)
            self._margins.setContentsMargins(0, 0, 0, 0)
            self.board.back.setFocus()
            self._read_board()

    def add_shift(self) -> None:
        """The form for a new one, with the venue and the times of the last."""
        self.head.segments.choose(SHIFTS)
        last = max((line.shift for line in self.overview.lines), key=_begin, default=None)
        self._stack.setCurrentWidget(self.view)
        self.view.open_new(self._desk.clock.now(), last)
        self._dress_head()

    def _show_overview(self, overview: Overview) -> None:
        self.overview = overview
        self.view.card.know_names(overview.callers)
        self.view.show_lines(overview.lines, self._desk.clock.now())
        self._settle()

    def _settle(self) -> None:
        """Shifts, the form, or what stands there while there are none."""
        if self.head.segments.current() == SHIFTS and not self.is_on_board:
            has_any = bool(self.overview.lines) or self.view.is_form_open
            self._stack.setCurrentWidget(self.view if has_any else self.empty)
        self._dress_head()

    def _show_card(self, card: ShiftCard) -> None:
        if card.shift.id == self.view.current():
            self.view.show_card(card, self._desk.clock.now())

    def _show_board(self, board: Board) -> None:
        self.board.show_board(board, self._desk.clock.now())

    def _read_card(self, shift_id: int) -> None:
        self._read(self._show_card, services.shift_card, shift_id)
        self._dress_head()

    def _read_board(self) -> None:
        shift_id = self.view.current()
        if shift_id:
            name = self.board.list_name() or EVERYBODY
            now = self._desk.clock.now()
            self._read(self._show_board, services.board, shift_id, now, name)

    def _look_again(self) -> None:
        """Time goes on, and others call too."""
        if not self.isVisible():
            return
        if self.is_on_board:
            self._read_board()
        elif self.head.segments.current() == SHIFTS and not self.view.is_form_open:
            self._read(self._show_overview, _overview)

    def _leave_board(self) -> None:
        self.head.show()
        self._margins.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self._stack.setCurrentWidget(self.view)
        self.head.board.setFocus()
        self.refresh()

    def _turn_whole(self) -> None:
        """F11: the board over the whole screen, or back."""
        if self.head.segments.current() == SHIFTS and self.view.current():
            self.open_board()
            self.board.turn_whole()

    def _save(self, shift: Shift) -> None:
        work = services.change_shift if shift.id else services.add_shift
        job = self._write(self.view.form.tell, work, shift, self._desk.clock.now())
        job.succeeded.connect(self._show_saved)

    def _show_saved(self, shift: Shift) -> None:
        self.view.close_form(shift.id)  # and the list is read anew, since shifts were touched

    def _remove(self) -> None:
        shift_id, now = self.view.current(), self._desk.clock.now()
        job = self._write(self.view.card.tell, services.remove_shift, shift_id, now)
        job.succeeded.connect(lambda _: self.view.forget())

    def _expect(self, name: str) -> None:
        tell, shift_id = self.view.card.tell, self.view.current()
        job = self._write(tell, services.expect_caller, shift_id, name)
        job.succeeded.connect(lambda _: self.view.card.name.clear())

    def _mark(self, name: str, came: bool) -> None:
        job = self._write(self.view.card.tell, _marked, self.view.current(), name, came)
        job.failed.connect(lambda _: self.view.card.show_again())

    def _strike(self, name: str) -> None:
        self._write(self.view.card.tell, services.strike_caller, self.view.current(), name)

    def _dress_head(self) -> None:
        is_of_shifts = self.head.segments.current() == SHIFTS
        is_at_rest = is_of_shifts and not self.view.is_form_open and bool(self.overview.lines)
        self.head.add.setVisible(is_at_rest)
        self.head.board.setVisible(is_at_rest)

    def _turn(self) -> None:
        """Another segment was chosen."""
        self._dress_head()
        self.refresh()

    def _read(self, show: Callable[..., None], work: Callable[..., object], *args: object) -> None:
        job = self._desk.jobs.new()
        job.succeeded.connect(show)
        self._answer_here(job, self.view.card.tell)
        job.read(work, self._desk.actor, *args)

    def _write(
        self, tell: Callable[[str], None], work: Callable[..., Done[Any]], *args: object
    ) -> Job:
        """A change of this page; what is refused is said where it was wanted."""
        job = self._desk.jobs.new()
        self._answer_here(job, tell)
        job.write(work, self._desk.actor, *args)
        return job

    def _answer_here(self, job: Job, tell: Callable[[str], None]) -> None:
        job.is_answered_here = True
        job.failed.connect(lambda error: self._tell(error, tell))

    def _tell(self, error: Exception, tell: Callable[[str], None]) -> None:
        if isinstance(error, PhonebankError):
            tell(error.sentence)
        else:
            self._desk.jobs.failed.emit(error)

    def _connect(self) -> None:
        view, card = self.view, self.view.card
        self.head.segments.chosen.connect(self._turn)
        self.head.add.clicked.connect(self.add_shift)
        self.add_first.clicked.connect(self.add_shift)
        self.head.board.clicked.connect(self.open_board)
        view.wanted.connect(self._read_card)
        view.form_toggled.connect(self._settle)
        view.form.save_wanted.connect(self._save)
        card.removed.connect(self._remove)
        card.expected.connect(self._expect)
        card.came.connect(self._mark)
        card.struck.connect(self._strike)
        for key, do in (("F11", self._turn_whole), ("Ctrl+N", self.add_shift)):
            QShortcut(QKeySequence(key), self).activated.connect(do)
        self._later.start()

    def _lay_out(self) -> None:
        self.empty.say(NONE, PLAN_ONE)
        self.empty.add(self.add_first)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        self._margins = QVBoxLayout(self)
        self._margins.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self._margins.setSpacing(MARGIN)
        self._margins.addWidget(self.head)
        self._margins.addWidget(self._stack, 1)


def _overview(db: Database, actor: Actor) -> Overview:
    """Shifts, the names of all callers and of all lists, in one reading."""
    names = [row.name for row in caller_rows(db)]
    return Overview(services.shifts(db, actor), names, list_names(db))


def _marked(db: Database, actor: Actor, shift_id: int, name: str, came: bool) -> Done[Shift]:
    return services.mark_came(db, actor, shift_id, name, came=came)


def _begin(shift: Shift) -> datetime:
    return shift.starts_at
