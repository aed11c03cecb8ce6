"""One decision for each word of a file that nobody has explained yet, kept for every later file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.domain.calls import PREVIOUS_NOT_NAMED
from phonebank.domain.changes import Done, Topic
from phonebank.domain.errors import WrongUse
from phonebank.domain.permits import Actor, Right, require
from phonebank.domain.places import place_key
from phonebank.store import audit, contest, imports, places

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from phonebank.store.database import Database

NOTHING = ""
"""What a word means that is to be left out for good."""
YES_OR_NO = ("yes", "no")


def choices(db: Database, actor: Actor, field: str) -> Sequence[str]:
    """What a word of this field can mean here, besides nothing; none where no decision helps."""
    require(actor, Right.IMPORT)
    with db.read() as session:
        return _choices(session, field)


def decide(
    db: Database, actor: Actor, field: str, written: str, means: str, now: datetime
) -> Done[str]:
    """From now on the word means this in every file; WrongUse where it cannot.

    The word of a constituency becomes another name of it; meaning nothing, it waits for the
    postcode.
    """
    require(actor, Right.IMPORT)
    with db.write() as session:
        known = {place_key(choice): choice for choice in _choices(session, field)}
        if means != NOTHING and place_key(means) not in known:
            raise WrongUse(
                f"“{means}” is nothing that the field {field.replace('_', ' ')} can hold.",
                next_step=f"Known: {', '.join(list(known.values())[:40])}.",
            )
        meant = known.get(place_key(means), NOTHING)
        imports.decide(session, field, place_key(written), written, meant)
        told = {"field": field, "written": written}
        audit.add(session, actor.caller_id, now, "decide", None, {}, {**told, "means": meant})
    return Done(meant, Topic.CONTEST)


def _choices(session: Session, field: str) -> Sequence[str]:
    told = contest.contest(session)
    if field == "constituency":
        return places.constituency_names(session)
    if field == "section":
        return [section.name for section in told.sections]
    if field == "affiliate":
        return [affiliate.name for affiliate in told.affiliates]
    if field == "previous_vote":
        return [*(choice.short for choice in told.previous), *PREVIOUS_NOT_NAMED]
    return YES_OR_NO if field in {"eligible", "do_not_call"} else ()
