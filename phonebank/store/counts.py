"""Counts for the canvass, by SQL over the electors' current state and never over all calls."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import Session

from phonebank.domain.outcomes import UNDECIDED, WONT_SAY, WONT_VOTE
from phonebank.domain.tallies import Tally
from phonebank.store.contest_schema import Affiliate, Section
from phonebank.store.schema import Constituency, Elector


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a canvass is narrowed to.

    Facts of the roll (the first three) and a segment, whatever it asks for, narrow the roll itself.
    The others only choose which answers count, so that coverage stays the share of the whole roll
    that gave such an answer.
    """

    constituency_ids: frozenset[int] | None = None
    section_ids: frozenset[int] | None = None
    affiliate_ids: frozenset[int] | None = None
    segments: Sequence[ColumnElement[bool]] = ()
    caller_ids: frozenset[int] | None = None
    strengths: frozenset[str] | None = None
    ballots: frozenset[str] | None = None
    answered_from: datetime | None = None
    answered_before: datetime | None = None


class Place(NamedTuple):
    """A row's label, with what is known of it where the rows are constituencies."""

    label: str | None
    ons_code: str | None = None
    region: str | None = None


def tallies_by_constituency(
    session: Session, shorts: Sequence[str], chosen: Filter
) -> dict[int, Tally]:
    """The tally of every constituency that has electors, by constituency id."""
    rows = session.execute(_counted(Elector.constituency_id, shorts, chosen))
    return {place: _tally(shorts, numbers) for place, *numbers in rows}


def tallies_by_label(
    session: Session, by: str, shorts: Sequence[str], chosen: Filter
) -> dict[str | None, Tally]:
    """The tally of every region, section or affiliate, by name; None for electors without one."""
    grouping = {
        "region": (Constituency.region, Constituency, Constituency.id == Elector.constituency_id),
        "section": (Section.name, Section, Section.id == Elector.section_id),
        "affiliate": (Affiliate.name, Affiliate, Affiliate.id == Elector.affiliate_id),
    }
    label, table, condition = grouping[by]
    counted = _counted(label, shorts, chosen).select_from(Elector).outerjoin(table, condition)
    return {name: _tally(shorts, n) for name, *n in session.execute(counted)}


def _counted(group: Any, shorts: Sequence[str], chosen: Filter) -> Select[Any]:
    answers = answers_chosen(chosen)

    def people(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    stated = [people(and_(answers, Elector.intention == one)) for one in (*shorts, *NOT_NAMED)]
    figures = (
        func.count(),
        people(Elector.attempts > 0),
        people(Elector.contacted.is_(True)),
        func.max(Elector.last_call_at),
        *stated,
    )
    return select(group, *figures).where(Elector.on_roll, *roll_chosen(chosen)).group_by(group)


NOT_NAMED = (UNDECIDED, WONT_SAY, WONT_VOTE)


def roll_chosen(chosen: Filter) -> Iterable[ColumnElement[bool]]:
    if chosen.constituency_ids is not None:
        yield Elector.constituency_id.in_(chosen.constituency_ids)
    if chosen.section_ids is not None:
        yield Elector.section_id.in_(chosen.section_ids)
    if chosen.affiliate_ids is not None:
        yield Elector.affiliate_id.in_(chosen.affiliate_ids)
    yield from chosen.segments


def answers_chosen(chosen: Filter) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [Elector.intention.is_not(None)]
    if chosen.caller_ids is not None:
        conditions.append(Elector.intention_by.in_(chosen.caller_ids))
    if chosen.strengths is not None:
        conditions.append(Elector.strength.in_(chosen.strengths))
    if chosen.ballots is not None:
        conditions.append(Elector.ballot.in_(chosen.ballots))
    if chosen.answered_from is not None:
        conditions.append(Elector.intention_at >= chosen.answered_from)
    if chosen.answered_before is not None:
        conditions.append(Elector.intention_at < chosen.answered_before)
    return and_(*conditions)


def _tally(shorts: Sequence[str], numbers: Sequence[Any]) -> Tally:
    roll, attempted, contacted, last_call, *stated = numbers
    counts = dict(zip(shorts, stated, strict=False))
    undecided, wont_say, wont_vote = stated[len(shorts) :]
    return Tally(
        roll=roll,
        attempted=attempted,
        contacted=contacted,
        counts=counts,
        undecided=undecided,
        wont_say=wont_say,
        wont_vote=wont_vote,
        last_call=last_call,
    )


def places(session: Session, ids: Iterable[int]) -> Mapping[int, Place]:
    """The constituencies with these ids, in the order of their names."""
    rows = session.execute(
        select(
            Constituency.id, Constituency.name, Constituency.ons_code, Constituency.region
        ).where(Constituency.id.in_(list(ids)))
    )
    return {i: Place(*place) for i, *place in sorted(rows, key=lambda row: row[1])}
