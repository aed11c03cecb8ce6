"""Copies of a campaign that were opened and counted before they are called backups."""

from datetime import UTC, datetime
from pathlib import Path

from phonebank.domain.errors import InputRefused
from phonebank.domain.permits import Actor, Right, require
from phonebank.store import copying
from phonebank.store.database import Database


def back_up(db: Database, actor: Actor, target: Path) -> Path:
    """Copy the live campaign to `target`, verified; InputRefused where the target exists."""
    require(actor, Right.RUN_CAMPAIGN)
    if target.exists():
        raise InputRefused(
            f"{target} exists already.",
            kept="It was not touched.",
            next_step="Choose another name for the backup.",
        )
    copying.verified_copy(db, target)
    return target


def back_up_beside(db: Database) -> Path:
    """A verified copy beside the campaign, named after the moment, before it is migrated."""
    moment = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    target = db.path.with_name(f"{db.path.stem}.before-{moment}{db.path.suffix}")
    copying.verified_copy(db, target)
    return target


def restore(backup: Path, target: Path, passphrase: str | None = None) -> Path | None:
    """Put a verified copy of `backup` in the place of `target`.

    What stood there is kept as *.before-restore; its path is returned, None where there was none.
    """
    source = Database(backup, passphrase)
    try:
        return copying.swap_in(source, target)
    finally:
        source.close()
