"""What other programs do to the open campaign, so that what is on screen follows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from phonebank.services.campaigns import campaign_facts
from phonebank.store import callers
from phonebank.store.schema import Caller

if TYPE_CHECKING:
    from phonebank.domain.changes import Topic
    from phonebank.domain.contest import Contest
    from phonebank.domain.outcomes import Outcomes
    from phonebank.domain.permits import Actor
    from phonebank.store.database import Database


class Standing(NamedTuple):
    """What a window is made for: the contest with its outcomes, and who sits at it."""

    contest: Contest
    outcomes: Outcomes
    actor: Actor


def changed_elsewhere(db: Database) -> Topic:
    """What others have touched since this was last asked; of a file it is only known whether.

    Everything at first: what was done before is not known.
    """
    return db.changed_elsewhere()


def standing(db: Database, actor: Actor) -> Standing:
    """What the window of this caller is to be made for now; their seat stays as it is."""
    facts = campaign_facts(db)
    with db.read() as session:
        now = callers.actor(session, session.get_one(Caller, actor.caller_id))
    return Standing(facts.contest, facts.outcomes, replace(now, seat=actor.seat))
