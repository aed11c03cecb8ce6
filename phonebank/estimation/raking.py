"""Fitting weights to known margins, keeping them within bounds, and fitting answers to margins."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import isclose
from typing import Any

LOWEST, HIGHEST = 0.3, 3.0
_MOST_TURNS = 200


@dataclass(frozen=True, slots=True)
class Margin:
    """Which group each cell belongs to, and how many people each group is known to have."""

    groups: Sequence[Hashable]
    targets: Mapping[Any, float]


def raked(answers: Sequence[int], start: Sequence[float], margins: Sequence[Margin]) -> list[float]:
    """Weights per answer, one for each cell, whose sums meet every margin's targets in turn.

    Iterative proportional fitting (Deming and Stephan 1940, Ann. Math. Stat. 11:427) from `start`,
    until no group moves by a millionth or 200 turns are over; margins that contradict each other
    are met as of the last one. `answers` are people per cell; every group with a target holds some.
    """
    weights = list(start)
    for _ in range(_MOST_TURNS):
        moved = [_meet(margin, answers, weights) for margin in margins]
        if max(moved, default=0.0) < 1e-6:
            break
    return weights


def _meet(margin: Margin, answers: Sequence[int], weights: list[float]) -> float:
    """One margin met, in place; how far the group that moved most was away."""
    now = grouped(margin.groups, [n * w for n, w in zip(answers, weights, strict=True)])
    factors = {group: margin.targets[group] / total for group, total in now.items() if total}
    for cell, group in enumerate(margin.groups):
        weights[cell] *= factors.get(group, 1.0)
    return max((abs(factor - 1) for factor in factors.values()), default=0.0)


def grouped(groups: Sequence[Hashable], values: Sequence[float]) -> dict[Hashable, float]:
    """Sums of the values by group."""
    sums: dict[Hashable, float] = {}
    for group, value in zip(groups, values, strict=True):
        sums[group] = sums.get(group, 0.0) + value
    return sums


def capped(answers: Sequence[int], weights: Sequence[float]) -> list[float]:
    """The weights brought to a mean of one over all answers, none outside 0.3 to 3.

    Trimming and renormalising (Potter 1990, Proc. Survey Research Methods, ASA, 225) change each
    other, so the one factor is sought, by halving, that leaves both true. Cells without answers
    count for nothing; at least one has some.
    """
    people = sum(answers)
    held = [w for n, w in zip(answers, weights, strict=True) if n]
    low, high = LOWEST / max(held), HIGHEST / min(held)
    for _ in range(200):
        factor = (low + high) / 2
        kept = [min(max(w * factor, LOWEST), HIGHEST) for w in weights]
        total = sum(n * w for n, w in zip(answers, kept, strict=True))
        if isclose(total, people, rel_tol=1e-14):
            break
        low, high = (factor, high) if total < people else (low, factor)
    return kept


def fitted(
    values: Sequence[float], weights: Sequence[float], margins: Sequence[Sequence[Hashable]]
) -> list[float]:
    """Each cell's value as a sum of effects of its groups, by weighted least squares.

    `values` are means of cells of total weight `weights`. Solved by Gauss-Seidel turns over the
    margins (backfitting: Hastie and Tibshirani, Generalized Additive Models, 1990, ch. 5), which
    for one margin is the group's mean at once.
    """
    fit = [0.0] * len(values)
    for _ in range(_MOST_TURNS):
        moved = max((_fit(values, weights, groups, fit) for groups in margins), default=0.0)
        if len(margins) < 2 or moved < 1e-7:
            break
    return fit


def _fit(
    values: Sequence[float],
    weights: Sequence[float],
    groups: Sequence[Hashable],
    fit: list[float],
) -> float:
    left = [w * (v - f) for w, v, f in zip(weights, values, fit, strict=True)]
    sums, weight = grouped(groups, left), grouped(groups, weights)
    effects = {group: sums[group] / weight[group] if weight[group] else 0.0 for group in sums}
    for cell, group in enumerate(groups):
        fit[cell] += effects[group]
    return max(abs(effect) for effect in effects.values())
