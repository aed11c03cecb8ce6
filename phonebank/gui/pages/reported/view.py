"""The Reported page as it is laid out: the kinds, the table, and beside it details or the form."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from phonebank.domain.report_entries import Report
from phonebank.domain.sheet import Sheet
from phonebank.gui.models.sheet_model import SheetModel
from phonebank.gui.pages.reported import words
from phonebank.gui.pages.reported.columns import fit
from phonebank.gui.pages.reported.head import NARROW, Head, SaidLine
from phonebank.gui.pages.reported.side import DetailsPanel, FormPanel
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import PrimaryButton, QuietButton
from phonebank.gui.widgets.empty_state import EmptyState
from phonebank.gui.widgets.kept_rows import KeptRows
from phonebank.gui.widgets.row_table import MARGIN, RowDelegate
from phonebank.gui.widgets.spaced_text import SpacedText
from phonebank.gui.widgets.table_edge import Framed
from phonebank.gui.widgets.table_header import TableHeader


class ReportedView(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head, self.said = Head(), SaidLine()
        self.base = SpacedText(role=fonts.caption, tone="text2")
        self.notes = SpacedText(role=fonts.caption, tone="text3")
        self.model = SheetModel(Sheet("Reported", "", [], []), self)
        self.table = KeptRows("What others say")
        self.empty = EmptyState()
        self.panel, self.form_panel = DetailsPanel(), FormPanel()
        self.form = self.form_panel.form
        self.given_out = QuietButton("Given out", height=28)
        self.given_out.set_hint("What we gave others: every table, as it was, under its number")
        self.show_result = PrimaryButton("Show the declared result", height=36)
        self.enter_first = PrimaryButton("Enter", "Ctrl+N", height=36)
        self.bring_in_first = QuietButton("Import a file", height=36)
        self._dress()
        self._lay_out()

    @property
    def is_form_open(self) -> bool:
        return not self.form_panel.isHidden()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.head.set_compact(self.width() < NARROW)
        super().resizeEvent(event)

    def show_table(self, sheet: Sheet) -> None:
        """The table, with what the sheet says about its figures."""
        self.base.setText(sheet.base)
        self.notes.setText(" ".join(sheet.notes))
        self.notes.setVisible(bool(sheet.notes))
        self.fit_columns()
        self._stack.setCurrentIndex(0)

    def show_instead(self, heading: str, sentence: str) -> None:
        """What is the matter, in place of a table."""
        self.base.setText("")
        self.notes.hide()
        self.panel.hide()
        self.empty.say(heading, sentence)
        self._stack.setCurrentWidget(self.empty)

    def show_ways(self, report: Report, *, may_change: bool) -> None:
        """One solid button at a time: the form and an empty page have their own."""
        is_empty = self._stack.currentWidget() is self.empty
        may = may_change and not self.is_form_open
        may_bring_in = may and report is not Report.MP
        self.head.enter.setVisible(may and not is_empty)
        self.head.bring_in.setVisible(may_bring_in and not is_empty)
        self.enter_first.setVisible(may and is_empty)
        self.bring_in_first.setVisible(may_bring_in and is_empty)
        self.enter_first.setText(words.ENTER[report])
        self.head.enter.set_hint(words.ENTER[report])

    def fit_columns(self) -> None:
        fit(self.table, self.model, self._framed.width())

    def focus_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _dress(self) -> None:
        self.table.setModel(self.model)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setItemDelegate(RowDelegate(self.table))
        self.table.setHorizontalHeader(TableHeader("Columns of what others say"))
        self.show_result.set_hint("The declared result stays hidden until you press this")

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._framed = Framed(self.table)
        self._framed.resized.connect(self.fit_columns)
        self._stack.addWidget(self._framed)
        self._stack.addWidget(self.empty)
        for way in (self.show_result, self.enter_first, self.bring_in_first):
            self.empty.add(way)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._column(), 1)
        for panel in (self.panel, self.form_panel):
            panel.hide()
            whole.addWidget(panel)

    def _column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(MARGIN)
        for part in (self.head, self.said):
            column.addWidget(part)
        under = QHBoxLayout()
        under.addWidget(self.base, 1, Qt.AlignmentFlag.AlignVCenter)
        under.addWidget(self.given_out)
        column.addLayout(under)
        column.addWidget(self._stack, 1)
        column.addWidget(self.notes)
        return column
