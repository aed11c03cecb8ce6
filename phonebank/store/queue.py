"""Who holds whom and until when, whom a caller passed over, and how many calls they have made."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple, cast

from sqlalchemy import (
    ColumnElement,
    Delete,
    Table,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    true,
)
from sqlalchemy.orm import Session

from phonebank.domain.queueing import Waiting
from phonebank.domain.standing import Turn
from phonebank.store import floor, server_logins, waiting
from phonebank.store.call_schema import Call
from phonebank.store.dialect import is_on_server
from phonebank.store.floor_schema import CallSheet, Seat
from phonebank.store.pack_schema import Pack
from phonebank.store.picking import next_due
from phonebank.store.schema import CallList, Constituency, Elector, Lease, Skip
from phonebank.store.statements import Answer, Statement
from phonebank.store.waiting import waiting_groups

__all__ = ["next_due", "waiting_groups"]

SILENT_FOR = timedelta(minutes=2)
"""A program that has not been heard of for so long is over, and holds nobody any more."""
LEASES = cast(Table, Lease.__table__)
NOT_AWAY = Lease.pack_id.is_(None), Lease.sheet.is_(None)
"""Of leases: neither in a pack nor on a printed sheet, which keep their electors."""
AWAY = Pack.__table__, CallSheet.__table__  # which leases refer to


class Held(NamedTuple):
    """An elector held for a caller, under a list."""

    elector_id: int
    until: datetime
    list_id: int


def list_id(session: Session, name: str) -> int | None:
    return session.scalars(select(CallList.id).where(CallList.name == name)).first()


class AskedHeld(NamedTuple):
    """For whom a caller holds already was asked at this moment."""

    answer: Answer
    now: datetime


def ask_held(
    session: Session, caller_id: int, now: datetime, *, seat: str | None = None
) -> AskedHeld:
    """For whom the caller holds at this seat, and whether any lease lapsed."""
    if server_logins.is_guarded(session):  # which sees nobody's leases but their own
        server_logins.end_lapsed(session, now)
    values = {"caller": caller_id, "seat": seat, **_lapsed_by(now)}
    return AskedHeld(_mine(is_seated=seat is not None).say(session, values), now)


def held(session: Session, asked: AskedHeld) -> Iterator[tuple[Held, Waiting]]:
    """Whom `ask_held` asked for, the longest held first; nobody who is in a pack or on paper.

    What has lapsed ends before.
    """
    rows = asked.answer.named()
    if rows[0]["has_lapsed"]:
        end_lapsed(session, asked.now)
    for row in rows:
        if row["elector_id"] is None:  # nobody is held
            return
        again = _was_asked_again(session, row)
        state = replace(waiting.of_row(row, for_mp=row["for_mp"]), asked_again=again)
        yield (
            Held(row["elector_id"], row["until"], row["call_list_id"]),
            waiting.rested(session, state, row["elector_id"]),
        )


def _was_asked_again(session: Session, row: Mapping[str, Any]) -> bool:
    """Whether their list rings again whoever had answered so long before they were held."""
    if row["turn"] != Turn.FINISHED.value:
        return False
    after = floor.floor(session).lists[row["call_list_id"]].rules.again_after
    return after is not None and row["last_call_at"] <= row["since"] - after


def _of(caller_id: int, seat: str | None) -> tuple[ColumnElement[bool], ...]:
    """Leases of this caller at this seat, or at none, but for those who are away."""
    at_seat = Lease.seat_id == seat if seat else Lease.seat_id.is_(None)
    return Lease.caller_id == caller_id, at_seat, *NOT_AWAY


def lease(
    session: Session,
    elector_id: int,
    caller_id: int,
    list_id: int,
    now: datetime,
    span: timedelta,
    *,
    seat: str | None = None,
) -> Held:
    """Hold an elector for a caller from now on."""
    row = {
        "elector_id": elector_id,
        "caller_id": caller_id,
        "call_list_id": list_id,
        "since": now,
        "until": now + span,
        "seat_id": seat,
    }
    if server_logins.is_guarded(session):
        server_logins.hold(session, row)
    else:
        _TO_HOLD.say(session, row)
    return Held(elector_id, now + span, list_id)


_HELD = ("elector_id", "caller_id", "call_list_id", "since", "until", "seat_id")
_TO_HOLD = Statement(insert(LEASES), _HELD)


def end_lease(session: Session, elector_id: int, caller_id: int) -> bool:
    """Give the elector back; True where the caller held them, other than in a pack."""
    return bool(give_back(session, elector_id, caller_id).count)


def give_back(session: Session, elector_id: int, caller_id: int) -> Answer:
    """`end_lease`, where it can wait whether the caller held them."""
    return _TO_END.say(session, {"elector": elector_id, "caller": caller_id})


def hold_still(session: Session, elector_id: int) -> None:
    """On a server, have others who write at this elector wait; at a file they do already.

    A caller's own login sees them from then on, if the caller was served them or rang them lately.
    """
    if server_logins.is_guarded(session):
        server_logins.open_rung(session, elector_id)
    if is_on_server(session):
        _STILL.say(session, {"elector": elector_id})


_STILL = Statement(
    select(Elector.id).where(Elector.id == bindparam("elector")).with_for_update(key_share=True)
)


def end_lapsed(session: Session, now: datetime) -> None:
    """End what was held for too long, and what is held by programs that fell silent."""
    if server_logins.is_guarded(session):
        server_logins.end_lapsed(session, now)
        return
    _LAPSED.say(session, _lapsed_by(now))


def _lapsed_by(now: datetime) -> Mapping[str, datetime]:
    return {"now": now, "last_seen": now - SILENT_FOR}


def to_end_lapsed() -> Delete:
    """The statement of `end_lapsed`, at which tests look."""
    lapsed: Delete = _LAPSED.statement
    return lapsed


_TO_END = Statement(
    delete(LEASES).where(
        Lease.elector_id == bindparam("elector"),
        Lease.caller_id == bindparam("caller"),
        Lease.pack_id.is_(None),
    )
)
_SILENT = select(Seat.id).where(Seat.seen_at <= bindparam("last_seen"))
_HAS_LAPSED = Lease.until <= bindparam("now"), Lease.seat_id.in_(_SILENT)
_LAPSED = Statement(delete(LEASES).where(or_(*_HAS_LAPSED)))


@cache
def _mine(*, is_seated: bool) -> Statement:
    at_seat = Lease.seat_id == bindparam("seat") if is_seated else Lease.seat_id.is_(None)
    mine = (
        select(Lease.elector_id, Lease.until, Lease.since, Lease.call_list_id, CallList.for_mp)
        .add_columns(Elector.last_call_at)
        .add_columns(*waiting.STATE, *waiting.PASSING, Constituency.nation)
        .select_from(Lease)
        .join(CallList, CallList.id == Lease.call_list_id)
        .join(Elector, Elector.id == Lease.elector_id)
        .join(Constituency, Constituency.id == Elector.constituency_id)
        .where(Lease.caller_id == waiting.CALLER, at_seat, *NOT_AWAY)
        .where(Lease.until > bindparam("now"))
        .subquery()
    )
    lapsed = or_(*(exists().where(one) for one in _HAS_LAPSED)).label("has_lapsed")
    always = select(lapsed).subquery()
    rows = select(always, mine).select_from(always.outerjoin(mine, true()))
    return Statement(rows.order_by(mine.c.since))


def holder(session: Session, elector_id: int) -> int | None:
    """The caller who holds the elector, once lapsed leases are ended."""
    return session.scalar(select(Lease.caller_id).where(Lease.elector_id == elector_id))


def is_in_pack(session: Session, elector_id: int) -> bool:
    packed = select(Lease.pack_id).where(Lease.elector_id == elector_id)
    return session.scalar(packed) is not None


def end_all_of(session: Session, caller_id: int, seat: str | None = None) -> None:
    """Give back whomever the caller holds at this seat."""
    session.connection().execute(delete(Lease).where(*_of(caller_id, seat)))


def list_of_lease(session: Session, elector_id: int, caller_id: int) -> int | None:
    """The list under which the caller holds the elector."""
    held = select(Lease.call_list_id).where(Lease.elector_id == elector_id)
    return session.scalar(held.where(Lease.caller_id == caller_id))


def default_list(session: Session) -> int | None:
    return session.scalar(select(func.min(CallList.id)))


def list_names(session: Session) -> list[str]:
    return list(session.scalars(select(CallList.name).order_by(CallList.id)))


def add_skip(session: Session, elector_id: int, caller_id: int, why: str, now: datetime) -> None:
    passed = {"elector_id": elector_id, "caller_id": caller_id, "at": now, "why": why}
    _SKIPPED.say(session, passed)


_SKIPPED = Statement(
    insert(cast(Table, Skip.__table__)).inline(), ("elector_id", "caller_id", "at", "why")
)


def calls_since(session: Session, caller_id: int, since: datetime) -> int:
    """How many calls the caller has made since then."""
    made = select(func.count()).select_from(Call)
    made = made.where(Call.caller_id == caller_id, Call.called_at >= since)
    return session.scalar(made.where(Call.outcome.is_not(None))) or 0
