"""When the telephone may ring, in London's own time."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonebank.domain.errors import WrongUse
from phonebank.domain.hours import (
    ELECTORS_ZONE,
    PROMISED,
    CallingHours,
    Hours,
    later,
    local,
    midnight,
    tomorrow,
)

USUAL = CallingHours()
moments = st.datetimes(
    min_value=datetime(2016, 1, 1),
    max_value=datetime(2016, 12, 31),
    timezones=st.just(UTC),
)


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ELECTORS_ZONE).astimezone(UTC)


@pytest.mark.parametrize(
    ("when", "is_open"),
    [
        ("2016-09-05T08:59:59", False),  # Monday
        ("2016-09-05T09:00:00", True),
        ("2016-09-05T20:29:59", True),
        ("2016-09-05T20:30:00", False),
        ("2016-09-10T09:59:59", False),  # Saturday
        ("2016-09-10T10:00:00", True),
        ("2016-09-11T17:59:59", True),  # Sunday
        ("2016-09-11T18:00:00", False),
        ("2016-12-05T08:59:59", False),  # winter time
        ("2016-12-05T09:00:00", True),
        ("2016-09-05T00:00:00", False),
        ("2016-03-27T10:00:00", True),  # clocks went forward that night
        ("2016-03-27T09:59:59", False),
        ("2016-10-30T10:00:00", True),  # clocks went back that night
        ("2016-10-30T09:59:59", False),
    ],
)
def test_the_usual_hours_are_london_hours_all_the_year(when: str, is_open: bool) -> None:
    assert USUAL.open_at(london(when)) is is_open


@pytest.mark.parametrize(
    ("when", "opening"),
    [
        ("2016-09-05T06:00:00", "2016-09-05T09:00:00"),
        ("2016-09-05T12:00:00", "2016-09-05T12:00:00"),
        ("2016-09-05T23:59:59", "2016-09-06T09:00:00"),
        ("2016-09-06T00:00:00", "2016-09-06T09:00:00"),
        ("2016-09-09T20:30:00", "2016-09-10T10:00:00"),
        ("2016-09-11T18:00:00", "2016-09-12T09:00:00"),
        ("2016-03-26T18:30:00", "2016-03-27T10:00:00"),
        ("2016-03-27T00:30:00", "2016-03-27T10:00:00"),
        ("2016-10-29T18:30:00", "2016-10-30T10:00:00"),
        ("2016-10-30T01:30:00", "2016-10-30T10:00:00"),
    ],
)
def test_the_next_opening_is_the_first_local_moment(when: str, opening: str) -> None:
    assert USUAL.next_opening(london(when)) == london(opening)


def test_a_promise_is_kept_outside_the_list_but_never_outside_eight_to_nine() -> None:
    assert PROMISED.open_at(london("2016-09-11T20:59:59"))
    assert PROMISED.open_at(london("2016-09-11T08:00:00"))
    assert not PROMISED.open_at(london("2016-09-11T21:00:00"))
    assert not PROMISED.open_at(london("2016-09-11T07:59:59"))


def test_a_list_that_asks_for_more_is_cut_to_eight_to_nine() -> None:
    greedy = CallingHours(Hours(time(6), time(23)), Hours(time(6), time(23)))
    assert not greedy.open_at(london("2016-09-05T07:59:00"))
    assert greedy.open_at(london("2016-09-05T08:00:00"))
    assert not greedy.open_at(london("2016-09-05T21:00:00"))


@pytest.mark.parametrize("text", ["06:00-08:00", "21:00-23:00", "05:00-07:30"])
def test_hours_that_leave_nothing_of_the_day_are_refused(text: str) -> None:
    with pytest.raises(WrongUse, match="leaves no time"):
        CallingHours(weekdays=Hours.parse(text))


@pytest.mark.parametrize("text", ["20:00-09:00", "09:00-09:00", "nine-five", "09:00", ""])
def test_what_is_no_span_of_hours_is_refused(text: str) -> None:
    with pytest.raises(WrongUse):
        Hours.parse(text)


@given(moments)
def test_the_next_opening_is_open_and_not_before(when: datetime) -> None:
    opening = USUAL.next_opening(when)
    assert opening >= when
    assert USUAL.open_at(opening)
    assert opening == when or not USUAL.open_at(opening - timedelta(microseconds=1))


@given(moments)
def test_nobody_is_ever_rung_before_eight_or_after_nine(when: datetime) -> None:
    if USUAL.open_at(when) or PROMISED.open_at(when):
        assert time(8) <= local(when).time() < time(21)


@given(moments)
def test_a_local_day_begins_at_its_midnight(when: datetime) -> None:
    assert midnight(when) <= when < tomorrow(when)
    assert local(midnight(when)).time() == local(tomorrow(when)).time() == time(0)


@pytest.mark.parametrize("text", ["9999-12-31T23:59:59.999999", "9999-12-25T00:00", "9998-01-01"])
def test_the_end_of_time_has_an_opening_too(text: str) -> None:
    when = datetime.fromisoformat(text).replace(tzinfo=UTC)
    assert USUAL.next_opening(when).year >= 9998
    assert later(when, timedelta(days=7)) <= datetime.max.replace(tzinfo=UTC)


def test_a_closed_day_is_passed_by_and_two_in_a_row_too() -> None:
    closed = {datetime(2016, 3, 25).date(), datetime(2016, 3, 26).date()}
    assert not USUAL.open_at(london("2016-03-25T12:00:00"), closed)
    assert USUAL.next_opening(london("2016-03-24T21:00:00"), closed) == london(
        "2016-03-27T10:00:00"
    )


@given(moments, st.sets(st.integers(0, 20), max_size=12))
def test_the_next_opening_is_never_on_a_closed_day(when: datetime, days: set[int]) -> None:
    closed = {(when + timedelta(days=day)).date() for day in days}
    opening = USUAL.next_opening(when, closed)
    assert opening >= when
    assert USUAL.open_at(opening, closed)
    assert local(opening).date() not in closed


def test_the_hour_that_comes_twice_is_two_hours_and_closed_both_times() -> None:
    first = datetime(2016, 10, 30, 0, 30, tzinfo=UTC)
    second = first + timedelta(hours=1)
    assert local(first).time() == local(second).time() == time(1, 30)
    assert USUAL.next_opening(first) == USUAL.next_opening(second) == london("2016-10-30T10:00:00")
    assert tomorrow(first) == tomorrow(second)
    assert tomorrow(first) - midnight(first) == timedelta(days=1), "by the clock on the wall"
    assert tomorrow(first).astimezone(UTC) - midnight(first).astimezone(UTC) == timedelta(hours=25)
