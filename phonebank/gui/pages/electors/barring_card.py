"""Whether an elector may be called: who said not to, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from phonebank.gui.pages.electors.words import NEXT_CALL, joined, next_call_of, suppression_line
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import ActionButton, QuietButton
from phonebank.gui.widgets.fact_row import FactRow
from phonebank.gui.widgets.picks import Pick
from phonebank.gui.widgets.spaced_text import SpacedText
from phonebank.gui.widgets.titled_card import TitledCard, in_a_row
from phonebank.services.suppressing import ELECTOR_KINDS, lift_suppression, suppress

if TYPE_CHECKING:
    from phonebank.domain.electors import ElectorCard
    from phonebank.domain.errors import PhonebankError
    from phonebank.gui.pages.electors.writing import Writing

HEARD = "A caller heard it: correcting that call takes it back."


class BarringCard(TitledCard):
    """The reasons not to call, each with its source, and a pick of why for a new one."""

    def __init__(self, writing: Writing, parent: QWidget | None = None) -> None:
        self.bar = ActionButton("Do not call…", height=28)
        self.lift = QuietButton("Lift", height=28)
        super().__init__("Calling", self.lift, self.bar, parent=parent)
        self._writing = writing
        self._card: ElectorCard | None = None
        self._refusal = ""
        self.pick, self.confirm = Pick("Why"), ActionButton("Save", height=32)
        self.bar.set_hint("Nobody is to call this elector again; asks why")
        self.lift.set_hint("Take back that they are not to be called")
        self.bar.clicked.connect(self.open_choice)
        self.lift.clicked.connect(self._lift)

    def show_card(self, card: ElectorCard) -> None:
        """Show whether and when they are called, and who said not to."""
        self._card, self._refusal = card, ""
        self.close_choice()

    def open_choice(self) -> None:
        """Ask why nobody is to call them."""
        self.pick = Pick("Why")
        self.pick.addItems([kind.replace("-", " ") for kind in ELECTOR_KINDS])
        self.confirm = ActionButton("Save", height=32)
        cancel = QuietButton("Cancel", height=32)
        self.confirm.clicked.connect(self._bar)
        cancel.clicked.connect(self.close_choice)
        self.show_parts([in_a_row(self.pick, self.confirm, cancel)])
        self.bar.hide()
        self.pick.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_choice(self) -> None:
        """Show what is known."""
        assert self._card is not None
        card = self._card
        own = [row for row in card.suppressions if row.e164 is None]
        self.bar.setVisible(not own)
        self.lift.setVisible(any(row.may_be_lifted for row in own))
        parts: list[QWidget] = [FactRow(NEXT_CALL, next_call_of(card))]
        parts += [SpacedText(suppression_line(row), tone="text2") for row in card.suppressions]
        if any(not row.may_be_lifted for row in own):
            parts.append(SpacedText(HEARD, fonts.caption, "text3"))
        if self._refusal:
            parts.append(SpacedText(self._refusal, tone="warn_text"))
        self.show_parts(parts)

    def _bar(self) -> None:
        assert self._card is not None
        kind = ELECTOR_KINDS[self.pick.currentIndex()]
        self._writing.write(suppress, self._card.id, kind, refused=self._tell)

    def _lift(self) -> None:
        assert self._card is not None
        self._writing.write(lift_suppression, self._card.id, refused=self._tell)

    def _tell(self, error: PhonebankError) -> None:
        self._refusal = joined(error.message, error.next_step, by=" ")
        self.close_choice()
