"""What is known of an elector, and the form in its place when it is corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from phonebank.gui.pages.electors.facts_form import FactsForm
from phonebank.gui.pages.electors.words import NEXT_CALL, facts_of, joined
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import ActionButton, QuietButton
from phonebank.gui.widgets.fact_row import FactRow
from phonebank.gui.widgets.spaced_text import SpacedText
from phonebank.gui.widgets.titled_card import TitledCard
from phonebank.services.editing import correct_elector, edit_fields, facts_to_edit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from phonebank.domain.corrections import EditField
    from phonebank.domain.electors import ElectorCard
    from phonebank.domain.errors import PhonebankError
    from phonebank.domain.permits import Actor
    from phonebank.gui.pages.electors.writing import Writing
    from phonebank.store.database import Database

Form = tuple["Sequence[EditField]", "Mapping[str, str]"]
MOVED = "constituency"


class FactsCard(TitledCard):
    """Facts in the order of the roll; while the form is open it is left as it is."""

    def __init__(self, writing: Writing, parent: QWidget | None = None) -> None:
        self.edit = ActionButton("Edit", height=28)
        self.move_away = QuietButton("Move…", height=28)
        super().__init__("Facts", self.move_away, self.edit, parent=parent)
        self._writing = writing
        self._card: ElectorCard | None = None
        self.form: FactsForm | None = None
        self.edit.set_hint("Correct what the roll says (Ctrl+T)")
        self.move_away.set_hint("Move to another constituency")
        self.edit.clicked.connect(self._open_first)
        self.move_away.clicked.connect(lambda: self.open_form(MOVED))

    def show_card(self, card: ElectorCard) -> None:
        """Show these facts, unless somebody is typing in the form of the same elector."""
        is_other = self._card is None or self._card.id != card.id
        self._card = card
        if self.form is None or is_other:
            self.close_form()

    def open_form(self, name: str = "") -> None:
        """Ask for the fields and show them in place of the facts, the keys in the named one."""
        if self._card is None or self.form is not None:
            return
        desk = self._writing.desk
        job = desk.jobs.new()
        job.succeeded.connect(lambda form: self._show_form(form, name))
        job.read(_form, desk.actor, self._card.id)

    def _open_first(self) -> None:
        self.open_form()

    def close_form(self) -> None:
        """Back to the facts as they are."""
        had_focus = self.form is not None and self.isAncestorOf(self.focusWidget() or self)
        self.form = None
        self._offer_edit(True)
        assert self._card is not None
        self.show_parts(_facts(self._card))
        if had_focus:
            self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_form(self, form: Form, name: str) -> None:
        if self._card is None or self.form is not None:
            return
        fields, facts = form
        self.form = FactsForm(fields, facts)
        self.form.save_wanted.connect(self._save)
        self.form.cancelled.connect(self.close_form)
        self._offer_edit(False)
        self.show_parts([self.form])
        self.form.focus_field(name)

    def _save(self, facts: Mapping[str, str]) -> None:
        assert self._card is not None
        assert self.form is not None
        self.form.set_busy(True)
        self._writing.write(
            correct_elector,
            self._card.id,
            facts,
            refused=lambda error: self._tell(error, facts),
            done=self.close_form,
        )

    def _tell(self, error: PhonebankError, facts: Mapping[str, str]) -> None:
        if self.form is not None:
            self.form.set_busy(False)
            sentence = joined(error.message, error.next_step, by=" ")
            self.form.tell(sentence, _field_meant(error.message, facts))

    def _offer_edit(self, is_offered: bool) -> None:
        self.edit.setVisible(is_offered)
        self.move_away.setVisible(is_offered)


def _facts(card: ElectorCard) -> list[QWidget]:
    parts: list[QWidget] = [
        FactRow(caption, fact) for caption, fact in facts_of(card) if caption != NEXT_CALL
    ]
    if card.corrected:
        words = "Corrected by hand, so no import changes it: " + ", ".join(
            fact.replace("_", " ") for fact in card.corrected
        )
        parts.append(SpacedText(f"{words}.", fonts.caption, "text3"))
    return parts


def _form(db: Database, actor: Actor, elector_id: int) -> Form:
    return edit_fields(db, actor), facts_to_edit(db, actor, elector_id)


def _field_meant(message: str, facts: Mapping[str, str]) -> str:
    """The field that a refusal is about: the only one sent, or the one whose words it quotes."""
    if len(facts) == 1:
        return next(iter(facts))
    quoted = (name for name, words in facts.items() if words and words in message)
    named = (name for name in facts if name.replace("_", " ") in message.casefold())
    return next(quoted, "") or next(named, "")
