"""The next person at the same number, while the caller is still on the line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from phonebank.domain.permits import Actor, require_own
from phonebank.store import electors
from phonebank.store.floor import floor
from phonebank.store.working import Worked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from phonebank.store.database import Database


class AtNumber(NamedTuple):
    """Somebody else at a number, whom the caller may ring now, and on which list."""

    elector_id: int
    name: str
    list_name: str


def others_at_number(
    db: Database, actor: Actor, elector_id: int, now: datetime
) -> Sequence[AtNumber]:
    """Who else has a usable number of this elector's and may be rung by the caller now.

    Two people may share a number: they are never taken for one, each is a call of their own.
    """
    require_own(actor, actor.caller_id)
    with db.read() as session:
        shared = electors.sharing_numbers(session, elector_id)
        worked = Worked(session, floor(session), actor.caller_id, now, actor.seat, None)
        lists = worked.lists_to_ring_on(list(shared))
        return [AtNumber(it, name, lists[it]) for it, name in shared.items() if it in lists]
