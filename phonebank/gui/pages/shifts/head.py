"""The head of the Shifts page: shifts or follow-ups, and what can be done next."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import ActionButton, PrimaryButton
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.segmented import Segmented

SHIFTS, FOLLOW_UPS = "shifts", "follow-ups"


class Head(QWidget):
    """Title, the two segments, and the buttons at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        choices = [(SHIFTS, "Shifts", ""), (FOLLOW_UPS, "Follow-ups", "")]
        self.segments = Segmented(choices, "Shifts or follow-ups")
        self.add = ActionButton("Add a shift", "Ctrl+N", "plus", height=32)
        self.board = PrimaryButton("Board for the room", "F11", "board", height=32)
        self.add.set_hint("Plan another shift")
        self.board.set_hint("Large figures for everybody to see; the key fills the screen")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(ElidedLabel("Shifts", fonts.title))
        row.addSpacing(8)
        row.addWidget(self.segments)
        row.addStretch(1)
        row.addWidget(self.add)
        row.addWidget(self.board)
