"""Taking a seat at a telephone: what a program holds is given back when it falls silent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from phonebank.domain.changes import Done, Topic
from phonebank.domain.permits import Actor, require_own
from phonebank.store import seats

if TYPE_CHECKING:
    from datetime import datetime

    from phonebank.store.database import Database


def take_seat(db: Database, actor: Actor, machine: str, now: datetime) -> Done[Actor]:
    """The same caller, at a seat of their own; to be kept every twenty seconds or so.

    Whoever is held from this seat is free again two minutes after it was last kept.
    """
    require_own(actor, actor.caller_id)
    with db.write(beside_others=True, only_leases=True) as session:
        seat = seats.add(session, actor.caller_id, machine, now)
    return Done(replace(actor, seat=seat), Topic(0))


def keep_seat(db: Database, actor: Actor, now: datetime) -> Done[None]:
    """The program still runs; without a seat there is nothing to keep."""
    require_own(actor, actor.caller_id)
    if actor.seat is not None:
        with db.write(beside_others=True, only_leases=True) as session:
            seats.see(session, actor.seat, actor.caller_id, now)
    return Done(None, Topic(0))


def leave_seat(db: Database, actor: Actor) -> Done[Actor]:
    """Give back whomever was held from the seat, and the seat; gives the caller without one."""
    require_own(actor, actor.caller_id)
    if actor.seat is not None:
        with db.write(beside_others=True, only_leases=True) as session:
            seats.remove(session, actor.seat, actor.caller_id)
    return Done(replace(actor, seat=None), Topic.LEASES)
