"""How alike places are: the concentration of a Dirichlet-multinomial, by maximum likelihood."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, lgamma, log, sqrt

LOWEST, HIGHEST = 1.0, 100_000.0
_GOLDEN = (sqrt(5) - 1) / 2
_ROUNDS, _TURNS, _GRID = 4, 24, 24

Counts = Sequence[float]
Group = tuple[Counts, Sequence[Counts]]
_Summed = tuple[Counts, Counts, Sequence[Counts]]
"""A group's shares, what the counts of each place come to, and of each answer those that are not
nought: every concentration is tried with it."""


@dataclass(frozen=True, slots=True)
class Levels:
    """Shares of the country and of each region, in the order of the answers counted.

    `within` is the concentration of places around their region, `between` that of regions around
    the country. `doubts` times s (1 - s) is the variance of a region's share s. `plausible` has
    other concentrations within, each with its weight; the weights sum to one.
    """

    country: Sequence[float]
    regions: Mapping[str, Sequence[float]]
    doubts: Mapping[str, float]
    within: float
    between: float
    plausible: Sequence[tuple[float, float]]


def fitted_levels(regions: Mapping[str, Sequence[Counts]]) -> Levels:
    """Shares and concentrations from the counts of each region's places.

    In turn: the concentrations by maximum likelihood (`concentration`), and the shares as means of
    places (of regions) weighted by the number of independent answers that theirs are worth,
    n (A + 1) / (n + A), of the variance of a Dirichlet-multinomial (Mosimann 1962, Biometrika
    49:65). A region's shares are drawn towards the country's as a place's are towards its region.
    """
    answers = len(next(it for places in regions.values() for it in places))
    within = between = HIGHEST
    for _ in range(_ROUNDS):
        before = within, between
        own = {name: _worth(places, within) for name, places in regions.items()}
        country = _drawn(_worth(list(own.values()), between), [1 / answers] * answers, 1.0)
        between = concentration([(country, list(own.values()))])
        shares = {name: _drawn(counts, country, between) for name, counts in own.items()}
        groups = [(shares[name], places) for name, places in regions.items()]
        within = concentration(groups)
        if (within, between) == before:
            break  # another round would find the same
    apart = _plausible([(country, list(own.values()))])
    doubts = {
        name: sum(weight / (sum(counts) + it + 1) for it, weight in apart)
        for name, counts in own.items()
    }
    return Levels(country, shares, doubts, within, between, _plausible(groups))


def _plausible(groups: Sequence[Group]) -> list[tuple[float, float]]:
    """Concentrations evenly spaced in logarithm, weighted by likelihood and a vague prior.

    The prior is flat in the weight c/(c + A) that a place of c answers, the mean, gives its own
    (Morris 1983, JASA 78:47), so that it is proper where places are all alike.
    """
    sizes = [sum(counts) for _, places in groups for counts in places]
    usual = max(1.0, sum(sizes) / len(sizes))
    step = (log(HIGHEST) - log(LOWEST)) / (_GRID - 1)
    grid = [LOWEST * exp(step * at) for at in range(_GRID)]
    summed = _summed(groups)
    logs = [_adjusted(summed, it) + log(usual * it / (usual + it) ** 2) for it in grid]
    weights = [exp(it - max(logs)) for it in logs]
    return [(it, w / sum(weights)) for it, w in zip(grid, weights, strict=True) if w > 1e-4]


def _worth(groups: Sequence[Counts], around: float) -> Counts:
    """The groups added, each scaled down to the independent answers that it is worth."""
    totals = [sum(counts) for counts in groups]
    scales = [(around + 1) / (n + around) for n in totals]
    return [
        sum(scale * value for scale, value in zip(scales, column, strict=True))
        for column in zip(*groups, strict=True)
    ]


def _drawn(counts: Counts, towards: Counts, by: float) -> Counts:
    total = sum(counts) + by
    return [(n + by * share) / total for n, share in zip(counts, towards, strict=True)]


def concentration(groups: Sequence[Group]) -> float:
    """The concentration that makes the counts likeliest; each group has shares and its counts.

    The likelihood is adjusted for the shares, which are fitted to the same counts (Cox and Reid
    1987, JRSS B 49:1), else places would seem more alike than they are. Golden section (Kiefer
    1953, Proc. AMS 4:502) over the logarithm from 1 to 100,000, where nothing is left to tell from
    pure chance.
    """
    summed = _summed(groups)
    low, high = log(LOWEST), log(HIGHEST)
    left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
    at_left, at_right = _adjusted(summed, exp(left)), _adjusted(summed, exp(right))
    for _ in range(_TURNS):
        if at_left > at_right:
            high, right, at_right = right, left, at_left
            left = high - _GOLDEN * (high - low)
            at_left = _adjusted(summed, exp(left))
        else:
            low, left, at_left = left, right, at_right
            right = low + _GOLDEN * (high - low)
            at_right = _adjusted(summed, exp(right))
    return exp((low + high) / 2)


def _summed(groups: Sequence[Group]) -> Sequence[_Summed]:
    return [
        (
            shares,
            [sum(counts) for counts in places],
            [[n for n in column if n] for column in zip(*places, strict=True)],
        )
        for shares, places in groups
    ]


def _adjusted(groups: Sequence[_Summed], around: float) -> float:
    lost = 0.0
    for shares, stated, _ in groups:
        worth = sum([n * (around + 1) / (n + around) for n in stated])
        lost += (len(shares) - 1) * log(1 + worth)
    return _likelihood(groups, around) - lost / 2


def _likelihood(groups: Sequence[_Summed], around: float) -> float:
    """Logarithm of the chance of the counts (Mosimann 1962), less what does not depend on it."""
    found = 0.0
    for shares, stated, columns in groups:
        found += len(stated) * lgamma(around) - sum([lgamma(n + around) for n in stated])
        for share, column in zip(shares, columns, strict=True):
            prior = around * share
            found += sum([lgamma(n + prior) for n in column]) - len(column) * lgamma(prior)
    return found
