"""A sheet as plain JSON values and back again, every cell exactly as it was."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from phonebank.domain.sheet import Cell, Column, Kind, Mark, Row, Sheet

FRACTION, MOMENT, DAY = "/", "t", "d"
"""What a cell begins with that JSON has no kind for; such a cell is a list."""


def document_of_sheet(sheet: Sheet) -> dict[str, Any]:
    """The sheet in dicts, lists, texts and numbers; figures lose nothing."""
    return {
        "title": sheet.title,
        "base": sheet.base,
        "columns": [[c.key, c.title, c.kind.name, c.brief] for c in sheet.columns],
        "rows": [_row(row) for row in sheet.rows],
        "total": _row(sheet.total) if sheet.total else None,
        "notes": list(sheet.notes),
    }


def sheet_in(document: Mapping[str, Any]) -> Sheet:
    """The sheet that a document was made of."""
    return Sheet(
        document["title"],
        document["base"],
        [Column(key, title, Kind[kind], brief) for key, title, kind, brief in document["columns"]],
        [_row_in(row) for row in document["rows"]],
        _row_in(document["total"]) if document["total"] else None,
        tuple(document["notes"]),
    )


def _row(row: Row) -> list[Any]:
    return [row.mark.name, *map(_cell, row.cells)]


def _row_in(kept: Sequence[Any]) -> Row:
    mark, *cells = kept
    return Row(tuple(map(_cell_in, cells)), Mark[mark])


def _cell(cell: Cell) -> Any:
    if type(cell) in PLAIN:
        return cell
    if isinstance(cell, Fraction):
        return [FRACTION, cell.numerator, cell.denominator]
    if isinstance(cell, datetime):
        return [MOMENT, cell.isoformat()]
    return [DAY, cell.isoformat()] if isinstance(cell, date) else cell


PLAIN = {str, int, float, type(None)}


def _cell_in(kept: Any) -> Cell:
    if not isinstance(kept, list):
        plain: str | int | float | None = kept
        return plain
    kind, *told = kept
    if kind == FRACTION:
        return Fraction(*told)
    return (datetime if kind == MOMENT else date).fromisoformat(*told)
