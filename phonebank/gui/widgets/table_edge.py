"""The rounded line round a table, laid over it because its cells have square corners."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from phonebank.gui.widgets.shapes import CARD_RADIUS, paint_box
from phonebank.gui.widgets.theme import theme_now


class Framed(QWidget):
    """A table, and what belongs to it, inside the rounded line."""

    resized = Signal()

    def __init__(self, *parts: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        for part in parts:
            column.addWidget(part)
        self._edge = TableEdge(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._edge.resize(self.size())
        self._edge.raise_()
        self.resized.emit()


class TableEdge(QWidget):
    """Lets the mouse through; whoever owns the table keeps it as large and on top."""

    def __init__(self, table: QWidget) -> None:
        super().__init__(table)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, box = theme_now(), QRectF(self.rect())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole, inner = QPainterPath(), QPainterPath()
        whole.addRect(box)
        inner.addRoundedRect(box, CARD_RADIUS, CARD_RADIUS)
        painter.fillPath(whole.subtracted(inner), theme.window)
        paint_box(painter, box, None, theme.line, radius=CARD_RADIUS)
