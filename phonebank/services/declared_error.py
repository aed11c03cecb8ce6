"""Our own error, once a result is declared: what our calls and the projection said, less that."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from phonebank.domain.sheet import Cell, Column, Kind, Row, Sheet
from phonebank.services.reported_sheets import EVERYBODY

if TYPE_CHECKING:
    from phonebank.domain.insight import Projected, Projection

COLUMNS = (
    Column("raw_named", "Our calls", Kind.SHARE),
    Column("raw_error", "Calls off by", Kind.POINTS),
    Column("weighted_named", "Weighted", Kind.SHARE),
    Column("error", "Weighted off by", Kind.POINTS),
)
NOTE = (
    "Our calls, raw and weighted to the selectorate, are {ours}’s share of those who named a "
    "candidate; off by is that less the declared share, in points, before rounding."
)


def beside_our_error(sheet: Sheet, projection: Projection) -> Sheet:
    """The declared result with our candidate's share of before, and how far out it was.

    As it is where none of our calls can be held against it.
    """
    found = {made.section or EVERYBODY: made for made in (projection.whole, *projection.sections)}
    ours = projection.ours
    errors = [_errors(found.get(str(row.cells[0])), ours) for row in sheet.rows]
    if not any(cell is not None for cells in errors for cell in cells):
        return sheet
    at = sheet.position("spoilt")
    rows = [_with(row, at, cells) for row, cells in zip(sheet.rows, errors, strict=True)]
    return replace(
        sheet,
        columns=[*sheet.columns[:at], *COLUMNS, *sheet.columns[at:]],
        rows=rows,
        notes=[*sheet.notes, NOTE.format(ours=ours)],
    )


def _errors(made: Projected | None, ours: str) -> tuple[Cell, ...]:
    if made is None or made.declared is None or ours not in made.declared:
        return (None,) * len(COLUMNS)
    raw = made.raw_named.get(ours)
    raw_error = None if raw is None else raw - made.declared[ours]
    return raw, raw_error, made.weighted_named.get(ours), made.error


def _with(row: Row, at: int, cells: tuple[Cell, ...]) -> Row:
    return row._replace(cells=(*row.cells[:at], *cells, *row.cells[at:]))
