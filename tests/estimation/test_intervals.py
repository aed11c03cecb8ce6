"""Intervals against published values and an independent solution."""

from fractions import Fraction
from math import isclose, sqrt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from phonebank.estimation.intervals import half_width, margin_squared, margin_squared_of, wilson


@pytest.mark.parametrize(
    ("counted", "stated", "low", "high"),
    [
        # Newcombe 1998, Statistics in Medicine 17:857, table I, method 3 (score, 95%).
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_published_intervals_of_an_unknown_roll(
    counted: int, stated: int, low: float, high: float
) -> None:
    interval = wilson(counted, stated, None)
    assert interval is not None
    assert isclose(interval.low, low, abs_tol=6e-5)
    assert isclose(interval.high, high, abs_tol=6e-5)


@given(st.integers(1, 400), st.integers(0, 400), st.integers(0, 4000))
def test_the_ends_of_an_interval_solve_the_score_equation(
    stated: int, counted: int, unreached: int
) -> None:
    """An independent way to Wilson: |p - x| = 1.96 sqrt(x (1 - x) / n), solved at both ends."""
    assume(counted <= stated)
    assume(unreached)
    roll = stated + unreached
    interval = wilson(counted, stated, roll)
    assert interval is not None
    share, n = counted / stated, stated * (roll - 1) / (roll - stated)
    for end in (interval.low, interval.high):
        assert isclose(abs(share - end), 1.96 * sqrt(end * (1 - end) / n), abs_tol=1e-6)


@given(st.integers(1, 400), st.integers(0, 400), st.integers(0, 4000))
def test_the_share_lies_within_its_interval_and_that_within_nought_and_one(
    stated: int, counted: int, unreached: int
) -> None:
    assume(counted <= stated)
    interval = wilson(counted, stated, stated + unreached)
    assert interval is not None
    assert 0 <= interval.low <= counted / stated <= interval.high <= 1


@given(st.integers(1, 400), st.integers(0, 400))
def test_a_complete_canvass_has_no_error(stated: int, counted: int) -> None:
    assume(counted <= stated)
    interval = wilson(counted, stated, stated)
    assert interval is not None
    assert interval.low == interval.high == counted / stated
    assert margin_squared(counted, stated - counted, stated, stated) == 0


@given(st.integers(2, 200), st.integers(0, 200), st.integers(1, 500), st.integers(1, 500))
def test_a_larger_part_of_the_roll_leaves_less_to_chance(
    stated: int, counted: int, fewer: int, more: int
) -> None:
    assume(counted <= stated)
    near, far = wilson(counted, stated, stated + fewer), wilson(counted, stated, stated + more)
    assert near is not None
    assert far is not None
    if fewer < more:
        assert near.high - near.low <= far.high - far.low + 1e-12


def test_nobody_stated_has_no_interval_and_no_margin() -> None:
    assert wilson(0, 0, 100) is None
    assert margin_squared(0, 0, 0, 100) is None
    assert half_width(None) is None


def test_an_unknown_roll_has_no_margin() -> None:
    assert margin_squared(3, 2, 5, None) is None


@given(st.integers(1, 50), st.integers(1, 500))
def test_answers_that_are_all_alike_have_no_margin_rather_than_none_to_speak_of(
    stated: int, unreached: int
) -> None:
    roll = stated + unreached
    for ours, rival in ((stated, 0), (0, stated), (0, 0)):
        assert margin_squared(ours, rival, stated, roll) is None
    assert margin_squared(stated, 0, stated, stated) == 0


def test_hammersmith_has_the_margin_of_the_formula() -> None:
    squared = margin_squared(413, 182, 700, 1000)
    d = 0.33
    by_hand = 1.96 * sqrt((0.59 + 0.26 - d * d) / 700 * (1000 - 700) / 999)
    width = half_width(squared)
    assert width is not None
    assert isclose(width, by_hand, rel_tol=1e-12)
    assert isclose(width, 0.03496, abs_tol=5e-5)


def test_the_square_of_the_margin_is_an_exact_fraction() -> None:
    assert margin_squared(6, 4, 10, 20) == Fraction(196, 100) ** 2 * Fraction(96, 1000) * Fraction(
        10, 19
    )


@given(st.integers(0, 100), st.integers(0, 100), st.integers(0, 100), st.integers(0, 1000))
def test_whole_numbers_give_the_margin_that_fractions_of_shares_give(
    ours: int, rival: int, undecided: int, unreached: int
) -> None:
    stated = ours + rival + undecided
    assume(stated)
    lead, named = Fraction(ours - rival, stated), Fraction(ours + rival, stated)
    roll = stated + unreached
    assert margin_squared(ours, rival, stated, roll) == margin_squared_of(lead, named, stated, roll)


@given(st.integers(0, 100), st.integers(0, 100), st.integers(0, 100), st.integers(0, 1000))
def test_the_margin_does_not_care_who_is_ours(
    ours: int, rival: int, undecided: int, unreached: int
) -> None:
    stated = ours + rival + undecided
    roll = stated + unreached
    assert margin_squared(ours, rival, stated, roll) == margin_squared(rival, ours, stated, roll)
