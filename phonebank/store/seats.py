"""The running programs at which callers sit, and when each was last heard of."""

from datetime import datetime, timedelta
from typing import cast
from uuid import uuid4

from sqlalchemy import BigInteger, String, Table, bindparam, delete, insert, select, text
from sqlalchemy.orm import Session

from phonebank.store.floor_schema import Seat
from phonebank.store.schema import Lease
from phonebank.store.statements import Statement
from phonebank.store.utc import UtcDateTime

FORGOTTEN_AFTER = timedelta(days=1)


def add(session: Session, caller_id: int, machine: str, now: datetime) -> str:
    """A new seat; those that fell silent long ago and hold nobody are forgotten."""
    holding = select(Lease.seat_id).where(Lease.seat_id.is_not(None))
    old = Seat.seen_at <= now - FORGOTTEN_AFTER
    session.connection().execute(delete(Seat).where(old, Seat.id.not_in(holding)))
    seat = str(uuid4())
    _add(session, seat, caller_id, machine, now)
    return seat


def see(session: Session, seat: str, caller_id: int, now: datetime) -> None:
    """The program still runs; a seat that was forgotten meanwhile is there again."""
    _SEEN.say(session, {"seat": seat, "caller": caller_id, "now": now})


_SEEN = Statement(
    text(
        "INSERT INTO seat (id, caller_id, machine, seen_at) VALUES (:seat, :caller, '', :now) "
        "ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at "
        "WHERE seat.caller_id = excluded.caller_id"
    ).bindparams(
        bindparam("seat", type_=String()),
        bindparam("caller", type_=BigInteger()),
        bindparam("now", type_=UtcDateTime()),
    )
)


def _add(session: Session, seat: str, caller_id: int, machine: str, now: datetime) -> None:
    row = {"id": seat, "caller_id": caller_id, "machine": machine, "seen_at": now}
    session.connection().execute(insert(cast(Table, Seat.__table__)), row)


def remove(session: Session, seat: str, caller_id: int) -> None:
    """Give back whomever the program held, and the seat."""
    connection = session.connection()
    mine = Lease.seat_id == seat, Lease.caller_id == caller_id
    connection.execute(delete(Lease).where(*mine))
    connection.execute(delete(Seat).where(Seat.id == seat, Seat.caller_id == caller_id))
