"""Serving the next elector to a caller, and saying why when there is nobody."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from phonebank.domain.changes import Done, Topic
from phonebank.domain.errors import InputRefused, WrongUse
from phonebank.domain.hours import local, midnight, tomorrow
from phonebank.domain.outcomes import UNDECIDED
from phonebank.domain.permits import Actor, require_own
from phonebank.domain.places import place_key
from phonebank.domain.queueing import (
    CallingRules,
    Reason,
    may_be_due_at,
    number_to_ring,
    reason_not_now,
)
from phonebank.services.signing_in import id_for
from phonebank.store import calls, contest, electors, queue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from phonebank.domain.electors import ElectorCard, NumberRow
    from phonebank.store.database import Database
    from phonebank.store.schema import Lease

EVERYBODY = contest.EVERYBODY
COMING = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """An elector held for a caller. `attempt` counts the call about to be made."""

    card: ElectorCard
    number: NumberRow | None
    attempt: int
    why: str
    lease_until: datetime
    list_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dry:
    """Nobody may be rung now: how many electors by reason, and who comes due when."""

    reasons: Mapping[Reason, int]
    next_due_at: datetime | None
    coming: Sequence[tuple[datetime, Reason, int]]
    list_name: str


class Ladder(NamedTuple):
    """One caller's calls of a day that still count, those that reached, and those that stated."""

    calls: int
    contacts: int
    stated: int


def my_ladder(db: Database, actor: Actor, now: datetime) -> Ladder:
    """How far the acting caller's calls of today have come."""
    require_own(actor, actor.caller_id)
    with db.read() as session:
        stated = [*contest.contest(session).shorts, UNDECIDED]
        return Ladder(*calls.ladder_of_caller(session, actor.caller_id, midnight(now), stated))


def next_elector(
    db: Database, actor: Actor, caller_id: int, now: datetime, list_name: str = EVERYBODY
) -> Done[Served | Dry]:
    """Hold the next elector of a list for a caller; a caller with an open lease gets it again."""
    require_own(actor, caller_id)
    with db.write() as session:
        return _held_next(session, caller_id, now, list_name)


def next_for(
    db: Database, actor: Actor, caller: str, now: datetime, list_name: str = EVERYBODY
) -> Done[Served | Dry]:
    """`next_elector` for a caller by name; an unknown one becomes a volunteer."""
    with db.write() as session:
        return _held_next(session, id_for(session, actor, caller), now, list_name)


def _held_next(
    session: Session, caller_id: int, now: datetime, list_name: str
) -> Done[Served | Dry]:
    list_id, list_name = _known_list(session, list_name)
    rules = contest.rules(session, list_name)
    queue.end_lapsed(session, now)
    held = _still_held(session, rules, caller_id, now)
    if held is None and not _cap_reached(session, rules, caller_id, now):
        elector_id = queue.next_due(session, rules, caller_id, now, list_id)
        if elector_id is not None:
            held = queue.lease(session, elector_id, caller_id, list_id, now, rules.lease)
    if held is None:
        return Done(_dry(session, rules, caller_id, now, list_name), Topic(0))
    return Done(_served(session, held.elector_id, held.until, now, list_name), Topic.LEASES)


def next_ahead(
    db: Database, actor: Actor, elector_id: int, now: datetime, list_name: str = EVERYBODY
) -> Done[Served | None]:
    """Hold one more elector for a caller who is still busy with this one; None if there is none.

    The next is then at hand at once, and `next_elector` serves the same one later.
    """
    require_own(actor, actor.caller_id)
    with db.write() as session:
        list_id, list_name = _known_list(session, list_name)
        rules = contest.rules(session, list_name)
        queue.end_lapsed(session, now)
        held = _still_held(session, rules, actor.caller_id, now, besides=elector_id)
        if held is None and not _cap_reached(session, rules, actor.caller_id, now, under_way=1):
            next_id = queue.next_due(session, rules, actor.caller_id, now, list_id)
            if next_id is not None:
                held = queue.lease(session, next_id, actor.caller_id, list_id, now, rules.lease)
        if held is None:
            return Done(None, Topic(0))
        return Done(_served(session, held.elector_id, held.until, now, list_name), Topic.LEASES)


def take(db: Database, actor: Actor, elector_id: int, now: datetime) -> Done[Served]:
    """Hold one elector for the caller whatever their turn, as after an undo."""
    require_own(actor, actor.caller_id)
    with db.write() as session:
        queue.end_lapsed(session, now)
        holder = queue.holder(session, elector_id)
        if holder not in {None, actor.caller_id}:
            raise InputRefused("Another caller holds this elector now.")
        queue.end_all_of(session, actor.caller_id)
        span = contest.rules(session, EVERYBODY).lease
        list_id, _ = _known_list(session, EVERYBODY)
        held = queue.lease(session, elector_id, actor.caller_id, list_id, now, span)
        return Done(_served(session, elector_id, held.until, now, EVERYBODY), Topic.LEASES)


def release(db: Database, actor: Actor, elector_id: int) -> Done[bool]:
    """Give an elector back unworked; True where the caller held them."""
    with db.write() as session:
        return Done(queue.end_lease(session, elector_id, actor.caller_id), Topic.LEASES)


def release_all(db: Database, actor: Actor) -> Done[None]:
    """Give back whatever the caller holds, as when they leave."""
    with db.write() as session:
        queue.end_all_of(session, actor.caller_id)
    return Done(None, Topic.LEASES)


def skip(db: Database, actor: Actor, elector_id: int, why: str, now: datetime) -> Done[bool]:
    """Pass over an elector and say why; this caller is not offered them again for a while."""
    require_own(actor, actor.caller_id)
    with db.write() as session:
        queue.add_skip(session, elector_id, actor.caller_id, why, now)
        return Done(queue.end_lease(session, elector_id, actor.caller_id), Topic.LEASES)


def list_names(db: Database) -> Sequence[str]:
    with db.read() as session:
        return queue.list_names(session)


def _known_list(session: Session, name: str) -> tuple[int, str]:
    """The list's id and its name as it is written, found without regard to case."""
    names = queue.list_names(session)
    found = next((one for one in names if place_key(one) == place_key(name)), "")
    list_id = queue.list_id(session, found)
    if list_id is None:
        known = ", ".join(names)
        raise WrongUse(f"There is no call list “{name}”.", next_step=f"Known: {known}.")
    return list_id, found


def _still_held(
    session: Session, rules: CallingRules, caller_id: int, now: datetime, besides: int = 0
) -> Lease | None:
    """The caller's lease on somebody whom they may still ring; one on anybody else ends."""
    while held := queue.open_lease(session, caller_id, now, besides):
        waiting = electors.waiting(session, held.elector_id)
        if reason_not_now(waiting, rules, caller_id, now) is None:
            return held
        queue.end_lease(session, held.elector_id, caller_id)
    return None


def _cap_reached(
    session: Session, rules: CallingRules, caller_id: int, now: datetime, under_way: int = 0
) -> bool:
    if rules.cap_per_caller is None:
        return False
    return queue.calls_since(session, caller_id, midnight(now)) + under_way >= rules.cap_per_caller


def _served(
    session: Session, elector_id: int, until: datetime, now: datetime, list_name: str
) -> Served:
    card = electors.card(session, elector_id, contest.outcomes(session))
    return Served(
        card=card,
        number=number_to_ring(card.numbers, calls.last_try(session, elector_id)),
        attempt=card.attempts + 1,
        why=_why(card, now),
        lease_until=until,
        list_name=list_name,
    )


def _why(card: ElectorCard, now: datetime) -> str:
    """Why this elector, in a few words."""
    if card.is_promised and card.due_at and card.due_at <= now:
        return f"callback promised for {_moment(card.due_at, now)}"
    if not card.attempts:
        return "never rung before"
    last = next(call for call in card.history if not call.superseded)
    return f"last rung {_moment(last.called_at, now)}: {last.outcome.lower()}"


def _moment(when: datetime, now: datetime) -> str:
    here = local(when)
    if here.date() == local(now).date():
        return f"{here:%H:%M}"
    return f"{here.day} {here:%b %H:%M}"


def _dry(
    session: Session, rules: CallingRules, caller_id: int, now: datetime, list_name: str
) -> Dry:
    reasons: Counter[Reason] = Counter()
    coming: Counter[tuple[datetime, Reason]] = Counter()
    from_then = tomorrow(now) if _cap_reached(session, rules, caller_id, now) else now
    list_id = queue.list_id(session, list_name)
    for waiting, n in queue.waiting_groups(session, caller_id, now, list_id):
        reason = reason_not_now(waiting, rules, caller_id, now) or Reason.COOLING_DOWN
        reasons[reason] += n
        due = may_be_due_at(waiting, rules, caller_id, from_then)
        if due is not None:
            coming[due, reason] += n
    soonest = [(when, reason, n) for (when, reason), n in sorted(coming.items())]
    return Dry(
        reasons={reason: reasons[reason] for reason in Reason},
        next_due_at=soonest[0][0] if soonest else None,
        coming=soonest[:COMING],
        list_name=list_name,
    )
