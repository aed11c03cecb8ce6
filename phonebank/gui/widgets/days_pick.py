"""Choosing the days whose answers count: a span that has a name, or from one day to another."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from phonebank.gui.widgets.fields import DateField
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.picks import ALL, Pick

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    Where = Mapping[str, Sequence[str]]

OPEN = "Since ballots opened"
CHOSEN = "Chosen days"
_GAP = 6
_ONE, _WEEK = timedelta(days=1), timedelta(days=7)
SPANS: Mapping[str, Callable[[date], Where]] = {
    "Today": lambda today: between(today, None),
    "Yesterday": lambda today: between(today - _ONE, today - _ONE),
    "Last 7 days": lambda today: between(today - _WEEK + _ONE, None),
    "Before that": lambda today: between(None, today - _WEEK),
}


def between(first: date | None, last: date | None) -> Where:
    """The days in the fields of the canvass, both of them counted."""
    ends = {"from": first, "to": last}
    return {field: [day.isoformat()] for field, day in ends.items() if day is not None}


class DaysPick(QWidget):
    """A pick of spans, and beside it the two days where they are chosen freely."""

    changed = Signal()

    def __init__(
        self, opened: date, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        """`opened` is the day on which ballots opened."""
        super().__init__(parent)
        self._opened, self._today = opened, today
        self.span = Pick("Dates")
        self.span.addItems([ALL, *SPANS, OPEN, CHOSEN])
        self.first, self.last = (
            DateField("First day that counts"),
            DateField("Last day that counts"),
        )
        self._to = ElidedLabel("to", tone="text2")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        for part in (self.span, self.first, self._to, self.last):
            row.addWidget(part)
        self._offer_days()
        self.span.currentTextChanged.connect(self._take_span)
        for field, other in ((self.first, self.last), (self.last, self.first)):
            field.setKeyboardTracking(False)
            field.dateChanged.connect(partial(self._take_day, other))

    def where(self) -> Where:
        """The days in the fields of the canvass; empty where all count."""
        match self.span.currentText():
            case name if name in SPANS:
                return SPANS[name](self._today())
            case name if name == OPEN:
                return between(self._opened, None)
            case name if name == CHOSEN:
                return between(self.first.day(), self.last.day())
        return {}

    def choose(self, name: str) -> None:
        """Choose a span, as from the list; what is not on it changes nothing."""
        self.span.setCurrentText(name)

    def choose_days(self, first: date, last: date) -> None:
        """Choose the days from `first` to `last`."""
        with QSignalBlocker(self):
            self.choose(CHOSEN)
            self.first.show_day(first)
            self.last.show_day(last)
        self.changed.emit()

    def _offer_days(self) -> None:
        """The seven days up to today, until others are chosen."""
        for field, day in ((self.first, self._today() - _WEEK + _ONE), (self.last, self._today())):
            with QSignalBlocker(field):
                field.show_day(day)
        self._show_days()

    def _show_days(self) -> None:
        for part in (self.first, self._to, self.last):
            part.setVisible(self.span.currentText() == CHOSEN)
        self.updateGeometry()

    def _take_span(self) -> None:
        self._show_days()
        self.changed.emit()

    def _take_day(self, other: DateField, day: QDate) -> None:
        """The other end follows one that passes it, so that there is always a day that counts."""
        if self.first.day() > self.last.day():
            with QSignalBlocker(other):
                other.setDate(day)
        self.changed.emit()
