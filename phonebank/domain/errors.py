"""Errors a user can act on. Any other exception is a bug in the program."""

from collections.abc import Mapping
from typing import ClassVar


class PhonebankError(Exception):
    """One plain sentence each for what happened, what was kept and what to do.

    `code` and `status` are part of the command line's contract; `counts` holds numbers that
    belong to the message, such as rows read.
    """

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 3

    def __init__(
        self,
        message: str,
        *,
        kept: str = "Nothing was changed.",
        next_step: str = "",
        counts: Mapping[str, int] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.kept = kept
        self.next_step = next_step
        self.counts = dict(counts or {})

    @property
    def sentence(self) -> str:
        return " ".join(part for part in (self.message, self.kept, self.next_step) if part)


class WrongUse(PhonebankError):
    """The request makes no sense: an unknown slug, a bad UUID, an answer with a no-answer."""

    code = "wrong-use"
    status = 2


class InputRefused(PhonebankError):
    """A file or a record that cannot be taken as it is, or a target that is already there."""

    code = "input-refused"
    status = 3


class CampaignUnusable(PhonebankError):
    """The campaign file is missing, not ours, empty, damaged or newer than this program."""

    code = "campaign-unusable"
    status = 4


class CampaignBusy(PhonebankError):
    """Another program held the file for longer than we wait."""

    code = "busy"
    status = 5


class Collided(CampaignBusy):
    """Two writes on a server met; the one that was turned back can be done again."""


class ConnectionLost(PhonebankError):
    """The server cannot be reached. Nothing of the work was kept, so it can be done again."""

    code = "no-connection"
    status = 5


class OutcomeUnknown(PhonebankError):
    """The server went away at the commit, and did not come back in time to tell of it."""

    code = "outcome-unknown"
    status = 5


class NoRoom(PhonebankError):
    """The disk is full, or the file or its folder may not be written."""

    code = "no-room"
    status = 6


class KeyNeeded(PhonebankError):
    """The campaign is encrypted and the passphrase is missing or wrong."""

    code = "key-needed"
    status = 7


class NotPermitted(PhonebankError):
    """The acting caller may not do or see this."""

    code = "not-permitted"
    status = 8


class Cancelled(Exception):
    """The user stopped a job; not an error, so not a PhonebankError."""
