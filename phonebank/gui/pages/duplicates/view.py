"""What stands on the duplicates page: the list, the two side by side, and the three decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from phonebank.gui.pages.duplicates.comparison import Comparison
from phonebank.gui.pages.duplicates.pairs import PairsModel, PairTable
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.bars import CountBar
from phonebank.gui.widgets.buttons import BackButton, KeyButton, QuietButton
from phonebank.gui.widgets.empty_state import EmptyState
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.table_edge import Framed

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

MARGIN = 12
LIST_WIDTH, NARROW_LIST, NARROW = 340, 260, 1000
PROGRESS_WIDTH = 240


class DuplicatesView(QWidget):
    """The parts of the page; what they do is the page's."""

    title = "Possible duplicates"

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = PairsModel(self)
        self.table = PairTable(self.model)
        self.comparison = Comparison()
        self.counts = ElidedLabel(role=fonts.caption, tone="text3")
        self.empty = EmptyState()
        self.progress = CountBar()
        self.back = BackButton("Back to the electors")
        self.undo_last = QuietButton("Undo", "Ctrl+Z", "undo", height=32)
        self.again = QuietButton("Search again", height=32)
        self.keep_left = KeyButton("Same person: keep left", "1", is_checkable=False)
        self.keep_right = KeyButton("Same person: keep right", "2", is_checkable=False)
        self.two_people = KeyButton("Two people", "3", is_checkable=False)
        self._lay_out()

    def show_pairs(self) -> None:
        """Show the list and the chosen pair."""
        self._stack.setCurrentIndex(0)

    def show_instead(self, heading: str, sentence: str) -> None:
        """Show these words where there is no pair to show."""
        self.empty.say(heading, sentence)
        self._stack.setCurrentWidget(self.empty)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._framed.setFixedWidth(NARROW_LIST if self.width() < NARROW else LIST_WIDTH)

    def _lay_out(self) -> None:
        self.again.set_hint("Compare all electors anew, as after an import")
        self.progress.setFixedWidth(PROGRESS_WIDTH)
        self.progress.hide()
        self.empty.add(self.progress)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._both())
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(MARGIN)
        column.addLayout(self._head())
        column.addWidget(self._stack, 1)

    def _both(self) -> QWidget:
        """The list, and beside it the chosen pair."""
        both = QWidget()
        self._framed = Framed(self.table)
        beside = QHBoxLayout(both)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(MARGIN)
        beside.addWidget(self._framed)
        beside.addLayout(self._right(), 1)
        return both

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(MARGIN)
        head.addWidget(self.back)
        head.addWidget(ElidedLabel(self.title, fonts.title))
        head.addWidget(self.counts, 1)
        head.addWidget(self.again)
        head.addWidget(self.undo_last)
        return head

    def _right(self) -> QVBoxLayout:
        buttons = QHBoxLayout()
        buttons.setSpacing(MARGIN)
        for button in (self.keep_left, self.keep_right, self.two_people):
            buttons.addWidget(button)
        buttons.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(MARGIN)
        right.addWidget(self.comparison, 1)
        right.addLayout(buttons)
        return right
