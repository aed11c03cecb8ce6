"""The leases of call lists as an organiser sees and ends them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, true, update
from sqlalchemy.orm import Session

from phonebank.domain.floor_lines import LeaseLine
from phonebank.store import saved_segments, segments
from phonebank.store.chunks import chunks
from phonebank.store.floor_schema import PassedOn, Seat
from phonebank.store.queue import NOT_AWAY, SILENT_FOR
from phonebank.store.schema import Caller, CallList, Elector, Lease


def is_open(now: datetime) -> ColumnElement[bool]:
    """Whether a lease still holds: its time is not over, nor has its program fallen silent."""
    silent = select(Seat.id).where(Seat.seen_at <= now - SILENT_FOR)
    heard_of = or_(Lease.seat_id.is_(None), Lease.seat_id.not_in(silent))
    return and_(Lease.until > now, heard_of)


def of_list(session: Session, list_id: int, now: datetime) -> Sequence[LeaseLine]:
    """Open leases held under a list, and those on its electors under others, the oldest first."""
    rows = session.execute(
        select(Lease, Elector, Caller.name, CallList.name, Seat.machine)
        .join(Elector, Elector.id == Lease.elector_id)
        .join(Caller, Caller.id == Lease.caller_id)
        .join(CallList, CallList.id == Lease.call_list_id)
        .outerjoin(Seat, Seat.id == Lease.seat_id)
        .where(is_open(now), _concerns(session, list_id, now))
        .order_by(Lease.since, Lease.elector_id)
    )
    return [
        LeaseLine(
            elector.id,
            elector.membership_number,
            f"{elector.first_name} {elector.last_name}".strip(),
            caller,
            lease.since,
            lease.until,
            machine or (f"sheet {lease.sheet}" if lease.sheet else ""),
            list_name,
            lease.pack_id,
        )
        for lease, elector, caller, list_name, machine in rows
    ]


def _concerns(session: Session, list_id: int | None, now: datetime) -> ColumnElement[bool]:
    """Whether a lease is in the way of a list, or of any: for a WHERE over Lease and Elector.

    One for MPs without a segment has only those who were passed on.
    """
    if list_id is None:
        return true()
    segment = saved_segments.of_list(session, list_id)
    listed: ColumnElement[bool] = Elector.on_roll.is_(True)
    if segment is not None:
        listed = segments.condition(session, segment.tree, now)
    elif session.get_one(CallList, list_id).for_mp:
        waiting = select(PassedOn.elector_id).where(PassedOn.done_at.is_(None))
        listed = Elector.id.in_(waiting)
    return or_(Lease.call_list_id == list_id, listed)


def end(
    session: Session, now: datetime, list_id: int | None = None, caller_id: int | None = None
) -> tuple[int, int]:
    """End the leases in the way of a list, or of any, of a caller or of all.

    How many ended, and how many stay because their electors are away in a pack.
    """
    wanted = select(Lease.elector_id, Lease.pack_id).join(Elector, Elector.id == Lease.elector_id)
    wanted = wanted.where(_concerns(session, list_id, now))
    if caller_id is not None:
        wanted = wanted.where(Lease.caller_id == caller_id)
    held = session.execute(wanted).all()
    free = [elector_id for elector_id, pack_id in held if pack_id is None]
    for part in chunks(free, CHUNK):
        session.execute(delete(Lease).where(Lease.elector_id.in_(part), Lease.pack_id.is_(None)))
    return len(free), len(held) - len(free)


CHUNK = 500


def hand_over(
    session: Session, list_id: int | None, from_id: int, to_id: int, now: datetime, span: timedelta
) -> int:
    """Let another caller hold what one holds at hand; no program holds it until they take it.

    How many leases they are.
    """
    held = Lease.caller_id == from_id, *NOT_AWAY, is_open(now)
    under = [Lease.call_list_id == list_id] if list_id is not None else []
    count = session.scalar(select(func.count()).select_from(Lease).where(*held, *under)) or 0
    moved = update(Lease).where(*held, *under)
    session.execute(
        moved.values(caller_id=to_id, since=now, until=now + span, seat_id=None),
        execution_options={"synchronize_session": False},
    )
    session.expire_all()
    return count
