"""What effort brings before ballots close."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from math import isclose

from hypothesis import example, given
from hypothesis import strategies as st

from phonebank.domain.insight import AttemptRate, Effort
from phonebank.estimation.reach import (
    MOST_ATTEMPTS,
    callers_needed,
    calls_needed,
    contact_rates,
    forecast,
)

TODAY, CLOSE = date(2016, 9, 12), date(2016, 9, 21)
HALF = contact_rates({1: (100, 50), 2: (50, 25), 3: (20, 10)})


def effort(callers: int, close: date = CLOSE, calls_an_hour: float = 10) -> Effort:
    return Effort(
        callers=callers, hours_a_day=2, calls_an_hour=calls_an_hour, cost_a_call=0.1, close=close
    )


def test_rates_are_of_those_rung_for_this_time_and_not_reached_before() -> None:
    found = contact_rates({2: (40, 10), 1: (100, 60), 3: (0, 0)})
    assert [(it.attempt, it.rate) for it in found] == [
        (1, Fraction(3, 5)),
        (2, Fraction(1, 4)),
        (3, None),
    ]


def test_a_hundred_electors_of_whom_each_call_reaches_half_take_175_calls_in_three_days() -> None:
    found = forecast(
        {0: 100},
        HALF,
        effort(5),
        TODAY,
        stated_of_reached=0.8,
        stated_already=30,
        roll=200,
        most_attempts=3,
    )
    assert (found.days, found.calls, found.finished_on) == (3, 175, date(2016, 9, 14))
    assert isclose(found.reached, 87.5)
    assert isclose(found.stated, 70)
    assert found.coverage is not None
    assert isclose(found.coverage, 0.5)
    assert isclose(found.cost, 17.5)
    assert isclose(calls_needed({0: 100}, HALF, 3), 175)


def test_who_runs_out_of_days_does_not_finish() -> None:
    found = forecast({0: 10_000}, HALF, effort(5), TODAY, stated_of_reached=0.8)
    assert (found.days, found.calls, found.finished_on) == (10, 1000, None)
    assert isclose(found.reached, 500)
    assert found.coverage is None


def test_ballots_that_closed_leave_no_day() -> None:
    found = forecast({0: 9}, HALF, effort(5, date(2016, 9, 1)), TODAY, stated_of_reached=1)
    assert (found.days, found.calls, found.finished_on) == (0, 0, None)


def test_with_nobody_waiting_it_is_finished_today() -> None:
    assert forecast({}, HALF, effort(0), TODAY, stated_of_reached=1).finished_on == TODAY
    assert callers_needed({}, HALF, effort(0), TODAY) == 0


def test_the_rate_of_the_latest_known_attempt_stands_for_later_ones() -> None:
    known = contact_rates({1: (100, 80), 2: (100, 10), 3: (0, 0)})
    found = forecast({3: 100}, known, effort(100), TODAY, stated_of_reached=1, most_attempts=4)
    assert isclose(found.reached, 10)


def test_without_any_rate_calls_are_made_and_nobody_is_expected() -> None:
    found = forecast({0: 10}, (), effort(10), TODAY, stated_of_reached=1, most_attempts=2)
    assert (found.calls, found.reached) == (20, 0)


def test_the_least_number_of_callers_is_found() -> None:
    needed = callers_needed({0: 10_000}, HALF, effort(1), TODAY)
    assert needed is not None
    enough = forecast({0: 10_000}, HALF, effort(needed), TODAY, stated_of_reached=1)
    short = forecast({0: 10_000}, HALF, effort(needed - 1), TODAY, stated_of_reached=1)
    assert enough.finished_on is not None
    assert short.finished_on is None


def test_no_number_of_callers_rings_somebody_six_times_in_two_days() -> None:
    assert callers_needed({0: 100}, HALF, effort(1, date(2016, 9, 13)), TODAY) is None
    assert callers_needed({0: 100}, HALF, effort(1, calls_an_hour=0), TODAY) is None


rates = st.lists(st.integers(0, 100), min_size=1, max_size=6).map(
    lambda it: contact_rates({at + 1: (100, n) for at, n in enumerate(it)})
)
waiting = st.dictionaries(st.integers(0, 5), st.integers(0, 500))


LEFT_ALONE = MOST_ATTEMPTS / 2
"""Calls to half an elector, which whoever finishes need not make."""


@given(waiting, rates, st.integers(0, 30))
@example({0: 206}, contact_rates({1: (100, 79)}), 4)
def test_more_callers_never_finish_later_and_nobody_is_reached_twice(
    people: dict[int, int], known: Sequence[AttemptRate], callers: int
) -> None:
    few = forecast(people, known, effort(callers), TODAY, stated_of_reached=1)
    more = forecast(people, known, effort(callers + 1), TODAY, stated_of_reached=1)
    assert few.calls <= more.calls + LEFT_ALONE
    assert few.reached <= sum(people.values()) + 1e-9
    assert few.days <= 10
    if few.finished_on is not None:
        assert more.finished_on is not None
        assert more.finished_on <= few.finished_on
