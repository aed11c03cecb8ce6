"""An elector as one call needs them: read, and put back as the call leaves them, at little cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import Integer, Table, bindparam, exists, literal_column, select, update
from sqlalchemy.orm import Session

from phonebank.domain.calls import CallRecord
from phonebank.domain.electors import NumberRow
from phonebank.domain.standing import standing_after
from phonebank.store import calls, drafts, electors, kept, queue, waiting
from phonebank.store.call_schema import Call
from phonebank.store.floor import Floor
from phonebank.store.floor_schema import PassedOn
from phonebank.store.schema import RETIRED, Elector, Lease, PhoneNumber, Suppression
from phonebank.store.statements import Answer, Statement


@dataclass(frozen=True, slots=True)
class AtHand:
    """An elector, their numbers, and the records of their calls.

    Whoever a merge joins with another is not taken up like this, but goes the long way.
    """

    row: Mapping[str, Any]
    numbers: Sequence[Mapping[str, Any]]
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
        return any(row["number_id"] == number_id for row in self.numbers)


class Asked(NamedTuple):
    """What has been asked of the database for one call."""

    elector: Answer
    records: Answer


def ask(session: Session, elector_id: int, caller_id: int, call_id: UUID) -> Asked:
    """For the elector of a call of this caller's, whom nobody else writes at from now on."""
    values = {"elector": elector_id, "caller": caller_id, "call": str(call_id)}
    queue.hold_still(session, elector_id)
    return Asked(
        _ELECTOR.say(session, values),
        calls.ask_records(session, elector_id),
    )


def taken_up(asked: Asked, told: Floor) -> AtHand | None:
    """The elector asked for.

    None where there is no such elector, a merge joins them with another, or the call is known.
    """
    rows = asked.elector.named()
    if not rows or rows[0]["is_joined"] or rows[0]["is_known"]:
        return None
    return AtHand(rows[0], electors.numbers_in(rows), calls.records_in(asked.records, told))


_TOLD = (
    select(Suppression.kind)
    .where(Suppression.elector_id == Elector.id)
    .order_by(Suppression.id)
    .limit(literal_column("1", Integer))
    .scalar_subquery()
)
_HELD_ON = (
    select(Lease.call_list_id)
    .where(Lease.elector_id == Elector.id, Lease.caller_id == bindparam("caller"))
    .scalar_subquery()
)
_ELECTOR = Statement(
    electors.with_numbers(
        select(
            *kept.FACTS,
            Elector.membership_number,
            electors.is_joined.label("is_joined"),
            waiting.is_passed_on.label("is_passed_on"),
            exists().where(Call.call_id == bindparam("call")).label("is_known"),
            _TOLD.label("told"),
            _HELD_ON.label("list_id"),
            drafts.is_kept.label("has_draft"),
        ).where(Elector.id == bindparam("elector"))
    )
)


def put_back(
    session: Session,
    it: AtHand,
    call: Mapping[str, Any],
    reason_ids: Sequence[int],
    made: CallRecord,
) -> Mapping[str, Any]:
    """Append the call with its reasons, end what was held and kept for it, and keep the new state.

    Gives that state.
    """
    calls.add_one(session, call, reason_ids)
    if it.list_id is not None:
        queue.give_back(session, it.id, call["caller_id"])
    if it.row["has_draft"]:
        drafts.drop(session, call["caller_id"], it.id)
    return _keep(session, it, [*it.records, made])


def _keep(session: Session, it: AtHand, records: Sequence[CallRecord]) -> Mapping[str, Any]:
    """Keep the state that these records come to; gives it."""
    standing = standing_after(records)
    usable = 0
    for number in it.numbers:
        status = standing.number_status.get(number["number_id"], "")
        is_listed = number["position"] < RETIRED and number["e164"] is not None
        usable += is_listed and not status and not number["is_barred"]
        if status != number["status"]:
            _TO_MARK.say(session, {"number": number["number_id"], "becomes": status})
    state = kept.state_of(it.row, standing, it.row["told"] or "", usable)
    changed = {name: value for name, value in state.items() if value != it.row[name]}
    if changed:
        _to_change(tuple(changed)).say(session, {**changed, "elector": it.id})
    return state


_TO_MARK = Statement(
    update(cast(Table, PhoneNumber.__table__))
    .where(PhoneNumber.id == bindparam("number"))
    .values(status=bindparam("becomes"))
)


@cache
def _to_change(columns: tuple[str, ...]) -> Statement:
    row = update(cast(Table, Elector.__table__)).where(Elector.id == bindparam("elector"))
    return Statement(row.values({name: bindparam(name) for name in columns}))


def open_passing_again(session: Session, elector_id: int, at: datetime) -> None:
    """The call that ended it was taken back."""
    ended = update(PassedOn).where(PassedOn.elector_id == elector_id, PassedOn.done_at == at)
    session.connection().execute(ended.values(done_at=None))
