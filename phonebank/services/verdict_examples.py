"""What words a lead would get under thresholds that somebody is still choosing."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from phonebank.domain.verdicts import Verdict, verdict_of_canvass
from phonebank.estimation.intervals import half_width, margin_squared_of

if TYPE_CHECKING:
    from phonebank.domain.verdicts import Thresholds


class Example(NamedTuple):
    """The verdict, and half the width of the lead's 95% interval as a fraction, if known."""

    verdict: Verdict
    margin: float | None


def verdict_example(lead: Fraction, stated: int, roll: int, thresholds: Thresholds) -> Example:
    """The verdict on this lead (a fraction) of so many of a roll, all of them for two candidates.

    That none is undecided makes the margin as wide as it can be.
    """
    squared = margin_squared_of(lead, Fraction(1), stated, roll)
    verdict = verdict_of_canvass(lead, squared, stated, roll, thresholds)
    return Example(verdict, half_width(squared))
