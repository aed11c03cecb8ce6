"""Backups that are proven, and a restore that loses nothing."""

import os
from hashlib import sha256
from pathlib import Path

import pytest

from phonebank.domain.errors import CampaignBusy, CampaignUnusable, InputRefused, NotPermitted
from phonebank.services.backups import back_up, restore
from phonebank.services.campaigns import open_campaign
from phonebank.services.checking import problems
from phonebank.store.copying import row_counts
from phonebank.store.database import Database, connect
from tests.conftest import Make

pytestmark = pytest.mark.file


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    connection = connect(path, None, as_it_is=True)
    try:
        return {
            table: connection.execute(f'SELECT * FROM "{table}" ORDER BY 1').fetchall()
            for table in row_counts(connection)
        }
    finally:
        connection.close()


@pytest.fixture
def called(make: Make) -> Make:
    ada, bea = make.elector("Ada Byron"), make.elector("Bea Webb")
    make.call(ada, "spoke", reasons=("unity", "Brexit"))
    make.call(bea, "no-answer")
    return make


def test_a_backup_of_an_open_campaign_has_every_row_of_it(called: Make, tmp_path: Path) -> None:
    backup = back_up(called.db, called.organiser, tmp_path / "backup.phonebank")
    assert contents(backup) == contents(called.db.path)
    assert len(contents(backup)["call"]) == 2
    assert sorted(path.name for path in tmp_path.glob("backup*")) == ["backup.phonebank"]


def test_a_backup_can_be_opened_like_any_campaign(called: Make, tmp_path: Path) -> None:
    backup = back_up(called.db, called.organiser, tmp_path / "backup.phonebank")
    opened = open_campaign(backup)
    assert problems(opened, Make(opened).organiser, deep=True) == []
    opened.close()


def test_a_backup_never_replaces_a_file(called: Make, tmp_path: Path) -> None:
    target = tmp_path / "holiday.jpg"
    target.write_text("a picture")
    with pytest.raises(InputRefused, match="exists already"):
        back_up(called.db, called.organiser, target)
    assert target.read_text() == "a picture"


def test_a_backup_into_no_folder_is_refused(called: Make, tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="does not exist"):
        back_up(called.db, called.organiser, tmp_path / "gone" / "backup.phonebank")


def test_a_volunteer_may_not_copy_the_campaign(called: Make, tmp_path: Path) -> None:
    with pytest.raises(NotPermitted):
        back_up(called.db, called.caller("Vi"), tmp_path / "backup.phonebank")
    assert not (tmp_path / "backup.phonebank").exists()


def test_a_restore_puts_back_what_was_and_keeps_what_stood_there(
    called: Make, tmp_path: Path
) -> None:
    live = called.db.path
    backup = back_up(called.db, called.organiser, tmp_path / "backup.phonebank")
    backed_up = contents(backup)
    called.call(called.elector("Cy Young"), "busy")
    later = contents(live)
    called.db.close()

    kept = restore(backup, live).kept

    assert contents(live) == backed_up
    assert kept is not None
    assert kept.name == "campaign.phonebank.before-restore"
    assert contents(kept) == later
    assert len(later["call"]) == 3

    again = restore(kept, live).kept
    assert contents(live) == later
    assert again is not None
    assert again.name == "campaign.phonebank.before-restore-2"


def test_a_restore_leaves_the_backup_exactly_as_it_was(called: Make, tmp_path: Path) -> None:
    backup = back_up(called.db, called.organiser, tmp_path / "backup.phonebank")
    before = sha256(backup.read_bytes()).hexdigest()
    assert restore(backup, tmp_path / "elsewhere.phonebank").kept is None
    assert sha256(backup.read_bytes()).hexdigest() == before
    assert contents(tmp_path / "elsewhere.phonebank") == contents(backup)
    assert sorted(path.name for path in tmp_path.glob("backup*")) == ["backup.phonebank"]


def test_what_is_no_campaign_is_never_restored(called: Make, tmp_path: Path) -> None:
    called.db.close()
    before = contents(called.db.path)
    (tmp_path / "empty").touch()
    with pytest.raises(CampaignUnusable, match="empty"):
        restore(tmp_path / "empty", called.db.path)
    assert contents(called.db.path) == before


def test_a_campaign_that_is_open_elsewhere_is_not_replaced(called: Make, tmp_path: Path) -> None:
    backup = back_up(called.db, called.organiser, tmp_path / "backup.phonebank")
    called.call(called.elector("Cy Young"), "busy")
    with called.db.read() as session:
        session.connection().exec_driver_sql("SELECT count(*) FROM call").scalar()
        with pytest.raises(CampaignBusy):
            restore(backup, called.db.path)
    assert len(contents(called.db.path)["call"]) == 3


def test_the_log_of_a_damaged_campaign_is_not_played_into_the_restored_one(
    called: Make, tmp_path: Path
) -> None:
    """The log of what stood there would be valid for any file of that name."""
    live = called.db.path
    backup = back_up(called.db, called.organiser, tmp_path / "backup.phonebank")
    called.call(called.elector("Cy Young"), "busy")
    log = live.with_name(live.name + "-wal").read_bytes()
    assert log
    called.db.close()
    live.write_bytes(os.urandom(8192))
    live.with_name(live.name + "-wal").write_bytes(log)

    kept = restore(backup, live).kept

    assert contents(live) == contents(backup)
    assert kept is not None
    assert kept.with_name(kept.name + "-wal").read_bytes() == log


def test_a_half_made_copy_is_never_left_where_a_backup_should_be(
    called: Make, tmp_path: Path
) -> None:
    called.db.close()
    raw = bytearray(called.db.path.read_bytes())
    for page in range(85, 95):
        raw[page * 4096 : page * 4096 + 4096] = b"\xee" * 4096
    called.db.path.write_bytes(raw)
    damaged = Database(called.db.path)
    with pytest.raises(CampaignUnusable):
        back_up(damaged, called.organiser, tmp_path / "backup.phonebank")
    damaged.close()
    assert list(tmp_path.glob("backup*")) == []
