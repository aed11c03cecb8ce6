"""Long work in a process of its own: the same answers, and nothing kept of what is stopped."""

import os
from pathlib import Path

import pytest

from phonebank.domain.changes import Done, Topic
from phonebank.domain.errors import Cancelled, InputRefused
from phonebank.domain.intake import Fate
from phonebank.services.apart import StoppedUnexpectedly, apart
from phonebank.services.campaigns import create_campaign
from phonebank.services.importing import ImportKind, import_file
from phonebank.services.signing_in import sign_in
from phonebank.store.database import Database
from tests.conftest import CONTEST, MONDAY, Make, csv_file, roll_row

ROLL = ImportKind.ROLL


def roll_file(folder: Path, rows: int = 40) -> Path:
    return csv_file(folder / "roll.csv", [roll_row(f"L{n}") for n in range(rows)])


def test_an_import_apart_answers_as_one_here(make: Make, tmp_path: Path) -> None:
    path = roll_file(tmp_path)
    reports: list[tuple[int, int]] = []
    done = apart(
        make.db,
        import_file,
        make.organiser,
        path,
        ROLL,
        MONDAY,
        report=lambda done, total: reports.append((done, total)),
    )
    assert done.value.fates == {Fate.ADDED: 40}
    assert done.touched & Topic.ELECTORS
    assert make.card(40).name == "Ada Byron"
    assert any(total for _, total in reports)


@pytest.mark.file
def test_a_refusal_there_is_a_refusal_here(make: Make, tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    with pytest.raises(InputRefused, match="empty") as refused:
        apart(make.db, import_file, make.organiser, empty, ROLL, MONDAY)
    assert refused.value.next_step


@pytest.mark.file
def test_stopping_it_keeps_nothing(make: Make, tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    path = roll_file(tmp_path, 5000)
    with pytest.raises(Cancelled):
        apart(make.db, import_file, make.organiser, path, ROLL, MONDAY, report=stop)
    assert import_file(make.db, make.organiser, path, ROLL, MONDAY).value.fates[Fate.ADDED] == 5000


def die(database: Database, report: object) -> Done[None]:
    os._exit(1)


@pytest.mark.file
def test_a_process_that_dies_costs_a_sentence(make: Make) -> None:
    with pytest.raises(StoppedUnexpectedly, match="unexpectedly"):
        apart(make.db, die)


def test_an_encrypted_campaign_is_opened_there_too(tmp_path: Path) -> None:
    path = tmp_path / "locked.phonebank"
    with_key = create_campaign(path, CONTEST, MONDAY, passphrase="correct horse battery")
    actor = sign_in(with_key)
    done = apart(with_key, import_file, actor, roll_file(tmp_path), ROLL, MONDAY)
    assert done.value.fates == {Fate.ADDED: 40}
    with_key.close()
