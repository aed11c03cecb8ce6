"""What leads off the way from call to call: drafts, who rings back, shared numbers, the lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from phonebank.services.finishing_calls import mps_to_pass_to
from phonebank.services.ringing_back import answer, rang_me
from phonebank.services.same_number import others_at_number
from phonebank.services.serving import list_names, my_lists, take

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from phonebank.domain.permits import Actor
    from phonebank.gui.desk import Desk
    from phonebank.gui.pages.call.switchboard import Switchboard
    from phonebank.services.drafts import KeptDraft
    from phonebank.services.same_number import AtNumber
    from phonebank.services.serving import Served
    from phonebank.store.database import Database


class Choices(NamedTuple):
    """The lists open to the caller, all there are, and the MPs to whom electors may be left."""

    open_lists: Sequence[str]
    lists: Sequence[str]
    mps: Sequence[tuple[int, str]]


def choices_of(db: Database, actor: Actor, now: datetime) -> Choices:
    """What this caller may choose from now."""
    return Choices(my_lists(db, actor, now), list_names(db), mps_to_pass_to(db, actor))


class Detours(QObject):
    """Asks the services; holding somebody keeps the page occupied, looking does not."""

    taken_up = Signal(object, object)  # KeptDraft, Served
    not_taken_up = Signal(str)
    answered = Signal(object)  # Served: whoever rang back
    not_answered = Signal(str)
    found = Signal(object)  # Sequence[Rung]
    chosen_from = Signal(object)  # Choices

    def __init__(self, desk: Desk, board: Switchboard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._board = desk, board
        self._looked_for = ""
        self._others: dict[int, Sequence[AtNumber]] = {}

    def take_up(self, kept: KeptDraft) -> None:
        """Hold the elector of a draft again."""
        job = self._board.new_job(
            lambda served: self.taken_up.emit(kept, served),
            lambda error: self.not_taken_up.emit(self._board.sentence(error)),
        )
        hold = answer if kept.entered["rang_us"] else take
        job.write(hold, self._desk.actor, kept.elector_id, self._desk.clock.now())

    def answer_ring(self, elector_id: int) -> None:
        """Hold whoever rings back, beside whoever is held already."""
        job = self._board.new_job(
            self.answered.emit,
            lambda error: self.not_answered.emit(self._board.sentence(error)),
        )
        job.write(answer, self._desk.actor, elector_id, self._desk.clock.now())

    def look_for(self, digits: str) -> None:
        """Whom the caller rang at a number with these digits; the last question is answered."""
        self._looked_for = digits
        job = self._desk.jobs.new()
        job.is_answered_here = True
        job.succeeded.connect(lambda found: self._tell_found(digits, found))
        job.failed.connect(lambda error: self.not_answered.emit(self._board.sentence(error)))
        job.read(rang_me, self._desk.actor, digits, self._desk.clock.now())

    def look_who_shares(self, served: Served) -> None:
        """Who else is at this elector's number, while they are on the line."""
        elector_id = served.card.id
        if elector_id in self._others:
            return
        self._others = {elector_id: []}
        job = self._desk.jobs.new()
        job.is_answered_here = True  # a call goes on without
        job.succeeded.connect(lambda others: self._keep_others(elector_id, others))
        job.write(others_at_number, self._desk.actor, elector_id, self._desk.clock.now())

    def others_at(self, elector_id: int) -> Sequence[AtNumber]:
        return self._others.get(elector_id, [])

    def look_what_to_choose(self) -> None:
        """The lists and the MPs of now."""
        job = self._desk.jobs.new()
        job.is_answered_here = True
        job.succeeded.connect(self.chosen_from)
        job.read(choices_of, self._desk.actor, self._desk.clock.now())

    def _tell_found(self, digits: str, found: object) -> None:
        if digits == self._looked_for:
            self.found.emit(found)

    def _keep_others(self, elector_id: int, others: Sequence[AtNumber]) -> None:
        if elector_id in self._others:
            self._others[elector_id] = others
