"""What is to be done for an elector: open follow-ups first, and a line to add one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from phonebank.domain.electors import FollowUpKind
from phonebank.gui.pages.electors.words import follow_up_line, joined
from phonebank.gui.widgets.buttons import ActionButton, QuietButton
from phonebank.gui.widgets.picks import Pick
from phonebank.gui.widgets.spaced_text import SpacedText
from phonebank.gui.widgets.titled_card import TitledCard, in_a_row
from phonebank.services.suppressing import add_follow_up, finish_follow_up

if TYPE_CHECKING:
    from phonebank.domain.electors import ElectorCard, FollowUpRow
    from phonebank.domain.errors import PhonebankError
    from phonebank.gui.pages.electors.writing import Writing


class FollowUpsCard(TitledCard):
    """The line to add stays as it is while follow-ups come and go."""

    def __init__(self, writing: Writing, parent: QWidget | None = None) -> None:
        super().__init__("Follow-ups", parent=parent)
        self._writing = writing
        self._card: ElectorCard | None = None
        self.kind = Pick("")
        self.kind.setAccessibleName("What is to be done")
        self.kind.addItems([kind.label for kind in FollowUpKind])
        self.note = QLineEdit()
        self.note.setPlaceholderText("Note")
        self.note.setAccessibleName("Note of the follow-up")
        self.add = ActionButton("Add", height=32)
        self.add.set_hint("Add this follow-up (Enter in the note)")
        self.fault = SpacedText(tone="warn_text")
        self.fault.hide()
        self.add.clicked.connect(self._add)
        self.note.returnPressed.connect(self._add)
        self.foot.addWidget(in_a_row(self.kind, self.note, self.add))
        self.foot.addWidget(self.fault)

    def show_card(self, card: ElectorCard) -> None:
        """Show these: what is open first, then what is done."""
        self._card = card
        rows = sorted(card.follow_ups, key=lambda row: row.done_at is not None)
        parts = [self._row(row) for row in rows]
        self.show_parts(parts or [SpacedText("None.", tone="text3")])

    def _row(self, follow_up: FollowUpRow) -> QWidget:
        if follow_up.done_at is not None:
            return SpacedText(follow_up_line(follow_up), tone="text3")
        done = QuietButton("Done", icon="check", height=28)
        done.set_hint("This is done")
        done.clicked.connect(lambda: self._finish(follow_up.id))
        return in_a_row(SpacedText(follow_up_line(follow_up)), done)

    def _add(self) -> None:
        assert self._card is not None
        kind = list(FollowUpKind)[self.kind.currentIndex()]
        self._tell_fault("")
        self._writing.write(
            add_follow_up,
            self._card.id,
            kind,
            self.note.text().strip(),
            refused=self._refuse,
            done=self.note.clear,
        )

    def _finish(self, follow_up: int) -> None:
        self._tell_fault("")
        self._writing.write(finish_follow_up, follow_up, refused=self._refuse)

    def _refuse(self, error: PhonebankError) -> None:
        self._tell_fault(joined(error.message, error.next_step, by=" "))

    def _tell_fault(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))
