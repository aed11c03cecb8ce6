"""Calls counted by day or by caller, from what is kept of when and by whom electors were rung."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import cache, cached_property
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from phonebank.domain.hours import local, start_of, tomorrow
from phonebank.domain.rung import BETWEEN, CallWord, First, lettered
from phonebank.store.call_schema import Call
from phonebank.store.counts import Filter, are_kept_of_all, roll_chosen
from phonebank.store.kept_counts import BY_WORD
from phonebank.store.schema import Elector

T = TypeVar("T")
AT_ONCE = 10_000  # ids, whose calls are some hundred kilobytes of text
_CALL, _LATER = aliased(Call), aliased(Call)  # so that a segment's own question of calls stays one


class Made(NamedTuple):
    """Calls that count, the electors they were made to and reached, and the last of them."""

    calls: int = 0
    attempted: int = 0
    contacted: int = 0
    last: datetime | None = None

    def and_more(self, n: int, *, attempted: bool, contacted: bool) -> "Made":
        return Made(self.calls + n, self.attempted + n * attempted, self.contacted + n * contacted)


class CallCounts:
    """Calls to the electors chosen, by the callers and on the days chosen."""

    def __init__(self, session: Session, chosen: Filter) -> None:
        self._session, self._chosen = session, chosen

    def by_day(self) -> dict[date, Made]:
        """By local date."""
        counted = self._by(lambda it: it.day, First.ON_DAY, First.REACHED_ON_DAY)
        at = _CALL.called_at
        last = self._last(at >= bindparam("start"), at < bindparam("end"))
        return {day: it._replace(last=last(**_within(day))) for day, it in counted.items()}

    def by_caller(self) -> dict[int, Made]:
        """By caller id."""
        counted = self._by(lambda it: it.caller_id, First.BY_CALLER, First.REACHED_BY_CALLER)
        last = self._last(_CALL.caller_id == bindparam("caller"))
        return {caller: it._replace(last=last(caller=caller)) for caller, it in counted.items()}

    def in_all(self) -> Made:
        """Everybody once, however often and by however many they were rung."""
        counted = self._by(lambda it: None, First.EVER, First.REACHED_EVER)
        return counted[None]._replace(last=self._last()()) if counted else Made()

    def _by(self, key: Callable[[CallWord], T], rung: First, reached: First) -> dict[T, Made]:
        made: dict[T, Made] = {}
        for word, n in self._words.items():
            at, letters = key(word), word.letters
            more = made.get(at, Made()).and_more(
                n, attempted=rung in letters, contacted=reached in letters
            )
            made[at] = more
        return made

    @cached_property
    def _words(self) -> Counter[CallWord]:
        chosen = self._chosen
        if are_kept_of_all(self._session, chosen):
            kept = self._session.execute(select(BY_WORD.table)).all()
            return Counter({CallWord.read(word): calls for word, calls in kept})
        if (chosen.caller_ids, chosen.answered_from, chosen.answered_before) == (None, None, None):
            return self._of_all()
        return self._of_chosen()

    def _of_all(self) -> Counter[CallWord]:
        """Texts of many electors are cut at once, which costs a fraction of one after another."""
        words: Counter[str] = Counter()
        strung = self._electors(func.aggregate_strings(Elector.rung, BETWEEN))
        most = self._session.scalar(select(func.max(Elector.id))) or 0
        for first in range(0, most + 1, AT_ONCE):
            part = strung.where(Elector.id >= first, Elector.id < first + AT_ONCE)
            text = self._session.scalar(part)
            words.update(text.split(BETWEEN) if text else ())
        return Counter({CallWord.read(word): n for word, n in words.items()})

    def _of_chosen(self) -> Counter[CallWord]:
        """What a call was the first of is worked out anew among those that are chosen."""
        # Many electors have the same few words.
        read, is_chosen = cache(CallWord.read), cache(self._is_chosen)

        def theirs(text: str) -> Iterator[CallWord]:
            calls = (read(word) for word in text.split(BETWEEN))
            return lettered((it.day, it.caller_id, it.reached) for it in calls if is_chosen(it))

        words: Counter[CallWord] = Counter()
        for text in self._session.scalars(self._electors(Elector.rung)):
            words.update(theirs(text))
        return words

    def _electors(self, figure: Any) -> Select[str]:
        return select(figure).where(Elector.on_roll, Elector.rung != "", *roll_chosen(self._chosen))

    def _is_chosen(self, word: CallWord) -> bool:
        """The moments of a filter are local midnights."""
        chosen = self._chosen
        if chosen.caller_ids is not None and word.caller_id not in chosen.caller_ids:
            return False
        if chosen.answered_from is not None and word.day < local(chosen.answered_from).date():
            return False
        return chosen.answered_before is None or word.day < local(chosen.answered_before).date()

    def _last(self, *conditions: ColumnElement[bool]) -> Callable[..., datetime | None]:
        """Asks when the last of those was made that the values of the conditions choose.

        An index finds it without looking at the others. The question is put together once.
        """
        theirs = [*conditions, *self._callers_and_days()]
        counts = _CALL.outcome.is_not(None), ~exists().where(_LATER.supersedes == _CALL.call_id)
        made = select(_CALL.called_at).where(*theirs, *counts, self._is_to_the_roll())
        made = made.order_by(_CALL.called_at.desc()).limit(1)
        return lambda **values: self._session.scalar(made, values)

    def _callers_and_days(self) -> Iterator[ColumnElement[bool]]:
        chosen = self._chosen
        if chosen.caller_ids is not None:
            yield _CALL.caller_id.in_(chosen.caller_ids)
        if chosen.answered_from is not None:
            yield _CALL.called_at >= chosen.answered_from
        if chosen.answered_before is not None:
            yield _CALL.called_at < chosen.answered_before

    def _is_to_the_roll(self) -> ColumnElement[bool]:
        """To an elector chosen, or to somebody who was merged into one, however far."""
        chosen = [Elector.on_roll, *roll_chosen(self._chosen)]
        further = aliased(Elector)
        merged = select(Elector.id.label("id"), Elector.merged_into.label("into"))
        links = merged.where(Elector.merged_into.is_not(None)).cte("merged", recursive=True)
        links = links.union_all(
            select(links.c.id, further.merged_into).where(
                further.id == links.c.into, further.merged_into.is_not(None)
            )
        )
        of_chosen = exists().where(Elector.id == links.c.into, *chosen)
        return or_(
            exists().where(Elector.id == _CALL.elector_id, *chosen),
            _CALL.elector_id.in_(select(links.c.id).where(of_chosen)),
        )


def _within(day: date) -> dict[str, datetime]:
    start = start_of(day)
    return {"start": start, "end": tomorrow(start)}
