"""From what was said to the record of a call, or to the sentence that says what is missing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID, uuid4

from phonebank.domain.calls import BallotStatus, CallEntry, Strength
from phonebank.domain.electors import FollowUpKind
from phonebank.domain.hours import ELECTORS_ZONE, PROMISED, local
from phonebank.gui.pages.call import choices
from phonebank.gui.pages.call.choices import YES, Question
from phonebank.gui.pages.call.key_tree import DO_NOT_CALL, KeyTree, Said
from phonebank.services.finishing_calls import Beside

if TYPE_CHECKING:
    from phonebank.services.serving import Served

EVENING = time(19)
MISSING = {
    "": "Say first whether they answered.",
    choices.MACHINE: "Say whether you left a message.",
    choices.NOT_IN: "Say who or what you found.",
}
NO_ANSWER_YET = "Say what they answered, or that they can’t talk."
NO_REASON_YET = "Say why they can’t talk."
NO_TIME_YET = "Say when to call back."
TIME_IS_OVER = "That time is over: choose a later one."
OUTSIDE_HOURS = "Nobody is rung before 8:00 or after 21:00: choose another time."


@dataclass(frozen=True, slots=True)
class Draft:
    """A call being entered. Its id and time are made once, so that a retry cannot double it.

    `began` is the monotonic second in which the call began, `seconds` how long it took once it is
    over. `rang_us` is whether the elector rang back.
    """

    served: Served
    number_id: int | None
    said: Said
    call_id: UUID
    called_at: datetime | None = None
    began: float = field(default_factory=monotonic)
    seconds: int | None = None
    rang_us: bool = False

    @property
    def so_far(self) -> int:
        """Seconds since the call began; those it took where it is over."""
        return round(monotonic() - self.began) if self.seconds is None else self.seconds


class Rung(NamedTuple):
    """Under which id a call is kept, to whom it was, and with which words."""

    call_id: UUID
    elector_id: int
    number_id: int | None
    script_version_id: int | None


def new_draft(served: Served, *, rang_us: bool = False) -> Draft:
    number = served.number.id if served.number else None
    return Draft(served, number, Said(), uuid4(), rang_us=rang_us)


def missing(tree: KeyTree, said: Said, now: datetime) -> str:
    """What must be said before the call can be saved, or nothing."""
    if not tree.outcome(said):
        return _unasked(said)
    if not said.has_callback:
        return ""
    when = callback_time(said, now)
    if when is None:
        return NO_TIME_YET
    if when <= now:
        return TIME_IS_OVER
    return "" if PROMISED.open_at(when) else OUTSIDE_HOURS


def _unasked(said: Said) -> str:
    first = said.to(Question.REACHED)
    if first != YES:
        return MISSING[first]
    return NO_REASON_YET if said.to(Question.VOTE) else NO_ANSWER_YET


def callback_time(said: Said, now: datetime) -> datetime | None:
    """The time agreed (UTC), None while there is none."""
    chosen = said.to(Question.CALLBACK)
    if chosen == choices.OTHER_TIME:
        return said.other_time
    return time_of(chosen, now) if chosen else None


def time_of(slug: str, now: datetime) -> datetime:
    """The moment (UTC) that a quick time means at `now`."""
    if slug == "evening":
        today = local(now).date()
        return datetime.combine(today, EVENING, ELECTORS_ZONE).astimezone(UTC)
    if slug == "tomorrow":
        return (local(now) + timedelta(days=1)).astimezone(UTC)
    return now + (timedelta(minutes=30) if slug == "30-minutes" else timedelta(hours=2))


def entry_of(tree: KeyTree, draft: Draft, caller_id: int, called_at: datetime) -> CallEntry:
    """The record of a call from the Call page, with how long it took."""
    served = draft.served
    rung = Rung(draft.call_id, served.card.id, draft.number_id, served.script.id)
    return replace(entry_from(tree, draft.said, rung, caller_id, called_at), seconds=draft.so_far)


def entry_from(
    tree: KeyTree, said: Said, rung: Rung, caller_id: int, called_at: datetime
) -> CallEntry:
    """The record: only what the questions on the page say, and nothing of those that vanished."""
    outcome, shown = tree.outcome(said), tree.shown(said)

    def answer(question: Question) -> str:
        return said.to(question) if question in shown else ""

    spoke = outcome == "spoke"
    strength, ballot = answer(Question.STRENGTH), answer(Question.BALLOT)
    callback = said.has_callback
    is_mine = callback and said.to(Question.CALLBACK_FOR) == choices.MINE
    return CallEntry(
        call_id=rung.call_id,
        elector_id=rung.elector_id,
        caller_id=caller_id,
        outcome=outcome,
        called_at=called_at,
        number_id=rung.number_id,
        intention=said.to(Question.VOTE) if spoke else None,
        strength=Strength(strength) if strength else None,
        previous_vote=answer(Question.PREVIOUS) or None,
        reasons=said.reasons if Question.REASONS in shown else (),
        ballot=BallotStatus(ballot) if ballot else None,
        note=said.note.strip(),
        callback_at=callback_time(said, called_at) if callback else None,
        callback_for=caller_id if is_mine else None,
        do_not_call=said.do_not_call and outcome != DO_NOT_CALL,
        script_version_id=rung.script_version_id,
    )


def beside_of(said: Said) -> Beside:
    """What was offered or asked for beside the call."""
    return Beside(
        follow_ups=tuple(FollowUpKind(one) for one in said.follow_ups),
        passed_on=bool(said.pass_to),
        mp_id=int(said.pass_to) if said.pass_to.isdecimal() else None,
    )
