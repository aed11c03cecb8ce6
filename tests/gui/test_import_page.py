"""The import page from the file to the columns: nothing is guessed in silence."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from phonebank.domain.dates import DateOrder
from phonebank.domain.files import Question
from phonebank.gui.desk import Desk
from phonebank.gui.pages.importing.page import ImportPage
from phonebank.gui.pages.importing.ways import Step
from phonebank.services.importing import ImportKind
from phonebank.store.database import Database
from tests.gui.conftest import MakeDesk
from tests.gui.import_steps import (
    at,
    at_columns,
    checked,
    imported,
    messy_file,
    opened,
    plain_file,
    shown_page,
)


@pytest.fixture
def desk(db: Database, desk_over: MakeDesk) -> Desk:
    return desk_over(db)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> ImportPage:
    return shown_page(qtbot, desk)


def test_before_there_is_a_file_it_says_where_to_drop_one(page: ImportPage) -> None:
    assert page.frame.start.isVisible()
    assert page.frame.start.choose.hasFocus()
    assert not page.frame.steps.isVisible()


def test_what_a_file_really_is_stands_beside_its_rows(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    opened(qtbot, page, messy_file(tmp_path))
    step = page.frame.file
    assert "Windows-1252" in step.read_as.fact.text()
    assert "semicolons" in step.read_as.fact.text()
    assert step.header.currentText() == "3"
    assert step.table.texts()[0][:3] == ["L1", "O’Brien", "Zoë"]


def test_what_cannot_be_seen_is_shown_by_its_number(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    opened(qtbot, page, messy_file(tmp_path))
    assert page.frame.file.table.texts()[1][-1] == "blue[U+00A0]x"


def test_an_open_encoding_is_asked_with_names_before_one_may_go_on(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    opened(qtbot, page, messy_file(tmp_path))
    options = page.frame.file.encoding.options
    assert not page.frame.footer.on.isEnabled()
    assert "encoding" in page.frame.footer.on.toolTip()
    assert "Zoë" in options["cp1252"].accessibleDescription()
    assert not any(option.isChecked() for option in options.values())
    options["cp1252"].click()
    qtbot.waitUntil(page.frame.footer.on.isEnabled)
    assert page.frame.file.encoding.options["cp1252"].isChecked()


def test_another_encoding_is_read_at_once(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    opened(qtbot, page, messy_file(tmp_path))
    page.frame.file.encoding.options["mac-roman"].click()
    qtbot.waitUntil(lambda: page.frame.file.table.texts()[0][2] == "ZoÎ")


def test_choosing_an_encoding_does_not_answer_for_the_headers(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    opened(qtbot, page, messy_file(tmp_path))
    page.frame.file.encoding.options["cp1252"].click()
    at(qtbot, page, Step.FILE)
    assert page.draft is not None
    assert page.draft.look is not None
    assert page.draft.look.questions == {Question.HEADER}
    assert any("headers" in sentence for sentence in page.frame.file.notices.texts())


def test_another_line_may_hold_the_headers(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    opened(qtbot, page, messy_file(tmp_path))
    header = page.frame.file.header
    header.setCurrentIndex(4)
    header.activated.emit(4)
    qtbot.waitUntil(lambda: page.frame.file.table.texts()[0][0] == "L2")
    assert header.currentText() == "4"


def test_a_file_that_cannot_be_read_is_told_and_leaves_the_way_open(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.csv"
    empty.touch()
    page.open(empty)
    qtbot.waitUntil(page.frame.notice.isVisible)
    assert "empty.csv" in page.frame.notice.words()
    assert page.frame.start.isVisible()
    opened(qtbot, page, plain_file(tmp_path))
    assert not page.frame.notice.isVisible()


def test_the_page_keeps_what_a_failed_rereading_left(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    opened(qtbot, page, messy_file(tmp_path))
    page.frame.file.reread.emit({"encoding": "no-such-code"})
    qtbot.waitUntil(page.frame.notice.isVisible)
    assert page.frame.file.table.texts()[0][2] == "Zoë"
    assert page.draft is not None
    assert page.draft.reading.encoding == ""


def test_columns_are_proposed_with_what_stands_in_them(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    at_columns(qtbot, page, messy_file(tmp_path))
    rows = page.frame.columns.rows
    assert rows["constituency"].picks[0].currentText() == "CLP"
    assert "Exeter" in rows["constituency"].samples.text()
    assert page.frame.columns.unused.texts() == ["Colour"]
    assert "7 of 8 columns used" in page.frame.columns.heading.text()


def test_a_column_is_corrected_and_holds_one_field_only(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    at_columns(qtbot, page, messy_file(tmp_path))
    row = page.frame.columns.rows["email"]
    row.picks[0].setCurrentText("Mobile")
    row.picks[0].activated.emit(row.picks[0].currentIndex())
    assert page.draft is not None
    assert page.draft.columns["email"] == ("Mobile",)
    assert "mobile" not in page.draft.columns


def test_where_several_columns_may_hold_a_field_there_is_room_for_one_more(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    at_columns(qtbot, page, messy_file(tmp_path))
    row = page.frame.columns.rows["mobile"]
    assert len(row.picks) == 2
    row.picks[1].setCurrentText("Colour")
    row.picks[1].activated.emit(row.picks[1].currentIndex())
    assert page.draft is not None
    assert page.draft.columns["mobile"] == ("Mobile", "Colour")
    assert len(row.picks) == 3


def test_what_is_needed_is_said_and_closes_the_way_on(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    at_columns(qtbot, page, messy_file(tmp_path))
    page.frame.columns.dates.options[DateOrder.DAY_FIRST].click()
    assert page.frame.footer.on.isEnabled()
    row = page.frame.columns.rows["constituency"]
    row.picks[0].setCurrentIndex(0)
    row.picks[0].activated.emit(0)
    assert "constituency" in page.frame.columns.needed.texts()[0]
    assert row.needed.isVisible()
    assert not page.frame.footer.on.isEnabled()


def test_dates_are_asked_once_with_an_example(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    at_columns(qtbot, page, messy_file(tmp_path))
    dates = page.frame.columns.dates
    assert dates.isVisible()
    assert "03/09/2015 in Joined" in dates.question.text()
    assert dates.options[DateOrder.DAY_FIRST].text() == "3 Sep 2015 (day first)"
    assert dates.options[DateOrder.MONTH_FIRST].text() == "9 Mar 2015 (month first)"
    assert not page.frame.footer.on.isEnabled()
    dates.options[DateOrder.DAY_FIRST].click()
    assert page.frame.footer.on.isEnabled()


def test_dates_that_only_a_check_of_every_row_finds_are_asked_then(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    rows = [f"P{n},Ada,Byron{n},Exeter," for n in range(30)]
    lines = ["membership_number,first_name,last_name,constituency,joined_on", *rows]
    path = tmp_path / "late.csv"
    path.write_text("\n".join([*lines, "P99,Ada,Webb,Exeter,03/09/2015"]) + "\n", "utf-8")
    at_columns(qtbot, page, path)
    dates, on = page.frame.columns.dates, page.frame.footer.on
    assert not dates.isVisible()
    on.click()
    at(qtbot, page, Step.COLUMNS)
    assert "03/09/2015 in joined_on" in dates.question.text()
    assert not on.isEnabled()
    dates.options[DateOrder.DAY_FIRST].click()
    on.click()
    at(qtbot, page, Step.CHECK)
    assert page.draft is not None
    assert page.draft.accounts is not None
    assert page.draft.accounts.undecided_values == {}


def test_a_layout_is_remembered_and_says_so(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    imported(qtbot, page, plain_file(tmp_path))
    at_columns(qtbot, page, plain_file(tmp_path, name="again.csv"))
    assert page.frame.columns.remembered.isVisible()


def test_another_kind_of_file_asks_for_other_columns(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    opened(qtbot, page, plain_file(tmp_path))
    kind = page.frame.file.kind
    kind.setCurrentIndex(1)
    kind.activated.emit(1)
    page.frame.footer.on.click()
    at(qtbot, page, Step.COLUMNS)
    assert page.draft is not None
    assert page.draft.kind is ImportKind.CALLS
    assert "outcome" in page.frame.columns.rows
    assert "outcome" in page.frame.columns.needed.texts()[0]


def test_alt_left_goes_back_and_escape_leaves(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    checked(qtbot, page, plain_file(tmp_path))
    for step in (Step.COLUMNS, Step.FILE):
        QTest.keyClick(page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        assert page.step is step
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert page.step is Step.START
    with qtbot.waitSignal(page.left):
        QTest.keyClick(page, Qt.Key.Key_Escape)


def test_ctrl_enter_alone_goes_from_the_file_to_the_summary(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    opened(qtbot, page, plain_file(tmp_path))
    for step in (Step.COLUMNS, Step.CHECK, Step.SUMMARY):
        QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        at(qtbot, page, step)


@pytest.mark.parametrize("size", [(952, 524), (1208, 724), (3000, 1800)])
def test_every_step_fits_its_window(
    qtbot: QtBot, desk: Desk, tmp_path: Path, size: tuple[int, int]
) -> None:
    page = shown_page(qtbot, desk, size)
    opened(qtbot, page, messy_file(tmp_path))
    assert (page.width(), page.height()) == size
    at_columns(qtbot, page, messy_file(tmp_path))
    checked(qtbot, page, messy_file(tmp_path))
    assert (page.width(), page.height()) == size
    inside = page.rect()
    for button in page.findChildren(QAbstractButton):
        if button.isVisible() and button.parent() is page.frame.footer:
            assert inside.contains(button.geometry().translated(page.frame.footer.pos()))


def test_every_control_has_a_name(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    checked(qtbot, page, messy_file(tmp_path))
    for kind in (QAbstractButton, QAbstractItemView, QComboBox):
        for control in page.frame.findChildren(kind):
            is_part_of_qt = type(control).__module__.startswith("PySide6")
            assert control.accessibleName() or is_part_of_qt or not control.isVisibleTo(page)


def test_the_table_of_samples_keeps_every_promise_of_a_model(
    qtbot: QtBot, page: ImportPage, tmp_path: Path, qtmodeltester: ModelTester
) -> None:
    opened(qtbot, page, messy_file(tmp_path))
    qtmodeltester.check(page.frame.file.table.text_model)  # type: ignore[no-untyped-call]
