"""Correcting one's own call: what really came of it, field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from phonebank.domain.calls import BallotStatus, Strength
from phonebank.domain.outcomes import NOT_A_CANDIDATE
from phonebank.gui.pages.electors.words import said
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import PrimaryButton, QuietButton
from phonebank.gui.widgets.cards import Bar
from phonebank.gui.widgets.form import Form
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.picks import Pick
from phonebank.gui.widgets.scrolled import scrolled
from phonebank.gui.widgets.spaced_text import SpacedText
from phonebank.services.campaigns import shipped_outcomes
from phonebank.services.my_calls import Correction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonebank.domain.contest import Contest
    from phonebank.services.my_calls import MyCall

WIDTH = 288
WHAT_IT_DOES = (
    "The old call is kept beside this one and counts no more. Previous vote, reasons and "
    "follow-ups stay as they were."
)
_NOT_SAID = ""
_NOTE = 84


class CorrectingPanel(Form):
    """The chosen call; `save_wanted` carries what it really was, `cancelled` leads to the table."""

    save_wanted = Signal(object)

    def __init__(self, contest: Contest, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self.call: MyCall | None = None
        self._outcomes = list(shipped_outcomes().values())
        self._intentions = [*contest.shorts, *NOT_A_CANDIDATE]
        self._strengths = [_NOT_SAID, *Strength]
        self._ballots = [_NOT_SAID, *BallotStatus]
        self.who, self.when = ElidedLabel(role=fonts.title), ElidedLabel(tone="text2")
        self.outcome = _pick("What came of it", [one.name for one in self._outcomes])
        self.intention = _pick("Answer", [said(one) for one in self._intentions])
        self.strength = _pick("Strength", [said(one) or "not said" for one in self._strengths])
        self.ballot = _pick("Ballot", [said(one) or "not said" for one in self._ballots])
        self.note, self.fault = QPlainTextEdit(), SpacedText(tone="warn_text")
        self.keep = self.save = PrimaryButton("Save the correction", "Ctrl+Enter", height=36)
        self.cancel = QuietButton("As it was", "Esc", height=36)
        self._dress()
        self._lay_out()

    @property
    def is_in_use(self) -> bool:
        """Only where something is changed: the fields always stand here."""
        return self._is_changed()

    def show_call(self, call: MyCall, when: str) -> None:
        """Show this call as it is kept; what is half changed stays while it is the same one."""
        if self.call == call:
            return
        self.call = call
        self.who.setText(call.who)
        self.when.setText(when)
        self.show_as_kept()

    def show_as_kept(self) -> None:
        """Take back what was changed here and not saved."""
        call = self.call
        if call is None:
            return
        slugs = [one.slug for one in self._outcomes]
        self.outcome.setCurrentIndex(slugs.index(call.outcome))
        self.intention.setCurrentIndex(_place(self._intentions, call.intention))
        self.strength.setCurrentIndex(_place(self._strengths, call.strength))
        self.ballot.setCurrentIndex(_place(self._ballots, call.ballot))
        self.note.setPlainText(call.note)
        self.tell("")
        self._settle()

    def correction(self) -> Correction:
        """What the fields say; answers go with outcomes that take them only."""
        outcome = self._outcomes[self.outcome.currentIndex()]
        strength = self._strengths[self.strength.currentIndex()]
        ballot = self._ballots[self.ballot.currentIndex()]
        takes, reached = outcome.takes_answer, outcome.reached is not False
        return Correction(
            outcome=outcome.slug,
            intention=self._intentions[self.intention.currentIndex()] if takes else None,
            strength=Strength(strength) if strength and takes else None,
            ballot=BallotStatus(ballot) if ballot and reached else None,
            note=self.note.toPlainText().strip(),
        )

    def focus_fields(self) -> None:
        self.outcome.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _settle(self) -> None:
        """Show the fields that go with the outcome; nothing to save is said by the button."""
        outcome = self._outcomes[self.outcome.currentIndex()]
        for row in (self._rows[1], self._rows[2]):
            row.setVisible(outcome.takes_answer)
        self._rows[3].setVisible(outcome.reached is not False)
        self.save.setEnabled(self._is_changed())
        self.save.set_hint("" if self._is_changed() else "Nothing is changed yet")

    def _is_changed(self) -> bool:
        call = self.call
        if call is None:
            return False
        now = self.correction()
        kept = (call.outcome, call.intention, call.strength, call.ballot, call.note)
        return (now.outcome, now.intention, now.strength, now.ballot, now.note) != kept

    def _want_save(self) -> None:
        if self._is_changed():
            self.save_wanted.emit(self.correction())

    def _dress(self) -> None:
        self.note.setAccessibleName("Note")
        self.note.setToolTip("Note")
        self.note.setFixedHeight(_NOTE)
        self.note.setTabChangesFocus(True)
        for pick in (self.outcome, self.intention, self.strength, self.ballot):
            pick.currentIndexChanged.connect(self._settle)
        self.note.textChanged.connect(self._settle)
        self.save.clicked.connect(self._want_save)
        self.cancel.clicked.connect(self.show_as_kept)
        self.cancelled.connect(self.show_as_kept)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.who)
        column.addWidget(self.when)
        column.addSpacing(4)
        picks = (self.outcome, self.intention, self.strength, self.ballot)
        self._rows = [_row(pick.accessibleName(), pick) for pick in picks]
        for row in self._rows:
            column.addWidget(row)
        column.addWidget(ElidedLabel("Note", tone="text2"))
        foot: tuple[QWidget, ...] = (self.note, self.fault, self.save, self.cancel)
        for part in foot:
            column.addWidget(part)
        column.addWidget(SpacedText(WHAT_IT_DOES, fonts.caption, "text3"))
        column.addStretch(1)
        self._put_beside(scrolled(inside, "Correction of the chosen call"))

    def _put_beside(self, inside: QWidget) -> None:
        """On a strip beside the table."""
        bar = Bar(Qt.Edge.LeftEdge)
        within, whole = QVBoxLayout(bar), QVBoxLayout(self)
        within.setContentsMargins(1, 0, 0, 0)
        within.addWidget(inside)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(bar)


def _pick(words: str, choices: Sequence[str]) -> Pick:
    pick = Pick("")
    pick.addItems(list(choices))
    pick.setAccessibleName(words)
    return pick


def _row(words: str, pick: Pick) -> QWidget:
    """The caption over its pick: outcomes are long."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(ElidedLabel(words, tone="text2"))
    row = QHBoxLayout()
    row.addWidget(pick)
    row.addStretch(1)
    column.addLayout(row)
    return whole


def _place(choices: Sequence[str], value: str | None) -> int:
    return list(choices).index(value) if value is not None and value in choices else 0
