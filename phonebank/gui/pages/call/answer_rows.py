"""One question on the page: its label, its answers in a row, and which of them was given."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from phonebank.gui.pages.call.choices import CANT_TALK
from phonebank.gui.pages.call.flows import Flow
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import KeyButton, QuietKeyButton
from phonebank.gui.widgets.labels import ElidedLabel

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from PySide6.QtGui import QResizeEvent

    from phonebank.gui.pages.call.choices import Choice
    from phonebank.gui.widgets.painted_button import PaintedButton

TALL, TALL_COMPACT, LOW, IN_HEADER = 40, 36, 32, 28
ROOM_FOR_WAY_OUT = 140  # px that it takes in most fonts, with its gap
LABEL_WIDTH, LABEL_WIDTH_COMPACT = 96, 80


class Answers(Flow):
    """The buttons of one question. `chosen` carries the slug of the one that was clicked."""

    chosen = Signal(str)

    def __init__(self, height: int, gap: int, breaks: Mapping[str, int] | None = None) -> None:
        """`breaks` gives the wider gap before the answers that begin a group."""
        super().__init__(gap)
        self._height, self._breaks = height, breaks or {}
        self._offered: list[Choice] = []
        self.buttons: dict[str, PaintedButton] = {}

    def offer(self, choices: Sequence[Choice]) -> None:
        """Have these buttons; the same as before stay as they are."""
        if list(choices) == self._offered:
            return
        self.clear()
        self.buttons = {}
        self._offered = list(choices)
        for choice in choices:
            button = self._button(choice)
            self.buttons[choice.slug] = button
            if choice.slug == CANT_TALK:
                self.set_tail(button)
            else:
                self.add(button, self._breaks.get(choice.slug))

    def show_chosen(self, slugs: Collection[str]) -> None:
        """Mark what was answered; the others recede once something was."""
        some = any(slug in slugs for slug in self.buttons)
        for slug, button in self.buttons.items():
            button.setChecked(slug in slugs)
            button.set_receded(some and slug not in slugs)

    def set_button_height(self, height: int) -> None:
        self._height = height
        for button in self.buttons.values():
            button.set_height(height)
        self.lay_out()

    def focus_first(self, reason: Qt.FocusReason) -> None:
        """The keyboard on the answer that was given, or on the first."""
        shown = [it for it in self.buttons.values() if not it.isHidden() and it.isEnabled()]
        first = next((it for it in shown if it.isChecked()), shown[0] if shown else None)
        if first:
            first.setFocus(reason)

    def _button(self, choice: Choice) -> PaintedButton:
        button: PaintedButton = (
            QuietKeyButton(choice.words, choice.key, self._height)
            if choice.slug == CANT_TALK
            else KeyButton(choice.words, choice.key, choice.colour, height=self._height)
        )
        button.setCheckable(True)
        button.clicked.connect(partial(self.chosen.emit, choice.slug))
        return button


class QuestionBlock(QWidget):
    """A question over its answers; `header` is the line of the question, with room at its end."""

    above, above_compact = 20, 9

    _is_compact = False

    def __init__(self, words: str, answers: Answers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = ElidedLabel(words, role=fonts.question)
        self.answers = answers
        self.header = QHBoxLayout()
        self.header.setSpacing(8)
        self.header.addWidget(self.label)
        self.header.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(7)
        self._column.addLayout(self.header)
        self._column.addWidget(answers)
        answers.setAccessibleName(words)
        self.set_compact(False)

    def set_words(self, words: str) -> None:
        self.label.setText(words)
        self.answers.setAccessibleName(words)

    def set_asked(self, is_asked: bool) -> None:
        """A question keeps its weight; only details change theirs."""

    def set_compact(self, is_compact: bool) -> None:
        self.answers.set_button_height(TALL_COMPACT if is_compact else TALL)
        self._is_compact = is_compact
        self._place_way_out()
        above = self.above_compact if is_compact else self.above
        self._column.setContentsMargins(0, above, 0, 2 if is_compact else 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_way_out()

    def _place_way_out(self) -> None:
        """Can't talk stands at the end of the answers, or of the question where room is short."""
        way_out = self.answers.buttons.get(CANT_TALK)
        if way_out is None:
            return
        row = self.answers.width_of_row() + ROOM_FOR_WAY_OUT
        is_in_header = self._is_compact or row > self.width()
        way_out.set_height(IN_HEADER if is_in_header else TALL)
        if is_in_header == (self.header.indexOf(way_out) >= 0):
            return
        if is_in_header:
            self.answers.set_tail(None)
            self.header.addWidget(way_out)
        else:
            self.header.removeWidget(way_out)
            self.answers.set_tail(way_out)


class FieldRow(QWidget):
    """A detail: its label at the left, its field beside it."""

    def __init__(self, words: str, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = ElidedLabel(words, tone="text2")
        self.content = content
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(content, 1)
        self.label.setFixedHeight(LOW)
        content.setAccessibleName(words)
        self.set_compact(False)

    def set_words(self, words: str) -> None:
        self.label.setText(words)
        self.content.setAccessibleName(words)

    def set_asked(self, is_asked: bool) -> None:
        """The one being asked is SemiBold."""
        self.label.set_role(fonts.strong if is_asked else fonts.body)
        self.label.set_tone("text" if is_asked else "text2")

    def set_compact(self, is_compact: bool) -> None:
        self.label.setFixedWidth(LABEL_WIDTH_COMPACT if is_compact else LABEL_WIDTH)


class DetailRow(FieldRow):
    """A question that is a detail, with its answers beside it."""

    def __init__(self, words: str, answers: Answers, parent: QWidget | None = None) -> None:
        self.answers = answers
        super().__init__(words, answers, parent)

    def set_compact(self, is_compact: bool) -> None:
        super().set_compact(is_compact)
        self.answers.set_gap(6 if is_compact else 8)
