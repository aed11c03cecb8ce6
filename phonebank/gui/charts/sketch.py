"""What the painters of charts draw with: words, lines, boxes, marks, whiskers, hatching."""

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPolygonF

from phonebank.domain.canvass import Interval
from phonebank.domain.figures import unbreakable
from phonebank.domain.sheet import Cell
from phonebank.gui.charts.look import Look, Shape
from phonebank.gui.charts.points import MARK, Point
from phonebank.gui.charts.scales import Scale
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.shapes import LEFT, Align, paint_box, paint_words
from phonebank.gui.widgets.theme import Theme

LINE = 18.0  # px from line to line of running words
CAP = 8.0  # px; a whisker shorter than this has none
_STROKE = 1.6
_HATCH = 6.0
_SIDES = {Shape.SQUARE: 0.9, Shape.DIAMOND: 1.2, Shape.TRIANGLE: 1.1}


def wrapped(words: str, face: QFont, width: float) -> list[str]:
    """The words in lines no wider than `width`; a word that is wider has a line of its own."""
    lines: list[str] = []
    for word in filter(None, unbreakable(words)):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and fonts.text_width(longer, face) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


class Sketch:
    """A painter in a look. All measures are px; QRectF and QPointF are in the chart's place."""

    def __init__(self, painter: QPainter, look: Look) -> None:
        self.painter, self.look = painter, look
        self.points: list[Point] = []
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    @property
    def theme(self) -> Theme:
        return self.look.theme

    def words(
        self,
        box: QRectF,
        words: str,
        face: QFont | None = None,
        colour: QColor | None = None,
        align: Align = LEFT,
    ) -> None:
        """One line in `box`, cut where it is too long; as ticks are unless told."""
        if words:
            shown = self.theme.text3 if colour is None else colour
            paint_words(self.painter, box, words, face or fonts.tick(), shown, align)

    def cleared(self, box: QRectF, words: str, face: QFont, colour: QColor, align: Align) -> None:
        """Words on a ground of their own, so that no line runs through them."""
        self.painter.fillRect(box, self.theme.surface)
        self.words(box, words, face, colour, align)

    def paragraph(self, box: QRectF, words: str, face: QFont, colour: QColor) -> float:
        """Words on as many lines as the width of `box` makes them; answers their height."""
        lines = wrapped(words, face, box.width())
        for place, line in enumerate(lines):
            row = QRectF(box.left(), box.top() + place * LINE, box.width() + 1, LINE)
            self.words(row, line, face, colour)
        return LINE * len(lines)

    def line(self, start: QPointF, end: QPointF, colour: QColor, width: float = 1.0) -> None:
        """A straight line; on screens a thin one keeps its edges sharp.

        One without a length is not drawn: in a PDF it would be a path that begins nowhere.
        """
        if start == end:
            return
        self.painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        self.painter.drawLine(QLineF(start, end))

    def dashes(self, start: QPointF, end: QPointF, colour: QColor, width: float = 1.0) -> None:
        """A line of dashes: what is not measured, or where nobody leads."""
        pen = QPen(colour, width, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([4.0 / width, 3.0 / width])
        self.painter.setPen(pen)
        self.painter.drawLine(QLineF(start, end))

    def polyline(self, points: Sequence[QPointF], colour: QColor, width: float = 2.0) -> None:
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(colour, width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self.painter.setPen(pen)
        self.painter.drawPolyline(QPolygonF(list(points)))

    def area(self, points: Sequence[QPointF], colour: QColor) -> None:
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(colour)
        self.painter.drawPolygon(QPolygonF(list(points)))

    def path(self, path: QPainterPath, colour: QColor) -> None:
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(colour)
        self.painter.drawPath(path)

    def bar(self, box: QRectF, colour: QColor) -> None:
        """A square-cornered bar without an edge of its own."""
        self.painter.fillRect(box, colour)

    def box(
        self, box: QRectF, fill: QColor | None, border: QColor | None = None, radius: float = 4.0
    ) -> None:
        paint_box(self.painter, box, fill, border, radius=radius)

    def hatched(self, box: QRectF, colour: QColor) -> None:
        """An outline full of slanting lines, cut to the box without clipping, which SVG lacks."""
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.setPen(QPen(colour, 1.0))
        self.painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        for step in range(1, int((box.width() + box.height()) / _HATCH) + 1):
            foot = step * _HATCH
            low = QPointF(min(foot, box.width()), max(0.0, foot - box.width()))
            high = QPointF(max(0.0, foot - box.height()), min(foot, box.height()))
            ends = (QPointF(box.left() + at.x(), box.bottom() - at.y()) for at in (low, high))
            self.painter.drawLine(QLineF(*ends))

    def mark(self, at: QPointF, shape: Shape, colour: QColor, radius: float = 4.0) -> None:
        """A solid mark, with a thin edge of the ground so that neighbours stay apart."""
        self.painter.setPen(QPen(self.theme.surface, 1.0))
        self.painter.setBrush(colour)
        self._shape(at, shape, radius)

    def hollow(self, at: QPointF, shape: Shape, colour: QColor, radius: float = 3.6) -> None:
        """An outlined mark on the ground: reported, unweighted, or not measured."""
        self.painter.setPen(QPen(colour, 1.8))
        self.painter.setBrush(self.theme.surface)
        self._shape(at, shape, radius)

    def speck(self, at: QPointF, shape: Shape, colour: QColor, radius: float = 1.8) -> None:
        """A small mark without an edge."""
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(colour)
        self._shape(at, shape, radius)

    def whisker(
        self,
        low: QPointF,
        high: QPointF,
        colour: QColor,
        goes_on: tuple[bool, bool] = (False, False),
    ) -> None:
        """A line, level or upright, with caps across its ends unless it is too short for them."""
        self.line(low, high, colour, _STROKE)
        reach = QLineF(low, high)
        if reach.length() < CAP:
            return
        across = QPointF(-reach.dy(), reach.dx()) * (CAP / 2 / reach.length())
        capped = [end for end, is_open in zip((low, high), goes_on, strict=True) if not is_open]
        for end in capped:
            self.line(end - across, end + across, colour, _STROKE)

    def level_whisker(
        self, scale: Scale, interval: Interval | None, level: float, colour: QColor
    ) -> None:
        """A whisker across a level axis at the height `level`; without an interval nothing.

        An end beyond the axis has no cap: it goes on.
        """
        if interval is not None:
            low, high = (
                QPointF(scale.at(interval.low), level),
                QPointF(scale.at(interval.high), level),
            )
            goes_on = interval.low < scale.low, interval.high > scale.high
            self.whisker(low, high, colour, goes_on)

    def point(
        self,
        shape: QPointF | QPainterPath,
        row: Sequence[Cell],
        keys: Sequence[str],
        area: QRectF | None = None,
        line: object = None,
        *,
        is_stop: bool = True,
    ) -> None:
        """Note what can be pointed at: a mark, or a shape; see `points.Point`.

        Without a `line` it is on that of its row; without an `area` only near its mark.
        """
        path = QPainterPath()
        if isinstance(shape, QPointF):
            path.addEllipse(shape, MARK, MARK)
        else:
            path = shape
        placed = self.painter.worldTransform()
        area = path.boundingRect() if area is None else area
        first = tuple(row)
        self.points.append(
            Point(
                placed.map(path),
                placed.mapRect(area),
                first,
                tuple(keys),
                first if line is None else line,
                is_stop,
            )
        )

    def _shape(self, at: QPointF, shape: Shape, radius: float) -> None:
        side = radius * _SIDES.get(shape, 1.0)
        x, y = at.x(), at.y()
        match shape:
            case Shape.ROUND:
                self.painter.drawEllipse(at, radius, radius)
            case Shape.SQUARE:
                self.painter.drawRect(QRectF(x - side, y - side, 2 * side, 2 * side))
            case Shape.DIAMOND:
                corners = [(x, y - side), (x + side, y), (x, y + side), (x - side, y)]
                self.painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
            case Shape.TRIANGLE:
                corners = [(x, y - side), (x + side, y + side * 0.8), (x - side, y + side * 0.8)]
                self.painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
