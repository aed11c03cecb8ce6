"""What decides whether electors may be rung: of one, of a whole list, of those passed on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    and_,
    bindparam,
    exists,
    false,
    func,
    literal,
    not_,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased

from phonebank.domain.queueing import PASSED_OVER_FOR, CallingRules, Waiting
from phonebank.domain.standing import Turn, rested_at
from phonebank.store import calls, contest, floor, saved_segments, segments
from phonebank.store.call_schema import Call
from phonebank.store.floor_schema import PassedOn
from phonebank.store.schema import Constituency, Elector, Lease, Skip

CALLER: Any = bindparam("caller")
SETTLED = {Turn.FINISHED.value, Turn.ORGANISER.value}
HOLIDAYS_AHEAD = timedelta(days=60)
_OPEN = (
    exists().where(PassedOn.elector_id == Elector.id, PassedOn.done_at.is_(None)).correlate(Elector)
)
_TO_CALLER = or_(PassedOn.to_caller_id.is_(None), PassedOn.to_caller_id == CALLER)
is_passed_on = _OPEN
is_passed_to_caller = _OPEN.where(_TO_CALLER)

STATE = (
    Elector.turn.label("turn"),
    Elector.attempts.label("attempts"),
    Elector.due_at.label("due_at"),
    Elector.callback_for.label("callback_for"),
    or_(Elector.suppressed != "", not_(Elector.on_roll)).label("suppressed"),
    func.coalesce(Elector.ballot == "returned", false()).label("banked"),
    Elector.usable_numbers.label("usable_numbers"),
)
"""The columns of an elector's own from which `of_row` makes what the queue needs to know."""
NOT_AGAIN = false()
PASSING = (is_passed_on.label("is_passed_on"), is_passed_to_caller.label("is_passed_to_caller"))


def of_row(row: Mapping[Any, Any], *, for_mp: bool = False, **more: Any) -> Waiting:
    """From STATE, and where it was asked for, PASSING and the nation."""
    for_me = for_mp and bool(row.get("is_passed_to_caller"))
    return Waiting(
        turn=Turn(row["turn"]),
        attempts=row["attempts"],
        due_at=row["due_at"],
        callback_for=row["callback_for"],
        suppressed=bool(row["suppressed"]),
        banked=bool(row["banked"]),
        usable_numbers=row["usable_numbers"],
        nation=row.get("nation", ""),
        passed_on=bool(row.get("is_passed_on")) and not for_me,
        for_me=for_me,
        asked_again=bool(row.get("asked_again")),
        **more,
    )


def of_one(
    session: Session, elector_id: int, caller_id: int = 0, *, for_mp: bool = False
) -> Waiting:
    """What the queue needs to know of one elector, whoever asks."""
    asked = select(*STATE, *PASSING, Constituency.nation)
    asked = asked.join(Constituency, Constituency.id == Elector.constituency_id)
    found = session.connection().execute(
        asked.where(Elector.id == elector_id), {"caller": caller_id}
    )
    return of_row(found.mappings().one(), for_mp=for_mp)


def is_asked_again(
    session: Session, list_id: int, rules: CallingRules, now: datetime
) -> ColumnElement[bool]:
    """Whether an elector answered long enough ago for this list, and never on this list."""
    if rules.again_after is None:
        return NOT_AGAIN
    finishing = [one.slug for one in floor.floor(session).outcomes.values() if one.finishes_list]
    later = aliased(Call)
    answered_here = exists().where(
        Call.elector_id == Elector.id,
        Call.call_list_id == list_id,
        Call.outcome.in_(finishing),
        not_(exists().where(later.supersedes == Call.call_id)),
    )
    return and_(
        Elector.turn == Turn.FINISHED.value,
        Elector.last_call_at <= now - rules.again_after,
        not_(answered_here),
    )


def rested(session: Session, waiting: Waiting, elector_id: int) -> Waiting:
    """The same with the wait that the last call left, where they have answered already.

    Their kept state has none, as nobody else rings them any more.
    """
    if not waiting.for_me or waiting.turn.value not in SETTLED:
        return waiting
    outcomes = floor.floor(session).outcomes
    made = calls.records_of_person(session, elector_id, outcomes)
    return replace(waiting, due_at=rested_at(made))


def passed_to(session: Session, caller_id: int, now: datetime) -> Iterator[tuple[int, Waiting]]:
    """Electors passed on to this MP or to any, the first that was passed on first."""
    skipped = _skipped(caller_id, now)
    asked = (
        select(Elector.id, *STATE, *PASSING, Constituency.nation, *_HELD, skipped.c.at)
        .join(PassedOn, PassedOn.elector_id == Elector.id)
        .join(Constituency, Constituency.id == Elector.constituency_id)
        .outerjoin(Lease, and_(Lease.elector_id == Elector.id, Lease.until > now))
        .outerjoin(skipped, skipped.c.elector_id == Elector.id)
        .where(PassedOn.done_at.is_(None), _TO_CALLER, Elector.on_roll)
        .order_by(PassedOn.at, PassedOn.id)
    )
    seen: set[int] = set()
    found = session.connection().execute(asked, {"caller": caller_id}).mappings().all()
    for row in found:
        if row["id"] not in seen:
            seen.add(row["id"])
            waiting = of_row(row, for_mp=True, **_held_back(row))
            yield row["id"], rested(session, waiting, row["id"])


def of_listed(
    session: Session,
    one: floor.OnFloor,
    caller_id: int,
    now: datetime,
    elector_ids: Sequence[int],
) -> Iterator[tuple[int, Waiting]]:
    """Those of a few electors who are on a list, for this caller."""
    listed = is_listed(session, one, caller_id, now)
    asked = (
        select(Elector.id, *STATE, *PASSING, Constituency.nation, *_HELD)
        .join(Constituency, Constituency.id == Elector.constituency_id)
        .outerjoin(
            Lease,
            and_(Lease.elector_id == Elector.id, Lease.until > now, Lease.caller_id != caller_id),
        )
        .where(Elector.id.in_(elector_ids), *([] if listed is None else [listed]))
    )
    found = session.connection().execute(asked, {"caller": caller_id}).mappings().all()
    for row in found:
        state = of_row(row, for_mp=one.told.for_mp, leased_until=row["leased_until"])
        yield row["id"], rested(session, state, row["id"])


_HELD = (Lease.until.label("leased_until"),)


def _held_back(row: Mapping[Any, Any]) -> dict[str, Any]:
    skipped_at: datetime | None = row["at"]
    return {
        "leased_until": row["leased_until"],
        "passed_over_until": skipped_at + PASSED_OVER_FOR if skipped_at else None,
    }


def _skipped(caller_id: int, now: datetime) -> Any:
    skips = select(Skip.elector_id, func.max(Skip.at).label("at")).where(
        Skip.caller_id == caller_id, Skip.at > now - PASSED_OVER_FOR
    )
    return skips.group_by(Skip.elector_id).subquery()


def on_list(session: Session, list_id: int | None, now: datetime) -> Sequence[ColumnElement[bool]]:
    """What the electors of a list have in common; nothing where it is of everybody."""
    segment = saved_segments.of_list(session, list_id) if list_id is not None else None
    return list(segments.in_turn(session, segment.tree, now)) if segment else []


def is_listed(
    session: Session, one: floor.OnFloor, caller_id: int, now: datetime
) -> ColumnElement[bool] | None:
    """Whether an elector is on a list for this caller; None where everybody is.

    One for MPs has those passed on, the caller's own callbacks, and its segment if it has one.
    """
    of_segment = on_list(session, one.id, now)
    if not one.told.for_mp:
        return and_(*of_segment) if of_segment else None
    mine = and_(Elector.turn == Turn.CALLBACK.value, Elector.callback_for == caller_id)
    return or_(is_passed_to_caller, mine, *([and_(*of_segment)] if of_segment else []))


def waiting_groups(
    session: Session,
    caller_id: int,
    now: datetime,
    list_id: int | None = None,
    *,
    besides: Sequence[int] = (),
) -> Iterator[tuple[Waiting, int]]:
    """Everybody of a list on the roll, grouped by all that decides why they may not be rung now.

    Whoever is on one of the lists `besides` too is left out. Nobody's nation is told where no bank
    holiday is near.
    """
    told = floor.floor(session)
    one = told.lists[list_id] if list_id is not None else None
    for_mp = one is not None and one.told.for_mp
    listed = is_listed(session, one, caller_id, now) if one else None
    where = [] if listed is None else [listed]
    for other in (told.lists[it] for it in besides):
        elsewhere = is_listed(session, other, caller_id, now)
        where.append(literal(False) if elsewhere is None else elsewhere.is_not(True))
    if for_mp:
        where.append(not_(is_passed_to_caller))
        yield from ((waiting, 1) for _, waiting in passed_to(session, caller_id, now))
    again = is_asked_again(session, one.id, one.rules, now) if one else NOT_AGAIN
    is_near = _is_holiday_near(one, now)
    for group in _grouped(session, caller_id, now, where, again, is_near=is_near):
        yield of_row(group, **_held_back(group)), group["electors"]


def _grouped(
    session: Session,
    caller_id: int,
    now: datetime,
    where: Sequence[ColumnElement[bool]],
    again: ColumnElement[bool],
    *,
    is_near: bool,
) -> Sequence[RowMapping]:
    skipped = _skipped(caller_id, now)
    has_passed = session.scalar(select(exists().where(PassedOn.done_at.is_(None))))
    passing = is_passed_on if has_passed else literal(False)
    flags = passing.label("is_passed_on"), again.label("asked_again")
    columns = (*STATE, *flags, *_HELD, skipped.c.at)
    nations = (Constituency.nation.label("nation"),) if is_near else ()
    inner = (
        select(*columns, *nations)
        .select_from(Elector)
        .outerjoin(Lease, and_(Lease.elector_id == Elector.id, Lease.until > now))
        .outerjoin(skipped, skipped.c.elector_id == Elector.id)
        .where(Elector.on_roll, *where)
    )
    if is_near:
        inner = inner.join(Constituency, Constituency.id == Elector.constituency_id)
    kinds = inner.subquery()
    counted = select(*kinds.c, func.count().label("electors")).group_by(*kinds.c)
    return session.connection().execute(counted, {"caller": caller_id}).mappings().all()


def _is_holiday_near(one: floor.OnFloor | None, now: datetime) -> bool:
    """Whether it matters where electors live; those who wait for months are asked again then."""
    if one is not None and one.rules.rings_on_bank_holidays:
        return False
    first, last = now.date(), (now + HOLIDAYS_AHEAD).date()
    days = {day for those in contest.bank_holidays().values() for day in those}
    return any(first <= day <= last for day in days)
