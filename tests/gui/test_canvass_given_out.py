"""Export on the canvass page: every kind of file, what is kept of it, and what is refused."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from phonebank.domain.errors import InputRefused
from phonebank.gui.desk import Desk
from phonebank.gui.pages.canvass.export import Export
from phonebank.services.freezing import frozen_copies
from phonebank.services.tallying import canvass_table
from phonebank.store.database import Database
from tests.gui.conftest import Answers, MakeDesk

pytestmark = pytest.mark.file


@pytest.fixture
def desk(sample_db: Database, desk_over: MakeDesk) -> Desk:
    return desk_over(sample_db)


def given_out(qtbot: QtBot, desk: Desk, path: Path) -> Export:
    answers = desk.ask
    assert isinstance(answers, Answers)
    answers.path = path
    export = Export(desk, desk.jobs)
    where = {"region": ["Wales"]}
    table = canvass_table(desk.jobs.db, desk.actor, desk.clock.now(), where=where)
    with qtbot.waitSignal(export.written, timeout=30_000) as told:
        export.export(table)
    assert told.args is not None
    [made] = told.args
    newest = frozen_copies(desk.jobs.db, desk.actor)[0]
    assert (made.path, made.copy.line) == (path, newest)
    return export


@pytest.mark.parametrize(
    ("name", "begins", "given_as"),
    [
        ("canvass.xlsx", b"PK", "workbook"),
        ("canvass.zip", b"PK", "CSV"),
        ("canvass.csv", b"\xef\xbb\xbfConstituency", "CSV"),
        ("canvass.pdf", b"%PDF", "report"),
        ("canvass.html", b"<!DOCTYPE html>", "page"),
    ],
)
def test_each_ending_gives_its_file_and_keeps_a_copy(
    qtbot: QtBot, desk: Desk, tmp_path: Path, name: str, begins: bytes, given_as: str
) -> None:
    before = len(frozen_copies(desk.jobs.db, desk.actor))
    given_out(qtbot, desk, tmp_path / name)
    assert (tmp_path / name).read_bytes().startswith(begins)
    newest, *others = frozen_copies(desk.jobs.db, desk.actor)
    assert (newest.given_as, newest.file_name, len(others)) == (given_as, name, before)


def test_an_ending_that_says_nothing_is_refused_in_a_sentence(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    answers = desk.ask
    assert isinstance(answers, Answers)
    answers.path = tmp_path / "canvass.docx"
    table = canvass_table(desk.jobs.db, desk.actor, desk.clock.now())
    with qtbot.waitSignal(desk.jobs.failed) as told:
        Export(desk, desk.jobs).export(table)
    assert isinstance(told.args[0], InputRefused)
    assert not answers.path.exists()


def test_a_folder_that_is_not_there_is_refused_and_no_copy_kept(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    answers = desk.ask
    assert isinstance(answers, Answers)
    before = frozen_copies(desk.jobs.db, desk.actor)
    for name in ("canvass.pdf", "canvass.xlsx"):
        answers.path = tmp_path / "nowhere" / name
        table = canvass_table(desk.jobs.db, desk.actor, desk.clock.now())
        with qtbot.waitSignal(desk.jobs.failed) as told:
            Export(desk, desk.jobs).export(table)
        assert isinstance(told.args[0], InputRefused)
    assert frozen_copies(desk.jobs.db, desk.actor) == before
