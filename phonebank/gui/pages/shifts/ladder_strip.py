"""The ladder of a whole shift: four figures with their part of the attempts, and two rates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from phonebank.domain.shifts import Ladder
from phonebank.gui.pages.shifts.words import cells, in_words
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.bars import paint_track
from phonebank.gui.widgets.shapes import paint_words
from phonebank.gui.widgets.theme import theme_now

if TYPE_CHECKING:
    from collections.abc import Sequence

WORDS = ("attempts", "dials", "contacts", "stated", "calls an hour", "median length")
_HEIGHT = 60
_BAR = 4
_GAP = 16
_STEPS = 4


class LadderStrip(QWidget):
    """Across the whole width; the tracks are decoration, their counts stand over them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ladder = Ladder()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_ladder(self, ladder: Ladder) -> None:
        self._ladder = ladder
        told = f"The whole shift: {in_words(ladder)}"
        self.setAccessibleName(told)
        self.setToolTip(told)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(480, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_now(), QPainter(self)
        width = self.width() / len(WORDS)
        for place, (cell, word) in enumerate(zip(cells(self._ladder), WORDS, strict=True)):
            left = place * width
            number = QRectF(left, 0, width - _GAP, 26)
            paint_words(painter, number, cell, fonts.count(), theme.text)
            under = QRectF(left, 26, width - _GAP + 8, 20)
            paint_words(painter, under, word, fonts.caption(), theme.text2)
            if place < _STEPS:
                track = QRectF(left, _HEIGHT - _BAR - 4, width - _GAP, _BAR)
                paint_track(painter, track, self._parts()[place], theme)

    def _parts(self) -> Sequence[float]:
        one = self._ladder
        whole = one.attempts or 1
        return [step / whole for step in (one.attempts, one.dials, one.contacts, one.stated)]
