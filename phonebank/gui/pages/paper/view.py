"""How the Paper page stands: the fields, the rows of the sheet, and the questions of one row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from phonebank.gui.models.text_model import TextRow
from phonebank.gui.pages.call.questions import QuestionsCard
from phonebank.gui.pages.paper import words
from phonebank.gui.pages.paper.head import Head
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.empty_state import EmptyState
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.notices import Notice, NoticeKind
from phonebank.gui.widgets.table_edge import Framed
from phonebank.gui.widgets.text_table import TextTable

if TYPE_CHECKING:
    from phonebank.gui.pages.paper.in_hand import SheetInHand

MARGIN = 12
TABLE_PART, CARD_PART = 5, 8
ON_ITS_WAY = "…"


class PaperView(QWidget):
    """Widgets only; what happens is the page's."""

    def __init__(self, card: QuestionsCard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = Head()
        self.notice = Notice(kind=NoticeKind.ERROR)
        self.table = TextTable("Rows of the sheet", fits=True)
        self.who = ElidedLabel(role=fonts.fact)
        self.card = card
        self.empty = EmptyState()
        self.empty.say(words.FIRST_OF_ALL, words.HOW)
        self._dress_card()
        self._lay_out()
        self.tell("")

    def show_sheet(self, in_hand: SheetInHand) -> None:
        """All rows with what is entered of each."""
        sheet = in_hand.sheet
        self.head.left.setText(words.about(sheet) if sheet else "")
        self.head.allow_sheet(is_there=sheet is not None)
        self._stack.setCurrentWidget(self._body if sheet else self.empty)
        if sheet is None:
            return
        rows = [
            TextRow(
                (
                    str(row.row),
                    row.name,
                    ON_ITS_WAY if row.row in in_hand.on_their_way else words.entered(row.call),
                )
            )
            for row in sheet.rows
        ]
        self.table.show_rows(words.TITLES, rows, figures=(0,), strong=(1,))
        self._choose(in_hand.row)

    def show_row(self, in_hand: SheetInHand) -> None:
        """The questions of the row in hand; without one the card stays empty."""
        placed = in_hand.placed
        self.card.setEnabled(placed is not None)
        self.who.setText(words.heading(placed) if placed else "")
        name = placed.name if placed else ""
        self.card.show_tree(in_hand.tree, name.split(" ")[0])
        self.card.show_said(in_hand.said, "")
        self._choose(in_hand.row)

    def tell(self, wrong: str, rest: str = "") -> None:
        """A sentence over the rows; empty takes it away."""
        self.notice.say(wrong, rest)
        self.notice.setVisible(bool(wrong))

    def _choose(self, row: int) -> None:
        was_blocked = self.table.blockSignals(True)
        self.table.choose_row(row - 1)
        self.table.blockSignals(was_blocked)

    def _dress_card(self) -> None:
        """On paper nobody waits on the line: there is nothing to skip, undo or add."""
        footer = self.card.footer
        for part in (footer.undo, footer.skip, footer.callback, self.card.also):
            part.hide()
        footer.save.setText("Enter row")
        footer.save.set_key("Enter")
        footer.save.set_hint("Enter this row and go to the next")
        self.card.set_compact(True, is_narrow=True)
        self.card.moment.setToolTip("When to call back; arrow keys change it")
        self.table.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def _lay_out(self) -> None:
        self._body, self._stack = QWidget(), QStackedWidget()
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.who)
        right.addWidget(self.card, 1)
        body = QHBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(MARGIN)
        body.addWidget(Framed(self.table), TABLE_PART)
        body.addLayout(right, CARD_PART)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self._body)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(MARGIN)
        column.addWidget(self.head)
        column.addWidget(self.notice)
        column.addWidget(self._stack, 1)
