"""Captions beside fields in a grid, and a moment in London's time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from phonebank.domain.hours import ELECTORS_ZONE, FIRST_YEAR, LAST_YEAR, local
from phonebank.gui.widgets.fields import DateField, TimeField
from phonebank.gui.widgets.labels import ElidedLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

CAPTION = 132
UNBOUNDED = (1 << 24) - 1  # of a widget that may be as wide as it likes
_NO_ALIGNMENT, _LEFT = Qt.AlignmentFlag(0), Qt.AlignmentFlag.AlignLeft


class MomentField(QWidget):
    """A day and a time of day, as clocks in London show them."""

    changed = Signal()

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day, self.time = DateField(f"{words}, day"), TimeField(f"{words}, time in London")
        self._shown: datetime | None = None
        self.day.setMinimumDate(_new_year(FIRST_YEAR))
        self.day.setMaximumDate(_new_year(LAST_YEAR).addYears(1).addDays(-1))
        self.day.dateChanged.connect(self.changed)
        self.time.timeChanged.connect(self.changed)
        self.setFocusProxy(self.day)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self.day, ElidedLabel("at", tone="text2"), self.time):
            row.addWidget(part)
        row.addWidget(ElidedLabel("London time", tone="text3"))
        row.addStretch(1)

    def show_moment(self, moment: datetime) -> None:
        """Show this moment, to the minute."""
        self._shown = moment
        self.day.show_day(local(moment).date())
        self.time.show_time(local(moment).time())

    def moment(self) -> datetime:
        """The moment in UTC; one that nobody changed keeps its seconds."""
        typed = datetime.combine(self.day.day(), self.time.at(), ELECTORS_ZONE)
        shown = self._shown
        if shown and local(shown).replace(second=0, microsecond=0) == typed:
            return shown
        return typed.astimezone(UTC)

    def typed(self) -> object:
        """What stands in it, to be compared."""
        return self.day.day(), self.time.at()


def grid_of(fields: Sequence[tuple[str, QWidget]], caption: int = CAPTION) -> QGridLayout:
    """Captions of one width before the fields; only lines of text take the room that is left."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(8)
    for place, (words, field) in enumerate(fields):
        label = ElidedLabel(words, tone="text2")
        label.setFixedWidth(caption)
        label.setBuddy(field)
        grid.addWidget(label, place, 0, Qt.AlignmentFlag.AlignVCenter)
        takes_room = isinstance(field, QLineEdit) and field.maximumWidth() == UNBOUNDED
        grid.addWidget(field, place, 1, _NO_ALIGNMENT if takes_room else _LEFT)
    grid.setColumnStretch(1, 1)
    return grid


def beside(*parts: QWidget) -> QWidget:
    """These beside each other, the place after them left free."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return whole


def _new_year(year: int) -> QDate:
    return QDate(year, 1, 1)
