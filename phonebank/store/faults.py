"""What the database library reports, in words for a person."""

from pathlib import Path

from sqlalchemy.exc import DBAPIError

from phonebank.domain.errors import (
    CampaignBusy,
    CampaignUnusable,
    KeyNeeded,
    NoRoom,
    PhonebankError,
)

_NOT_SAVED = "What you did last is not saved; everything before it is."


def translated(error: DBAPIError, path: Path) -> Exception:
    """The PhonebankError for a fault of the file or its disk; any other error as it came."""
    return plain_fault(str(error.orig), path) or error


def plain_fault(said: str, path: Path) -> PhonebankError | None:
    said = said.lower()
    if "locked" in said or "busy" in said:
        return CampaignBusy(
            f"Another program has been writing to {path.name} for too long.",
            kept=_NOT_SAVED,
            next_step="Close the other program or wait a moment, then try again.",
        )
    if "full" in said:
        return NoRoom(
            f"The disk that holds {path.name} is full.",
            kept=_NOT_SAVED,
            next_step="Free some space, then try again.",
        )
    if "readonly" in said or "disk i/o error" in said or "unable to open" in said:
        return NoRoom(
            f"{path.name} cannot be written: its disk is full, read-only or gone.",
            kept=_NOT_SAVED,
            next_step="Check the disk and the folder's rights, then try again.",
        )
    if "not a database" in said:
        return KeyNeeded(
            f"The passphrase does not open {path.name}.",
            kept="The file was not changed.",
            next_step="Check the passphrase and try again.",
        )
    if "malformed" in said:
        return CampaignUnusable(
            f"{path.name} is damaged.",
            kept="The file was not changed.",
            next_step="Restore it from a backup.",
        )
    return None
