"""Questions about what others say: reported canvasses, polls, endorsements, the declared result."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from phonebank.domain.reports import (
    DeclaredLine,
    EndorsementLine,
    KnownMp,
    PollLine,
    PrintedCanvass,
)
from phonebank.store.contest_schema import (
    Area,
    AreaConstituency,
    DeclaredResult,
    Endorsement,
    OutsidePoll,
    ReportedCanvass,
    Section,
)
from phonebank.store.schema import Constituency


def canvasses(session: Session) -> Sequence[PrintedCanvass]:
    """Every reported canvass as printed, with the official names of its places, oldest first."""
    places: dict[int, list[str]] = {}
    named = select(AreaConstituency.area_id, Constituency.name).join(
        Constituency, Constituency.id == AreaConstituency.constituency_id
    )
    for area, name in session.execute(named.order_by(Constituency.name)):
        places.setdefault(area, []).append(name)
    rows = session.execute(
        select(ReportedCanvass, Area.printed)
        .outerjoin(Area, Area.id == ReportedCanvass.area_id)
        .order_by(ReportedCanvass.reported_on, ReportedCanvass.id)
    )
    return [
        PrintedCanvass(
            places=tuple(places.get(told.area_id or 0, ())),
            printed_places=printed or "",
            canvasser=told.canvasser,
            told_by=told.told_by,
            reported_on=told.reported_on,
            figures=told.printed,
            undecided=told.undecided,
            refused=told.refused,
            coverage=told.coverage,
            words=told.words,
            source=told.source,
            id=told.id,
        )
        for told, printed in rows
    ]


def polls(session: Session) -> Sequence[PollLine]:
    rows = session.execute(
        select(OutsidePoll, Section.name)
        .outerjoin(Section, Section.id == OutsidePoll.section_id)
        .order_by(OutsidePoll.published, OutsidePoll.id)
    )
    return [
        PollLine(
            pollster=p.pollster,
            client=p.client,
            published=p.published,
            section=section,
            stated=p.stated,
            figures=p.printed,
            undecided=p.undecided,
            source=p.source,
            fieldwork_from=p.fieldwork_from,
            fieldwork_to=p.fieldwork_to,
            id=p.id,
        )
        for p, section in rows
    ]


def endorsements(session: Session) -> Sequence[EndorsementLine]:
    rows = session.scalars(select(Endorsement).order_by(Endorsement.kind, Endorsement.id))
    return [
        EndorsementLine(
            e.body,
            e.kind,
            e.candidate,
            e.method,
            e.votes_for,
            e.votes_against,
            e.electorate,
            e.decided_on,
            e.source,
            e.id,
        )
        for e in rows
    ]


def declared(session: Session) -> Sequence[DeclaredLine]:
    rows = session.execute(
        select(DeclaredResult, Section.name)
        .outerjoin(Section, Section.id == DeclaredResult.section_id)
        .order_by(DeclaredResult.id)
    )
    return [
        DeclaredLine(section, d.votes, d.spoilt, d.electorate, d.declared_on, d.source, d.id)
        for d, section in rows
    ]


def known_mps(session: Session) -> Sequence[KnownMp]:
    """Every constituency whose MP the campaign knows, in the order of the places' names."""
    known = select(Constituency.name, Constituency.mp, Constituency.id).where(Constituency.mp != "")
    return [KnownMp(*row) for row in session.execute(known.order_by(Constituency.name))]


Table = type[ReportedCanvass | OutsidePoll | Endorsement | DeclaredResult]


def keep(session: Session, table: Table, key: Mapping[str, Any], rest: Mapping[str, Any]) -> str:
    """Add the line, or change the one with the same key; say added, changed or unchanged."""
    same = [getattr(table, name).is_not_distinct_from(value) for name, value in key.items()]
    stored = session.scalars(select(table).where(*same)).first()
    if stored is None:
        session.add(table(**key, **rest))
        session.flush()
        return "added"
    changed = {name: value for name, value in rest.items() if getattr(stored, name) != value}
    for name, value in changed.items():
        setattr(stored, name, value)
    return "changed" if changed else "unchanged"
