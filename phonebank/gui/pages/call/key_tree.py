"""The key tree: which questions show, which keys are live, and what each key press makes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from phonebank.domain.outcomes import WONT_SAY
from phonebank.domain.scripts import Asked
from phonebank.gui.pages.call import choices
from phonebank.gui.pages.call.choices import CALLBACK, CANT_TALK, YES, Choice, Question

if TYPE_CHECKING:
    from datetime import datetime

    from phonebank.domain.contest import Contest

MAY_BE_UNSAID = {Question.STRENGTH, Question.BALLOT, Question.PREVIOUS}
BELOW = {choices.MACHINE: Question.MACHINE, choices.NOT_IN: Question.NOT_IN, YES: Question.VOTE}
DO_NOT_CALL = "do-not-call"
ANY_MP = "any"


@dataclass(frozen=True, slots=True)
class Said:
    """All that was entered for one call. Answers to questions that no longer show are kept.

    `follow_ups` are kinds of `FollowUpKind`; `pass_to` is the id of an MP, ANY_MP, or empty.
    """

    answers: Mapping[Question, str] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()
    note: str = ""
    other_time: datetime | None = None
    do_not_call: bool = False
    asks_previous: bool = False
    shows_all_reasons: bool = False
    follow_ups: tuple[str, ...] = ()
    pass_to: str = ""

    def to(self, question: Question) -> str:
        """The answer to a question, empty while there is none."""
        return self.answers.get(question, "")

    @property
    def is_blank(self) -> bool:
        """Whether nothing was entered; answers below an open first question do not count."""
        beside = self.do_not_call or self.follow_ups or self.pass_to
        return not (self.to(Question.REACHED) or self.note.strip() or beside)

    @property
    def has_somebody_on_the_line(self) -> bool:
        return self.to(Question.REACHED) in {YES, choices.NOT_IN}

    @property
    def is_reached(self) -> bool:
        return self.to(Question.REACHED) == YES

    @property
    def has_callback(self) -> bool:
        talk = self.to(Question.VOTE) == CANT_TALK
        return self.is_reached and talk and self.to(Question.CANT_TALK) == CALLBACK


@dataclass(frozen=True, slots=True)
class KeyTree:
    """What may be asked in calls of one contest, by one script.

    `is_banked` is whether this ballot is in, `questions` what the script does not leave out.
    """

    contest: Contest
    is_banked: bool = False
    questions: frozenset[Asked] = frozenset(Asked)

    @property
    def asks_ballot(self) -> bool:
        return Asked.BALLOT in self.questions and not self.is_banked

    def choices(self, question: Question) -> Sequence[Choice]:
        """Every answer to a question, in order."""
        fixed = {
            Question.REACHED: choices.REACHED,
            Question.MACHINE: choices.ON_A_MACHINE,
            Question.NOT_IN: choices.WHEN_NOT_IN,
            Question.CANT_TALK: choices.WHY_NO_TALK,
            Question.CALLBACK: choices.WHEN,
            Question.CALLBACK_FOR: choices.FOR_WHOM,
            Question.STRENGTH: choices.STRENGTH,
            Question.BALLOT: choices.BALLOT,
        }
        made = {
            Question.VOTE: choices.votes,
            Question.PREVIOUS: choices.previous_votes,
            Question.REASONS: choices.reasons,
        }
        return fixed[question] if question in fixed else made[question](self.contest)

    def shown(self, said: Said) -> Sequence[Question]:
        """The questions on the page, from the top."""
        below = BELOW.get(said.to(Question.REACHED))
        rows = [Question.REACHED, *([below] if below else [])]
        vote = said.to(Question.VOTE)
        if below is not Question.VOTE or not vote:
            return rows
        if vote == CANT_TALK:
            when = [Question.CALLBACK, Question.CALLBACK_FOR] if said.has_callback else []
            return [*rows, Question.CANT_TALK, *when]
        strength = [Question.STRENGTH] if vote in self.contest.shorts else []
        return [*rows, *strength, *self._after_the_vote(vote)]

    def _after_the_vote(self, vote: str) -> Iterator[Question]:
        """What the script asks once they have said whom they vote for, or that they won't."""
        if self.asks_ballot:
            yield Question.BALLOT
        if Asked.PREVIOUS in self.questions:
            yield Question.PREVIOUS
        gives_reasons = self.contest.reasons and vote != WONT_SAY
        if gives_reasons and Asked.REASONS in self.questions:
            yield Question.REASONS

    def asked(self, said: Said) -> Question | None:
        """The question to put now: the first without an answer, or None when all have one."""
        if said.asks_previous and Question.PREVIOUS in self.shown(said):
            return Question.PREVIOUS
        passed_by = {Question.PREVIOUS, Question.CALLBACK_FOR}
        waiting = (it for it in self.shown(said) if it not in passed_by and not said.to(it))
        return next((it for it in waiting if it is not Question.REASONS or not said.reasons), None)

    def open_reasons(self, said: Said) -> Sequence[Choice]:
        """The reasons on the page: four, or all after More."""
        offered = self.choices(Question.REASONS)
        if said.shows_all_reasons:
            return offered
        first = offered[: choices.REASONS_AT_FIRST]
        return [it for it in offered if it in first or it.slug in said.reasons]

    def live(self, said: Said) -> Mapping[str, tuple[Question, str]]:
        """The answer that each key gives now; the lower of two questions has the key."""
        if self._asks_previous(said):
            return _keyed(Question.PREVIOUS, self.choices(Question.PREVIOUS))
        keys: dict[str, tuple[Question, str]] = {}
        if said.is_reached:
            keys["K"] = (Question.CANT_TALK, CALLBACK)
        for question in self.shown(said):
            if question not in {Question.PREVIOUS, Question.REASONS}:
                keys |= _keyed(question, self.choices(question))
        if Question.REASONS in self.shown(said):
            keys |= _keyed(Question.REASONS, self.open_reasons(said))
        if self.asked(said) is Question.CALLBACK:
            keys |= dict.fromkeys(choices.HOURS, (Question.CALLBACK, choices.OTHER_TIME))
        return keys

    def press(self, said: Said, key: str) -> Said:
        """What a key makes of it; a dead key leaves it as it is."""
        if key == choices.DO_NOT_CALL:
            return replace(said, do_not_call=not said.do_not_call)
        shown = self.shown(said)
        if key == choices.CHANGE_PREVIOUS and Question.PREVIOUS in shown:
            return replace(said, asks_previous=not said.asks_previous)
        live = self.live(said)
        if key in live:
            return self.choose(said, *live[key])
        has_more = key == choices.MORE_REASONS and Question.REASONS in shown
        if has_more and not self._asks_previous(said):
            return replace(said, shows_all_reasons=not said.shows_all_reasons)
        return said

    def choose(self, said: Said, question: Question, slug: str) -> Said:
        """Give an answer, by key or click; what may stay unsaid is taken back by choosing again."""
        if question is Question.REASONS:
            return replace(said, reasons=_toggled(said.reasons, slug))
        answers = dict(said.answers)
        if question is Question.CANT_TALK:
            answers[Question.VOTE] = CANT_TALK
        if question in MAY_BE_UNSAID and answers.get(question) == slug:
            del answers[question]
        else:
            answers[question] = slug
        if question is Question.CANT_TALK and slug == CALLBACK:
            answers.setdefault(Question.CALLBACK_FOR, choices.ANYBODYS)
        return replace(said, answers=answers, asks_previous=False)

    def change_first(self, said: Said) -> Said:
        """Ask again whether they were reached; the answers below wait for the same answer."""
        kept: dict[Question, str] = {
            q: slug for q, slug in said.answers.items() if q is not Question.REACHED
        }
        return replace(said, answers=kept, asks_previous=False)

    def outcome(self, said: Said) -> str:
        """The outcome that was reached, empty while something is still to be asked."""
        first, vote = said.to(Question.REACHED), said.to(Question.VOTE)
        if first in {choices.MACHINE, choices.NOT_IN}:
            return said.to(BELOW[first])
        alone = DO_NOT_CALL if said.do_not_call else ""
        if first != YES:
            return first or alone
        if vote == CANT_TALK:
            return said.to(Question.CANT_TALK) or alone
        return "spoke" if vote else alone

    def _asks_previous(self, said: Said) -> bool:
        return said.asks_previous and Question.PREVIOUS in self.shown(said)


def _keyed(question: Question, offered: Sequence[Choice]) -> dict[str, tuple[Question, str]]:
    return {choice.key: (question, choice.slug) for choice in offered if choice.key}


def _toggled(chosen: tuple[str, ...], slug: str) -> tuple[str, ...]:
    without = tuple(it for it in chosen if it != slug)
    return without if slug in chosen else (*chosen, slug)
