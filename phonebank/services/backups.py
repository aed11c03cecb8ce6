"""Copies of a campaign that were opened and counted before they are called backups."""

from datetime import UTC, datetime
from pathlib import Path

from phonebank.domain.errors import CampaignUnusable, InputRefused
from phonebank.domain.permits import Actor, Right, require
from phonebank.services.signing_in import sign_in
from phonebank.store import copying
from phonebank.store.database import Database

NAME_A_FILE = "Name a .phonebank file of its own."


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


def restore(
    backup: Path, target: Path, passphrase: str | None = None, acting: str | None = None
) -> Path | None:
    """Put a verified copy of `backup` in the place of `target`.

    What stood there is kept as *.before-restore; its path is returned, None where there was none.
    `acting` is the caller of the backup who does it, its first organiser if none is named.
    """
    if target.is_dir():
        raise CampaignUnusable(f"{target} is a folder, not a campaign.", next_step=NAME_A_FILE)
    source = Database(backup, passphrase, as_it_is=True)
    try:
        require(sign_in(source, acting), Right.RUN_CAMPAIGN)
        if target.exists() and target.samefile(backup):
            raise InputRefused(f"{target} is the backup itself.", next_step=NAME_A_FILE)
        return copying.swap_in(source, target)
    finally:
        source.close()
