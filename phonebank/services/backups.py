"""Copies of a campaign that were opened and counted before they are called backups."""

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from phonebank.domain.errors import CampaignUnusable, InputRefused
from phonebank.domain.permits import Actor, Right, require
from phonebank.services.signing_in import sign_in
from phonebank.store import copying, migrating, objections
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


class Restored(NamedTuple):
    """What a restore did: under which name what stood there is kept, None where nothing stood.

    `electors` and `numbers` were not to be called there and are kept from being rung here too;
    `is_unread` where what stood there could not be asked.
    """

    kept: Path | None
    electors: int = 0
    numbers: int = 0
    is_unread: bool = False


def restore(
    backup: Path, target: Path, passphrase: str | None = None, acting: str | None = None
) -> Restored:
    """Put a verified copy of `backup` in the place of `target`.

    What stood there is kept as *.before-restore. Whoever asked there not to be called, or was
    suppressed in any other way, stays so. `acting` is the caller of the backup who does it, its
    first organiser if none is named.
    """
    if target.is_dir():
        raise CampaignUnusable(f"{target} is a folder, not a campaign.", next_step=NAME_A_FILE)
    source = Database(backup, passphrase, as_it_is=True)
    try:
        actor = sign_in(source, acting)
        require(actor, Right.RUN_CAMPAIGN)
        if target.exists() and target.samefile(backup):
            raise InputRefused(f"{target} is the backup itself.", next_step=NAME_A_FILE)
        migrating.check_known(source)
        carrying = _Carrying(target, source.key, actor)
        kept = copying.swap_in(source, target, carrying.carry)
        return carrying.told._replace(kept=kept)
    finally:
        source.close()


class _Carrying:
    """What is said in the campaign that is replaced of not ringing, put in force in its copy."""

    def __init__(self, target: Path, key: str | None, actor: Actor) -> None:
        self.target, self.key, self.actor = target, key, actor
        self.told = Restored(None)

    def carry(self, fresh: Path) -> None:
        found = objections.objections_in(self.target, self.key)
        if found is None:
            self.told = Restored(None, is_unread=True)
        elif found.electors or found.numbers:
            self._tell(fresh, found)

    def _tell(self, fresh: Path, found: objections.Objections) -> None:
        """The copy is brought to this program's schema for it, as opening it would."""
        copy = Database(fresh, key=self.key)
        try:
            migrating.migrate(copy, lambda: None)
            with copy.write() as session:
                now = datetime.now(UTC)
                told = objections.tell(session, found, self.actor.caller_id, now)
        finally:
            copy.close()
        self.told = Restored(None, *told)
        copying.settle(fresh, self.key)
