"""What a caller is shown of the elector whom they are served."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from phonebank.domain.hours import local
from phonebank.domain.queueing import number_to_ring
from phonebank.store import electors, scripts

if TYPE_CHECKING:
    from datetime import datetime

    from phonebank.domain.electors import ElectorCard, NumberRow
    from phonebank.domain.hours import CallingHours
    from phonebank.domain.queueing import LastTry
    from phonebank.domain.scripts import ScriptVersion
    from phonebank.store.database import Database
    from phonebank.store.floor import Floor
    from phonebank.store.queue import Held
    from phonebank.store.working import Worked


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """An elector held for a caller. `attempt` counts the call about to be made.

    `hours` are the list's; `script` is what to say, `by_mp` whether the caller is an MP.
    """

    card: ElectorCard
    number: NumberRow | None
    attempt: int
    why: str
    lease_until: datetime
    list_name: str
    hours: CallingHours
    script: ScriptVersion
    by_mp: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ToBeServed:
    """An elector who is held from the end of a write on, and asked for within it.

    What was asked is looked at after that: a server is told of the commit in the same journey, and
    nobody waits meanwhile for a file.
    """

    held: Held
    told: Floor
    asked: electors.AskedCard
    script: ScriptVersion
    by_mp: bool

    def served(self, db: Database, now: datetime) -> Served:
        """What the caller who holds the elector is shown of them."""
        card, last = self._card(db)
        one = self.told.lists[self.held.list_id]
        return Served(
            card=card,
            number=number_to_ring(card.numbers, last),
            attempt=card.attempts + 1,
            why=_why(card, now),
            lease_until=self.held.until,
            list_name=one.told.name,
            hours=one.rules.hours,
            script=self.script,
            by_mp=self.by_mp,
        )

    def _card(self, db: Database) -> tuple[ElectorCard, LastTry | None]:
        if not self.asked.is_joined:
            return self.asked.found(self.told.outcomes)
        with db.read() as session:  # their calls are those of others too
            return electors.card_and_last_try(session, self.held.elector_id, self.told.outcomes)


def to_serve(worked: Worked, held: Held) -> ToBeServed:
    """Ask for what the caller who holds an elector is shown of them."""
    return ToBeServed(
        held=held,
        told=worked.floor,
        asked=electors.AskedCard(worked.session, held.elector_id),
        script=scripts.newest_of(worked.session, worked.floor.lists[held.list_id].script_id),
        by_mp=worked.is_mp,
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
