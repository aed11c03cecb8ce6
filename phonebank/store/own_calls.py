"""A caller's own calls, with as little of the electors as the caller may see later."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from phonebank.store import server_logins
from phonebank.store.call_schema import Call
from phonebank.store.schema import Elector

_LATER = aliased(Call)


class OwnCall(NamedTuple):
    """One call that still counts."""

    call_id: str
    called_at: datetime
    first_name: str
    last_name: str
    outcome: str
    intention: str | None
    strength: str | None
    ballot: str | None
    note: str
    is_correction: bool


def since(session: Session, caller_id: int, when: datetime) -> Sequence[OwnCall]:
    """Those from `when` on, newest first."""
    if server_logins.is_guarded(session):
        return [OwnCall(*row) for row in server_logins.own_calls(session, when)]
    columns: Sequence[Any] = (
        Call.call_id,
        Call.called_at,
        Elector.first_name,
        Elector.last_name,
        Call.outcome,
        Call.intention,
        Call.strength,
        Call.ballot,
        Call.note,
        Call.supersedes.is_not(None),
    )
    made = (
        select(*columns)
        .join(Elector, Elector.id == Call.elector_id)
        .where(Call.caller_id == caller_id, Call.called_at >= when, Call.outcome.is_not(None))
        .where(~exists().where(_LATER.supersedes == Call.call_id))
    )
    newest = made.order_by(Call.called_at.desc(), Call.call_id.desc())
    return [OwnCall(*row) for row in session.execute(newest)]
