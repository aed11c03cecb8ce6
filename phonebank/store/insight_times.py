"""When answers were given and what stood before them, from what is kept of each elector."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
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
from phonebank.store.counts import Filter, answers_chosen, roll_chosen
from phonebank.store.insight_counts import answered
from phonebank.store.insight_groups import Rows
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


def answers_by_day(session: Session, chosen: Filter) -> dict[date, Counter[str]]:
    """Every answer that ever stood, on the electors' local day on which it was given.

    Somebody who answered on two days is in both. Who heard an answer and how firm it was is known
    of the latest alone, so where a filter asks for that, only the latest are counted.
    """
    days: dict[date, Counter[str]] = {}
    latest = answered(session, chosen, Hour(Elector.intention_at), Elector.intention)
    for hour, intention, n in latest:
        days.setdefault(day_of(hour), Counter())[intention] += n
    if chosen.caller_ids is None and chosen.strengths is None:
        for day, intention, n in _replaced(session, chosen):
            days.setdefault(day, Counter())[intention] += n
    return days


def _replaced(session: Session, chosen: Filter) -> Iterator[tuple[date, str, int]]:
    """The answers that others replaced: the last of them is kept, older ones are few."""
    ever = replace(chosen, answered_from=None, answered_before=None)
    columns = Hour(Elector.prior_at), Elector.prior_intention
    given = [Elector.prior_at.is_not(None), *_within(chosen, Elector.prior_at)]
    for hour, intention, n in answered(session, ever, *columns, also=given):
        yield day_of(hour), intention, n
    often = [row[0] for row in answered(session, ever, Elector.id, also=[Elector.answers > 2])]
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


def moved_since(session: Session, chosen: Filter, since: datetime, *columns: Any) -> Rows:
    """Of the electors who answered since then: (*columns, what stood then, latest answer, people).

    What stood then is None where nothing did.
    """
    stood = case(
        (Elector.prior_at.is_(None), None),
        (Elector.prior_at < since, Elector.prior_intention),
        else_=HISTORY,
    )
    lately = Elector.intention_at >= since
    rows = answered(session, chosen, *columns, stood, Elector.intention, also=[lately])
    plain = [row for row in rows if row[-3] != HISTORY]
    if len(plain) == len(rows):
        return plain
    return [*plain, *_looked_up(session, chosen, since, columns)]


def _looked_up(
    session: Session, chosen: Filter, since: datetime, columns: Sequence[Any]
) -> Iterator[tuple[Any, ...]]:
    asked = select(Elector.id, *columns, Elector.intention).where(
        Elector.on_roll,
        *roll_chosen(chosen),
        answers_chosen(chosen),
        Elector.intention_at >= since,
        Elector.prior_at >= since,
    )
    told = {elector: rest for elector, *rest in session.execute(asked)}
    for elector, stood in histories(session, list(told)):
        before = [intention for at, intention in stood if at < since]
        *labels, intention = told[elector]
        yield *labels, before[-1] if before else None, intention, 1


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
