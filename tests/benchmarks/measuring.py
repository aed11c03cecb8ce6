"""What a measurement is: seconds of ours beside seconds of a yardstick, both from one run."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass, replace
from math import ceil, log
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from tests.benchmarks.bench import Report

GROWTH_FLOOR = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """One row of the table. Amounts are in `unit`: milliseconds or megabytes.

    `ratio` is ours over the yardstick's, None where the yardstick could not be measured. A row
    without a `mark` is shown beside the others and judged by nobody. The marks are for the real
    size: at a smaller one of the same run a row loses its mark unless `is_for_all_sizes`.
    """

    job: str
    size: int
    ours: float | None
    yardstick: str
    theirs: float | None
    ratio: float | None
    mark: float | None = None
    peak_mb: float | None = None
    growth: float | None = None
    unit: str = "ms"
    remark: str = ""
    is_for_all_sizes: bool = False

    @property
    def is_within(self) -> bool | None:
        """Whether the mark is kept; None where there is none or nothing to compare it with."""
        return None if self.mark is None or self.ratio is None else self.ratio <= self.mark


def beside(
    job: str,
    size: int,
    yardstick: str,
    ours: Sequence[float],
    theirs: Sequence[float],
    **more: Any,
) -> Measurement:
    """A measurement from seconds: medians, and the median of the ratios of each round."""
    return Measurement(
        job=job,
        size=size,
        ours=median(ours) * 1000 if ours else None,
        yardstick=yardstick,
        theirs=median(theirs) * 1000 if theirs else None,
        ratio=ratio_of(ours, theirs),
        **more,
    )


def compared(
    job: str, size: int, yardstick: str, ours: float, theirs: float, **more: Any
) -> Measurement:
    """A measurement of two single amounts, already in the unit that is shown."""
    return Measurement(
        job=job,
        size=size,
        ours=ours,
        yardstick=yardstick,
        theirs=theirs,
        ratio=ours / theirs if theirs else None,
        **more,
    )


def not_installed(job: str, size: int, package: str, mark: float | None = None) -> Measurement:
    return Measurement(
        job=job,
        size=size,
        ours=None,
        yardstick=package,
        theirs=None,
        ratio=None,
        mark=mark,
        remark=f"{package} is not installed",
    )


def ratio_of(ours: Sequence[float], theirs: Sequence[float]) -> float | None:
    """Rounds are paired, so that a machine that slows down half-way slows both."""
    if not ours or not theirs:
        return None
    if len(ours) == len(theirs):
        return median(mine / other for mine, other in zip(ours, theirs, strict=True))
    return median(ours) / median(theirs)


def at_percent(seconds: Sequence[float], percent: float) -> float:
    """The smallest of these that so many percent do not exceed."""
    ordered = sorted(seconds)
    return ordered[max(0, ceil(len(ordered) * percent / 100) - 1)]


def with_growth(measurements: Sequence[Measurement]) -> list[Measurement]:
    """The same, the larger of two sizes of one job with log(t2 / t1) / log(n2 / n1)."""
    smaller: dict[str, Measurement] = {}
    largest = {one.job: one.size for one in sorted(measurements, key=lambda one: one.size)}
    told = []
    for one in sorted(measurements, key=lambda one: one.size):
        before = smaller.setdefault(one.job, one)
        is_judged = one.is_for_all_sizes or one.size == largest[one.job]
        mark = one.mark if is_judged else None
        told.append(replace(one, growth=_growth(before, one), mark=mark))
    order = {(one.job, one.size): place for place, one in enumerate(measurements)}
    return sorted(told, key=lambda one: order[one.job, one.size])


def _growth(before: Measurement, after: Measurement) -> float | None:
    if before.size == after.size or not before.ours or not after.ours:
        return None
    faster = max(after.ours, GROWTH_FLOOR) / max(before.ours, GROWTH_FLOOR)
    return log(faster) / log(after.size / before.size)


def interleaved(
    rounds: int, variants: Mapping[str, Callable[[], Report]]
) -> dict[str, list[Report]]:
    """Every variant once a round, in turn, forwards and backwards."""
    told: dict[str, list[Report]] = {name: [] for name in variants}
    for at in range(rounds):
        names = list(variants)
        for name in names if at % 2 == 0 else reversed(names):
            told[name].append(variants[name]())
    return told


def seconds_of(reports: Sequence[Report], name: str = "ours") -> list[float]:
    """All samples of one name, in the order of the rounds."""
    return [sample for report in reports for sample in report.seconds.get(name, ())]


def peak_of(reports: Sequence[Report]) -> float:
    return max(report.peak_mb for report in reports)


def timed(work: Callable[[], object]) -> float:
    """Seconds that one call took."""
    start = perf_counter()
    work()
    return perf_counter() - start


def in_turn(rounds: int, **variants: Callable[[], object]) -> dict[str, list[float]]:
    """Seconds of each variant, one call a round, in turn."""
    told: dict[str, list[float]] = {name: [] for name in variants}
    for at in range(rounds):
        names = list(variants)
        for name in names if at % 2 == 0 else reversed(names):
            told[name].append(timed(variants[name]))
    return told


def peer(name: str) -> Any:
    """A rival's package, or None where it is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def is_installed(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


class Unequal(AssertionError):
    """Two ways of doing the same work gave different results, so neither is timed."""


def check_equal(what: str, ours: object, theirs: object) -> None:
    """Raise Unequal unless both ways gave the same; what differs is told by its beginning."""
    if ours != theirs:
        raise Unequal(f"{what}: ours {str(ours)[:200]}, theirs {str(theirs)[:200]}")


def typed(text: str) -> Iterator[str]:
    """What stands in a field after each key stroke."""
    return (text[:length] for length in range(1, len(text) + 1))
