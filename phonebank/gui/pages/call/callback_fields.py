"""Choosing a time to ring back: a field for a moment of the electors' own clock."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QDate, QDateTime, QEvent, QMargins, QRectF, QSize, Qt, QTime, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QDateTimeEdit, QWidget

from phonebank.domain.hours import ELECTORS_ZONE, local
from phonebank.gui.widgets.shapes import paint_box
from phonebank.gui.widgets.theme import theme_now

MARGIN = 8


class MomentField(QDateTimeEdit):
    """A day and a time, as in Wed 21 Sep 19:30; `picked` carries the moment in UTC."""

    picked = Signal(object)

    def __init__(self, words: str, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDisplayFormat("ddd d MMM HH:mm")
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.setFixedHeight(height)
        self.setAccessibleName(words)
        self.setToolTip(f"{words} (J); arrow keys change it")
        self.lineEdit().setTextMargins(MARGIN, 0, MARGIN, 0)
        self.dateTimeChanged.connect(lambda: self.picked.emit(self.moment()))

    def show_moment(self, when: datetime) -> None:
        """Show this moment without telling anybody that it was picked."""
        here = local(when)
        was_blocked = self.blockSignals(True)
        day = QDate(here.year, here.month, here.day)
        self.setDateTime(QDateTime(day, QTime(here.hour, here.minute)))
        self.blockSignals(was_blocked)

    def moment(self) -> datetime:
        """The moment that is shown, UTC."""
        day, at = self.date(), self.time()
        here = datetime(
            day.year(), day.month(), day.day(), at.hour(), at.minute(), tzinfo=ELECTORS_ZONE
        )
        return here.astimezone(UTC)

    def begin_with(self, digit: str) -> None:
        """A digit that was pressed before the field had the keyboard is the first of its hour."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        QApplication.sendEvent(
            self,
            QKeyEvent(
                QEvent.Type.KeyPress,
                Qt.Key.Key_0 + int(digit),
                Qt.KeyboardModifier.NoModifier,
                digit,
            ),
        )

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever types a time means its hour, not the day that stands before it."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.setSelectedSection(QDateTimeEdit.Section.HourSection)

    def sizeHint(self) -> QSize:
        return super().sizeHint().grownBy(QMargins(MARGIN, 0, MARGIN, 0))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling the page must not change a promise

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, box = theme_now(), QPainter(self), QRectF(self.rect())
        if self.hasFocus():
            paint_box(painter, box, theme.surface, theme.focus, 2.0)
        else:
            paint_box(painter, box, theme.surface, theme.control)
