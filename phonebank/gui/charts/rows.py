"""Rows of a chart: names at the left, a plot in the middle, columns of figures at the right."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont

from phonebank.gui.charts.sketch import Sketch, wrapped
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.shapes import LEFT, RIGHT

HEAD = 20.0
UNDER = 22.0
_NAME_GAP, _FIGURE_GAP = 14.0, 14.0
_WIDEST_NAME = 0.36  # of the whole width


@dataclass(frozen=True)
class Line:
    """One row: its name, its figures in the order of the heads, and how it is written.

    A heading has no figures and no plot.
    """

    name: str
    figures: Sequence[str] = ()
    is_strong: bool = False
    is_heading: bool = False
    tone: str = "text"


@dataclass(frozen=True)
class RowLook:
    """`heads` stand over the columns of figures; rows are `height` px, divided by lines or not."""

    heads: Sequence[str] = ()
    height: float = 24.0
    has_dividers: bool = False
    name_head: str = ""
    under: float = UNDER


class Rows:
    """Lays lines out in `rect` and writes them; the painter fills `plot`, a row at a time."""

    def __init__(self, sketch: Sketch, rect: QRectF, lines: Sequence[Line], look: RowLook) -> None:
        self._sketch, self._lines, self._look = sketch, lines, look
        self.rect = rect
        self._widths = [self._column(place) for place in range(len(look.heads))]
        names = (fonts.text_width(it.name, _face(it)) for it in lines if not it.is_heading)
        name = max(names, default=0.0)
        head = HEAD if look.heads or look.name_head else 0.0
        left = rect.left() + min(name + 1, rect.width() * _WIDEST_NAME) + _NAME_GAP
        right = rect.right() - sum(self._widths) - _FIGURE_GAP * bool(self._widths)
        top = rect.top() + head
        room = (rect.bottom() - look.under - top) / max(1, len(lines))
        self.height = max(look.height, min(room, look.height * 1.5))
        self.plot = QRectF(left, top, right - left, self.height * len(lines))

    def row(self, place: int) -> QRectF:
        """The part of the plot that belongs to the line at this place."""
        top = self.plot.top() + place * self.height
        return QRectF(self.plot.left(), top, self.plot.width(), self.height)

    def line(self, place: int) -> QRectF:
        """The whole line at this place: name, plot and figures."""
        top = self.plot.top() + place * self.height
        return QRectF(self.rect.left(), top, self.rect.width(), self.height)

    def write(self) -> None:
        """Heads, names, figures and what divides them."""
        theme, heads = self._sketch.theme, self._look.heads
        line = QRectF(self.rect.left(), self.rect.top(), self.rect.width(), HEAD - 4)
        self._sketch.words(line, self._look.name_head)
        for place, words in enumerate(heads):
            self._sketch.words(self._cell(line, place), words, align=RIGHT)
        for place, it in enumerate(self._lines):
            row = self.line(place)
            if self._look.has_dividers and place:
                start = QPointF(row.left(), round(row.top()) + 0.5)
                self._sketch.line(start, QPointF(row.right(), start.y()), theme.line)
            self._write_line(row, it)

    def _write_line(self, row: QRectF, line: Line) -> None:
        colour = self._sketch.theme.tone(line.tone)
        if line.is_heading:
            width = fonts.text_width(line.name, fonts.caption_strong()) + 6
            box = QRectF(row.left(), row.bottom() - 20, min(width, row.width()), 20)
            self._sketch.cleared(box, line.name, fonts.caption_strong(), colour, LEFT)
            return
        name = QRectF(row.left(), row.top(), self.plot.left() - _NAME_GAP + 1 - row.left(), 0)
        name.setHeight(row.height())
        self._write_name(name, line, colour)
        for place, words in enumerate(line.figures):
            self._sketch.words(
                self._cell(row, place), words, _figure_face(line), self._tone(line, place), RIGHT
            )

    def _write_name(self, box: QRectF, line: Line, colour: QColor) -> None:
        """On one line, or where it is too long on two of small letters."""
        lines = [line.name]
        if fonts.text_width(line.name, _face(line)) > box.width() + 0.5:
            lines = wrapped(line.name, fonts.tick(), box.width())
        if len(lines) == 1:
            self._sketch.words(box, line.name, _face(line), colour, LEFT)
            return
        for shift, words in ((-6, lines[0]), (6, " ".join(lines[1:]))):
            self._sketch.words(box.translated(0, shift), words, fonts.tick(), colour, LEFT)

    def _tone(self, line: Line, place: int) -> QColor:
        return self._sketch.theme.tone(line.tone if place == 0 else "text2")

    def _cell(self, row: QRectF, place: int) -> QRectF:
        right = self.rect.right() - sum(self._widths[place + 1 :])
        width = self._widths[place] - _FIGURE_GAP
        return QRectF(right - width, row.top(), width + 0.5, row.height())

    def _column(self, place: int) -> float:
        figures = (it.figures[place] for it in self._lines if len(it.figures) > place)
        widest = max((fonts.text_width(it, fonts.strong()) for it in figures), default=0.0)
        return max(widest, fonts.text_width(self._look.heads[place], fonts.tick())) + _FIGURE_GAP


def rows_height(lines: int, height: float = 24.0, under: float = UNDER) -> float:
    """Px that so many lines with heads take."""
    return HEAD + lines * height + under


def _face(line: Line) -> QFont:
    return fonts.strong() if line.is_strong else fonts.caption_medium()


def _figure_face(line: Line) -> QFont:
    return fonts.strong() if line.is_strong else fonts.caption_medium()
