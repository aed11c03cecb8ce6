"""Questions of the queue: who is next on a list, who holds a lease, and why nobody is due."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, delete, false, func, or_, select
from sqlalchemy.orm import Session

from phonebank.domain.hours import PROMISED
from phonebank.domain.queueing import PASSED_OVER_FOR, CallingRules, Waiting, attempts_allowed
from phonebank.domain.standing import Turn
from phonebank.store import saved_segments, segments
from phonebank.store.call_schema import Call
from phonebank.store.schema import CallList, Elector, Lease, Skip, may_be_rung


def list_id(session: Session, name: str) -> int | None:
    return session.scalars(select(CallList.id).where(CallList.name == name)).first()


def open_lease(session: Session, caller_id: int, now: datetime, besides: int = 0) -> Lease | None:
    """The lease the caller has held longest and still holds, but not that of one elector."""
    mine = select(Lease).where(Lease.caller_id == caller_id, Lease.until > now)
    mine = mine.where(Lease.elector_id != besides)
    return session.scalars(mine.order_by(Lease.since)).first()


def lease(
    session: Session,
    elector_id: int,
    caller_id: int,
    list_id: int,
    now: datetime,
    span: timedelta,
) -> Lease:
    """Hold an elector for a caller from now on."""
    held = Lease(
        elector_id=elector_id,
        caller_id=caller_id,
        call_list_id=list_id,
        since=now,
        until=now + span,
    )
    session.add(held)
    session.flush()
    return held


def end_lease(session: Session, elector_id: int, caller_id: int) -> bool:
    """Give the elector back; True where the caller held them."""
    ended = session.execute(
        delete(Lease).where(Lease.elector_id == elector_id, Lease.caller_id == caller_id)
    )
    return bool(ended.rowcount)  # type: ignore[attr-defined]


def end_lapsed(session: Session, now: datetime) -> None:
    session.execute(delete(Lease).where(Lease.until <= now))


def holder(session: Session, elector_id: int) -> int | None:
    """The caller who holds the elector, once lapsed leases are ended."""
    return session.scalar(select(Lease.caller_id).where(Lease.elector_id == elector_id))


def end_all_of(session: Session, caller_id: int) -> None:
    session.execute(delete(Lease).where(Lease.caller_id == caller_id))


def list_of_lease(session: Session, elector_id: int, caller_id: int) -> int | None:
    """The list under which the caller holds the elector."""
    held = select(Lease.call_list_id).where(Lease.elector_id == elector_id)
    return session.scalar(held.where(Lease.caller_id == caller_id))


def default_list(session: Session) -> int | None:
    return session.scalar(select(func.min(CallList.id)))


def list_names(session: Session) -> list[str]:
    return list(session.scalars(select(CallList.name).order_by(CallList.id)))


def next_due(
    session: Session, rules: CallingRules, caller_id: int, now: datetime, list_id: int | None = None
) -> int | None:
    """The elector to ring next: my callbacks, anybody's, then fewest attempts, longest ago.

    With a list, one of its segment.
    """
    passed_over = _passed_over(caller_id, now)
    listed = _on_list(session, list_id, now)
    for turn, wanted in _in_order(rules, caller_id, now):
        free = _free(wanted, turn, rules, passed_over).where(*listed)
        found = session.scalars(free.limit(1)).first()
        if found is not None:
            return found
    return None


def _on_list(session: Session, list_id: int | None, now: datetime) -> Sequence[ColumnElement[bool]]:
    """What the electors of a list have in common; nothing where it is of everybody."""
    segment = saved_segments.of_list(session, list_id) if list_id is not None else None
    return list(segments.in_turn(session, segment.tree, now)) if segment else []


def _in_order(
    rules: CallingRules, caller_id: int, now: datetime
) -> Iterator[tuple[Turn, Select[int]]]:
    due = select(Elector.id).where(Elector.due_at <= now).order_by(Elector.due_at, Elector.id)
    if PROMISED.open_at(now):
        yield Turn.CALLBACK, due.where(Elector.callback_for == caller_id)
        yield Turn.CALLBACK, due.where(Elector.callback_for.is_(None))
    if rules.hours.open_at(now):
        ready = select(Elector.id).where(or_(Elector.due_at.is_(None), Elector.due_at <= now))
        order = Elector.attempts, Elector.last_call_at, Elector.id
        yield Turn.READY, ready.order_by(*order)


def _free(
    wanted: Select[int], turn: Turn, rules: CallingRules, passed_over: Select[int]
) -> Select[int]:
    """Whoever may still be rung, is not held by somebody and was not passed over just now."""
    return wanted.where(
        may_be_rung(turn.value),
        Elector.attempts < attempts_allowed(turn, rules),
        Elector.id.not_in(select(Lease.elector_id)),
        Elector.id.not_in(passed_over),
    )


def _passed_over(caller_id: int, now: datetime) -> Select[int]:
    recent = select(Skip.elector_id).where(Skip.caller_id == caller_id)
    return recent.where(Skip.at > now - PASSED_OVER_FOR)


def add_skip(session: Session, elector_id: int, caller_id: int, why: str, now: datetime) -> None:
    session.add(Skip(elector_id=elector_id, caller_id=caller_id, at=now, why=why))
    session.flush()


def calls_since(session: Session, caller_id: int, since: datetime) -> int:
    """How many calls the caller has made since then."""
    made = select(func.count()).select_from(Call)
    made = made.where(Call.caller_id == caller_id, Call.called_at >= since)
    return session.scalar(made.where(Call.outcome.is_not(None))) or 0


def waiting_groups(
    session: Session, caller_id: int, now: datetime, list_id: int | None = None
) -> Iterator[tuple[Waiting, int]]:
    """Everybody of a list on the roll, grouped by all that decides why they may not be rung now."""
    skips = select(Skip.elector_id, func.max(Skip.at).label("at")).where(
        Skip.caller_id == caller_id, Skip.at > now - PASSED_OVER_FOR
    )
    skipped = skips.group_by(Skip.elector_id).subquery()
    columns = (
        Elector.turn,
        Elector.attempts,
        Elector.due_at,
        Elector.callback_for,
        (Elector.suppressed != "").label("suppressed"),
        func.coalesce(Elector.ballot == "returned", false()).label("banked"),
        Elector.usable_numbers,
        Lease.until.label("leased_until"),
        skipped.c.at.label("passed_over_until"),
    )
    counted = (
        select(*columns, func.count().label("electors"))
        .select_from(Elector)
        .outerjoin(Lease, and_(Lease.elector_id == Elector.id, Lease.until > now))
        .outerjoin(skipped, skipped.c.elector_id == Elector.id)
        .where(Elector.on_roll, *_on_list(session, list_id, now))
    )
    for group in session.execute(counted.group_by(*columns)).mappings():
        fields = dict(group)
        electors: int = fields.pop("electors")
        if fields["passed_over_until"]:
            fields["passed_over_until"] += PASSED_OVER_FOR
        yield Waiting(**{**fields, "turn": Turn(fields["turn"])}), electors
