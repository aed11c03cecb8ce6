"""A sheet as rows on paper, its header again on every page; one too wide goes on beneath itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QPainter

from phonebank.domain.sheet import Cell, Column, Kind, Mark, Row, cell_text
from phonebank.domain.verdicts import Verdict
from phonebank.gui.printing.flow import Block
from phonebank.gui.printing.prose import INK, INK_OF_SIDE, QUIET, broken, line_height, rule_across
from phonebank.gui.printing.row import BOLD, PLAIN, face
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.shapes import LEFT, RIGHT, paint_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from phonebank.domain.sheet import Sheet

PAD, ABOVE = 8.0, 2.0
SIZES = (11, 10, 9)
WIDEST_OF_WORDS, WIDEST_WORD = 190.0, 120.0
GROUNDS = {Mark.REPORTED: QColor("#F8F4EA"), Mark.TOTAL: QColor("#EEF1F2")}
HEADER = QColor("#E3E9EC")
SIDES = {verdict.value: verdict.side for verdict in Verdict}


@dataclass(frozen=True)
class _Laid:
    """Columns that stand beside each other: which, how wide, and in letters of which size."""

    columns: Sequence[Column]
    places: Sequence[int]
    widths: Sequence[float]
    size: int

    def letters(self, mark: Mark, *, is_header: bool = False) -> QFont:
        made = face(self.size, BOLD if is_header or mark is Mark.TOTAL else PLAIN)
        made.setItalic(mark is Mark.REPORTED)
        return made


def table_blocks(sheet: Sheet, width: float) -> Iterator[Block]:
    """The rows of a sheet, in the largest letters in which its columns fit beside each other."""
    rows = [*sheet.rows, *([_named(sheet.total)] if sheet.total else [])]
    for laid in _laid(sheet, rows, width):
        titles = [column.title for column in laid.columns]
        header = _row_block(laid, titles, Mark.OWN, is_header=True)
        yield header
        for row in rows:
            texts = [_shown(laid.columns[i], row.cells[p]) for i, p in enumerate(laid.places)]
            block = _row_block(laid, texts, row.mark)
            yield Block(block.height, block.paint, heading=header)
        yield Block(8.0, lambda painter, box: None)


def _named(total: Row) -> Row:
    return Row((total.cells[0] or "Total", *total.cells[1:]), Mark.TOTAL)


def _shown(column: Column, cell: Cell) -> str:
    return cell_text(column.kind, cell)


def _laid(sheet: Sheet, rows: Sequence[Row], width: float) -> Iterator[_Laid]:
    """In one piece where it fits; else in several, each beginning with the first column."""
    for size in SIZES:
        measured = [_measured(sheet, rows, place, size) for place in range(len(sheet.columns))]
        if sum(it.least for it in measured) <= width:
            yield _piece(sheet, measured, size, width)
            return
    piece = measured[:1]
    for one in measured[1:]:
        if sum(it.least for it in [*piece, one]) > width:
            yield _piece(sheet, piece, SIZES[-1], width)
            piece = measured[:1]
        piece.append(one)
    yield _piece(sheet, piece, SIZES[-1], width)


class _Measured(NamedTuple):
    """How wide the column at a place would be, and how narrow it may get."""

    place: int
    wanted: float
    least: float


def _piece(sheet: Sheet, measured: Sequence[_Measured], size: int, width: float) -> _Laid:
    """What is too wide is taken from the columns of words, in proportion."""
    wide = [it.wanted for it in measured]
    over, spare = sum(wide) - width, [it.wanted - it.least for it in measured]
    whole: float = sum(spare)
    if over > 0 and whole:
        wide = [w - over * s / whole for w, s in zip(wide, spare, strict=True)]
    places = [it.place for it in measured]
    return _Laid([sheet.columns[place] for place in places], places, wide, size)


def _measured(sheet: Sheet, rows: Sequence[Row], place: int, size: int) -> _Measured:
    """Wide enough for the longest figure; words may be broken, but not within one."""
    column, bold = sheet.columns[place], face(size, BOLD)
    texts = {_shown(column, row.cells[place]) for row in rows}
    longest = max((fonts.text_width(text, bold) for text in texts), default=0.0)
    title = max(fonts.text_width(word, bold) for word in [*column.title.split(), "—"])
    if column.kind is not Kind.TEXT:
        return _Measured(place, max(longest, title) + PAD, max(longest, title) + PAD)
    words = {word for text in texts for word in text.split()}
    word = min(WIDEST_WORD, max((fonts.text_width(it, bold) for it in words), default=0.0))
    least = max(word, title)
    return _Measured(place, max(min(longest, WIDEST_OF_WORDS), least) + PAD, least + PAD)


def _row_block(laid: _Laid, texts: Sequence[str], mark: Mark, *, is_header: bool = False) -> Block:
    letters = laid.letters(mark, is_header=is_header)
    lines = [
        broken(text, letters, wide - PAD) for text, wide in zip(texts, laid.widths, strict=True)
    ]
    height = line_height(letters) * max(map(len, lines)) + 2 * ABOVE
    ground = HEADER if is_header else GROUNDS.get(mark)
    paint = partial(_paint_row, laid, lines, letters, ground, is_header)
    return Block(height, paint, holds=is_header)


def _paint_row(
    laid: _Laid,
    lines: Sequence[Sequence[str]],
    letters: QFont,
    ground: QColor | None,
    is_header: bool,
    painter: QPainter,
    box: QRectF,
) -> None:
    across = QRectF(box.left(), box.top(), sum(laid.widths), box.height())
    if ground is not None:
        painter.fillRect(across, ground)
    left, high = box.left() + PAD / 2, line_height(letters)
    for column, wide, said in zip(laid.columns, laid.widths, lines, strict=True):
        top = box.bottom() - ABOVE - high * len(said) if is_header else box.top() + ABOVE
        ink = _ink(" ".join(said), is_header)
        align = LEFT if column.kind is Kind.TEXT else RIGHT
        for place, line in enumerate(said):
            cell = QRectF(left, top + place * high, wide - PAD, high)
            paint_words(painter, cell, line, letters, ink, align)
        left += wide
    rule_across(painter, across, across.bottom(), 0.8 if is_header else 0.3)


def _ink(text: str, is_header: bool) -> QColor:
    if is_header:
        return QUIET
    return INK_OF_SIDE[SIDES[text]] if text in SIDES else INK
