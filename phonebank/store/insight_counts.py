"""Counts for the insights, by SQL over what is kept of each elector and never over all calls."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, Protocol

from sqlalchemy import ColumnElement, String, case, cast, func, or_, select
from sqlalchemy.orm import Session

from phonebank.domain.standing import Turn
from phonebank.store import insight_kept
from phonebank.store.counts import (
    ON_ROLL,
    Filter,
    answers_chosen,
    are_kept,
    are_kept_of_all,
    kept_of,
    roll_chosen,
    smallest_of,
)
from phonebank.store.insight_groups import Counts, Rows, counted
from phonebank.store.insight_kept import UNKNOWN, by_period, together
from phonebank.store.insight_names import CellKey, Names
from phonebank.store.kept_counts import BY_RUNG, NOTHING
from phonebank.store.schema import Elector


class Stratum(NamedTuple):
    """What the roll says of an elector: ids, and the place of their joining among the periods."""

    section: int | None
    period: int


def answered(
    session: Session,
    chosen: Filter,
    *columns: Any,
    also: Sequence[ColumnElement[bool]] = (),
    places: Mapping[int, Hashable] | None = None,
) -> Rows:
    """Electors on the roll whose latest answer counts, how many by these columns: (*columns, n)."""
    where = [ON_ROLL, *roll_chosen(chosen), answers_chosen(chosen), *also]
    return counted(session, where, columns, places)


def of_roll(
    session: Session,
    chosen: Filter,
    *columns: Any,
    also: Sequence[ColumnElement[bool]] = (),
    places: Mapping[int, Hashable] | None = None,
) -> Rows:
    """Electors on the roll, how many by these columns."""
    where = [ON_ROLL, *roll_chosen(chosen), *also]
    return counted(session, where, columns, places)


def roll_size(session: Session, chosen: Filter) -> int:
    if are_kept(session, chosen):
        return sum(_kept_by_answer(session, chosen).values())
    counted = select(func.count()).select_from(Elector)
    return session.scalar(counted.where(Elector.on_roll, *roll_chosen(chosen))) or 0


def intentions(session: Session, chosen: Filter) -> dict[str, int]:
    """By the latest answer."""
    if are_kept(session, chosen):
        return {said: n for said, n in _kept_by_answer(session, chosen).items() if said != NOTHING}
    return dict(tuple(row) for row in answered(session, chosen, Elector.intention))


def _kept_by_answer(session: Session, chosen: Filter) -> dict[str, int]:
    kept = smallest_of(chosen)
    by = kept.c.intention
    counted = select(by, func.sum(kept.c.people)).where(*kept_of(kept, chosen)).group_by(by)
    return dict(session.execute(counted).all())


def by_attempt(session: Session, chosen: Filter, edges: Sequence[date]) -> Rows:
    """(section, period, attempt of first contact, latest answer, people)."""
    if are_kept_of_all(session, chosen):
        told = insight_kept.Answers(session, edges)
        rows = told.by("section", "period", "first_reached", "intention")
        return [row for row in rows if row[2] is not None]
    columns = Elector.section_id, period(edges), Elector.first_reached, Elector.intention
    return answered(session, chosen, *columns, also=[Elector.first_reached.is_not(None)])


def period(edges: Sequence[date]) -> ColumnElement[int]:
    """Which period they joined in: before the first edge 0, and so on; -1 where it is not known."""
    known = [(Elector.joined_on < edge, place) for place, edge in enumerate(edges)]
    return case((Elector.joined_on.is_(None), UNKNOWN), *known, else_=len(edges))


MOST_PLACES = 100


class Answers(Protocol):
    """Latest answers, counted by what they have in common."""

    def by(self, *names: str) -> Rows:
        """How many electors there are by these columns: (*columns, n)."""


def answers(session: Session, chosen: Filter, edges: Sequence[date]) -> Answers:
    """Whatever is asked of answers beside the roll, from what is kept or from one pass over them.

    By section, period, affiliate, place, first_reached, caller, list and intention; a place is a
    constituency, or a region where there are too many of those to compare callers in.
    """
    is_many = _places_answered(session, chosen) > MOST_PLACES
    if is_many and are_kept_of_all(session, chosen):
        return insight_kept.Answers(session, edges)
    columns = {
        "section": Elector.section_id,
        "period": period(edges),
        "affiliate": Elector.affiliate_id,
        "place": Elector.constituency_id,
        "first_reached": Elector.first_reached,
        "caller": Elector.intention_by,
        "list": Elector.intention_list,
        "intention": Elector.intention,
    }
    where = [ON_ROLL, *roll_chosen(chosen), answers_chosen(chosen)]
    return Counts(session, where, columns, Names(session).regions if is_many else None)


def _places_answered(session: Session, chosen: Filter) -> int:
    if not are_kept(session, chosen):
        return len(answered(session, chosen, Elector.constituency_id))
    kept = smallest_of(chosen)
    asked = select(func.count(kept.c.constituency_id.distinct()))
    counted = asked.where(kept.c.intention != NOTHING, *kept_of(kept, chosen))
    return session.scalar(counted) or 0


class Alike(NamedTuple):
    """Electors on the roll alike in what that says."""

    section: int | None
    period: int
    affiliate: int | None
    region: str
    people: int


def population(session: Session, chosen: Filter, edges: Sequence[date]) -> list[Alike]:
    """Everybody on the roll."""
    of_all = insight_kept.of_roll if are_kept(session, chosen) else _joined
    regions, alike = Names(session).regions, dict[tuple[Any, ...], list[Sequence[int]]]()
    for place, section, affiliate, *joined in of_all(session, chosen, edges):
        alike.setdefault((section, affiliate, regions.get(place, place)), []).append(joined)
    return [
        Alike(section, period, affiliate, region, people)
        for (section, affiliate, region), parts in alike.items()
        for period, people in by_period(together(parts))
    ]


def _joined(session: Session, chosen: Filter, edges: Sequence[date]) -> Rows:
    """(place, section, affiliate, *joined) as `insight_kept.of_roll`, by counting."""
    of = Elector.constituency_id, Elector.on_roll, Elector.section_id, Elector.affiliate_id
    unknown = Elector.joined_on.is_(None)
    ends = [unknown, *(or_(unknown, Elector.joined_on < edge) for edge in edges)]
    figures = func.count(), *(func.count().filter(those) for those in ends)
    asked = select(*of, *figures).where(ON_ROLL, *roll_chosen(chosen)).group_by(*of)
    return [(place, *rest) for place, _, *rest in session.execute(asked).all()]


def unreached(session: Session, chosen: Filter, edges: Sequence[date]) -> Rows:
    """(section, period, people) of electors nobody spoke to."""
    if are_kept(session, chosen):
        sections: dict[int | None, list[Sequence[int]]] = {}
        for _, section, _, *joined in insight_kept.of_roll(
            session, chosen, edges, is_unreached=True
        ):
            sections.setdefault(section, []).append(joined)
        return [
            (section, *told)
            for section, parts in sections.items()
            for told in by_period(together(parts))
        ]
    columns = Elector.section_id, period(edges)
    return of_roll(session, chosen, *columns, also=[Elector.first_reached.is_(None)])


def whole_roll(session: Session, chosen: Filter, edges: Sequence[date]) -> Counts:
    """What `population`, `unreached` and `tries` tell, from one pass.

    By section, period, affiliate, region, attempts, first_reached and disposition.
    """
    columns = {
        "section": Elector.section_id,
        "period": period(edges),
        "affiliate": Elector.affiliate_id,
        "region": Elector.constituency_id,
        "attempts": Elector.attempts,
        "first_reached": Elector.first_reached,
        "disposition": Elector.disposition,
    }
    where = [ON_ROLL, *roll_chosen(chosen)]
    return Counts(session, where, columns, Names(session).regions)


class Cells(NamedTuple):
    """Of each cell how many are on the roll, and how many gave each answer last."""

    population: dict[CellKey, int]
    counts: dict[CellKey, dict[str, int]]


def cells(session: Session, roll: Sequence[Alike], answers: Answers) -> Cells:
    names = Names(session)
    population: dict[CellKey, int] = {}
    for alike in roll:
        key = names.cell(alike.section, alike.period, alike.affiliate, alike.region)
        population[key] = population.get(key, 0) + alike.people
    counts: dict[CellKey, dict[str, int]] = {key: {} for key in population}
    told = answers.by("section", "period", "affiliate", "place", "intention")
    for section, period, affiliate, place, intention, n in told:
        region = place if isinstance(place, str) else names.regions[place]
        of_cell = counts[names.cell(section, period, affiliate, region)]
        of_cell[intention] = of_cell.get(intention, 0) + n
    return Cells(population, counts)


def tries(session: Session, chosen: Filter) -> Rows:
    """(attempts made, attempt of first contact or None, furthest disposition or None, people)."""
    if are_kept_of_all(session, chosen):
        kept = BY_RUNG.table
        of = kept.c.attempts, kept.c.first_reached, kept.c.disposition
        told = session.execute(select(*of, func.sum(kept.c.people)).group_by(*of)).all()
        return [(made, first or None, said or None, people) for made, first, said, people in told]
    return of_roll(session, chosen, Elector.attempts, Elector.first_reached, Elector.disposition)


def to_ring(session: Session, chosen: Filter, most_attempts: int) -> dict[int, int]:
    """Electors whom the queue may still serve and nobody spoke to, by attempts made.

    Where they are not kept they are strung together, since grouping them would have all sorted.
    """
    if are_kept_of_all(session, chosen):
        kept = BY_RUNG.table
        still = kept.c.first_reached == 0, kept.c.is_waiting == 1, kept.c.attempts < most_attempts
        left = select(kept.c.attempts, func.sum(kept.c.people)).where(*still)
        return dict(session.execute(left.group_by(kept.c.attempts)).all())
    made = func.aggregate_strings(cast(Elector.attempts, String), ";")
    waiting = select(made).where(
        Elector.first_reached.is_(None),
        Elector.on_roll,
        *roll_chosen(chosen),
        Elector.attempts < most_attempts,
        Elector.ballot.is_distinct_from("returned"),
        Elector.turn.in_([Turn.READY.value, Turn.CALLBACK.value]),
        Elector.suppressed == "",
        Elector.usable_numbers > 0,
    )
    strung = session.scalar(waiting)
    told = Counter(strung.split(";")) if strung else Counter[str]()
    return {int(attempts): n for attempts, n in sorted(told.items())}
