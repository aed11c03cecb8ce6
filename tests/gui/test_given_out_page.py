"""The page Given out: copies found, opened and written again, and altered ones refused."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from phonebank.domain.frozen import Frozen, FrozenLine, Given, GivenAs
from phonebank.domain.sheet import Column, Kind, Mark, Row, Sheet, cell_text
from phonebank.gui.desk import Desk
from phonebank.gui.help_words import HELP
from phonebank.gui.main_window import CampaignView
from phonebank.gui.pages.given_out.finding import found
from phonebank.gui.pages.given_out.given_delegate import face_of
from phonebank.gui.pages.given_out.page import GivenOutPage
from phonebank.gui.pages.reported.page import ReportedPage
from phonebank.gui.settings import Settings
from phonebank.gui.widgets.painted_button import PaintedButton
from phonebank.services.freezing import freeze, frozen_copies
from phonebank.store.database import Database
from tests.conftest import MONDAY, Make
from tests.gui.conftest import Answers, MakeDesk

pytestmark = pytest.mark.file

COLUMNS = [Column("place", "Place", Kind.TEXT), Column("stated", "Stated", Kind.COUNT)]
HOSTILE = "<b>=1+1</b>"
CANVASS = Sheet(
    "Canvass",
    "Electors on the roll, each once.",
    COLUMNS,
    [Row(("Exeter", 40)), Row((HOSTILE, 2))],
    Row((None, 42), Mark.TOTAL),
    ["Read a share with its coverage."],
)
TREND = Sheet("Trend", "Answers by day.", COLUMNS, [Row(("Monday", 1_234))])


@pytest.fixture
def copies(db: Database, make: Make) -> list[Frozen]:
    """Two copies: a workbook of two sheets, then a printed trend."""
    both = Given("Leadership 2016: canvass", MONDAY, [CANVASS, TREND])
    alone = Given("Leadership 2016: Trend", MONDAY, [TREND])
    return [
        freeze(db, make.organiser, both, MONDAY, GivenAs.WORKBOOK, Path("d/for press.xlsx")).value,
        freeze(db, make.organiser, alone, MONDAY, GivenAs.PRINT).value,
    ]


def shown(qtbot: QtBot, desk: Desk, width: int = 1208) -> GivenOutPage:
    page = GivenOutPage(desk)
    qtbot.addWidget(page)
    page.resize(width, 724)
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: bool(page.found.text()) or bool(page.empty.heading.text()))
    return page


@pytest.fixture
def desk(copies: list[Frozen], db: Database, desk_over: MakeDesk) -> Desk:
    return desk_over(db)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> GivenOutPage:
    return shown(qtbot, desk)


@pytest.fixture
def answers(desk: Desk) -> Answers:
    assert isinstance(desk.ask, Answers)
    return desk.ask


def listed(page: GivenOutPage) -> list[str]:
    return [page.model.text(row, 0) for row in range(page.model.rowCount())]


def opened(qtbot: QtBot, page: GivenOutPage, number: str) -> GivenOutPage:
    page.search.setText(number)
    page.open_copy()
    qtbot.waitUntil(lambda: page.is_open)
    return page


def texts_of(page: GivenOutPage) -> list[list[str]]:
    model = page.opened.model
    columns = range(model.columnCount())
    return [[model.text(row, column) for column in columns] for row in range(model.rowCount())]


def as_read(sheet: Sheet) -> list[list[str]]:
    """The cells as a person reads them; the total has a name."""
    kinds = [column.kind for column in sheet.columns]
    rows = [[cell_text(k, c) for k, c in zip(kinds, it.cells, strict=True)] for it in sheet.rows]
    total = [["Total", str(sheet.total.cells[1])]] if sheet.total else []
    return rows + total


def test_every_copy_is_listed_newest_first_with_who_what_and_the_mark_on_the_file(
    page: GivenOutPage, copies: list[Frozen]
) -> None:
    assert listed(page) == ["2", "1"]
    said = [page.model.text(0, column) for column in range(page.model.columnCount())]
    mark = copies[1].line.content_hash[:8]
    assert said[2:] == ["Organiser", "print", "Trend", "", mark]
    assert page.model.text(1, 5) == "for press.xlsx"
    assert page.found.text() == "2 copies"


def test_a_copy_is_found_by_number_mark_or_word_and_escape_shows_all(page: GivenOutPage) -> None:
    page.search.setText("canvass work")
    assert listed(page) == ["1"]
    assert page.found.text() == "1 of 2 copies"
    page.search.setText("press.xlsx")
    assert listed(page) == ["1"]
    page.search.setText("nobody")
    assert page.empty.heading.text() == "No copy fits"
    assert not page.open_it.isVisible()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert listed(page) == ["2", "1"]
    assert page.open_it.isVisible()


def line_of(number: int, content_hash: str = "3f9a21c4" + "0" * 56) -> FrozenLine:
    return FrozenLine(
        number=number,
        frozen_at=MONDAY,
        by="Ann Other",
        given_as="report",
        title="Leadership 2016: canvass",
        content_hash=content_hash,
    )


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("", [12, 1, 2]),
        ("1", [1]),
        ("12", [12]),
        ("Copy 12, 3f9a21c4", [12]),
        ("3f9a", [12, 1]),
        ("77a1", [2]),
        ("ANN canv", [12, 1, 2]),
        ("2016 other", [12, 1, 2]),
        ("ther", []),
    ],
)
def test_a_number_fits_whole_and_a_word_by_its_beginning(typed: str, numbers: list[int]) -> None:
    lines = [line_of(12), line_of(1), line_of(2, "77a1" + "0" * 60)]
    assert [line.number for line in found(lines, typed)] == numbers


def test_an_opened_copy_shows_each_sheet_cell_by_cell_and_where_it_comes_from(
    qtbot: QtBot, page: GivenOutPage, copies: list[Frozen]
) -> None:
    opened(qtbot, page, "1")
    view, line = page.opened, copies[0].line
    assert view.heading.text() == f"Copy 1, {line.content_hash[:8]}"
    assert "as a workbook “for press.xlsx” by Organiser" in view.facts.text()
    assert line.content_hash in view.facts.text()
    assert texts_of(page) == as_read(CANVASS)
    assert (view.base.text(), view.notes.text()) == (CANVASS.base, CANVASS.notes[0])
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(page, Qt.Key.Key_PageDown, control)
    assert texts_of(page) == as_read(TREND)
    QTest.keyClick(page, Qt.Key.Key_PageDown, control)
    assert view.sheets.currentText() == "Trend"
    QTest.keyClick(page, Qt.Key.Key_PageUp, control)
    assert texts_of(page) == as_read(CANVASS)


def test_escape_goes_from_the_copy_to_the_list_then_off_the_page(
    qtbot: QtBot, page: GivenOutPage
) -> None:
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.is_open)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert not page.is_open
    with qtbot.waitSignal(page.left):
        QTest.keyClick(page, Qt.Key.Key_Escape)


def written(qtbot: QtBot, page: GivenOutPage) -> None:
    QTest.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.opened.written.isVisible)


def check_book(path: Path) -> None:
    book = load_workbook(path)
    found = {str(cell.value) for row in book["Canvass"].iter_rows() for cell in row}
    assert {"Exeter", "40", "42"} <= found
    assert "Trend" in book.sheetnames


def check_page(path: Path) -> None:
    words = path.read_text("utf-8")
    assert "Exeter" in words
    assert 'data-v="1234"' in words
    assert "<b>" not in words
    assert "Copy 1, " in words


def check_csv(path: Path) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, first, *_ = csv.reader(file)
    assert (header, first) == (["Place", "Stated"], ["Exeter", "40"])


def check_zip(path: Path) -> None:
    assert path.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("name", "check"),
    [
        ("again.xlsx", check_book),
        ("again.html", check_page),
        ("again.csv", check_csv),
        ("again.zip", check_zip),
    ],
)
def test_a_copy_is_written_out_again_and_no_other_kept_of_it(
    qtbot: QtBot,
    page: GivenOutPage,
    answers: Answers,
    db: Database,
    make: Make,
    tmp_path: Path,
    name: str,
    check: Callable[[Path], None],
) -> None:
    opened(qtbot, page, "1")
    answers.path = tmp_path / name
    written(qtbot, page)
    check(tmp_path / name)
    assert page.opened.written.text() == f"Written: {tmp_path / name}"
    assert len(frozen_copies(db, make.organiser)) == 2


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("again.docx", "does not end in .xlsx"), ("nowhere/again.html", "does not exist")],
)
def test_a_file_that_cannot_be_is_refused_in_a_sentence_on_the_page(
    qtbot: QtBot, page: GivenOutPage, answers: Answers, tmp_path: Path, name: str, sentence: str
) -> None:
    opened(qtbot, page, "1")
    answers.path = tmp_path / name
    page.opened.again.click()
    qtbot.waitUntil(page.notice.isVisible)
    assert sentence in page.notice.words()
    assert page.is_open
    assert not (tmp_path / name).exists()


def test_an_altered_copy_is_not_opened_and_its_sentence_stands_on_the_page(
    qtbot: QtBot, page: GivenOutPage, db: Database
) -> None:
    with db.write() as session:
        session.execute(text("DROP TRIGGER frozen_copy_is_never_changed"))
        session.execute(text("UPDATE frozen_copy SET content = zeroblob(40) WHERE number = 1"))
    page.search.setText("1")
    page.open_copy()
    qtbot.waitUntil(page.notice.isVisible)
    assert "Frozen copy 1 is not as it was frozen" in page.notice.words()
    assert "do not quote" in page.notice.words()
    assert not page.is_open
    opened(qtbot, page, "2")
    assert not page.notice.isVisible()


def test_a_copy_altered_while_it_is_open_is_not_written_out(
    qtbot: QtBot, page: GivenOutPage, answers: Answers, db: Database, tmp_path: Path
) -> None:
    opened(qtbot, page, "1")
    with db.write() as session:
        session.execute(text("DROP TRIGGER frozen_copy_is_never_changed"))
        session.execute(text("UPDATE frozen_copy SET content = zeroblob(40)"))
    answers.path = tmp_path / "again.html"
    page.opened.again.click()
    qtbot.waitUntil(page.notice.isVisible)
    assert "not as it was frozen" in page.notice.words()
    assert not (tmp_path / "again.html").exists()


def test_where_nothing_was_given_out_the_page_says_what_to_do(
    qtbot: QtBot, db: Database, desk_over: MakeDesk
) -> None:
    page = shown(qtbot, desk_over(db))
    assert page.empty.heading.text() == "Nothing was given out yet"
    assert "Ctrl+E on the Canvass page" in page.empty.sentence.text()
    assert not page.search.isEnabled()


def test_a_sheet_fills_the_table_and_notes_take_no_more_room_than_they_need(
    qtbot: QtBot, page: GivenOutPage
) -> None:
    opened(qtbot, page, "1")
    view = page.opened
    qtbot.waitUntil(lambda: view.table.horizontalHeader().length() > view.table.width() - 30)
    assert view.notes_area.height() == view.notes.heightForWidth(view.table.width() + 2)
    assert not view.notes_area.verticalScrollBar().isVisible()
    page.resize(952, 520)
    qtbot.waitUntil(lambda: view.table.horizontalHeader().length() <= view.table.width())
    assert page.minimumSizeHint().width() <= 952


def test_what_others_reported_is_in_italics_as_in_files() -> None:
    assert face_of(Mark.REPORTED, 0).italic()
    assert not face_of(Mark.OWN, 0).italic()
    assert face_of(Mark.TOTAL, 3).weight() > face_of(Mark.OWN, 3).weight()


def test_every_control_has_a_name(qtbot: QtBot, page: GivenOutPage) -> None:
    opened(qtbot, page, "1")
    for button in page.findChildren(PaintedButton):
        assert button.accessibleName() or button.text()
    for part in (page.search, page.table, page.opened.table, page.opened.sheets):
        assert isinstance(part, QWidget)
        assert part.accessibleName()


@pytest.fixture
def view(
    qtbot: QtBot, copies: list[Frozen], db: Database, desk_over: MakeDesk, tmp_path: Path
) -> Iterator[CampaignView]:
    made = CampaignView(desk_over(db), Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.leave_desk()


def test_reported_leads_there_and_escape_back_and_help_tells_of_it(
    qtbot: QtBot, view: CampaignView
) -> None:
    view.turning.turn_to("Reported")
    reported = view.pages["Reported"]
    assert isinstance(reported, ReportedPage)
    reported.given_out.click()
    page = view.pages["Given out"]
    assert isinstance(page, GivenOutPage)
    assert view.stack.currentWidget() is page
    qtbot.waitUntil(lambda: listed(page) == ["2", "1"])
    assert HELP["Given out"]
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert view.stack.currentWidget() is reported


def test_a_copy_that_is_kept_meanwhile_is_listed_at_once(
    qtbot: QtBot, view: CampaignView, copies: list[Frozen]
) -> None:
    view.turning.turn_to("Given out")
    page = view.pages["Given out"]
    assert isinstance(page, GivenOutPage)
    qtbot.waitUntil(lambda: listed(page) == ["2", "1"])
    given = replace(copies[0].given, title="Another")
    desk = view.desk
    desk.jobs.new().write(freeze, desk.actor, given, MONDAY)
    qtbot.waitUntil(lambda: listed(page) == ["3", "2", "1"])
