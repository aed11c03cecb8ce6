"""The parts of the page and where they stand: the call, or why there is none to make."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from phonebank.gui.pages.call import telling
from phonebank.gui.pages.call.choices import Question
from phonebank.gui.pages.call.draft_offer import DraftOffer
from phonebank.gui.pages.call.dry_view import DryView
from phonebank.gui.pages.call.elector_card import ElectorCard
from phonebank.gui.pages.call.head import Head
from phonebank.gui.pages.call.key_tree import KeyTree, Said
from phonebank.gui.pages.call.questions import QuestionsCard
from phonebank.gui.pages.call.ring_back_view import RingBackView
from phonebank.gui.pages.call.side import Side

if TYPE_CHECKING:
    from datetime import datetime

    from phonebank.gui.desk import Desk
    from phonebank.gui.pages.call.entries import Draft
    from phonebank.gui.pages.call.offer_line import Offer
    from phonebank.services.drafts import KeptDraft
    from phonebank.services.serving import Dry

NO_ANSWER = "no-answer"
RINGS_LONG_ENOUGH = 15  # seconds after which nobody is likely to answer any more
NARROW = 1100  # px of the page
PARTS = ("head", "elector", "questions", "side", "dry", "draft_offer", "ring_back")


class Views:
    """Everything that is shown, each part made when it is first asked for. It decides nothing."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._tree = KeyTree(desk.contest)

    @cached_property
    def head(self) -> Head:
        return Head()

    @cached_property
    def elector(self) -> ElectorCard:
        return ElectorCard(self._desk.facts.outcomes)

    @cached_property
    def questions(self) -> QuestionsCard:
        return QuestionsCard(self._tree)

    @cached_property
    def side(self) -> Side:
        return Side(self._desk.contest, self._desk.actor.name.split(" ", maxsplit=1)[0])

    @cached_property
    def dry(self) -> DryView:
        return DryView()

    @cached_property
    def draft_offer(self) -> DraftOffer:
        return DraftOffer()

    @cached_property
    def ring_back(self) -> RingBackView:
        return RingBackView()

    def lay_out_on(self, page: QWidget) -> None:
        """Put every part in its place."""
        self._call, self._stack = QWidget(), QStackedWidget()
        self._before: QWidget = self._call
        self._around = QVBoxLayout(page)
        self._columns, self._left = QHBoxLayout(self._call), QVBoxLayout()
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._left.addWidget(self.elector)
        self._left.addWidget(self.questions, 1)
        self._columns.addLayout(self._left, 1)
        self._columns.addWidget(self.side)
        for over in (self._call, self.dry, self.draft_offer, self.ring_back):
            self._stack.addWidget(over)
        self._around.addWidget(self.head)
        self._around.addWidget(self._stack, 1)
        self.fit(NARROW, is_compact=False)

    @property
    def is_call_shown(self) -> bool:
        return self._stack.currentWidget() is self._call

    @property
    def is_draft_offered(self) -> bool:
        return self._stack.currentWidget() is self.draft_offer

    @property
    def is_asking_who_rings(self) -> bool:
        return self._stack.currentWidget() is self.ring_back

    def show_draft(self, draft: Draft, tree: KeyTree, now: datetime, offer: Offer | None) -> None:
        """A call to be entered, whole: the elector and what was said so far."""
        self._tree = tree
        served = draft.served
        self.head.show_list(served.list_name, telling.hours_today(served.hours, now))
        self.elector.show_elector(served, draft.number_id)
        self.questions.show_tree(tree, served.card.first_name)
        self.questions.footer.ask_why_to_skip(False)
        if draft.said.other_time:
            self.questions.moment.show_moment(draft.said.other_time)
        self.side.show_elector(served, now)
        self.show_offer(offer)
        self._stack.setCurrentWidget(self._call)

    def show_offer(self, offer: Offer | None) -> None:
        """Whom to go on with, if anybody is on the line."""
        self.questions.offer.show_offer(offer)

    def show_said(self, draft: Draft, tree: KeyTree) -> None:
        """Everything that was answered, and a hint where the call is too young to give up."""
        card = draft.served.card
        if draft.said.other_time:
            self.questions.moment.show_moment(draft.said.other_time)
        self.questions.show_said(draft.said, card.previous_vote or "")
        is_unanswered = draft.said.to(Question.REACHED) == NO_ANSWER
        is_early = draft.so_far < RINGS_LONG_ENOUGH
        self.questions.hint_to_ring_longer(is_unanswered and is_early)
        self.side.show_call(tree, draft.said)

    def show_nobody(self) -> None:
        """No elector: nothing of the last one is left."""
        self.elector.clear()
        self.side.clear()
        self.questions.show_tree(self._tree, "")
        self.questions.footer.ask_why_to_skip(False)
        self.questions.show_said(Said(), "")
        self.questions.hint_to_ring_longer(False)
        self.show_offer(None)

    def show_dry(self, dry: Dry, now: datetime, offer: Offer | None) -> None:
        self.head.show_list("", dry.not_open or "Nobody due now")
        self.dry.show_dry(dry, now)
        if offer is not None:
            self.dry.tell(offer.words, "", f"{offer.action} (J)")
        self._stack.setCurrentWidget(self.dry)
        self.dry.undo.setFocus(Qt.FocusReason.OtherFocusReason)

    def offer_draft(self, kept: KeptDraft, now: datetime) -> None:
        """What was left of a call, until the caller has decided."""
        self._stack.setCurrentWidget(self.draft_offer)
        self.draft_offer.show_draft(kept, now)

    def ask_who_rings(self) -> None:
        """The number of whoever rings back, over whatever was shown."""
        if not self.is_asking_who_rings:
            self._before = self._stack.currentWidget() or self._call
        self._stack.setCurrentWidget(self.ring_back)
        self.ring_back.begin()

    def back_to_the_call(self) -> None:
        """What was shown before somebody rang."""
        self._stack.setCurrentWidget(self._before)

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
