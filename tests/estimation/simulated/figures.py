"""Measured over hundreds of seeded electorates: how often intervals hold, how far figures err."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from phonebank.domain.canvass import Interval
from phonebank.domain.verdicts import Thresholds
from phonebank.estimation.alarms import do_callers_differ, is_hard_to_reach_different
from phonebank.estimation.caller_effects import compared
from phonebank.estimation.intervals import half_width, margin_squared, wilson
from phonebank.estimation.late_responders import trend_test, unreached_shares
from phonebank.estimation.panel import panel_changes
from phonebank.estimation.pooling import pooled
from phonebank.estimation.switching import row_intervals
from phonebank.estimation.trend import trend
from phonebank.estimation.weighted_shares import weighted_shares
from phonebank.estimation.weighting import Weighted, weighted
from tests.estimation.simulated import canvassed, small_worlds
from tests.estimation.simulated.electorate import (
    OURS,
    REGIONS,
    WHO,
    Canvass,
    Counts,
    Electorate,
    Numbers,
    Story,
    canvass,
    electorate,
    reach_up_to_threefold,
)

RUNS = 200
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Held:
    """Of so many true values, how many lay in their 95% interval."""

    held: int
    values: int

    @property
    def rate(self) -> float:
        return self.held / self.values


@dataclass(frozen=True, slots=True)
class SmallPlaces:
    """Intervals in small places, and the mean squared error of pooled shares over the raw ones'."""

    shares: Held
    leads: Held
    pooled: Held
    error_ratio: float


@dataclass(frozen=True, slots=True)
class Errors:
    """Share of ours less the truth, by run: raw, then weighted."""

    runs: Numbers

    @property
    def of_far(self) -> Numbers:
        """Of the runs in which the raw figure is eight points out or more."""
        return self.runs[np.abs(self.runs[:, 0]) >= 0.08]


@dataclass(frozen=True, slots=True)
class WeightedRuns:
    held: Held
    errors: Errors


def held(pairs: Iterable[tuple[Interval | None, float]]) -> Held:
    inside = [it.low - ROUNDING <= truth <= it.high + ROUNDING for it, truth in pairs if it]
    return Held(sum(map(bool, inside)), len(inside))


def seeds(kind: int, runs: int = RUNS) -> Iterator[np.random.Generator]:
    return (np.random.default_rng([kind, run]) for run in range(runs))


# Small places: part of each is rung, whoever is reached is so by chance.

SMALL = Story(effort=(0.02, 0.25), roll=(100, 700))


@cache
def small_places() -> SmallPlaces:
    """Shares, leads and pooled shares of small places, and their mean squared errors."""
    raw, leads, drawn, errors = [], [], [], []
    for rng in seeds(1):
        truth = electorate(SMALL, rng)
        found = canvass(SMALL, truth, rng)
        estimates = pooled(canvassed.places(truth, found), WHO)
        assert estimates is not None
        people = truth.people.sum(axis=(1, 2, 3))
        for at, (real, heard) in enumerate(zip(people, found.by_place, strict=True)):
            roll, stated = int(real.sum()), int(heard.sum())
            shares = real / roll
            pools = [estimates.places[str(at)][who] for who in WHO]
            drawn += [(it.interval, it_is) for it, it_is in zip(pools, shares, strict=True)]
            if not stated:
                continue
            raw += [(wilson(int(n), stated, roll), it) for n, it in zip(heard, shares, strict=True)]
            if stated >= Thresholds().too_few_stated:
                leads.append((_lead(heard, roll), shares[0] - shares[1]))
            errors += [
                ((n / stated - it) ** 2, (pool.share - it) ** 2)
                for n, pool, it in zip(heard, pools, shares, strict=True)
            ]
    of_raw, of_pooled = np.mean(errors, axis=0)
    return SmallPlaces(held(raw), held(leads), held(drawn), float(of_pooled / of_raw))


def _lead(heard: Counts, roll: int) -> Interval:
    ours, rival, stated = int(heard[0]), int(heard[1]), int(heard.sum())
    lead, width = (ours - rival) / stated, half_width(margin_squared(ours, rival, stated, roll))
    return Interval(lead - (width or 0.0), lead + (width or 0.0))


# Reach that differs up to threefold by section and joining date.


@cache
def weighted_runs(*, is_friendly: bool) -> WeightedRuns:
    """How often the weighted intervals hold, and the errors of ours, raw and weighted, by run."""
    pairs: list[tuple[Interval | None, float]] = []
    errors = []
    for rng in seeds(2):
        story = Story(
            reach=reach_up_to_threefold(rng),
            contact=(0.22, 0.1),
            rings=2,
            is_friendly=is_friendly,
            effort=(0.05, 1.0) if is_friendly else (0.6, 1.0),
        )
        truth = electorate(story, rng)
        found = canvass(story, truth, rng)
        real = truth.shares
        whole = projected(truth, found)
        ours = weighted_shares(whole, WHO)[OURS].share
        errors.append((found.shares[0] - real[0], ours - real[0]))
        pairs += _weighted_pairs(whole, real)
        for region in () if is_friendly else range(REGIONS):
            people = truth.people[truth.regions == region]
            if len(people) > 1:
                of_region = canvassed.true_shares(people)
                pairs += _weighted_pairs(projected(truth, found, region), of_region)
    return WeightedRuns(held(pairs), Errors(np.array(errors)))


def projected(truth: Electorate, found: Canvass, region: int | None = None) -> Weighted:
    answer = weighted(canvassed.cells(truth, found, None if region is None else [region]))
    assert isinstance(answer, Weighted), answer.sentence
    return answer


def _weighted_pairs(found: Weighted, real: Numbers) -> list[tuple[Interval | None, float]]:
    shares, of_named = weighted_shares(found, WHO), weighted_shares(found, WHO[:2])
    pairs = [(shares[who].interval, float(it)) for who, it in zip(WHO, real, strict=True)]
    return [*pairs, (of_named[OURS].interval, float(real[0] / (real[0] + real[1])))]


# Warnings of bias.


HONEST = "honest"
HARD_TO_REACH_DIFFER = "the hard to reach differ by 10 points"
ONE_OPTIMIST = "one caller is 15 points optimistic"
NATIONAL = Story(roll=(1100, 6400), callers=100)  # some 150,000 electors and 60,000 answers
STORIES = {
    HONEST: NATIONAL,
    HARD_TO_REACH_DIFFER: replace(NATIONAL, hard_gap=0.10),
    ONE_OPTIMIST: replace(NATIONAL, optimism=0.15),
}


def hard_to_reach(found: Canvass) -> bool:
    return is_hard_to_reach_different(trend_test(canvassed.strata(found), OURS))


def callers_differ(found: Canvass) -> bool:
    beside = compared(canvassed.lists(found))
    return do_callers_differ(beside.p, beside.is_any_flagged)


@cache
def fired(story: str, *warnings: Callable[[Canvass], bool]) -> float:
    """The part of runs in which any of the warnings fires; reach differs up to threefold."""
    fires = 0
    for rng in seeds(3):
        told = replace(STORIES[story], reach=reach_up_to_threefold(rng))
        found = canvass(told, electorate(told, rng), rng)
        fires += any(warning(found) for warning in warnings)
    return fires / RUNS


# Intervals of smaller worlds.


@cache
def panel_held() -> Held:
    pairs: list[tuple[Interval | None, float]] = []
    for rng in seeds(4, 1000):
        people, changes = small_worlds.panel(rng)
        found = panel_changes(people, WHO)
        pairs += [(found[who].interval, it) for who, it in zip(WHO, changes, strict=True)]
    return held(pairs)


@cache
def rows_held() -> Held:
    pairs: list[tuple[Interval | None, float]] = []
    for rng in seeds(5):
        people, shares = small_worlds.rows(rng)
        found = row_intervals(people, [str(at) for at in range(5)], WHO)
        pairs += [(found[str(at), w], shares[at, i]) for at in range(5) for i, w in enumerate(WHO)]
    return held(pairs)


@cache
def weeks_held() -> Held:
    pairs: list[tuple[Interval | None, float]] = []
    for rng in seeds(6):
        answers, shares = small_worlds.days(rng, 4)
        found = trend(answers, WHO[:2], WHO)
        pairs += [
            (found[7 * week + 6].week_intervals[who], shares[week, at])
            for week in range(4)
            for at, who in enumerate(WHO)
            if len(found) > 7 * week + 6
        ]
    return held(pairs)


@cache
def unreached_held() -> Held:
    pairs: list[tuple[Interval | None, float]] = []
    for rng in seeds(7, 700):
        strata, unreached, said = small_worlds.attempts(rng)
        found = unreached_shares(strata, unreached, WHO)
        assert found is not None
        pairs += [(found[who].interval, it) for who, it in zip(WHO, said, strict=True)]
    return held(pairs)


@cache
def callers_held() -> Held:
    pairs: list[tuple[Interval | None, float]] = []
    for rng in seeds(8):
        lists, gaps = small_worlds.callers(rng)
        pairs += [(it.interval, gaps[it.caller]) for it in compared(lists).callers]
    return held(pairs)
