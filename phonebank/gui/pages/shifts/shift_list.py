"""The list of shifts by day, the next one first; one of them is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from phonebank.domain.shifts import by_day
from phonebank.gui.pages.shifts.words import callers_of, day_of
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.cards import Card
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.listed_item import INSET, ListedItem
from phonebank.gui.widgets.scrolled import scrolled
from phonebank.gui.widgets.shapes import RIGHT, paint_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from phonebank.gui.widgets.theme import Theme
    from phonebank.services.shifts import ShiftLine

_ITEM = 52


class ShiftItem(ListedItem):
    """The venue, under it hours and who comes, and whether it is now."""

    def __init__(self, line: ShiftLine, now: datetime, parent: QWidget | None = None) -> None:
        super().__init__(line.shift.venue, _ITEM, parent)
        self.shift = line.shift
        self._mark = "now" if line.shift.is_running(now) else ""
        who = f"{line.shift.hours}  ·  {callers_of(line, now)}"
        self.show_under(who, f"{line.shift.venue}, {who}{', now' if self._mark else ''}")

    def paint_end(self, painter: QPainter, line: QRectF, theme: Theme) -> float:
        """The mark, if there is one."""
        paint_words(painter, line, self._mark, fonts.caption_strong(), theme.text2, RIGHT)
        return fonts.text_width(self._mark, fonts.caption_strong()) + 8 if self._mark else 0.0


class ShiftList(Card):
    """Scrolls under its days; `chosen` carries the id of the shift that was chosen."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.buttonToggled.connect(self._tell)
        self._shown: list[QWidget] = []
        self._told: list[tuple[str, str]] = []
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(8, 8, 8, 8)
        self._column.setSpacing(2)
        self._column.addStretch(1)
        self.scroller = scrolled(inside, "Shifts by day")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.scroller)

    def show_lines(self, lines: Sequence[ShiftLine], now: datetime, shift_id: int) -> None:
        """Show these, with this one chosen or else the first."""
        had_focus = any(item.hasFocus() for item in self.items())
        was_blocked = self._group.blockSignals(True)
        of_shift = {line.shift.id: line for line in lines}
        parts: list[ShiftItem | ElidedLabel] = []
        for day, those in by_day([line.shift for line in lines], now):
            parts.append(ElidedLabel(day_of(day, now), fonts.caption_strong, "text2"))
            parts += [ShiftItem(of_shift[shift.id], now) for shift in those]
        told = [(part.text(), part.toolTip()) for part in parts]
        if told != self._told:  # else nobody loses their place in the list
            self._told = told
            self._clear()
            for part in parts:
                self._add(part if isinstance(part, ShiftItem) else _indented(part))
        self._group.blockSignals(was_blocked)
        self._choose(shift_id, had_focus=had_focus)

    def items(self) -> list[ShiftItem]:
        """The shifts from top to bottom."""
        return [one for one in self._shown if isinstance(one, ShiftItem)]

    def current(self) -> int:
        """The id of the chosen shift, 0 for none."""
        return next((one.shift.id for one in self.items() if one.isChecked()), 0)

    def choose(self, shift_id: int) -> None:
        """Choose this shift, as a click would."""
        for item in self.items():
            if item.shift.id == shift_id:
                item.setChecked(True)

    def _choose(self, shift_id: int, *, had_focus: bool) -> None:
        items = self.items()
        item = next((one for one in items if one.shift.id == shift_id), None)
        item = item or (items[0] if items else None)
        if item is None:
            return
        if item.isChecked():
            self.chosen.emit(item.shift.id)
        item.setChecked(True)
        if had_focus:
            item.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear(self) -> None:
        for old in self._shown:
            if isinstance(old, ShiftItem):
                self._group.removeButton(old)
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._shown = []

    def _add(self, part: QWidget) -> None:
        if isinstance(part, ShiftItem):
            self._group.addButton(part)
        self._column.insertWidget(len(self._shown), part)
        self._shown.append(part)

    def _tell(self, item: ShiftItem, is_checked: bool) -> None:
        if is_checked:
            self.chosen.emit(item.shift.id)


def _indented(heading: ElidedLabel) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(INSET, 8, INSET, 2)
    column.addWidget(heading)
    return whole
