"""The words beside a lead."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonebank.domain.verdicts import Thresholds, Verdict, verdict_of_canvass, verdict_of_lead

USUAL = Thresholds()
NO_MARGIN = Fraction(0)
fractions = st.fractions(min_value=-1, max_value=1, max_denominator=1000)
MIRRORED = {
    Verdict.NARROWLY_IN_FRONT: Verdict.NARROWLY_BEHIND,
    Verdict.IN_FRONT: Verdict.BEHIND,
    Verdict.COMFORTABLY_IN_FRONT: Verdict.COMFORTABLY_BEHIND,
    Verdict.NECK_AND_NECK: Verdict.NECK_AND_NECK,
}


def hundredths(points: str) -> Fraction:
    return Fraction(points) / 100


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ("0", "neck and neck"),
        ("3", "neck and neck"),
        ("3.001", "narrowly in front"),
        ("7.999", "narrowly in front"),
        ("8", "in front"),
        ("19.999", "in front"),
        ("20", "comfortably in front"),
        ("100", "comfortably in front"),
        ("-3", "neck and neck"),
        ("-3.001", "narrowly behind"),
        ("-8", "behind"),
        ("-19.999", "behind"),
        ("-20", "comfortably behind"),
    ],
)
def test_each_threshold_belongs_to_the_side_the_table_says(points: str, words: str) -> None:
    assert verdict_of_lead(hundredths(points), USUAL) == words
    assert verdict_of_canvass(hundredths(points), NO_MARGIN, 500, 1000, USUAL) == words


def test_43_against_40_is_not_over_three_points() -> None:
    assert verdict_of_lead(Fraction("0.43") - Fraction("0.40"), USUAL) == "neck and neck"


@pytest.mark.parametrize(
    ("stated", "roll", "words"),
    [
        (29, 100, "too few to say"),
        (30, 100, "comfortably in front"),
        (49, 1000, "too few to say"),
        (50, 1000, "comfortably in front"),
        (29, 29, "too few to say"),
        (0, 0, "too few to say"),
    ],
)
def test_fewer_than_thirty_or_a_twentieth_of_the_roll_are_too_few(
    stated: int, roll: int, words: str
) -> None:
    assert verdict_of_canvass(Fraction(1, 2), NO_MARGIN, stated, roll, USUAL) == words


def test_a_lead_no_larger_than_its_margin_is_neck_and_neck() -> None:
    lead = Fraction(12, 100)
    assert verdict_of_canvass(lead, lead**2, 100, 1000, USUAL) == "neck and neck"
    just_less = lead**2 - Fraction(1, 10**9)
    assert verdict_of_canvass(lead, just_less, 100, 1000, USUAL) == "in front"
    assert verdict_of_canvass(-lead, lead**2, 100, 1000, USUAL) == "neck and neck"


def test_a_campaign_may_set_its_own_thresholds() -> None:
    strict = Thresholds(
        too_few_stated=100,
        too_little_coverage=Fraction(1, 2),
        neck_and_neck=Fraction(1, 10),
        narrowly=Fraction(2, 10),
        comfortably=Fraction(4, 10),
    )
    assert verdict_of_lead(hundredths("10"), strict) == "neck and neck"
    assert verdict_of_lead(hundredths("39"), strict) == "in front"
    assert verdict_of_canvass(hundredths("50"), NO_MARGIN, 99, 100, strict) == "too few to say"
    assert verdict_of_canvass(hundredths("50"), NO_MARGIN, 499, 1000, strict) == "too few to say"


@pytest.mark.parametrize("verdict", Verdict)
def test_a_verdict_knows_its_side(verdict: Verdict) -> None:
    side = 1 if "in front" in verdict else -1 if "behind" in verdict else 0
    assert verdict.side == side


@given(fractions)
def test_behind_mirrors_in_front(lead: Fraction) -> None:
    ahead = verdict_of_lead(abs(lead), USUAL)
    assert verdict_of_lead(-abs(lead), USUAL) is MIRRORED[ahead]


@given(fractions, fractions)
def test_a_larger_lead_never_sounds_smaller(one: Fraction, other: Fraction) -> None:
    order = [
        "comfortably behind",
        "behind",
        "narrowly behind",
        "neck and neck",
        "narrowly in front",
        "in front",
        "comfortably in front",
    ]
    low, high = sorted([one, other])
    assert order.index(verdict_of_lead(low, USUAL)) <= order.index(verdict_of_lead(high, USUAL))


@given(fractions, st.none() | fractions.map(abs), st.integers(0, 200), st.integers(0, 2000))
def test_the_words_are_those_of_comparing_fractions(
    lead: Fraction, margin_squared: Fraction | None, stated: int, more: int
) -> None:
    roll = stated + more
    said = verdict_of_canvass(lead, margin_squared, stated, roll, USUAL)
    assert said.value == by_fractions(lead, margin_squared, stated, roll)


def by_fractions(lead: Fraction, margin_squared: Fraction | None, stated: int, roll: int) -> str:
    """The rule of the canvass as it is written down, each threshold compared as a fraction."""
    if stated < 30 or roll == 0 or Fraction(stated, roll) < Fraction(5, 100):
        return "too few to say"
    if abs(lead) <= Fraction(3, 100) or (margin_squared is not None and lead**2 <= margin_squared):
        return "neck and neck"
    side = "in front" if lead > 0 else "behind"
    if abs(lead) < Fraction(8, 100):
        return f"narrowly {side}"
    return side if abs(lead) < Fraction(20, 100) else f"comfortably {side}"
