"""How a list stands in four figures: ready, leased, callbacks of today, and all on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from phonebank.domain.figures import EM_DASH, count
from phonebank.domain.queueing import Reason
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.bars import paint_track
from phonebank.gui.widgets.shapes import paint_words
from phonebank.gui.widgets.theme import theme_now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonebank.services.lists import ListNow

_HEIGHT = 56
_BAR = 4
_GAP = 16
WORDS = ("ready to ring", "leased now", "callbacks today", "on the list")


class FigureStrip(QWidget):
    """Across the whole width; the tracks are decoration, their counts stand over them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told: ListNow | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_now(self, told: ListNow | None) -> None:
        """Show these figures, or em dashes until there are some."""
        self._told = told
        self.setAccessibleName(self.in_words())
        self.setToolTip(self.in_words())
        self.update()

    def figures(self) -> Sequence[int | None]:
        """What is shown, in the order of WORDS."""
        told = self._told
        if told is None:
            return (None,) * len(WORDS)
        leased = next(it.electors for it in told.reasons if it.reason is Reason.LEASED)
        due = sum(it.due for it in told.callbacks_today)
        return told.ready, leased, due, told.electors

    def in_words(self) -> str:
        """The figures as one line."""
        shown = zip(self.figures(), WORDS, strict=True)
        said = ", ".join(f"{_cell(number)} {words}" for number, words in shown)
        overdue = sum(it.overdue for it in self._told.callbacks_today) if self._told else 0
        return f"{said}; {count(overdue)} of the callbacks are due by now" if overdue else said

    def sizeHint(self) -> QSize:
        return QSize(480, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_now(), QPainter(self)
        shown = self.figures()
        width, whole = self.width() / len(WORDS), shown[-1] or 1
        for place, (number, words) in enumerate(zip(shown, WORDS, strict=True)):
            left, room = place * width, width - _GAP
            tone = theme.text if number is not None else theme.text3
            top = QRectF(left, 0, room, 26)
            paint_words(painter, top, _cell(number), fonts.count(), tone)
            under = QRectF(left, 26, room, 18)
            paint_words(painter, under, words, fonts.caption(), theme.text2)
            if place < len(WORDS) - 1:
                track = QRectF(left, _HEIGHT - _BAR - 2, room, _BAR)
                paint_track(painter, track, (number or 0) / whole, theme)


def _cell(number: int | None) -> str:
    return EM_DASH if number is None else count(number)
