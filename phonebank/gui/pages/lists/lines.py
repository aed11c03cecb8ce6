"""A table of lines that is read again and again, under it what can be done about one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from phonebank.gui.models.text_model import TextRow
from phonebank.gui.pages.lists.words import first_of
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.empty_state import EmptyState
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.text_table import TextTable

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

MOST = 200
One = TypeVar("One")


class Line(NamedTuple):
    """What one row is about, and its cells."""

    key: Hashable
    cells: tuple[str, ...]


class Told(NamedTuple):
    """How a table is called, its titles, and what stands there when it is empty."""

    name: str
    titles: Sequence[str]
    empty: str
    sentence: str
    one: str


class LinesView(QWidget):
    """The chosen line stays chosen while it is there, and its table where it was scrolled to.

    `chosen` tells that another line is chosen, or none; Escape tells `left`.
    """

    chosen = Signal()
    left = Signal()

    def __init__(self, told: Told, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = told
        self._lines: Sequence[Line] = []
        self._key: Hashable = None
        self.table = TextTable(told.name, fits=True)
        self.empty = EmptyState()
        self.empty.say(told.empty, told.sentence)
        self.more = ElidedLabel(role=fonts.caption, tone="text2")
        self.doings = QWidget()
        self.bar = QHBoxLayout(self.doings)
        self.bar.setContentsMargins(0, 0, 0, 0)
        self.bar.setSpacing(8)
        self.table.chosen.connect(self._follow)
        self.table.left.connect(self.left)
        self.table.opened.connect(self.focus_bar)
        self._lay_out()

    def show_lines(
        self, those: Sequence[One], line_of: Callable[[One], Line], more: str = ""
    ) -> None:
        """Show a line of each; `more` is said under the table beside how many are left out.

        There may be thousands, so lines are made only of those that are shown.
        """
        lines = [line_of(one) for one in those[:MOST]]
        self.more.setText(f"{first_of(len(lines), len(those), self._told.one)} {more}".strip())
        self.more.setVisible(bool(self.more.text()))
        if lines != self._lines:
            self._show(lines)
        self._stack.setCurrentWidget(self._filled if lines else self.empty)

    def key(self) -> Hashable:
        """What the chosen line is about, None where none is."""
        return self._key

    def keys(self) -> list[Hashable]:
        """What the lines are about, from top to bottom."""
        return [line.key for line in self._lines]

    def texts(self) -> list[list[str]]:
        return self.table.texts()

    def choose(self, key: Hashable) -> None:
        """Choose the line about this."""
        if key in self.keys():
            self.table.choose_row(self.keys().index(key))

    def focus_lines(self) -> None:
        """Put the keys into the table."""
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def hide_bar(self) -> None:
        """Of an archived campaign everything is only read."""
        self.doings.hide()

    def focus_bar(self) -> None:
        """Put the keys onto what can be done; each view says what comes first."""

    def _show(self, lines: Sequence[Line]) -> None:
        before, was_empty = self._key, not self._lines
        scroll = self.table.verticalScrollBar()
        top = scroll.value()
        self._lines = lines
        with QSignalBlocker(self.table):
            rows = [TextRow(line.cells) for line in lines]
            self.table.show_rows(self._told.titles, rows, strong=(0,))
            keys = [line.key for line in lines]
            if before in keys:
                self.table.choose_row(keys.index(before))
            elif was_empty and lines:
                self.table.choose_row(0)
        scroll.setValue(top)
        self._follow()

    def _follow(self) -> None:
        row = self.table.current_row()
        key = self._lines[row].key if 0 <= row < len(self._lines) else None
        if key != self._key:
            self._key = key
            self.chosen.emit()

    def _lay_out(self) -> None:
        self._filled, self._stack = QWidget(), QStackedWidget()
        inside = QVBoxLayout(self._filled)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self.table, 1)
        inside.addWidget(self.more)
        inside.addWidget(self.doings)
        self._stack.addWidget(self._filled)
        self._stack.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
