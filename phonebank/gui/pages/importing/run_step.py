"""The fourth step, and any wait before it: how far the work is and how long it still takes."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from phonebank.domain.figures import count, percent
from phonebank.gui.pages.importing.pace import Pace
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.bars import CountBar
from phonebank.gui.widgets.buttons import ActionButton
from phonebank.gui.widgets.cards import Card
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.shapes import RIGHT
from phonebank.gui.widgets.spaced_text import SpacedText

WIDTH = 560
SECOND = 1000


class RunStep(QWidget):
    """A card in the middle. Rows are counted where it is known how many there are."""

    cancel_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pace, self._rows, self._is_stopping = Pace(), 0, False
        self.heading = ElidedLabel(role=fonts.heading)
        self.told = SpacedText(tone="text2")
        self.bar = CountBar(height=8)
        self.done = ElidedLabel(role=fonts.strong)
        self.left = ElidedLabel(tone="text2", align=RIGHT)
        self.cancel = ActionButton("Cancel: nothing is kept", "Esc", "close")
        self.cancel.clicked.connect(self.cancel_wanted)
        self._clock = QTimer(self, interval=SECOND)
        self._clock.timeout.connect(self._tell_left)
        self._lay_out()

    def begin(self, heading: str, told: str, rows: int = 0) -> None:
        """Show a job that begins now; `rows` is how many there are, nought while nobody knows."""
        self._pace, self._rows, self._is_stopping = Pace(), rows, False
        self.heading.setText(heading)
        self.told.setText(told)
        self.bar.set_part(0.0)
        self.done.setText("Reading the file …")
        self.left.setText("")
        self.cancel.setEnabled(True)
        self._clock.start()

    def end(self) -> None:
        self._clock.stop()

    def show_stopping(self) -> None:
        """A cancel was asked for and the job has not yet come to an end."""
        self._is_stopping = True
        self.cancel.setEnabled(False)
        self.left.setText("")
        self.done.setText("Stopping; nothing is kept …")

    def show_progress(self, done: int, total: int) -> None:
        part = min(done / total, 1.0) if total else 0.0
        self._pace.tell(part)
        self.bar.set_part(part)
        if self._is_stopping or not part:
            return
        if self._rows:
            self.done.setText(f"{count(round(part * self._rows))} of {count(self._rows)} rows")
        else:
            self.done.setText(f"{percent(part)} of the file")
        if part >= 1:
            self.done.setText("Putting it in place …")
        self._tell_left()

    def _tell_left(self) -> None:
        if not self._is_stopping:
            self.left.setText(self._pace.left())

    def _lay_out(self) -> None:
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self._card(), 8)
        across.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addStretch(2)
        whole.addLayout(across)
        whole.addStretch(3)

    def _card(self) -> Card:
        card = Card()
        card.setMaximumWidth(WIDTH)
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(self.heading)
        column.addWidget(self.told)
        column.addSpacing(4)
        column.addWidget(self.bar)
        below = QHBoxLayout()
        below.addWidget(self.done)
        below.addWidget(self.left, 1)
        column.addLayout(below)
        column.addSpacing(4)
        column.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignLeft)
        return card
