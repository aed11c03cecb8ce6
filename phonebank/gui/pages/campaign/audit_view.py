"""How the audit's tab looks: what to look for, the lines with the chosen one beside, the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QWidget

from phonebank.domain.audit import AuditKind
from phonebank.gui.pages.campaign import audit_words as words
from phonebank.gui.pages.campaign.tab import Tab
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import ActionButton
from phonebank.gui.widgets.empty_state import EmptyState
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.picks import Pick
from phonebank.gui.widgets.scrolled import scrolled
from phonebank.gui.widgets.table_edge import Framed
from phonebank.gui.widgets.text_table import TextTable
from phonebank.gui.widgets.titled_card import TitledCard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonebank.gui.models.text_model import TextRow

PANEL, SEARCH, GAP = 272, 220, 8


class AuditView(Tab):
    """The parts of the tab and where they stand; its table takes all the room there is."""

    widest = 1 << 20

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.who, self.kind, self.search = Pick("Who"), Pick("Kind"), QLineEdit()
        self.place = ElidedLabel(role=fonts.caption, tone="text2")
        self.newer, self.older = ActionButton("Newer", height=32), ActionButton("Older", height=32)
        self.table, self.empty = TextTable("Audit", fits=True), EmptyState()
        self.panel = TitledCard("")
        self.beside = scrolled(self.panel, "The chosen line")
        self.reason, self.told = QLineEdit(), ElidedLabel(tone="text2")
        self.export_it = ActionButton("Export…", height=32)
        self._framed, self._stack = Framed(self.table), QStackedWidget()
        self._dress()
        self._lay_out()
        self.show_people([])
        self.show_place(0, 0, 0)

    def show_people(self, people: Sequence[str]) -> None:
        """Whom one may look for; who was looked for stays chosen while they are among them."""
        chosen = self.who.currentData()
        self.who.clear()
        self.who.addItem(words.EVERYBODY)
        for name in people:
            self.who.addItem(name, name)
        self.who.setCurrentIndex(max(0, self.who.findData(chosen)) if chosen else 0)

    def show_place(self, after: int, shown: int, total: int) -> None:
        """Which lines of how many these are, and whether there are others either way."""
        self.place.setText(words.place(after, shown, total))
        self.newer.setEnabled(after > 0)
        self.older.setEnabled(after + shown < total)

    def show_rows(self, rows: Sequence[TextRow]) -> None:
        """These lines, or what is the matter where there are none."""
        self.table.show_rows(words.TITLES, rows)
        self._stack.setCurrentWidget(self._framed if rows else self.empty)

    def _dress(self) -> None:
        self.kind.addItem(words.EVERYTHING)
        for kind in AuditKind:
            self.kind.addItem(kind.label, kind.value)
        for field, advice in ((self.search, words.ADVICE), (self.reason, words.REASON)):
            field.setPlaceholderText(advice)
            field.setAccessibleName(advice)
            field.setToolTip(advice)
        self.search.setFixedWidth(SEARCH)
        self.newer.set_hint("The lines after these")
        self.older.set_hint("The lines before these")
        self.empty.say(*words.NOTHING)
        self.panel.foot.addStretch(1)
        self.beside.setFixedWidth(PANEL)
        self.beside.hide()
        self.reason.textChanged.connect(self._allow_export)
        self._allow_export()

    def _allow_export(self) -> None:
        has_reason = bool(self.reason.text().strip())
        self.export_it.setEnabled(has_reason)
        self.export_it.set_hint(words.WRITE if has_reason else words.WHY_A_REASON)

    def _lay_out(self) -> None:
        self._stack.addWidget(self._framed)
        self._stack.addWidget(self.empty)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self._stack, 1)
        middle.addWidget(self.beside)
        head = _row(self.who, self.kind, self.search)
        head.addStretch(1)
        for part in (self.place, self.newer, self.older):
            head.addWidget(part)
        foot = _row(self.told)
        foot.addStretch(1)
        foot.addWidget(self.reason, 2)
        foot.addWidget(self.export_it)
        self.column.addLayout(head)
        self.column.addLayout(middle, 1)
        self.column.addLayout(foot)


def _row(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(GAP)
    for part in parts:
        row.addWidget(part)
    return row
