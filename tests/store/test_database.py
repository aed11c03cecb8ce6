"""The one door: how connections are set, and what it says when the disk or another stands in it."""

from datetime import datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import StatementError

from phonebank.domain.errors import CampaignBusy, NoRoom
from phonebank.domain.permits import Role
from phonebank.store import callers
from phonebank.store.call_schema import Call
from phonebank.store.database import Database, connect
from phonebank.store.schema import Caller, Lease
from tests.conftest import MONDAY, Make

SETTINGS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "busy_timeout": 5000,
    "secure_delete": 1,
    "recursive_triggers": 1,
    "trusted_schema": 0,
    "fullfsync": 1,
    "cache_size": -65536,
}


@pytest.mark.parametrize(("setting", "value"), SETTINGS.items())
@pytest.mark.file
def test_every_connection_is_set_for_safety(db: Database, setting: str, value: int | str) -> None:
    for opening in (db.read, db.write):
        with opening() as session:
            found = session.connection().exec_driver_sql(f"PRAGMA {setting}").scalar()
            assert found == value


@pytest.mark.file
def test_the_sqlite_that_is_used_does_not_lose_a_reset_log(db: Database) -> None:
    with db.read() as session:
        version = session.connection().exec_driver_sql("SELECT sqlite_version()").scalar()
    assert tuple(map(int, str(version).split("."))) >= (3, 51, 3)


def test_a_time_without_a_zone_is_refused(db: Database, make: Make) -> None:
    ada = make.elector()
    naive = datetime(2016, 9, 5, 18)
    lease = Lease(elector_id=ada, caller_id=1, call_list_id=1, since=MONDAY, until=naive)
    with pytest.raises(StatementError, match="needs a time zone"), db.write() as session:
        session.add(lease)


def test_times_come_back_in_utc(make: Make) -> None:
    ada = make.elector()
    make.call(ada, called_at=datetime.fromisoformat("2016-09-05T18:00:00+01:00"))
    assert make.state(ada).last_call_at == MONDAY
    assert str(make.state(ada).last_call_at).endswith("+00:00")


def test_a_write_that_raises_leaves_nothing_behind(db: Database) -> None:
    def add_and_fail() -> None:
        with db.write() as session:
            callers.add(session, "Nobody", Role.VOLUNTEER)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        add_and_fail()
    with db.read() as session:
        assert session.scalar(select(func.count()).select_from(Caller)) == 1


def test_a_dangling_reference_is_refused(db: Database) -> None:
    lease = Lease(elector_id=404, caller_id=1, call_list_id=1, since=MONDAY, until=MONDAY)
    with pytest.raises(Exception, match=r"(?i)foreign key"), db.write() as session:
        session.add(lease)


def set_on_every_connection(db: Database, pragma: str) -> None:
    with db.read() as session:
        session.connection().exec_driver_sql(f"PRAGMA {pragma}").all()
    writing = db.engine.raw_connection()
    writing.cursor().execute(f"PRAGMA {pragma}").fetchall()
    writing.close()


@pytest.mark.file
def test_a_full_disk_saves_nothing_by_halves_and_works_again_with_room(
    db: Database, make: Make
) -> None:
    ada = make.elector()
    with db.read() as session:
        pages = session.connection().exec_driver_sql("PRAGMA page_count").scalar()
    set_on_every_connection(db, f"max_page_count = {pages}")
    with pytest.raises(NoRoom) as refused:
        make.call(ada, note="x" * 100_000)
    assert refused.value.status == 6
    assert "full" in refused.value.sentence
    assert "database" not in refused.value.sentence
    assert (make.state(ada).attempts, calls_stored(db)) == (0, 0)

    set_on_every_connection(db, "max_page_count = 1000000")
    make.call(ada, note="x" * 100_000)
    assert (make.state(ada).attempts, calls_stored(db)) == (1, 1)


def calls_stored(db: Database) -> int:
    with db.read() as session:
        return session.scalar(select(func.count()).select_from(Call)) or 0


@pytest.mark.file
def test_another_programs_long_write_is_said_to_be_that(db: Database, make: Make) -> None:
    ada = make.elector()
    other = connect(db.path, None)
    other.execute("BEGIN IMMEDIATE")
    set_on_every_connection(db, "busy_timeout = 20")
    with pytest.raises(CampaignBusy) as refused:
        make.call(ada)
    assert refused.value.status == 5
    assert "locked" not in refused.value.sentence

    other.execute("ROLLBACK")
    other.close()
    make.call(ada)
    assert calls_stored(db) == 1


@pytest.mark.file
def test_reading_goes_on_while_another_program_writes(db: Database) -> None:
    other = connect(db.path, None)
    other.execute("BEGIN IMMEDIATE")
    assert calls_stored(db) == 0
    other.execute("ROLLBACK")
    other.close()
