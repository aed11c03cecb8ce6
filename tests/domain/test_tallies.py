"""The arithmetic of a canvass table, golden cases first."""

from datetime import timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from phonebank.domain import figures
from phonebank.domain.sheet import needed_text
from phonebank.domain.tallies import Tally, added
from phonebank.domain.verdicts import Thresholds, verdict_of_canvass
from phonebank.estimation.intervals import margin_squared
from tests.conftest import MONDAY

counts = st.integers(0, 500)


def tally(smith: int, corbyn: int, undecided: int = 0, roll: int | None = None) -> Tally:
    return Tally(counts={"Smith": smith, "Corbyn": corbyn}, undecided=undecided, roll=roll)


HAMMERSMITH = tally(413, 182, 105, roll=1000)


def test_hammersmith_is_59_26_15_with_coverage_of_70_percent() -> None:
    shares = HAMMERSMITH.shares
    assert [figures.percent(shares[who]) for who in ("Smith", "Corbyn", "undecided")] == [
        "59%",
        "26%",
        "15%",
    ]
    assert figures.percent(HAMMERSMITH.coverage) == "70%"
    assert figures.points(HAMMERSMITH.race("Smith").lead) == "+33"


def test_hammersmith_is_bounded_by_what_the_unreached_could_say() -> None:
    assert HAMMERSMITH.bounds("Smith") == (Fraction(413, 1000), Fraction(818, 1000))
    assert HAMMERSMITH.bounds("Corbyn") == (Fraction(182, 1000), Fraction(587, 1000))


def test_hammersmith_breaks_even_at_57_points() -> None:
    needed = HAMMERSMITH.break_even("Smith")
    assert needed == Fraction(413 - 182, 1000 - 413 - 182)
    assert needed_text(needed) == "57 points"


def test_hammersmith_is_comfortably_in_front() -> None:
    squared = margin_squared(413, 182, 700, 1000)
    verdict = verdict_of_canvass(
        HAMMERSMITH.race("Smith").lead, squared, HAMMERSMITH.stated, 1000, Thresholds()
    )
    assert verdict == "comfortably in front"


def test_who_would_not_say_or_will_not_vote_is_never_among_the_stated() -> None:
    beside = Tally(counts={"Smith": 3, "Corbyn": 1}, undecided=1, wont_say=9, wont_vote=9, roll=50)
    assert beside.stated == 5
    assert beside.shares == {
        "Smith": Fraction(3, 5),
        "Corbyn": Fraction(1, 5),
        "undecided": Fraction(1, 5),
    }
    assert beside.coverage == Fraction(5, 50)


def test_nobody_stated_has_no_share_and_no_lead() -> None:
    nobody = tally(0, 0, roll=10)
    assert set(nobody.shares.values()) == {None}
    assert nobody.race("Smith").lead is None
    assert nobody.coverage == 0


def test_an_empty_roll_has_no_coverage_no_bounds_and_no_break_even() -> None:
    empty = tally(0, 0, roll=0)
    assert empty.coverage is None
    assert empty.bounds("Smith") is None
    assert empty.break_even("Smith") is None


def test_an_unknown_roll_has_no_coverage_no_bounds_and_no_break_even() -> None:
    of_a_day = tally(5, 3)
    assert of_a_day.race("Smith").lead == Fraction(1, 4)
    assert (of_a_day.coverage, of_a_day.bounds("Smith"), of_a_day.break_even("Smith")) == (
        None,
        None,
        None,
    )


def test_nobody_left_to_tie_it_has_no_break_even() -> None:
    assert tally(6, 4, roll=10).break_even("Smith") is None


def test_a_lead_larger_than_everybody_left_cannot_be_tied() -> None:
    needed = tally(70, 10, 5, roll=100).break_even("Smith")
    assert needed == 3
    assert needed_text(needed) == "cannot be tied"


def test_the_rival_is_the_strongest_of_the_others() -> None:
    three = Tally(counts={"Smith": 5, "Eagle": 2, "Corbyn": 4}, roll=20)
    assert three.rival("Smith") == "Corbyn"
    assert three.race("Smith").lead == Fraction(1, 11)
    assert three.bounds("Eagle") == (Fraction(2, 20), Fraction(11, 20))


def test_a_total_adds_places_and_keeps_the_latest_call() -> None:
    late = MONDAY + timedelta(days=1)
    one = Tally(counts={"Smith": 1, "Corbyn": 2}, roll=5, attempted=4, last_call=late)
    other = Tally(counts={"Smith": 3, "Corbyn": 0}, roll=7, undecided=1, last_call=MONDAY)
    both = added([one, other], ["Smith", "Corbyn"])
    assert both.counts == {"Smith": 4, "Corbyn": 2}
    assert (both.roll, both.attempted, both.stated, both.last_call) == (12, 4, 7, late)


def test_the_roll_of_all_is_unknown_where_one_is() -> None:
    assert added([tally(1, 1, roll=4), tally(1, 1)], ["Smith", "Corbyn"]).roll is None


@given(counts, counts, counts, counts)
def test_shares_lie_within_the_bounds_of_those_who_named_a_candidate(
    smith: int, corbyn: int, undecided: int, unreached: int
) -> None:
    """Whatever the rest say, the final share of the whole roll is within the bounds."""
    stated = smith + corbyn + undecided
    whole = tally(smith, corbyn, undecided, roll=stated + unreached)
    for short, count in whole.counts.items():
        bounds = whole.bounds(short)
        if bounds is None:
            assert whole.roll == 0
            continue
        low, high = bounds
        assert whole.roll
        rest = whole.not_counted()
        assert 0 <= low <= high <= 1
        assert low == Fraction(count, whole.roll)
        assert high == Fraction(count + rest, whole.roll)
        if whole.stated:
            share = whole.shares[short]
            assert share is not None
            assert low <= share <= high or share > high - Fraction(undecided, whole.roll)


@given(counts, counts, counts, st.integers(1, 500), st.integers(1, 500))
def test_bounds_only_shrink_as_coverage_grows(
    smith: int, corbyn: int, undecided: int, unreached: int, now_for_smith: int
) -> None:
    now_for_smith = min(now_for_smith, unreached)
    roll = smith + corbyn + undecided + unreached
    before = tally(smith, corbyn, undecided, roll)
    later = tally(smith + now_for_smith, corbyn, undecided, roll)
    for short in before.counts:
        old, new = before.bounds(short), later.bounds(short)
        assert old is not None
        assert new is not None
        assert old[0] <= new[0] <= new[1] <= old[1]
        assert new[1] - new[0] < old[1] - old[0]


@given(counts, counts, st.integers(1, 500))
def test_at_the_break_even_lead_the_contest_is_tied(smith: int, corbyn: int, rest: int) -> None:
    whole = tally(smith, corbyn, roll=smith + corbyn + rest)
    needed = whole.break_even("Smith")
    assert needed is not None
    leader, trailer = max(smith, corbyn), min(smith, corbyn)
    assert leader - trailer == needed * rest


@given(counts, counts, counts)
def test_shares_add_to_one_before_anybody_rounds_them(
    smith: int, corbyn: int, undecided: int
) -> None:
    shares = tally(smith, corbyn, undecided, roll=2000).shares
    given_shares = [share for share in shares.values() if share is not None]
    assert not given_shares or sum(given_shares) == 1
