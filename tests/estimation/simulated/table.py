"""The table of measured figures, as it stands in ARCHITECTURE.md."""

import numpy as np

from tests.estimation.simulated import figures
from tests.estimation.simulated.figures import (
    HARD_TO_REACH_DIFFER,
    HONEST,
    ONE_OPTIMIST,
    Errors,
    Held,
    callers_differ,
    hard_to_reach,
)

HEAD = "| figure | measured | wanted |\n|---|---|---|"


def lines() -> list[str]:
    """One line per figure: what it is, what was measured, what is wanted."""
    return [*_intervals(), *_errors(), *_alarms()]


def _intervals() -> list[str]:
    small = figures.small_places()
    kinds: dict[str, Held] = {
        "a share in a place, Wilson with finite population": small.shares,
        "a lead in a place with 30 answers or more": small.leads,
        "a pooled share in a small place": small.pooled,
        "a weighted share (country and regions, with and without undecided)": figures.weighted_runs(
            is_friendly=False
        ).held,
        "a change among people asked twice": figures.panel_held(),
        "a week's share in the trend": figures.weeks_held(),
        "a share of a row (switching; reasons and attempts likewise)": figures.rows_held(),
        "the share among the unreached, the trend going on": figures.unreached_held(),
        "a caller's difference from others on the same lists": figures.callers_held(),
    }
    return [
        f"| 95% interval of {kind} holds | {it.rate:.1%} of {it.values:,} | 93-97% |"
        for kind, it in kinds.items()
    ]


def _errors() -> list[str]:
    small = figures.small_places()
    fair, friendly = (figures.weighted_runs(is_friendly=it).errors for it in (False, True))
    return [
        "| mean squared error in small places, pooled to raw"
        f" | {small.error_ratio:.2f} | below 1 |",
        _error_line("reach differs up to threefold", fair, "at most 0.33"),
        _error_line(
            "the same, and MPs canvass the more the friendlier their place", friendly, "no mark"
        ),
    ]


def _error_line(case: str, errors: Errors, wanted: str) -> str:
    far = errors.of_far
    raw, ours = np.sqrt(np.mean(far**2, axis=0))
    return (
        f"| {case}, raw 8 points out or more ({len(far)} of {figures.RUNS} runs):"
        f" root mean square error, weighted to raw"
        f" | {100 * ours:.1f} to {100 * raw:.1f} points, {ours / raw:.2f} | {wanted} |"
    )


def _alarms() -> list[str]:
    hard = figures.fired(HARD_TO_REACH_DIFFER, hard_to_reach)
    optimist = figures.fired(ONE_OPTIMIST, callers_differ)
    false = figures.fired(HONEST, hard_to_reach, callers_differ)
    return [
        f"| hard-to-reach fires where {HARD_TO_REACH_DIFFER} | {hard:.1%} | at least 90% |",
        f"| callers-differ fires where {ONE_OPTIMIST} | {optimist:.1%} | at least 90% |",
        f"| neither fires on an honest canvass | {1 - false:.1%} | at least 95% |",
    ]
