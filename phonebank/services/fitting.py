"""Rows of a file made as wide as its headers; those that cannot be are left out."""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from phonebank.domain.intake import Reject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonebank.domain.files import Rows

T = TypeVar("T")
TOO_LONG = "the row has more cells than the header"
ERROR = "a cell holds an error of the spreadsheet program"
BEFORE_EACH = "\0"
"""Stands before the cells of a row in one piece; no file gives us a cell or a line with it."""


class WholeRows(NamedTuple):
    """Rows as wide as the headers, the same each in one piece, and the line each began on.

    Such a piece of `texts` is the row's line or, where that does not tell it, its cells.
    `rejects` are left out already. So many were `short` and filled up; `blank` ones have no text
    at all and are not here.
    """

    cells: Sequence[list[str]]
    texts: Sequence[str]
    lines: Sequence[int]
    rejects: list[Reject]
    short: int
    blank: int


def fitted(batch: Rows, width: int) -> WholeRows:
    """The rows of the batch, each with `width` cells."""
    rejects = [Reject(bad.line, "", bad.reason, bad.original) for bad in batch.bad]
    cells, lines, short = batch.cells, batch.lines, 0
    texts = batch.texts or [""] * len(cells)
    if not set(map(len, cells)) <= {width}:
        short = sum(len(row) < width for row in cells)
        texts = [text if len(row) == width else "" for row, text in zip(cells, texts, strict=True)]
        is_kept = [_is_fitted(row, width) for row in cells]
        rejects += _left_out(batch, is_kept, TOO_LONG)
        cells, lines, texts = _only(cells, is_kept), _only(lines, is_kept), _only(texts, is_kept)
    if "" in texts:
        texts = [text or in_one_piece(row) for row, text in zip(cells, texts, strict=True)]
    if _may_hold_errors("".join(texts)):
        is_kept = [
            not (_may_hold_errors(text) and _holds_error(row))
            for row, text in zip(cells, texts, strict=True)
        ]
        rejects += _left_out(batch._replace(cells=cells, lines=lines), is_kept, ERROR)
        cells, lines, texts = _only(cells, is_kept), _only(lines, is_kept), _only(texts, is_kept)
    return WholeRows(cells, texts, lines, rejects, short, batch.blank)


def in_one_piece(row: Sequence[str]) -> str:
    return BEFORE_EACH + BEFORE_EACH.join(row)


def cells_in(piece: str) -> list[str]:
    """The cells of a row in one piece; none of one that is a line."""
    return piece[1:].split(BEFORE_EACH) if piece.startswith(BEFORE_EACH) else []


def _is_fitted(row: list[str], width: int) -> bool:
    """Fill a short row up, cut empty cells off a long one; False where they are not empty."""
    if any(map(str.strip, row[width:])):
        return False
    row[width:] = ()
    row += [""] * (width - len(row))
    return True


def _may_hold_errors(text: str) -> bool:
    return "#" in text or "Err:" in text


def _holds_error(row: Sequence[str]) -> bool:
    """Whether the spreadsheet program left an error in a cell, such as #REF!."""
    from phonebank.spreadsheets.workbook_reading import ERROR_CELLS

    return not ERROR_CELLS.isdisjoint(map(str.strip, row))


def _left_out(batch: Rows, is_kept: Sequence[bool], reason: str) -> list[Reject]:
    rows = zip(batch.cells, batch.lines, is_kept, strict=True)
    return [Reject(line, "", reason, tuple(row)) for row, line, kept in rows if not kept]


def _only(values: Sequence[T], is_kept: Sequence[bool]) -> list[T]:
    return list(compress(values, is_kept))
