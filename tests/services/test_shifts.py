"""Shifts: planned, attended, and counted from calls."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest

from phonebank.domain.errors import NotPermitted, WrongUse
from phonebank.domain.permits import Actor
from phonebank.domain.shifts import Ladder, Shift, planned
from phonebank.services import calling, shifts
from phonebank.store.database import Database
from tests.conftest import MONDAY, Make

LONG = timedelta(hours=2)


@pytest.fixture
def vi(make: Make) -> Actor:
    return make.caller("Vi")


def held(
    db: Database,
    make: Make,
    *names: str,
    venue: str = "Westminster",
    starts: datetime = MONDAY,
    long: timedelta = LONG,
) -> Shift:
    """A shift at which these are expected."""
    wanted = Shift(venue=venue, starts_at=starts, ends_at=starts + long)
    return shifts.add_shift(db, make.organiser, wanted, MONDAY, names).value


def called(make: Make, by: Actor, at: datetime, outcome: str = "no-answer", **said: object) -> None:
    make.call(make.elector(), outcome, by, at, **said)


def ladder_of(db: Database, make: Make, shift: Shift, name: str = "Vi") -> Ladder:
    card = shifts.shift_card(db, make.organiser, shift.id)
    return next(line.ladder for line in card.callers if line.name == name)


def steps(ladder: Ladder) -> tuple[int, int, int, int]:
    return ladder.attempts, ladder.dials, ladder.contacts, ladder.stated


def test_the_ladder_falls_from_attempts_to_stated(db: Database, make: Make, vi: Actor) -> None:
    shift = held(db, make, "Vi")
    called(make, vi, MONDAY)
    called(make, vi, MONDAY + timedelta(minutes=10), "spoke")
    called(make, vi, MONDAY + timedelta(minutes=20), "spoke", intention="undecided")
    called(make, vi, MONDAY + timedelta(minutes=30), "spoke", intention="wont-say")
    make.call(make.elector(numbers=()), "failed", vi, MONDAY + timedelta(minutes=40))
    ladder = ladder_of(db, make, shift)
    assert steps(ladder) == (5, 4, 3, 2)
    assert ladder.calls_an_hour == pytest.approx(6)


def test_only_the_calls_of_its_callers_are_of_a_shift(db: Database, make: Make, vi: Actor) -> None:
    shift = held(db, make, "Vi")
    sam = make.caller("Sam")
    called(make, vi, MONDAY)
    called(make, sam, MONDAY)
    card = shifts.shift_card(db, make.organiser, shift.id)
    assert (card.total.attempts, list(card.others)) == (1, ["Sam"])
    shifts.mark_came(db, make.organiser, shift.id, "sam")
    card = shifts.shift_card(db, make.organiser, shift.id)
    assert (card.total.attempts, list(card.others)) == (2, [])
    assert [(line.name, line.came) for line in card.callers] == [("Sam", True), ("Vi", False)]


def test_a_call_is_of_one_of_two_overlapping_shifts(db: Database, make: Make, vi: Actor) -> None:
    one = held(db, make, "Vi")
    other = held(db, make, "Vi", venue="Exeter", starts=MONDAY + timedelta(hours=1))
    for minutes in (-29, 30, 85, 95, 150, 209):
        called(make, vi, MONDAY + timedelta(minutes=minutes))
    assert ladder_of(db, make, one).attempts == 3
    assert ladder_of(db, make, other).attempts == 3
    lines = shifts.shifts(db, make.organiser, counted=True)
    assert [line.ladder.attempts for line in lines if line.ladder] == [3, 3]


def test_overlapping_shifts_of_others_take_no_calls_away(
    db: Database, make: Make, vi: Actor
) -> None:
    make.caller("Sam")
    mine = held(db, make, "Vi")
    held(db, make, "Sam", starts=MONDAY + timedelta(hours=1))
    called(make, vi, MONDAY + timedelta(minutes=119))
    assert ladder_of(db, make, mine).attempts == 1


def test_calls_on_both_sides_of_midnight_are_of_one_shift(
    db: Database, make: Make, vi: Actor
) -> None:
    night = planned("Online", date(2016, 9, 5), time(22), time(2))
    shift = shifts.add_shift(db, make.organiser, night, MONDAY, ["Vi"]).value
    for at in (time(23, 59), time(0, 0), time(0, 1)):
        day = date(2016, 9, 5) if at.hour else date(2016, 9, 6)
        called(make, vi, planned("Online", day, at, time(3)).starts_at)
    assert ladder_of(db, make, shift).attempts == 3


def test_the_hour_that_comes_twice_is_counted_twice(db: Database, make: Make, vi: Actor) -> None:
    night = planned("Online", date(2016, 10, 29), time(23), time(3))
    shift = shifts.add_shift(db, make.organiser, night, MONDAY, ["Vi"]).value
    first = datetime(2016, 10, 30, 0, 30, tzinfo=UTC)  # 01:30, and an hour later 01:30 again
    for at in (first, first + timedelta(hours=1)):
        called(make, vi, at)
    told = shifts.board(db, make.organiser, shift.id, shift.ends_at)
    assert [n for _, n in told.hours] == [0, 0, 1, 1, 0]
    assert ladder_of(db, make, shift).calls_an_hour == 1


def test_corrected_and_taken_back_calls_do_not_count(db: Database, make: Make, vi: Actor) -> None:
    shift = held(db, make, "Vi")
    elector = make.elector()
    wrong = make.call(elector, "spoke", vi, MONDAY)
    make.call(
        elector,
        "no-answer",
        vi,
        MONDAY + timedelta(minutes=5),
        call_id=uuid4(),
        supersedes=wrong,
    )
    called(make, vi, MONDAY + timedelta(minutes=6), "spoke")
    calling.undo_last(db, vi, vi.caller_id, MONDAY + timedelta(minutes=7))
    assert steps(ladder_of(db, make, shift)) == (1, 1, 0, 0)
    assert shifts.shift_card(db, make.organiser, shift.id).total.attempts == 1


@pytest.mark.parametrize(
    ("seconds", "middle"), [((), None), ((40,), 40), ((20, 60), 40), ((10, 30, 500), 30)]
)
def test_the_median_length_is_of_calls_that_were_timed(
    db: Database, make: Make, vi: Actor, seconds: tuple[int, ...], middle: int | None
) -> None:
    shift = held(db, make, "Vi")
    for one in seconds:
        called(make, vi, MONDAY, seconds=one)
    called(make, vi, MONDAY)
    card = shifts.shift_card(db, make.organiser, shift.id)
    assert card.callers[0].ladder.median_seconds == middle
    assert card.total.median_seconds == middle


def test_the_median_of_all_is_not_that_of_one(db: Database, make: Make, vi: Actor) -> None:
    sam = make.caller("Sam")
    shift = held(db, make, "Vi", "Sam")
    for by, one in ((vi, 10), (vi, 20), (sam, 100)):
        called(make, by, MONDAY, seconds=one)
    assert shifts.shift_card(db, make.organiser, shift.id).total.median_seconds == 20


def test_the_board_has_figures_and_first_names_only(db: Database, make: Make) -> None:
    callers = [make.caller(name) for name in ("Ann Lee", "Ann Moss", "Jo")]
    shift = held(db, make, "Ann Lee", "Ann Moss", "Jo")
    make.electors(3)
    for by in callers:
        called(make, by, MONDAY + timedelta(minutes=70), "spoke")
    told = shifts.board(db, make.organiser, shift.id, MONDAY + timedelta(minutes=80))
    assert [name for name, _ in told.callers] == ["Ann L", "Ann M", "Jo"]
    assert (told.ladder.attempts, told.ladder.stated) == (3, 3)
    assert [n for _, n in told.hours] == [0, 3]
    assert told.to_ring == 3, "those who answered are finished"
    assert "Byron" not in repr(told)


def test_somebody_expected_is_ticked_and_struck(db: Database, make: Make, vi: Actor) -> None:
    shift = held(db, make)
    for _ in range(2):
        shifts.expect_caller(db, make.organiser, shift.id, " vi ")
    line = shifts.shifts(db, make.organiser)[0]
    assert (line.expected, line.came, line.ladder) == (1, 0, None)
    shifts.mark_came(db, make.organiser, shift.id, "Vi")
    shifts.expect_caller(db, make.organiser, shift.id, "Vi")
    assert shifts.shifts(db, make.organiser)[0].came == 1
    shifts.mark_came(db, make.organiser, shift.id, "Vi", came=False)
    assert shifts.shifts(db, make.organiser)[0].came == 0
    shifts.strike_caller(db, make.organiser, shift.id, "Vi")
    assert shifts.shifts(db, make.organiser)[0].expected == 0


def test_a_shift_is_changed_and_removed_and_its_calls_stay(
    db: Database, make: Make, vi: Actor
) -> None:
    shift = held(db, make, "Vi")
    called(make, vi, MONDAY)
    later = Shift(
        id=shift.id, venue="Hove", starts_at=MONDAY + LONG, ends_at=MONDAY + 2 * LONG, note="pizza"
    )
    assert shifts.change_shift(db, make.organiser, later, MONDAY).value == later
    assert ladder_of(db, make, later).attempts == 0
    shifts.remove_shift(db, make.organiser, shift.id, MONDAY)
    assert shifts.shifts(db, make.organiser) == []
    assert make.state(1).attempts == 1


def test_a_caller_knows_the_shift_they_are_at(db: Database, make: Make, vi: Actor) -> None:
    shift = held(db, make, "Vi")
    assert shifts.shift_now(db, vi, MONDAY) == shift
    assert shifts.shift_now(db, vi, MONDAY - timedelta(hours=1)) is None
    assert shifts.shift_now(db, make.caller("Sam"), MONDAY) is None


def test_volunteers_plan_and_see_no_shifts(db: Database, make: Make, vi: Actor) -> None:
    shift = held(db, make, "Vi")
    for forbidden in (
        lambda: shifts.shifts(db, vi),
        lambda: shifts.shift_card(db, vi, shift.id),
        lambda: shifts.board(db, vi, shift.id, MONDAY),
        lambda: shifts.add_shift(db, vi, shift, MONDAY),
        lambda: shifts.change_shift(db, vi, shift, MONDAY),
        lambda: shifts.remove_shift(db, vi, shift.id, MONDAY),
        lambda: shifts.expect_caller(db, vi, shift.id, "Vi"),
        lambda: shifts.mark_came(db, vi, shift.id, "Vi"),
        lambda: shifts.strike_caller(db, vi, shift.id, "Vi"),
    ):
        with pytest.raises(NotPermitted):
            forbidden()


def test_what_is_not_known_is_told_in_a_sentence(db: Database, make: Make) -> None:
    shift = held(db, make)
    with pytest.raises(WrongUse, match="There is no caller “Nobody”"):
        shifts.mark_came(db, make.organiser, shift.id, "Nobody")
    with pytest.raises(WrongUse, match="There is no shift 99"):
        shifts.remove_shift(db, make.organiser, 99, MONDAY)
    with pytest.raises(WrongUse, match="There is no call list “None”"):
        shifts.board(db, make.organiser, shift.id, MONDAY, "None")
    with pytest.raises(WrongUse, match="A shift has a venue"):
        held(db, make, venue="")
    with pytest.raises(WrongUse, match="There is no caller"):
        held(db, make, "Nobody", venue="Hove")
    assert len(shifts.shifts(db, make.organiser)) == 1, "nothing of the refused ones was kept"
