"""An item of a list of which one is chosen: its words, more under them, something at its end."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.faces import Kind
from phonebank.gui.widgets.painted_button import PaintedButton
from phonebank.gui.widgets.shapes import paint_box, paint_ring, paint_words
from phonebank.gui.widgets.theme import Theme, theme_now

INSET = 12
_LINE = 20
_LEAST = 120


class ListedItem(PaintedButton):
    """The chosen one is filled; what it tells is its accessible name too."""

    def __init__(self, words: str, height: int, parent: QWidget | None = None) -> None:
        super().__init__(words, kind=Kind.QUIET, height=height, parent=parent)
        self._under = ""
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_under(self, words: str, told: str) -> None:
        """Have these on the second line; `told` is all of it in a sentence."""
        self._under = words
        self.set_hint(told)
        self.setAccessibleName(told)
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, self._height)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, state = theme_now(), self.state()
        painter, box = QPainter(self), QRectF(self.rect())
        if state.is_ringed:
            box = paint_ring(painter, box, theme)
        if state.is_chosen or state.is_hovered:
            paint_box(painter, box, theme.ink_soft if state.is_chosen else theme.hover)
        top = (self.height() - 2 * _LINE) / 2
        line = QRectF(INSET, top, self.width() - 2 * INSET, _LINE)
        taken = self.paint_end(painter, line, theme)
        face = fonts.strong() if state.is_chosen else fonts.button()
        paint_words(painter, line.adjusted(0, 0, -taken, 0), self._words, face, theme.text)
        under = line.translated(0, _LINE)
        paint_words(painter, under, self._under, fonts.caption(), theme.text2)

    def paint_end(self, painter: QPainter, line: QRectF, theme: Theme) -> float:
        """What stands at the end of the first line; how much room it takes."""
        return 0.0
