"""A write to a file waits for the disk where somebody said something, and only there."""

import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from phonebank.domain.permits import Actor
from phonebank.services import calling, drafts, seats, serving
from phonebank.services.campaigns import open_campaign
from phonebank.store.database import Database
from phonebank.store.schema import Lease
from tests.conftest import MONDAY, Make, entry

pytestmark = pytest.mark.file

NORMAL, FULL = 1, 2
SETS, WRITES = 19, {9, 18, 23}
"""What SQLite asks leave for: a setting, and a row taken away, added or changed."""
LEASED = {"lease", "seat"}


def waits(db: Database, *, only_leases: bool) -> int:
    with db.write(only_leases=only_leases) as session:
        told: int = session.scalar(text("PRAGMA synchronous"))
    return told


def test_each_write_says_anew_what_it_waits_for(db: Database) -> None:
    turns = (True, False, True, True, False, False, True, False)
    found = [waits(db, only_leases=one) for one in turns]
    assert found == [NORMAL if one else FULL for one in turns]


def test_a_write_for_good_waits_for_the_disk_after_one_of_leases_that_failed(db: Database) -> None:
    def fail() -> None:
        with db.write(only_leases=True):
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert waits(db, only_leases=False) == FULL


class Watched:
    """The tables that are written, by what the write under way waits for."""

    def __init__(self, db: Database) -> None:
        self.waits, self.tables = FULL, dict[int, set[str]]()
        with db.engine.connect() as connection:  # the one that all writes have
            bare: Any = connection.connection.dbapi_connection
        bare.set_authorizer(self.note)

    def note(self, does: int, one: str | None, other: str | None, *_: object) -> int:
        if does == SETS and one == "synchronous" and other is not None:
            self.waits = FULL if other == "FULL" else NORMAL
        elif does in WRITES and one is not None:
            self.tables.setdefault(self.waits, set()).add(one)
        return 0


def evening(db: Database, actor: Actor, elector: int) -> None:
    """Everything that a caller does at a telephone."""
    vi = seats.take_seat(db, actor, "laptop", MONDAY).value
    served = serving.next_elector(db, vi, vi.caller_id, MONDAY).value
    assert isinstance(served, serving.Served)
    drafts.keep_draft(db, vi, served.card.id, {"note": "half a"}, MONDAY)
    serving.next_ahead(db, vi, served.card.id, MONDAY)
    calling.log_call(db, vi, entry(served.card.id, vi), MONDAY)
    serving.skip(db, vi, elector, "a friend", MONDAY)
    serving.next_for(db, actor, "Vi", MONDAY)
    serving.release_all(db, vi)
    serving.take(db, vi, served.card.id, MONDAY)
    serving.release(db, vi, served.card.id)
    calling.undo_last(db, vi, vi.caller_id, MONDAY)
    seats.keep_seat(db, vi, MONDAY)
    seats.leave_seat(db, vi)


def test_nothing_but_leases_is_written_without_waiting_for_the_disk(make: Make) -> None:
    one = make.electors(4)[-1]
    actor = make.caller("Vi")
    watched = Watched(make.db)
    evening(make.db, actor, one)
    assert watched.tables[NORMAL] == LEASED
    assert {"call", "elector", "draft", "skip"} <= watched.tables[FULL]


HELD_AND_KILLED = """
import os, signal, sys
from pathlib import Path
from phonebank.services import serving
from phonebank.services.campaigns import open_campaign
from phonebank.services.signing_in import sign_in
from tests.conftest import MONDAY
db = open_campaign(Path(sys.argv[1]))
actor = sign_in(db)
serving.next_elector(db, actor, actor.caller_id, MONDAY)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_lease_outlives_a_program_that_is_killed(make: Make) -> None:
    make.electors(2)
    path = make.db.path
    home = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", HELD_AND_KILLED, str(path)], cwd=home, check=False)
    assert done.returncode == -signal.SIGKILL
    with closing(open_campaign(path)) as again, again.read() as session:
        assert len(session.scalars(select(Lease.elector_id)).all()) == 1
