"""A roll that comes again: lines that are known are not read, and all is told as if they were."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from phonebank.domain.errors import InputRefused
from phonebank.domain.files import Reading
from phonebank.domain.intake import Accounts, Fate
from phonebank.services.campaigns import create_campaign
from phonebank.services.importing import ImportKind, ImportOptions, import_file
from phonebank.services.signing_in import sign_in
from phonebank.services.taking import SHORT
from phonebank.store.database import Database
from tests.conftest import CONTEST, MONDAY

pytestmark = pytest.mark.file
HEADER = "membership_number,first_name,last_name,constituency,mobile,do_not_call\n"
ADA = "L1,Ada,Byron,Exeter,07700 900001,no\n"
AUGUSTA = "L1,Augusta,Byron,Exeter,,\n"
QUOTED = 'L2,"Bob",Hur,Exeter,"07700 900002",\n'
OPENS_A_QUOTE = 'L3,x"y,"z\n'
"""With as many quotes as if it closed it."""
TWO_LINES = 'L4,"two\nlines",Hur,Exeter,,\n'
SHORT_ROW = "L5,Cy,Webb,Exeter\n"
ODD_WORD = "L7,Una,Webb,Exeter,,perhaps\n"
BARRED = "L9,Vi,Red,Exeter,,yes\n"
BARRED_TOO = "L9,Violet,Red,Exeter,,yes\n"
LOST, LETTER = "L8,Eve,Caf\udce9,Exeter,,\n", "L8,Eve,Caf?,Exeter,,\n"
LINES = [
    *(BARRED_TOO, ADA, QUOTED, OPENS_A_QUOTE, TWO_LINES, SHORT_ROW, ODD_WORD, BARRED, LOST, LETTER),
    *(
        "\n",
        ",,,,,\n",
        "L6,Una,Webb,Nowhere,,\n",
        AUGUSTA,
        'L10,"A"b,C,Bath,,\n',
    ),
    *('L11,Z,closes it",Exeter,,\n', "L12,#REF!,Byron,Exeter,,\n", "L13,Zoë,Webb,Bath,,,,\n"),
]


def written(path: Path, lines: list[str]) -> Path:
    path.write_bytes("".join([HEADER, *lines]).encode("utf-8", "surrogateescape"))
    return path


@contextmanager
def campaign(path: Path) -> Iterator[Database]:
    with closing(Database(path)) as db:
        yield db


def imported(db: Database, path: Path, delimiter: str = ",") -> Accounts:
    reading = Reading(encoding="utf-8", delimiter=delimiter, header_line=1)
    options = ImportOptions(reading=reading, may_blank=True)
    return import_file(db, sign_in(db), path, ImportKind.ROLL, MONDAY, options).value


def told(accounts: Accounts) -> dict[str, Any]:
    """All but what cleaning notes of rows that are read, which those that are known are not."""
    names = ("fates", "reasons", "undecided_values", "blank_rows", "missing", "missing_samples")
    facts = {name: getattr(accounts, name) for name in names}
    shown = (*accounts.samples.items(), *accounts.reject_samples.items())
    facts["samples"] = {str(key): sorted(rows) for key, rows in shown if rows}
    return facts | {"short": accounts.notices[SHORT]}


def electors(db: Database) -> list[dict[str, Any]]:
    """All that is kept of them, but for the hashes, which are forgotten of whom is not seen."""
    with db.read() as session:
        rows = session.execute(text("SELECT * FROM elector ORDER BY id")).mappings()
        return [{**row, "row_hash": None} for row in rows]


def forget_lines(db: Database) -> None:
    with db.write() as session:
        session.execute(text("UPDATE elector SET row_hash = NULL"))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("known") / "empty.phonebank"
    create_campaign(path, CONTEST, MONDAY).close()
    return path


def outcome(db: Database, path: Path) -> object:
    """Of two imports: the second finds the hashes that the first has left."""
    try:
        return told(imported(db, path)), told(imported(db, path)), electors(db)
    except InputRefused as refusal:
        return str(refusal)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    before=st.lists(st.sampled_from(LINES), max_size=12),
    after=st.lists(st.sampled_from(LINES), max_size=12),
)
def test_what_is_known_by_its_line_is_told_as_if_it_were_read(
    empty: Path, tmp_path: Path, before: list[str], after: list[str]
) -> None:
    first, again = written(tmp_path / "one.csv", before), tmp_path / "two.csv"
    knowing, forgetful = tmp_path / "knowing.phonebank", tmp_path / "forgetful.phonebank"
    shutil.copyfile(empty, knowing)
    with campaign(knowing) as db:
        try:
            imported(db, first)
        except InputRefused:
            assume(False)
    shutil.copyfile(knowing, forgetful)
    written(again, after)
    with campaign(knowing) as one, campaign(forgetful) as other:
        forget_lines(other)
        assert outcome(one, again) == outcome(other, again)


@pytest.fixture
def db(empty: Path, tmp_path: Path) -> Iterator[Database]:
    shutil.copyfile(empty, tmp_path / "one.phonebank")
    with campaign(tmp_path / "one.phonebank") as db:
        yield db


def test_a_known_line_within_an_open_quote_is_no_row(db: Database, tmp_path: Path) -> None:
    """Of so few columns a cell may well hold what looks like a row."""
    path = tmp_path / "one.csv"
    header, *rows = "membership_number,last_name,constituency", "L1,Byron,Exeter", "L2,Hur,Exeter"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    imported(db, path)
    swallowing = [header, 'L3,x"y,"z', rows[0], 'closes it"', rows[1]]
    path.write_text("\n".join(swallowing) + "\n", encoding="utf-8")
    accounts = imported(db, path)
    assert accounts.fates == {Fate.UNCHANGED: 1, Fate.REJECTED: 1}
    assert accounts.missing == 1


def test_a_byte_that_is_no_text_is_not_the_sign_that_is_shown_for_it(
    db: Database, tmp_path: Path
) -> None:
    imported(db, written(tmp_path / "one.csv", [ADA, LETTER]))
    accounts = imported(db, written(tmp_path / "two.csv", [ADA, LOST]))
    assert accounts.fates == {Fate.UNCHANGED: 1, Fate.REJECTED: 1}


def test_what_somebody_has_to_decide_and_short_rows_are_told_every_time(
    db: Database, tmp_path: Path
) -> None:
    path = written(tmp_path / "one.csv", [ADA, ODD_WORD, SHORT_ROW, TWO_LINES, BARRED, "L6\n"])
    first, again = imported(db, path), imported(db, path)
    assert first.undecided_values == again.undecided_values != {}
    assert first.notices[SHORT] == again.notices[SHORT] == 2
    assert again.fates == {Fate.UNCHANGED: 4, Fate.SUPPRESSED: 1, Fate.REJECTED: 1}


def test_the_same_line_read_by_another_delimiter_is_read_anew(db: Database, tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text("L1,Exeter,;Bath;L2\n", encoding="utf-8")
    names = ("membership_number", "constituency", "last_name")
    columns = {name: f"Column {number}" for number, name in enumerate(names, start=1)}
    for delimiter in ",;":
        reading = Reading(encoding="utf-8", delimiter=delimiter, header_line=0)
        options = ImportOptions(columns=columns, reading=reading)
        done = import_file(db, sign_in(db), path, ImportKind.ROLL, MONDAY, options)
        assert done.value.fates == {Fate.ADDED: 1}


@pytest.mark.parametrize(
    ("rows", "name", "line"), [([AUGUSTA, ADA], "Augusta", 3), ([ADA, AUGUSTA], "Ada", 3)]
)
def test_of_two_rows_of_one_elector_the_first_counts_and_the_other_is_told(
    db: Database, tmp_path: Path, rows: list[str], name: str, line: int
) -> None:
    imported(db, written(tmp_path / "one.csv", [ODD_WORD, ADA]))
    accounts = imported(db, written(tmp_path / "two.csv", rows))
    [reject] = accounts.rejects
    assert (reject.line, sum(accounts.fates.values())) == (line, 2)
    assert tuple(",".join(reject.original).split(",")) == tuple(rows[1].strip().split(","))
    assert [row["first_name"] for row in electors(db)] == ["Una", name]


def test_a_row_that_could_not_bring_an_elector_does_not_count_when_the_file_comes_again(
    db: Database, tmp_path: Path
) -> None:
    placeless = AUGUSTA.replace("Exeter", "")
    path = written(tmp_path / "one.csv", [placeless, ADA])
    assert imported(db, path).fates == {Fate.ADDED: 1, Fate.REJECTED: 1}
    assert imported(db, path).fates == {Fate.UNCHANGED: 1, Fate.REJECTED: 1}
    assert [row["first_name"] for row in electors(db)] == ["Ada"]


def test_a_row_that_names_an_elector_badly_does_not_stand_before_the_known_one(
    db: Database, tmp_path: Path
) -> None:
    imported(db, written(tmp_path / "one.csv", [ADA]))
    nowhere = ADA.replace("Exeter", "Atlantis")
    accounts = imported(db, written(tmp_path / "two.csv", [nowhere, ADA]))
    assert accounts.fates == {Fate.UNCHANGED: 1, Fate.REJECTED: 1}
    assert accounts.rejects[0].line == 2
