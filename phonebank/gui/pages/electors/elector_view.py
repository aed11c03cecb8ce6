"""The page of one elector: everything known in cards, each with what can be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from phonebank.gui.pages.electors.barring_card import BarringCard
from phonebank.gui.pages.electors.facts_card import FactsCard
from phonebank.gui.pages.electors.follow_ups_card import FollowUpsCard
from phonebank.gui.pages.electors.lines_card import NumbersCard, TagsCard
from phonebank.gui.pages.electors.told_cards import CallsCard, ChangesCard
from phonebank.gui.pages.electors.words import joined
from phonebank.gui.pages.electors.writing import Writing
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import BackButton
from phonebank.gui.widgets.chips import Chip, ChipKind
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.services.editing import audit_of
from phonebank.services.looking_up import elector_card

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonebank.domain.electors import AuditRow, ElectorCard
    from phonebank.domain.permits import Actor
    from phonebank.gui.desk import Desk
    from phonebank.store.database import Database

MARGIN = 12


@dataclass(frozen=True, slots=True)
class Known:
    """An elector, and what was changed of them by hand."""

    card: ElectorCard
    audit: Sequence[AuditRow]


class ElectorView(QWidget):
    """`left` tells that Escape or Back was pressed."""

    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._known: Known | None = None
        self.elector_id: int | None = None
        self.writing = Writing(desk, self)
        self.back = BackButton("Back to the table")
        self.name = ElidedLabel(role=fonts.title)
        self.where = ElidedLabel(tone="text2")
        self.standing = Chip("", ChipKind.FILLED)
        self.told = ElidedLabel(role=fonts.caption_medium, tone="ok")
        self.facts = FactsCard(self.writing)
        self.numbers = NumbersCard(self.writing)
        self.barring = BarringCard(self.writing)
        self.follow_ups = FollowUpsCard(self.writing)
        self.tags = TagsCard(self.writing)
        self.calls, self.changes = CallsCard(), ChangesCard()
        self._lay_out()
        self._connect()

    def open(self, elector_id: int) -> None:
        """Show this elector from the top."""
        self.elector_id = elector_id
        self.told.setText("")
        self.scroller.verticalScrollBar().setValue(0)
        self.refresh()

    def refresh(self) -> None:
        """Ask again for what is known; forms that are open stay as they are."""
        if self.elector_id is None:
            return
        job = self._desk.jobs.new()
        job.succeeded.connect(self._show)
        job.read(_known, self._desk.actor, self.elector_id)

    def focus_first(self) -> None:
        """Put the keys on the way back, from where Tab goes through everything."""
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show(self, known: Known) -> None:
        card = known.card
        if card.id != self.elector_id or known == self._known:
            return
        self._known = known
        self.name.setText(joined(card.title, card.name, by=" "))
        places = (card.membership_number, card.constituency, card.region)
        self.where.setText(joined(*places, by=" · "))
        self._show_standing(card)
        for part in (self.facts, self.numbers, self.barring, self.follow_ups, self.tags):
            part.show_card(card)
        self.calls.show_card(card)
        self.changes.show_changes(card, known.audit)

    def _show_standing(self, card: ElectorCard) -> None:
        words = card.suppressed.replace("-", " ").capitalize()
        if card.merged_into:
            words = f"Merged into {card.merged_into}"
        elif not card.on_roll:
            words = "Off the roll"
        self.standing.setText(words)
        self.standing.setVisible(bool(words))

    def _connect(self) -> None:
        self.back.clicked.connect(self.left)
        self.writing.written.connect(self.told.setText)
        keys = QShortcut(QKeySequence("Ctrl+T"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.facts.edit.click)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, 0)
        column.setSpacing(MARGIN)
        column.addLayout(self._head())
        inside = QWidget()
        across = QHBoxLayout(inside)
        across.setContentsMargins(0, 0, 4, MARGIN)
        across.setSpacing(MARGIN)
        across.addLayout(_column(self.facts, self.numbers, self.changes), 1)
        across.addLayout(_column(self.barring, self.follow_ups, self.tags, self.calls), 1)
        self.scroller = QScrollArea()
        self.scroller.setFrameShape(QFrame.Shape.NoFrame)
        self.scroller.setWidgetResizable(True)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroller.setAccessibleName("The elector’s page")
        self.scroller.setToolTip("Arrows scroll, Escape goes back to the table")
        self.scroller.setWidget(inside)
        for ground in (inside, self.scroller.viewport()):
            ground.setAutoFillBackground(False)
        column.addWidget(self.scroller, 1)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(MARGIN)
        for part in (self.back, self.name, self.where, self.standing):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(self.told)
        self.standing.hide()
        return head


def _column(*cards: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(MARGIN)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return column


def _known(db: Database, actor: Actor, elector_id: int) -> Known:
    return Known(elector_card(db, actor, elector_id), audit_of(db, actor, elector_id))
