"""A short list of words with their counts, of which one is chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from phonebank.domain.figures import count
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.chosen_item import ChosenItem
from phonebank.gui.widgets.shapes import RIGHT, paint_words
from phonebank.gui.widgets.theme import Theme

_ROW = 36
_INSET = 12
_GAP = 10


class CountedItem(ChosenItem):
    """Words at the left, how many at the right; the chosen one is filled."""

    def __init__(self, words: str, number: int, parent: QWidget | None = None) -> None:
        super().__init__(words, _ROW, parent)
        self._number = number
        self.setAccessibleName(f"{words}, {number}")

    def paint_inside(self, painter: QPainter, theme: Theme) -> None:
        number = count(self._number)
        taken = fonts.text_width(number, fonts.strong()) + _GAP + _INSET
        words = QRectF(self.rect()).adjusted(_INSET, 0, -taken, 0)
        paint_words(painter, words, self._words, fonts.button(), theme.text)
        figures = QRectF(self.rect()).adjusted(_INSET, 0, -_INSET, 0)
        paint_words(painter, figures, number, fonts.strong(), theme.text, RIGHT)


class CountedList(QWidget):
    """The items from top to bottom. `chosen` carries the words of the one that was chosen."""

    chosen = Signal(str)

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(words)
        self._group = QButtonGroup(self)
        self._items: dict[str, CountedItem] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addStretch(1)
        self._group.buttonToggled.connect(self._tell)

    def show_items(self, items: Sequence[tuple[str, int]]) -> None:
        """Show these in place of the others; the first is chosen."""
        for old in self._items.values():
            self._group.removeButton(old)
            old.hide()
            old.deleteLater()
        self._items = {words: CountedItem(words, number) for words, number in items}
        for place, item in enumerate(self._items.values()):
            self._group.addButton(item)
            self._column.insertWidget(place, item)
        if self._items:
            next(iter(self._items.values())).setChecked(True)

    def items(self) -> Sequence[CountedItem]:
        return list(self._items.values())

    def current(self) -> str:
        return next((words for words, item in self._items.items() if item.isChecked()), "")

    def _tell(self, item: CountedItem, is_checked: bool) -> None:
        if is_checked:
            self.chosen.emit(self.current())
