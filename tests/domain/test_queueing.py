"""Whom to ring next, when not and why."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonebank.domain.calls import CallRecord
from phonebank.domain.electors import NumberRow
from phonebank.domain.outcomes import UNDECIDED
from phonebank.domain.queueing import (
    CallingRules,
    LastTry,
    Reason,
    Waiting,
    lasting_reason,
    may_be_due_at,
    number_to_ring,
    reason_not_now,
)
from phonebank.domain.standing import Standing, Turn, rested_at, standing_after
from tests.conftest import MONDAY, OUTCOMES, record

RULES = CallingRules()
ME, OTHER = 1, 2
LATER = MONDAY + timedelta(hours=1)
NIGHT = MONDAY + timedelta(hours=6)


def why(now: datetime = MONDAY, **state: Any) -> Reason | None:
    return reason_not_now(Waiting(**{"turn": Turn.READY, **state}), RULES, ME, now)


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ({}, None),
        ({"suppressed": True}, "suppressed"),
        ({"turn": Turn.FINISHED}, "finished"),
        ({"turn": Turn.CLOSED}, "finished"),
        ({"banked": True}, "banked"),
        ({"turn": Turn.ORGANISER}, "needs-organiser"),
        ({"usable_numbers": 0}, "no-usable-number"),
        ({"attempts": 3}, None),
        ({"attempts": 4}, "attempts-used-up"),
        ({"turn": Turn.CALLBACK, "attempts": 5, "due_at": MONDAY}, None),
        ({"turn": Turn.CALLBACK, "attempts": 6, "due_at": MONDAY}, "attempts-used-up"),
        ({"turn": Turn.CALLBACK, "due_at": LATER}, "callback-later"),
        ({"turn": Turn.CALLBACK, "due_at": MONDAY, "callback_for": OTHER}, "callback-later"),
        ({"turn": Turn.CALLBACK, "due_at": MONDAY, "callback_for": ME}, None),
        ({"due_at": LATER}, "cooling-down"),
        ({"due_at": MONDAY}, None),
        ({"passed_over_until": LATER}, "cooling-down"),
        ({"leased_until": LATER}, "leased"),
        ({"suppressed": True, "turn": Turn.FINISHED, "banked": True}, "suppressed"),
        ({"banked": True, "usable_numbers": 0}, "banked"),
    ],
)
def test_the_first_reason_that_applies_is_the_reason(
    state: dict[str, Any], reason: str | None
) -> None:
    assert why(**state) == reason


def test_at_night_nobody_is_rung_and_a_promise_neither() -> None:
    assert why(NIGHT) == "outside-hours"
    assert why(NIGHT, turn=Turn.CALLBACK, due_at=MONDAY) == "outside-hours"


def test_a_promise_is_kept_after_the_list_has_closed() -> None:
    late = MONDAY + timedelta(hours=2, minutes=45)
    assert why(late) == "outside-hours"
    assert why(late, turn=Turn.CALLBACK, due_at=MONDAY) is None


def due(now: datetime = MONDAY, **state: Any) -> datetime | None:
    return may_be_due_at(Waiting(**{"turn": Turn.READY, **state}), RULES, ME, now)


@pytest.mark.parametrize("held", ["due_at", "leased_until", "passed_over_until"])
def test_whatever_holds_an_elector_back_also_waits_for_the_list_to_open(held: str) -> None:
    assert due(**{held: LATER}) == LATER
    tomorrow_nine = MONDAY.replace(hour=8) + timedelta(days=1)
    assert due(**{held: NIGHT}) == tomorrow_nine


def test_somebody_elses_promise_and_a_lasting_reason_never_come_due_for_me() -> None:
    assert due(turn=Turn.CALLBACK, due_at=LATER, callback_for=OTHER) is None
    assert due(suppressed=True) is None
    assert due(attempts=4) is None


def number(number_id: int, status: str = "", e164: str | None = "+447700900001") -> NumberRow:
    return NumberRow(number_id, e164, "07700 900001", "mobile", status)


@pytest.mark.parametrize(
    ("last", "rung"),
    [
        (None, 1),
        (LastTry(1, next_number_first=True), 2),
        (LastTry(2, next_number_first=True), 3),
        (LastTry(3, next_number_first=True), 1),
        (LastTry(2, next_number_first=False), 2),
        (LastTry(9, next_number_first=True), 1),
        (LastTry(None, next_number_first=True), 1),
    ],
)
def test_the_next_number_goes_first_where_the_outcome_says_so(
    last: LastTry | None, rung: int
) -> None:
    offered = number_to_ring([number(1), number(2), number(3)], last)
    assert offered is not None
    assert offered.id == rung


def test_a_number_that_cannot_be_rung_is_passed_by() -> None:
    numbers = [number(1), number(2, "wrong"), number(3, e164=None), number(4)]
    offered = number_to_ring(numbers, LastTry(1, next_number_first=True))
    assert offered is not None
    assert offered.id == 4
    assert number_to_ring([number(2, "dead")], None) is None


def waiting_of(standing: Standing, numbers: int) -> Waiting:
    return Waiting(
        turn=standing.turn,
        attempts=standing.attempts,
        due_at=standing.due_at,
        callback_for=standing.callback_for,
        suppressed=bool(standing.suppressed) or standing.off_roll,
        banked=standing.ballot == "returned",
        usable_numbers=numbers - len(standing.number_status),
    )


@given(st.lists(st.sampled_from(list(OUTCOMES)), min_size=12, max_size=12), st.integers(0, 1))
def test_nobody_is_rung_for_ever(outcomes: list[str], number_at: int) -> None:
    """Whatever comes of the calls, the rules serve nobody more than four times and two promises."""
    made: list[CallRecord] = []
    now = MONDAY
    for slug in outcomes:
        waiting = waiting_of(standing_after(made), numbers=2)
        next_time = may_be_due_at(waiting, RULES, ME, now)
        if next_time is None:
            break
        assert reason_not_now(waiting, RULES, ME, next_time) is None
        now = next_time + timedelta(minutes=2)
        said = {"intention": UNDECIDED} if slug == "spoke" else {}
        call = CallRecord(
            call_id=uuid4(),
            called_at=now,
            caller_id=ME,
            outcome=OUTCOMES[slug],
            number_id=number_at,
            **said,  # type: ignore[arg-type]
        )
        made.append(call)
    assert len(made) <= RULES.attempts + RULES.kept_callbacks
    promises = sum(1 for call in made[RULES.attempts - 1 : -1] if call.outcome)
    assert promises <= RULES.kept_callbacks
    assert lasting_reason(waiting_of(standing_after(made), numbers=2), RULES) is not None


def test_a_bank_holiday_of_their_nation_is_outside_hours_unless_that_was_promised() -> None:
    monday = date(2016, 9, 5)
    rules = CallingRules(holidays={"Scotland": frozenset({monday})})
    scot, promised = (
        Waiting(turn=turn, due_at=MONDAY, nation="Scotland") for turn in (Turn.READY, Turn.CALLBACK)
    )
    assert reason_not_now(scot, rules, ME, MONDAY) == "outside-hours"
    assert may_be_due_at(scot, rules, ME, MONDAY) == MONDAY.replace(hour=8) + timedelta(days=1)
    assert reason_not_now(promised, rules, ME, MONDAY) is None
    assert reason_not_now(replace(scot, nation="Wales"), rules, ME, MONDAY) is None
    rings = replace(rules, rings_on_bank_holidays=True)
    assert reason_not_now(scot, rings, ME, MONDAY) is None


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ({"passed_on": True}, "passed-on"),
        ({"for_me": True, "turn": Turn.FINISHED}, None),
        ({"for_me": True, "turn": Turn.ORGANISER}, None),
        ({"for_me": True, "turn": Turn.CLOSED}, "finished"),
        ({"for_me": True, "turn": Turn.FINISHED, "banked": True}, "banked"),
        ({"for_me": True, "turn": Turn.FINISHED, "suppressed": True}, "suppressed"),
        ({"for_me": True, "turn": Turn.FINISHED, "attempts": 5}, None),
        ({"for_me": True, "turn": Turn.FINISHED, "attempts": 6}, "attempts-used-up"),
        ({"for_me": True, "turn": Turn.FINISHED, "due_at": LATER}, "cooling-down"),
        ({"for_me": True, "turn": Turn.CALLBACK, "callback_for": OTHER, "due_at": MONDAY}, None),
    ],
)
def test_whoever_was_passed_on_is_the_mps_and_nobody_elses(
    state: dict[str, Any], reason: str | None
) -> None:
    assert why(**state) == reason


def test_an_mp_too_waits_after_a_call_that_nobody_answered() -> None:
    said, silent = record("spoke"), record("no-answer", minutes=5)
    assert rested_at([said]) is None
    assert rested_at([silent, said]) == silent.called_at + timedelta(hours=3)
    assert rested_at([]) is None
