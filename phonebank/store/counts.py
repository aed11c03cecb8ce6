"""Counts for the canvass: those that are kept, or by SQL over the electors' current state."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Protocol, TypeVar

from sqlalchemy import (
    ColumnElement,
    Select,
    TableClause,
    and_,
    case,
    false,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session

from phonebank.domain.outcomes import UNDECIDED, WONT_SAY, WONT_VOTE
from phonebank.domain.tallies import Tally, added
from phonebank.store.contest_schema import Affiliate, Section
from phonebank.store.dialect import is_on_server
from phonebank.store.elector_indexes import OFF_ROLL
from phonebank.store.kept_counts import BY_GROUP, BY_PLACE
from phonebank.store.schema import Constituency, Elector

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a canvass is narrowed to.

    Facts of the roll (the first three) and a segment, whatever it asks for, narrow the roll itself.
    The others only choose which answers count, so that coverage stays the share of the whole roll
    that gave such an answer. A ballot None is one of which nothing is known.
    """

    constituency_ids: frozenset[int] | None = None
    section_ids: frozenset[int] | None = None
    affiliate_ids: frozenset[int] | None = None
    segments: Sequence[ColumnElement[bool]] = ()
    caller_ids: frozenset[int] | None = None
    strengths: frozenset[str] | None = None
    ballots: frozenset[str | None] | None = None
    answered_from: datetime | None = None
    answered_before: datetime | None = None

    @property
    def is_of_facts(self) -> bool:
        """Whether it is answered by the place, the section and the affiliate of electors alone."""
        by_answer = self.caller_ids, self.strengths, self.ballots
        days = self.answered_from, self.answered_before
        return not self.segments and all(it is None for it in (*by_answer, *days))


class Counted(Protocol):
    """Tallies of the electors chosen, grouped as they are asked for."""

    def by_constituency(self) -> dict[int, Tally]:
        """Of every constituency that has electors, by its id."""

    def tallies(self, by: str) -> dict[str | None, Tally]:
        """By the names of regions, sections, affiliates or recruiters; None for electors without
        one."""


def counted(
    session: Session, shorts: Sequence[str], chosen: Filter, *, is_by_place: bool = False
) -> Counted:
    """From what is kept where that answers it; places alone are otherwise quicker by place."""
    if are_kept(session, chosen):
        return FromKept(session, shorts, chosen)
    return (ByPlace if is_by_place else Labelled)(session, shorts, chosen)


def are_kept(session: Session, chosen: Filter) -> bool:
    """Whether the counts of a file answer it."""
    return chosen.is_of_facts and not is_on_server(session)


def are_kept_of_all(session: Session, chosen: Filter) -> bool:
    """Whether nobody is left out, of whom a file keeps more than of a part."""
    facts = chosen.constituency_ids, chosen.section_ids, chosen.affiliate_ids
    return facts == (None, None, None) and are_kept(session, chosen)


@dataclass(frozen=True, slots=True)
class FromKept:
    """Tallies from the counts that a file keeps: as much work for six calls as for six million."""

    session: Session
    shorts: Sequence[str]
    chosen: Filter

    def by_constituency(self) -> dict[int, Tally]:
        return dict(self._tallies("constituency_id"))

    def tallies(self, by: str) -> dict[str | None, Tally]:
        if by == "recruiter":
            return {name or None: tally for name, tally in self._tallies("recruited_by")}
        column, labels = LABELS[by]
        names: dict[int, str] = dict(self.session.execute(labels).all())
        parts: dict[str | None, list[Tally]] = {}
        for label, tally in self._tallies(column):
            parts.setdefault(names.get(label), []).append(tally)
        return {name: added(tallies, self.shorts) for name, tallies in parts.items()}

    def _tallies(self, column: str) -> Iterator[tuple[Any, Tally]]:
        kept = smallest_of(self.chosen) if column == "constituency_id" else BY_GROUP.table
        answers = (*self.shorts, *NOT_NAMED)
        said = [func.sum(kept.c.people).filter(kept.c.intention == one) for one in answers]
        sums = [func.sum(kept.c[it]) for it in ("people", "calls", "attempted", "contacted")]
        by = kept.c[column]
        asked = select(by, *sums, func.max(kept.c.last_call_at), *said).group_by(by)
        for label, *numbers in self.session.execute(asked.where(*kept_of(kept, self.chosen))).all():
            yield label, _tally(self.shorts, numbers)


def smallest_of(chosen: Filter) -> TableClause:
    """The counts by place and answer, unless sections or affiliates are chosen among."""
    is_of_place = (chosen.section_ids, chosen.affiliate_ids) == (None, None)
    return (BY_PLACE if is_of_place else BY_GROUP).table


def kept_of(kept: TableClause, chosen: Filter) -> Iterator[ColumnElement[bool]]:
    """The counts of the electors chosen."""
    for name in ("constituency", "section", "affiliate"):
        ids: frozenset[int] | None = getattr(chosen, f"{name}_ids")
        if ids is not None:
            yield kept.c[f"{name}_id"].in_(ids)


class Labelled:
    """Tallies by place, region, section, affiliate or recruiter, from one pass over all."""

    def __init__(self, session: Session, shorts: Sequence[str], chosen: Filter) -> None:
        self.session, self.shorts, self.chosen = session, shorts, chosen

    @cached_property
    def _parts(self) -> list[tuple[Sequence[Any], Tally]]:
        rows = self.session.execute(_counted(AS_INDEXED, self.shorts, self.chosen))
        at = len(AS_INDEXED)
        return [(row[:at], _tally(self.shorts, row[at:])) for row in rows]

    def by_constituency(self) -> dict[int, Tally]:
        return self._added(lambda groups: groups[0])

    def tallies(self, by: str) -> dict[str | None, Tally]:
        if by == "recruiter":
            return self._added(lambda groups: groups[-1] or None)
        column, labels = LABELS[by]
        place = [it.key for it in AS_INDEXED].index(column)
        names: dict[int, str] = dict(self.session.execute(labels).all())
        return self._added(lambda groups: names.get(groups[place]))

    def _added(self, label: Callable[[Sequence[Any]], T]) -> dict[T, Tally]:
        parts: dict[T, list[Tally]] = {}
        for groups, tally in self._parts:
            parts.setdefault(label(groups), []).append(tally)
        return {name: added(tallies, self.shorts) for name, tallies in parts.items()}


class ByPlace(Labelled):
    """Tallies by place alone, which cost less."""

    def by_constituency(self) -> dict[int, Tally]:
        rows = self.session.execute(_counted([Elector.constituency_id], self.shorts, self.chosen))
        return {place: _tally(self.shorts, numbers) for place, *numbers in rows}


LABELS = {
    "region": ("constituency_id", select(Constituency.id, Constituency.region)),
    "section": ("section_id", select(Section.id, Section.name)),
    "affiliate": ("affiliate_id", select(Affiliate.id, Affiliate.name)),
}
AS_INDEXED = (
    Elector.constituency_id,
    Elector.on_roll,
    Elector.section_id,
    Elector.affiliate_id,
    Elector.recruited_by,
)
"""Grouped by these in this order, nothing is sorted; what is wanted is added up afterwards."""
ON_ROLL = Elector.on_roll.is_not(False)
"""Said so that SQLite still sees the order of the index: "on_roll = 1" makes it sort."""


def _counted(groups: Sequence[Any], shorts: Sequence[str], chosen: Filter) -> Select[Any]:
    answers = answers_chosen(chosen)

    def people(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    stated = [people(and_(answers, Elector.intention == one)) for one in (*shorts, *NOT_NAMED)]
    figures = (
        func.count(),
        func.coalesce(func.sum(Elector.attempts), 0),
        people(Elector.attempts > 0),
        people(Elector.contacted.is_(True)),
        func.max(Elector.last_call_at),
        *stated,
    )
    counted = select(*groups, *figures).where(ON_ROLL, *roll_chosen(chosen))
    return counted.group_by(*groups)


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
        known = Elector.ballot.in_([it for it in chosen.ballots if it is not None])
        nothing = Elector.ballot.is_(None) if None in chosen.ballots else false()
        conditions.append(or_(known, nothing))
    if chosen.answered_from is not None:
        conditions.append(Elector.intention_at >= chosen.answered_from)
    if chosen.answered_before is not None:
        conditions.append(Elector.intention_at < chosen.answered_before)
    return and_(*conditions)


def _tally(shorts: Sequence[str], numbers: Sequence[Any]) -> Tally:
    roll, calls, attempted, contacted, last_call, *said = numbers
    *named, undecided, wont_say, wont_vote = [people or 0 for people in said]
    return Tally(
        roll=roll,
        calls=int(calls),
        attempted=attempted,
        contacted=contacted,
        counts=dict(zip(shorts, named, strict=True)),
        undecided=undecided,
        wont_say=wont_say,
        wont_vote=wont_vote,
        last_call=last_call,
    )


def barred(session: Session, chosen: Filter) -> int:
    """Electors who may not vote, as the roll has it; they are in no other figure."""
    counted = select(func.count()).select_from(Elector)
    apart = OFF_ROLL, Elector.eligible.is_(False), Elector.merged_into.is_(None)
    return session.scalar(counted.where(*apart, *roll_chosen(chosen))) or 0
