"""What stands where a table would, when there is none: what is the matter, and what to do next."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.spaced_text import SpacedText

_WIDTH = 440


class EmptyState(QWidget):
    """A heading and a sentence in the middle of their place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = ElidedLabel(role=fonts.heading)
        self.sentence = SpacedText(tone="text2")
        words = QWidget()
        words.setFixedWidth(_WIDTH)
        column = QVBoxLayout(words)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(self.heading)
        column.addWidget(self.sentence)
        self._actions = QHBoxLayout()
        self._actions.addStretch(1)
        column.addLayout(self._actions)
        column.addStretch(3)
        across = QHBoxLayout(self)
        across.addStretch(1)
        across.addWidget(words)
        across.addStretch(1)

    def add(self, button: QWidget) -> None:
        """A way out, under the sentence."""
        self._actions.insertWidget(self._actions.count() - 1, button)

    def say(self, heading: str, sentence: str) -> None:
        """Show another heading and sentence."""
        self.heading.setText(heading)
        self.sentence.setText(sentence)
