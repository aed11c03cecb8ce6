"""A candidate's colour as the window shows it, light and dark, moved until it can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from phonebank.gui.pages.campaign.values import is_colour
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.answers import answer_colours
from phonebank.gui.widgets.colours import contrast
from phonebank.gui.widgets.shapes import CENTRE, CONTROL_RADIUS, paint_box, paint_words
from phonebank.gui.widgets.theme import DARK, LIGHT, theme_now

if TYPE_CHECKING:
    from phonebank.gui.widgets.theme import Theme

WIDTH, HEIGHT = 108, 32
_BAR = 8
_INSET = 9
SAMPLE = "59%"


class Swatch(QWidget):
    """A figure and a bar in the colour, on the ground of each theme; empty for no colour."""

    def __init__(self, colour: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_colour(colour)

    def show_colour(self, colour: str) -> None:
        """Show how this colour will be drawn."""
        self._colour = colour.strip() if is_colour(colour) else ""
        self.setToolTip(told(self._colour))
        self.setAccessibleName(told(self._colour))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, half = QPainter(self), self.width() / 2 - 2
        for theme, left in ((LIGHT, 0.0), (DARK, half + 4)):
            self._paint_one(painter, QRectF(left, 0, half, self.height()), theme)

    def _paint_one(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        paint_box(painter, box, theme.surface, theme_now().line, radius=CONTROL_RADIUS)
        if not self._colour:
            return
        shown = answer_colours(self._colour, theme)
        words = box.adjusted(0, 2, 0, -_BAR - 4)
        paint_words(painter, words, SAMPLE, fonts.caption_strong(), shown.text, CENTRE)
        bar = QRectF(box.left() + _INSET, box.bottom() - _BAR - 3, box.width() - 2 * _INSET, _BAR)
        painter.fillRect(bar, shown.mark)


def told(colour: str) -> str:
    """How the colour is drawn in each theme, in words."""
    if not colour:
        return "No colour yet: write one like #0B6E6E"
    return "\n".join(_told_in(colour, theme) for theme in (LIGHT, DARK))


def _told_in(colour: str, theme: Theme) -> str:
    shown = answer_colours(colour, theme)
    marks, words = shown.mark.name().upper(), shown.text.name().upper()
    ratio = contrast(shown.text, theme.surface)
    return f"{theme.name.capitalize()}: bars {marks}, words {words}, contrast {ratio:.1f} to 1"
