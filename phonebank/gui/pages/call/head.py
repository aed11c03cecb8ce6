"""The head of the page: the call list, and how far this caller has come today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.bars import Ladder
from phonebank.gui.widgets.labels import ElidedLabel

if TYPE_CHECKING:
    from phonebank.services.serving import Ladder as Counts

HEIGHT, HEIGHT_COMPACT = 40, 32


class Head(QWidget):
    """Two lines at the left, one in a small window; the ladder at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list_name = ElidedLabel(role=fonts.list_name)
        self.note = ElidedLabel(tone="text2")
        self.ladder = Ladder()
        self._words = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._words.addWidget(self.list_name)
        self._words.addWidget(self.note, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(self._words, 1)
        row.addWidget(self.ladder)
        self._row = row
        self.set_compact(False)

    def show_list(self, name: str, note: str) -> None:
        self.list_name.setText(name)
        self.note.setText(note)

    def show_ladder(self, counts: Counts) -> None:
        self.ladder.set_counts(*counts)

    def set_compact(self, is_compact: bool) -> None:
        sideways, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._words.setDirection(sideways if is_compact else down)
        self._words.setSpacing(16 if is_compact else 0)
        self._words.setContentsMargins(0, 8 if is_compact else 0, 0, 0)
        self._row.setContentsMargins(0, 0 if is_compact else 3, 0, 0)
        self.setFixedHeight(HEIGHT_COMPACT if is_compact else HEIGHT)
