"""The shifts beside the chosen one, and in its place the form of one that is added or changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from phonebank.gui.pages.shifts.card import CardOfShift
from phonebank.gui.pages.shifts.form import ShiftForm
from phonebank.gui.pages.shifts.shift_list import ShiftList
from phonebank.gui.widgets.cards import Card

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from phonebank.domain.shifts import Shift
    from phonebank.services.shifts import ShiftCard, ShiftLine

_LIST, _LIST_SMALL = 280, 232
_SMALL_UNDER = 1000
_INSET = 16


class ShiftsView(QWidget):
    """`wanted` asks for the card of a shift by its id; the rest is told by `card` and `form`."""

    wanted = Signal(int)
    form_toggled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shift_id = 0
        self.list, self.card, self.form = ShiftList(), CardOfShift(), ShiftForm()
        self._right = QStackedWidget()
        for part in (self.card, self.form):
            self._right.addWidget(part)
        self.list.chosen.connect(self._choose)
        self.card.change_wanted.connect(self._open_form)
        self.form.cancelled.connect(lambda: self.close_form(self._shift_id))
        self._lay_out()

    @property
    def is_form_open(self) -> bool:
        return self._right.currentWidget() is self.form

    def current(self) -> int:
        """The id of the chosen shift, 0 for none."""
        return self._shift_id

    def show_lines(self, lines: Sequence[ShiftLine], now: datetime) -> None:
        """Show these shifts; the chosen one stays, or else the next one is."""
        if self._shift_id not in {line.shift.id for line in lines}:
            self._shift_id = 0
        self.list.setVisible(bool(lines))
        self.list.show_lines(lines, now, self._shift_id)

    def show_card(self, card: ShiftCard, now: datetime) -> None:
        self.card.show_card(card, now)

    def open_new(self, now: datetime, like: Shift | None) -> None:
        """The form for a shift that may be like this one."""
        self.form.show_new(now, like)
        self._show_form()

    def close_form(self, shift_id: int) -> None:
        """Back to the shifts, with this one chosen."""
        self._right.setCurrentWidget(self.card)
        self._shift_id = shift_id
        self.list.choose(shift_id)
        self.card.change.setFocus(Qt.FocusReason.OtherFocusReason)
        self.form_toggled.emit()

    def forget(self) -> None:
        """The chosen shift is gone."""
        self._shift_id = 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.list.setFixedWidth(_LIST_SMALL if self.width() < _SMALL_UNDER else _LIST)

    def _choose(self, shift_id: int) -> None:
        self._shift_id = shift_id
        self.wanted.emit(shift_id)

    def _open_form(self) -> None:
        if self.card.shift is not None:
            self.form.show_shift(self.card.shift)
            self._show_form()

    def _show_form(self) -> None:
        self._right.setCurrentWidget(self.form)
        self.form.venue.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.form_toggled.emit()

    def _lay_out(self) -> None:
        card = Card()
        inside = QVBoxLayout(card)
        inside.setContentsMargins(_INSET, _INSET - 4, _INSET, _INSET)
        inside.addWidget(self._right)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.list)
        row.addWidget(card, 1)
