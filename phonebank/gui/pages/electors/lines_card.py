"""A card of what an elector has several of, with a form in its place while it is changed."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from phonebank.gui.pages.electors.line_form import LinesForm
from phonebank.gui.pages.electors.words import joined, number_line
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import ActionButton, QuietButton
from phonebank.gui.widgets.spaced_text import SpacedText
from phonebank.gui.widgets.titled_card import TitledCard, in_a_row
from phonebank.services.editing import set_numbers, set_tags
from phonebank.services.suppressing import NUMBER_KINDS, lift_number, suppress_number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from phonebank.domain.changes import Done
    from phonebank.domain.electors import ElectorCard, NumberRow
    from phonebank.domain.errors import PhonebankError
    from phonebank.gui.pages.electors.writing import Writing

BARRED = "barred"


class LinesCard(TitledCard):
    """The several; while the form is open it is left as it is."""

    title_words = ""
    one = ""
    advice = ""

    def __init__(self, writing: Writing, parent: QWidget | None = None) -> None:
        self.edit = ActionButton("Edit", height=28)
        super().__init__(self.title_words, self.edit, parent=parent)
        self._writing = writing
        self._card: ElectorCard | None = None
        self.form: LinesForm | None = None
        self.fault = SpacedText(tone="warn_text")
        self.edit.set_hint(f"Change the {self.title_words.lower()}")
        self.edit.clicked.connect(self.open_form)

    def show_card(self, card: ElectorCard) -> None:
        """Show what there is, unless somebody is typing in the form of the same elector."""
        is_other = self._card is None or self._card.id != card.id
        self._card = card
        if self.form is None or is_other:
            self.close_form()

    def open_form(self) -> None:
        """A line for each in place of what is shown."""
        if self._card is None or self.form is not None:
            return
        self.form = LinesForm(self.one, self.texts(self._card), self.advice)
        self.form.save_wanted.connect(self._save)
        self.form.cancelled.connect(self.close_form)
        self.edit.hide()
        self.show_parts([self.form])
        self.form.focus_last()

    def close_form(self) -> None:
        """Back to what there is."""
        was_open, self.form = self.form is not None, None
        self.edit.show()
        assert self._card is not None
        self.show_parts(self.parts_of(self._card))
        if was_open:
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @abstractmethod
    def texts(self, card: ElectorCard) -> Sequence[str]:
        """The lines of the form."""

    @abstractmethod
    def parts_of(self, card: ElectorCard) -> list[QWidget]:
        """What is shown."""

    @abstractmethod
    def setting(self) -> Callable[..., Done[Any]]:
        """The service that replaces them all."""

    def _save(self, texts: Sequence[str]) -> None:
        assert self._card is not None
        setting = self.setting()
        self._writing.write(setting, self._card.id, texts, refused=self._tell, done=self.close_form)

    def _tell(self, error: PhonebankError) -> None:
        sentence = joined(error.message, error.next_step, by=" ")
        if self.form is not None:
            self.form.tell(sentence)
        else:
            self.show_parts([SpacedText(sentence, tone="warn_text"), *self._shown()])

    def _shown(self) -> list[QWidget]:
        return self.parts_of(self._card) if self._card is not None else []


class NumbersCard(LinesCard):
    """Each number with what became of it; one that is not to be rung can be given free again."""

    title_words = "Numbers"
    one = "number"
    advice = "The first is rung first. A line that is blanked takes the number away."

    def texts(self, card: ElectorCard) -> Sequence[str]:
        return [number.written for number in card.numbers]

    def setting(self) -> Callable[..., Done[Any]]:
        return set_numbers

    def parts_of(self, card: ElectorCard) -> list[QWidget]:
        parts = [self._row(number) for number in card.numbers]
        if not card.numbers:
            parts.append(SpacedText("No number known.", tone="text3"))
        if card.former_numbers:
            parts.append(SpacedText("No longer on the roll", fonts.caption, "text3"))
        for number in card.former_numbers:
            parts.append(SpacedText(number_line(number), tone="text3"))
        return parts

    def _row(self, number: NumberRow) -> QWidget:
        line = SpacedText(number_line(number), tone="text" if number.is_usable else "text3")
        return line if number.e164 is None else in_a_row(line, self._barring(number))

    def _barring(self, number: NumberRow) -> QWidget:
        is_barred = number.status == BARRED
        button = QuietButton("Ring again" if is_barred else "Bar…", height=28)
        button.set_hint(
            "Take back that this number is not to be rung"
            if is_barred
            else "Nobody is to ring this number, whoever has it; asks why"
        )
        button.clicked.connect(lambda: self._turn(number, button))
        return button

    def _turn(self, number: NumberRow, button: QWidget) -> None:
        assert self._card is not None
        if number.status == BARRED:
            self._writing.write(lift_number, self._card.id, number.id, refused=self._tell)
            return
        menu = self.barring_menu(number)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def barring_menu(self, number: NumberRow) -> QMenu:
        """Why nobody is to ring this number."""
        menu = QMenu("Why", self)
        for kind in NUMBER_KINDS:
            action = menu.addAction(kind.replace("-", " ").capitalize().replace("Tps", "TPS"))
            action.triggered.connect(lambda _=False, kind=kind: self._bar(number, kind))
        return menu

    def _bar(self, number: NumberRow, kind: str) -> None:
        assert self._card is not None
        self._writing.write(suppress_number, self._card.id, number.id, kind, refused=self._tell)


class TagsCard(LinesCard):
    """Words that an organiser or a file put on the elector."""

    title_words = "Tags"
    one = "tag"
    advice = "One tag a line."

    def texts(self, card: ElectorCard) -> Sequence[str]:
        return list(card.tags)

    def setting(self) -> Callable[..., Done[Any]]:
        return set_tags

    def parts_of(self, card: ElectorCard) -> list[QWidget]:
        if not card.tags:
            return [SpacedText("None.", tone="text3")]
        return [SpacedText(joined(*card.tags))]
