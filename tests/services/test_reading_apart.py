"""A long roll, read in a process of its own: the same campaign, and nothing of what is cut off."""

import multiprocessing
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import MetaData, select

from phonebank.domain.errors import Cancelled, InputRefused
from phonebank.domain.intake import Accounts, Fate
from phonebank.services import roll_rows
from phonebank.services.apart import StoppedUnexpectedly, apart, made_apart
from phonebank.services.campaigns import create_campaign
from phonebank.services.importing import ImportKind, ImportOptions, import_file
from phonebank.services.signing_in import sign_in
from phonebank.store.database import Database
from tests.conftest import CONTEST, MONDAY, Make, csv_file, roll_row

HERE, APART = 1 << 60, 0
OF_ITS_OWN = "campaign"
"""The table by which one campaign is told from another."""
INDEX_OF_SEARCH = ("elector_words", "elector_digits")


@pytest.fixture
def read_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """However short the file is."""
    monkeypatch.setattr(roll_rows, "LONG", APART)


def imported(
    db: Database, path: Path, rejects: Path | None = None, *, is_dry: bool = False
) -> Accounts:
    options = ImportOptions(rejects=rejects, dry_run=is_dry, may_blank=True)
    return import_file(db, sign_in(db), path, ImportKind.ROLL, MONDAY, options).value


def motley(folder: Path, *, section: str = "Member", rows: int = 1200) -> Path:
    """A roll of which many rows have something odd in them."""
    odd: list[dict[str, str]] = [
        {"mobile": "07700 900123 / 01632 960123 ext 4", "landline": "07700900123"},
        {"mobile": "no phone", "email": "ada@example.org", "tags": "poster; hall"},
        {"section": section, "joined_on": "2010-02-30", "do_not_call": "yes"},
        {"membership_number": "", "postcode": "ex11aa", "eligible": "no"},
        {"membership_number": "L3", "last_name": "O\u2019Bri\u200ben-Łoś"},
        {"constituency": "Nowhere", "address": "two\nlines, #4"},
        {"first_name": "", "last_name": ""},
        {"landline": "#REF!"},
    ]
    told = [{**roll_row(f"L{n}"), **odd[n % len(odd)]} for n in range(rows)]
    return csv_file(folder / "roll.csv", told)


def told(accounts: Accounts) -> dict[str, object]:
    names = ("fates", "rejects", "reasons", "undecided_values", "notices", "samples")
    more = ("reject_samples", "blank_rows", "missing", "blanked", "known")
    return {name: getattr(accounts, name) for name in (*names, *more)}


def contents(db: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, and what the two indexes of search find in a file."""
    with db.read() as session:
        connection = session.connection()
        tables = MetaData()
        tables.reflect(connection, only=lambda name, _: not name.startswith(INDEX_OF_SEARCH))
        rows = {
            name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for name, table in tables.tables.items()
            if name != OF_ITS_OWN
        }
        for name, word in zip(INDEX_OF_SEARCH, ("ada", '"900"'), strict=True):
            if connection.dialect.name == "sqlite":
                asked = f"SELECT rowid FROM {name} WHERE {name} MATCH '{word}'"
                rows[name] = [tuple(row) for row in connection.exec_driver_sql(asked)]
    return rows


def test_a_long_file_makes_the_campaign_that_a_short_one_makes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    for limit in (HERE, APART):
        monkeypatch.setattr(roll_rows, "LONG", limit)
        folder = tmp_path / str(limit)
        folder.mkdir()
        db = create_campaign(folder / "one.phonebank", CONTEST, MONDAY)
        rejects = folder / "rejects.csv"
        accounts = [
            imported(db, motley(folder), is_dry=True),
            imported(db, motley(folder), rejects),
            imported(db, motley(folder)),
            imported(db, motley(folder, section="Strange")),
        ]
        made.append((list(map(told, accounts)), rejects.read_bytes(), contents(db)))
        db.close()
    (here, rejects_here, rows_here), (there, rejects_there, rows_there) = made
    assert here == there
    assert rejects_here == rejects_there
    assert rows_here == rows_there
    assert len(rows_here["elector"]) > 400
    assert all(rows_here[name] for name in INDEX_OF_SEARCH)


@pytest.mark.usefixtures("read_apart")
def test_a_reader_that_is_ended_in_the_middle_costs_a_sentence_and_nothing_is_kept(
    make: Make, tmp_path: Path
) -> None:
    path = csv_file(tmp_path / "roll.csv", [roll_row(f"L{n}") for n in range(8000)])
    before = contents(make.db)

    def end_it(done: int, total: int) -> None:
        for reader in multiprocessing.active_children():
            reader.kill()

    with pytest.raises(StoppedUnexpectedly, match="unexpectedly") as stopped:
        import_file(make.db, make.organiser, path, ImportKind.ROLL, MONDAY, report=end_it)
    assert stopped.value.kept == "Nothing of it was kept."
    assert contents(make.db) == before
    assert imported(make.db, path).fates == {Fate.ADDED: 8000}


@pytest.mark.usefixtures("read_apart")
def test_a_cancelled_import_ends_its_reader(make: Make, tmp_path: Path) -> None:
    path = csv_file(tmp_path / "roll.csv", [roll_row(f"L{n}") for n in range(5000)])
    before = contents(make.db)
    readers: list[object] = []

    def stop(done: int, total: int) -> None:
        readers.extend(multiprocessing.active_children())
        raise Cancelled

    with pytest.raises(Cancelled):
        import_file(make.db, make.organiser, path, ImportKind.ROLL, MONDAY, report=stop)
    assert len(readers) == 1
    assert not multiprocessing.active_children()
    assert contents(make.db) == before


@pytest.mark.usefixtures("read_apart")
def test_what_the_reader_refuses_is_refused(make: Make, tmp_path: Path) -> None:
    path = csv_file(tmp_path / "roll.csv", [roll_row(f"L{n}") for n in range(2000)])
    with path.open("a", encoding="utf-8") as file:
        file.write('L9,"Ada,Byron,Exeter,07700 900001\n')
    with pytest.raises(InputRefused, match="line 2002"):
        imported(make.db, path)
    assert not contents(make.db)["elector"]


def test_an_import_apart_reads_in_one_more_process(make: Make, tmp_path: Path) -> None:
    rows = [roll_row(f"L{n}", address="long " * 500) for n in range(2500)]
    path = csv_file(tmp_path / "roll.csv", rows)
    assert path.stat().st_size > roll_rows.LONG
    done = apart(make.db, import_file, make.organiser, path, ImportKind.ROLL, MONDAY)
    assert done.value.fates == {Fate.ADDED: 2500}


def counted(count: int) -> Iterator[bytes]:
    for number in range(count):
        yield str(number).encode() * 10_000
    if count == 3:
        raise InputRefused("Three are too many.")
    if count == 4:
        os._exit(1)


def test_what_is_made_apart_comes_in_order_and_errors_after_it() -> None:
    with made_apart(counted, 12, waiting=lambda: None) as pieces:
        assert list(pieces) == list(counted(12))
    with made_apart(counted, 3, waiting=lambda: None) as pieces:
        assert [next(pieces)[:1] for _ in range(3)] == [b"0", b"1", b"2"]
        with pytest.raises(InputRefused, match="Three"):
            next(pieces)


def test_who_dies_making_something_costs_a_sentence() -> None:
    with (
        made_apart(counted, 4, waiting=lambda: None) as pieces,
        pytest.raises(StoppedUnexpectedly),
    ):
        list(pieces)


def slow(path: Path) -> Iterator[bytes]:
    """Makes nothing until there is this file."""
    while not path.exists():
        yield from ()
    yield b"at last"


def test_whoever_waits_is_asked_on_and_on(tmp_path: Path) -> None:
    waited: list[int] = []

    def wait() -> None:
        waited.append(1)
        if len(waited) == 3:
            (tmp_path / "now").touch()

    with made_apart(slow, tmp_path / "now", waiting=wait) as pieces:
        assert list(pieces) == [b"at last"]
    assert len(waited) >= 3
