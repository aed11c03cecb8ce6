"""Proving a campaign whole, and folding everybody's state anew from their calls."""

from typing import NamedTuple

from phonebank.domain.changes import Done, Topic
from phonebank.domain.errors import CampaignUnusable
from phonebank.domain.permits import Actor, Right, require
from phonebank.store import checks, contest, kept, kept_counts
from phonebank.store.database import Database


class Rebuilt(NamedTuple):
    electors: int
    changed: int


def rebuild(db: Database, actor: Actor) -> Done[Rebuilt]:
    """Recompute every elector's state from their calls, and count; nothing should change."""
    require(actor, Right.RUN_CAMPAIGN)
    with db.write() as session, kept_counts.counted_after(session):
        rebuilt = Rebuilt(*kept.refold_all(session, contest.outcomes(session)))
    return Done(rebuilt, Topic.ELECTORS)


def problems(db: Database, actor: Actor, *, deep: bool = False) -> list[str]:
    """What is wrong with the campaign, a sentence each; empty when it is whole.

    `deep` also reads every page, compares every elector's kept state with their calls, and counts
    them anew.
    """
    require(actor, Right.RUN_CAMPAIGN)
    found: list[str] = []
    try:
        with db.read() as session:
            found.extend(checks.damage(session, deep=deep))
            found.extend(checks.broken_rules(session))
            changed = kept.count_stale(session, contest.outcomes(session)) if deep else 0
            miscounted = kept_counts.count_wrong(session) if deep else 0
    except CampaignUnusable as error:
        return [*found, error.message]
    if changed:
        found.append(f"{changed} electors' state differs from their calls: run rebuild.")
    if miscounted:
        found.append(f"{miscounted} kept counts differ from the electors counted: run rebuild.")
    return found
