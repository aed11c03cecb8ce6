"""Whether callers hear what they hope: each beside what others heard on the same lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from phonebank.domain.canvass import Interval
from phonebank.domain.insight import CallerEffect
from phonebank.estimation.alarms import ONE_OF_THE_CALLERS
from phonebank.estimation.caller_chi_square import over_all
from phonebank.estimation.caller_counts import (
    FEWEST,
    Heard,
    Lists,
    chance_of_one,
    shared,
    together,
)
from phonebank.estimation.distributions import chi_squared_tail, two_sided
from phonebank.estimation.intervals import score_interval

__all__ = ["Compared", "Heard", "Lists", "compared"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Every caller, the most answers first, and the test over all of them (None: no comparison)."""

    callers: Sequence[CallerEffect]
    chi_squared: float | None
    degrees: int
    p: float | None

    @property
    def is_any_flagged(self) -> bool:
        return any(caller.is_flagged for caller in self.callers)


def compared(lists: Lists) -> Compared:
    """Every caller's share of ours beside what all other callers heard on the same lists.

    Only lists that somebody else rang too count; a caller who shares none is not compared and left
    out. `expected` is the others' share, list by list, weighted by the caller's own answers (direct
    standardisation: Fleiss, Statistical Methods for Rates and Proportions, 1981, ch. 14), and the
    interval of the difference is the square-and-add of two Wilson intervals (Newcombe 1998,
    Statistics in Medicine 17:873, method 10). A caller is flagged where the answers for ours lie
    beyond what their lists give by chance (hypergeometric mean and variance, less half an answer:
    Mantel and Haenszel 1959, JNCI 22:719) at `alarms.ONE_OF_THE_CALLERS` shared out evenly
    (Bonferroni) over the callers, for a caller of 20 answers or more. For the chi-square see
    `caller_chi_square.over_all`.
    """
    common = shared(lists)
    sums = _summed(common)
    size = ONE_OF_THE_CALLERS / max(1, sum(it.stated >= FEWEST for it in sums.values()))
    order = sorted(sums, key=lambda name: (-sums[name].stated, name))
    statistic, degrees = over_all(common)
    return Compared(
        callers=tuple(_effect(name, sums[name], size) for name in order),
        chi_squared=statistic if degrees else None,
        degrees=degrees,
        p=chi_squared_tail(statistic, degrees) if degrees else None,
    )


@dataclass(slots=True)
class _Sums:
    """Over one caller's lists: own answers; own answers times the others' share, and the variance
    of that; own answers for ours beyond the lists' share, and the variance of that."""

    ours: int = 0
    stated: int = 0
    expected: float = 0.0
    expected_chance: float = 0.0
    gap: float = 0.0
    gap_chance: float = 0.0

    def add(self, own: Heard, whole: Heard) -> None:
        ours, stated = own
        others = Heard(whole.ours - ours, whole.stated - stated)
        self.ours += ours
        self.stated += stated
        self.expected += stated * others.ours / others.stated
        self.expected_chance += stated * stated * _spread(others) / others.stated
        self.gap += ours - stated * whole.ours / whole.stated
        self.gap_chance += stated * others.stated * chance_of_one(whole) / whole.stated

    @property
    def z(self) -> float:
        """How many standard deviations the answers for ours lie off, half an answer less."""
        beyond = max(0.0, abs(self.gap) - 0.5)
        return beyond / sqrt(self.gap_chance) if self.gap_chance else 0.0


def _summed(lists: Lists) -> dict[str, _Sums]:
    sums: dict[str, _Sums] = {}
    for callers in lists.values():
        whole = together(callers.values())
        for name, own in callers.items():
            sums.setdefault(name, _Sums()).add(own, whole)
    return sums


def _effect(name: str, own: _Sums, size: float) -> CallerEffect:
    expected, share = own.expected / own.stated, own.ours / own.stated
    worth = max(expected * (1 - expected), 1e-3) * own.stated**2 / own.expected_chance
    return CallerEffect(
        caller=name,
        stated=own.stated,
        share=Fraction(own.ours, own.stated),
        expected=expected,
        difference=share - expected,
        interval=_difference(share, own.stated, expected, worth),
        is_flagged=own.stated >= FEWEST and two_sided(own.z) < size,
    )


def _spread(heard: Heard) -> float:
    """Variance of one answer, half a person added to yes and to no, so that it is never nought."""
    return (heard.ours + 0.5) * (heard.stated - heard.ours + 0.5) / (heard.stated + 1) ** 2


def _difference(share: float, n: float, expected: float, worth: float) -> Interval:
    one, other = score_interval(share, n), score_interval(expected, worth)
    gap = share - expected
    low = gap - sqrt((share - one.low) ** 2 + (other.high - expected) ** 2)
    high = gap + sqrt((one.high - share) ** 2 + (expected - other.low) ** 2)
    return Interval(max(-1.0, low), min(1.0, high))
