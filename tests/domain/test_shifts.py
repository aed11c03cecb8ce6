"""Shifts: to which one a call belongs, how they are listed, and what cannot be one."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonebank.domain.errors import WrongUse
from phonebank.domain.hours import ELECTORS_ZONE
from phonebank.domain.shifts import (
    GRACE,
    Ladder,
    Shift,
    Span,
    by_day,
    by_hour,
    checked,
    hours_of,
    planned,
    shift_of,
    spans,
    total,
    turns,
)

SIX = datetime(2016, 9, 19, 17, tzinfo=UTC)  # 18:00 in London
MINUTES = st.integers(min_value=0, max_value=1500)


def shift(start: int = 0, end: int = 150, number: int = 1, venue: str = "Westminster") -> Shift:
    """From so many minutes after six until so many."""
    return Shift(venue=venue, starts_at=minute(start), ends_at=minute(end), id=number)


def minute(after_six: float) -> datetime:
    return SIX + timedelta(minutes=after_six)


@st.composite
def several(draw: st.DrawFn) -> list[Shift]:
    lengths = st.tuples(MINUTES, st.integers(min_value=1, max_value=400))
    drawn = draw(st.lists(lengths, max_size=4))
    return [shift(at, at + long, number) for number, (at, long) in enumerate(drawn, start=1)]


@pytest.mark.parametrize(
    ("after_six", "is_of_it"),
    [(-31, False), (-30, True), (-1, True), (0, True), (150, True), (179, True), (180, False)],
)
def test_a_call_half_an_hour_before_or_after_is_of_the_shift(
    after_six: int, is_of_it: bool
) -> None:
    assert (shift_of([shift()], minute(after_six)) is not None) is is_of_it


def test_of_two_shifts_after_each_other_the_nearer_has_the_call() -> None:
    early, late = shift(0, 60, 1), shift(90, 150, 2)
    assert shift_of([early, late], minute(74)) is early
    assert shift_of([early, late], minute(76)) is late


def test_a_shift_that_runs_is_nearer_than_one_in_its_half_hour_of_grace() -> None:
    early, late = shift(0, 60, 1), shift(60, 150, 2)
    assert shift_of([late, early], minute(59)) is early
    assert shift_of([late, early], minute(61)) is late


def test_of_two_that_run_at_once_the_one_whose_middle_is_nearer_has_the_call() -> None:
    one, other = shift(0, 120, 1), shift(60, 180, 2)  # middles at 60 and 120
    assert shift_of([one, other], minute(85)) is one
    assert shift_of([one, other], minute(95)) is other


def test_no_shift_has_no_call() -> None:
    assert shift_of([], SIX) is None
    assert list(turns([])) == []


@given(several(), MINUTES)
def test_every_call_is_of_the_nearest_shift_and_of_no_other(those: list[Shift], at: int) -> None:
    when = minute(at + 0.5)
    found = shift_of(those, when)
    away = {one.id: max(one.starts_at - when, when - one.ends_at, timedelta()) for one in those}
    if found is None:
        assert all(distance >= GRACE for distance in away.values())
    else:
        assert away[found.id] == min(away.values()) < GRACE


@given(several())
def test_the_turns_of_a_callers_shifts_never_overlap(those: list[Shift]) -> None:
    edges = [moment for start, end, _ in turns(those) for moment in (start, end)]
    assert edges == sorted(edges)


@given(several())
def test_hours_divide_a_shift_without_losing_or_doubling_a_minute(those: list[Shift]) -> None:
    for one in those:
        mine = spans([(7, those)], [one.id])
        parts = sorted((span.start, span.end) for span in by_hour(one, mine))
        whole = sum(((span.end - span.start) for span in mine), timedelta())
        assert sum(((end - start) for start, end in parts), timedelta()) == whole
        assert all(a[1] <= b[0] for a, b in pairwise(parts))


def test_a_shift_that_begins_at_half_past_has_the_hour_it_begins_in() -> None:
    one = shift(30, 150)
    assert hours_of(one) == [minute(0), minute(60), minute(120)]
    mine = [Span(1, 7, minute(0), minute(180))]
    assert by_hour(one, mine) == [
        Span(0, 7, minute(0), minute(60)),
        Span(1, 7, minute(60), minute(120)),
        Span(2, 7, minute(120), minute(180)),
    ]


def test_calls_an_hour_are_from_call_to_call() -> None:
    ladder = Ladder(attempts=21, callers=1, worked=timedelta(hours=1))
    assert ladder.calls_an_hour == 20
    both = total([ladder, Ladder(attempts=11, callers=1, worked=timedelta(hours=1))], 90)
    assert (both.attempts, both.calls_an_hour, both.median_seconds) == (32, 15, 90)


def test_of_a_few_minutes_there_are_no_calls_an_hour() -> None:
    assert Ladder().calls_an_hour is None
    assert Ladder(attempts=5, callers=1, worked=timedelta(minutes=9)).calls_an_hour is None


def test_a_shift_past_midnight_ends_next_day() -> None:
    one = planned("Online", date(2016, 9, 19), time(22), time(0, 30))
    assert one.ends_at - one.starts_at == timedelta(hours=2.5)
    assert one.hours == "22:00–00:30"


def test_a_night_in_which_the_clocks_go_back_is_an_hour_longer() -> None:
    one = planned("Online", date(2016, 10, 29), time(23), time(3))
    assert one.ends_at - one.starts_at == timedelta(hours=5)
    twice = [datetime(2016, 10, 30, 1, 30, tzinfo=ELECTORS_ZONE, fold=fold) for fold in (0, 1)]
    assert [shift_of([one], when.astimezone(UTC)) for when in twice] == [one, one]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"venue": "  "}, "A shift has a venue"),
        ({"venue": "x" * 121}, "at most 120 characters"),
        ({"note": "x" * 121}, "at most 120 characters"),
        ({"ends_at": SIX}, "ends after it begins"),
        ({"ends_at": SIX + timedelta(hours=25)}, "within a day"),
        (
            {"starts_at": SIX.replace(year=1999), "ends_at": SIX.replace(year=1999, hour=18)},
            "in that year",
        ),
    ],
)
def test_what_cannot_be_a_shift_is_told_in_a_sentence(
    changed: dict[str, object], sentence: str
) -> None:
    facts: dict[str, object] = {"venue": "Exeter", "starts_at": SIX, "ends_at": minute(60)}
    with pytest.raises(WrongUse) as told:
        checked(Shift(**{**facts, **changed}))  # type: ignore[arg-type]
    assert sentence in told.value.message


def test_spare_spaces_go() -> None:
    one = checked(shift(venue="  Congress   House "))
    assert one.venue == "Congress House"


def test_the_next_shift_is_listed_first_and_the_last_after_what_is_to_come() -> None:
    day = 24 * 60
    yesterday, today, running = shift(-day, -day + 90, 1), shift(200, 300, 2), shift(-60, 60, 3)
    morning, tomorrow = shift(-600, -500, 4), shift(day, day + 90, 5)
    those = [yesterday, morning, tomorrow, today, running]
    listed = by_day(those, SIX)
    assert [[one.id for one in part] for _, part in listed] == [[3, 2], [5], [4], [1]]
    assert [when.day for when, _ in listed] == [19, 20, 19, 18]
