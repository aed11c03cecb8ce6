"""Follow-ups as a list to work off: who offered or asked for something, and who did it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.domain.permits import Actor, Right, require
from phonebank.services.editing import finish_follow_up
from phonebank.store import follow_ups as stored

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonebank.domain.electors import FollowUpKind
    from phonebank.domain.floor_lines import FollowUpLine
    from phonebank.store.database import Database

__all__ = ["finish_follow_up", "follow_ups"]


def follow_ups(
    db: Database, actor: Actor, kind: FollowUpKind | None = None, *, done: bool = False
) -> Sequence[FollowUpLine]:
    """What is to be done for electors, the oldest first; with `done` what was, the last first."""
    require(actor, Right.SEE_ELECTORS)
    with db.read() as session:
        return stored.lines(session, kind, done=done)
