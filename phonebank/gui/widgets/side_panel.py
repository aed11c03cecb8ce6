"""The strip at the right of a table that tells all of the chosen row, and scrolls."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from phonebank.gui.widgets.cards import Bar, Divider
from phonebank.gui.widgets.fact_row import FactRow

INSET = 16


class SidePanel(Bar):
    """Lay out in `column`; Escape tells `left`."""

    left = Signal()

    def __init__(self, words: str, width: int, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Edge.LeftEdge, parent)
        self.setFixedWidth(width)
        self._parts: list[QWidget] = []
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(INSET, INSET, INSET, INSET)
        self.column.setSpacing(4)
        self.scroller = QScrollArea()
        self.scroller.setFrameShape(QFrame.Shape.NoFrame)
        self.scroller.setWidgetResizable(True)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.scroller.setAccessibleName(words)
        self.scroller.setToolTip("Arrows scroll, Escape goes back to the table")
        self.scroller.setWidget(inside)
        for ground in (inside, self.scroller.viewport()):  # the strip itself is the ground
            ground.setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.addWidget(self.scroller)

    def add_block(self, line: Divider, *parts: QWidget) -> None:
        """A line with air round it, and these under it."""
        self.column.addSpacing(8)
        self.column.addWidget(line)
        self.column.addSpacing(8)
        for part in parts:
            self.column.addWidget(part)

    def show_parts(self, parts: Iterable[QWidget]) -> None:
        """Show these under each other in place of what was shown, from the top."""
        while (item := self.column.takeAt(0)) is not None:
            before = item.widget()
            if before is not None:
                before.hide()
                before.deleteLater()
        self._parts = list(parts)
        for part in self._parts:
            is_line = isinstance(part, Divider)
            self.column.addSpacing(8 if is_line else 0)
            self.column.addWidget(part)
            self.column.addSpacing(8 if is_line else 0)
        self.column.addStretch(1)
        self.scroller.verticalScrollBar().setValue(0)

    def words(self) -> str:
        """All that `show_parts` shows, a line for each part."""
        return "\n".join(part.text() for part in self._parts if isinstance(part, QLabel | FactRow))

    def focus_details(self) -> None:
        """Put the keys here: arrows scroll, Escape goes back to the table."""
        self.scroller.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
