"""Counts for the insights, by SQL over what is kept of each elector and never over all calls."""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, String, case, cast, func, select
from sqlalchemy.orm import Session

from phonebank.domain.standing import Turn
from phonebank.store.contest_schema import Reason
from phonebank.store.counts import (
    ON_ROLL,
    Filter,
    answers_chosen,
    are_kept,
    kept_of,
    roll_chosen,
    smallest_of,
)
from phonebank.store.insight_groups import Rows, counted
from phonebank.store.insight_names import CellKey, Names
from phonebank.store.kept_counts import NOTHING
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


def switches(session: Session, chosen: Filter) -> Rows:
    """(previous vote or None, latest answer, people)."""
    return answered(session, chosen, Elector.previous_vote, Elector.intention)


def reasons(session: Session, chosen: Filter) -> Iterator[tuple[str, tuple[str, ...], int]]:
    """(latest answer, the reasons given with it by name in order, people), none left out."""
    names = dict(session.execute(select(Reason.id, Reason.name)).all())
    for intention, given, n in answered(session, chosen, Elector.intention, Elector.reasons):
        yield intention, tuple(names[int(it)] for it in given.split(";") if it), n


def by_attempt(session: Session, chosen: Filter, edges: Sequence[date]) -> Rows:
    """(section, period, attempt of first contact, latest answer, people)."""
    columns = Elector.section_id, period(edges), Elector.first_reached, Elector.intention
    return answered(session, chosen, *columns, also=[Elector.first_reached.is_not(None)])


def period(edges: Sequence[date]) -> ColumnElement[int]:
    """Which period they joined in: before the first edge 0, and so on; -1 where it is not known."""
    known = [(Elector.joined_on < edge, place) for place, edge in enumerate(edges)]
    return case((Elector.joined_on.is_(None), UNKNOWN), *known, else_=len(edges))


MOST_PLACES = 100
UNKNOWN = -1
"""The period of whoever joined nobody knows when."""


class Answer(NamedTuple):
    """Electors alike in what the roll says who gave the same answer last, in the same way.

    `place` is a constituency, or a region where there are too many of those to compare callers in.
    """

    section: int | None
    period: int
    affiliate: int | None
    place: int | str
    first_reached: int | None
    caller: int
    list_id: int | None
    intention: str
    people: int


def answers(session: Session, chosen: Filter, edges: Sequence[date]) -> list[Answer]:
    """Whatever is asked of answers beside the roll, from one pass over them."""
    is_many = _places_answered(session, chosen) > MOST_PLACES
    columns = (
        Elector.section_id,
        period(edges),
        Elector.affiliate_id,
        Elector.constituency_id,
        Elector.first_reached,
        Elector.intention_by,
        Elector.intention_list,
        Elector.intention,
    )
    regions = Names(session).regions if is_many else None
    return [Answer(*row) for row in answered(session, chosen, *columns, places=regions)]


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
    """Everybody on the roll.

    Who joined before each edge is counted in the order of the index, and periods are what lies
    between: stringing together everybody's period takes three times as long.
    """
    of = Elector.constituency_id, Elector.on_roll, Elector.section_id, Elector.affiliate_id
    before = [func.count().filter(Elector.joined_on < edge) for edge in edges]
    figures = func.count(), func.count(Elector.joined_on), *before
    asked = select(*of, *figures).where(ON_ROLL, *roll_chosen(chosen)).group_by(*of)
    regions, alike = Names(session).regions, Counter[tuple[Any, ...]]()
    for place, _, section, affiliate, people, known, *joined in session.execute(asked).all():
        until = [0, *joined, known]
        sizes = [later - earlier for earlier, later in pairwise(until)]
        for period, n in enumerate([*sizes, people - known]):
            at = period if period < len(sizes) else UNKNOWN
            alike[section, at, affiliate, regions[place]] += n
    return [Alike._make((*key, people)) for key, people in alike.items() if people]


def unreached(session: Session, chosen: Filter, edges: Sequence[date]) -> Rows:
    """(section, period, people) of electors nobody spoke to."""
    columns = Elector.section_id, period(edges)
    return of_roll(session, chosen, *columns, also=[Elector.first_reached.is_(None)])


class OfRoll(NamedTuple):
    """Everybody on the roll, counted once for three questions."""

    population: Sequence[Alike]
    unreached: Rows
    tries: Rows


def of_whole_roll(session: Session, chosen: Filter, edges: Sequence[date]) -> OfRoll:
    """`population`, `unreached` and `tries` from one pass."""
    columns = (*_alike(edges), *TRIED)
    rows = of_roll(session, chosen, *columns, places=Names(session).regions)
    return OfRoll(
        [Alike._make((*row[:4], row[-1])) for row in rows],
        [(*row[:2], row[-1]) for row in rows if row[5] is None],
        [row[4:] for row in rows],
    )


def _alike(edges: Sequence[date]) -> tuple[Any, ...]:
    return Elector.section_id, period(edges), Elector.affiliate_id, Elector.constituency_id


class Cells(NamedTuple):
    """Of each cell how many are on the roll, and how many gave each answer last."""

    population: dict[CellKey, int]
    counts: dict[CellKey, dict[str, int]]


def cells(session: Session, roll: Sequence[Alike], answers: Sequence[Answer]) -> Cells:
    names = Names(session)
    population: dict[CellKey, int] = {}
    for alike in roll:
        key = names.cell(alike.section, alike.period, alike.affiliate, alike.region)
        population[key] = population.get(key, 0) + alike.people
    counts: dict[CellKey, dict[str, int]] = {key: {} for key in population}
    for one in answers:
        region = one.place if isinstance(one.place, str) else names.regions[one.place]
        of_cell = counts[names.cell(one.section, one.period, one.affiliate, region)]
        of_cell[one.intention] = of_cell.get(one.intention, 0) + one.people
    return Cells(population, counts)


TRIED = Elector.attempts, Elector.first_reached, Elector.disposition


def tries(session: Session, chosen: Filter) -> Rows:
    """(attempts made, attempt of first contact or None, furthest disposition or None, people)."""
    return of_roll(session, chosen, *TRIED)


def to_ring(session: Session, chosen: Filter, most_attempts: int) -> dict[int, int]:
    """Electors whom the queue may still serve and nobody spoke to, by attempts made.

    They are strung together, since grouping them would have all of them sorted.
    """
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
