"""What the estimation functions take, from the arrays of a simulated canvass."""

from collections.abc import Hashable, Mapping, Sequence

import numpy as np

from phonebank.estimation.caller_effects import Heard
from phonebank.estimation.late_responders import Strata
from phonebank.estimation.pooling import Place
from phonebank.estimation.weighting import Cell
from tests.estimation.simulated.electorate import (
    PERIODS,
    REGIONS,
    SECTIONS,
    WHO,
    Canvass,
    Counts,
    Electorate,
    Numbers,
)


def named(answers: Counts) -> dict[str, int]:
    return {who: int(n) for who, n in zip(WHO, answers, strict=True)}


def cells(truth: Electorate, canvass: Canvass, regions: Sequence[int] | None = None) -> list[Cell]:
    """By section, joining period and region; of some regions only."""
    roll = truth.people.sum(axis=(3, 4))
    heard = canvass.heard.sum(axis=0)
    return [
        Cell(
            levels=(section, period, f"region {region}"),
            population=int(roll[truth.regions == region, s, j].sum()),
            counts=named(heard[truth.regions == region, s, j].sum(axis=0)),
        )
        for s, section in enumerate(SECTIONS)
        for j, period in enumerate(PERIODS)
        for region in (range(REGIONS) if regions is None else regions)
    ]


def places(truth: Electorate, canvass: Canvass) -> list[Place]:
    rolls = truth.people.sum(axis=(1, 2, 3, 4))
    return [
        Place(name=str(at), region=str(region), roll=int(roll), counts=named(heard))
        for at, (region, roll, heard) in enumerate(
            zip(truth.regions, rolls, canvass.by_place, strict=True)
        )
    ]


def strata(canvass: Canvass) -> Strata:
    """By section and joining period."""
    heard = canvass.heard.sum(axis=1)
    return {
        (section, period): {
            attempt + 1: named(answers) for attempt, answers in enumerate(heard[:, s, j])
        }
        for s, section in enumerate(SECTIONS)
        for j, period in enumerate(PERIODS)
    }


def lists(canvass: Canvass) -> Mapping[Hashable, Mapping[str, Heard]]:
    """By list, section and joining period."""
    names = [f"caller {at}" for at in range(canvass.callers.shape[-2])]
    ours, stated = canvass.callers[..., 0], canvass.callers.sum(axis=-1)
    return {
        stratum: dict(
            zip(
                names,
                map(Heard, ours[stratum].tolist(), stated[stratum].tolist()),
                strict=True,
            )
        )
        for stratum in np.ndindex(stated.shape[:3])
    }


def true_shares(people: Counts) -> Numbers:
    """By the last axis, of all others together."""
    answers = people.reshape(-1, people.shape[-1]).sum(axis=0)
    return np.asarray(answers / answers.sum())
