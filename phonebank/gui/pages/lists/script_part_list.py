"""The list of a script's parts, of which one is being written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from phonebank.domain.scripts import Stage
from phonebank.gui.pages.call.scrolling import Scrolling
from phonebank.gui.pages.lists.script_parts import PARTS, Part, name_of
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.cards import Card
from phonebank.gui.widgets.chosen_item import ChosenItem
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.shapes import paint_words

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from phonebank.gui.widgets.theme import Theme

ROW = 28
INSET = 10


class PartItem(ChosenItem):
    """The name of a part; the chosen one is filled and SemiBold."""

    least = 80

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, ROW, parent)

    def paint_inside(self, painter: QPainter, theme: Theme) -> None:
        words = QRectF(self.rect()).adjusted(INSET, 0, -INSET, 0)
        style = fonts.strong() if self.state().is_chosen else fonts.body()
        paint_words(painter, words, self._words, style, theme.text)


class PartList(Card):
    """`chosen` carries the part that was chosen."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self.items: dict[Part, PartItem] = {part: PartItem(name_of(part)) for part in PARTS}
        self._lay_out()
        self.choose(Stage.OPENING)
        self._group.buttonToggled.connect(self._tell)

    def choose(self, part: Part) -> None:
        self.items[part].setChecked(True)

    def current(self) -> Part:
        return next(part for part, item in self.items.items() if item.isChecked())

    def _tell(self, item: PartItem, is_checked: bool) -> None:
        if is_checked:
            self.chosen.emit(self.current())

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(_caption("To say"))
        for part, item in self.items.items():
            if part is _FIRST_OTHER:
                column.addSpacing(6)
                column.addWidget(_caption("Beside the call"))
            self._group.addButton(item)
            column.addWidget(item)
        column.addStretch(1)
        around = QVBoxLayout(self)
        around.setContentsMargins(8, 8, 2, 8)
        around.addWidget(Scrolling(inner))


_FIRST_OTHER = PARTS[len(Stage)]


def _caption(words: str) -> QWidget:
    whole = QWidget()
    row = QVBoxLayout(whole)
    row.setContentsMargins(INSET, 2, 0, 0)
    row.addWidget(ElidedLabel(words, role=fonts.caption, tone="text3"))
    return whole
