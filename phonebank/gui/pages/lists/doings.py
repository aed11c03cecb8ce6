"""What an organiser does to the chosen list: each as a job, its end or refusal said above it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from phonebank.domain.errors import PhonebankError
from phonebank.domain.lists import ListState, Remedy
from phonebank.gui.pages.lists.words import (
    ANYBODY,
    said_of_reassigned,
    said_of_released,
    several,
)
from phonebank.services import freeing, lists, passing
from phonebank.services.callbacks import move_callback

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from phonebank.domain.changes import Done
    from phonebank.gui.desk import Desk
    from phonebank.gui.jobs import Job
    from phonebank.gui.pages.lists.board import ListBoard
    from phonebank.services.list_counts import ReasonNow

MOVES: Mapping[ListState, Callable[..., Done[Any]]] = {
    ListState.OPEN: lists.open_list,
    ListState.PAUSED: lists.pause_list,
    ListState.CLOSED: lists.close_list,
}
RELEASE_ALL = (
    "Release all?",
    "Everybody whom callers hold on this list goes back into it, and may be served to somebody "
    "else. A call under way is logged all the same.",
    "Release all",
)
CLOSE = (
    "Close the list?",
    "Nobody is served from it any more. It stays with its calls and can be opened again.",
    "Close the list",
)
TAKE_BACK = (
    "Take them back?",
    "Whoever was passed on to an MP may be rung by everybody again.",
    "Take back",
)
REMOVE = ("Remove the list?", "The draft is forgotten; nobody was rung from it.", "Remove")


class Doings(QObject):
    """Whatever the board asks for. `electors_wanted` carries a Tree; `removed`, it is gone."""

    electors_wanted = Signal(object)
    removed = Signal()

    def __init__(self, desk: Desk, board: ListBoard) -> None:
        super().__init__(board)
        self._desk, self._board = desk, board
        board.head.moved.connect(self._move)
        board.head.removed.connect(self._remove)
        board.remedied.connect(self._help)
        board.held.released.connect(self._release)
        board.held.given.connect(self._reassign)
        board.promised.moved.connect(self._move_callback)
        board.promised.all_given.connect(self._reassign)
        board.passed_on.taken_back.connect(self._take_back)
        board.cases.settled.connect(self._settle)

    def _name(self) -> str:
        return self._board.head.name.text()

    def _now(self) -> datetime:
        return self._desk.clock.now()

    def _move(self, wanted: ListState) -> None:
        if wanted is not ListState.CLOSED or self._desk.ask.may_go_on(*CLOSE):
            self._write("", MOVES[wanted], self._name(), self._now())

    def _remove(self) -> None:
        if self._desk.ask.may_go_on(*REMOVE):
            job = self._write("", lists.remove_list, self._name(), self._now())
            job.succeeded.connect(self.removed)

    def _help(self, remedy: Remedy, told: ReasonNow | None) -> None:
        """The remedies that are done at once; the board itself leads to the others."""
        match remedy:
            case Remedy.SHOW_ELECTORS if told is not None:
                self.electors_wanted.emit(told.segment)
            case Remedy.RELEASE_ALL if self._desk.ask.may_go_on(*RELEASE_ALL):
                self._release(None)
            case Remedy.RAISE_ATTEMPTS:
                done = "One attempt more is allowed."
                self._write(done, freeing.raise_attempts, self._name(), self._now())
            case Remedy.WIDEN_HOURS:
                done = "Today this list is rung from 8:00 to 21:00."
                self._write(done, freeing.widen_hours, self._name(), self._now())
            case Remedy.TAKE_BACK if self._desk.ask.may_go_on(*TAKE_BACK):
                job = self._write("", freeing.take_back_all, self._name(), self._now())
                job.succeeded.connect(self._tell_taken)

    def _release(self, caller: str | None) -> None:
        job = self._write("", freeing.release, self._name(), self._now(), caller)
        job.succeeded.connect(lambda value: self._board.tell(said_of_released(value)))

    def _reassign(self, caller: str, to: str | None) -> None:
        job = self._write("", freeing.reassign, self._name(), caller, to, self._now())
        told = to or ANYBODY
        job.succeeded.connect(lambda value: self._board.tell(said_of_reassigned(value, told)))

    def _move_callback(self, elector_id: int, at: datetime, to: str | None) -> None:
        self._write("The callback was moved.", move_callback, elector_id, at, to, self._now())

    def _take_back(self, elector_id: int) -> None:
        done = "Everybody may ring them again."
        self._write(done, passing.take_back, elector_id, self._now())

    def _settle(self, elector_id: int, note: str) -> None:
        work = freeing.settle_organisers_case
        job = self._write("The case is settled.", work, elector_id, note, self._now())
        job.succeeded.connect(lambda _: self._board.cases.forget_note(elector_id))

    def _tell_taken(self, number: int) -> None:
        self._board.tell(f"{several(number, 'elector')} taken back.")

    def _write(self, done: str, work: Callable[..., Done[Any]], *args: object) -> Job:
        job = self._desk.jobs.new()
        job.is_answered_here = True
        job.succeeded.connect(lambda _: self._board.tell(done))
        job.failed.connect(self._refuse)
        job.write(work, self._desk.actor, *args)
        return job

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, PhonebankError):
            self._board.tell(error.message, f"{error.kept} {error.next_step}".strip())
        else:
            self._desk.jobs.failed.emit(error)
