"""What pages are laid out in: cards on the window's ground, and lines that divide."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from phonebank.gui.widgets.shapes import CARD_RADIUS, paint_box
from phonebank.gui.widgets.theme import theme_now


class Card(QFrame):
    """A rounded rectangle of the surface with a 1 px line round it; lay out in it freely."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_now()
        painter = QPainter(self)
        paint_box(painter, QRectF(self.rect()), theme.surface, theme.line, radius=CARD_RADIUS)


class Bar(QFrame):
    """A strip of the surface with a 1 px line at one edge: top bar, status, rail, side panel."""

    def __init__(self, edge: Qt.Edge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edge = edge

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_now()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.surface)
        right, bottom = self.width() - 1, self.height() - 1
        lines = {
            Qt.Edge.TopEdge: QRectF(0, 0, self.width(), 1),
            Qt.Edge.BottomEdge: QRectF(0, bottom, self.width(), 1),
            Qt.Edge.LeftEdge: QRectF(0, 0, 1, self.height()),
            Qt.Edge.RightEdge: QRectF(right, 0, 1, self.height()),
        }
        painter.fillRect(lines[self._edge], theme.line)


class Divider(QWidget):
    """A line of 1 px, across its place, or upright and `length` px long between two groups."""

    def __init__(self, length: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._length = length
        if length:
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        else:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(1, self._length or 1)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme_now().line)
