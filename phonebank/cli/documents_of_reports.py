"""The JSON documents of the commands about what leaves the house."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from phonebank.cli.documents import number, time

if TYPE_CHECKING:
    from phonebank.cli.documents import Document
    from phonebank.domain.frozen import Frozen, FrozenLine
    from phonebank.domain.sheet import Cell, Row, Sheet


def kept(line: FrozenLine) -> Document:
    """What a command that wrote a file says of the copy."""
    return {"copy": line.number, "fingerprint": line.content_hash}


def line(one: FrozenLine) -> Document:
    return {
        "copy": one.number,
        "frozen_at": time(one.frozen_at),
        "by": one.by,
        "given_as": one.given_as,
        "title": one.title,
        "file": one.file_name or None,
        "fingerprint": one.content_hash,
    }


def copy(frozen: Frozen) -> Document:
    given = frozen.given
    sheets = [sheet(one) for one in given.sheets]
    return {**line(frozen.line), "as_of": time(given.as_of), "sheets": sheets}


def sheet(one: Sheet) -> Document:
    """A table with its rows as lists, in the order of its columns."""
    return {
        "title": one.title,
        "base": one.base,
        "columns": [{"key": column.key, "title": column.title} for column in one.columns],
        "rows": [_row(row) for row in one.rows],
        "total": _row(one.total) if one.total else None,
        "notes": list(one.notes),
    }


def _row(row: Row) -> Document:
    return {"mark": row.mark.value, "cells": [_cell(cell) for cell in row.cells]}


def _cell(cell: Cell) -> Any:
    if cell is None or isinstance(cell, str | int):
        return cell
    if isinstance(cell, datetime):
        return time(cell)
    return cell.isoformat() if isinstance(cell, date) else number(cell)
