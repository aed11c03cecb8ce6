"""Beside the table: all that is known of the chosen line, or the form that enters one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from phonebank.domain.figures import EM_DASH
from phonebank.gui.pages.reported import words
from phonebank.gui.pages.reported.entry_form import EntryForm
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import ActionButton, QuietButton
from phonebank.gui.widgets.cards import Bar, Divider
from phonebank.gui.widgets.fact_row import FactRow
from phonebank.gui.widgets.side_panel import INSET, SidePanel
from phonebank.gui.widgets.spaced_text import SpacedText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonebank.domain.report_entries import Entry, ReportField
    from phonebank.gui.models.sheet_model import SheetModel

WIDTH = 288
FORM_WIDTH = 368


class Ways(QWidget):
    """What can be done with the chosen line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = ActionButton("Edit", "F2", height=32)
        self.remove = QuietButton("Remove", "Del", height=32)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(8)
        row.addWidget(self.edit)
        row.addWidget(self.remove)
        row.addStretch(1)


class DetailsPanel(SidePanel):
    """The whole line in words, whatever of it the table has room for."""

    edit_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Details of the chosen line", WIDTH, parent)
        self.ways: Ways | None = None

    def show_line(
        self,
        model: SheetModel,
        row: int,
        entry: Entry,
        fields: Sequence[ReportField],
        *,
        may_change: bool,
    ) -> None:
        """This row of the sheet, and what was done by hand to its entry."""
        cells = [model.index(row, column).data() for column in range(model.columnCount())]
        facts = zip((column.title for column in model.sheet.columns), cells, strict=True)
        shown = [FactRow(title, said) for title, said in facts if said and said != EM_DASH]
        name = SpacedText(cells[0][:1].upper() + cells[0][1:], fonts.title)
        parts: list[QWidget] = [name, *shown[1:]]
        self.ways = self._ways() if may_change else None
        if self.ways is not None:
            parts.insert(1, self.ways)
        if entry.trail:
            parts.append(Divider())
            told = [words.done_by_hand(line, fields) for line in entry.trail]
            parts += [SpacedText(line, fonts.caption, "text3") for line in told]
        self.show_parts(parts)
        self.show()

    def _ways(self) -> Ways:
        ways = Ways()
        ways.edit.clicked.connect(self.edit_wanted)
        ways.remove.clicked.connect(self.remove_wanted)
        return ways


class FormPanel(Bar):
    """The form in the place of the details."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Edge.LeftEdge, parent)
        self.setFixedWidth(FORM_WIDTH)
        self.form = EntryForm()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(INSET, INSET, INSET, INSET)
        whole.addWidget(self.form)
