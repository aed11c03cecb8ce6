"""A card of two parts with a line between: what there is to settle, and the table that shows it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from phonebank.gui.pages.call.scrolling import SCROLL_BAR, Scrolling
from phonebank.gui.widgets.cards import Card, Divider

SIDE, SIDE_COMPACT = 272, 256
INSET, INSET_COMPACT = 16, 12


class UprightLine(Divider):
    """As high as the card."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(1)
        policy = self.sizePolicy()
        policy.setVerticalPolicy(policy.Policy.Expanding)
        self.setSizePolicy(policy)


class SplitCard(Card):
    """Lay out in `side`, which scrolls, in `foot` under it, and in `main`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._left = QWidget()
        self.side, self.foot, self.main = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for part in (self.side, self.foot, self.main):
            part.setSpacing(8)
        self._left_column = QVBoxLayout(self._left)
        self._left_column.setSpacing(8)
        self._left_column.addWidget(self._scrolled_side(), 1)
        self._left_column.addLayout(self.foot)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addWidget(self._left)
        whole.addWidget(UprightLine())
        whole.addLayout(self.main, 1)
        self.set_compact(False)

    def _scrolled_side(self) -> Scrolling:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.side)
        column.addStretch(1)
        return Scrolling(inside)

    def set_compact(self, is_compact: bool) -> None:
        """Less air in a small window."""
        inset = INSET_COMPACT if is_compact else INSET
        self._left.setFixedWidth(SIDE_COMPACT if is_compact else SIDE)
        self._left_column.setContentsMargins(inset, inset, inset - SCROLL_BAR, inset)
        self.foot.setContentsMargins(0, 0, SCROLL_BAR, 0)
        self.main.setContentsMargins(8, 8 if is_compact else 12, inset, inset - 4)

    def keep_left(self, widget: QWidget) -> None:
        """Add to the side at its own width."""
        self.side.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
