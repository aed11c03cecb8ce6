"""What is not a campaign is named as what it is, and never touched."""

import os
import subprocess
import sys
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from phonebank.domain.errors import CampaignUnusable, KeyNeeded, NoRoom, PhonebankError
from phonebank.services.campaigns import open_campaign
from phonebank.store.database import connect
from phonebank.store.gate import MAGIC

pytestmark = pytest.mark.file

PAGE = 4096


def hash_of(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def bytes_at(path: Path, at: int, new: bytes) -> None:
    raw = bytearray(path.read_bytes())
    raw[at : at + len(new)] = new
    path.write_bytes(raw)


def zero_header(path: Path) -> None:
    bytes_at(path, 0, bytes(100))


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: 3 * PAGE])


def foreign(path: Path) -> None:
    bytes_at(path, 68, b"ABCD")


def newer_format(path: Path) -> None:
    bytes_at(path, 60, (99).to_bytes(4, "big"))


def unknown_revision(path: Path) -> None:
    connection = connect(path, None)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def text(path: Path) -> None:
    path.write_text("Dear comrades,\n" * 1024)


def csv_text(path: Path) -> None:
    path.write_text("membership_number,first_name\nL1,Séan\n", "utf-8")


def latin_text(path: Path) -> None:
    path.write_bytes(b"Rhondda, \xff\xfe caf\xe9")


def another_database(path: Path) -> None:
    path.unlink()
    connection = connect(path, None)
    connection.execute("CREATE TABLE t (a)")
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()


@pytest.fixture
def path(template: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "mine.phonebank"
    copy.write_bytes(template.read_bytes())
    return copy


SPOILT = {
    zero_header: "damaged",
    truncate: "damaged",
    foreign: "another program",
    another_database: "another program",
    newer_format: "newer version",
    unknown_revision: "newer version",
    emptied: "empty",
    text: "not a phonebank campaign",
    csv_text: "not a phonebank campaign",
    latin_text: "not a phonebank campaign",
}


@pytest.mark.parametrize(
    ("spoil", "words"), SPOILT.items(), ids=lambda it: getattr(it, "__name__", "")
)
def test_what_is_no_campaign_is_named_and_left_as_it_is(
    path: Path, spoil: object, words: str
) -> None:
    spoil(path)  # type: ignore[operator]
    before = hash_of(path)
    with pytest.raises(CampaignUnusable) as refused:
        open_campaign(path)
    assert refused.value.status == 4
    assert words in refused.value.message
    assert str(path) in refused.value.message
    assert refused.value.kept
    assert refused.value.next_step
    assert hash_of(path) == before
    assert [left.name for left in path.parent.iterdir()] == [path.name]


def test_a_campaign_whose_log_is_half_moved_to_it_opens_whole(path: Path, tmp_path: Path) -> None:
    """The first page goes first and says how large the file will be; a program may be killed then,
    or another begin.
    """
    copy = tmp_path / "copy.phonebank"
    with closing(connect(path, None)) as writing:
        writing.execute("PRAGMA wal_autocheckpoint = 0")
        writing.execute("CREATE TABLE much AS SELECT zeroblob(100000) AS it")
        copy.write_bytes(path.read_bytes())
        logged = beside(path).read_bytes()
        beside(copy).write_bytes(logged)
    first_page = logged.rindex(MAGIC)
    bytes_at(copy, 0, logged[first_page : first_page + PAGE])
    open_campaign(copy).close()
    with closing(connect(copy, None)) as reading:
        assert reading.execute("SELECT length(it) FROM much").fetchall() == [(100000,)]


def beside(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def test_a_missing_campaign_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(CampaignUnusable, match="There is no campaign"):
        open_campaign(tmp_path / "gone.phonebank")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_called_a_folder(tmp_path: Path) -> None:
    with pytest.raises(CampaignUnusable, match="is a folder"):
        open_campaign(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(CampaignUnusable, match="is not a file"):
        open_campaign(tmp_path / "pipe")


def test_garbage_in_whole_pages_may_be_encrypted_and_asks_for_the_key(path: Path) -> None:
    path.write_bytes(bytes(range(128, 256)) * 64)
    before = hash_of(path)
    with pytest.raises(KeyNeeded) as refused:
        open_campaign(path)
    assert refused.value.status == 7
    with pytest.raises(KeyNeeded, match="passphrase does not open"):
        open_campaign(path, "secret")
    assert hash_of(path) == before


def test_a_passphrase_does_not_open_a_plain_campaign_and_does_not_spoil_it(path: Path) -> None:
    before = hash_of(path)
    with pytest.raises(KeyNeeded):
        open_campaign(path, "secret")
    assert hash_of(path) == before
    open_campaign(path).close()


READ_ONLY = """
import os, sys
from pathlib import Path
from phonebank.domain.errors import PhonebankError
from phonebank.store.gate import check_file
if os.getuid() == 0:
    os.setuid(65534)
try:
    check_file(Path(sys.argv[1]), has_key=False)
except PhonebankError as error:
    print(error.status, error.message)
"""


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="rights are other here")
@pytest.mark.parametrize("folder_rights", [0o555, 0o755])
def test_a_read_only_campaign_says_so_at_opening(
    path: Path, folder_rights: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """In a child, because a privileged user may write anywhere; its whole way in must be open."""
    path.chmod(0o444)
    for folder in (path.parent, *path.parent.parents):
        if folder == Path(folder.anchor) or folder.stat().st_uid != os.getuid():
            break
        if folder != Path("/tmp"):
            folder.chmod(0o755)
    path.parent.chmod(folder_rights)
    said = subprocess.run(
        [sys.executable, "-c", READ_ONLY, str(path)], capture_output=True, text=True, check=True
    )
    path.parent.chmod(0o755)
    assert said.stdout.startswith("6 ")
    assert "read-only" in said.stdout


def test_every_refusal_is_one_of_the_statuses_of_the_contract() -> None:
    statuses = {kind.__name__: kind.status for kind in (CampaignUnusable, KeyNeeded, NoRoom)}
    assert statuses == {"CampaignUnusable": 4, "KeyNeeded": 7, "NoRoom": 6}
    assert issubclass(KeyNeeded, PhonebankError)
