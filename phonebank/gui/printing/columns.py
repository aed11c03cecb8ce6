"""How wide the columns of a table on paper are, and in which size of letters they fit."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product, takewhile
from typing import TYPE_CHECKING, NamedTuple

from phonebank.domain.sheet import Column, Kind, cell_text
from phonebank.gui.printing.prose import broken
from phonebank.gui.printing.row import BOLD, face
from phonebank.gui.widgets import fonts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from phonebank.domain.sheet import Row

PAD = 8.0
SIZES = (11, 10, 9)
FEW = (2, 3)  # lines of a cell, before letters get smaller; then as many as it takes
WIDEST_WORD = 120.0
_STEP = 4.0


@dataclass(frozen=True)
class Piece:
    """Columns that stand beside each other: which, how wide, and in letters of which size."""

    places: Sequence[int]
    widths: Sequence[float]
    size: int


class _Measured(NamedTuple):
    """How wide the column at a place would be, how narrow it may get, and its words, if any."""

    place: int
    wanted: float
    least: float
    texts: frozenset[str] = frozenset()


def pieces_of(columns: Sequence[Column], rows: Sequence[Row], width: float) -> list[Piece]:
    """One piece where all columns fit; else several, each beginning with what names the rows.

    A row of few lines in smaller letters is easier to follow than one of many in larger ones.
    """
    of_size: dict[int, list[_Measured]] = {}
    for lines, size in product((*FEW, None), SIZES):
        if size not in of_size:
            of_size[size] = [_measured(columns, rows, at, size) for at in range(len(columns))]
        measured = of_size[size]
        if lines is not None:
            measured = [_within(one, size, lines, width) for one in measured]
        if sum(one.least for one in measured) <= width:
            return [_piece(measured, size, width)]
    return list(_one_beneath_the_other(columns, of_size[SIZES[-1]], width))


def _measured(columns: Sequence[Column], rows: Sequence[Row], place: int, size: int) -> _Measured:
    """Wide enough for the longest figure; words may be broken, but not within one."""
    column, bold = columns[place], face(size, BOLD)
    texts = frozenset(cell_text(column.kind, row.cells[place]) for row in rows)
    longest = max((fonts.text_width(text, bold) for text in texts), default=0.0)
    title = max(fonts.text_width(word, bold) for word in [*column.title.split(), "—"])
    if column.kind is not Kind.TEXT:
        return _Measured(place, max(longest, title) + PAD, max(longest, title) + PAD)
    words = {word for text in texts for word in text.split()}
    word = max((fonts.text_width(it, bold) for it in words), default=0.0)
    least = max(min(WIDEST_WORD, word), title)
    return _Measured(place, max(longest, least) + PAD, least + PAD, texts)


def _within(one: _Measured, size: int, lines: int, width: float) -> _Measured:
    """As narrow as it may get if none of its cells is to have more lines than these."""
    bold, least = face(size, BOLD), one.least
    for text in sorted(one.texts, key=len, reverse=True):
        least = max(least, fonts.text_width(text, bold) / lines)
        while least <= width and len(broken(text, bold, least - PAD)) > lines:
            least += _STEP
    return one._replace(least=min(least, one.wanted))


def _piece(measured: Sequence[_Measured], size: int, width: float) -> Piece:
    """What room is left goes to all alike, until a column has what it would like."""
    wide = {one.place: one.least for one in measured}
    room = max(0.0, width - sum(wide.values()))
    by_need = sorted(measured, key=lambda one: one.wanted - one.least)
    for done, one in enumerate(by_need):
        more = min(one.wanted - one.least, room / (len(by_need) - done))
        wide[one.place] += more
        room -= more
    return Piece(list(wide), list(wide.values()), size)


def _one_beneath_the_other(
    columns: Sequence[Column], measured: Sequence[_Measured], width: float
) -> Iterator[Piece]:
    names = _naming(columns, measured, width)
    piece = list(names)
    for one in measured[len(names) :]:
        if sum(it.least for it in [*piece, one]) > width and len(piece) > len(names):
            yield _piece(piece, SIZES[-1], width)
            piece = list(names)
        piece.append(one)
    yield _piece(piece, SIZES[-1], width)


def _naming(
    columns: Sequence[Column], measured: Sequence[_Measured], width: float
) -> Sequence[_Measured]:
    """The words at the left, without which nobody knows of whom a figure is."""
    words = list(takewhile(lambda one: columns[one.place].kind is Kind.TEXT, measured))
    is_narrow = sum(one.least for one in words) <= width / 2
    return words if words and is_narrow else measured[:1]
