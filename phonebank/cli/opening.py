"""Opens the campaign that a command names: as whom, with which passphrase, at what time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from phonebank.cli.values import passphrase_in
from phonebank.domain.clock import clock_for
from phonebank.services.campaigns import campaign_facts
from phonebank.services.pack_floor import open_any
from phonebank.services.signing_in import sign_in

if TYPE_CHECKING:
    from argparse import Namespace
    from datetime import datetime

    from phonebank.domain.permits import Actor
    from phonebank.store.database import Database


@dataclass(frozen=True, slots=True)
class Opened:
    """A campaign, on whose behalf, and the time it is there (a demonstration has its own)."""

    db: Database
    actor: Actor
    now: datetime


@contextmanager
def opened(args: Namespace) -> Iterator[Opened]:
    """The campaign of a command, or the floor of a pack; closed when the block ends."""
    db = open_any(args.campaign, passphrase_in(args.passphrase_file))
    try:
        yield within(db, args.acting)
    finally:
        db.close()


def within(db: Database, acting: str | None) -> Opened:
    """Who acts in an open campaign, and what time it is there."""
    facts = campaign_facts(db)
    clock = clock_for(is_demo=facts.is_demo, last_call_at=facts.last_call_at)
    return Opened(db, sign_in(db, acting), clock.now())
