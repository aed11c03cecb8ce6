"""What another thread does before the first page: importing the program, opening a campaign.

The modules behind it, SQLAlchemy above all, take longer to import than the window to come up, so
nothing of them is imported before the first paint, and nothing on the thread that paints.
"""

from __future__ import annotations

import gc
import sys
from datetime import UTC, datetime
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from phonebank.domain.changes import Done

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from phonebank.domain.permits import Actor
    from phonebank.services.campaigns import CampaignFacts
    from phonebank.services.signing_in import CallerRow
    from phonebank.store.database import Database


FRAME = "phonebank.gui.main_window"


class Opened(NamedTuple):
    """An open campaign, and who may choose their name."""

    db: Database
    facts: CampaignFacts
    callers: Sequence[CallerRow]


class SignedIn(NamedTuple):
    """Who sits at the desk, and the campaign as it stands now."""

    actor: Actor
    facts: CampaignFacts


def leave_rubbish() -> None:
    """Have Python look for nothing to throw away until all is imported.

    What is imported stays to the end. Python would look through all of it again and again for
    what nobody needs any more, 80 ms at a time in which the window is deaf: now it never does.
    """
    if FRAME not in sys.modules:
        gc.disable()


def import_the_rest() -> None:
    """Import everything that a signed-in caller sees; ends what `leave_rubbish` began."""
    if FRAME in sys.modules:
        return
    try:
        import_module(FRAME)
    finally:
        gc.freeze()
        gc.enable()


def open_at(path: Path, passphrase: str | None) -> Opened:
    """Open the campaign in this file."""
    from phonebank.services.campaigns import open_campaign

    return as_it_stands(open_campaign(path, passphrase))


def make_at(path: Path, contest: Path) -> Opened:
    """Make a campaign from a contest file."""
    from phonebank.services.campaigns import create_campaign, read_contest

    return as_it_stands(create_campaign(path, read_contest(contest), datetime.now(UTC)))


def make_demo(folder: Path) -> Opened:
    """Open the demonstration in this folder, made first where there is none."""
    from phonebank.services.demo import open_demo

    return as_it_stands(open_demo(folder))


def as_it_stands(db: Database) -> Opened:
    """What the page of names shows of an open campaign."""
    from phonebank.services.campaigns import campaign_facts
    from phonebank.services.signing_in import caller_rows

    return Opened(db, campaign_facts(db), caller_rows(db))


def sign_in(db: Database, name: str) -> Done[SignedIn]:
    """Take a seat under this name."""
    from phonebank.services.campaigns import campaign_facts
    from phonebank.services.signing_in import introduce

    introduced = introduce(db, name)
    return Done(SignedIn(introduced.value, campaign_facts(db)), introduced.touched)
