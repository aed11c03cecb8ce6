"""One frozen copy, opened: its sheets one at a time, read only, and a way to write it again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from phonebank.domain.sheet import Mark, Row, Sheet
from phonebank.gui.models.sheet_model import SheetModel
from phonebank.gui.pages.given_out.given_delegate import GivenDelegate
from phonebank.gui.pages.given_out.widths import fit_to_words
from phonebank.gui.pages.given_out.words import facts_of, heading_of
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import BackButton, PrimaryButton
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.picks import Pick
from phonebank.gui.widgets.row_table import MARGIN, RowTable
from phonebank.gui.widgets.scrolled import scrolled
from phonebank.gui.widgets.spaced_text import SpacedText
from phonebank.gui.widgets.table_edge import Framed
from phonebank.gui.widgets.table_header import TableHeader

if TYPE_CHECKING:
    from pathlib import Path

    from phonebank.domain.frozen import Frozen

_NOTES = 72  # px of notes at the most, so that figures have room; the rest is scrolled to


class CopyView(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.copy: Frozen | None = None
        self.heading = ElidedLabel(role=fonts.title)
        self.sheets = Pick("Sheet")
        self.again = PrimaryButton("Write it out again", "Ctrl+E", height=32)
        self.again.set_hint("These very tables as a workbook, a page or CSV, under their number")
        self.back = BackButton("Back to all copies")
        self.facts = SpacedText(role=fonts.caption, tone="text2")
        self.written = ElidedLabel(role=fonts.caption_medium, tone="ok")
        self.base = SpacedText(role=fonts.caption, tone="text2")
        self.notes = SpacedText(role=fonts.caption, tone="text3")
        fits = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        fits.setHeightForWidth(True)
        self.notes.setSizePolicy(fits)
        self.notes_area = scrolled(self.notes, "Notes of the sheet")
        self.model = SheetModel(Sheet("", "", [], []), self)
        self.table = RowTable("A sheet as it was given out")
        self._framed = Framed(self.table)
        self._lay_out()
        self._dress()

    def show_copy(self, copy: Frozen) -> None:
        """Its first sheet, and a choice of the others."""
        self.copy = copy
        self.heading.setText(heading_of(copy))
        self.facts.setText(facts_of(copy))
        self.written.hide()
        with QSignalBlocker(self.sheets):
            self.sheets.clear()
            self.sheets.addItems([sheet.title for sheet in copy.given.sheets])
        self.sheets.setEnabled(len(copy.given.sheets) > 1)
        self.sheets.setCurrentIndex(0)
        self._show_sheet()
        self.focus_table()

    def turn(self, step: int) -> None:
        """The next sheet, or the one before."""
        place = self.sheets.currentIndex() + step
        if 0 <= place < self.sheets.count():
            self.sheets.setCurrentIndex(place)

    def tell_written(self, path: Path) -> None:
        """Say to which file it was written."""
        self.written.setText(f"Written: {path}")
        self.written.show()

    def focus_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_sheet(self) -> None:
        place = self.sheets.currentIndex()
        if self.copy is None or not 0 <= place < len(self.copy.given.sheets):
            return
        sheet = self.copy.given.sheets[place]
        self.base.setText(sheet.base)
        self.base.setVisible(bool(sheet.base))
        self.notes.setText("\n".join(sheet.notes))
        self.notes_area.setVisible(bool(sheet.notes))
        self.model.show(_whole(sheet))
        self._fit()
        if self.model.rowCount():
            self.table.choose_row(0)
        self.table.scrollToTop()

    def _fit(self) -> None:
        """Columns as wide as there is room for, notes as high as they are."""
        room = self.table.room_beside_bar(self._framed.width())
        fit_to_words(self.table, self.model.sheet, room)
        high = self.notes.heightForWidth(self._framed.width())
        self.notes_area.setFixedHeight(min(_NOTES, high))

    def _dress(self) -> None:
        self.table.setModel(self.model)
        self.table.setItemDelegate(GivenDelegate(self.table))
        self.table.setHorizontalHeader(TableHeader("Columns of the sheet"))
        self.table.setCornerWidget(QWidget())
        self._framed.resized.connect(self._fit)
        self.sheets.currentIndexChanged.connect(self._show_sheet)
        self.written.hide()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(MARGIN)
        for part in (self.back, self.heading, self.sheets):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MARGIN - 2)
        column.addLayout(head)
        for said in (self.facts, self.written, self.base):
            column.addWidget(said)
        column.addWidget(self._framed, 1)
        column.addWidget(self.notes_area)


def _whole(sheet: Sheet) -> Sheet:
    """With its total among its rows, which has a name as in a file."""
    rows = [*sheet.rows]
    if sheet.total is not None:
        first, *others = sheet.total.cells
        rows.append(Row((first or "Total", *others), Mark.TOTAL))
    return replace(sheet, rows=rows, total=None)
