"""The import page from check to summary: every row is told of, and nothing is kept early."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from phonebank.domain.changes import Topic
from phonebank.domain.intake import Fate
from phonebank.gui.desk import Desk
from phonebank.gui.models.text_model import MARKED
from phonebank.gui.pages.importing.page import ImportPage
from phonebank.gui.pages.importing.ways import Step
from phonebank.services.looking_up import find_electors
from phonebank.store.database import Database
from tests.conftest import Make
from tests.gui.conftest import MakeDesk
from tests.gui.import_steps import (
    PATIENCE,
    answers,
    at,
    at_columns,
    checked,
    imported,
    messy_file,
    plain_file,
    shown_page,
)

MANY = 6000


@pytest.fixture
def desk(db: Database, desk_over: MakeDesk) -> Desk:
    return desk_over(db)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> ImportPage:
    return shown_page(qtbot, desk)


def names(desk: Desk, text: str = "") -> list[str]:
    return sorted(row.name for row in find_electors(desk.jobs.db, desk.actor, text))


def counts(page: ImportPage) -> dict[str, str]:
    return {fate.value: page.frame.check.cards.card(fate.value).accessibleName() for fate in Fate}


def test_a_check_tells_of_every_row_and_writes_nothing(
    qtbot: QtBot, page: ImportPage, desk: Desk, tmp_path: Path
) -> None:
    touched: list[Topic] = []
    desk.jobs.changed.connect(touched.append)
    checked(qtbot, page, messy_file(tmp_path))
    told = counts(page)
    assert told["added"].startswith("2 new")
    assert told["rejected"].startswith("3 rejected")
    assert "5 rows" in page.frame.told.text()
    assert names(desk) == []
    assert not any(touched)


def test_the_rejected_stand_first_with_the_cell_at_fault_marked_and_are_chosen_by_reason(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    checked(qtbot, page, messy_file(tmp_path))
    check = page.frame.check
    assert check.cards.current() == "rejected"
    assert check.cards.card("rejected").hasFocus()
    assert "3 rejected, by reason" in check.side.heading.text()
    rows = check.table.texts()
    model = check.table.text_model
    at_fault = [
        rows[row][column]
        for row in range(len(rows))
        for column in range(model.columnCount())
        if model.data(model.index(row, column), MARKED)
    ]
    assert at_fault.count("Hamersmith") == 2
    place = next(item for item in check.side.reasons.items() if "constituency" in item.text())
    place.click()
    assert [row[4] for row in check.table.texts()] == ["Hamersmith", "Hamersmith"]
    QTest.keyClick(check.cards.card("rejected"), Qt.Key.Key_Left)
    assert check.cards.current() == "unchanged"


def test_an_alias_brings_the_misspelt_place_in_after_another_check(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    checked(qtbot, page, messy_file(tmp_path))
    check = page.frame.check
    check.side.alias.click()
    assert check.decisions.isVisible()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert check.table.isVisible()
    assert page.step is Step.CHECK
    check.side.alias.click()
    [row] = check.decisions.rows
    qtbot.waitUntil(lambda: row.nearest.text() == "Hammersmith?")
    row.nearest.click()
    assert page.frame.footer.on.text() == "Check again"
    page.frame.footer.on.click()
    at(qtbot, page, Step.CHECK)
    assert counts(page)["added"].startswith("4 new")
    assert not check.side.alias.isVisible()


def test_a_word_that_means_nothing_is_decided_once(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    checked(qtbot, page, messy_file(tmp_path))
    check = page.frame.check
    assert check.side.decide.text() == "Decide 1 value…"
    check.side.decide.click()
    [row] = check.decisions.rows
    qtbot.waitUntil(lambda: row.pick.count() > 2)
    row.pick.setCurrentText("affiliated supporter")
    row.pick.activated.emit(row.pick.currentIndex())
    assert page.frame.footer.on.text() == "Check again"
    page.frame.footer.on.click()
    at(qtbot, page, Step.CHECK)
    assert not check.side.decide.isVisible()


def test_rejected_rows_are_saved_as_a_file_but_never_over_another(
    qtbot: QtBot, page: ImportPage, desk: Desk, tmp_path: Path
) -> None:
    checked(qtbot, page, messy_file(tmp_path))
    target = answers(desk).path = tmp_path / "rejects.csv"
    page.frame.check.save.click()
    qtbot.waitUntil(lambda: "saved" in page.frame.notice.words(), timeout=PATIENCE)
    assert answers(desk).suggested == tmp_path / "GMB Exeter rejects.csv"
    assert target.read_text("utf-8-sig").count("Hamersmith") == 2
    letter = answers(desk).path = tmp_path / "letter.csv"
    letter.write_text("Dear member,")
    page.frame.check.save.click()
    qtbot.waitUntil(lambda: "letter.csv" in page.frame.notice.words(), timeout=PATIENCE)
    assert letter.read_text() == "Dear member,"
    assert page.step is Step.CHECK


def test_an_import_tells_what_happened_and_is_undone_when_asked_twice(
    qtbot: QtBot, page: ImportPage, desk: Desk, tmp_path: Path
) -> None:
    imported(qtbot, page, plain_file(tmp_path))
    assert len(names(desk, "Ada")) == 3
    summary = page.frame.summary
    assert "3 rows read, 3 written" in summary.heading.text()
    qtbot.waitUntil(summary.undo.isVisible)
    summary.undo.click()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert not summary.earlier.question.isVisible()
    assert page.step is Step.SUMMARY
    summary.undo.click()
    assert "Undo the import of plain.csv?" in summary.earlier.question.words()
    assert len(names(desk, "Ada")) == 3
    summary.earlier.question.acted.emit()
    qtbot.waitUntil(lambda: names(desk, "Ada") == [], timeout=PATIENCE)
    qtbot.waitUntil(lambda: "3 electors taken off" in summary.earlier.question.words())
    qtbot.waitUntil(lambda: not summary.undo.isVisible())


def test_earlier_imports_stand_where_a_new_one_begins(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    imported(qtbot, page, plain_file(tmp_path))
    page.frame.footer.back.click()
    earlier = page.frame.start.earlier
    qtbot.waitUntil(lambda: [line.file_name for line in earlier.lines] == ["plain.csv"])
    assert earlier.undo_buttons


def test_an_import_that_is_cancelled_leaves_nothing(
    qtbot: QtBot, page: ImportPage, desk: Desk, tmp_path: Path
) -> None:
    checked(qtbot, page, plain_file(tmp_path, MANY))
    page.frame.footer.on.click()
    assert page.frame.run.isVisible()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    at(qtbot, page, Step.CHECK)
    assert "Nothing was kept" in page.frame.notice.words()
    assert names(desk) == []
    assert page.frame.footer.on.isEnabled()


def test_rows_done_are_told_while_it_runs_and_a_file_dropped_meanwhile_waits(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    checked(qtbot, page, plain_file(tmp_path, MANY))
    seen: list[str] = []
    page.work.progressed.connect(lambda *_: seen.append(page.frame.run.done.text()))
    page.frame.footer.on.click()
    page.open(messy_file(tmp_path))
    assert "under way" in page.frame.notice.words()
    at(qtbot, page, Step.SUMMARY)
    assert any("of 6\u2009000 rows" in words for words in seen)
    assert page.draft is not None
    assert page.draft.path.name == "plain.csv"


def test_emptying_much_must_be_agreed_to(
    qtbot: QtBot, page: ImportPage, desk: Desk, tmp_path: Path
) -> None:
    imported(qtbot, page, plain_file(tmp_path))
    bare = tmp_path / "bare.csv"
    lines = ["membership_number,first_name,last_name,constituency,mobile"]
    lines += [f"P{n},Ada,Byron{n},Exeter," for n in range(3)]
    bare.write_text("\n".join(lines) + "\n")
    checked(qtbot, page, bare)
    assert page.frame.warning.isVisible()
    assert "3 of 3 electors" in page.frame.warning.words()
    assert not page.frame.footer.on.isEnabled()
    page.frame.warning.acted.emit()
    assert not page.frame.warning.isVisible()
    page.frame.footer.on.click()
    at(qtbot, page, Step.SUMMARY)


def test_electors_missing_from_a_newer_file_are_listed_and_stay_unless_asked(
    qtbot: QtBot, page: ImportPage, desk: Desk, make: Make, tmp_path: Path
) -> None:
    imported(qtbot, page, plain_file(tmp_path, 3))
    checked(qtbot, page, plain_file(tmp_path, 2, "newer.csv"))
    check = page.frame.check
    assert check.missing.text() == "1 elector of an earlier file is not in this one."
    check.show_missing.click()
    assert [row[2] for row in check.table.texts()] == ["Ada BYRON2"]
    assert not check.take_off.isChecked()
    check.take_off.click()
    page.frame.footer.on.click()
    at(qtbot, page, Step.SUMMARY)
    found = find_electors(desk.jobs.db, desk.actor, "Ada")
    entitled = [row.name for row in found if make.state(row.id).eligible]
    assert sorted(entitled) == ["Ada Byron0", "Ada Byron1"]


def test_an_import_that_fails_comes_back_to_the_check_with_a_sentence(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    path = plain_file(tmp_path)
    checked(qtbot, page, path)
    path.unlink()
    page.frame.footer.on.click()
    at(qtbot, page, Step.CHECK)
    assert page.frame.notice.isVisible()
    assert "plain.csv" in page.frame.notice.words()
    assert page.frame.footer.on.isEnabled()


def test_a_check_that_is_refused_goes_back_to_the_columns(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    path = plain_file(tmp_path)
    at_columns(qtbot, page, path)
    path.unlink()
    page.frame.footer.on.click()
    at(qtbot, page, Step.COLUMNS)
    assert page.frame.notice.isVisible()
    assert page.draft is not None
    assert page.draft.columns["mobile"] == ("mobile",)
