"""The top of the Reported page: which kind, entering one, importing a file, what was done."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from phonebank.domain.report_entries import Report
from phonebank.gui.pages.reported.words import SEGMENTS, SHORT
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import ActionButton, PrimaryButton, QuietButton
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.segmented import Segmented
from phonebank.gui.widgets.spaced_text import SpacedText

NARROW = 1100  # px of the page, under which its name and the words of its buttons give way


class Head(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = ElidedLabel("Reported", fonts.title)
        self.segments = Segmented(SEGMENTS, "What others say")
        self.bring_in = ActionButton("Import a file", height=32)
        self.enter = PrimaryButton("Add", "Ctrl+N", "plus", height=32)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.name)
        row.addWidget(self.segments)
        row.addStretch(1)
        row.addWidget(self.bring_in)
        row.addWidget(self.enter)

    def set_compact(self, is_compact: bool) -> None:
        """Where the page is narrow, fewer words."""
        self.name.setVisible(not is_compact)
        for kind, words, _ in SEGMENTS:
            short = SHORT.get(Report(kind), words)
            self.segments.segment(kind).setText(short if is_compact else words)
        self.bring_in.setText("Import…" if is_compact else "Import a file")


class SaidLine(QWidget):
    """What was done, and the way to undo it; hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = SpacedText()
        self.undo = QuietButton("Undo", "Ctrl+Z", "undo", height=28)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.words, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.undo)
        self.hide()

    def say(self, sentence: str, can_undo: bool = False) -> None:
        """Say this, or nothing."""
        self.words.setText(sentence)
        self.undo.setVisible(can_undo)
        self.setVisible(bool(sentence))
