"""The next person at the same number, while the caller is still on the line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from phonebank.domain.changes import Done, Topic
from phonebank.domain.permits import Actor, require_own
from phonebank.store import electors
from phonebank.store.floor import floor
from phonebank.store.working import Worked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from phonebank.store.database import Database


class AtNumber(NamedTuple):
    """Somebody else at a number, whom the caller may ring now, and on which list."""

    elector_id: int
    name: str
    list_name: str


def others_at_number(
    db: Database, actor: Actor, elector_id: int, now: datetime
) -> Done[Sequence[AtNumber]]:
    """Who else has a usable number of this elector's and may be rung by the caller now.

    Two people may share a number: they are never taken for one, each is a call of their own. Under
    a caller's own login it is one at most, who is held for the caller in the same step.
    """
    require_own(actor, actor.caller_id)
    if db.is_guarded:
        return db.repeated(lambda session: _held(_worked(session, actor, now), elector_id))
    with db.read() as session:
        shared = electors.sharing_numbers(session, elector_id)
        lists = _worked(session, actor, now).lists_to_ring_on(list(shared))
        others = [AtNumber(it, name, lists[it]) for it, name in shared.items() if it in lists]
    return Done(others, Topic(0))


def _worked(session: Session, actor: Actor, now: datetime) -> Worked:
    return Worked(session, floor(session), actor.caller_id, now, actor.seat, None)


def _held(worked: Worked, elector_id: int) -> Done[Sequence[AtNumber]]:
    held = worked.held_at_number(elector_id)
    if held is None:
        return Done([], Topic(0))
    one, other = held
    name = f"{other.first_name} {other.last_name}".strip()
    return Done([AtNumber(other.id, name, one.told.name)], Topic.LEASES)
