"""Every job that is measured, by the name that `--only` takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.benchmarks import (
    canvass,
    finding,
    importing,
    insight,
    many,
    numbers,
    queueing,
    scrolling,
    window,
    workbook_in,
    workbook_out,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tests.benchmarks.bench import Bench
    from tests.benchmarks.measuring import Measurement

JOBS: Mapping[str, Callable[[Bench], Iterator[Measurement]]] = {
    "import": importing.measured,
    "numbers": numbers.measured,
    "read-workbook": workbook_in.measured,
    "canvass": canvass.measured,
    "insight": insight.measured,
    "next": queueing.next_elector,
    "log": queueing.log_a_call,
    "many": many.measured,
    "find": finding.measured,
    "scroll": scrolling.measured,
    "window": window.measured,
    "workbook": workbook_out.measured,
}
