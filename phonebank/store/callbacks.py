"""Promised callbacks: who is to be rung again when, by whom, and moving one to another time."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import uuid4

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from phonebank.domain.floor_lines import CallbackLine
from phonebank.domain.standing import Turn
from phonebank.store import calls, merges
from phonebank.store.call_schema import Call
from phonebank.store.chunks import chunks
from phonebank.store.schema import Caller, CallList, Constituency, Elector, may_be_rung

CHUNK = 500
_LATER = aliased(Call)
_FOR = aliased(Caller)


class LastCall(NamedTuple):
    """A call with the names that belong to it."""

    call: Call
    caller: str
    list_name: str


def lines(session: Session, now: datetime, for_id: int | None = None) -> Sequence[CallbackLine]:
    """Callbacks to electors who may be rung, or those of one caller, the earliest first."""
    wanted = (
        select(Elector, Constituency.name, _FOR.name)
        .join(Constituency, Constituency.id == Elector.constituency_id)
        .outerjoin(_FOR, _FOR.id == Elector.callback_for)
        .where(may_be_rung(Turn.CALLBACK.value), Elector.due_at.is_not(None))
        .order_by(Elector.due_at, Elector.id)
    )
    if for_id is not None:
        wanted = wanted.where(Elector.callback_for == for_id)
    rows = session.execute(wanted).all()
    promises = last_calls(session, [elector.id for elector, _, _ in rows])
    return [
        _line(elector, place, whom, promises[elector.id], now)
        for elector, place, whom in rows
        if elector.id in promises
    ]


def _line(
    elector: Elector, place: str, whom: str | None, promise: LastCall, now: datetime
) -> CallbackLine:
    assert elector.due_at is not None
    return CallbackLine(
        elector.id,
        elector.membership_number,
        f"{elector.first_name} {elector.last_name}".strip(),
        place,
        elector.due_at,
        whom,
        promise.caller,
        promise.list_name,
        promise.call.note,
        elector.due_at <= now,
    )


def last_calls(session: Session, elector_ids: Sequence[int]) -> Mapping[int, LastCall]:
    """The last call to each elector that counts.

    Those to whoever was merged into them are theirs.
    """
    found: dict[int, LastCall] = {}
    for part in chunks(elector_ids, CHUNK):
        found.update(_in_chunk(session, part))
    return found


def _in_chunk(session: Session, elector_ids: Sequence[int]) -> Iterator[tuple[int, LastCall]]:
    persons = merges.persons(session, elector_ids)
    whose = {one: root for root in elector_ids for one in persons.whole(root)}
    made = (
        select(Call, Caller.name, CallList.name)
        .join(Caller, Caller.id == Call.caller_id)
        .outerjoin(CallList, CallList.id == Call.call_list_id)
        .where(Call.elector_id.in_(whose), Call.outcome.is_not(None))
        .where(~exists().where(_LATER.supersedes == Call.call_id))
        .order_by(Call.called_at, Call.call_id)
    )
    for call, caller, list_name in session.execute(made):
        yield whose[call.elector_id], LastCall(call, caller, list_name or "")


def of_caller(session: Session, for_id: int, list_id: int | None = None) -> Sequence[int]:
    """Electors whom this caller promised to ring, under one list or any."""
    waiting = select(Elector.id).where(Elector.turn == Turn.CALLBACK.value)
    ids = session.scalars(waiting.where(Elector.callback_for == for_id)).all()
    if list_id is None:
        return ids
    promises = last_calls(session, ids)
    return [one for one in ids if one in promises and promises[one].call.call_list_id == list_id]


def move(session: Session, promise: Call, due_at: datetime | None, for_id: int | None) -> None:
    """Append a correction of a promise, with another time or caller and all else as it was.

    When it was recorded, too: what a caller takes back is the call that they recorded last.
    """
    row: dict[str, Any] = {
        column.key: getattr(promise, column.key) for column in Call.__table__.columns
    }
    del row["id"]
    row |= {"call_id": str(uuid4()), "supersedes": promise.call_id}
    row |= {"callback_at": due_at, "callback_for": for_id}
    reasons = calls.reasons_of(session, promise.call_id)
    calls.add_all(session, [row], {row["call_id"]: reasons})
