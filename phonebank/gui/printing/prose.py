"""Words on paper: paragraphs as blocks, in the letters of the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from phonebank.domain.figures import unbreakable
from phonebank.gui.charts.look import PAPER
from phonebank.gui.printing.flow import Block
from phonebank.gui.printing.row import BOLD, PLAIN, face
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.shapes import LEFT, paint_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFont

INK, QUIET = PAPER.text, PAPER.text2
FRONT, BEHIND, LEVEL = QColor("#0A5C56"), QColor("#9C2531"), PAPER.text
INK_OF_SIDE = {1: FRONT, -1: BEHIND, 0: LEVEL}
LINE_HEIGHT = 1.38
WARNED, EDGE = QColor("#FFF4DC"), QColor("#C9962A")
INSET = 10.0


def line_height(letters: QFont) -> float:
    return round(letters.pixelSize() * LINE_HEIGHT, 1)


def broken(text: str, letters: QFont, width: float) -> list[str]:
    """The text in lines no wider than `width`, broken between words, and within one where it must.

    Line ends of its own are kept.
    """
    lines: list[str] = []
    for part in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        lines.append("")
        for word in unbreakable(part):
            longer = f"{lines[-1]} {word}" if lines[-1] else word
            if fonts.text_width(longer, letters) <= width or not lines[-1]:
                lines[-1] = longer
            else:
                lines.append(word)
        lines[-1:] = _cut(lines[-1], letters, width)
    return [piece for line in lines for piece in _cut(line, letters, width)]


def _cut(word: str, letters: QFont, width: float) -> list[str]:
    """A word that is wider than the line in pieces that are not."""
    pieces, measure = [], QFontMetricsF(letters)
    while len(word) > 1 and measure.horizontalAdvance(word) > width:
        fits = max(1, int(len(word) * width / measure.horizontalAdvance(word)))
        while fits > 1 and measure.horizontalAdvance(word[:fits]) > width:
            fits -= 1
        pieces.append(word[:fits])
        word = word[fits:]
    return [*pieces, word]


def paragraph(
    text: str,
    width: float,
    size: int = 13,
    *,
    is_bold: bool = False,
    ink: QColor = INK,
    after: float = 4.0,
    holds: bool = False,
) -> Block:
    letters = face(size, BOLD if is_bold else PLAIN)
    lines = broken(text, letters, width)
    height = line_height(letters) * len(lines) + after
    return Block(height, partial(_paint_lines, lines, letters, ink), holds)


def heading(text: str, width: float, size: int = 17, before: float = 14.0) -> Block:
    """A title that stays with what follows."""
    title = paragraph(text, width, size, is_bold=True, holds=True)

    def paint(painter: QPainter, box: QRectF) -> None:
        title.paint(painter, box.adjusted(0, before, 0, 0))

    return Block(title.height + before, paint, holds=True)


def warning(text: str, width: float) -> Block:
    """A sentence that must not be overlooked, on a ground with an edge of its own."""
    letters = face(13, BOLD)
    lines = broken(text, letters, width - 2 * INSET)
    inner = line_height(letters) * len(lines)

    def paint(painter: QPainter, box: QRectF) -> None:
        ground = QRectF(box.left(), box.top() + 3, box.width(), inner + 10)
        painter.fillRect(ground, WARNED)
        painter.fillRect(QRectF(ground.left(), ground.top(), 4, ground.height()), EDGE)
        _paint_lines(lines, letters, INK, painter, ground.adjusted(INSET + 2, 5, 0, 0))

    return Block(inner + 18, paint, holds=True)


def gap(height: float) -> Block:
    return Block(height, lambda painter, box: None)


def _paint_lines(
    lines: Sequence[str], letters: QFont, ink: QColor, painter: QPainter, box: QRectF
) -> None:
    high = line_height(letters)
    for place, line in enumerate(lines):
        row = QRectF(box.left(), box.top() + place * high, box.width() + 2, high)
        paint_words(painter, row, line, letters, ink, LEFT)


def rule_across(painter: QPainter, box: QRectF, y: float, width: float = 0.8) -> None:
    painter.setPen(QPen(PAPER.control, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
