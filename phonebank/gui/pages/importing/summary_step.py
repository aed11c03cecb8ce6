"""The last step: what happened to every row, the rejected ones as a file, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from phonebank.domain.figures import count
from phonebank.domain.intake import Fate
from phonebank.gui.pages.call.scrolling import Scrolling
from phonebank.gui.pages.importing import words
from phonebank.gui.pages.importing.decisions import PLACES
from phonebank.gui.pages.importing.earlier import EarlierImports
from phonebank.gui.pages.importing.facts import Listed
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import ActionButton
from phonebank.gui.widgets.cards import Card
from phonebank.gui.widgets.count_card import CountCards
from phonebank.gui.widgets.spaced_text import SpacedText

if TYPE_CHECKING:
    from phonebank.domain.intake import Accounts
    from phonebank.gui.desk import Desk


class SummaryStep(QWidget):
    """The five counts as they came true, and the imports with this one on top."""

    save_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._import_id: int | None = None
        fates = [(fate.value, word, were) for fate, (word, _, were) in words.FATES.items()]
        self.cards = CountCards(fates, "What happened to the rows")
        for fate in words.FATES:
            card = self.cards.card(fate.value)
            card.setCheckable(False)
            card.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            card.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.heading = SpacedText(role=fonts.question)
        self.listed = Listed()
        self.save = ActionButton("Save all rejected rows…", icon="download")
        self.undo = ActionButton("Undo this import…", icon="undo")
        self.earlier = EarlierImports(desk)
        self.save.clicked.connect(self.save_wanted)
        self.undo.clicked.connect(self._ask_undo)
        self.earlier.shown.connect(self._offer_undo)
        self._lay_out()

    def show_accounts(self, accounts: Accounts) -> None:
        """Show what an import did; undo is offered as long as it stands."""
        self._import_id = accounts.import_id
        for fate in words.FATES:
            self.cards.card(fate.value).show_count(accounts.fates[fate], accounts.read)
        self.heading.setText(_all_told(accounts))
        reasons = [
            (words.sentence_case(reason), f"{words.rows(number)} left out")
            for reason, number in accounts.reasons.most_common()
        ]
        self.listed.show_lines([*reasons, *words.noticed(accounts, [PLACES])])
        self.save.setVisible(accounts.fates[Fate.REJECTED] > 0)
        self._offer_undo()
        self.earlier.refresh()

    def set_compact(self, is_compact: bool) -> None:
        self.cards.set_compact(is_compact)

    def _ask_undo(self) -> None:
        if self._import_id is not None:
            self.earlier.ask_undo(self._import_id)

    def _offer_undo(self) -> None:
        this = self._import_id
        self.undo.setVisible(this is not None and self.earlier.may_undo(this))

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self._told_card(), 1)
        below.addWidget(self.earlier, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.cards)
        column.addLayout(below, 1)

    def _told_card(self) -> Card:
        left = Card()
        told = QVBoxLayout(left)
        told.setContentsMargins(20, 14, 12, 16)
        told.setSpacing(8)
        told.addWidget(self.heading)
        inside = QWidget()
        scrolled = QVBoxLayout(inside)
        scrolled.setContentsMargins(0, 0, 0, 0)
        scrolled.addWidget(self.listed)
        scrolled.addStretch(1)
        told.addWidget(Scrolling(inside), 1)
        for button in (self.save, self.undo):
            told.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return left


def _all_told(accounts: Accounts) -> str:
    """Every row is told of, blank ones too."""
    told = f"{words.rows(accounts.read)} read, {count(words.to_write(accounts))} written."
    blank = accounts.blank_rows
    return f"{told} {words.rows(blank)} had nothing in them." if blank else told
