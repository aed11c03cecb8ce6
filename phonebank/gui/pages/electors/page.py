"""The electors page: anybody on the roll by name or number, and all that is known of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from phonebank.domain.changes import Topic
from phonebank.domain.electors import ElectorCard, FoundElector
from phonebank.domain.errors import PhonebankError
from phonebank.gui.models.query_model import QueryModel
from phonebank.gui.pages.electors.panel import ElectorPanel
from phonebank.gui.pages.electors.words import said
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.empty_state import EmptyState
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.row_table import RowDelegate, RowTable
from phonebank.gui.widgets.table_edge import Framed
from phonebank.gui.widgets.table_header import TableHeader
from phonebank.services.looking_up import MOST, elector_card, find_electors

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from phonebank.domain.permits import Actor
    from phonebank.gui.desk import Desk
    from phonebank.store.database import Database

MARGIN = 12
PAUSE = 120  # ms after the last key before the roll is asked
COLUMNS: Mapping[str, Callable[[FoundElector], str]] = {
    "Name": lambda row: row.name,
    "Membership no": lambda row: row.membership_number,
    "Constituency": lambda row: row.constituency,
    "Section": lambda row: row.section or "—",
    "Answer": lambda row: said(row.intention) or "—",
    "Attempts": lambda row: str(row.attempts),
    "Not to be called": lambda row: row.suppressed.replace("-", " ") or "—",
}
SAMPLES = ("Christopher Featherby", "L0000000", "", "affiliated supporter", "undecided", "88", "")
GIVE_WAY = (5, 3, 1)  # columns that hide, in this order, where the table is narrow
LEAST_PLACE = 150
PLACE = 2  # the column of constituencies, which takes the room that is left
NO_ROLL = ("No electors yet", "Import a roll first: phonebank import CAMPAIGN ROLL.csv --kind roll")


class ElectorsPage(QWidget):
    title = "Electors"
    icon_name = "electors"
    topics = Topic.ELECTORS | Topic.CALLS | Topic.CONTEST

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._found: dict[int, FoundElector] = {}
        self._card: ElectorCard | None = None
        self.search = QLineEdit()
        self.model = QueryModel(COLUMNS, self._rows, self)
        self.table = RowTable("Electors found")
        self.found = ElidedLabel(role=fonts.caption, tone="text3")
        self.empty = EmptyState()
        self.panel = ElectorPanel()
        self._pause = QTimer(self)
        self._dress()
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Ask the roll again for what is typed; an answer that is out of date is dropped."""
        self._pause.stop()
        job = self._desk.jobs.new()
        job.is_answered_here = True
        job.succeeded.connect(self._show_found)
        job.failed.connect(self._show_failure)
        job.read(_found, self._desk.actor, self.search.text())

    def focus_search(self) -> None:
        """Put the keys into the search field, what is in it ready to be overwritten."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _rows(self, ids: Sequence[int]) -> Mapping[int, FoundElector]:
        return {elector_id: self._found[elector_id] for elector_id in ids}

    def _show_found(self, answer: tuple[str, Sequence[FoundElector]]) -> None:
        text, rows = answer
        if text != self.search.text():
            return
        before = self._card.id if self._card else None
        self._found = {row.id: row for row in rows}
        ids = list(self._found)
        self.model.show_ids(ids)
        self.found.setText(_how_many(text, len(rows)))
        if not rows:
            self._show_nobody(text)
            return
        self._stack.setCurrentIndex(0)
        self.table.choose_row(ids.index(before) if before in self._found else 0)

    def _show_nobody(self, text: str) -> None:
        if text.strip():
            spelt = f"Nobody on the roll is called “{text.strip()}”, nor has that number."
            self._show_instead("Nobody found", f"{spelt} Type fewer letters of each name.")
        else:
            self._show_instead(*NO_ROLL)

    def _show_instead(self, heading: str, sentence: str) -> None:
        self._card = None
        self.panel.hide()
        self.empty.say(heading, sentence)
        self._stack.setCurrentWidget(self.empty)

    def _show_failure(self, error: Exception) -> None:
        if not isinstance(error, PhonebankError):
            self._desk.jobs.failed.emit(error)
            return
        self.search.setEnabled(False)
        self._show_instead("Electors are not shown", error.sentence)

    def _ask_for_card(self) -> None:
        row = self.table.current_row()
        if row < 0:
            return
        job = self._desk.jobs.new()
        job.succeeded.connect(self._show_card)
        job.read(elector_card, self._desk.actor, self.model.id_at(row))

    def _show_card(self, card: ElectorCard) -> None:
        row = self.table.current_row()
        if row >= 0 and self.model.id_at(row) == card.id:
            self._card = card
            self.panel.show_card(card)
            self.panel.show()

    def _focus_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _fit(self) -> None:
        """Each column as wide as its words; places get the rest, others hide where it is small."""
        widths = _widths()
        room = self.table.room_beside_bar(self._framed.width()) - sum(widths)
        hidden: set[int] = set()
        for column in GIVE_WAY:
            if room < LEAST_PLACE:
                hidden.add(column)
                room += widths[column]
        for column, width in enumerate(widths):
            self.table.setColumnHidden(column, column in hidden)
            if column not in hidden:
                self.table.setColumnWidth(
                    column, max(LEAST_PLACE, room) if column == PLACE else width
                )

    def _connect(self) -> None:
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.refresh)
        self.search.textChanged.connect(self._pause.start)
        self.search.returnPressed.connect(self._focus_table)
        self.table.chosen.connect(self._ask_for_card)
        self.table.opened.connect(self.panel.focus_details)
        self.table.left.connect(self.focus_search)
        self.panel.left.connect(self._focus_table)

    def _dress(self) -> None:
        self.search.setPlaceholderText("Name or membership number")
        self.search.setAccessibleName("Find electors by name or membership number")
        self.search.setToolTip("Parts of a name in any order, or a membership number (Ctrl+K)")
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(360)
        self.table.setModel(self.model)
        self.table.setItemDelegate(RowDelegate(self.table))
        self.table.setHorizontalHeader(TableHeader("Columns of the electors found"))
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(ElidedLabel("Electors", fonts.title))
        head.addWidget(self.search, 1)
        head.addWidget(self.found)
        head.addStretch(1)
        return head

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._framed = Framed(self.table)
        self._framed.resized.connect(self._fit)
        self._stack.addWidget(self._framed)
        self._stack.addWidget(self.empty)
        left = QVBoxLayout()
        left.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        left.setSpacing(MARGIN)
        left.addLayout(self._head())
        left.addWidget(self._stack, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(left, 1)
        whole.addWidget(self.panel)
        self.panel.hide()


def _found(db: Database, actor: Actor, text: str) -> tuple[str, Sequence[FoundElector]]:
    """What was asked, and who was found."""
    return text, find_electors(db, actor, text)


def _widths() -> list[int]:
    """Width of each column in px, nought for the one that takes the rest."""
    pairs = zip(COLUMNS, SAMPLES, strict=True)
    needed = [
        max(fonts.text_width(title, fonts.header()), fonts.text_width(sample, fonts.strong()))
        for title, sample in pairs
    ]
    return [0 if at == PLACE else round(width) + 20 for at, width in enumerate(needed)]


def _how_many(text: str, count: int) -> str:
    if count == MOST:
        return f"The first {MOST}" if text.strip() else f"The first {MOST} of the roll"
    return f"{count} found"
