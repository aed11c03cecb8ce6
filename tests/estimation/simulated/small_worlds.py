"""Smaller worlds with a known truth, each for one kind of interval."""

from collections.abc import Hashable, Mapping
from datetime import date, timedelta

import numpy as np

from phonebank.estimation.caller_effects import Heard
from phonebank.estimation.late_responders import Strata
from tests.estimation.simulated.canvassed import named
from tests.estimation.simulated.electorate import WHO, Numbers


def panel(rng: np.random.Generator) -> tuple[dict[tuple[str, str], int], Numbers]:
    """People asked twice, by answer then and now, and the true change of each answer."""
    stays = rng.uniform(0.6, 0.95)
    then = rng.dirichlet([8, 8, 2])
    moves = (1 - stays) * rng.dirichlet([4, 4, 2], 3) + stays * np.eye(3)
    chances = then[:, None] * moves
    drawn = rng.multinomial(int(rng.integers(40, 400)), chances.ravel()).reshape(3, 3)
    people = {(a, b): int(drawn[i, j]) for i, a in enumerate(WHO) for j, b in enumerate(WHO)}
    return people, chances.sum(axis=0) - then


def rows(rng: np.random.Generator) -> tuple[dict[tuple[str, str], int], Numbers]:
    """Switching from five previous votes to three intentions, and the true shares of each row."""
    shares = rng.dirichlet([4, 4, 1], 5)
    drawn = [rng.multinomial(int(rng.integers(20, 300)), it) for it in shares]
    people = {(str(at), who): n for at, row in enumerate(drawn) for who, n in named(row).items()}
    return people, shares


def days(rng: np.random.Generator, weeks: int) -> tuple[dict[date, dict[str, int]], Numbers]:
    """Answers by day over some weeks, each with shares of its own, and these."""
    shares = rng.dirichlet([20, 20, 5], weeks)
    first = date(2016, 8, 1)
    answers = {
        first + timedelta(days=7 * week + day): named(
            rng.multinomial(int(rng.integers(0, 40)), shares[week])
        )
        for week in range(weeks)
        for day in range(7)
    }
    return answers, shares


def attempts(rng: np.random.Generator) -> tuple[Strata, Mapping[Hashable, int], Numbers]:
    """Answers by attempt in six strata that move along straight lines, and what those unreached
    truly say, who lie one attempt further on."""
    slope = np.array([1, -1, 0]) * rng.normal(0, 0.02)
    strata: dict[Hashable, dict[int, dict[str, int]]] = {}
    unreached: dict[Hashable, int] = {}
    said = np.zeros(3)
    for stratum in range(6):
        level = rng.dirichlet([20, 20, 8]) * 0.7 + 0.1
        sizes = rng.integers(10, 400, 4) // np.arange(1, 5)
        strata[stratum] = {
            at + 1: named(rng.multinomial(int(n), level + at * slope)) for at, n in enumerate(sizes)
        }
        unreached[stratum] = int(rng.integers(5, 200))
        said += rng.multinomial(unreached[stratum], level + 4 * slope)
    return strata, unreached, said / said.sum()


def callers(
    rng: np.random.Generator,
) -> tuple[dict[Hashable, dict[str, Heard]], dict[str, float]]:
    """Twelve callers on three lists who hear different things, and how far each truly lies from
    the others on the same lists."""
    sizes = rng.integers(0, 60, (3, 12)) + rng.integers(10, 30, 12)
    truth = np.clip(rng.uniform(0.3, 0.6, 3)[:, None] + rng.normal(0, 0.08, 12), 0.05, 0.95)
    ours = rng.binomial(sizes, truth)
    lists: dict[Hashable, dict[str, Heard]] = {
        it: {f"caller {at}": Heard(int(ours[it, at]), int(sizes[it, at])) for at in range(12)}
        for it in range(3)
    }
    whole, expected = sizes.sum(axis=1, keepdims=True), (sizes * truth).sum(axis=1, keepdims=True)
    others = (expected - sizes * truth) / (whole - sizes)
    gaps = (sizes * (truth - others)).sum(axis=0) / sizes.sum(axis=0)
    return lists, {f"caller {at}": float(gap) for at, gap in enumerate(gaps)}
