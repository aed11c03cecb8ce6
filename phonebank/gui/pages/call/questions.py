"""The questions of a call on one card; it shows what was said and reports what is pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from phonebank.gui.pages.call import choices
from phonebank.gui.pages.call.answer_rows import (
    LOW,
    TALL,
    Answers,
    DetailRow,
    FieldRow,
    QuestionBlock,
)
from phonebank.gui.pages.call.callback_fields import MomentField
from phonebank.gui.pages.call.choices import Question
from phonebank.gui.pages.call.first_question import FirstQuestion
from phonebank.gui.pages.call.footer import Footer
from phonebank.gui.pages.call.offer_line import OfferLine
from phonebank.gui.pages.call.previous_line import PreviousLine
from phonebank.gui.pages.call.scrolling import SCROLL_BAR, Scrolling
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import QuietKeyButton
from phonebank.gui.widgets.cards import Card, Divider
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.notices import Notice, NoticeKind

if TYPE_CHECKING:
    from collections.abc import Collection

    from phonebank.gui.pages.call.key_tree import KeyTree, Said

Row = QuestionBlock | DetailRow
RING_LONGER = "Let it ring for 15 seconds."
VOTED_ALREADY = "They have voted already? Press B."


class QuestionsCard(Card):
    """`chosen` carries a question and a slug, `key_pressed` the key of what is no answer."""

    chosen = Signal(object, str)
    key_pressed = Signal(str)
    first_changed = Signal()
    note_typed = Signal(str)
    time_picked = Signal(object)

    def __init__(self, tree: KeyTree, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tree = tree
        self.first = FirstQuestion()
        self.previous = PreviousLine()
        self.moment = MomentField("Other time to call back", LOW)
        self.more = QuietKeyButton("More…", choices.MORE_REASONS, LOW)
        self._is_note_open = False
        self.note = QLineEdit()
        self.also = QuietKeyButton("Also…", "", LOW)
        self.hint = ElidedLabel(RING_LONGER, role=fonts.caption, tone="text2")
        self.voted = ElidedLabel(VOTED_ALREADY, role=fonts.caption, tone="text2")
        self.offer = OfferLine()
        self.footer = Footer()
        self.notice = Notice(kind=NoticeKind.ERROR)
        self.rows: dict[Question, Row] = self._made_rows()
        self.note_row = FieldRow("Note", self._note_and_also())
        self._lay_out()
        self._connect()
        self._tell_hints()

    def show_tree(self, tree: KeyTree, first_name: str) -> None:
        """The questions of another elector."""
        self._tree = tree
        self._is_note_open = False
        self.first.set_words(f"Did you speak to {first_name}?" if first_name else " ")
        self.rows[Question.BALLOT].set_words("Ballot" if tree.asks_ballot else "Last time")

    def show_said(self, said: Said, known_previous: str) -> None:
        """Everything that was answered, and the questions that are relevant now."""
        shown, asked = self._tree.shown(said), self._tree.asked(said)
        self._offer(said, shown)
        for question, row in self.rows.items():
            row.setVisible(question in shown)
            row.set_asked(question is asked)
            given = said.reasons if question is Question.REASONS else (said.to(question),)
            row.answers.show_chosen(given)
        asks_previous = said.asks_previous and Question.PREVIOUS in shown
        self.rows[Question.PREVIOUS].setVisible(asks_previous)
        has_previous = Question.PREVIOUS in shown
        self.rows[Question.BALLOT].setVisible(has_previous or Question.BALLOT in shown)
        self.previous.setVisible(has_previous)
        self.voted.setVisible(Question.BALLOT in shown and not said.to(Question.BALLOT))
        self.first.show_answer(
            said.to(Question.REACHED), do_not_call=said.do_not_call, is_waiting=asks_previous
        )
        known = said.to(Question.PREVIOUS) or known_previous
        self.previous.show_vote(known, is_open=asks_previous)
        self._show_note_and_time(said, is_asked=asked is None)
        self._show_beside(said)

    def hint_to_ring_longer(self, is_early: bool) -> None:
        """Nobody answered so soon: most do within fifteen seconds."""
        self.hint.setVisible(is_early)

    def open_note(self) -> None:
        """The note is there from the first moment for whoever wants to type before they answer."""
        self._is_note_open = True
        self.note_row.show()
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_on(self, question: Question | None, reason: Qt.FocusReason) -> None:
        """The keyboard on the question to be asked; with none left, on Save and next."""
        if question is None:
            self.footer.save.setFocus(reason)
            return
        self.rows[question].answers.focus_first(reason)
        self._scroll.ensureWidgetVisible(self.rows[question], 0, 0)

    def set_compact(self, is_compact: bool, *, is_narrow: bool = False) -> None:
        side, top = (16, 7) if is_compact else (24, 16)
        self._column.setContentsMargins(
            side - 1, top - 1, side - 1 - SCROLL_BAR, 2 if is_compact else 8
        )
        for row in (*self.rows.values(), self.note_row):
            row.set_compact(is_compact)
        self.previous.set_compact(is_compact)
        self.footer.set_compact(is_compact, is_narrow=is_narrow)

    def tell(self, wrong: str, rest: str = "", action: str = "") -> None:
        """A sentence over the foot; empty takes it away."""
        self.notice.say(wrong, rest, action)
        self._notice_place.setVisible(bool(wrong))

    def _offer(self, said: Said, shown: Collection[Question]) -> None:
        """Have the answers of what is asked; nobody waits for those of another call."""
        ballots = choices.BALLOT if Question.BALLOT in shown else []
        self.rows[Question.BALLOT].answers.offer(ballots)
        if Question.REASONS in shown:
            self._offer_reasons(said)
        for question in {*shown} - {Question.REACHED, Question.BALLOT, Question.REASONS}:
            self.rows[question].answers.offer(self._tree.choices(question))

    def _offer_reasons(self, said: Said) -> None:
        reasons = self.rows[Question.REASONS].answers
        reasons.offer(self._tree.open_reasons(said))
        offered = self._tree.choices(Question.REASONS)
        self.more.setVisible(len(offered) > choices.REASONS_AT_FIRST)
        self.more.setText("Fewer" if said.shows_all_reasons else "More…")
        reasons.lay_out()

    def _show_note_and_time(self, said: Said, *, is_asked: bool) -> None:
        if self.note.text() != said.note:
            self.note.setText(said.note)
        is_wanted = bool(said.to(Question.REACHED) or said.do_not_call or said.note)
        self.note_row.setVisible(is_wanted or self._is_note_open)
        self.note_row.set_asked(is_asked)
        self.footer.allow_callback(said.is_reached)
        self.moment.setVisible(said.to(Question.CALLBACK) == choices.OTHER_TIME)

    def _show_beside(self, said: Said) -> None:
        told = len(said.follow_ups) + bool(said.pass_to)
        self.also.setText(f"Also: {told}" if told else "Also…")
        self.footer.beside.show_said(said)

    def _note_and_also(self) -> QWidget:
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.note, 1)
        row.addWidget(self.also)
        return place

    def _made_rows(self) -> dict[Question, Row]:
        first_unnamed = {"undecided": 6, "wont-say": 17}
        blocks = {
            Question.MACHINE: ("What did you do?", 6),
            Question.NOT_IN: ("What did you find?", 6),
            Question.VOTE: ("Who will they vote for?", 6),
        }
        details = {
            Question.CANT_TALK: "Why not?",
            Question.CALLBACK: "When?",
            Question.CALLBACK_FOR: "For whom?",
            Question.STRENGTH: "How sure?",
            Question.BALLOT: "Ballot",
            Question.PREVIOUS: "Last time",
            Question.REASONS: "Reasons",
        }
        rows: dict[Question, Row] = {Question.REACHED: self.first}
        for question, (words, gap) in blocks.items():
            answers = Answers(TALL, gap, first_unnamed)
            rows[question] = QuestionBlock(words, answers)
        for question, words in details.items():
            rows[question] = DetailRow(words, Answers(LOW, 8))
        return rows

    def _lay_out(self) -> None:
        self.rows[Question.BALLOT].answers.set_tail(self.previous)
        self.rows[Question.REASONS].answers.add_last(self.more)
        self.rows[Question.CALLBACK_FOR].answers.set_tail(self.moment)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setSpacing(0)
        for row in (*self.rows.values(), self.note_row):
            self._column.addWidget(row)
        self._column.insertWidget(1, self.hint)
        vote = self.rows[Question.VOTE]
        assert isinstance(vote, QuestionBlock)
        vote.header.insertWidget(2, self.voted)
        self.hint.hide()
        self._column.addStretch(1)
        self._scroll = Scrolling(inner)
        self._stack_up()
        self.tell("")
        self.set_compact(False)

    def _stack_up(self) -> None:
        """The questions that scroll, a sentence where there is one, and the foot."""
        self._notice_place = QWidget()
        around = QVBoxLayout(self._notice_place)
        around.setContentsMargins(16, 0, 16, 8)
        around.addWidget(self.notice)
        card = QVBoxLayout(self)
        card.setContentsMargins(1, 1, 1, 1)
        card.setSpacing(0)
        card.addWidget(self._scroll, 1)
        for widget in (self._notice_place, self.offer, Divider(), self.footer):
            card.addWidget(widget)

    def _connect(self) -> None:
        for question, row in self.rows.items():
            row.answers.chosen.connect(
                lambda slug, question=question: self.chosen.emit(question, slug)
            )
        self.first.do_not_call_pressed.connect(lambda: self.key_pressed.emit(choices.DO_NOT_CALL))
        self.first.change_wanted.connect(self.first_changed)
        self.previous.change_wanted.connect(lambda: self.key_pressed.emit(choices.CHANGE_PREVIOUS))
        self.more.clicked.connect(lambda: self.key_pressed.emit(choices.MORE_REASONS))
        self.note.textEdited.connect(self.note_typed)
        self.moment.picked.connect(self.time_picked)

    def _tell_hints(self) -> None:
        self.note.setAccessibleName("Note")
        self.note.setPlaceholderText("The next caller reads this in the history")
        self.note.setToolTip("Note (/); Escape leaves it")
        self.note_row.label.setBuddy(self.note)
        self.more.set_hint("The other reasons")
        self.also.set_hint("Offers, a word with an organiser, passing on to an MP (Alt+A)")
        self.also.clicked.connect(self.footer.open_beside)
