"""How well the estimates do where the truth is known, over 200 seeded electorates."""

from pathlib import Path

import numpy as np
import pytest

from tests.estimation.simulated import figures, table
from tests.estimation.simulated.electorate import reach_up_to_threefold
from tests.estimation.simulated.figures import (
    HARD_TO_REACH_DIFFER,
    HONEST,
    ONE_OPTIMIST,
    Held,
    callers_differ,
    hard_to_reach,
)

ARCHITECTURE = Path(__file__).parents[3] / "ARCHITECTURE.md"


def intervals() -> dict[str, Held]:
    small = figures.small_places()
    return {
        "share": small.shares,
        "lead": small.leads,
        "pooled": small.pooled,
        "weighted": figures.weighted_runs(is_friendly=False).held,
        "panel": figures.panel_held(),
        "week": figures.weeks_held(),
        "row": figures.rows_held(),
        "unreached": figures.unreached_held(),
        "caller": figures.callers_held(),
    }


@pytest.mark.parametrize(
    "kind",
    ["share", "lead", "pooled", "weighted", "panel", "week", "row", "unreached", "caller"],
)
def test_an_interval_of_95_holds_the_truth_that_often(kind: str) -> None:
    found = intervals()[kind]
    assert found.values >= 2000
    assert 0.93 <= found.rate <= 0.97


def test_pooled_shares_of_small_places_err_less_than_raw_ones() -> None:
    assert figures.small_places().error_ratio < 1


def test_weighting_takes_two_thirds_off_an_error_of_unequal_reach() -> None:
    far = figures.weighted_runs(is_friendly=False).errors.of_far
    raw, ours = np.sqrt(np.mean(far**2, axis=0))
    assert len(far) >= 30
    assert raw >= 0.08
    assert ours <= raw / 3


def test_reach_of_the_electorates_differs_threefold_at_most() -> None:
    for rng in figures.seeds(2):
        reach = reach_up_to_threefold(rng)
        assert reach.max() <= 3 * reach.min() + 1e-9


def test_hard_to_reach_electors_who_differ_by_ten_points_are_warned_of() -> None:
    assert figures.fired(HARD_TO_REACH_DIFFER, hard_to_reach) >= 0.90


def test_a_caller_who_is_fifteen_points_optimistic_is_warned_of() -> None:
    assert figures.fired(ONE_OPTIMIST, callers_differ) >= 0.90


def test_an_honest_canvass_is_seldom_warned_of() -> None:
    assert figures.fired(HONEST, hard_to_reach, callers_differ) <= 0.05


def test_the_architecture_has_the_figures_that_are_measured() -> None:
    text = ARCHITECTURE.read_text("utf-8")
    missing = [line for line in table.lines() if line not in text]
    assert not missing, "run `python -m tests.estimation.simulated` and paste its table"
