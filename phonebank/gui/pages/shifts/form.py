"""The form of a shift: where, on which day, from, to, and what its callers need to know."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from phonebank.domain.errors import PhonebankError
from phonebank.domain.hours import local
from phonebank.domain.shifts import LONGEST_TEXT, planned
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import PrimaryButton, QuietButton
from phonebank.gui.widgets.fields import DateField, TimeField
from phonebank.gui.widgets.form import Form
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.spaced_text import SpacedText

if TYPE_CHECKING:
    from datetime import datetime

    from phonebank.domain.shifts import Shift

USUAL = time(18), time(20, 30)
_CAPTION = 64
_WIDEST = 640


class ShiftForm(Form):
    """`save_wanted` carries the shift as it was filled in; the id of a new one is 0."""

    save_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id = 0
        self.setMaximumWidth(_WIDEST)
        self.heading = ElidedLabel(role=fonts.title)
        self.venue, self.note = QLineEdit(), QLineEdit()
        self.day = DateField("Day")
        self.starts, self.ends = TimeField("From"), TimeField("To")
        self.fault = SpacedText(tone="warn_text")
        self.keep = self.save = PrimaryButton("Save", "Ctrl+Enter", height=36)
        self.cancel = QuietButton("Cancel", "Esc", height=36)
        for line, words in ((self.venue, "Venue"), (self.note, "Note")):
            line.setAccessibleName(words)
            line.setToolTip(words)
            line.setMaxLength(LONGEST_TEXT)
        self.venue.setPlaceholderText("Westminster")
        self.note.setPlaceholderText("What its callers need to know")
        self.save.clicked.connect(self._want_save)
        self.cancel.clicked.connect(self.cancelled)
        self._lay_out()

    def show_new(self, now: datetime, like: Shift | None) -> None:
        """An empty form; day after day a shift is mostly as the one before."""
        here = local(now)
        day = here.date() + timedelta(days=here.time() >= USUAL[0])
        self._show(0, "A new shift", like.venue if like else "", "")
        self.day.show_day(day)
        self.starts.show_time(local(like.starts_at).time() if like else USUAL[0])
        self.ends.show_time(local(like.ends_at).time() if like else USUAL[1])

    def show_shift(self, shift: Shift) -> None:
        """The form with what is known of this one."""
        self._show(shift.id, "Change the shift", shift.venue, shift.note)
        self.day.show_day(local(shift.starts_at).date())
        self.starts.show_time(local(shift.starts_at).time())
        self.ends.show_time(local(shift.ends_at).time())

    def _show(self, shift_id: int, heading: str, venue: str, note: str) -> None:
        self._id = shift_id
        self.heading.setText(heading)
        self.venue.setText(venue)
        self.note.setText(note)
        self.tell("")
        self.venue.selectAll()

    def _want_save(self) -> None:
        """What cannot be a shift is said here, before anything is written."""
        try:
            made = planned(
                self.venue.text(),
                self.day.day(),
                self.starts.at(),
                self.ends.at(),
                self.note.text(),
                shift_id=self._id,
            )
        except PhonebankError as error:
            self.tell(f"{error.message} {error.next_step}")
            return
        self.save_wanted.emit(made)

    def _times(self) -> QWidget:
        times = QWidget()
        row = QHBoxLayout(times)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self.day, ElidedLabel("from", tone="text2"), self.starts):
            row.addWidget(part)
        row.addWidget(ElidedLabel("to", tone="text2"))
        row.addWidget(self.ends)
        row.addStretch(1)
        return times

    def _grid(self) -> QGridLayout:
        grid, times = QGridLayout(), self._times()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        fields = (("Venue", self.venue), ("Day", times), ("Note", self.note))
        for place, (words, field) in enumerate(fields):
            caption = ElidedLabel(words, tone="text2")
            caption.setFixedWidth(_CAPTION)
            caption.setBuddy(self.day if field is times else field)
            grid.addWidget(caption, place, 0)
            grid.addWidget(field, place, 1)
        return grid

    def _lay_out(self) -> None:
        end = QHBoxLayout()
        end.setSpacing(8)
        end.addStretch(1)
        end.addWidget(self.cancel)
        end.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.heading)
        column.addLayout(self._grid())
        column.addWidget(self.fault)
        column.addLayout(end)
        column.addStretch(1)
