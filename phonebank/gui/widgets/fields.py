"""Fields for a number, a date, a time: as high as a line of text, typed or stepped by arrows."""

from datetime import date, time

from PySide6.QtCore import QDate, QMargins, QRectF, QSize, QTime
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QDateEdit, QSpinBox, QTimeEdit, QWidget

from phonebank.gui.widgets.shapes import paint_box
from phonebank.gui.widgets.theme import theme_now

_HEIGHT = 32
_MARGIN = 8
_ROOM = QMargins(_MARGIN, 0, _MARGIN, 0)


class NumberField(QSpinBox):
    """A whole number from `low` to `high`; `words` are its accessible name."""

    def __init__(self, words: str, low: int, high: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(low, high)
        _dress(self, words)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling a page must not change a number under the mouse

    def sizeHint(self) -> QSize:
        return super().sizeHint().grownBy(_ROOM)

    def paintEvent(self, event: QPaintEvent) -> None:
        _paint_frame(self)


class DateField(QDateEdit):
    """A day, as in 21 Sep 2016; `words` are its accessible name."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDisplayFormat("d MMM yyyy")
        _dress(self, words)

    def show_day(self, day: date) -> None:
        """Show this day."""
        self.setDate(QDate(day.year, day.month, day.day))

    def day(self) -> date:
        """The day that is shown."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def sizeHint(self) -> QSize:
        return super().sizeHint().grownBy(_ROOM)

    def paintEvent(self, event: QPaintEvent) -> None:
        _paint_frame(self)


class TimeField(QTimeEdit):
    """A time of day, as in 18:30; `words` are its accessible name."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDisplayFormat("HH:mm")
        _dress(self, words)

    def show_time(self, at: time) -> None:
        """Show this time, to the minute."""
        self.setTime(QTime(at.hour, at.minute))

    def at(self) -> time:
        """The time that is shown."""
        shown = self.time()
        return time(shown.hour(), shown.minute())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def sizeHint(self) -> QSize:
        return super().sizeHint().grownBy(_ROOM)

    def paintEvent(self, event: QPaintEvent) -> None:
        _paint_frame(self)


def _dress(field: QAbstractSpinBox, words: str) -> None:
    field.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
    field.setFixedHeight(_HEIGHT)
    field.setAccessibleName(words)
    field.setToolTip(words)
    field.lineEdit().setTextMargins(_MARGIN, 0, _MARGIN, 0)


def _paint_frame(field: QAbstractSpinBox) -> None:
    theme, box = theme_now(), QRectF(field.rect())
    painter = QPainter(field)
    if not field.isEnabled():
        paint_box(painter, box, theme.sunken)
    elif field.hasFocus():  # an input shows its focus always, as a line of text does
        paint_box(painter, box, theme.surface, theme.focus, 2.0)
    else:
        paint_box(painter, box, theme.surface, theme.control)
