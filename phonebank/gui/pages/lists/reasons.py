"""Why electors of a list cannot be rung now: a row for each reason, and what helps at one press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from phonebank.domain.figures import count
from phonebank.domain.lists import REMEDY_LABELS, Remedy
from phonebank.gui.pages.lists.words import in_order, meaning, name_of
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.bars import CountBar
from phonebank.gui.widgets.buttons import ActionButton
from phonebank.gui.widgets.cards import Divider
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.scrolled import scrolled
from phonebank.gui.widgets.shapes import RIGHT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from phonebank.domain.queueing import Reason
    from phonebank.services.list_counts import ListNow, ReasonNow

ROW = 40
NAME, COUNT, BAR, BAR_SMALL = 144, 56, 104, 48
SMALL_UNDER = 720  # px
BUTTON = 28
BESIDE_BAR = 8
HINTS: Mapping[Remedy, str] = {
    Remedy.RELEASE_ALL: "End every lease on this list; asks once more",
    Remedy.RELEASE_CALLER: "See who holds whom, and free one caller’s electors",
    Remedy.MOVE_CALLBACKS: "See who was promised what, and give it another time or caller",
    Remedy.WIDEN_HOURS: "For today alone; tomorrow the hours of the list count again",
    Remedy.RAISE_ATTEMPTS: "Raise the number of attempts of this list by one",
    Remedy.SETTLE_CASES: "See what callers left to an organiser, and settle it",
    Remedy.TAKE_BACK: "Let everybody ring them again; asks once more",
    Remedy.SHOW_ELECTORS: "On the Electors page, found by the same conditions",
}


class ReasonRow(QWidget):
    """A reason, how many, their part of the list, and its remedies; nought is grey."""

    wanted = Signal(object)  # a Remedy

    def __init__(self, reason: Reason, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reason = reason
        self.buttons: dict[Remedy, ActionButton] = {}
        self.name = ElidedLabel(name_of(reason), role=fonts.button)
        self.figure = ElidedLabel(role=fonts.strong, align=RIGHT)
        self.bar = CountBar()
        self.nothing = ElidedLabel(meaning(reason), tone="text3")
        self._lay_out()

    def show_now(self, told: ReasonNow, whole: int, *, is_read_only: bool) -> None:
        """Show how many there are; buttons stay what they are while they are wanted."""
        tone = "text" if told.electors else "text3"
        for label in (self.name, self.figure):
            label.set_tone(tone)
        self.figure.setText(count(told.electors))
        self.bar.set_part(told.electors / whole if whole else 0.0)
        wanted = [it for it in told.remedies if it is Remedy.SHOW_ELECTORS or not is_read_only]
        self._offer([it for it in wanted if it is not Remedy.SHOW_ELECTORS or told.segment])
        self.nothing.setVisible(bool(told.electors) and not self.buttons)
        self.setAccessibleName(f"{self.name.text()}: {count(told.electors)}")

    def set_small(self, is_small: bool) -> None:
        self.bar.setFixedWidth(BAR_SMALL if is_small else BAR)

    def _offer(self, wanted: Sequence[Remedy]) -> None:
        for gone in [it for it in self.buttons if it not in wanted]:
            button = self.buttons.pop(gone)
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        for remedy in wanted:
            if remedy not in self.buttons:
                self._row.addWidget(self._button(remedy))

    def _button(self, remedy: Remedy) -> ActionButton:
        words = REMEDY_LABELS[remedy]
        made = self.buttons[remedy] = ActionButton(words, height=BUTTON)
        made.setAccessibleName(f"{words}: {self.name.text()}")
        made.set_hint(HINTS.get(remedy, words))
        made.clicked.connect(lambda: self.wanted.emit(remedy))
        return made

    def _lay_out(self) -> None:
        self.name.setFixedWidth(NAME)
        self.figure.setFixedWidth(COUNT)
        self.setFixedHeight(ROW)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        for part in (self.name, self.figure, self.bar):
            self._row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addStretch(1)
        self._row.addWidget(self.nothing)


class ReasonsView(QWidget):
    """The largest first, and in that order until another list is shown or it is asked for anew.

    `wanted` carries a reason with what is told of it, and a Remedy.
    """

    wanted = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[Reason, ReasonRow] = {}
        self._lines: dict[Reason, Divider] = {}
        self._told: dict[Reason, ReasonNow] = {}
        self._is_in_order = False
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self.scroller = scrolled(inside, "Reasons why electors cannot be rung now")
        # Queued: the range changes in the middle of laying out, which must first come to its end.
        self.scroller.verticalScrollBar().rangeChanged.connect(
            self._make_room, Qt.ConnectionType.QueuedConnection
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.scroller)

    def put_in_order(self) -> None:
        """With the next figures the largest come first again."""
        self._is_in_order = False

    def show_now(self, told: ListNow, *, is_read_only: bool) -> None:
        """Show the counts of every reason."""
        self._told = {one.reason: one for one in told.reasons}
        if not self._is_in_order:
            self._is_in_order = True
            self._order(in_order(told))
        for reason, row in self._rows.items():
            row.show_now(self._told[reason], told.electors, is_read_only=is_read_only)

    def rows(self) -> Sequence[ReasonRow]:
        """From top to bottom."""
        return sorted(self._rows.values(), key=self._column.indexOf)

    def row(self, reason: Reason) -> ReasonRow:
        return self._rows[reason]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for row in self._rows.values():
            row.set_small(self.width() < SMALL_UNDER)

    def _make_room(self, least: int, most: int) -> None:
        """Air between the buttons and the scroll bar, where there is one."""
        self._column.setContentsMargins(0, 0, BESIDE_BAR if most > least else 0, 0)

    def _order(self, reasons: Sequence[Reason]) -> None:
        for place, reason in enumerate(reasons):
            if reason not in self._rows:
                self._add(reason)
            self._column.insertWidget(2 * place, self._rows[reason])
            self._column.insertWidget(2 * place + 1, self._lines[reason])

    def _add(self, reason: Reason) -> None:
        row = self._rows[reason] = ReasonRow(reason)
        row.set_small(self.width() < SMALL_UNDER)
        row.wanted.connect(lambda remedy: self.wanted.emit(self._told[reason], remedy))
        self._lines[reason] = Divider()
