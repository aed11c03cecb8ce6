"""The rail at the left: one item a page, the current one marked."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.cards import Bar
from phonebank.gui.widgets.faces import Kind
from phonebank.gui.widgets.icons import LARGE, paint_icon
from phonebank.gui.widgets.painted_button import PaintedButton
from phonebank.gui.widgets.shapes import CARD_RADIUS, CENTRE, paint_box, paint_ring, paint_words
from phonebank.gui.widgets.theme import Theme, theme_now

WIDTH = 72
_ITEM = 60
_SMALL_ITEM = 56
_TOP = 8
_SIDE = 8
_MARK_WIDTH = 3
_MARK_INSET = 10
_WORDS_HEIGHT = 16


class RailItem(PaintedButton):
    """An icon over a word; the current one is filled and has a mark at the edge of the window."""

    def __init__(self, words: str, icon: str, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, key, icon, Kind.QUIET, _ITEM, parent)
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH - 1, self._height)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_now()
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(_SIDE, 2, -_SIDE, -2)
        self._paint_ground(painter, box, theme)
        colour = theme.text if self.isChecked() else theme.text2
        colour = colour if self.isEnabled() else theme.text3
        top = box.center().y() - (LARGE + 2 + _WORDS_HEIGHT) / 2 - 1
        place = QRectF((self.width() - LARGE) / 2, round(top), LARGE, LARGE)
        paint_icon(painter, place, self._icon, colour)
        words = QRectF(1, place.bottom() + 4, self.width() - 2, _WORDS_HEIGHT)
        style = fonts.header() if self.isChecked() else fonts.tick_medium()
        paint_words(painter, words, self._words, style, colour, CENTRE)

    def _paint_ground(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        state = self.state()
        if state.is_chosen:
            mark = box.adjusted(-_SIDE - _MARK_WIDTH, _MARK_INSET, 0, -_MARK_INSET)
            mark.setWidth(2 * _MARK_WIDTH)
            paint_box(painter, mark, theme.ink, radius=1.5)
        inner = paint_ring(painter, box, theme) if state.is_ringed else box
        fill = theme.ink_soft if state.is_chosen or state.is_pressed else theme.hover
        if state.is_chosen or state.is_pressed or state.is_hovered:
            paint_box(painter, inner, fill, radius=CARD_RADIUS if inner is box else 5.0)


class Rail(Bar):
    """The items from top to bottom. `chosen` carries the name of the page that was asked for."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Edge.RightEdge, parent)
        self.setFixedWidth(WIDTH)
        self.setAccessibleName("Pages")
        self._items: dict[str, RailItem] = {}
        self._group = QButtonGroup(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, _TOP, 1, _TOP)
        self._column.setSpacing(2)
        self._column.addStretch()
        self._group.buttonToggled.connect(self._tell)

    def add(self, name: str, words: str, icon: str, key: str = "") -> RailItem:
        """Put another page at the end; `key` is its shortcut for the tooltip."""
        item = RailItem(words, icon, key)
        self._items[name] = item
        self._group.addButton(item)
        self._column.insertWidget(len(self._items) - 1, item)
        return item

    def choose(self, name: str) -> None:
        """Mark the page with this name as the current one."""
        self._items[name].setChecked(True)

    def show_only(self, names: set[str]) -> None:
        """Show these pages and no others, as a volunteer sees two."""
        for name, item in self._items.items():
            item.setVisible(name in names)

    def minimumSizeHint(self) -> QSize:
        """With its lower items, so that a window may become small enough to ask for them."""
        shown = sum(not item.isHidden() for item in self._items.values())
        return QSize(WIDTH, 2 * _TOP + shown * _SMALL_ITEM)

    def set_compact(self, is_compact: bool) -> None:
        """Lower items for a small window: 56 px instead of 62 from one to the next."""
        self._column.setSpacing(0 if is_compact else 2)
        for item in self._items.values():
            item.set_height(_SMALL_ITEM if is_compact else _ITEM)

    def _tell(self, item: RailItem, is_checked: bool) -> None:
        if is_checked:
            self.chosen.emit(next(name for name, one in self._items.items() if one is item))
