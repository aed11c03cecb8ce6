"""How far the same people moved between two times they were asked."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import sqrt

from phonebank.domain.canvass import Interval
from phonebank.domain.insight import PanelChange
from phonebank.estimation.intervals import Z95


def panel_changes(
    people: Mapping[tuple[str, str], int], who: Sequence[str]
) -> Mapping[str, PanelChange]:
    """The change of each answer's share among people asked twice, a fraction of one.

    `people` goes from (answer then, answer now) to how many; only pairs whose two answers are both
    of `who` count. The interval is Wald's for matched pairs with half a person added to each cell
    of the two-by-two table (Agresti and Min 2005, Statistics in Medicine 24:729), the variance
    being (b + c - (b - c)^2/n)/n^2 (McNemar 1947, Psychometrika 12:153). Empty without pairs.
    """
    pairs = {(b, n): k for (b, n), k in people.items() if b in who and n in who}
    asked = sum(pairs.values())
    return {it: _change(it, pairs, asked) for it in who} if asked else {}


def _change(who: str, pairs: Mapping[tuple[str, str], int], asked: int) -> PanelChange:
    then = sum(k for (before, _), k in pairs.items() if before == who)
    now = sum(k for (_, after), k in pairs.items() if after == who)
    stayed = pairs.get((who, who), 0)
    return PanelChange(
        then=Fraction(then, asked),
        now=Fraction(now, asked),
        change=Fraction(now - then, asked),
        interval=_interval(now - stayed, then - stayed, asked),
    )


def _interval(came: int, left: int, asked: int) -> Interval:
    change, b, c, n = (came - left) / asked, came + 0.5, left + 0.5, asked + 2
    middle = (b - c) / n
    half = float(Z95) * sqrt(max(0.0, b + c - (b - c) ** 2 / n)) / n
    low, high = max(-1.0, middle - half), min(1.0, middle + half)
    return Interval(min(low, change), max(high, change))
