"""What a change of a call list leaves behind: a line in the audit, and due times that follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from phonebank.store import audit, contest, kept
from phonebank.store import lists as stored

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from phonebank.domain.lists import ListFacts
    from phonebank.domain.permits import Actor
    from phonebank.domain.queueing import CallingRules


def told(facts: ListFacts) -> dict[str, str]:
    """The facts as the audit keeps them."""
    rules = facts.rules
    return {
        "list": facts.name,
        "segment": facts.segment or "",
        "script": facts.script or "",
        "state": facts.state.value,
        "priority": str(facts.priority),
        "opens": facts.opens_at.isoformat() if facts.opens_at else "",
        "closes": facts.closes_at.isoformat() if facts.closes_at else "",
        "callers": ", ".join(facts.callers),
        "for MPs": "yes" if facts.for_mp else "no",
        "weekdays": str(rules.hours.weekdays),
        "weekends": str(rules.hours.weekends),
        "attempts": str(rules.attempts),
        "lease": str(rules.lease),
        "cap": str(rules.cap_per_caller or ""),
        "cooldowns": ", ".join(f"{slug} {wait}" for slug, wait in sorted(rules.cooldowns.items())),
        "bank holidays": "yes" if rules.rings_on_bank_holidays else "no",
        "again after": "" if rules.again_after is None else str(rules.again_after),
        "widened on": str(rules.hours.widened_on or ""),
    }


def refold_if_waits_differ(
    session: Session, list_id: int, before: CallingRules, after: CallingRules
) -> None:
    """Due times are by the waits of the list under which a call was made, so they follow."""
    if dict(before.cooldowns) != dict(after.cooldowns):
        kept.refold(session, stored.rung_under(session, list_id), contest.outcomes(session))


def noted(
    session: Session,
    actor: Actor,
    now: datetime,
    action: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> None:
    """Keep in the audit what is different now, and always which list it is."""
    changed = [
        fact
        for fact in {**before, **after}
        if fact == "list" or before.get(fact) != after.get(fact)
    ]
    was, became = ({f: side[f] for f in changed if f in side} for side in (before, after))
    audit.add(session, actor.caller_id, now, action, None, was, became)
