"""Writing one part of a script: its words, what can be inserted, and what is wrong with them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from phonebank.domain.scripts import Asked, Placeholder, Stage, fault
from phonebank.gui.pages.call.flows import Flow
from phonebank.gui.pages.call.scrolling import SCROLL_BAR, Scrolling
from phonebank.gui.pages.lists.script_parts import WHEN, Other, fields_of, name_of, with_words
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import ActionButton
from phonebank.gui.widgets.cards import Card, Divider
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.spaced_text import SpacedText
from phonebank.gui.widgets.ticks import Tick

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent

    from phonebank.domain.contest import Contest
    from phonebank.domain.scripts import Script
    from phonebank.gui.pages.lists.script_parts import Part, WordsOf

LOW = 62  # px: two lines
INSET = 16
QUESTIONS = {
    Asked.BALLOT: "Has their ballot come, and did they return it?",
    Asked.PREVIOUS: "Whom did they vote for last time?",
    Asked.REASONS: "Why do they vote so?",
}


class WordsEdit(QPlainTextEdit):
    """Plain text; Tab goes on to the next field. `entered` when the keyboard comes to it."""

    entered = Signal()

    def __init__(self, words: WordsOf, parent: QWidget | None = None) -> None:
        super().__init__(words.words, parent)
        self.setTabChangesFocus(True)
        self.setAccessibleName(words.label)
        self.setToolTip(f"{words.label}: {words.longest} characters at most")

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()


class WordsField(QWidget):
    """A label where there are several, the words, and under them what is wrong, if anything."""

    def __init__(self, words: WordsOf, *, is_alone: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key, self._longest = words.key, words.longest
        self.edit = WordsEdit(words)
        self.fault = SpacedText(role=fonts.caption, tone="warn_text")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        if not is_alone:
            label = ElidedLabel(words.label, role=fonts.button)
            label.setBuddy(self.edit)
            column.addWidget(label)
            self.edit.setFixedHeight(LOW)
        column.addWidget(self.edit, 1)
        column.addWidget(self.fault)
        self.edit.textChanged.connect(self._show_fault)
        self._show_fault()

    def _show_fault(self) -> None:
        wrong = fault(self.edit.toPlainText(), self._longest)
        self.fault.setText(f"This {wrong}." if wrong else "")
        self.fault.setVisible(bool(wrong))


class ScriptForm(Card):
    """`typed` carries the script with what was just changed; `entered` the field one is in."""

    typed = Signal(object)
    entered = Signal(str)

    def __init__(self, contest: Contest, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._contest = contest
        self._part: Part = Stage.OPENING
        self._script: Script | None = None
        self._is_read_only = False
        self._at: WordsField | None = None
        self.fields: Sequence[WordsField] = ()
        self.ticks: dict[Asked, Tick] = {}
        self.title = ElidedLabel(role=fonts.question)
        self.when = ElidedLabel(role=fonts.caption, tone="text2")
        self.chips: dict[Placeholder, ActionButton] = {}
        self._insert = Flow(6)
        self._line = Divider()
        self._place = QVBoxLayout()
        self._held: QWidget | None = None
        self._make_chips()
        self._lay_out()

    def show_part(self, part: Part, script: Script, *, is_read_only: bool) -> None:
        """Write this part of this script, or only read it; what is there already stays."""
        if self._held and (part, script, is_read_only) == self._shown():
            return
        self._part, self._script, self._is_read_only = part, script, is_read_only
        self.title.setText(name_of(part))
        self.when.setText(WHEN[part])
        self._insert.setVisible(part is not Other.QUESTIONS and not is_read_only)
        self._at, self.fields, self.ticks = None, (), {}
        held = self._questions() if part is Other.QUESTIONS else self._words()
        if self._held is not None:
            self._place.removeWidget(self._held)
            self._held.hide()
            self._held.deleteLater()
        self._held = held
        self._place.addWidget(held)
        self._line.setVisible(len(self.fields) > 1)

    def _shown(self) -> tuple[Part, Script | None, bool]:
        return self._part, self._script, self._is_read_only

    def insert(self, placeholder: Placeholder) -> None:
        """Put a placeholder where the text cursor is, in the field it was in last."""
        at = self._at or (self.fields[0] if self.fields else None)
        if at is not None and not self._is_read_only:
            at.edit.insertPlainText(placeholder.written)
            at.edit.setFocus()

    def _words(self) -> QWidget:
        assert self._script is not None
        told = fields_of(self._part, self._script, self._contest)
        is_alone = len(told) == 1
        self.fields = [WordsField(words, is_alone=is_alone) for words in told]
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0 if is_alone else SCROLL_BAR, 0)
        column.setSpacing(12)
        for field in self.fields:
            field.edit.setReadOnly(self._is_read_only)
            field.edit.textChanged.connect(partial(self._take, field))
            field.edit.entered.connect(partial(self._enter, field))
            column.addWidget(field, int(is_alone))
        if self._part is Other.PRIVACY:
            self.fields[0].edit.setFixedHeight(LOW)
            column.addStretch(1)
        return inner if is_alone else Scrolling(inner)

    def _questions(self) -> QWidget:
        assert self._script is not None
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for asked, words in QUESTIONS.items():
            tick = Tick(words)
            with QSignalBlocker(tick):
                tick.setChecked(asked in self._script.questions)
            tick.setEnabled(not self._is_read_only)
            tick.toggled.connect(self._take_questions)
            self.ticks[asked] = tick
            column.addWidget(tick)
        column.addStretch(1)
        return inner

    def _take(self, field: WordsField) -> None:
        if self._script is None:
            return
        words = field.edit.toPlainText()
        self._script = with_words(self._script, self._part, field.key, words)
        self.typed.emit(self._script)

    def _take_questions(self) -> None:
        if self._script is None:
            return
        asked = frozenset(one for one, tick in self.ticks.items() if tick.isChecked())
        self._script = replace(self._script, questions=asked)
        self.typed.emit(self._script)

    def _enter(self, field: WordsField) -> None:
        self._at = field
        self.entered.emit(field.key)

    def _make_chips(self) -> None:
        for placeholder in Placeholder:
            chip = ActionButton(placeholder.written, height=28)
            chip.set_hint(f"Insert {placeholder.label}")
            chip.clicked.connect(partial(self.insert, placeholder))
            self.chips[placeholder] = chip
            self._insert.add(chip)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(INSET, 12, INSET, INSET)
        column.setSpacing(8)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.title)
        head.addWidget(self.when)
        column.addLayout(head)
        column.addLayout(self._place, 1)
        column.addWidget(self._line)
        column.addWidget(self._insert)
