"""What another thread does before the first page: importing the program, opening a campaign.

The modules behind it, SQLAlchemy above all, take longer to import than the window to come up, so
nothing of them is imported before the first paint, and nothing on the thread that paints.
"""

from __future__ import annotations

import gc
import sys
from datetime import UTC, datetime
from importlib import import_module
from platform import node
from typing import TYPE_CHECKING, NamedTuple

from phonebank.domain.changes import Done
from phonebank.domain.clock import clock_for
from phonebank.domain.permits import Right

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from phonebank.domain.addresses import CampaignAddress
    from phonebank.domain.clock import Clock
    from phonebank.domain.permits import Actor
    from phonebank.gui.jobs import Jobs
    from phonebank.services.campaigns import CampaignFacts
    from phonebank.services.signing_in import CallerRow
    from phonebank.store.database import Database


FRAME = "phonebank.gui.main_window"
WANTED_SOON = ("phonenumbers",)  # by the first number on the screen, on the thread that paints
QT = ("PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets")

_coming: set[str] = set()  # as a module is known from the moment it begins to be imported


class Opened(NamedTuple):
    """An open campaign, and who may choose their name."""

    db: Database
    facts: CampaignFacts
    callers: Sequence[CallerRow]


class SignedIn(NamedTuple):
    """Who sits at the desk, the campaign as it stands now, and what time it is in it."""

    actor: Actor
    facts: CampaignFacts
    clock: Clock


def is_all_imported() -> bool:
    """Whether everything that a signed-in caller sees is there, to the last module."""
    return FRAME in sys.modules and not _coming


def import_the_rest() -> None:
    """Import everything that a signed-in caller sees.

    It stays to the end. Python would look through all of it again and again for what nobody needs
    any more, 80 ms at a time in which the window is deaf: now it never does.
    """
    if is_all_imported():
        return
    _coming.add(FRAME)
    try:
        for name in (FRAME, *WANTED_SOON):
            import_module(name)
    finally:
        gc.freeze()
        _coming.clear()


def make_classes() -> None:
    """Have all classes of Qt's with their enumerations, on the thread of the window.

    PySide makes each when it is first touched, and crashes when it comes to make one while it
    makes another: a filter of events may ask for it, or a thread that imports.
    """
    for name in QT:
        module = import_module(name)
        for kind in dir(module):
            getattr(module, kind)


def open_at(address: CampaignAddress, passphrase: str | None) -> Opened:
    """Open the campaign in this file or on this server, or the floor of a pack."""
    from phonebank.services.pack_floor import open_any

    return as_it_stands(open_any(address, passphrase))


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


def once_through(jobs: Jobs, db: Database) -> Opened:
    """The campaign as somebody left it, after their last write."""
    jobs.wait()
    return as_it_stands(db)


def sign_in_again(jobs: Jobs, db: Database, name: str) -> Done[SignedIn]:
    """Take a seat anew, after the last write from the one before."""
    jobs.wait()
    return sign_in(db, name)


def sign_in(db: Database, name: str) -> Done[SignedIn]:
    """Take a seat under this name; of an archived campaign nobody rings, so nobody sits."""
    from phonebank.services.campaigns import campaign_facts
    from phonebank.services.seats import take_seat
    from phonebank.services.signing_in import introduce

    introduced, facts = introduce(db, name), campaign_facts(db)
    clock = clock_for(is_demo=facts.is_demo, last_call_at=facts.last_call_at)
    actor = introduced.value
    if actor.may(Right.RING):
        actor = take_seat(db, actor, node(), clock.now()).value
    return Done(SignedIn(actor, facts, clock), introduced.touched)
