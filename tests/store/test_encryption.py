"""A stolen encrypted campaign tells nothing but its size."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from phonebank.domain.errors import KeyNeeded
from phonebank.services.backups import back_up, restore
from phonebank.services.campaigns import create_campaign, open_campaign
from phonebank.store.database import Database
from phonebank.store.dialect import sorting_in_threads
from tests.conftest import CONTEST, MONDAY, Make

pytestmark = pytest.mark.file

SECRET = "correct horse battery staple"
CANARIES = ("Zebulon", "Quagmire", "7700900987", "A dog called Xerxes", "ZZ9 9ZZ")


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """An encrypted campaign, open, with a person and a call in it that must not be read."""
    path = tmp_path_factory.mktemp("locked") / "locked.phonebank"
    database = create_campaign(path, CONTEST, MONDAY, passphrase=SECRET)
    make = Make(database)
    who = make.elector("Zebulon Quagmire", numbers=["07700 900987"], postcode="ZZ9 9ZZ")
    make.call(who, "spoke", note="A dog called Xerxes.")
    yield database
    database.close()


def assert_tells_nothing(folder: Path) -> None:
    files = [path for path in folder.iterdir() if path.is_file()]
    assert files
    for path in files:
        raw = path.read_bytes()
        assert b"SQLite format" not in raw, path.name
        for canary in CANARIES:
            assert canary.encode() not in raw, path.name
            assert canary.encode("utf-16-le") not in raw, path.name


def test_neither_the_file_nor_its_log_holds_a_readable_word(locked: Database) -> None:
    log = locked.path.with_name(locked.path.name + "-wal")
    assert log.stat().st_size > 0
    assert_tells_nothing(locked.path.parent)


def test_a_plain_campaign_would_be_found_out(make: Make) -> None:
    """The search itself works: the same person in a plain campaign is found."""
    make.elector("Zebulon Quagmire")
    with pytest.raises(AssertionError):
        assert_tells_nothing(make.db.path.parent)


@pytest.mark.parametrize("is_encrypted", [False, True])
def test_an_encrypted_campaign_never_sorts_in_a_file_that_can_be_read(
    make: Make, locked: Database, is_encrypted: bool
) -> None:
    with (locked if is_encrypted else make.db).write() as session:
        asked = ("temp_store", "cache_size")
        connection = session.connection()
        before = [connection.exec_driver_sql(f"PRAGMA {it}").scalar() for it in asked]
        with sorting_in_threads(session):
            sorts_in_file = connection.exec_driver_sql("PRAGMA temp_store").scalar() == 1
        after = [connection.exec_driver_sql(f"PRAGMA {it}").scalar() for it in asked]
    assert sorts_in_file is not is_encrypted
    assert after == before


def test_a_backup_is_as_locked_as_the_campaign_and_can_be_restored(
    locked: Database, tmp_path: Path
) -> None:
    backup = back_up(locked, Make(locked).organiser, tmp_path / "copy.phonebank")
    assert_tells_nothing(tmp_path)
    with pytest.raises(KeyNeeded):
        restore(backup, tmp_path / "restored.phonebank", "wrong")
    restore(backup, tmp_path / "restored.phonebank", SECRET)
    assert_tells_nothing(tmp_path)
    again = open_campaign(tmp_path / "restored.phonebank", SECRET)
    assert Make(again).card(1).name == "Zebulon Quagmire"
    again.close()


@pytest.mark.parametrize("passphrase", ["wrong", "", SECRET.upper()])
def test_a_wrong_passphrase_is_called_that(
    locked: Database, tmp_path: Path, passphrase: str, capfd: pytest.CaptureFixture[str]
) -> None:
    copy = back_up(locked, Make(locked).organiser, tmp_path / "copy.phonebank")
    before = copy.read_bytes()
    with pytest.raises(KeyNeeded) as refused:
        open_campaign(copy, passphrase)
    assert refused.value.status == 7
    assert "passphrase" in refused.value.sentence
    assert copy.read_bytes() == before
    assert capfd.readouterr().err == ""


def test_no_passphrase_is_asked_for(locked: Database, tmp_path: Path) -> None:
    copy = back_up(locked, Make(locked).organiser, tmp_path / "copy.phonebank")
    with pytest.raises(KeyNeeded, match="encrypted"):
        open_campaign(copy)


def test_two_campaigns_of_one_passphrase_have_different_keys(
    locked: Database, tmp_path: Path
) -> None:
    other = create_campaign(tmp_path / "other.phonebank", CONTEST, MONDAY, passphrase=SECRET)
    assert other.key != locked.key
    other.close()
