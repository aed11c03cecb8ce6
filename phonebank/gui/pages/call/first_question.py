"""Did you speak to them: the first question, with Don't call beside it; folded once answered."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from phonebank.gui.pages.call import choices
from phonebank.gui.pages.call.answer_rows import LOW, TALL, Answers, QuestionBlock
from phonebank.gui.widgets.buttons import KeyButton, QuietKeyButton

FAILED = choices.REACHED[-1]
IN_THE_ROW = choices.REACHED[:-1]


class FirstQuestion(QuestionBlock):
    """In a small window the answer folds into the question's line, with Change."""

    above, above_compact = 0, 0

    do_not_call_pressed = Signal()
    change_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._is_compact = False
        self.given = ""
        self.failed = QuietKeyButton(FAILED.words, FAILED.key, LOW)
        self.do_not_call = KeyButton("Don’t call", choices.DO_NOT_CALL, height=LOW)
        self.folded = KeyButton("", "", height=LOW)
        self.change = QuietKeyButton("Change", "", LOW)
        self._is_laid_out = False
        answers = Answers(TALL, 4, {IN_THE_ROW[1].slug: 13})
        super().__init__("Did you speak to them?", answers, parent)
        answers.offer(IN_THE_ROW)
        self._fill_header()
        self._tell_hints()
        self._is_laid_out = True
        self._fold(False)

    def show_answer(self, slug: str, *, do_not_call: bool, is_waiting: bool) -> None:
        """`is_waiting` while the digits belong to another question: then these are off."""
        self.given = slug
        self.answers.show_chosen({slug})
        self.failed.setChecked(slug == FAILED.slug)
        self.failed.set_receded(slug not in {"", FAILED.slug})
        self.do_not_call.setChecked(do_not_call)
        for button in (*self.answers.buttons.values(), self.failed):
            button.setEnabled(not is_waiting)
        given = next((it for it in choices.REACHED if it.slug == slug), None)
        if given is not None:
            self.folded.setText(given.words)
            self.folded.set_key(given.key)
        self.folded.setChecked(True)
        self._fold(self._is_compact and given is not None)

    def set_compact(self, is_compact: bool) -> None:
        super().set_compact(is_compact)
        self._is_compact = is_compact
        self._fold(is_compact and bool(self.given))

    def _fold(self, is_folded: bool) -> None:
        if not self._is_laid_out:  # without a parent yet, a shown button would be a window
            return
        self.answers.setVisible(not is_folded)
        self.failed.setVisible(not is_folded)
        self.folded.setVisible(is_folded)
        self.change.setVisible(is_folded)

    def _fill_header(self) -> None:
        self.header.insertSpacing(1, 8)
        self.header.insertWidget(2, self.folded)
        self.header.insertWidget(3, self.change)
        self.header.addWidget(self.failed)
        self.header.addWidget(self.do_not_call)
        for button in (self.failed, self.folded):
            button.setCheckable(True)
        self.failed.clicked.connect(lambda: self.answers.chosen.emit(FAILED.slug))
        self.do_not_call.clicked.connect(self.do_not_call_pressed)
        self.folded.clicked.connect(self.change_wanted)
        self.change.clicked.connect(self.change_wanted)

    def _tell_hints(self) -> None:
        self.do_not_call.set_hint("Don’t call again; Alt+0 from the note")
        self.change.set_hint("Change the first answer (Backspace)")
        self.folded.set_hint("Change the first answer")
