"""When answers were given and what stood before them, from what is kept of each elector."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cached_property
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, String, case, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.functions import FunctionElement

from phonebank.domain.hours import local
from phonebank.domain.standing import answers_that_stood
from phonebank.store import calls, contest, merges
from phonebank.store.chunks import chunks
from phonebank.store.counts import (
    ON_ROLL,
    Filter,
    answers_chosen,
    are_kept_of_all,
    roll_chosen,
)
from phonebank.store.elector_indexes import SAID_AGAIN
from phonebank.store.insight_counts import answered
from phonebank.store.insight_groups import Counts, Rows, counted_in_a_row
from phonebank.store.kept_counts import BY_HOUR
from phonebank.store.schema import Elector

CHUNK = 500
HISTORY = "?"
"""What stood then is in none of the kept columns, since they answered twice after."""


class Hour(FunctionElement[str]):
    """The hour of a stored time, in UTC, as "2016-08-22 16"."""

    inherit_cache = True
    type = String()


@compiles(Hour, "sqlite")
def _of_text(element: Any, compiler: Any, **options: Any) -> str:
    return f"substr({compiler.process(element.clauses, **options)}, 1, 13)"


@compiles(Hour, "postgresql")
def _of_timestamp(element: Any, compiler: Any, **options: Any) -> str:
    return f"to_char({compiler.process(element.clauses, **options)}, 'YYYY-MM-DD HH24')"


def latest_by_day(session: Session, chosen: Filter) -> dict[date, Counter[str]]:
    """The latest answers, on the electors' local day on which they were given."""
    days: dict[date, Counter[str]] = {}
    for hour, intention, n in _latest_by_hour(session, chosen):
        days.setdefault(day_of(hour), Counter())[intention] += n
    return days


def _latest_by_hour(session: Session, chosen: Filter) -> Rows:
    """(hour, answer, people)."""
    if are_kept_of_all(session, chosen):
        return session.execute(select(BY_HOUR.table)).all()
    told = Elector.intention_by.is_not(None), Elector.intention_at.is_not(None)
    return answered(session, chosen, Hour(Elector.intention_at), Elector.intention, also=told)


def replaced(session: Session, chosen: Filter) -> Iterator[tuple[date, str, int]]:
    """The answers that others replaced, by day: the last of them is kept, older ones are few.

    Who heard an answer and how firm it was is known of the latest alone: where a filter asks for
    that, there are none.
    """
    if chosen.caller_ids is not None or chosen.strengths is not None:
        return
    ever = replace(chosen, answered_from=None, answered_before=None)
    again: Sequence[Any] = [
        *(SAID_AGAIN, Elector.on_roll, answers_chosen(ever)),
        *roll_chosen(chosen),
    ]
    given = [*again, *_within(chosen, Elector.prior_at)]
    columns = Hour(Elector.prior_at), Elector.prior_intention
    for hour, intention, n in counted_in_a_row(session, given, columns):
        yield day_of(hour), intention, n
    often = session.scalars(select(Elector.id).where(*again, Elector.answers > 2)).all()
    for _, stood in histories(session, often):
        for at, intention in stood[:-2]:
            if _is_within(chosen, at):
                yield local(at).date(), intention, 1


def _within(chosen: Filter, column: Any) -> Iterator[ColumnElement[bool]]:
    if chosen.answered_from is not None:
        yield column >= chosen.answered_from
    if chosen.answered_before is not None:
        yield column < chosen.answered_before


def _is_within(chosen: Filter, at: datetime) -> bool:
    is_late = chosen.answered_from is None or at >= chosen.answered_from
    return is_late and (chosen.answered_before is None or at < chosen.answered_before)


def day_of(hour: str) -> date:
    """The electors' local day of an `Hour`."""
    return local(datetime.strptime(hour, "%Y-%m-%d %H").replace(tzinfo=UTC)).date()


class Moved:
    """The electors who have answered since a moment: what stood then, and their latest answer.

    They are counted once by all columns of `groups`, to be told by any of them.
    """

    def __init__(
        self, session: Session, chosen: Filter, since: datetime, groups: Mapping[str, Any]
    ) -> None:
        self.groups = groups
        self._session, self._since = session, since
        lately = Elector.intention_at >= since
        self._where = [ON_ROLL, *roll_chosen(chosen), answers_chosen(chosen), lately]
        stood = case(
            (Elector.prior_at.is_(None), None),
            (Elector.prior_at < since, Elector.prior_intention),
            else_=HISTORY,
        )
        columns = {**groups, "then": stood, "latest": Elector.intention}
        self._counts = Counts(session, self._where, columns)

    def by(self, *groups: str) -> Rows:
        """(*groups, what stood then or None where nothing did, latest answer, people)."""
        rows = self._counts.by(*groups, "then", "latest")
        plain = [row for row in rows if row[-3] != HISTORY]
        if len(plain) == len(rows):
            return plain
        told = ((*(labels[it] for it in groups), *said) for labels, said in self._looked_up)
        return [*plain, *((*row, 1) for row in told)]

    @cached_property
    def _looked_up(self) -> Sequence[tuple[Mapping[str, Any], tuple[str | None, str]]]:
        """By all groups, then what stood and what stands, of each elector."""
        asked = select(Elector.id, Elector.intention, *self.groups.values())
        found = self._session.execute(
            asked.where(*self._where, Elector.prior_at >= self._since)
        ).all()
        told = {elector: (intention, labels) for elector, intention, *labels in found}
        looked_up = []
        for elector, stood in histories(self._session, list(told)):
            before = [intention for at, intention in stood if at < self._since]
            intention, labels = told[elector]
            then = before[-1] if before else None
            looked_up.append((dict(zip(self.groups, labels, strict=True)), (then, intention)))
        return looked_up


def histories(
    session: Session, elector_ids: Sequence[int]
) -> Iterator[tuple[int, list[tuple[datetime, str]]]]:
    """Every answer that stood of each of these electors, those merged into them included."""
    outcomes = contest.outcomes(session) if elector_ids else {}
    for chunk in chunks(elector_ids, CHUNK):
        persons = merges.persons(session, chunk)
        records = calls.records_of(session, [*persons.everybody.union(chunk)], outcomes)
        for elector in chunk:
            made = chain.from_iterable(records[it] for it in persons.whole(elector))
            yield elector, list(answers_that_stood(made))
