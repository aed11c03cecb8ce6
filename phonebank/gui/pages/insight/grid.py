"""Cards in as many columns as there is room for, each column as high as its cards."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

GAP = 12
LEAST = 500  # px of a column
MOST = 4
_NARROWEST = 360


class CardGrid(QWidget):
    """The cards go from column to column in their order; Tab goes the same way.

    It places them itself: layouts within layouts that change while they are being laid out lose
    count of what is to be laid out again.
    """

    def __init__(self, cards: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards = cards
        self.margin = 0  # px under the last card
        for card in cards:
            card.setParent(self)

    def columns(self) -> int:
        """How many there is room for."""
        return max(1, min(MOST, (self.width() + GAP) // (LEAST + GAP)))

    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROWEST, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a card has become higher or lower
            self._place()
        return super().event(event)

    def _place(self) -> None:
        columns = self.columns()
        width = (self.width() - GAP * (columns - 1)) // columns
        ends = [0] * columns
        for place, card in enumerate(self._cards):
            column = place % columns
            height = card.heightForWidth(width)
            card.setGeometry(column * (width + GAP), ends[column], width, height)
            ends[column] += height + GAP
        self.setMinimumHeight(max(ends, default=0) - GAP + self.margin)
