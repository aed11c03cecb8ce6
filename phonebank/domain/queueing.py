"""Whom to ring next, and when there is nobody, why: one reason per elector."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from phonebank.domain.bank_holidays import NO_HOLIDAYS, BankHolidays
from phonebank.domain.calls import CallRecord, counting
from phonebank.domain.electors import NumberRow
from phonebank.domain.hours import PROMISED, CallingHours
from phonebank.domain.standing import Turn, standing_after


@dataclass(frozen=True, slots=True, kw_only=True)
class CallingRules:
    """What a call list allows. `cap_per_caller` None leaves callers without one.

    `cooldowns` are waits of the list's own by outcome, in the place of the contest's. After
    `again_after` the list rings again whoever answered on another list; None is never. `holidays`
    are the bank holidays there are, told to every rule alike.
    """

    hours: CallingHours = field(default_factory=CallingHours)
    attempts: int = 4
    kept_callbacks: int = 2
    lease: timedelta = timedelta(minutes=30)
    cap_per_caller: int | None = None
    cooldowns: Mapping[str, timedelta] = field(default_factory=dict)
    rings_on_bank_holidays: bool = False
    again_after: timedelta | None = None
    holidays: BankHolidays = field(default_factory=dict, compare=False, repr=False)

    def closed(self, nation: str) -> frozenset[date]:
        """The days on which nobody of a nation is rung unless that was promised."""
        if self.rings_on_bank_holidays:
            return NO_HOLIDAYS
        return self.holidays.get(nation, NO_HOLIDAYS)


PASSED_OVER_FOR = timedelta(hours=12)


class Reason(StrEnum):
    """Why an elector of a list may not be rung now; the first that applies, in this order.

    The last is the caller's own: the elector's turn has come, but this caller has rung enough.
    """

    SUPPRESSED = "suppressed"
    FINISHED = "finished"
    BANKED = "banked"
    NEEDS_ORGANISER = "needs-organiser"
    NO_USABLE_NUMBER = "no-usable-number"
    ATTEMPTS_USED_UP = "attempts-used-up"
    PASSED_ON = "passed-on"
    CALLBACK_LATER = "callback-later"
    COOLING_DOWN = "cooling-down"
    LEASED = "leased"
    OUTSIDE_HOURS = "outside-hours"
    CAP_REACHED = "cap-reached"


REASON_NAMES: Mapping[Reason, str] = {
    Reason.SUPPRESSED: "Suppressed",
    Reason.FINISHED: "Finished",
    Reason.BANKED: "Banked",
    Reason.NEEDS_ORGANISER: "Needs organiser",
    Reason.NO_USABLE_NUMBER: "No usable number",
    Reason.ATTEMPTS_USED_UP: "Attempts used up",
    Reason.PASSED_ON: "Passed on to an MP",
    Reason.CALLBACK_LATER: "Callback later",
    Reason.COOLING_DOWN: "Cooling down",
    Reason.LEASED: "Leased",
    Reason.OUTSIDE_HOURS: "Outside hours",
    Reason.CAP_REACHED: "Your calls for today are made",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What the queue needs to know of one elector on the roll.

    `leased_until` and `passed_over_until` are None where nobody holds them and where the caller who
    asks has not passed them over. `passed_on` means to an MP, and not to be rung on this list by
    this caller; `for_me`, to the one who asks, and on a list for MPs. `asked_again` is for those
    who answered, but not on this list, and long enough ago for it. Without a `nation` there is no
    bank holiday.
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
    nation: str = ""
    passed_on: bool = False
    for_me: bool = False
    asked_again: bool = False

    @property
    def is_promised(self) -> bool:
        return self.turn is Turn.CALLBACK

    def is_for_another(self, caller_id: int) -> bool:
        """Whether somebody else promised to ring them."""
        return not self.for_me and self.callback_for not in {None, caller_id}


def reason_not_now(
    waiting: Waiting, rules: CallingRules, caller_id: int, now: datetime
) -> Reason | None:
    """The first reason not to ring this elector now, or None when their turn has come."""
    return lasting_reason(waiting, rules) or _passing_reason(waiting, rules, caller_id, now)


def attempts_allowed(turn: Turn, rules: CallingRules, *, for_me: bool = False) -> int:
    """What was promised is kept past the last attempt, but not for ever: a callback, or an MP."""
    is_promised = for_me or turn is Turn.CALLBACK
    return rules.attempts + (rules.kept_callbacks if is_promised else 0)


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
    if lasting_reason(waiting, rules) or waiting.is_for_another(caller_id):
        return None
    held = waiting.due_at, waiting.leased_until, waiting.passed_over_until
    due = max(until for until in (now, *held) if until is not None)
    if waiting.is_promised:
        return PROMISED.next_opening(due)
    return rules.hours.next_opening(due, rules.closed(waiting.nation))


def lasting_reason(waiting: Waiting, rules: CallingRules) -> Reason | None:
    """The first reason that time alone will not end."""
    turn, passed_on = waiting.turn, waiting.for_me
    allowed = attempts_allowed(turn, rules, for_me=passed_on)
    has_answered = turn is Turn.FINISHED and not (passed_on or waiting.asked_again)
    is_finished = turn is Turn.CLOSED or has_answered
    lasting = (
        (waiting.suppressed, Reason.SUPPRESSED),
        (is_finished, Reason.FINISHED),
        (waiting.banked, Reason.BANKED),
        (turn is Turn.ORGANISER and not passed_on, Reason.NEEDS_ORGANISER),
        (waiting.usable_numbers == 0, Reason.NO_USABLE_NUMBER),
        (waiting.attempts >= allowed, Reason.ATTEMPTS_USED_UP),
        (waiting.passed_on, Reason.PASSED_ON),
    )
    return next((reason for applies, reason in lasting if applies), None)


def _passing_reason(
    waiting: Waiting, rules: CallingRules, caller_id: int, now: datetime
) -> Reason | None:
    not_due = waiting.due_at is not None and waiting.due_at > now
    others = waiting.is_for_another(caller_id)
    passing = (
        (waiting.is_promised and (not_due or others), Reason.CALLBACK_LATER),
        (not_due or waiting.passed_over_until is not None, Reason.COOLING_DOWN),
        (waiting.leased_until is not None, Reason.LEASED),
        (not _is_open(waiting, rules, now), Reason.OUTSIDE_HOURS),
    )
    return next((reason for applies, reason in passing if applies), None)


def _is_open(waiting: Waiting, rules: CallingRules, now: datetime) -> bool:
    if waiting.is_promised:
        return PROMISED.open_at(now)
    return rules.hours.open_at(now, rules.closed(waiting.nation))
