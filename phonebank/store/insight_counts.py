"""Counts for the insights, by SQL over what is kept of each elector and never over all calls."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session

from phonebank.domain.standing import Turn
from phonebank.store.contest_schema import Affiliate, Reason, Section
from phonebank.store.counts import ON_ROLL, Filter, answers_chosen, roll_chosen
from phonebank.store.insight_groups import Rows, counted
from phonebank.store.schema import Caller, Constituency, Elector


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
    counted = select(func.count()).select_from(Elector)
    return session.scalar(counted.where(Elector.on_roll, *roll_chosen(chosen))) or 0


def intentions(session: Session, chosen: Filter) -> dict[str, int]:
    """By the latest answer."""
    return dict(tuple(row) for row in answered(session, chosen, Elector.intention))


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
    return case((Elector.joined_on.is_(None), -1), *known, else_=len(edges))


MOST_PLACES = 100


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
    is_many = len(answered(session, chosen, Elector.constituency_id)) > MOST_PLACES
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


class Alike(NamedTuple):
    """Electors on the roll alike in what that says."""

    section: int | None
    period: int
    affiliate: int | None
    region: str
    people: int


def population(session: Session, chosen: Filter, edges: Sequence[date]) -> list[Alike]:
    """Everybody on the roll."""
    rows = of_roll(session, chosen, *_alike(edges), places=Names(session).regions)
    return [Alike(*row) for row in rows]


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


class CellKey(NamedTuple):
    """Electors alike in what the roll says; the level is their affiliate, or else their region."""

    section: str
    period: int
    level: str


NO_SECTION = "No section"


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


class Names:
    """The words for the ids by which electors are counted."""

    def __init__(self, session: Session) -> None:
        def told(query: Select[int, str]) -> dict[int, str]:
            return dict(session.execute(query).all())

        self.sections = told(select(Section.id, Section.name))
        self.affiliates = told(select(Affiliate.id, Affiliate.name))
        self.callers = told(select(Caller.id, Caller.name))
        self.places = told(select(Constituency.id, Constituency.name))
        self.regions = told(select(Constituency.id, Constituency.region))

    def of(self, by: str) -> tuple[Any, Callable[[Any], str | None]]:
        """The column to count by for a row's label, and the label of each value there."""
        known: dict[str, tuple[Any, Callable[[Any], str | None]]] = {
            "constituency": (Elector.constituency_id, self.places.get),
            "region": (Elector.constituency_id, self.regions.get),
            "section": (Elector.section_id, self.sections.get),
            "affiliate": (Elector.affiliate_id, self.affiliates.get),
            "recruiter": (Elector.recruited_by, lambda name: name or None),
        }
        return known[by]

    def cell(self, section: int | None, when: int, affiliate: int | None, region: str) -> CellKey:
        level = region if affiliate is None else self.affiliates[affiliate]
        name = NO_SECTION if section is None else self.sections[section]
        return CellKey(name, when, level)


TRIED = Elector.attempts, Elector.first_reached, Elector.disposition


def tries(session: Session, chosen: Filter) -> Rows:
    """(attempts made, attempt of first contact or None, furthest disposition or None, people)."""
    return of_roll(session, chosen, *TRIED)


def to_ring(session: Session, chosen: Filter, most_attempts: int) -> dict[int, int]:
    """Electors whom the queue may still serve and nobody spoke to, by attempts made."""
    waiting = select(Elector.attempts, func.count()).where(
        Elector.on_roll,
        *roll_chosen(chosen),
        Elector.turn.in_([Turn.READY.value, Turn.CALLBACK.value]),
        Elector.suppressed == "",
        Elector.usable_numbers > 0,
        Elector.first_reached.is_(None),
        Elector.attempts < most_attempts,
        Elector.ballot.is_distinct_from("returned"),
    )
    rows: Rows = session.execute(waiting.group_by(Elector.attempts)).all()
    return {attempts: n for attempts, n in rows}
