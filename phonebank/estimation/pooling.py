"""Small places: shares drawn towards region and country as far as they hold few answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from phonebank.domain.canvass import Interval
from phonebank.domain.insight import Estimate
from phonebank.estimation.concentrations import Levels, fitted_levels
from phonebank.estimation.distributions import beta_quantile

_TAIL = 0.025
_LEAST = 0.1  # one elector of whom nobody heard is for one or for another


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """`roll` electors of a place in a region, and how many of them gave each answer."""

    name: str
    region: str
    roll: int
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """Estimates by place name and answer, and what they were drawn towards.

    `concentration` is how many answers the region's shares are worth in a place; 100,000, the
    most that is tried, where places differ no more than chance.
    """

    places: Mapping[str, Mapping[str, Estimate]]
    regions: Mapping[str, Mapping[str, float]]
    country: Mapping[str, float]
    concentration: float


def pooled(places: Sequence[Place], who: Sequence[str]) -> Pooled | None:
    """Estimated shares of each place's whole roll with 95% intervals; None where nobody answered.

    Dirichlet-multinomial, empirical Bayes: a place's shares are Dirichlet around its region's,
    these around the country's, the concentrations by maximum likelihood (see `concentrations`;
    Carlin and Louis, Bayes and Empirical Bayes Methods, 2nd ed., 2000, ch. 3). Who answered counts
    as they said, the rest of the roll is predicted (Ericson 1969, JRSS B 31:195), so a complete
    canvass is left exactly as it is. The interval is that of the Beta with the prediction's mean
    and variance, which holds the chance of the region's shares too (Morris 1983, JASA 78:47).
    Fractions of one; a roll below the answers counts as the answers.
    """
    counted = {place.name: [place.counts.get(it, 0) for it in who] for place in places}
    if not any(sum(counts) for counts in counted.values()):
        return None
    regions: dict[str, list[Sequence[float]]] = {}
    for place in places:
        regions.setdefault(place.region, []).append(counted[place.name])
    levels = fitted_levels(regions)
    return Pooled(
        places={
            it.name: dict(zip(who, _estimates(it, counted[it.name], levels), strict=True))
            for it in places
        },
        regions={
            name: dict(zip(who, shares, strict=True)) for name, shares in levels.regions.items()
        },
        country=dict(zip(who, levels.country, strict=True)),
        concentration=levels.within,
    )


def _estimates(place: Place, counts: Sequence[int], levels: Levels) -> list[Estimate]:
    stated = sum(counts)
    unheard = max(0, place.roll - stated)
    shares, doubt = levels.regions[place.region], levels.doubts[place.region]
    if not unheard:
        return [_exact(n / stated if stated else m) for n, m in zip(counts, shares, strict=True)]
    return [
        _estimate(n, stated, unheard, levels, (share, share * (1 - share) * doubt))
        for n, share in zip(counts, shares, strict=True)
    ]


def _exact(share: float) -> Estimate:
    return Estimate(share=share, interval=Interval(share, share))


def _estimate(
    gave: int, stated: int, unheard: int, levels: Levels, region: tuple[float, float]
) -> Estimate:
    """`region` is its share and the variance of that."""
    roll, around = stated + unheard, levels.within
    share = (gave + unheard * (gave + around * region[0]) / (stated + around)) / roll
    rest, spread = _mixed(
        [
            (weight, *_predicted(gave, stated, unheard, region, it))
            for it, weight in levels.plausible
        ]
    )
    known = max(rest * (1 - rest) / spread - 1, _LEAST)
    low = beta_quantile(_TAIL, rest * known, (1 - rest) * known)
    high = beta_quantile(1 - _TAIL, rest * known, (1 - rest) * known)
    ends = [(gave + unheard * end) / roll for end in (low, high)]
    return Estimate(share=share, interval=Interval(min(share, ends[0]), max(share, ends[1])))


def _predicted(
    gave: int, stated: int, unheard: int, region: tuple[float, float], around: float
) -> tuple[float, float]:
    """Mean and variance of the share among the unheard, for one concentration."""
    towards, chance = region
    rest = (gave + around * towards) / (stated + around)
    drawn = around / (stated + around)
    spread = rest * (1 - rest) * (1 / unheard + (1 - 1 / unheard) / (stated + around + 1))
    return rest, spread + drawn**2 * chance


def _mixed(parts: Sequence[tuple[float, float, float]]) -> tuple[float, float]:
    """Mean and variance of a mixture of parts, each with weight, mean and variance."""
    mean = sum(weight * it for weight, it, _ in parts)
    return mean, sum(weight * (spread + (it - mean) ** 2) for weight, it, spread in parts)
