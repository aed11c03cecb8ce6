"""Whom to ring next, and when there is nobody, why: one reason per elector."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from phonebank.domain.calls import CallRecord, counting
from phonebank.domain.electors import NumberRow
from phonebank.domain.hours import PROMISED, CallingHours
from phonebank.domain.standing import Turn, standing_after


@dataclass(frozen=True, slots=True, kw_only=True)
class CallingRules:
    """What a call list allows. `cap_per_caller` None leaves callers without one."""

    hours: CallingHours = field(default_factory=CallingHours)
    attempts: int = 4
    kept_callbacks: int = 2
    lease: timedelta = timedelta(minutes=30)
    cap_per_caller: int | None = None


PASSED_OVER_FOR = timedelta(hours=12)


class Reason(StrEnum):
    """Why an elector of a list may not be rung now; the first that applies, in this order."""

    SUPPRESSED = "suppressed"
    FINISHED = "finished"
    BANKED = "banked"
    NEEDS_ORGANISER = "needs-organiser"
    NO_USABLE_NUMBER = "no-usable-number"
    ATTEMPTS_USED_UP = "attempts-used-up"
    CALLBACK_LATER = "callback-later"
    COOLING_DOWN = "cooling-down"
    LEASED = "leased"
    OUTSIDE_HOURS = "outside-hours"


REASON_NAMES: Mapping[Reason, str] = {
    Reason.SUPPRESSED: "Suppressed",
    Reason.FINISHED: "Finished",
    Reason.BANKED: "Banked",
    Reason.NEEDS_ORGANISER: "Needs organiser",
    Reason.NO_USABLE_NUMBER: "No usable number",
    Reason.ATTEMPTS_USED_UP: "Attempts used up",
    Reason.CALLBACK_LATER: "Callback later",
    Reason.COOLING_DOWN: "Cooling down",
    Reason.LEASED: "Leased",
    Reason.OUTSIDE_HOURS: "Outside hours",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What the queue needs to know of one elector on the roll.

    `leased_until` and `passed_over_until` are None where nobody holds them and where the caller who
    asks has not passed them over.
    """

    turn: Turn
    attempts: int = 0
    due_at: datetime | None = None
    callback_for: int | None = None
    suppressed: bool = False
    banked: bool = False
    usable_numbers: int = 1
    leased_until: datetime | None = None
    passed_over_until: datetime | None = None


def reason_not_now(
    waiting: Waiting, rules: CallingRules, caller_id: int, now: datetime
) -> Reason | None:
    """The first reason not to ring this elector now, or None when their turn has come."""
    return lasting_reason(waiting, rules) or _passing_reason(waiting, rules, caller_id, now)


def attempts_allowed(turn: Turn, rules: CallingRules) -> int:
    """A promised callback is kept past the last attempt, but not for ever."""
    return rules.attempts + (rules.kept_callbacks if turn is Turn.CALLBACK else 0)


class LastTry(NamedTuple):
    """The number of an elector's last call, and whether another number goes first after it."""

    number_id: int | None
    next_number_first: bool


def number_to_ring(numbers: Sequence[NumberRow], last: LastTry | None) -> NumberRow | None:
    """The usable number to try: the one after the last tried where its outcome says so."""
    usable = [number for number in numbers if number.is_usable]
    tried = [number.id for number in numbers]
    if not usable or last is None or last.number_id not in tried:
        return usable[0] if usable else None
    at = tried.index(last.number_id)
    around = [*numbers[at:], *numbers[:at]]
    if last.next_number_first:
        around = [*around[1:], around[0]]
    return next(number for number in around if number.is_usable)


def number_after(numbers: Sequence[NumberRow], calls: Sequence[CallRecord]) -> NumberRow | None:
    """The number to ring after these calls, which alone tell the numbers that are wrong or dead."""
    told = standing_after(calls).number_status
    marked = [
        number._replace(status=number.status or told.get(number.id, "")) for number in numbers
    ]
    tries = [
        LastTry(call.number_id, call.outcome.next_number_first)
        for call in counting(calls)
        if call.outcome is not None
    ]
    return number_to_ring(marked, tries[-1] if tries else None)


def may_be_due_at(
    waiting: Waiting, rules: CallingRules, caller_id: int, now: datetime
) -> datetime | None:
    """The first moment from now at which this caller may be offered the elector; None for never."""
    if lasting_reason(waiting, rules) or waiting.callback_for not in {None, caller_id}:
        return None
    held = waiting.due_at, waiting.leased_until, waiting.passed_over_until
    due = max(until for until in (now, *held) if until is not None)
    hours = PROMISED if waiting.turn is Turn.CALLBACK else rules.hours
    return hours.next_opening(due)


def lasting_reason(waiting: Waiting, rules: CallingRules) -> Reason | None:
    """The first reason that time alone will not end."""
    lasting = (
        (waiting.suppressed, Reason.SUPPRESSED),
        (waiting.turn in {Turn.FINISHED, Turn.CLOSED}, Reason.FINISHED),
        (waiting.banked, Reason.BANKED),
        (waiting.turn is Turn.ORGANISER, Reason.NEEDS_ORGANISER),
        (waiting.usable_numbers == 0, Reason.NO_USABLE_NUMBER),
        (waiting.attempts >= attempts_allowed(waiting.turn, rules), Reason.ATTEMPTS_USED_UP),
    )
    return next((reason for applies, reason in lasting if applies), None)


def _passing_reason(
    waiting: Waiting, rules: CallingRules, caller_id: int, now: datetime
) -> Reason | None:
    promised = waiting.turn is Turn.CALLBACK
    not_due = waiting.due_at is not None and waiting.due_at > now
    others = waiting.callback_for not in {None, caller_id}
    open_now = (PROMISED if promised else rules.hours).open_at(now)
    passing = (
        (promised and (not_due or others), Reason.CALLBACK_LATER),
        (not_due or waiting.passed_over_until is not None, Reason.COOLING_DOWN),
        (waiting.leased_until is not None, Reason.LEASED),
        (not open_now, Reason.OUTSIDE_HOURS),
    )
    return next((reason for applies, reason in passing if applies), None)
