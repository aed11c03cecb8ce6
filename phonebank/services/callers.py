"""Changing callers: their names, what they may do, which lists they work, and who has left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from phonebank.domain.changes import Done, Topic
from phonebank.domain.errors import InputRefused, WrongUse
from phonebank.domain.permits import Actor, Right, Role, is_name, require
from phonebank.services import callbacks as promises
from phonebank.store import audit, callbacks, callers, passing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from phonebank.store.database import Database

TOUCHED = Topic.CALLERS | Topic.LEASES | Topic.LISTS | Topic.CALLS | Topic.ELECTORS


@dataclass(frozen=True, slots=True, kw_only=True)
class CallerFacts:
    """What is decided of a caller. Without `lists` they work every list that is for everybody."""

    id: int
    name: str
    role: Role
    is_mp: bool
    has_left: bool
    lists: tuple[str, ...]
    calls: int


def callers_now(db: Database, actor: Actor) -> Sequence[CallerFacts]:
    """Everybody who ever rang or may ring, by name; those who left come last."""
    require(actor, Right.RUN_CAMPAIGN)
    with db.read() as session:
        calls, lists = callers.calls_of_each(session), callers.lists_of_each(session)
        rows = [
            CallerFacts(
                id=one.id,
                name=one.name,
                role=Role(one.role),
                is_mp=one.is_mp,
                has_left=one.has_left,
                lists=lists.get(one.id, ()),
                calls=calls.get(one.id, 0),
            )
            for one in callers.all_callers(session)
        ]
    return sorted(rows, key=lambda row: (row.has_left, row.name.casefold()))


def change_caller(db: Database, actor: Actor, wanted: CallerFacts, now: datetime) -> Done[None]:
    """Keep a caller as wanted; who leaves gives back whom they hold, and their calls stay.

    Anybody keeps what they promised then. Who waits for an MP that is none any more waits for any.
    InputRefused where the name is somebody else's, or where no organiser would be left.
    """
    require(actor, Right.RUN_CAMPAIGN)
    if not is_name(wanted.name):
        raise WrongUse("A caller needs a name.")
    with db.write() as session:
        same = callers.named(session, wanted.name)
        if same is not None and same.id != wanted.id:
            raise InputRefused(
                f"There is a caller “{same.name}” already.", next_step="Choose another name."
            )
        is_last = callers.organisers_beside(session, wanted.id) == 0
        if is_last and (wanted.role is not Role.ORGANISER or wanted.has_left):
            raise InputRefused(
                "Nobody would be left to run the campaign.",
                kept="Nothing was changed.",
                next_step="Make somebody else an organiser first.",
            )
        before, after = callers.change(
            session,
            wanted.id,
            name=wanted.name.strip(),
            role=wanted.role,
            is_mp=wanted.is_mp,
            has_left=wanted.has_left,
            lists=wanted.lists,
        )
        audit.add(session, actor.caller_id, now, "caller changed", None, before, after)
        if wanted.has_left:
            promised = callbacks.of_caller(session, wanted.id)
            promises.give(session, actor, promised, None, now)
        if wanted.has_left or not wanted.is_mp:
            passing.leave_to_any(session, wanted.id)
    return Done(None, TOUCHED)
