"""The measurements as one table: on the terminal, as JSON, and in RESULTS.md."""

from __future__ import annotations

import json
import os
import platform
import re
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.benchmarks.measuring import Measurement

HEADERS = ["job", "rows", "ours", "yardstick", "it took", "ratio", "mark", "within"]
HEADERS += ["growth", "peak MB", "remark"]
TO_THE_RIGHT = frozenset({"rows", "ours", "it took", "ratio", "mark", "growth", "peak MB"})
BEGIN, END = "<!-- table -->", "<!-- /table -->"
CPU = Path("/proc/cpuinfo")


def machine() -> dict[str, Any]:
    """When and on what it was measured; the load is that of the last minute before."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "processor": _processor(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "load_before": load,
    }


def _processor() -> str:
    if CPU.exists():
        found = re.search(r"model name\s*:\s*(.+)", CPU.read_text())
        if found:
            return found[1].strip()
    return platform.processor()


def document(on: Mapping[str, Any], measurements: Sequence[Measurement]) -> dict[str, Any]:
    """All there is, for programs."""
    marks = [{**asdict(one), "within": one.is_within} for one in measurements]
    return {**on, "measurements": marks}


def write_json(path: Path, told: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", "utf-8")


def lines(measurements: Sequence[Measurement]) -> list[str]:
    """The table for a terminal."""
    rows = [HEADERS, *map(_cells, measurements)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(HEADERS))]
    return ["  ".join(_padded(row, widths)).rstrip() for row in rows]


def line(one: Measurement) -> str:
    """One row as soon as it is known; its growth comes with the whole table."""
    return "  ".join(filter(None, _cells(one)))


def _padded(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    return [
        cell.rjust(width) if header in TO_THE_RIGHT else cell.ljust(width)
        for cell, width, header in zip(row, widths, HEADERS, strict=True)
    ]


def _cells(one: Measurement) -> list[str]:
    within = {True: "yes", False: "NO", None: ""}[one.is_within]
    return [
        one.job,
        f"{one.size:,}",
        _amount(one.ours, one.unit),
        one.yardstick,
        _amount(one.theirs, one.unit),
        _figure(one.ratio),
        f"<= {_figure(one.mark)}" if one.mark is not None else "",
        within,
        f"{one.growth:.2f}" if one.growth is not None else "",
        f"{one.peak_mb:.0f}" if one.peak_mb else "",
        one.remark,
    ]


def _amount(amount: float | None, unit: str) -> str:
    if amount is None:
        return ""
    if unit == "ms" and amount >= 1000:
        return f"{amount / 1000:.2f} s"
    return f"{amount:.3g} {unit}" if amount < 100 else f"{amount:.0f} {unit}"


def _figure(ratio: float | None) -> str:
    """Below one as one of so many, as speed is spoken of."""
    if ratio is None:
        return ""
    if 0 < ratio < 0.2:
        return f"1/{1 / ratio:.3g}"
    return f"{ratio:.2f}"


def summary(measurements: Sequence[Measurement]) -> str:
    """One sentence: how many marks are kept and which are not."""
    judged = [one for one in measurements if one.is_within is not None]
    missed = [f"{one.job} ({one.size:,})" for one in judged if not one.is_within]
    kept = f"{len(judged) - len(missed)} of {len(judged)} marks are kept"
    return f"{kept}; missed: {', '.join(missed)}." if missed else f"{kept}."


def write_results(path: Path, on: Mapping[str, Any], measurements: Sequence[Measurement]) -> None:
    """Put the table into the page between its two marks; what stands around it is kept."""
    page = path.read_text("utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    told = [
        f"Measured {on['date']} on {on['system']}, {on['processor']}, {on['cores']} cores, "
        f"Python {on['python']}; load before the run {on['load_before']}.",
        "",
        summary(measurements),
        "",
        *_markdown(measurements),
    ]
    path.write_text("\n".join([before + BEGIN, "", *told, "", END]) + after, "utf-8")


def _markdown(measurements: Sequence[Measurement]) -> list[str]:
    rule = ["---:" if header in TO_THE_RIGHT else "---" for header in HEADERS]
    rows = [HEADERS, rule, *map(_cells, measurements)]
    return [f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows]
