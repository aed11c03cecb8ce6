"""The way through a page of several steps: what is done, where one is, what is to come."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.icons import SMALL, paint_icon
from phonebank.gui.widgets.shapes import CENTRE, paint_box, paint_words
from phonebank.gui.widgets.theme import Theme, theme_now

_HEIGHT = 32
_CIRCLE = 24
_GAP = 8
_LINE = 40
_LINE_GAP = 12


class Steps(QWidget):
    """Numbered steps in one painted line; the one that is current is solid and strong."""

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names, self._current = names, 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_step(0)

    def show_step(self, current: int) -> None:
        """Show where one is, counted from nought; one past the last is all done."""
        self._current = current
        shown = min(current, len(self._names) - 1)
        words = f"Step {shown + 1} of {len(self._names)}: {self._names[shown]}"
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def current(self) -> int:
        return self._current

    def sizeHint(self) -> QSize:
        widths = sum(_width_of(name) for name in self._names)
        lines = (len(self._names) - 1) * (_LINE + 2 * _LINE_GAP)
        return QSize(round(widths) + lines, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(_CIRCLE + _GAP + 80, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), theme_now()
        only_current = self.width() < self.sizeHint().width()
        left = 0.0
        for place, name in enumerate(self._names):
            if only_current and place != min(self._current, len(self._names) - 1):
                continue
            if left:
                line = QRectF(left + _LINE_GAP, _HEIGHT / 2 - 1, _LINE, 2)
                is_reached = place <= self._current
                painter.fillRect(line, theme.control if is_reached else theme.line)
                left += _LINE + 2 * _LINE_GAP
            self._paint_step(painter, left, place, theme)
            left += _width_of(name)

    def _paint_step(self, painter: QPainter, left: float, place: int, theme: Theme) -> None:
        box = QRectF(left, (_HEIGHT - _CIRCLE) / 2, _CIRCLE, _CIRCLE)
        is_current, is_done = place == self._current, place < self._current
        border = None if is_current else theme.ink if is_done else theme.control
        fill = theme.ink if is_current else theme.surface
        paint_box(painter, box, fill, border, 1.5, _CIRCLE / 2)
        if is_done:
            inset = (_CIRCLE - SMALL) / 2
            paint_icon(painter, box.adjusted(inset, inset, -inset, -inset), "check", theme.ink)
        else:
            colour = theme.on_ink if is_current else theme.text3
            paint_words(painter, box, str(place + 1), fonts.header(), colour, CENTRE)
        words = QRectF(box.right() + _GAP, 0, _words_width(self._names[place]) + 1, _HEIGHT)
        face = fonts.strong() if is_current else fonts.body()
        colour = theme.text if is_current else theme.text2
        paint_words(painter, words, self._names[place], face, colour)


def _words_width(name: str) -> float:
    return fonts.text_width(name, fonts.strong())


def _width_of(name: str) -> float:
    return _CIRCLE + _GAP + _words_width(name)
