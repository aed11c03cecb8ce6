"""The reported page: what others say, kept as they said it and never mixed with our calls."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from phonebank.domain.changes import Topic
from phonebank.domain.errors import PhonebankError
from phonebank.domain.figures import EM_DASH
from phonebank.domain.sheet import Sheet
from phonebank.gui.models.sheet_model import SheetModel
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import PrimaryButton
from phonebank.gui.widgets.empty_state import EmptyState
from phonebank.gui.widgets.fact_row import FactRow
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.row_table import MARGIN, RowDelegate, RowTable
from phonebank.gui.widgets.segmented import Segmented
from phonebank.gui.widgets.side_panel import SidePanel
from phonebank.gui.widgets.spaced_text import SpacedText
from phonebank.gui.widgets.table_edge import Framed
from phonebank.gui.widgets.table_header import TableHeader
from phonebank.services.reporting import (
    declared_sheet,
    endorsements_sheet,
    polls_sheet,
    reported_sheet,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from phonebank.domain.permits import Actor
    from phonebank.gui.desk import Desk
    from phonebank.store.database import Database

DECLARED = "declared"
SHEETS: Mapping[str, Callable[[Database, Actor], Sheet]] = {
    "canvasses": reported_sheet,
    "polls": polls_sheet,
    "endorsements": endorsements_sheet,
    DECLARED: declared_sheet,
}
SEGMENTS = [
    ("canvasses", "Canvasses", ""),
    ("polls", "Outside polls", ""),
    ("endorsements", "Endorsements", ""),
    (DECLARED, "Declared result", ""),
]
KINDS = {"canvasses": "reported", "polls": "polls", "endorsements": "endorsements"}
WIDTH = 300
# The first to go where the table is narrow.
GIVE_WAY = ["source", "printed_places", "words", "told_by", "method", "client", "kind"]
GIVE_WAY += ["reported_on", "published", "decided_on", "declared_on", "refused", "coverage"]
GIVE_WAY += ["canvasser", "electorate", "spoilt", "votes_against", "remark", "sum"]
_WIDEST = 240  # px of a column of words; what is longer is cut, and whole in its tooltip
_NARROWER = 152
_LEAST = 80


class ReportedPage(QWidget):
    title = "Reported"
    icon_name = "reported"
    topics = Topic.REPORTED | Topic.CONTEST

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._wants_result = False
        self.segments = Segmented(SEGMENTS, "What others say")
        self.base = SpacedText(role=fonts.caption, tone="text2")
        self.notes = SpacedText(role=fonts.caption, tone="text3")
        self.model = SheetModel(Sheet("Reported", "", [], []), self)
        self.table = RowTable("What others say")
        self.empty = EmptyState()
        self.panel = SidePanel("Details of the chosen line", WIDTH)
        self.show_result = PrimaryButton("Show the declared result", height=36)
        self._dress()
        self._lay_out()

    def refresh(self) -> None:
        """Read the chosen sheet; the declared result is read only after it was asked for."""
        name = self.segments.current()
        is_hidden = name == DECLARED and not self._wants_result
        self.show_result.setVisible(is_hidden)
        if is_hidden:
            self._show_instead("The result is not shown", "It is kept apart until you ask for it.")
            return
        job = self._desk.jobs.new()
        job.is_answered_here = True
        job.succeeded.connect(self._show)
        job.failed.connect(self._show_failure)
        job.read(_named_sheet, self._desk.actor, name)

    def reveal_result(self) -> None:
        """Show the declared result from now on."""
        self._wants_result = True
        self.segments.choose(DECLARED)
        self.refresh()

    def _show(self, answer: tuple[str, Sheet]) -> None:
        name, sheet = answer
        if name != self.segments.current():
            return
        self.model.show(replace(sheet, rows=sheet.all_rows, total=None))
        self.base.setText(sheet.base)
        self.notes.setText(" ".join(sheet.notes))
        self.notes.setVisible(bool(sheet.notes))
        if not sheet.rows:
            self._show_instead("Nothing here yet", _how_to_import(name))
            return
        self._fit()
        self._stack.setCurrentIndex(0)
        self.table.choose_row(0)
        self._show_line()

    def _show_failure(self, error: Exception) -> None:
        if not isinstance(error, PhonebankError):
            self._desk.jobs.failed.emit(error)
            return
        self._show_instead("This is not shown", error.sentence)

    def _show_instead(self, heading: str, sentence: str) -> None:
        self.base.setText("")
        self.notes.hide()
        self.panel.hide()
        self.empty.say(heading, sentence)
        self._stack.setCurrentWidget(self.empty)

    def _fit(self) -> None:
        """Each column as wide as its words, as many as there is room for; the last takes the rest.

        A column without any is left out. What is left out stands in the panel.
        """
        room = self.table.room_beside_bar(self._framed.width())
        widths = self._widths(_WIDEST)
        if sum(widths.values()) > room:
            widths = self._widths(_NARROWER)
        for key in GIVE_WAY:
            if sum(widths.values()) > room:
                widths.pop(key, None)
        if widths:
            *others, last = widths
            rest = room - sum(widths[key] for key in others)
            widths[last] = min(widths[last], max(_LEAST, rest))
        header = self.table.horizontalHeader()
        for section, column in enumerate(self.model.sheet.columns):
            header.setSectionHidden(section, column.key not in widths)
            if column.key in widths:
                header.resizeSection(section, widths[column.key])
        header.setStretchLastSection(True)

    def _widths(self, widest: int) -> dict[str, int]:
        """By key, for the columns that hold anything; the first may be as wide as it likes."""
        columns, rows = self.model.sheet.columns, self.model.sheet.rows
        return {
            column.key: min(self._width_of(section), widest if section else _WIDEST)
            for section, column in enumerate(columns)
            if any(row.cells[section] not in {None, ""} for row in rows)
        }

    def _show_line(self) -> None:
        """The whole line in words, whatever of it the table has room for."""
        row = self.table.current_row()
        if row < 0:
            return
        cells = [self.model.index(row, column).data() for column in range(self.model.columnCount())]
        facts = zip((column.title for column in self.model.sheet.columns), cells, strict=True)
        shown = [FactRow(title, words) for title, words in facts if words and words != EM_DASH]
        name = SpacedText(cells[0][:1].upper() + cells[0][1:], fonts.title)
        self.panel.show_parts([name, *shown[1:]])
        self.panel.show()

    def _focus_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _width_of(self, section: int) -> int:
        title = self.model.headerData(section, Qt.Orientation.Horizontal)
        cells = (self.model.index(row, section).data() for row in range(self.model.rowCount()))
        face = fonts.strong() if section == 0 else fonts.body()
        widest = max(fonts.text_width(str(words), face) for words in cells)
        wanted = max(widest, fonts.text_width(str(title), fonts.header())) + 2 * MARGIN
        return round(wanted)

    def _dress(self) -> None:
        self.table.setModel(self.model)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setItemDelegate(RowDelegate(self.table))
        self.table.setHorizontalHeader(TableHeader("Columns of what others say"))
        self.show_result.set_hint("The declared result stays hidden until you press this")
        self.show_result.clicked.connect(self.reveal_result)
        self.segments.chosen.connect(self.refresh)
        self.table.chosen.connect(self._show_line)
        self.table.opened.connect(self.panel.focus_details)
        self.panel.left.connect(self._focus_table)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(ElidedLabel("Reported", fonts.title))
        head.addWidget(self.segments)
        head.addStretch(1)
        return head

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._framed = Framed(self.table)
        self._framed.resized.connect(self._fit)
        self._stack.addWidget(self._framed)
        self._stack.addWidget(self.empty)
        self.empty.add(self.show_result)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        column = QVBoxLayout()
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(MARGIN)
        column.addLayout(self._head())
        column.addWidget(self.base)
        column.addWidget(self._stack, 1)
        column.addWidget(self.notes)
        whole.addLayout(column, 1)
        whole.addWidget(self.panel)
        self.panel.hide()


def _named_sheet(db: Database, actor: Actor, name: str) -> tuple[str, Sheet]:
    """The name that was asked for, and its sheet."""
    return name, SHEETS[name](db, actor)


def _how_to_import(name: str) -> str:
    return f"Import it: phonebank import CAMPAIGN FILE --kind {KINDS.get(name, 'result')}"
