"""A campaign goes from its file to a server and back, and is the same."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from phonebank.domain.addresses import ServerAddress
from phonebank.domain.errors import CampaignUnusable, InputRefused, KeyNeeded, WrongUse
from phonebank.services import calling, moving, serving
from phonebank.services.campaigns import create_campaign, open_campaign
from phonebank.services.checking import problems
from phonebank.services.duplicates import merge
from phonebank.services.importing import ImportKind
from phonebank.services.looking_up import find_electors
from phonebank.store.database import Database
from tests.cluster import Cluster
from tests.conftest import CONTEST, MONDAY, Make, call_row, roll_row

pytestmark = [pytest.mark.server, pytest.mark.file]


@pytest.fixture
def empty(cluster: Cluster) -> Iterator[ServerAddress]:
    name = cluster.make()
    yield cluster.address(name)
    cluster.drop(name)


@pytest.fixture
def worked(make: Make) -> Make:
    """A campaign with some of everything: imports, calls, corrections, merges, leases."""
    make.brought_in(ImportKind.ROLL, [roll_row(f"L{n}", "Zoë O’Brien") for n in range(1, 5)])
    make.brought_in(ImportKind.CALLS, [call_row("L1", "spoke"), call_row("L2")])
    first = make.call(3, "no-answer", note="élan, “quoted”\ttab\\N")
    make.call(3, "busy", supersedes=first, now=MONDAY + timedelta(hours=1))
    merge(make.db, make.organiser, 1, 4, MONDAY)
    vi = make.caller("Vi")
    serving.take(make.db, vi, 2, MONDAY)
    return make


def test_a_campaign_goes_to_a_server_and_back_unchanged(
    worked: Make, empty: ServerAddress, tmp_path: Path
) -> None:
    there = moving.move(worked.db.path, empty)
    back = moving.move(empty, tmp_path / "back.phonebank")
    assert there == back
    assert {"elector", "call", "audit", "lease"} <= {t for t, held in there.items() if held.rows}
    with closing(open_campaign(tmp_path / "back.phonebank")) as db:
        again = Make(db)
        assert problems(db, again.organiser, deep=True) == []
        assert again.card(3) == worked.card(3)


def test_what_was_moved_can_be_worked_on(worked: Make, empty: ServerAddress) -> None:
    moving.move(worked.db.path, empty)
    with closing(open_campaign(empty)) as db:
        there = Make(db)
        assert problems(db, there.organiser, deep=True) == []
        found = find_electors(db, there.organiser, "obrien")
        assert {one.id for one in found} == {1, 2, 3} or len(found) == 3
        there.call(2, "spoke")
        there.caller("Zoe")
        assert there.state(2).intention == "Smith"
        calling.undo_last(db, there.organiser, there.organiser.caller_id, MONDAY)
        assert there.stale() == 0


def test_a_taken_target_is_left_alone(worked: Make, empty: ServerAddress, tmp_path: Path) -> None:
    create_campaign(empty, CONTEST, MONDAY).close()
    with pytest.raises(InputRefused, match="already"):
        moving.move(worked.db.path, empty)
    (tmp_path / "there.phonebank").write_text("a letter")
    with pytest.raises(InputRefused, match="exists already"):
        moving.move(empty, tmp_path / "there.phonebank")
    assert (tmp_path / "there.phonebank").read_text() == "a letter"


def test_two_files_are_not_moved(worked: Make, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="Both are files"):
        moving.move(worked.db.path, tmp_path / "other.phonebank")


def test_a_stopped_move_leaves_nothing(worked: Make, empty: ServerAddress, tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done > total / 2:
            raise Stopped

    with pytest.raises(Stopped):
        moving.move(worked.db.path, empty, report=stop)
    with pytest.raises(CampaignUnusable, match="no campaign"):
        open_campaign(empty).close()
    moving.move(worked.db.path, empty)
    with pytest.raises(Stopped):
        moving.move(empty, tmp_path / "back.phonebank", report=stop)
    assert not (tmp_path / "back.phonebank").exists()
    assert not list(tmp_path.glob(".back*"))


def test_a_row_that_arrives_otherwise_stops_the_move(worked: Make, empty: ServerAddress) -> None:
    with closing(Database.create(empty)) as database:
        moving.prepare(empty)
        with database.write() as session:
            session.execute(
                text(
                    "CREATE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS "
                    "$$ BEGIN NEW.name = upper(NEW.name); RETURN NEW; END $$"
                )
            )
            session.execute(
                text(
                    "CREATE TRIGGER shouts BEFORE INSERT ON caller "
                    "FOR EACH ROW EXECUTE FUNCTION shout()"
                )
            )
        with pytest.raises(CampaignUnusable, match="“caller” did not arrive"):
            moving.move(worked.db.path, empty)
        with database.read() as session:
            assert session.scalar(text("SELECT count(*) FROM caller")) == 0


def test_an_encrypted_file_needs_its_passphrase(empty: ServerAddress, tmp_path: Path) -> None:
    locked = tmp_path / "locked.phonebank"
    create_campaign(locked, CONTEST, MONDAY, passphrase="correct horse").close()
    with pytest.raises(KeyNeeded):
        moving.move(locked, empty)
    moving.move(locked, empty, "correct horse")
    moving.move(empty, tmp_path / "again.phonebank", "battery staple")
    open_campaign(tmp_path / "again.phonebank", "battery staple").close()


def test_preparing_a_server_twice_changes_nothing(empty: ServerAddress) -> None:
    assert [moving.prepare(empty).is_new for _ in range(2)] == [True, False]
