"""Everybody of a call list in few groups: what `waiting_groups` tells, but for no caller alone.

One whole number says all that matters of an elector now, so that a roll is counted in one pass.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    case,
    cast,
    false,
    func,
    or_,
    select,
    union,
)
from sqlalchemy.orm import Session

from phonebank.domain.hours import local, tomorrow
from phonebank.domain.queueing import CallingRules, Waiting
from phonebank.domain.standing import Turn
from phonebank.store import saved_segments, segments, waiting
from phonebank.store.dialect import packed, unpacked
from phonebank.store.floor_schema import PassedOn
from phonebank.store.leases import is_open
from phonebank.store.schema import Caller, CallList, Constituency, Elector, Lease

TURNS = tuple(Turn)
MOST_ATTEMPTS = 255
_PASSED_ON = select(PassedOn.elector_id).where(PassedOn.done_at.is_(None))


class Moment(NamedTuple):
    """Now, and a nation where it is a bank holiday, if there is one."""

    now: datetime
    holiday: str

    @property
    def due_times(self) -> tuple[datetime | None, ...]:
        """What stands for: at once, due, later today, and after today."""
        next_day = tomorrow(self.now)
        return None, self.now, next_day - timedelta(microseconds=1), next_day


def groups(
    session: Session, one: CallList, rules: CallingRules, now: datetime
) -> Iterator[tuple[Waiting, int]]:
    """Groups of everybody on the roll and on a list. A callback for a caller is theirs.

    Their due times are as `Moment` has them, and nobody is passed over. On a list for MPs whoever
    was passed on is there for one of them.
    """
    today = local(now).date()
    closed = [nation for nation in sorted(rules.holidays) if today in rules.closed(nation)]
    at = Moment(now, closed[0] if closed else "")
    again = waiting.is_asked_again(session, one.id, rules, now)
    key = _key(closed, at, again)
    listed = [Elector.on_roll.is_(True), *_listed(session, one, now)]
    counts = _counted(session, select(key.label("kind")).where(*listed))
    apart = [*_set_apart(session, key, listed, at, for_mp=one.for_mp)]
    counts.subtract(kind for kind, _ in apart)
    yield from ((one_of_few, 1) for _, one_of_few in apart)
    yield from ((_waiting(kind, at), count) for kind, count in counts.items() if count)


def _counted(session: Session, wanted: Select[int]) -> Counter[int]:
    """How often each number comes.

    They are fetched in one piece: to group them, a database sorts a whole roll, in twice the time.
    """
    numbers = wanted.subquery()
    return Counter(unpacked(session.scalar(select(packed(session, numbers.c.kind)))))


def _listed(session: Session, one: CallList, now: datetime) -> Sequence[ColumnElement[bool]]:
    segment = saved_segments.of_list(session, one.id)
    of_segment = list(segments.in_turn(session, segment.tree, now)) if segment else []
    if not one.for_mp:
        return of_segment
    mps = select(Caller.id).where(Caller.is_mp)
    promised = and_(Elector.turn == Turn.CALLBACK.value, Elector.callback_for.in_(mps))
    whole = [and_(*of_segment)] if of_segment else []
    return [or_(Elector.id.in_(_PASSED_ON), promised, *whole)]


def _set_apart(
    session: Session,
    key: ColumnElement[int],
    listed: Sequence[ColumnElement[bool]],
    at: Moment,
    *,
    for_mp: bool,
) -> Iterator[tuple[int, Waiting]]:
    """Those few who are held, or passed on to an MP, each with the kind they are counted under."""
    is_held = is_open(at.now)
    few = union(select(Lease.elector_id).where(is_held), _PASSED_ON).subquery()
    wanted = (
        select(key, Lease.until, Elector.id.in_(_PASSED_ON))
        .select_from(few)
        .join(Elector, Elector.id == few.c.elector_id)
        .outerjoin(Lease, and_(Lease.elector_id == Elector.id, is_held))
        .where(*listed)
    )
    for kind, until, passed in session.execute(wanted):
        state = _waiting(kind, at)
        for_me, elsewhere = bool(passed) and for_mp, bool(passed) and not for_mp
        yield kind, replace(state, leased_until=until, for_me=for_me, passed_on=elsewhere)


def _key(closed: Sequence[str], at: Moment, again: ColumnElement[bool]) -> ColumnElement[int]:
    """All of it in one number, the lowest digits first; `_waiting` reads it."""
    due_at = Elector.due_at
    turn = case({turn.value: place for place, turn in enumerate(TURNS)}, value=Elector.turn)
    _, now, last, _ = at.due_times
    due = case((due_at.is_(None), 0), (due_at <= now, 1), (due_at <= last, 2), else_=3)
    nation = Elector.constituency_id.in_(
        select(Constituency.id).where(Constituency.nation.in_(closed))
    )
    digits: tuple[tuple[Any, int], ...] = (
        (turn, len(TURNS)),
        (due, len(at.due_times)),
        (_one(Elector.suppressed != ""), 2),
        (_one(Elector.ballot == "returned"), 2),
        (_one(Elector.usable_numbers > 0), 2),
        (_one(nation if closed else false()), 2),
        (_one(again), 2),
        (case((Elector.attempts > MOST_ATTEMPTS, MOST_ATTEMPTS), else_=Elector.attempts), 256),
        (func.coalesce(Elector.callback_for, 0), 0),
    )
    key: Any = 0
    place = 1
    for digit, base in digits:
        key = key + cast(digit, Integer) * place
        place *= base
    whole: ColumnElement[int] = key
    return whole


def _one(holds: ColumnElement[bool]) -> ColumnElement[int]:
    return case((holds, 1), else_=0)


def _waiting(kind: int, at: Moment) -> Waiting:
    kind, turn = divmod(kind, len(TURNS))
    kind, due = divmod(kind, len(at.due_times))
    kind, suppressed = divmod(kind, 2)
    kind, banked = divmod(kind, 2)
    kind, usable = divmod(kind, 2)
    kind, is_closed = divmod(kind, 2)
    kind, again = divmod(kind, 2)
    callback_for, attempts = divmod(kind, MOST_ATTEMPTS + 1)
    return Waiting(
        turn=TURNS[turn],
        attempts=attempts,
        due_at=at.due_times[due],
        callback_for=callback_for or None,
        suppressed=bool(suppressed),
        banked=bool(banked),
        usable_numbers=usable,
        nation=at.holiday if is_closed else "",
        asked_again=bool(again),
    )
