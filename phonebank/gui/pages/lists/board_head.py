"""The head of the chosen list: its name and state, whether it is served, and its moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from phonebank.domain.lists import MAY_BECOME, ListState
from phonebank.gui.pages.lists.words import facts_line
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import ActionButton, QuietButton
from phonebank.gui.widgets.chips import Chip, ChipKind
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.services.lists import EVERYBODY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from phonebank.domain.lists import ListFacts

HEIGHT = 32
MOVES: Mapping[ListState, tuple[str, str]] = {
    ListState.OPEN: ("Open", "Let callers work this list"),
    ListState.PAUSED: ("Pause", "Serve nobody from it for a while"),
    ListState.CLOSED: (
        "Close…",
        "Be done with it; it stays with its calls and can be opened again",
    ),
}


class BoardHead(QWidget):
    """`moved` carries the state that is wanted."""

    moved = Signal(object)
    edit_wanted = Signal()
    removed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = ElidedLabel(role=fonts.title)
        self.state = Chip(kind=ChipKind.FILLED)
        self.facts = ElidedLabel(tone="text2")
        self.why = ElidedLabel(role=fonts.strong)
        self.moves = {
            state: ActionButton(words, height=HEIGHT) for state, (words, _) in MOVES.items()
        }
        self.remove = QuietButton("Remove…", height=HEIGHT)
        self.edit = ActionButton("Edit", "F2", height=HEIGHT)
        self.edit.set_hint("Change name, segment, script, times, callers and rules (F2)")
        self.remove.set_hint("Forget this draft; asks once more")
        for state, button in self.moves.items():
            button.set_hint(MOVES[state][1])
            button.clicked.connect(lambda _=False, state=state: self.moved.emit(state))
        self.edit.clicked.connect(self.edit_wanted)
        self.remove.clicked.connect(self.removed)
        self._lay_out()

    def show_facts(
        self, facts: ListFacts, why_not_served: str, now: datetime, *, is_read_only: bool
    ) -> None:
        """Show this list, and which moves it can make."""
        self.name.setText(facts.name)
        self.state.setText(facts.state.label)
        self.why.setText(why_not_served)
        self.why.setVisible(bool(why_not_served))
        self.facts.setText(facts_line(facts, now))
        for state, button in self.moves.items():
            button.setVisible(state in MAY_BECOME[facts.state] and not is_read_only)
        is_draft = facts.state is ListState.DRAFT and facts.name != EVERYBODY
        self.remove.setVisible(is_draft and not is_read_only)
        self.edit.setVisible(not is_read_only)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.name)
        top.addWidget(self.state)
        top.addStretch(1)
        for button in (self.remove, *self.moves.values(), self.edit):
            top.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self.why)
        column.addWidget(self.facts)
