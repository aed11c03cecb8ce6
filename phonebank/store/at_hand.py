"""An elector as one call needs them: read, and put back as the call leaves them, at little cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, cast
from uuid import UUID

from sqlalchemy import RowMapping, Table, Update, bindparam, exists, select, update
from sqlalchemy.orm import Session

from phonebank.domain.calls import CallRecord
from phonebank.domain.electors import NumberRow
from phonebank.domain.standing import standing_after
from phonebank.store import calls, electors, kept, waiting
from phonebank.store.call_schema import Call
from phonebank.store.floor import Floor
from phonebank.store.floor_schema import PassedOn
from phonebank.store.schema import RETIRED, Elector, Lease, PhoneNumber, Suppression


@dataclass(frozen=True, slots=True)
class AtHand:
    """An elector, their numbers, and the records of their calls.

    Whoever a merge joins with another is not taken up like this, but goes the long way.
    """

    row: RowMapping
    numbers: Sequence[RowMapping]
    records: Sequence[CallRecord]

    @property
    def id(self) -> int:
        elector_id: int = self.row["id"]
        return elector_id

    @property
    def membership_number(self) -> str:
        number: str = self.row["membership_number"]
        return number

    @property
    def list_id(self) -> int | None:
        """The list under which the caller holds them."""
        list_id: int | None = self.row["list_id"]
        return list_id

    @property
    def is_passed_on(self) -> bool:
        return bool(self.row["is_passed_on"])

    @property
    def listed(self) -> list[NumberRow]:
        return electors.listed(self.numbers)

    def has_number(self, number_id: int) -> bool:
        return any(row["id"] == number_id for row in self.numbers)


def take_up(
    session: Session, told: Floor, elector_id: int, caller_id: int, call_id: UUID
) -> AtHand | None:
    """The elector for a call of this caller's.

    None where there is no such elector, a merge joins them with another, or the call is known.
    """
    values = {"elector": elector_id, "caller": caller_id, "call": str(call_id)}
    row = session.connection().execute(_ELECTOR, values).mappings().first()
    if row is None or row["is_joined"] or row["is_known"]:
        return None
    numbers = electors.numbers_of_one(session, elector_id)
    return AtHand(row, numbers, calls.records_of_one(session, elector_id, told))


_TOLD = (
    select(Suppression.kind)
    .where(Suppression.elector_id == Elector.id)
    .order_by(Suppression.id)
    .limit(1)
    .scalar_subquery()
)
_HELD_ON = (
    select(Lease.call_list_id)
    .where(Lease.elector_id == Elector.id, Lease.caller_id == bindparam("caller"))
    .scalar_subquery()
)
_ELECTOR = select(
    *kept.FACTS,
    Elector.membership_number,
    electors.is_joined.label("is_joined"),
    waiting.is_passed_on.label("is_passed_on"),
    exists().where(Call.call_id == bindparam("call")).label("is_known"),
    _TOLD.label("told"),
    _HELD_ON.label("list_id"),
).where(Elector.id == bindparam("elector"))


def put_back(session: Session, it: AtHand, records: Sequence[CallRecord]) -> Mapping[str, Any]:
    """Keep the state that these records come to; gives it."""
    standing = standing_after(records)
    usable = 0
    for number in it.numbers:
        status = standing.number_status.get(number["id"], "")
        is_listed = number["position"] < RETIRED and number["e164"] is not None
        usable += is_listed and not status and not number["is_barred"]
        if status != number["status"]:
            marked = update(PhoneNumber).where(PhoneNumber.id == number["id"])
            session.connection().execute(marked.values(status=status))
    state = kept.state_of(it.row, standing, it.row["told"] or "", usable)
    changed = {name: value for name, value in state.items() if value != it.row[name]}
    if changed:
        session.connection().execute(_to_change(tuple(changed)), {**changed, "elector": it.id})
    return state


@cache
def _to_change(columns: tuple[str, ...]) -> Update:
    row = update(cast(Table, Elector.__table__)).where(Elector.id == bindparam("elector"))
    return row.values({name: bindparam(name) for name in columns})


def open_passing_again(session: Session, elector_id: int, at: datetime) -> None:
    """The call that ended it was taken back."""
    ended = update(PassedOn).where(PassedOn.elector_id == elector_id, PassedOn.done_at == at)
    session.connection().execute(ended.values(done_at=None))
