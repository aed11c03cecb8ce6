"""Whom a caller has rung lately, by number."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session, aliased

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
    found: dict[int, Rung] = {}
    for row in session.connection().execute(made):
        found.setdefault(row[0], Rung(*row))
    return list(found.values())
