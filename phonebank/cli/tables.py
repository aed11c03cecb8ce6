"""Sheets on a terminal: as many columns as fit, reported figures indented, the total last."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from phonebank.cli.lines import plain, write
from phonebank.domain.sheet import Mark, cell_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonebank.domain.sheet import Column, Row, Sheet

# What a narrow terminal is spared, the first first; the rest is never left out.
SPARED = (
    "last_call",
    "remark",
    "wont_vote",
    "wont_say",
    "attempted",
    "contacted",
    "told",
    "margin",
    "roll",
    "stated",
    "shares.undecided",
    "attempts",
    "suppressed",
    "postcode",
    "section",
)
PIPE_WIDTH = 1000
GAP = 2
STYLES = {Mark.OWN: "", Mark.REPORTED: "dim italic", Mark.TOTAL: "bold"}


def show(sheet: Sheet) -> None:
    """Print a sheet with who is counted above it and what was left out below."""
    console = _console()
    columns, rows = _fitted(sheet, console.width)
    if sheet.base:
        _print(console, Text(plain(sheet.base)))
    table = Table(box=None, pad_edge=False)
    for place, column in enumerate(columns):
        right = "right" if column.kind.is_figure else "left"
        table.add_column(Text(column.title), justify=right, no_wrap=place > 0)  # type: ignore[arg-type]
    for row, cells in zip(sheet.all_rows, rows, strict=True):
        table.add_row(*map(Text, cells), style=STYLES[row.mark])
    _print(console, table)
    for note in sheet.notes:
        _print(console, Text(plain(note), style="bold"))
    left_out = [c.title for c in sheet.columns if c.brief and c not in columns]
    if left_out:
        _print(console, Text(f"Left out, for want of width: {', '.join(left_out)}.", style="dim"))


def _console() -> Console:
    """A pipe is given as much width as a table needs, unless COLUMNS says how much."""
    wide = not sys.stdout.isatty() and "COLUMNS" not in os.environ
    return Console(highlight=False, markup=False, emoji=False, width=PIPE_WIDTH if wide else None)


def _print(console: Console, what: Table | Text) -> None:
    """Print, with nothing after the last sign of a line."""
    with console.capture() as captured:
        console.print(what)
    write("\n".join(line.rstrip() for line in captured.get().rstrip("\n").split("\n")))


def _fitted(sheet: Sheet, width: int) -> tuple[list[Column], list[list[str]]]:
    """The columns that fit, and every row's texts in them."""
    columns = [column for column in sheet.columns if column.brief]
    rows = _texts(sheet, columns)
    for key in SPARED:
        if _needed(columns, rows) <= width:
            break
        columns = [column for column in columns if column.key != key]
        rows = _texts(sheet, columns)
    return columns, rows


def _needed(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> int:
    """Signs of the widest cells side by side."""
    widest = [
        max(len(text) for text in (column.title, *(row[at] for row in rows)))
        for at, column in enumerate(columns)
    ]
    return sum(widest) + GAP * (len(widest) - 1)


def _texts(sheet: Sheet, columns: Sequence[Column]) -> list[list[str]]:
    at = [sheet.columns.index(column) for column in columns]
    shows_told = any(column.key == "told" for column in columns)
    texts, own = [], ""
    for row in sheet.all_rows:
        cells = [plain(cell_text(sheet.columns[i].kind, row.cells[i])) for i in at]
        if row.mark is Mark.OWN:
            own = cells[0]
        cells[0] = _first(sheet, row, cells[0], own=own, shows_told=shows_told)
        texts.append(cells)
    return texts


def _first(sheet: Sheet, row: Row, place: str, *, own: str, shows_told: bool) -> str:
    """The first cell: the place, "Total", or what marks a reported figure beneath its place."""
    if row.mark is Mark.TOTAL:
        return place or "Total"
    if row.mark is Mark.OWN:
        return place
    by = "" if shows_told else f" by {plain(str(row.cells[sheet.position('told')]))}"
    return f"  reported{by}" if place == own else f"{place}, reported{by}"
