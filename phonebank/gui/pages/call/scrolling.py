"""A part of a card that scrolls, whose bar lies in the margin and never narrows what scrolls."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

SCROLL_BAR = 8  # px kept free at the right of whatever scrolls


class Scrolling(QScrollArea):
    """Frameless and clear, so that the card shows through; up and down only."""

    def __init__(self, inner: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inner)
        self.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        # Queued: the range changes in the middle of laying out, which must first come to its end.
        self.verticalScrollBar().rangeChanged.connect(
            self._keep_width, Qt.ConnectionType.QueuedConnection
        )
        self._keep_width(0, 0)

    def _keep_width(self, least: int, most: int) -> None:
        self.setViewportMargins(0, 0, 0 if most > least else SCROLL_BAR, 0)
