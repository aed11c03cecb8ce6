"""Whom a caller has rung lately, by number."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from phonebank.store import server_logins
from phonebank.store.call_schema import Call
from phonebank.store.call_schema import Outcome as OutcomeRow
from phonebank.store.schema import Elector, PhoneNumber


class Rung(NamedTuple):
    """The last call of one caller to an elector: on which number, when, and what came of it."""

    elector_id: int
    membership_number: str
    name: str
    number: str
    called_at: datetime
    outcome: str


def by_caller(
    session: Session, caller_id: int, since: datetime, digits: Sequence[str] = ("",)
) -> Sequence[Rung]:
    """Calls since then that count, to numbers that contain one of these digits, newest first.

    Each elector once, by the last of those calls.
    """
    if server_logins.is_guarded(session):
        return _each_once(server_logins.rung(session, since, digits))
    later = aliased(Call)
    name = func.trim(Elector.first_name + " " + Elector.last_name)
    made = (
        select(Elector.id, Elector.membership_number, name, PhoneNumber.written)
        .add_columns(Call.called_at, OutcomeRow.name)
        .select_from(Call)
        .join(Elector, Elector.id == Call.elector_id)
        .join(PhoneNumber, PhoneNumber.id == Call.number_id)
        .join(OutcomeRow, OutcomeRow.slug == Call.outcome)
        .where(Call.caller_id == caller_id, Call.called_at >= since)
        .where(or_(*(PhoneNumber.e164.contains(part) for part in digits)))
        .where(~exists().where(later.supersedes == Call.call_id))
        .order_by(Call.called_at.desc(), Call.id.desc())
    )
    return _each_once(session.connection().execute(made))


def _each_once(rows: Iterable[Any]) -> Sequence[Rung]:
    found: dict[int, Rung] = {}
    for row in rows:
        found.setdefault(row[0], Rung(*row))
    return list(found.values())


def has_rung(session: Session, caller_id: int, elector_id: int, since: datetime) -> bool:
    """Whether the caller made a call to a number of this elector since then that counts."""
    later = aliased(Call)
    mine = Call.caller_id == caller_id, Call.elector_id == elector_id, Call.called_at >= since
    made = exists().where(*mine, Call.number_id.is_not(None), Call.outcome.is_not(None))
    return bool(
        session.scalar(select(made.where(~exists().where(later.supersedes == Call.call_id))))
    )
