"""The head of the Campaign page: its tabs, whether something is unsaved, Save."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import PrimaryButton, QuietButton
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from collections.abc import Mapping

NOT_SAVED, NOTHING_TO_SAVE = "Not saved yet", "Nothing was changed"


class Head(QWidget):
    """Title and Save on one line, the tabs under it."""

    def __init__(self, tabs: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.segments = Segmented([(name, words, "") for name, words in tabs.items()], "Tabs")
        self.state = ElidedLabel(tone="text2")
        self.discard = QuietButton("Discard", height=32)
        self.discard.set_hint("Put back what is saved")
        self.save = PrimaryButton("Save", "Ctrl+S", height=32)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(ElidedLabel("Campaign", fonts.title))
        first.addStretch(1)
        for part in (self.state, self.discard, self.save):
            first.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(first)
        column.addWidget(self.segments)

    def show_state(self, *, is_saved_here: bool, has_unsaved: bool) -> None:
        """Whether there is anything to save; a tab without fields has neither button."""
        self.state.setText(NOT_SAVED if has_unsaved else "")
        self.discard.setVisible(is_saved_here and has_unsaved)
        self.save.setVisible(is_saved_here)
        self.save.setEnabled(has_unsaved)
        self.save.set_hint("" if has_unsaved else NOTHING_TO_SAVE)
