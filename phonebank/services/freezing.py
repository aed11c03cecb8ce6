"""Freezing tables as they are given out, and finding them again when somebody quotes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.domain.changes import Done, Topic
from phonebank.domain.errors import InputRefused
from phonebank.domain.frozen import Frozen, FrozenLine, Given, GivenAs
from phonebank.domain.permits import Actor, Right, require
from phonebank.store import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from phonebank.store.database import Database


def freeze(
    db: Database,
    actor: Actor,
    given: Given,
    now: datetime,
    given_as: GivenAs = GivenAs.NO_FILE,
    path: Path | None = None,
) -> Done[Frozen]:
    """Keep tables before they leave the house; the copy has a number that no other ever has.

    Of the `path` that they will be written to, the file's name is kept and not its folder.
    Also in an archived campaign: what is given out of it is kept like anything else.
    """
    require(actor, Right.EXPORT)
    with db.write() as session:
        name = path.name if path is not None else ""
        number = frozen.add(session, actor.caller_id, now, given_as, given, name)
        kept = frozen.opened(session, number)
    assert kept is not None
    return Done(kept, Topic.COPIES)


def frozen_copies(db: Database, actor: Actor) -> Sequence[FrozenLine]:
    """Every frozen copy, newest first, without what is in it."""
    require(actor, Right.SEE_FIGURES)
    with db.read() as session:
        return frozen.lines(session)


def frozen_copy(db: Database, actor: Actor, number: int) -> Frozen:
    """A copy as it was frozen; InputRefused where there is no such number."""
    require(actor, Right.SEE_FIGURES)
    with db.read() as session:
        found = frozen.opened(session, number)
    if found is None:
        raise InputRefused(
            f"There is no frozen copy {number}.",
            next_step="phonebank frozen CAMPAIGN lists those there are.",
        )
    return found
