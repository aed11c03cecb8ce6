"""A slider with what it sets and the value it stands at."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSlider,
    QStyle,
    QStyleOptionSlider,
    QVBoxLayout,
    QWidget,
)

from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.shapes import paint_box
from phonebank.gui.widgets.theme import theme_now

_KNOB, _TRACK = 8.0, 4.0


class _Slider(QSlider):
    """Moved by dragging and by arrows; the wheel scrolls the page."""

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, at = theme_now(), QPainter(self), self._handle()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(_KNOB, at.y() - _TRACK / 2, self.width() - 2 * _KNOB, _TRACK)
        paint_box(painter, track, theme.control, radius=_TRACK / 2)
        track.setRight(at.x())
        paint_box(painter, track, theme.ink, radius=_TRACK / 2)
        painter.setPen(QPen(theme.surface, 2.0))
        painter.setBrush(theme.ink)
        painter.drawEllipse(at, _KNOB - 1, _KNOB - 1)
        if self.hasFocus():
            painter.setPen(QPen(theme.focus, 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(at, _KNOB + 1, _KNOB + 1)
        painter.end()

    def _handle(self) -> QPointF:
        """Its middle, where the mouse finds it."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_SliderHandle
        box = self.style().subControlRect(QStyle.ComplexControl.CC_Slider, option, part, self)
        return QRectF(box).center()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Slider(QWidget):
    """Steps from `low` to `high`; `written` says a step in words. `moved` by a person alone."""

    moved = Signal()

    def __init__(
        self,
        caption: str,
        low: int,
        high: int,
        written: Callable[[int], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._caption, self._written = caption, written
        self.caption = ElidedLabel(caption, fonts.caption, "text2")
        self.value = ElidedLabel("", fonts.caption_strong)
        self.track = _Slider(Qt.Orientation.Horizontal)
        self.track.setRange(low, high)
        self.track.setMinimumHeight(24)
        self.track.valueChanged.connect(self._tell)
        self.caption.setBuddy(self.track)
        self._lay_out()
        self._show()

    def step(self) -> int:
        return self.track.value()

    def stand_at(self, step: int) -> None:
        """Show a value that nobody chose here."""
        self.track.blockSignals(True)
        self.track.setValue(step)
        self.track.blockSignals(False)
        self._show()

    def stretch_to(self, low: int, high: int) -> None:
        """Other ends; the value stays where it may."""
        self.track.blockSignals(True)
        self.track.setRange(low, high)
        self.track.blockSignals(False)
        self._show()

    def _tell(self) -> None:
        self._show()
        self.moved.emit()

    def _show(self) -> None:
        words = self._written(self.track.value())
        self.value.setText(words)
        self.track.setAccessibleName(f"{self._caption}: {words}")
        self.track.setToolTip(f"{self._caption}: {words} (arrows change it)")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self.caption)
        head.addWidget(self.value)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.track)
