"""Electors who were passed on to an MP: to one of them, or to any."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, or_, select, update
from sqlalchemy.orm import Session, aliased

from phonebank.domain.floor_lines import PassedOnLine
from phonebank.store import merges
from phonebank.store.floor_schema import PassedOn
from phonebank.store.schema import Caller, Constituency, Elector

_TO = aliased(Caller)


def add(
    session: Session, elector_id: int, to_id: int | None, by: int, note: str, now: datetime
) -> None:
    session.add(
        PassedOn(
            elector_id=elector_id, to_caller_id=to_id, caller_id=by, note=note, at=now, done_at=None
        )
    )
    session.flush()


def open_ids(session: Session, elector_id: int, *, reached_by: int | None = None) -> Sequence[int]:
    """Those of an elector, or of whoever was merged into them, that are open.

    With `reached_by` those alone that this MP ends by reaching the elector.
    """
    whole = merges.whole(session, elector_id)
    wanted = select(PassedOn.id).where(PassedOn.elector_id.in_(whole), PassedOn.done_at.is_(None))
    if reached_by is not None:
        to = PassedOn.to_caller_id
        wanted = wanted.where(or_(to.is_(None), to == reached_by))
    return session.scalars(wanted).all()


def is_mp(session: Session, caller_id: int) -> bool:
    return bool(session.scalar(select(Caller.is_mp).where(Caller.id == caller_id)))


def end(session: Session, ids: Sequence[int], now: datetime) -> None:
    if ids:
        session.execute(update(PassedOn).where(PassedOn.id.in_(ids)).values(done_at=now))


def leave_to_any(session: Session, mp_id: int) -> None:
    """Whoever waits for this MP waits for any."""
    theirs = PassedOn.to_caller_id == mp_id, PassedOn.done_at.is_(None)
    session.execute(update(PassedOn).where(*theirs).values(to_caller_id=None))


def lines(
    session: Session, to_or_any: int | None = None, by: int | None = None
) -> Sequence[PassedOnLine]:
    """Whoever waits for an MP, the longest first: all, those for one MP, or those of a caller."""
    wanted: Select[PassedOn, Elector, str, str, str | None] = (
        select(PassedOn, Elector, Constituency.name, Caller.name, _TO.name)
        .join(Elector, Elector.id == PassedOn.elector_id)
        .join(Constituency, Constituency.id == Elector.constituency_id)
        .join(Caller, Caller.id == PassedOn.caller_id)
        .outerjoin(_TO, _TO.id == PassedOn.to_caller_id)
        .where(PassedOn.done_at.is_(None))
        .order_by(PassedOn.at, PassedOn.id)
    )
    if to_or_any is not None:
        to = PassedOn.to_caller_id
        wanted = wanted.where(or_(to.is_(None), to == to_or_any))
    if by is not None:
        wanted = wanted.where(PassedOn.caller_id == by)
    return [
        PassedOnLine(
            elector.id,
            elector.membership_number,
            f"{elector.first_name} {elector.last_name}".strip(),
            place,
            to_name,
            by_name,
            one.note,
            one.at,
        )
        for one, elector, place, by_name, to_name in session.execute(wanted)
    ]
