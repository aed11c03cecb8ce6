"""A sheet as rows on paper, its header again on every page; one too wide goes on beneath itself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QPainter

from phonebank.domain.sheet import Kind, Mark, Row, cell_text
from phonebank.domain.verdicts import Verdict
from phonebank.gui.printing.columns import PAD, pieces_of
from phonebank.gui.printing.flow import Block
from phonebank.gui.printing.prose import INK, INK_OF_SIDE, QUIET, broken, line_height, rule_across
from phonebank.gui.printing.row import BOLD, PLAIN, face
from phonebank.gui.widgets.shapes import LEFT, RIGHT, paint_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from phonebank.domain.sheet import Column, Sheet
    from phonebank.gui.printing.columns import Piece

ABOVE = 2.0
GROUNDS = {Mark.REPORTED: QColor("#F8F4EA"), Mark.TOTAL: QColor("#EEF1F2")}
HEADER = QColor("#E3E9EC")
SIDES = {verdict.value: verdict.side for verdict in Verdict}


def _letters(size: int, mark: Mark, *, is_header: bool = False) -> QFont:
    made = face(size, BOLD if is_header or mark is Mark.TOTAL else PLAIN)
    made.setItalic(mark is Mark.REPORTED)
    return made


def table_blocks(sheet: Sheet, width: float) -> Iterator[Block]:
    """The rows of a sheet, in the largest letters in which its columns fit beside each other."""
    rows = [*sheet.rows, *([_named(sheet.total)] if sheet.total else [])]
    for piece in pieces_of(sheet.columns, rows, width):
        columns = [sheet.columns[place] for place in piece.places]
        header = _row_block(columns, piece, [it.title for it in columns], Mark.OWN, is_header=True)
        yield header
        for row in rows:
            cells = [row.cells[place] for place in piece.places]
            texts = [cell_text(it.kind, cell) for it, cell in zip(columns, cells, strict=True)]
            block = _row_block(columns, piece, texts, row.mark)
            yield Block(block.height, block.paint, heading=header)
        yield Block(8.0, lambda painter, box: None)


def _named(total: Row) -> Row:
    return Row((total.cells[0] or "Total", *total.cells[1:]), Mark.TOTAL)


def _row_block(
    columns: Sequence[Column],
    piece: Piece,
    texts: Sequence[str],
    mark: Mark,
    *,
    is_header: bool = False,
) -> Block:
    letters = _letters(piece.size, mark, is_header=is_header)
    lines = [
        broken(text, letters, wide - PAD) for text, wide in zip(texts, piece.widths, strict=True)
    ]
    height = line_height(letters) * max(map(len, lines)) + 2 * ABOVE
    ground = HEADER if is_header else GROUNDS.get(mark)
    paint = partial(_paint_row, columns, piece, lines, letters, ground, is_header)
    return Block(height, paint, holds=is_header)


def _paint_row(
    columns: Sequence[Column],
    piece: Piece,
    lines: Sequence[Sequence[str]],
    letters: QFont,
    ground: QColor | None,
    is_header: bool,
    painter: QPainter,
    box: QRectF,
) -> None:
    across = QRectF(box.left(), box.top(), sum(piece.widths), box.height())
    if ground is not None:
        painter.fillRect(across, ground)
    left, high = box.left() + PAD / 2, line_height(letters)
    for column, wide, said in zip(columns, piece.widths, lines, strict=True):
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
