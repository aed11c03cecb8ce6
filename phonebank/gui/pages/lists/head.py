"""The head of the Lists page: lists or scripts, and New list."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import ActionButton, PrimaryButton
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.segmented import Segmented

LISTS, SCRIPTS = "lists", "scripts"


class Head(QWidget):
    """Title, the two segments, and the button at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        choices = [(LISTS, "Call lists", ""), (SCRIPTS, "Scripts", "")]
        self.segments = Segmented(choices, "Call lists or scripts")
        self.read_at = ElidedLabel(role=fonts.caption, tone="text2")
        self.read_at.setToolTip("When these figures were counted (F5 counts again)")
        self.packs = ActionButton("Packs…", height=32)
        self.paper = ActionButton("Paper…", "Ctrl+Shift+E", "print", height=32)
        self.add = PrimaryButton("New list", "Ctrl+N", "plus", height=32)
        self._tell_hints()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(ElidedLabel("Lists", fonts.title))
        row.addSpacing(8)
        row.addWidget(self.segments)
        row.addStretch(1)
        for part in (self.read_at, self.packs, self.paper, self.add):
            row.addWidget(part)

    def _tell_hints(self) -> None:
        self.packs.set_hint("Lists taken home in a file, and what came back")
        self.paper.set_hint("Print call sheets, and enter what came of them")
        self.add.set_hint("Make a call list (Ctrl+N)")
