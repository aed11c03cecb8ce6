"""A line of a side panel: a caption at the left, and what is known at its right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.spaced_text import SpacedText

_CAPTION = 104


class FactRow(QWidget):
    """Both are plain words; the fact wraps, the caption does not."""

    def __init__(self, caption: str, fact: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.caption = ElidedLabel(caption, tone="text3")
        self.caption.setFixedWidth(_CAPTION)
        self.fact = SpacedText(fact)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.caption, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.fact, 1)

    def text(self) -> str:
        """Caption and fact as one line."""
        return f"{self.caption.text()}: {self.fact.text()}"
