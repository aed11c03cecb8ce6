"""Keeping what a caller has entered of a call, so that a crash loses none of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from phonebank.domain.changes import Done, Topic
from phonebank.domain.permits import Actor, Right, require_own
from phonebank.store import drafts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from phonebank.store.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDraft:
    """A call that was begun and never logged; of its elector the initials alone."""

    elector_id: int
    initials: str
    at: datetime
    entered: Mapping[str, Any]


def keep_draft(
    db: Database, actor: Actor, elector_id: int, entered: Mapping[str, Any], now: datetime
) -> Done[None]:
    """Keep what is entered of the call to this elector, in the place of what was kept before.

    One draft a caller. Logging the call drops it in the same transaction.
    """
    require_own(actor, actor.caller_id)

    def keep(session: Session) -> Done[None]:
        drafts.keep(session, actor.caller_id, elector_id, entered, now)
        return Done(None, Topic(0))

    return db.repeated(keep)


def draft_of(db: Database, actor: Actor) -> KeptDraft | None:
    """What the caller had entered when their program ended; None where nothing is to be gone on
    with, as of an archived campaign.
    """
    if not actor.may(Right.RING):
        return None
    with db.read() as session:
        kept = drafts.of_caller(session, actor.caller_id)
    if kept is None:
        return None
    names = (kept.first_name, kept.last_name)
    return KeptDraft(
        elector_id=kept.elector_id,
        initials=" ".join(f"{name[0]}." for name in names if name) or "an elector",
        at=kept.at,
        entered=kept.entered,
    )


def drop_draft(db: Database, actor: Actor) -> Done[None]:
    """Forget what the caller had entered."""
    require_own(actor, actor.caller_id)
    with db.write(beside_others=True) as session:
        drafts.drop_any(session, actor.caller_id)
    return Done(None, Topic(0))
