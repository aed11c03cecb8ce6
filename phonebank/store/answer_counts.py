"""Counts by caller and by day: the current answers that were obtained then, and the calls made."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from phonebank.domain.outcomes import UNDECIDED, WONT_SAY, WONT_VOTE
from phonebank.domain.tallies import Tally
from phonebank.store.call_counts import CallCounts, Made
from phonebank.store.counts import Filter, are_kept_of_all
from phonebank.store.insight_counts import answered
from phonebank.store.insight_groups import Rows
from phonebank.store.insight_times import latest_by_day
from phonebank.store.kept_counts import BY_CALLER
from phonebank.store.schema import Elector

Answers = Counter[str]


class AnswerCounts:
    """Tallies by caller and by day of the electors chosen; what they share is counted once."""

    def __init__(self, session: Session, shorts: Sequence[str], chosen: Filter) -> None:
        self._session, self._shorts, self._chosen = session, shorts, chosen
        self._calls = CallCounts(session, chosen)

    def by_caller(self) -> dict[int, Tally]:
        """By caller id."""
        answers: dict[int, Answers] = {}
        for caller, intention, people in self._answered():
            answers.setdefault(caller, Counter())[intention] += people
        made = self._calls.by_caller()
        return {
            caller: self._tally(answers.get(caller, Counter()), made.get(caller, Made()))
            for caller in sorted(answers.keys() | made.keys())
        }

    def by_day(self) -> dict[date, Tally]:
        """By local date."""
        answers, made = latest_by_day(self._session, self._chosen), self._calls.by_day()
        return {
            day: self._tally(answers.get(day, Counter()), made.get(day, Made()))
            for day in sorted(answers.keys() | made.keys())
        }

    def in_all(self, parts: Sequence[Tally]) -> Tally:
        """All callers or days together, each elector attempted or contacted once."""
        answers: Answers = Counter()
        for part in parts:
            answers.update(part.counts)
            answers.update({UNDECIDED: part.undecided, WONT_SAY: part.wont_say})
            answers.update({WONT_VOTE: part.wont_vote})
        return self._tally(answers, self._calls.in_all())

    def _answered(self) -> Rows:
        """How many electors gave each caller each answer, whose moment is known."""
        if are_kept_of_all(self._session, self._chosen):
            kept = BY_CALLER.table.c
            asked = select(kept.intention_by, kept.intention, func.sum(kept.people))
            told = asked.group_by(kept.intention_by, kept.intention)
            return self._session.execute(told).all()
        also = Elector.intention_by.is_not(None), Elector.intention_at.is_not(None)
        by = Elector.intention_by, Elector.intention
        return answered(self._session, self._chosen, *by, also=also)

    def _tally(self, answers: Answers, made: Made) -> Tally:
        return Tally(
            counts={short: answers[short] for short in self._shorts},
            calls=made.calls,
            attempted=made.attempted,
            contacted=made.contacted,
            undecided=answers[UNDECIDED],
            wont_say=answers[WONT_SAY],
            wont_vote=answers[WONT_VOTE],
            last_call=made.last,
        )
