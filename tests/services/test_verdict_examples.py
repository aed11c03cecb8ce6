"""What a lead is called under thresholds that are still being chosen."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonebank.domain.verdicts import Thresholds, Verdict
from phonebank.services.verdict_examples import verdict_example

USUAL = Thresholds()


@pytest.mark.parametrize(
    ("points", "stated", "roll", "verdict"),
    [
        (5, 1_000, 1_000, Verdict.NARROWLY_IN_FRONT),
        (5, 100, 1_000, Verdict.NECK_AND_NECK),
        (-30, 100, 1_000, Verdict.COMFORTABLY_BEHIND),
        (30, 29, 30, Verdict.TOO_FEW),
        (30, 49, 1_000, Verdict.TOO_FEW),
        (100, 50, 1_000, Verdict.COMFORTABLY_IN_FRONT),
    ],
)
def test_a_lead_is_called_by_its_size_its_margin_and_its_base(
    points: int, stated: int, roll: int, verdict: Verdict
) -> None:
    assert verdict_example(Fraction(points, 100), stated, roll, USUAL).verdict is verdict


@given(st.integers(-100, 100), st.integers(1, 500), st.integers(0, 500))
def test_in_front_and_behind_mirror_each_other(points: int, stated: int, others: int) -> None:
    ahead, behind = (
        verdict_example(Fraction(sign * points, 100), stated, stated + others, USUAL)
        for sign in (1, -1)
    )
    assert ahead.verdict.side == -behind.verdict.side
    assert ahead.margin == behind.margin
    assert (ahead.margin == 0) == (others == 0)
    assert (ahead.margin is None) == (others > 0 and abs(points) == 100)
