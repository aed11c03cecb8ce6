"""The parts of the page and where they stand: the call, or why there is none to make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from phonebank.gui.pages.call import telling
from phonebank.gui.pages.call.dry_view import DryView
from phonebank.gui.pages.call.elector_card import ElectorCard
from phonebank.gui.pages.call.head import Head
from phonebank.gui.pages.call.key_tree import Said
from phonebank.gui.pages.call.questions import QuestionsCard
from phonebank.gui.pages.call.side import Side

if TYPE_CHECKING:
    from datetime import datetime

    from phonebank.gui.desk import Desk
    from phonebank.gui.pages.call.entries import Draft
    from phonebank.gui.pages.call.key_tree import KeyTree
    from phonebank.services.serving import Dry

NARROW = 1100  # px of the page


class Views:
    """Everything that is shown, laid out on `page`. It decides nothing."""

    def __init__(self, desk: Desk, tree: KeyTree, page: QWidget) -> None:
        self._desk = desk
        self._tree = tree
        self.head = Head()
        self.elector = ElectorCard(desk.facts.outcomes)
        self.questions = QuestionsCard(tree)
        self.side = Side(desk.contest, desk.actor.name.split(" ", maxsplit=1)[0])
        self.dry = DryView(desk.contest)
        self._stack = QStackedWidget()
        self._around = QVBoxLayout(page)
        self._lay_out()

    def show_draft(self, draft: Draft, tree: KeyTree, now: datetime) -> None:
        """A call to be entered, whole: the elector and what was said so far."""
        self._tree = tree
        served = draft.served
        self.head.show_list(served.list_name, telling.hours_today(self._desk.contest, now))
        self.elector.show_elector(served, draft.number_id)
        self.questions.show_tree(tree, served.card.first_name)
        self.questions.footer.ask_why_to_skip(False)
        if draft.said.other_time:
            self.questions.moment.show_moment(draft.said.other_time)
        self.side.show_elector(served, now)
        self._stack.setCurrentIndex(0)

    def show_said(self, draft: Draft, tree: KeyTree) -> None:
        card = draft.served.card
        if draft.said.other_time:
            self.questions.moment.show_moment(draft.said.other_time)
        self.questions.show_said(draft.said, card.previous_vote or "")
        self.side.show_call(tree, draft.said, card.first_name)

    def show_nobody(self) -> None:
        """No elector: nothing of the last one is left."""
        self.elector.clear()
        self.side.clear()
        self.questions.show_tree(self._tree, "")
        self.questions.footer.ask_why_to_skip(False)
        self.questions.show_said(Said(), "")

    def show_dry(self, dry: Dry, now: datetime) -> None:
        self.head.show_list(dry.list_name, "Nobody due on this list now")
        self.dry.show_dry(dry, now)
        self._stack.setCurrentIndex(1)
        self.dry.undo.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_waiting(self) -> None:
        """A calm word where the next elector takes longer than a blink."""
        self.elector.clear("Next…")

    def tell(self, wrong: str, rest: str, action: str) -> None:
        self.questions.tell(wrong, rest, action)
        self.dry.tell(wrong, rest)

    def first_answer(self) -> str:
        """What is marked under the first question, empty for nothing."""
        return self.questions.first.given

    def go_to_note(self) -> None:
        if self.questions.isVisible():
            self.questions.open_note()

    def fit(self, width: int, *, is_compact: bool) -> None:
        """Places and measures for a window of this size."""
        side, top, bottom = (12, 0, 9) if is_compact else (24, 13, 16)
        self._around.setContentsMargins(side, top, side, bottom)
        self._around.setSpacing(5 if is_compact else 11)
        self._columns.setSpacing(9 if is_compact else 16)
        self._left.setSpacing(10 if is_compact else 12)
        is_narrow = width < NARROW
        for part in (self.head, self.elector, self.dry):
            part.set_compact(is_compact)
        for wide_part in (self.questions, self.side):
            wide_part.set_compact(is_compact, is_narrow=is_narrow)

    def _lay_out(self) -> None:
        call = QWidget()
        self._columns, self._left = QHBoxLayout(call), QVBoxLayout()
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._left.addWidget(self.elector)
        self._left.addWidget(self.questions, 1)
        self._columns.addLayout(self._left, 1)
        self._columns.addWidget(self.side)
        self._stack.addWidget(call)
        self._stack.addWidget(self.dry)
        self._around.addWidget(self.head)
        self._around.addWidget(self._stack, 1)
        self.fit(NARROW, is_compact=False)
