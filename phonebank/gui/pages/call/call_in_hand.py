"""The call being entered: it takes keys, clicks and text, and says when it has changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from phonebank.gui.pages.call.choices import OTHER_TIME, Question
from phonebank.gui.pages.call.key_tree import KeyTree, Said

if TYPE_CHECKING:
    from datetime import datetime

    from phonebank.domain.clock import Clock
    from phonebank.domain.contest import Contest
    from phonebank.gui.pages.call.entries import Draft

BY_KEY, BY_MOUSE = Qt.FocusReason.ShortcutFocusReason, Qt.FocusReason.MouseFocusReason
AN_HOUR = timedelta(hours=1)
FRESH = 3.0  # seconds within which nobody has rung whoever came up


class CallInHand(QObject):
    """Holds a draft or none. `changed` carries whether it was by key or by mouse."""

    changed = Signal(Qt.FocusReason)

    def __init__(self, contest: Contest, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._contest, self._clock = contest, clock
        self.draft: Draft | None = None
        self._came_up = 0.0
        self.tree = KeyTree(contest)

    @property
    def said(self) -> Said:
        return self.draft.said if self.draft else Said()

    @property
    def is_half_entered(self) -> bool:
        return not self.said.is_blank

    @property
    def wants_a_time(self) -> bool:
        """Whether the caller is to set a time of their own."""
        return self.said.has_callback and self.said.to(Question.CALLBACK) == OTHER_TIME

    @property
    def is_untouched(self) -> bool:
        """Whether somebody came up with whom nothing was begun, as far as can be told."""
        draft = self.draft
        if draft is None or draft.rang_us or not draft.said.is_blank:
            return False
        return draft.began == self._came_up

    @property
    def is_fresh(self) -> bool:
        """Whether they came up so lately that nobody can be on the line."""
        return self.is_untouched and monotonic() - self._came_up < FRESH

    def so_far(self) -> int:
        """How many seconds the call has taken."""
        return self.draft.so_far if self.draft else 0

    def take_up(self, draft: Draft) -> None:
        """Go on with this call, new or brought back."""
        self.draft, self._came_up = draft, draft.began
        is_banked = draft.served.card.ballot == "returned"
        questions = draft.served.script.words.questions
        self.tree = KeyTree(self._contest, is_banked=is_banked, questions=questions)

    def put_down(self) -> None:
        """Hold none."""
        self.draft = None

    def press(self, key: str) -> None:
        self._say(self.tree.press(self.said, key), BY_KEY)

    def choose(self, question: Question, slug: str) -> None:
        """A click: told even where it changes nothing, because the button unchecked itself."""
        said = self.tree.choose(self.said, question, slug)
        if said == self.said:
            self.changed.emit(BY_MOUSE)
        self._say(said, BY_MOUSE)

    def change_first(self) -> None:
        self._say(self.tree.change_first(self.said), BY_KEY)

    def close_previous(self) -> None:
        self._say(replace(self.said, asks_previous=False), BY_KEY)

    def write_note(self, note: str) -> None:
        """Keep what is typed; the field shows it already."""
        self._keep(replace(self.said, note=note))

    def pick_time(self, when: datetime) -> None:
        self._keep(replace(self.said, other_time=when))

    def ring_other(self, number_id: int) -> None:
        if self.draft is not None:
            self.draft = replace(self.draft, number_id=number_id)

    def begin_anew(self) -> None:
        """The call begins now, not when the elector came up."""
        if self.draft is not None:
            self.draft = replace(self.draft, began=monotonic())

    def offer_help(self, kind: str) -> None:
        """Note an offer or a wish of theirs, or take it back."""
        told = self.said.follow_ups
        without = tuple(it for it in told if it != kind)
        self._say(replace(self.said, follow_ups=without if kind in told else (*told, kind)), BY_KEY)

    def pass_to(self, whom: str) -> None:
        """Leave them to an MP, or no longer."""
        to = "" if self.said.pass_to == whom else whom
        self._say(replace(self.said, pass_to=to), BY_KEY)

    def _say(self, said: Said, reason: Qt.FocusReason) -> None:
        """Take this as what is said now; a time of one's own begins an hour from now."""
        if self.draft is None or said == self.said:
            return
        if said.to(Question.CALLBACK) == OTHER_TIME and said.other_time is None:
            soon = self._clock.now() + AN_HOUR
            said = replace(said, other_time=soon.replace(second=0, microsecond=0))
        self._keep(said)
        self.changed.emit(reason)

    def _keep(self, said: Said) -> None:
        if self.draft is not None:
            self.draft = replace(self.draft, said=said)
