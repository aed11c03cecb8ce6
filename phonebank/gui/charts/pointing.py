"""Which point of a chart somebody is at: under the pointer, or where the arrow keys went."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from phonebank.gui.charts.points import Point, point_at, step_from

_ALL = 1 << 16
WAYS: Mapping[Qt.Key, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Home: (-_ALL, 0),
    Qt.Key.Key_End: (_ALL, 0),
}
"""Points further along and lines further down that a key goes."""


class Pointing:
    """The points of a chart as it is painted now, and which are `hovered` and `walked_to`."""

    def __init__(self) -> None:
        self.points: Sequence[Point] = ()
        self.hovered: Point | None = None
        self.walked_to: Point | None = None

    def expect(self) -> None:
        """Other figures are there and not painted yet: where they are, nobody knows."""
        self.points, self.hovered = (), None

    def take(self, points: Sequence[Point]) -> None:
        """The points of another painting; who stands at a figure stays there."""
        before = self.walked_to
        same = (point for point in points if before and point.is_the_same(before))
        self.points, self.hovered, self.walked_to = points, None, next(same, None)

    def leave(self) -> None:
        """Be at no point any more."""
        self.hovered = self.walked_to = None

    def hover(self, at: QPointF) -> bool:
        """Be where the pointer is; whether that is another point than before."""
        before, self.hovered = self.hovered, point_at(self.points, at)
        return self.hovered != before

    def walk(self, key: Qt.Key) -> Point | None:
        """The point that an arrow key goes to."""
        self.walked_to = step_from(self.points, self.walked_to, *WAYS[key])
        return self.walked_to

    def paint(self, painter: QPainter, hovered: QColor, walked_to: QColor) -> None:
        """Outline both in these colours."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for point, colour in ((self.hovered, hovered), (self.walked_to, walked_to)):
            if point is not None:
                painter.setPen(QPen(colour, 2.0))
                painter.drawPath(point.shape)
