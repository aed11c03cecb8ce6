"""The audit: what somebody changed by hand, as it was and as it is; only ever added to."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from phonebank.domain.audit import BEGINNINGS, WORDS, Asked, AuditEntry, AuditKind
from phonebank.domain.electors import AuditRow
from phonebank.store import elector_lines
from phonebank.store.schema import Caller, Elector
from phonebank.store.work_schema import AuditLine

MOST_ELECTORS = 50
"""Whose lines are shown, of all whom a text fits."""


def add(
    session: Session,
    by: int,
    at: datetime,
    action: str,
    elector_id: int | None,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> None:
    """Note what a caller did, to an elector or to the whole campaign."""
    details = {"before": dict(before), "after": dict(after)}
    session.add(
        AuditLine(at=at, caller_id=by, action=action, elector_id=elector_id, details=details)
    )
    session.flush()


def of_elector(session: Session, elector_id: int) -> Sequence[AuditRow]:
    """What was done to an elector by hand, newest first."""
    lines = select(AuditLine, Caller.name).join(Caller, Caller.id == AuditLine.caller_id)
    mine = lines.where(AuditLine.elector_id == elector_id)
    rows = session.execute(mine.order_by(AuditLine.at.desc(), AuditLine.id.desc()))
    return [_row(line, caller) for line, caller in rows]


def entries(
    session: Session, asked: Asked, limit: int | None = None, after: int = 0
) -> Sequence[AuditEntry]:
    """What is asked for, as it was written down, newest first; `limit` of them from the place
    `after` on, or all.
    """
    lines = select(AuditLine, Caller.name, Elector).join(Caller, Caller.id == AuditLine.caller_id)
    lines = lines.outerjoin(Elector, Elector.id == AuditLine.elector_id)
    wanted = lines.where(*_conditions(session, asked)).order_by(AuditLine.id.desc())
    rows = session.execute(wanted.offset(after).limit(limit))
    return [_entry(line, caller, elector) for line, caller, elector in rows]


def count(session: Session, asked: Asked) -> int:
    """How many lines there are of what is asked for."""
    lines = select(func.count()).select_from(AuditLine)
    lines = lines.join(Caller, Caller.id == AuditLine.caller_id)
    return session.scalars(lines.where(*_conditions(session, asked))).one()


def people(session: Session) -> Sequence[str]:
    """Everybody who stands in the audit."""
    seen = select(AuditLine.caller_id)
    return session.scalars(
        select(Caller.name).where(Caller.id.in_(seen)).order_by(Caller.key)
    ).all()


def _conditions(session: Session, asked: Asked) -> list[ColumnElement[bool]]:
    conditions = []
    if asked.by is not None:
        conditions.append(Caller.name == asked.by)
    if asked.kind is not None:
        conditions.append(_is_of(asked.kind))
    if asked.elector:
        found = [one.id for one in elector_lines.found(session, asked.elector, MOST_ELECTORS)]
        conditions.append(AuditLine.elector_id.in_(found))
    return conditions


def _is_of(kind: AuditKind) -> ColumnElement[bool]:
    begin = [beginning for beginning, (of, _) in BEGINNINGS.items() if of is kind]
    named = (AuditLine.action.startswith(beginning, autoescape=True) for beginning in begin)
    return or_(AuditLine.action.in_(list(WORDS[kind])), *named)


def _entry(line: AuditLine, caller: str, elector: Elector | None) -> AuditEntry:
    before, after = _halves(line)
    name = f"{elector.first_name} {elector.last_name}".strip() if elector else ""
    return AuditEntry(
        id=line.id,
        at=line.at,
        by=caller,
        action=line.action,
        membership_number=elector.membership_number if elector else "",
        elector=name,
        before=before,
        after=after,
    )


def _row(line: AuditLine, caller: str) -> AuditRow:
    before, after = map(_in_words, _halves(line))
    return AuditRow(line.id, line.at, caller, line.action, before, after)


def _halves(line: AuditLine) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """As it was and as it is; a line whose details are not in two halves tells them as they are."""
    is_in_halves = {"before", "after"} >= line.details.keys()
    details = line.details if is_in_halves else {"after": line.details}
    return details.get("before", {}), details.get("after", {})


def _in_words(facts: Mapping[str, Any]) -> dict[str, str]:
    return {fact: "" if value is None else str(value) for fact, value in facts.items()}
