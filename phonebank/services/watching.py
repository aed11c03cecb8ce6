"""What other programs do to the open campaign, so that what is on screen follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from phonebank.domain.changes import Topic
    from phonebank.store.database import Database


def changed_elsewhere(db: Database) -> Topic:
    """What others have touched since this was last asked; of a file it is only known whether."""
    return db.changed_elsewhere()
