"""Counts by caller and by day: the current answers that were obtained then, and the calls made."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Select, case, cast, distinct, func, select
from sqlalchemy.orm import Session, aliased

from phonebank.domain.hours import local, tomorrow
from phonebank.domain.outcomes import UNDECIDED, WONT_SAY, WONT_VOTE
from phonebank.domain.tallies import Tally
from phonebank.store.call_schema import Call, Outcome
from phonebank.store.counts import Filter, answers_chosen, roll_chosen
from phonebank.store.schema import Elector

Answers = Counter[str]


class Made(NamedTuple):
    """Calls that count, the electors they were made to and reached, and the last of them."""

    calls: int = 0
    attempted: int = 0
    contacted: int = 0
    last: datetime | None = None


def tallies_by_caller(session: Session, shorts: Sequence[str], chosen: Filter) -> dict[int, Tally]:
    """By caller id."""
    answers: dict[int, Answers] = {}
    for caller, intention, people in session.execute(_answers(chosen, Elector.intention_by)):
        answers.setdefault(caller, Counter())[intention] = people
    calls = _calls(session, chosen).add_columns(Call.caller_id).group_by(Call.caller_id)
    made = {caller: Made(*numbers) for *numbers, caller in session.execute(calls)}
    return {
        caller: _tally(shorts, answers.get(caller, Counter()), made.get(caller, Made()))
        for caller in sorted(answers.keys() | made.keys())
    }


def tallies_by_day(session: Session, shorts: Sequence[str], chosen: Filter) -> dict[date, Tally]:
    """By local date."""
    answers = _answers_by_day(session, chosen)
    made = dict(_made_by_day(session, chosen))
    return {
        day: _tally(shorts, answers.get(day, Counter()), made.get(day, Made()))
        for day in sorted(answers.keys() | made.keys())
    }


def tally_of_all(session: Session, shorts: Sequence[str], chosen: Filter) -> Tally:
    """All callers and days together, each elector attempted or contacted once."""
    answers: Answers = Counter()
    for intention, people in session.execute(_answers(chosen)):
        answers[intention] = people
    return _tally(shorts, answers, Made(*session.execute(_every_call(session, chosen)).one()))


def _answers(chosen: Filter, *by: Any) -> Select[*tuple[Any, ...]]:
    """How many electors gave each answer, whose caller and moment are known."""
    told = Elector.intention_by.is_not(None), Elector.intention_at.is_not(None)
    grouped = select(*by, Elector.intention, func.count()).group_by(*by, Elector.intention)
    return grouped.where(Elector.on_roll, answers_chosen(chosen), *told, *roll_chosen(chosen))


def _answers_by_day(session: Session, chosen: Filter) -> dict[date, Answers]:
    """The day of a moment is worked out once for all of the same hour."""
    days: dict[datetime, date] = {}
    answers: dict[date, Answers] = {}
    for at, intention, people in session.execute(_answers(chosen, Elector.intention_at)):
        hour = at - timedelta(minutes=at.minute, seconds=at.second, microseconds=at.microsecond)
        if hour not in days:
            days[hour] = local(hour).date()
        answers.setdefault(days[hour], Counter())[intention] += people
    return answers


def _made_by_day(session: Session, chosen: Filter) -> Iterator[tuple[date, Made]]:
    """Day after day on which somebody rang, each read from where it begins in the index."""
    calls = _calls(session, chosen)
    first = select(func.min(Call.called_at))
    at = session.scalar(first)
    while at is not None:
        after = tomorrow(at)
        made = Made(
            *session.execute(calls.where(Call.called_at >= at, Call.called_at < after)).one()
        )
        if made.calls:
            yield local(at).date(), made
        at = session.scalar(first.where(Call.called_at >= after))


def _every_call(session: Session, chosen: Filter) -> Select[*tuple[Any, ...]]:
    """As electors keep it, unless some callers or days are chosen."""
    if (chosen.caller_ids, chosen.answered_from, chosen.answered_before) != (None, None, None):
        return _calls(session, chosen)
    return select(
        cast(func.coalesce(func.sum(Elector.attempts), 0), BigInteger),  # a server's is a Decimal
        func.count().filter(Elector.attempts > 0),
        func.count().filter(Elector.contacted),
        func.max(Elector.last_call_at),
    ).where(Elector.on_roll, *roll_chosen(chosen))


def _calls(session: Session, chosen: Filter) -> Select[*tuple[Any, ...]]:
    """Of calls that count, to electors on the roll, by the callers and days chosen: see `Made`."""
    slugs = set(session.scalars(select(Outcome.slug).where(Outcome.reached.is_(True))))
    reached = case((Call.outcome.in_(slugs), Call.elector_id))
    counted = (
        func.count(),
        func.count(distinct(Call.elector_id)),
        func.count(distinct(reached)),
        func.max(Call.called_at),
    )
    later = aliased(Call)
    superseded = select(later.supersedes).where(later.supersedes.is_not(None))
    counts = Call.outcome.is_not(None), Call.call_id.not_in(superseded)
    counting = select(*counted).where(*counts, _to_the_roll(chosen))
    if chosen.caller_ids is not None:
        counting = counting.where(Call.caller_id.in_(chosen.caller_ids))
    if chosen.answered_from is not None:
        counting = counting.where(Call.called_at >= chosen.answered_from)
    if chosen.answered_before is not None:
        counting = counting.where(Call.called_at < chosen.answered_before)
    return counting


def _to_the_roll(chosen: Filter) -> ColumnElement[bool]:
    """Those off the roll are few: where all of it is counted, they alone are looked up."""
    narrowed = list(roll_chosen(chosen))
    if narrowed:
        return Call.elector_id.in_(select(Elector.id).where(Elector.on_roll, *narrowed))
    return Call.elector_id.not_in(select(Elector.id).where(~Elector.on_roll))


def _tally(shorts: Sequence[str], answers: Answers, made: Made) -> Tally:
    return Tally(
        counts={short: answers[short] for short in shorts},
        calls=made.calls,
        attempted=made.attempted,
        contacted=made.contacted,
        undecided=answers[UNDECIDED],
        wont_say=answers[WONT_SAY],
        wont_vote=answers[WONT_VOTE],
        last_call=made.last,
    )
