"""A quiet line over the foot: whom to go on with, while the caller is still on the line."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from phonebank.gui.widgets.buttons import QuietKeyButton
from phonebank.gui.widgets.labels import ElidedLabel

KEY, LOW = "J", 32


class Offer(NamedTuple):
    """Somebody to go on with, in a sentence, and the words of the button."""

    elector_id: int
    words: str
    action: str


class OfferLine(QWidget):
    """Hidden where there is nothing to offer."""

    taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = ElidedLabel(tone="text2")
        self.go_on = QuietKeyButton("", KEY, LOW)
        self.go_on.clicked.connect(self.taken)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 2, 16, 4)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        row.addWidget(self.go_on)
        self.show_offer(None)

    def show_offer(self, offer: Offer | None) -> None:
        self.words.setText(offer.words if offer else "")
        self.go_on.setText(offer.action if offer else "")
        self.go_on.set_hint(offer.action if offer else "")
        self.setVisible(offer is not None)
