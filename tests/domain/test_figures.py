"""How figures are written for a person."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonebank.domain import figures
from phonebank.domain.sheet import Kind, cell_text, needed_text

THIN = "\u2009"


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (Fraction(1, 200), "1%"),
        (Fraction(5, 1000), "1%"),
        (Fraction(49, 10000), "0%"),
        (Fraction(125, 1000), "13%"),
        (Fraction(625, 1000), "63%"),
        (Fraction(2, 3), "67%"),
        (Fraction(0), "0%"),
        (Fraction(1), "100%"),
        (0.145, "15%"),
        (0.285, "29%"),
        (None, "—"),
    ],
)
def test_a_share_is_whole_percent_with_halves_away_from_zero(
    share: Fraction | float | None, text: str
) -> None:
    assert figures.percent(share) == text


@pytest.mark.parametrize(
    ("lead", "text"),
    [
        (Fraction(33, 100), "+33"),
        (Fraction(-1, 10), "−10"),
        (Fraction(5, 1000), "+1"),
        (Fraction(-5, 1000), "−1"),
        (Fraction(-4, 1000), "0"),
        (Fraction(0), "0"),
        (None, "—"),
    ],
)
def test_a_lead_is_signed_points_with_halves_away_from_zero(
    lead: Fraction | None, text: str
) -> None:
    assert figures.points(lead) == text


def test_thousands_are_set_apart_by_a_thin_space() -> None:
    assert figures.count(1372) == f"1{THIN}372"
    assert figures.count(654006) == f"654{THIN}006"
    assert figures.count(0) == "0"
    assert figures.count(None) == "—"
    assert figures.count(-162) == "−162"


def test_a_margin_and_a_span_are_written_with_their_signs() -> None:
    assert figures.plus_minus(0.0237) == "±2"
    assert figures.plus_minus(None) == "—"
    assert figures.plus_minus(0.0) == "±0"


@pytest.mark.parametrize(
    ("margin", "text"),
    [(0.005, "±1"), (0.0049, "±0.5"), (0.0004, "±0.04"), (0.000001, "±0.000")],
)
def test_a_small_margin_is_not_written_as_none(margin: float, text: str) -> None:
    assert figures.plus_minus(margin) == text
    assert figures.span(Fraction(413, 1000), Fraction(818, 1000)) == "41.3–81.8"


def test_break_even_is_in_points_or_cannot_be_had() -> None:
    assert needed_text(Fraction(231, 405)) == "57 points"
    assert needed_text(Fraction(1)) == "100 points"
    assert needed_text(Fraction(101, 100)) == "cannot be tied"
    assert needed_text(Fraction(1, 100)) == "1 point"


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.TEXT])
def test_a_cell_without_a_figure_is_an_em_dash_and_never_nought(kind: Kind) -> None:
    assert cell_text(kind, None) == "—"


@given(st.fractions(min_value=-1, max_value=1), st.integers(0, 3))
def test_rounding_never_moves_a_figure_by_more_than_half_and_is_symmetric(
    value: Fraction, places: int
) -> None:
    rounded = figures.rounded(value, places)
    assert abs(Fraction(rounded) - value) <= Fraction(1, 2 * 10**places)
    assert figures.rounded(-value, places) == -rounded


@given(st.integers(-1000, 1000))
def test_every_half_goes_away_from_zero(whole: int) -> None:
    away = whole + (1 if whole >= 0 else -1)
    halves = Fraction(whole + away, 2)
    assert figures.rounded(halves) == Decimal(away)


def test_a_fraction_just_under_a_half_is_not_first_made_a_decimal() -> None:
    just_under = Fraction(1, 2) - Fraction(1, 10**40)
    assert figures.rounded(just_under) == 0


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("at the fourth (trend p < 0.001).", "p\u00a0<\u00a00.001"),
        ("p = 0.012 of them", "p\u00a0=\u00a00.012"),
        ("2\u2009548 answers", "2\u202f548"),
        ("by 25 points", "25\u00a0points"),
        ("YouGov, 30 Aug: Smith", "30\u00a0Aug"),
        ("Last call 18 Sep 15:48.", "18\u00a0Sep\u00a015:48"),
    ],
)
def test_a_figure_stays_with_its_unit_at_the_end_of_a_line(words: str, kept: str) -> None:
    told = figures.unbroken(words)
    assert kept in told
    assert len(told) == len(words)
    assert " ".join(told.replace("\u202f", "\u2009").split("\u00a0")) == words


def test_words_that_are_no_units_may_part_from_a_figure() -> None:
    assert figures.unbroken("of 12 daisies and 3 hours") == "of 12 daisies and 3\u00a0hours"
