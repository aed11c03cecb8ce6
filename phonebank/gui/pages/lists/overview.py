"""The lists, one of them chosen: name, state, and who can be rung now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from phonebank.domain.lists import ListState
from phonebank.gui.pages.lists.words import figures_in_words, figures_of
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.cards import Card
from phonebank.gui.widgets.listed_item import ListedItem
from phonebank.gui.widgets.scrolled import scrolled
from phonebank.gui.widgets.shapes import CENTRE, paint_box, paint_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonebank.gui.widgets.theme import Theme
    from phonebank.services.lists import ListLine

_ITEM = 56
_LINE = 20
_PILL_INSET = 8
_GAP = 8


class ListItem(ListedItem):
    """The name and its state, under it figures; Enter tells `opened`."""

    opened = Signal()

    def __init__(self, line: ListLine, parent: QWidget | None = None) -> None:
        super().__init__(line.facts.name, _ITEM, parent)
        self.show_line(line)

    def show_line(self, line: ListLine) -> None:
        """Show how this list stands now."""
        self.line = line
        self.show_under(figures_of(line), figures_in_words(line))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.setChecked(True)
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def paint_end(self, painter: QPainter, line: QRectF, theme: Theme) -> float:
        """The state as a pill."""
        state = self.line.facts.state
        is_served = state is ListState.OPEN and not self.line.why_not_served
        words = state.label if is_served or state is not ListState.OPEN else "Not now"
        width = fonts.text_width(words, fonts.tick_medium()) + 2 * _PILL_INSET
        pill = QRectF(line.right() - width, line.top() + 1, width, _LINE - 2)
        ground = theme.surface if self.isChecked() else theme.ink_soft
        fill, border = (ground, None) if is_served else (None, theme.control)
        paint_box(painter, pill, fill, border, radius=pill.height() / 2)
        colour = theme.text if is_served else theme.text2
        paint_words(painter, pill, words, fonts.tick_medium(), colour, CENTRE)
        return width + _GAP


class ListsCard(Card):
    """Scrolls; `chosen` carries the name of the list that was chosen, `opened` goes into it."""

    chosen = Signal(str)
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: dict[str, ListItem] = {}
        self._group = QButtonGroup(self)
        self._group.buttonToggled.connect(self._tell)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(8, 8, 8, 8)
        self._column.setSpacing(2)
        self._column.addStretch(1)
        self.scroller = scrolled(inside, "Call lists")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.scroller)

    def show_lines(self, lines: Sequence[ListLine], wanted: str) -> None:
        """Show these with the wanted one chosen, or else the first; who stays keeps the focus."""
        names = [line.facts.name for line in lines]
        for name in [name for name in self._items if name not in names]:
            self._drop(name)
        for place, line in enumerate(lines):
            item = self._items.get(line.facts.name) or self._add(line)
            item.show_line(line)
            self._column.insertWidget(place, item)
        if names:
            self.choose(wanted if wanted in names else names[0])

    def items(self) -> list[ListItem]:
        """From top to bottom."""
        return sorted(self._items.values(), key=self._column.indexOf)

    def current(self) -> str:
        """The name of the chosen list, empty for none."""
        return next((name for name, item in self._items.items() if item.isChecked()), "")

    def choose(self, name: str) -> None:
        """Choose this list, as a click would."""
        if name in self._items:
            self._items[name].setChecked(True)

    def focus_list(self) -> None:
        """Put the keys on the chosen list."""
        item = self._items.get(self.current())
        if item is not None:
            item.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _add(self, line: ListLine) -> ListItem:
        item = ListItem(line)
        item.opened.connect(self.opened)
        self._items[line.facts.name] = item
        self._group.addButton(item)
        return item

    def _drop(self, name: str) -> None:
        gone = self._items.pop(name)
        self._group.removeButton(gone)
        self._column.removeWidget(gone)
        gone.hide()
        gone.deleteLater()

    def _tell(self, item: ListItem, is_checked: bool) -> None:
        if is_checked:
            self.scroller.ensureWidgetVisible(item)
            self.chosen.emit(item.line.facts.name)
