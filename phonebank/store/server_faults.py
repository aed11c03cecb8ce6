"""What a PostgreSQL server reports, in words for a person."""

from typing import Any

from sqlalchemy.exc import DBAPIError

from phonebank.domain.addresses import ServerAddress
from phonebank.domain.errors import (
    CampaignBusy,
    CampaignUnusable,
    Collided,
    ConnectionLost,
    KeyNeeded,
    NoRoom,
    NotPermitted,
    PhonebankError,
)

NOT_SAVED = "What you did last is not saved; everything before it is."
# https://www.postgresql.org/docs/current/errcodes-appendix.html
COLLISIONS = {"40001", "40P01"}
LOCKED = "55P03"
REFUSED = {"42501"}
FULL = {"53100", "53200"}
READ_ONLY = {"25006"}
GONE = {"57P01", "57P02", "57P03", "53300", "25P03"}
STRANGER = ("password", "pg_hba.conf", "authentication", "role ")


def told(error: DBAPIError, address: ServerAddress) -> Exception:
    """The PhonebankError for a fault of the server or the way to it; any other as it came."""
    bare: Any = error.orig
    state: str = getattr(bare, "sqlstate", None) or ""
    return _by_state(state, address) or _by_connection(error, state, str(bare), address) or error


def _by_state(state: str, address: ServerAddress) -> PhonebankError | None:
    name = address.name
    if state in COLLISIONS:
        return Collided("Somebody else changed the same thing at the same moment.", kept=NOT_SAVED)
    if state == LOCKED:
        return CampaignBusy(
            f"Another program has been writing to {name} for too long.",
            kept=NOT_SAVED,
            next_step="Wait a moment, then try again.",
        )
    if state in REFUSED:
        return NotPermitted(
            f"The server does not let this login do that in {name}.",
            next_step="Ask whoever runs the server for the right.",
        )
    if state in FULL | READ_ONLY:
        return NoRoom(
            f"The server of {name} takes no more: its disk is full, or it is read-only.",
            kept=NOT_SAVED,
            next_step="Tell whoever runs the server, then try again.",
        )
    return None


def _by_connection(
    error: DBAPIError, state: str, said: str, address: ServerAddress
) -> PhonebankError | None:
    """Connections that cannot be made or broke; the server's words tell which, not a code."""
    if error.connection_invalidated or state in GONE:
        return lost(address)
    if state or "connect" not in said.lower():
        return None
    if "does not exist" in said and "database" in said:
        return CampaignUnusable(
            f"There is no database {address.name} on that server.",
            next_step="Check the URL, or make it: phonebank server init URL.",
        )
    if any(word in said for word in STRANGER):
        return KeyNeeded(
            f"The server does not let this login into {address.name}.",
            next_step="Check the name and the password in the URL.",
        )
    return lost(address)


def lost(address: ServerAddress) -> ConnectionLost:
    return ConnectionLost(
        f"The server of {address.name} cannot be reached.",
        kept=NOT_SAVED,
        next_step="Check the network, then try again.",
    )
