"""The words beside a lead, decided with exact fractions so that a half point never slips."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Verdict(StrEnum):
    TOO_FEW = "too few to say"
    NECK_AND_NECK = "neck and neck"
    NARROWLY_IN_FRONT = "narrowly in front"
    IN_FRONT = "in front"
    COMFORTABLY_IN_FRONT = "comfortably in front"
    NARROWLY_BEHIND = "narrowly behind"
    BEHIND = "behind"
    COMFORTABLY_BEHIND = "comfortably behind"

    @property
    def side(self) -> int:
        """1 in front, -1 behind, 0 for neither."""
        if "front" in self.value:
            return 1
        return -1 if "behind" in self.value else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Editable per campaign; leads and coverage are fractions, `too_few_stated` is people."""

    too_few_stated: int = 30
    too_little_coverage: Fraction = Fraction(5, 100)
    neck_and_neck: Fraction = Fraction(3, 100)
    narrowly: Fraction = Fraction(8, 100)
    comfortably: Fraction = Fraction(20, 100)


def verdict_of_lead(lead: Fraction, thresholds: Thresholds) -> Verdict:
    """The words for a lead on its own, as for a reported canvass without a base."""
    size, ahead = abs(lead.numerator), lead.numerator > 0
    if _compared(size, lead.denominator, thresholds.neck_and_neck) <= 0:
        return Verdict.NECK_AND_NECK
    if _compared(size, lead.denominator, thresholds.narrowly) < 0:
        return Verdict.NARROWLY_IN_FRONT if ahead else Verdict.NARROWLY_BEHIND
    if _compared(size, lead.denominator, thresholds.comfortably) < 0:
        return Verdict.IN_FRONT if ahead else Verdict.BEHIND
    return Verdict.COMFORTABLY_IN_FRONT if ahead else Verdict.COMFORTABLY_BEHIND


def _compared(part: int, whole: int, limit: Fraction) -> int:
    """Below nought where part/whole is below the limit, nought where it is the limit.

    In whole numbers, which are as exact as fractions and cost a tenth of their comparing.
    """
    return part * limit.denominator - limit.numerator * whole


def verdict_of_canvass(
    lead: Fraction | None,
    margin_squared: Fraction | None,
    stated: int,
    roll: int,
    thresholds: Thresholds,
) -> Verdict:
    """The words for our own canvass: too few to say, within its margin, or by its lead.

    `margin_squared` is the square of the 95% half-width, which stays an exact fraction.
    """
    few = stated < thresholds.too_few_stated or roll == 0
    if few or _compared(stated, roll, thresholds.too_little_coverage) < 0:
        return Verdict.TOO_FEW
    assert lead is not None
    top, bottom = lead.numerator**2, lead.denominator**2
    if margin_squared is not None and _compared(top, bottom, margin_squared) <= 0:
        return Verdict.NECK_AND_NECK
    return verdict_of_lead(lead, thresholds)
