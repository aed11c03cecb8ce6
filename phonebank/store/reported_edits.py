"""Entering, changing and removing one line of what others say."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from phonebank.domain.electors import AuditRow
from phonebank.domain.report_entries import Report
from phonebank.domain.sheet import Cell, Kind, cell_text
from phonebank.store.contest_schema import (
    Area,
    DeclaredResult,
    Endorsement,
    OutsidePoll,
    ReportedCanvass,
    Section,
)
from phonebank.store.reported import Table, known_mps
from phonebank.store.schema import Caller, Constituency
from phonebank.store.work_schema import AuditLine

TABLES: Mapping[Report, Table] = {
    Report.CANVASS: ReportedCanvass,
    Report.POLL: OutsidePoll,
    Report.ENDORSEMENT: Endorsement,
    Report.RESULT: DeclaredResult,
}


def entries(session: Session, report: Report) -> Mapping[int, Mapping[str, str]]:
    """Every entry of a kind by its id, as the texts that a form shows, by field."""
    return READERS[report](session)


def add(session: Session, report: Report, columns: Mapping[str, Any]) -> int:
    """A new entry; its id."""
    if report is Report.MP:
        _set_mp(session, columns)
        return int(columns["constituency_id"])
    line = TABLES[report](**columns)
    session.add(line)
    session.flush()
    return line.id


def change(session: Session, report: Report, entry_id: int, columns: Mapping[str, Any]) -> int:
    """Have the entry say this; its id, which of an MP is the place's."""
    if report is Report.MP:
        remove(session, report, entry_id)
        return add(session, report, columns)
    table = TABLES[report]
    session.execute(update(table).where(table.id == entry_id).values(**columns))
    return entry_id


def remove(session: Session, report: Report, entry_id: int) -> None:
    """Take the entry away."""
    if report is Report.MP:
        _set_mp(session, {"constituency_id": entry_id, "mp": ""})
    else:
        table = TABLES[report]
        session.execute(delete(table).where(table.id == entry_id))


def trails(
    session: Session, entry: str, actions: Collection[str]
) -> Mapping[int, Sequence[AuditRow]]:
    """What these actions did by hand, newest first, by what the audit keeps under `entry`."""
    lines = select(AuditLine, Caller.name).join(Caller, Caller.id == AuditLine.caller_id)
    mine = lines.where(AuditLine.action.in_(actions)).order_by(AuditLine.id.desc())
    found: dict[int, list[AuditRow]] = {}
    for line, caller in session.execute(mine):
        before, after = (dict(line.details[half]) for half in ("before", "after"))
        row = AuditRow(line.id, line.at, caller, line.action, before, after)
        found.setdefault(before.pop(entry), []).append(row)
        after.pop(entry)
    return found


def note_mp(session: Session, constituency_id: int, name: str) -> None:
    """Have the place's MP known, unless one is."""
    unknown = Constituency.id == constituency_id, Constituency.mp == ""
    session.execute(update(Constituency).where(*unknown).values(mp=name))


def _set_mp(session: Session, columns: Mapping[str, Any]) -> None:
    place = Constituency.id == columns["constituency_id"]
    session.execute(update(Constituency).where(place).values(mp=columns["mp"]))


def _canvasses(session: Session) -> dict[int, dict[str, str]]:
    rows = select(ReportedCanvass, Area.printed).outerjoin(Area, Area.id == ReportedCanvass.area_id)
    return {
        told.id: {
            "places": printed or "",
            "canvasser": told.canvasser,
            "told_by": told.told_by,
            "reported_on": _text(told.reported_on),
            **told.printed,
            "undecided": told.undecided,
            "refused": told.refused,
            "coverage": told.coverage,
            "words": told.words,
            "source": told.source,
        }
        for told, printed in session.execute(rows)
    }


def _polls(session: Session) -> dict[int, dict[str, str]]:
    rows = select(OutsidePoll, Section.name).outerjoin(
        Section, Section.id == OutsidePoll.section_id
    )
    return {
        poll.id: {
            "pollster": poll.pollster,
            "client": poll.client,
            "from": _text(poll.fieldwork_from),
            "to": _text(poll.fieldwork_to),
            "published": _text(poll.published),
            "section": section or "",
            "stated": _text(poll.stated),
            **poll.printed,
            "undecided": poll.undecided,
            "source": poll.source,
        }
        for poll, section in session.execute(rows)
    }


def _endorsements(session: Session) -> dict[int, dict[str, str]]:
    return {
        one.id: {
            "body": one.body,
            "kind": one.kind,
            "candidate": one.candidate,
            "method": one.method,
            "votes_for": _text(one.votes_for),
            "votes_against": _text(one.votes_against),
            "electorate": _text(one.electorate),
            "decided_on": _text(one.decided_on),
            "source": one.source,
        }
        for one in session.scalars(select(Endorsement))
    }


def _results(session: Session) -> dict[int, dict[str, str]]:
    rows = select(DeclaredResult, Section.name).outerjoin(
        Section, Section.id == DeclaredResult.section_id
    )
    return {
        result.id: {
            "section": section or "",
            **{short: _text(votes) for short, votes in result.votes.items()},
            "spoilt": _text(result.spoilt),
            "electorate": _text(result.electorate),
            "declared_on": _text(result.declared_on),
            "source": result.source,
        }
        for result, section in session.execute(rows)
    }


def _mps(session: Session) -> dict[int, dict[str, str]]:
    return {one.id: {"place": one.constituency, "mp": one.mp} for one in known_mps(session)}


def _text(value: Cell) -> str:
    """As it is typed: a number in plain figures, a day as in 19 Aug 2016."""
    if value is None or isinstance(value, int):
        return "" if value is None else str(value)
    return cell_text(Kind.DATE, value)


READERS: Mapping[Report, Callable[[Session], Mapping[int, Mapping[str, str]]]] = {
    Report.CANVASS: _canvasses,
    Report.POLL: _polls,
    Report.ENDORSEMENT: _endorsements,
    Report.RESULT: _results,
    Report.MP: _mps,
}
