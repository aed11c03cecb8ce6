"""An item of a list of which one is chosen: its words, more under them, something at its end."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.chosen_item import ChosenItem
from phonebank.gui.widgets.shapes import paint_words
from phonebank.gui.widgets.theme import Theme

INSET = 12
_LINE = 20


class ListedItem(ChosenItem):
    """The chosen one is filled; what it tells is its accessible name too."""

    def __init__(self, words: str, height: int, parent: QWidget | None = None) -> None:
        super().__init__(words, height, parent)
        self._under = ""

    def show_under(self, words: str, told: str) -> None:
        """Have these on the second line; `told` is all of it in a sentence."""
        self._under = words
        self.set_hint(told)
        self.setAccessibleName(told)
        self.update()

    def paint_inside(self, painter: QPainter, theme: Theme) -> None:
        top = (self.height() - 2 * _LINE) / 2
        line = QRectF(INSET, top, self.width() - 2 * INSET, _LINE)
        taken = self.paint_end(painter, line, theme)
        face = fonts.strong() if self.state().is_chosen else fonts.button()
        paint_words(painter, line.adjusted(0, 0, -taken, 0), self._words, face, theme.text)
        under = line.translated(0, _LINE)
        paint_words(painter, under, self._under, fonts.caption(), theme.text2)

    def paint_end(self, painter: QPainter, line: QRectF, theme: Theme) -> float:
        """What stands at the end of the first line; how much room it takes."""
        return 0.0
