"""Where an elector stands: a fold over their calls, and nothing else, gives their current state."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from phonebank.domain.calls import CallRecord, counting
from phonebank.domain.hours import later
from phonebank.domain.outcomes import WONT_SAY, Disposition, Outcome, Suppresses
from phonebank.domain.rung import rung

NO_TIME_AGREED = timedelta(days=1)
NUMBER_STATUS = {"wrong-number": "wrong", "dead-number": "dead"}


class Turn(StrEnum):
    """What the outcomes leave to do; hours, attempts and suppression are asked when serving."""

    READY = "ready"
    CALLBACK = "callback"
    ORGANISER = "organiser"
    FINISHED = "finished"
    CLOSED = "closed"


class Standing(NamedTuple):
    """An elector's state. Times are UTC; `due_at` None on a ready elector means at once.

    `settled` is the turn that a callback, once tried, goes back to. `first_reached` is the attempt
    at which they were first spoken to. Of the `answers` that ever stood, the `intention` with its
    list and `reasons` (ids, ";" between) is the latest; the prior one stood until then. `rung` says
    when and by whom (domain/rung).
    """

    attempts: int = 0
    contacted: bool = False
    first_reached: int | None = None
    off_roll: bool = False
    disposition: Disposition | None = None
    intention: str | None = None
    strength: str | None = None
    intention_at: datetime | None = None
    intention_by: int | None = None
    intention_list: int | None = None
    reasons: str = ""
    prior_intention: str | None = None
    prior_at: datetime | None = None
    answers: int = 0
    previous_vote: str | None = None
    ballot: str | None = None
    last_call_at: datetime | None = None
    rung: str = ""
    turn: Turn = Turn.READY
    settled: Turn = Turn.READY
    due_at: datetime | None = None
    callback_for: int | None = None
    suppressed: str = ""
    number_status: Mapping[int, str] = MappingProxyType({})


def standing_after(calls: Iterable[CallRecord]) -> Standing:
    """Fold the calls of one elector, in any order, into where they stand."""
    made = counting(calls)
    standing = Standing(rung=rung(made))
    for call in made:
        standing = _after(standing, call)
    return standing


def rested_at(calls: Iterable[CallRecord]) -> datetime | None:
    """When whoever was rung may be rung again, whatever turn the calls left; None for at once.

    For those to whom an MP owes a call although they have answered.
    """
    made = counting(calls)
    wait = made[-1].outcome.retry_after if made and made[-1].outcome else None
    return later(made[-1].called_at, wait) if wait else None


def _after(standing: Standing, call: CallRecord) -> Standing:
    outcome = call.outcome
    assert outcome is not None
    standing = standing._replace(
        attempts=standing.attempts + 1,
        contacted=standing.contacted or outcome.reached is True,
        first_reached=standing.first_reached
        or (standing.attempts + 1 if outcome.reached is True else None),
        off_roll=standing.off_roll or outcome.disposition is Disposition.NOT_ELIGIBLE,
        disposition=furthest(standing.disposition, outcome.disposition_for(call.intention)),
        previous_vote=call.previous_vote or standing.previous_vote,
        ballot=call.ballot or standing.ballot,
        last_call_at=call.called_at,
        suppressed=standing.suppressed or _suppression(outcome, call.do_not_call),
        number_status=_numbers_after(standing, call, outcome),
    )
    return _with_turn(_with_intention(standing, call), call, outcome)


def furthest(one: Disposition | None, other: Disposition) -> Disposition:
    """The further of two dispositions of one person; not eligible overrides everything."""
    if one is None or Disposition.NOT_ELIGIBLE in {one, other}:
        return other if one is None else Disposition.NOT_ELIGIBLE
    order = list(Disposition)
    return min(one, other, key=order.index)


def _suppression(outcome: Outcome, do_not_call: bool) -> str:
    if do_not_call:
        return "do-not-call"
    return outcome.slug if outcome.suppresses is Suppresses.ELECTOR else ""


def _numbers_after(standing: Standing, call: CallRecord, outcome: Outcome) -> Mapping[int, str]:
    if call.number_id is None:
        return standing.number_status
    if outcome.suppresses is Suppresses.NUMBER:
        return {**standing.number_status, call.number_id: NUMBER_STATUS[outcome.slug]}
    if outcome.reached:
        return {k: v for k, v in standing.number_status.items() if k != call.number_id}
    return standing.number_status


def _with_intention(standing: Standing, call: CallRecord) -> Standing:
    """The latest answer stands; "won't say" only where nothing was said before."""
    if not _stands(standing, call):
        return standing
    return standing._replace(
        intention=call.intention,
        strength=call.strength,
        intention_at=call.called_at,
        intention_by=call.caller_id,
        intention_list=call.list_id,
        reasons=";".join(map(str, call.reasons)),
        prior_intention=standing.intention,
        prior_at=standing.intention_at,
        answers=standing.answers + 1,
    )


def _stands(standing: Standing, call: CallRecord) -> bool:
    is_unsaid = call.intention == WONT_SAY and standing.intention is not None
    return call.intention is not None and not is_unsaid


def answers_that_stood(calls: Iterable[CallRecord]) -> Iterator[tuple[datetime, str]]:
    """Every answer that stood for a while, with when it was given, in order."""
    standing = Standing()
    for call in counting(calls):
        if call.intention is not None and _stands(standing, call):
            standing = _with_intention(standing, call)
            yield call.called_at, call.intention


def _with_turn(standing: Standing, call: CallRecord, outcome: Outcome) -> Standing:
    if standing.turn is Turn.CLOSED or outcome.final:
        return standing._replace(turn=Turn.CLOSED, due_at=None, callback_for=None)
    turn = _settled_turn(standing.settled, outcome, is_seen_to=call.settled)
    standing = standing._replace(settled=turn)
    if outcome.is_callback:
        due = call.callback_at or later(call.called_at, NO_TIME_AGREED)
        return standing._replace(turn=Turn.CALLBACK, due_at=due, callback_for=call.callback_for)
    if turn is not Turn.READY or outcome.retry_after is None:
        return standing._replace(turn=turn, due_at=None, callback_for=None)
    due = later(call.called_at, outcome.retry_after)
    return standing._replace(turn=turn, due_at=due, callback_for=None)


def _settled_turn(turn: Turn, outcome: Outcome, *, is_seen_to: bool) -> Turn:
    """Answered stays answered; an organiser's case stays theirs until it is settled, or someone
    speaks to them."""
    if outcome.finishes_list or turn is Turn.FINISHED:
        return Turn.FINISHED
    if (outcome.needs_organiser and not is_seen_to) or turn is Turn.ORGANISER:
        return Turn.ORGANISER
    return Turn.READY
