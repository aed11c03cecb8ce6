"""Writing a frozen copy to a file again: the tables are those that were given out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.domain.permits import Actor, Right, require
from phonebank.services.exporting import Exported, write_out
from phonebank.services.freezing import frozen_copy
from phonebank.services.gathering import Gathered, occasion_of

if TYPE_CHECKING:
    from pathlib import Path

    from phonebank.store.database import Database


def write_copy(db: Database, actor: Actor, path: Path, number: int) -> Exported:
    """The copy as .xlsx without its charts, or as .zip; no other copy is kept of it."""
    require(actor, Right.EXPORT)
    copy = frozen_copy(db, actor, number)
    occasion = occasion_of(db, actor, copy.given.as_of)
    return Exported(write_out(db, actor, path, Gathered(occasion, copy.given), copy), copy)
