"""The head of the electors page: finding, filtering, columns, and what leads elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from phonebank.domain import figures
from phonebank.gui.pages.electors.filtering import FilterCard, SegmentChoice
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import ActionButton, IconButton, KeyButton
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.picks import Pick
from phonebank.services.looking_up import MOST

if TYPE_CHECKING:
    from phonebank.domain.segments import Tree
    from phonebank.gui.desk import Desk

ADVICE = "Name, phone number, postcode or membership no"


class SearchField(QLineEdit):
    """Escape empties it, and leaves it when it is empty; Enter and Down go to what was found."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(ADVICE)
        self.setAccessibleName("Find electors by name, number, postcode or membership number")
        self.setToolTip(
            "Parts of a name in any order, four digits or more of a number, a postcode, "
            "or a membership number (Ctrl+K). Esc gives the whole table back."
        )
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Return}:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class ElectorsHead(QWidget):
    """Title and count over search and filter; `narrowed` carries a tree, or None, and its words."""

    narrowed = Signal(object, str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchField()
        self.found = ElidedLabel(role=fonts.caption, tone="text2")
        self.segments = Pick("Segment")
        self.filter = KeyButton("Filter", height=32)
        self.columns = IconButton("columns", "Choose columns", is_outlined=True, size=32)
        self.duplicates = ActionButton("Possible duplicates", height=32)
        self.bring_in = ActionButton("Import…", icon="file", height=32)
        self.filter.set_hint("Show only electors who meet conditions; these can be saved")
        self.columns.set_hint("Choose which columns are shown (the header’s menu too)")
        self.duplicates.set_hint("Electors who may be one person, to merge or keep apart")
        self.bring_in.set_hint("Bring in a roll or calls from a file; or drop it anywhere")
        self.choice = SegmentChoice(desk, self.segments, self)
        self.conditions = FilterCard(desk)
        self.choice.chosen.connect(self.narrowed)
        self.conditions.changed.connect(self.choice.show_conditions)
        self.filter.toggled.connect(self._turn_conditions)
        self._lay_out()

    def refresh(self) -> None:
        """Read the saved segments again."""
        self.choice.refresh()
        self.conditions.refresh()

    def show_conditions(self, tree: Tree | None) -> None:
        """Narrow to these, as if they had been put together here."""
        self.choice.show_conditions(tree)
        if self.filter.isChecked():
            self.conditions.open(tree)

    def _turn_conditions(self, is_on: bool) -> None:
        """The conditions have a pick of saved segments of their own."""
        self.segments.setVisible(not is_on)
        if is_on:
            self.conditions.open(self.choice.current())
        else:
            self.filter.setFocus(Qt.FocusReason.OtherFocusReason)  # before what has it goes
            self.conditions.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        upper, lower = QHBoxLayout(), QHBoxLayout()
        for row in (upper, lower):
            row.setSpacing(8)
            column.addLayout(row)
        upper.addWidget(ElidedLabel("Electors", fonts.title))
        upper.addSpacing(8)
        upper.addWidget(self.found, 1)
        upper.addWidget(self.duplicates)
        upper.addWidget(self.bring_in)
        lower.addWidget(self.search, 1)
        for part in (self.segments, self.filter, self.columns):
            lower.addWidget(part)
        column.addWidget(self.conditions)


def how_many_found(count: int) -> str:
    """How many the search found: it stops at some."""
    return f"First {MOST} of many" if count >= MOST else f"{count} found"


def how_many(count: int, segment: str, gone: int = 0) -> str:
    """How many electors the table has; `segment` is how its filter is called, empty for all.

    `gone` of them are no longer on the roll: no list and no canvass has them.
    """
    electors = f"{figures.count(count)} elector{'' if count == 1 else 's'}"
    if segment:
        return f"{electors} {segment}"
    return f"{electors}, {figures.count(gone)} no longer on the roll" if gone else electors
