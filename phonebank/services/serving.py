"""Serving the next elector to a caller, and saying why when there is nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from phonebank.domain.changes import Done, Topic
from phonebank.domain.errors import InputRefused, WrongUse
from phonebank.domain.hours import midnight
from phonebank.domain.outcomes import UNDECIDED
from phonebank.domain.permits import Actor, require_own
from phonebank.domain.places import place_key
from phonebank.domain.queueing import reason_not_now
from phonebank.services.dry import Dry, dry
from phonebank.services.served import Served, ToBeServed, to_serve
from phonebank.services.signing_in import id_for
from phonebank.store import calls, contest, electors, queue, seats
from phonebank.store.floor import floor
from phonebank.store.working import Worked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from phonebank.store.database import Database
    from phonebank.store.queue import AskedHeld, Held

__all__ = ["Dry", "Served"]

EVERYBODY = contest.EVERYBODY
ANY_LIST = ""
"""In the place of a list's name: whatever is open to the caller."""


class Ladder(NamedTuple):
    """One caller's calls of a day that still count, those that reached, and those that stated."""

    calls: int
    contacts: int
    stated: int


def my_ladder(db: Database, actor: Actor, now: datetime) -> Ladder:
    """How far the acting caller's calls of today have come."""
    require_own(actor, actor.caller_id)
    with db.read() as session:
        stated = [*floor(session).contest.shorts, UNDECIDED]
        return Ladder(*calls.ladder_of_caller(session, actor.caller_id, midnight(now), stated))


def next_elector(
    db: Database, actor: Actor, caller_id: int, now: datetime, list_name: str | None = EVERYBODY
) -> Done[Served | Dry]:
    """Hold the next elector of a list for a caller; a caller with an open lease gets it again.

    Without a name, of whatever list is open to them: their own callbacks first, then those that
    are anybody's, then the lists by priority.
    """
    require_own(actor, caller_id)

    def hold(session: Session) -> ToBeServed | None:
        return _held_next(session, actor, caller_id, now, list_name)

    held = db.repeated(hold, only_leases=True)
    return _answer(db, actor, caller_id, now, list_name, held)


def next_for(
    db: Database, actor: Actor, caller: str, now: datetime, list_name: str | None = EVERYBODY
) -> Done[Served | Dry]:
    """`next_elector` for a caller by name; an unknown one becomes a volunteer."""

    def hold(session: Session) -> tuple[int, ToBeServed | None]:
        caller_id = id_for(session, actor, caller)
        return caller_id, _held_next(session, actor, caller_id, now, list_name)

    caller_id, held = db.repeated(hold)
    return _answer(db, actor, caller_id, now, list_name, held)


def _held_next(
    session: Session, actor: Actor, caller_id: int, now: datetime, list_name: str | None
) -> ToBeServed | None:
    mine = _ask_held(session, actor, caller_id, now)
    worked = _worked(session, actor, caller_id, now, list_name)
    held = _hold_next(worked, mine)
    return None if held is None else to_serve(worked, held)


def _answer(
    db: Database,
    actor: Actor,
    caller_id: int,
    now: datetime,
    list_name: str | None,
    held: ToBeServed | None,
) -> Done[Served | Dry]:
    """Whom they hold, or why nobody: that is counted over the whole roll, so no write waits."""
    if held is not None:
        return Done(held.served(db, now), Topic.LEASES)
    with db.read() as session:
        return Done(dry(_worked(session, actor, caller_id, now, list_name)), Topic(0))


class Ahead(NamedTuple):
    """Who is held besides the one a caller is busy with, if anybody is.

    `goes_on` is whether the one they are busy with is theirs to ring still.
    """

    served: Served | None
    goes_on: bool


def next_ahead(
    db: Database,
    actor: Actor,
    elector_id: int,
    now: datetime,
    list_name: str | None = EVERYBODY,
) -> Done[Ahead]:
    """Hold one more elector for a caller who is still busy with this one.

    The next is then at hand at once, and `next_elector` serves the same one later. Whoever comes
    up so was held for a while: that they may be rung still is told when one more is asked for.
    """
    require_own(actor, actor.caller_id)

    def hold(session: Session) -> tuple[ToBeServed | None, bool]:
        mine = _ask_held(session, actor, actor.caller_id, now)
        worked = _worked(session, actor, actor.caller_id, now, list_name)
        held, goes_on = _hold_besides(worked, mine, elector_id)
        return None if held is None else to_serve(worked, held), goes_on

    held, goes_on = db.repeated(hold, only_leases=True)
    served = held.served(db, now) if held else None
    return Done(Ahead(served, goes_on), Topic.LEASES if held else Topic(0))


def _ask_held(session: Session, actor: Actor, caller_id: int, now: datetime) -> AskedHeld:
    """For whom they hold already, before anything else is asked: a server then is told with it."""
    seat = _seat_of(actor, caller_id)
    if seat is not None:  # a program that asks is alive
        seats.see(session, seat, caller_id, now)
    return queue.ask_held(session, caller_id, now, seat=seat)


def _hold_next(worked: Worked, mine: AskedHeld) -> Held | None:
    """Whom they hold already and may still ring, or else the next, held from now on."""
    held = _still_held(worked, _theirs(worked, mine))
    if held is not None:
        return held
    found = worked.next_found()
    return None if found is None else worked.hold(*found)


def _hold_besides(worked: Worked, mine: AskedHeld, busy_with: int) -> tuple[Held | None, bool]:
    """`_hold_next` of all others, and whether the one they are busy with is theirs to ring."""
    theirs = list(_theirs(worked, mine))
    goes_on = any(may_ring for held, may_ring in theirs if held.elector_id == busy_with)
    held = _still_held(worked, [one for one in theirs if one[0].elector_id != busy_with])
    if held is not None:
        return held, goes_on
    found = worked.next_found(under_way=1)
    if found is not None and found[1] == busy_with:  # they are on the line for longer than a lease
        worked.hold(*found)
        goes_on, found = True, worked.next_found(under_way=1)
    return None if found is None else worked.hold(*found), goes_on


def _theirs(worked: Worked, mine: AskedHeld) -> Iterator[tuple[Held, bool]]:
    """Whom the caller holds, and whether they may be rung still."""
    for held, waiting in queue.held(worked.session, mine):
        one = worked.floor.lists[held.list_id]
        reason = reason_not_now(waiting, one.rules, worked.caller_id, worked.now)
        yield held, reason is None and not worked.why_not(one)


def _still_held(worked: Worked, theirs: Iterable[tuple[Held, bool]]) -> Held | None:
    """The caller's lease on somebody whom they may still ring; one on anybody else ends."""
    for held, may_ring in theirs:
        if may_ring:
            return held
        queue.end_lease(worked.session, held.elector_id, worked.caller_id)
    return None


def take(db: Database, actor: Actor, elector_id: int, now: datetime) -> Done[Served]:
    """Hold one elector for the caller whatever their turn, as after an undo.

    InputRefused for whoever may not be rung any more: suppressed, banked, left to an MP.
    """
    return _taken(db, actor, elector_id, now, is_free=False)


def held_whatever(db: Database, actor: Actor, elector_id: int, now: datetime) -> Done[Served]:
    """`take`, for one who is not rung: they rang."""
    return _taken(db, actor, elector_id, now, is_free=True)


def _taken(
    db: Database, actor: Actor, elector_id: int, now: datetime, *, is_free: bool
) -> Done[Served]:
    require_own(actor, actor.caller_id)
    with db.write(only_leases=True) as session:
        queue.end_lapsed(session, now)
        queue.hold_still(session, elector_id)
        worked = _worked(session, actor, actor.caller_id, now, ANY_LIST)
        _check_not_held(session, actor, elector_id)
        if not is_free:
            _check_may_ring(worked, elector_id)
        queue.end_lease(session, elector_id, actor.caller_id)
        if not is_free:  # who rings interrupts a call, which is gone on with afterwards
            queue.end_all_of(session, actor.caller_id, actor.seat)
        held = worked.hold(worked.list_last_rung_under(elector_id), elector_id)
        taken = to_serve(worked, held)
    return Done(taken.served(db, now), Topic.LEASES)


def _check_not_held(session: Session, actor: Actor, elector_id: int) -> None:
    if queue.is_in_pack(session, elector_id):
        raise InputRefused("This elector is in a pack that was taken away.")
    if queue.holder(session, elector_id) not in {None, actor.caller_id}:
        raise InputRefused("Another caller holds this elector now.")


def _check_may_ring(worked: Worked, elector_id: int) -> None:
    state = electors.waiting(worked.session, elector_id, worked.caller_id, for_mp=worked.is_mp)
    barred = (
        (state.suppressed, "This elector is not to be called."),
        (state.banked, "This elector has voted: there is nothing left to ask."),
        (state.passed_on, "This elector was passed on to an MP."),
    )
    for applies, sentence in barred:
        if applies:
            raise InputRefused(sentence)


def release(db: Database, actor: Actor, elector_id: int) -> Done[bool]:
    """Give an elector back unworked; True where the caller held them."""
    with db.write(beside_others=True, only_leases=True) as session:
        return Done(queue.end_lease(session, elector_id, actor.caller_id), Topic.LEASES)


def release_all(db: Database, actor: Actor) -> Done[None]:
    """Give back whatever the caller holds, as when they leave."""
    with db.write(beside_others=True, only_leases=True) as session:
        queue.end_all_of(session, actor.caller_id, actor.seat)
    return Done(None, Topic.LEASES)


def skip(db: Database, actor: Actor, elector_id: int, why: str, now: datetime) -> Done[bool]:
    """Pass over an elector and say why; this caller is not offered them again for a while."""
    require_own(actor, actor.caller_id)
    with db.write(beside_others=True) as session:
        queue.add_skip(session, elector_id, actor.caller_id, why, now)
        return Done(queue.end_lease(session, elector_id, actor.caller_id), Topic.LEASES)


def list_names(db: Database) -> Sequence[str]:
    with db.read() as session:
        return queue.list_names(session)


def my_lists(db: Database, actor: Actor, now: datetime) -> Sequence[str]:
    """The lists that are open to the acting caller now, as they are served."""
    require_own(actor, actor.caller_id)
    with db.read() as session:
        worked = _worked(session, actor, actor.caller_id, now, ANY_LIST)
        return [one.told.name for one in worked.open_lists()]


def _worked(
    session: Session, actor: Actor, caller_id: int, now: datetime, list_name: str | None
) -> Worked:
    """What is worked; a list's name is found without regard to case."""
    told = floor(session)
    seat = _seat_of(actor, caller_id)
    asked = None
    if list_name:
        asked = told.by_key.get(place_key(list_name))
        if asked is None:
            known = ", ".join(one.told.name for one in told.lists.values())
            raise WrongUse(f"There is no call list “{list_name}”.", next_step=f"Known: {known}.")
    return Worked(session, told, caller_id, now, seat, asked)


def _seat_of(actor: Actor, caller_id: int) -> str | None:
    return actor.seat if caller_id == actor.caller_id else None
