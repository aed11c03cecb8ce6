"""The audit: what somebody changed by hand, as it was and as it is; only ever added to."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from phonebank.domain.electors import AuditRow
from phonebank.store.schema import Caller
from phonebank.store.work_schema import AuditLine


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
    """What was done to an elector by hand, newest first.

    A line whose details are not in two halves, before and after, tells them as they are.
    """
    lines = select(AuditLine, Caller.name).join(Caller, Caller.id == AuditLine.caller_id)
    mine = lines.where(AuditLine.elector_id == elector_id)
    rows = session.execute(mine.order_by(AuditLine.at.desc(), AuditLine.id.desc()))
    return [_row(line, caller) for line, caller in rows]


def _row(line: AuditLine, caller: str) -> AuditRow:
    halves = {"before", "after"}
    details = line.details if halves >= line.details.keys() else {"after": line.details}
    before, after = (_in_words(details.get(half, {})) for half in ("before", "after"))
    return AuditRow(line.id, line.at, caller, line.action, before, after)


def _in_words(facts: Mapping[str, Any]) -> dict[str, str]:
    return {fact: "" if value is None else str(value) for fact, value in facts.items()}
