"""What the page asks of the services, one job after another, and the answers as signals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from phonebank.domain.errors import PhonebankError
from phonebank.gui.pages.call.entries import beside_of
from phonebank.gui.pages.call.sentences import NOT_SAVED, NOT_SKIPPED, TRY_AGAIN
from phonebank.services.finishing_calls import finish_call, undo_call
from phonebank.services.serving import (
    ANY_LIST,
    Ahead,
    Dry,
    Served,
    my_ladder,
    next_ahead,
    next_elector,
    release_all,
    skip,
    take,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from phonebank.domain.calls import CallEntry
    from phonebank.gui.desk import Desk
    from phonebank.gui.jobs import Job
    from phonebank.gui.pages.call.entries import Draft
    from phonebank.services.calling import Logged


class Switchboard(QObject):
    """`is_busy` while an elector is being fetched, `is_saving` while a call is on its way.

    The next elector is held ahead while the caller speaks to this one, so that it shows at once.
    """

    served = Signal(object)  # Served
    dried = Signal(object)  # Dry
    taken_back = Signal(object)  # Served: the elector of the call that was undone
    not_done = Signal(object, str, str, str)  # the Draft as it was, what, why, and what to press
    refused = Signal(str)  # the sentence, when something else could not be done
    at_rest = Signal()  # nothing is fetched or saved any more
    withdrawn = Signal(int)  # the elector who came up and is not to be rung any more
    counted = Signal(object)  # Ladder

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.is_busy = False
        self.is_going_on = False  # with somebody at the number that was rung
        self.list_name = ANY_LIST
        self._saving = 0
        self._ahead: Served | None = None
        self._asked_ahead = 0  # goes up when whoever is held ahead is given back
        self._beside = 0  # the elector beside whom another is held ahead
        self._in_turn = 0  # the elector who came up by their turn, and not whatever it is

    @property
    def is_saving(self) -> bool:
        return self._saving > 0

    @property
    def is_occupied(self) -> bool:
        """Whether the answer to an earlier request may still bring somebody up."""
        return self.is_busy or self.is_saving

    @property
    def has_next_at_hand(self) -> bool:
        return self._ahead is not None

    def ask_next(self) -> None:
        """Hold the next elector, or learn why there is none."""
        actor = self._desk.actor
        job = self.new_job(self._show_answer, self.refuse)
        job.write(next_elector, actor, actor.caller_id, self._desk.clock.now(), self.list_name)

    def go_on(self) -> None:
        """Leave whoever came up: the one at hand comes in their place, or whoever is found."""
        ahead = self._at_hand()
        if ahead is None:
            self.ask_next()
        else:
            self._in_turn = ahead.card.id
            self.served.emit(ahead)

    def look_after(self) -> None:
        """See whether whoever came up may be rung still: `withdrawn` where they may not."""
        if self._beside and self._beside == self._in_turn:
            self.hold_ahead(self._beside)

    def work_list(self, name: str) -> None:
        """Serve from this list from the next elector on."""
        self.list_name = name
        self.forget_next()

    def ask_anew(self) -> None:
        """Give back whoever is held and ask for the next elector."""
        self.forget_next()
        job = self.new_job(lambda _: self.ask_next(), self.refuse)
        job.write(release_all, self._desk.actor)

    def go_on_with(self, elector_id: int) -> None:
        """Hold this elector next, whatever their turn; all others are given back."""
        self.forget_next()
        self.is_going_on = True
        job = self.new_job(self.served.emit, self.refuse)
        job.write(take, self._desk.actor, elector_id, self._desk.clock.now())

    def hold_ahead(self, elector_id: int) -> None:
        """Have the next elector at hand while this one is spoken to; failing that does no harm."""
        self._beside = elector_id
        if self.is_saving:
            return  # until the call is saved, so that nothing slows the page down meanwhile
        job = self._desk.jobs.new()
        job.is_answered_here = True
        asked = self._asked_ahead
        job.succeeded.connect(lambda told: self._keep_ahead(asked, elector_id, told))
        now = self._desk.clock.now()
        job.write(next_ahead, self._desk.actor, elector_id, now, self.list_name)

    def save(self, draft: Draft, entry: CallEntry, *, goes_on: bool) -> bool:
        """Log the call; if that fails the draft comes back as it was.

        `goes_on` asks for the next elector: the one at hand, shown before the write begins, or
        another after it. Answers whether one was at hand.
        """
        ahead = self._at_hand() if goes_on else None
        self._saving += 1
        self.is_going_on = False
        if ahead is not None:
            self._in_turn = ahead.card.id
            self.served.emit(ahead)
        job = self._desk.jobs.new()
        job.is_answered_here = True
        job.ended.connect(self._count_saved)
        job.failed.connect(lambda error: self._bring_back(draft, NOT_SAVED, error, TRY_AGAIN))
        if goes_on and ahead is None:
            job.succeeded.connect(self.ask_next)
        now, beside = self._desk.clock.now(), beside_of(draft.said)
        job.write(finish_call, self._desk.actor, entry, now, beside)
        return ahead is not None

    def undo(self) -> None:
        """Take the caller's last call back and hold its elector again."""
        job = self.new_job(self._take_again, self.refuse)
        job.write(undo_call, self._desk.actor, self._desk.clock.now())

    def pass_over(self, draft: Draft, why: str) -> None:
        """Skip an elector and go on; if that fails the draft comes back as it was."""
        job = self.new_job(
            lambda _: self.ask_next(),
            lambda error: self._bring_back(draft, NOT_SKIPPED, error),
        )
        elector_id = draft.served.card.id
        job.write(skip, self._desk.actor, elector_id, why, self._desk.clock.now())

    def count(self) -> None:
        """How far this caller has come today."""
        job = self._desk.jobs.new()
        job.succeeded.connect(self.counted)
        job.read(my_ladder, self._desk.actor, self._desk.clock.now())

    def _take_again(self, undone: Logged) -> None:
        self.forget_next()  # taking one elector gives all others back
        job = self.new_job(self.taken_back.emit, self.refuse)
        job.write(take, self._desk.actor, undone.elector_id, self._desk.clock.now())

    def new_job(
        self, succeeded: Callable[..., object], failed: Callable[[Exception], object]
    ) -> Job:
        """A job that keeps the page occupied until it is done."""

        def is_done_before(then: Callable[..., object]) -> Callable[[object], None]:
            def go_on(result: object) -> None:
                self.is_busy = False
                then(result)
                self._tell_at_rest()

            return go_on

        self.is_busy = True
        job = self._desk.jobs.new()
        job.is_answered_here = True
        job.succeeded.connect(is_done_before(succeeded))
        job.failed.connect(is_done_before(failed))
        return job

    def forget_next(self) -> None:
        """Have nobody at hand: the next elector is then fetched when this call is saved.

        An answer that is still on its way comes too late: that elector was given back as well.
        """
        self._ahead = None
        self._asked_ahead += 1

    def _keep_ahead(self, asked: int, busy_with: int, told: Ahead) -> None:
        if asked != self._asked_ahead:
            return
        self._ahead = told.served
        if busy_with == self._in_turn and not told.goes_on:
            self.withdrawn.emit(busy_with)

    def _at_hand(self) -> Served | None:
        """The elector held ahead, once, if the hold still lasts."""
        ahead, self._ahead = self._ahead, None
        return ahead if ahead and ahead.lease_until > self._desk.clock.now() else None

    def _count_saved(self) -> None:
        self._saving -= 1
        if self._beside and self._ahead is None and not self.is_busy:
            self.hold_ahead(self._beside)
        self._tell_at_rest()

    def _tell_at_rest(self) -> None:
        if not self.is_occupied:
            self.at_rest.emit()

    def _show_answer(self, answer: Served | Dry) -> None:
        self._ahead, self._beside, self._in_turn = None, 0, 0
        if isinstance(answer, Served):
            self._in_turn = answer.card.id
            self.served.emit(answer)
        else:
            self.dried.emit(answer)

    def _bring_back(self, draft: Draft, wrong: str, error: Exception, action: str = "") -> None:
        self.not_done.emit(draft, wrong, self.sentence(error), action)

    def refuse(self, error: Exception) -> None:
        """Tell why something could not be done."""
        self.refused.emit(self.sentence(error))

    def sentence(self, error: Exception) -> str:
        """What to say in place. What no user can act on is a bug, and the window's to report."""
        if isinstance(error, PhonebankError):
            return error.sentence
        self._desk.jobs.failed.emit(error)
        return "Something went wrong inside the program. What you see here is still unsaved."
