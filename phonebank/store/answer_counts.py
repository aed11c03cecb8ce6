"""Counts by caller and by day: the current answers that were obtained then, and the calls made."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from phonebank.domain.hours import local
from phonebank.domain.outcomes import UNDECIDED, WONT_SAY, WONT_VOTE
from phonebank.domain.tallies import Tally
from phonebank.store import call_schema
from phonebank.store.call_schema import Call
from phonebank.store.counts import Filter, answers_chosen, roll_chosen
from phonebank.store.schema import Elector

Group = TypeVar("Group", int, date)


def tallies_by_caller(session: Session, shorts: Sequence[str], chosen: Filter) -> dict[int, Tally]:
    """By caller id."""
    return _tallies(session, shorts, chosen, lambda caller, at: caller)


def tallies_by_day(session: Session, shorts: Sequence[str], chosen: Filter) -> dict[date, Tally]:
    """By local date."""
    return _tallies(session, shorts, chosen, lambda caller, at: local(at).date())


def tally_of_all(session: Session, shorts: Sequence[str], chosen: Filter) -> Tally:
    """All callers and days together, each elector attempted or contacted once."""
    return _tallies(session, shorts, chosen, lambda caller, at: 0).get(
        0, Tally(counts=dict.fromkeys(shorts, 0))
    )


def _tallies(
    session: Session,
    shorts: Sequence[str],
    chosen: Filter,
    group: Callable[[int, datetime], Group],
) -> dict[Group, Tally]:
    answers: dict[Group, Counter[str]] = {}
    for intention, by, at in session.execute(_answers(chosen)):
        if intention is not None and by is not None and at is not None:
            answers.setdefault(group(by, at), Counter())[intention] += 1
    made: Counter[Group] = Counter()
    attempted: dict[Group, set[int]] = {}
    contacted: dict[Group, set[int]] = {}
    last: dict[Group, datetime] = {}
    for caller, elector, at, reached in session.execute(_calls(chosen)):
        key = group(caller, at)
        made[key] += 1
        attempted.setdefault(key, set()).add(elector)
        last[key] = max(at, last.get(key, at))
        if reached:
            contacted.setdefault(key, set()).add(elector)
    return {
        key: _tally(
            shorts,
            answers.get(key, Counter()),
            made[key],
            len(attempted.get(key, ())),
            len(contacted.get(key, ())),
            last.get(key),
        )
        for key in sorted(attempted.keys() | answers.keys())
    }


def _answers(chosen: Filter) -> Select[str | None, int | None, datetime | None]:
    columns = Elector.intention, Elector.intention_by, Elector.intention_at
    return select(*columns).where(Elector.on_roll, answers_chosen(chosen), *roll_chosen(chosen))


def _calls(chosen: Filter) -> Select[int, int, datetime, bool | None]:
    """Calls that count, to electors on the roll, by the callers and days chosen."""
    later = aliased(Call)
    counting = (
        select(Call.caller_id, Call.elector_id, Call.called_at, call_schema.Outcome.reached)
        .join(Elector, Elector.id == Call.elector_id)
        .join(call_schema.Outcome, call_schema.Outcome.slug == Call.outcome)
        .outerjoin(later, later.supersedes == Call.call_id)
        .where(later.id.is_(None), Elector.on_roll, *roll_chosen(chosen))
    )
    if chosen.caller_ids is not None:
        counting = counting.where(Call.caller_id.in_(chosen.caller_ids))
    if chosen.answered_from is not None:
        counting = counting.where(Call.called_at >= chosen.answered_from)
    if chosen.answered_before is not None:
        counting = counting.where(Call.called_at < chosen.answered_before)
    return counting


def _tally(
    shorts: Sequence[str],
    answers: Counter[str],
    calls: int,
    attempted: int,
    contacted: int,
    last: datetime | None,
) -> Tally:
    return Tally(
        counts={short: answers[short] for short in shorts},
        calls=calls,
        attempted=attempted,
        contacted=contacted,
        undecided=answers[UNDECIDED],
        wont_say=answers[WONT_SAY],
        wont_vote=answers[WONT_VOTE],
        last_call=last,
    )
