"""What a caller is shown of the elector whom they are served."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from phonebank.domain.hours import local
from phonebank.domain.queueing import number_to_ring
from phonebank.store import electors, queue, scripts

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from phonebank.domain.electors import ElectorCard, NumberRow
    from phonebank.domain.scripts import ScriptVersion
    from phonebank.store.floor import Floor
    from phonebank.store.queue import Held


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """An elector held for a caller. `attempt` counts the call about to be made.

    `script` is what to say; `by_mp` is whether the caller who says it is an MP.
    """

    card: ElectorCard
    number: NumberRow | None
    attempt: int
    why: str
    lease_until: datetime
    list_name: str
    script: ScriptVersion
    by_mp: bool


def served_to(session: Session, told: Floor, held: Held, now: datetime) -> Served:
    """What the caller who holds an elector is shown of them."""
    card, last = electors.card_and_last_try(session, held.elector_id, told.outcomes)
    return Served(
        card=card,
        number=number_to_ring(card.numbers, last),
        attempt=card.attempts + 1,
        why=_why(card, now),
        lease_until=held.until,
        list_name=told.lists[held.list_id].told.name,
        script=scripts.newest_of(session, told.lists[held.list_id].script_id),
        by_mp=bool(told.mps) and queue.holder(session, held.elector_id) in told.mps,
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
