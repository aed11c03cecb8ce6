"""What the names in a segment stand for in this campaign."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, CompoundSelect, func, select
from sqlalchemy.orm import Session

from phonebank.domain.calls import PREVIOUS_NOT_NAMED, BallotStatus, Strength
from phonebank.domain.errors import WrongUse
from phonebank.domain.outcomes import NOT_A_CANDIDATE
from phonebank.domain.places import place_key
from phonebank.domain.segments import Field, Kind, kind_of
from phonebank.store import contest_schema as tables
from phonebank.store.schema import Constituency, ConstituencyName, Elector
from phonebank.store.work_schema import FollowUp, Tag

Found = TypeVar("Found", int, str)
SHOWN = 40

_TABLES: Mapping[Field, Any] = {Field.SECTION: tables.Section, Field.AFFILIATE: tables.Affiliate}
_GROUPS = {Field.REGION: Constituency.region, Field.NATION: Constituency.nation}
_SLUGS: Mapping[Field, Sequence[str]] = {
    Field.STRENGTH: list(Strength),
    Field.BALLOT: list(BallotStatus),
}
_WRITTEN = {
    Field.RECRUITED_BY: Elector.recruited_by,
    Field.TAG: Tag.name,
    Field.FOLLOW_UP: FollowUp.kind,
    Field.FINISHED_FOLLOW_UP: FollowUp.kind,
}
"""Words that people make up as they go, of which none is unknown."""


NAMED = tuple(field for field in Field if kind_of(field) is Kind.NAMES)


def section_or_affiliate_ids(session: Session, field: Field, names: Sequence[str]) -> list[int]:
    table = _TABLES[field]
    rows = session.execute(select(table.name, table.id)).all()
    return _looked_up(field, names, {name: found for name, found in rows})


def in_place(session: Session, field: Field, names: Sequence[str]) -> ColumnElement[bool]:
    """Whether an elector is in one of the constituencies, regions or nations with these names."""
    if field is Field.CONSTITUENCY:
        return Elector.constituency_id.in_(_constituency_ids(session, names))
    column = _GROUPS[field]
    known = session.scalars(select(column).distinct()).all()
    meant = _looked_up(field, names, {name: name for name in known})
    return Elector.constituency_id.in_(select(Constituency.id).where(column.in_(meant)))


def slugs(session: Session, field: Field, names: Sequence[str]) -> list[str]:
    """The stored words for answers, strengths and ballots."""
    known = _known_slugs(session, field)
    return _looked_up(field, names, {slug: slug for slug in known})


def known_names(session: Session, field: Field) -> list[str]:
    """Every name that the field can have in this campaign, as it is written."""
    if field in _WRITTEN:
        column = _WRITTEN[field]
        return sorted(filter(None, session.scalars(select(column).distinct())))
    if field in _TABLES:
        return list(session.scalars(select(_TABLES[field].name).order_by(_TABLES[field].id)))
    if field is Field.CONSTITUENCY:
        return list(session.scalars(select(Constituency.name).order_by(Constituency.name)))
    if field in _GROUPS:
        return sorted(session.scalars(select(_GROUPS[field]).distinct()))
    return list(_known_slugs(session, field))


def _known_slugs(session: Session, field: Field) -> Sequence[str]:
    if field is Field.INTENTION:
        shorts = select(tables.Candidate.short).order_by(tables.Candidate.position)
        return [*session.scalars(shorts), *NOT_A_CANDIDATE]
    if field is Field.PREVIOUS:
        choices = select(tables.PreviousChoice.short).order_by(tables.PreviousChoice.position)
        return [*session.scalars(choices), *PREVIOUS_NOT_NAMED]
    return _SLUGS.get(field, ())


def _constituency_ids(session: Session, names: Sequence[str]) -> list[int]:
    """By name, alias or code; few are asked for, so the table of all names is not read."""
    found = {key: place for key, place in session.execute(_asked_for(names))}
    for name in names:
        if place_key(name) not in found and name.casefold() not in found:
            raise _unknown(Field.CONSTITUENCY, name, known_names(session, Field.CONSTITUENCY))
    return sorted(set(found.values()))


def _asked_for(names: Sequence[str]) -> CompoundSelect[str, int]:
    keys = ConstituencyName.key.in_([place_key(name) for name in names])
    by_name = select(ConstituencyName.key, ConstituencyName.constituency_id).where(keys)
    code = func.lower(Constituency.ons_code)
    by_code = select(code, Constituency.id).where(code.in_([name.casefold() for name in names]))
    return by_name.union_all(by_code)


def _looked_up(field: Field, names: Sequence[str], known: Mapping[str, Found]) -> list[Found]:
    """By what is written, else by its key: "won't say" is wont-say."""
    by_key = {place_key(name): found for name, found in known.items()}
    exact = {name.casefold(): found for name, found in known.items()}
    meant = []
    for name in names:
        found = exact.get(name.casefold(), by_key.get(place_key(name)))
        if found is None:
            raise _unknown(field, name, list(known))
        meant.append(found)
    return meant


def _unknown(field: Field, name: str, known: Sequence[str]) -> WrongUse:
    shown = ", ".join(known[:SHOWN]) + (" …" if len(known) > SHOWN else "")
    return WrongUse(f"There is no {field.value} “{name}”.", next_step=f"Known: {shown}.")
