"""Electorates with a known truth, and canvasses of them that go wrong in known ways.

Everything is drawn as counts of cells, never person by person, so hundreds of electorates take
seconds. The order of all arrays is attempt, place, section, joining period, reach, answer.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

SECTIONS = ("members", "affiliated", "registered")
PERIODS = ("before 2015", "summer 2015", "since")
WHO = ("Smith", "Corbyn", "undecided")
OURS = WHO[0]
REGIONS = 5
EASY, HARD = 0, 1
STATES_AN_ANSWER = 0.85

# Of those with an opinion, the share for ours by section and joining period: YouGov, The Times,
# 30 August 2016, had 68% of those who joined before May 2015, 28% until September 2015, 14% after.
OURS_BY_CELL = np.array([[0.68, 0.30, 0.15], [0.62, 0.32, 0.25], [0.50, 0.24, 0.14]])
ROLL_BY_CELL = np.array([[0.22, 0.16, 0.14], [0.09, 0.08, 0.09], [0.02, 0.10, 0.10]])
UNDECIDED = 0.10

Counts = NDArray[np.int64]
Numbers = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Story:
    """What differs between electorates, and between a canvass and the truth.

    `reach` multiplies the chance of contact at each attempt, by section and joining period.
    Where `hard_gap` is set, who is hard to reach is so much less for ours than who is easy.
    `optimism` is by how much caller number 0 hears more for ours than was said. `is_friendly` has
    MPs canvass the more of their electors the more these are for ours. `effort` is the lowest and
    highest part of a place's roll that is rung at all, and `rings` how often at most.
    """

    places: int = 40
    roll: tuple[int, int] = (300, 1700)
    place_spread: float = 0.35
    region_spread: float = 0.2
    contact: tuple[float, float] = (0.45, 0.15)
    reach: Numbers = field(default_factory=lambda: np.ones((3, 3)))
    hard_gap: float = 0.0
    callers: int = 60
    optimism: float = 0.0
    is_friendly: bool = False
    effort: tuple[float, float] = (0.6, 1.0)
    rings: int = 6


@dataclass(frozen=True, kw_only=True)
class Electorate:
    """`people` by place, section, joining period, reach and answer; `regions` by place."""

    people: Counts
    regions: Counts
    friendliness: Numbers

    @property
    def shares(self) -> Numbers:
        """The truth: each answer's share of all electors."""
        answers = self.people.sum(axis=(0, 1, 2, 3))
        return np.asarray(answers / answers.sum())


@dataclass(frozen=True, kw_only=True)
class Canvass:
    """`heard` by attempt of first contact, place, section, joining period and answer; `unreached`
    by section and joining period and true answer, of those who were rung."""

    heard: Counts
    unreached: Counts
    callers: Counts  # by list (region), section, period, caller and answer as put down

    @property
    def by_place(self) -> Counts:
        return np.asarray(self.heard.sum(axis=(0, 2, 3)))

    @property
    def shares(self) -> Numbers:
        answers = self.heard.sum(axis=(0, 1, 2, 3))
        return np.asarray(answers / answers.sum())


def electorate(story: Story, rng: np.random.Generator) -> Electorate:
    """Rolls by cell, then opinions: by section and joining period, with places and regions that
    lean, and the hard to reach who differ."""
    regions = rng.integers(0, REGIONS, story.places)
    region_lean = rng.normal(0, story.region_spread, REGIONS)
    lean = rng.normal(0, story.place_spread, story.places) + region_lean[regions]
    country = rng.dirichlet(ROLL_BY_CELL.ravel() * 40)
    mix = rng.dirichlet(country * 60 + 0.1, story.places).reshape(-1, 3, 3)
    rolls = rng.integers(*story.roll, story.places)
    cells = np.stack([rng.multinomial(n, it.ravel()) for n, it in zip(rolls, mix, strict=True)])
    easy = rng.binomial(cells.reshape(-1, 3, 3), 0.5)
    people = np.stack([easy, cells.reshape(-1, 3, 3) - easy], axis=-1)
    return Electorate(
        people=rng.multinomial(people, _opinions(story, lean)), regions=regions, friendliness=lean
    )


def _opinions(story: Story, lean: Numbers) -> Numbers:
    log_odds = np.log(OURS_BY_CELL / (1 - OURS_BY_CELL))
    ours = 1 / (1 + np.exp(-(log_odds[None] + lean[:, None, None]))) * (1 - UNDECIDED)
    by_reach = np.stack([ours + story.hard_gap / 2, ours - story.hard_gap / 2], axis=-1)
    by_reach = np.clip(by_reach, 0.01, 0.99 - UNDECIDED)
    rest = np.full_like(by_reach, UNDECIDED)
    return np.stack([by_reach, 1 - by_reach - rest, rest], axis=-1)


def canvass(story: Story, truth: Electorate, rng: np.random.Generator) -> Canvass:
    """Electors rung so often; who was reached says (or does not say) what they think."""
    waiting = rng.binomial(truth.people, _effort(story, truth, rng)[:, None, None, None, None])
    chance = np.asarray(story.contact) * story.reach[..., None]
    heard = []
    for _ in range(story.rings):
        reached = rng.binomial(waiting, chance[None, ..., None])
        waiting = waiting - reached
        heard.append(rng.binomial(reached, STATES_AN_ANSWER).sum(axis=3))
    answers = np.stack(heard)
    return Canvass(
        heard=answers,
        unreached=waiting.sum(axis=(0, 3)),
        callers=_callers(story, answers, truth.regions, rng),
    )


def _effort(story: Story, truth: Electorate, rng: np.random.Generator) -> Numbers:
    low, high = story.effort
    part = rng.random(story.places)
    if story.is_friendly:
        part = (np.argsort(np.argsort(truth.friendliness)) / story.places) ** 2
    return np.asarray(low + (high - low) * part)


def _callers(story: Story, heard: Counts, regions: Counts, rng: np.random.Generator) -> Counts:
    """Each region is a list; its answers fall to its callers at random, to busy ones more."""
    whole = heard.sum(axis=0)
    lists = np.stack([whole[regions == it].sum(axis=0) for it in range(REGIONS)])
    busy = rng.dirichlet(np.full(story.callers, 3.0), REGIONS)
    shared = np.moveaxis(rng.multinomial(lists, busy[:, None, None, None]), -1, -2)
    return _made_optimistic(shared, story.optimism, rng)


def _made_optimistic(shared: Counts, optimism: float, rng: np.random.Generator) -> Counts:
    """Of caller 0's answers not for ours so many turn that the share rises by the optimism."""
    own = shared[..., 0, :]
    others = own[..., 1:].sum()
    moved = rng.binomial(own[..., 1:], min(1.0, optimism * own.sum() / max(1, others)))
    own[..., 1:] -= moved
    own[..., 0] += moved.sum(axis=-1)
    return shared


def reach_up_to_threefold(rng: np.random.Generator) -> Numbers:
    """By section and joining period: who joined late is the harder to reach, threefold at most."""
    later = np.array([0.0, 0.7, 1.0])[None, :] + rng.uniform(-0.2, 0.2, (3, 3))
    return np.asarray(3.0 ** -np.clip(later, 0, 1))
