"""Shares of a weighted canvass, with what chance alone could move them."""

from collections.abc import Sequence
from math import inf

from phonebank.domain.canvass import Interval
from phonebank.domain.insight import Estimate
from phonebank.estimation.intervals import score_interval
from phonebank.estimation.raking import fitted
from phonebank.estimation.weighting import Cell, Weighted

_ROUNDING = 1e-9


def weighted_shares(
    canvass: Weighted, answers: Sequence[str], among: Sequence[str] | None = None
) -> dict[str, Estimate]:
    """The weighted share of each answer among those who gave one of `among` (default: `answers`).

    Fractions of one with 95% intervals; empty where nobody gave any of them. The interval is
    Wilson's with the sample size that the linearised variance is worth (see `variance` and
    `intervals.score_interval`).
    """
    among = answers if among is None else among
    if not _weight(canvass, among):
        return {}
    return {who: _estimate(canvass, who, among) for who in answers}


def _estimate(canvass: Weighted, who: str, among: Sequence[str]) -> Estimate:
    share = _weight(canvass, (who,)) / _weight(canvass, among)
    return Estimate(share=share, interval=_interval(canvass, share, who, among))


def _interval(canvass: Weighted, share: float, who: str, among: Sequence[str]) -> Interval:
    chance = variance(canvass, who, among)
    if chance:
        return score_interval(share, share * (1 - share) / chance)
    spare = canvass.represented - canvass.stated
    n = canvass.effective_n * canvass.represented / spare if spare > 0 else inf
    return score_interval(share, n) if n < inf else Interval(share, share)


def variance(canvass: Weighted, who: str, among: Sequence[str]) -> float:
    """Variance of the weighted share of `who` among `among`, in squares of fractions of one.

    Linearised: sum of w (w - 1) e^2 over the answers, w being electors per answer and e the
    residual of the ratio's linear part from the margins that were met (Deville and Särndal 1992,
    JASA 87:376; Särndal, Swensson and Wretman, Model Assisted Survey Sampling, 1992, 6.6), so that
    what the margins explain is no chance and a complete canvass has none. Residuals are scaled up
    by n/(n - groups) in each section.
    """
    share = _weight(canvass, (who,)) / _weight(canvass, among)
    residual = _residual_squares(canvass, share, who, among)
    each = canvass.represented / canvass.stated
    spread = sum(
        square * w * each * (w * each - 1 if w * each > 1 + _ROUNDING else 0.0)
        for square, w in zip(residual, canvass.weights, strict=True)
    )
    return spread / (_weight(canvass, among) * each) ** 2


def _weight(canvass: Weighted, answers: Sequence[str]) -> float:
    """Weighted people who gave one of the answers."""
    pairs = zip(canvass.cells, canvass.weights, strict=True)
    return sum(w * _gave(cell, answers) for cell, w in pairs)


def _gave(cell: Cell, answers: Sequence[str]) -> int:
    return sum(cell.counts.get(it, 0) for it in answers)


def _residual_squares(
    canvass: Weighted, share: float, who: str, among: Sequence[str]
) -> list[float]:
    """Per cell, the sum of squared residuals: who gave it is 1 - share, the others compared are
    -share, everybody else nought, less what the margins explain."""
    people = [(_gave(it, (who,)), _gave(it, among), it.stated) for it in canvass.cells]
    means = [(gave - share * of) / n if n else 0.0 for gave, of, n in people]
    weights = [n * w for (_, _, n), w in zip(people, canvass.weights, strict=True)]
    fits = fitted(means, weights, canvass.groups)
    lost = _lost_degrees(canvass)
    return [
        lost[cell.section]
        * (gave * (1 - share - fit) ** 2 + (of - gave) * (share + fit) ** 2 + (n - of) * fit**2)
        for cell, (gave, of, n), fit in zip(canvass.cells, people, fits, strict=True)
    ]


def _lost_degrees(canvass: Weighted) -> dict[str, float]:
    """By section, n/(n - groups), groups being those of its margins that can move freely."""
    stated: dict[str, int] = {}
    free: dict[str, set[object]] = {}
    for at, cell in enumerate(canvass.cells):
        stated[cell.section] = stated.get(cell.section, 0) + cell.stated
        free.setdefault(cell.section, set()).update(
            (margin, groups[at]) for margin, groups in enumerate(canvass.groups)
        )
    spare = len(canvass.groups) - 1
    return {name: n / max(1, n - len(free[name]) + spare) for name, n in stated.items()}
