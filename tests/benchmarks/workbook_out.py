"""The workbook of 650 places, beside openpyxl writing the same cells."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any

from tests.benchmarks.bench import Report
from tests.benchmarks.called import NOW
from tests.benchmarks.measuring import (
    Measurement,
    beside,
    check_equal,
    compared,
    peak_of,
    seconds_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.benchmarks.bench import Bench

Cells = list[list[tuple[Any, str]]]
THREE_SECONDS = 3000.0
DIGITS = 15
"""That both write of a number: openpyxl ends at the sixteenth, we write all."""


def measured(bench: Bench) -> Iterator[Measurement]:
    for size in bench.sizes:
        with bench.scratch() as folder:
            report = bench.run(
                write,
                campaign=str(bench.shelf.called(size)),
                folder=str(folder),
                rounds=bench.rounds,
            )
        theirs = seconds_of([report], "openpyxl")
        yield beside(
            "workbook of 650 places, writing",
            size,
            "openpyxl write-only, same cells",
            seconds_of([report], "writing"),
            theirs,
            mark=1.5,
            peak_mb=peak_of([report]),
            remark=f"{report.facts['cells']:,} cells",
        )
        yield beside(
            "· with its figures",
            size,
            "openpyxl write-only, same cells",
            seconds_of([report]),
            theirs,
        )
        yield compared(
            "· with its figures",
            size,
            "three seconds",
            median(seconds_of([report])) * 1000,
            THREE_SECONDS,
            mark=1.0,
        )


def write(campaign: str, folder: str, rounds: int) -> Report:
    """The whole export; its writing is what follows the first row that it reports."""
    from phonebank.services.campaigns import open_campaign
    from phonebank.services.exporting import export
    from phonebank.services.signing_in import sign_in

    ours, theirs = Path(folder) / "ours.xlsx", Path(folder) / "theirs.xlsx"
    seconds: dict[str, list[float]] = {"ours": [], "writing": [], "openpyxl": []}
    with closing(open_campaign(Path(campaign))) as db:
        actor = sign_in(db)
        export(db, actor, ours, NOW)
        sheets = _cells(ours)
        _write_same(theirs, sheets)
        check_equal("cells of the workbook", sheets, _cells(theirs))
        for _ in range(rounds):
            marks: list[float] = []
            start = perf_counter()
            export(db, actor, ours, NOW, report=partial(_note, marks))
            end = perf_counter()
            seconds["ours"].append(end - start)
            seconds["writing"].append(end - marks[0])
            _write_same(theirs, sheets)
            seconds["openpyxl"].append(perf_counter() - end)
    cells = sum(len(row) for rows in sheets.values() for row in rows)
    return Report(seconds=seconds, facts={"cells": cells})


def _note(marks: list[float], done: int, total: int) -> None:
    marks.append(perf_counter())


def _cells(path: Path) -> dict[str, Cells]:
    """Each sheet's rows: what stands in each cell and how it is shown."""
    from openpyxl import load_workbook

    return {
        sheet.title: [_row(row) for row in sheet.iter_rows()]
        for sheet in load_workbook(path).worksheets
    }


def _row(row: Sequence[Any]) -> list[tuple[Any, str]]:
    cells = [(_told(it.value), "" if it.value is None else it.number_format) for it in row]
    while cells and cells[-1][0] is None:
        cells.pop()
    return cells


def _told(value: Any) -> Any:
    return float(f"{value:.{DIGITS}g}") if isinstance(value, float) else value


def _write_same(path: Path, sheets: dict[str, Cells]) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            cells = []
            for value, shown_as in row:
                cell = WriteOnlyCell(sheet, value)
                if value is not None:
                    cell.number_format = shown_as
                cells.append(cell)
            sheet.append(cells)
    book.save(path)
