from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from phonebank.domain.canvass import By
from phonebank.domain.canvass_sheet import canvass_sheet
from phonebank.domain.lists import not_asked_in
from phonebank.domain.segment_words import words
from phonebank.domain.sheet import Sheet, cell_text
from phonebank.gui.desk import Desk
from phonebank.gui.pages.canvass.page import CanvassPage
from phonebank.services import signing_in, tallying
from phonebank.services.exporting import export
from phonebank.store.database import Database
from tests.gui.conftest import Answers, MakeDesk

FALLING = Qt.SortOrder.DescendingOrder


@pytest.fixture
def desk(sample_db: Database, desk_over: MakeDesk) -> Desk:
    return desk_over(sample_db)


def shown_page(qtbot: QtBot, desk: Desk, width: int = 1208) -> CanvassPage:
    page = CanvassPage(desk)
    qtbot.addWidget(page)
    page.resize(width, 724)
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: page.pane.model.rowCount() > 0 or page.empty.isVisible())
    return page


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> CanvassPage:
    return shown_page(qtbot, desk)


def sheet_of(desk: Desk, *, is_pooled: bool = False, **where: list[str]) -> Sheet:
    table = tallying.canvass_table(
        desk.jobs.db, desk.actor, desk.clock.now(), By.CONSTITUENCY, where, is_pooled=is_pooled
    )
    return canvass_sheet(table)


def column_of(page: CanvassPage, key: str) -> list[str]:
    model = page.pane.model
    position = model.sheet.position(key)
    return [model.index(row, position).data() for row in range(model.rowCount())]


def choose(page: CanvassPage, place: str, told: bool = False) -> None:
    page.pane.view.choose_row(column_of(page, "place").index(place) + told)


def narrow(qtbot: QtBot, page: CanvassPage, field: str, value: str) -> None:
    page.filters.choose(field, value)
    qtbot.waitUntil(lambda: value in page.head.base.text())


def test_the_page_shows_the_sheet_cell_by_cell(page: CanvassPage, desk: Desk) -> None:
    sheet = sheet_of(desk)
    for section, column in enumerate(sheet.columns):
        texts = sorted(cell_text(column.kind, row.cells[section]) for row in sheet.rows)
        assert sorted(column_of(page, column.key)) == texts
    assert page.head.base.text() == sheet.base


def test_pooled_shares_are_counted_once_all_columns_are_to_be_seen(
    qtbot: QtBot, page: CanvassPage, desk: Desk
) -> None:
    pooled = "pooled.Smith"
    assert pooled not in {column.key for column in page.pane.model.sheet.columns}
    page.head.columns.setChecked(True)
    qtbot.waitUntil(lambda: pooled in page.pane.shown_keys())
    sheet = sheet_of(desk, is_pooled=True)
    at = sheet.position(pooled)
    texts = [cell_text(sheet.columns[at].kind, row.cells[at]) for row in sheet.rows]
    assert sorted(column_of(page, pooled)) == sorted(texts)


def test_it_opens_with_the_largest_lead_above_and_its_place_in_detail(page: CanvassPage) -> None:
    assert column_of(page, "place")[:2] == ["Torfaen", "Torfaen"]
    assert page.panel.place.text() == "Torfaen"


def test_a_place_is_told_once_when_figures_come(
    qtbot: QtBot, page: CanvassPage, desk: Desk
) -> None:
    told: list[object] = []
    page.pane.chosen.connect(told.append)
    page.refresh()
    qtbot.waitUntil(lambda: bool(told))
    assert len(told) == 1


def test_sorting_by_any_column_keeps_reported_rows_under_their_place(page: CanvassPage) -> None:
    for key in page.pane.shown_keys():
        page.pane.sort_by(key, FALLING)
        places = column_of(page, "place")
        assert places[-1] == "Whole country"
        runs = [place for at, place in enumerate(places) if at == 0 or places[at - 1] != place]
        assert len(runs) == len(set(places))


def test_a_click_on_a_header_sorts_figures_from_the_largest(
    qtbot: QtBot, page: CanvassPage
) -> None:
    header = page.pane.header
    section = page.pane.model.sheet.position("roll")
    left = header.sectionViewportPosition(section) + 10
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(left, 30))
    assert column_of(page, "roll")[0] == "600"


def test_alt_with_arrows_sorts_by_keyboard(qtbot: QtBot, page: CanvassPage) -> None:
    view, alt = page.pane.view, Qt.KeyboardModifier.AltModifier
    QTest.keyClick(view, Qt.Key.Key_Right, alt)
    assert page.pane.header.sortIndicatorSection() == page.pane.model.sheet.position("verdict")
    for _ in range(2):
        QTest.keyClick(view, Qt.Key.Key_Left, alt)
    assert page.pane.header.sortIndicatorSection() == page.pane.model.sheet.position(
        "shares.undecided"
    )
    QTest.keyClick(view, Qt.Key.Key_Up, alt)
    assert page.pane.header.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
    assert column_of(page, "shares.undecided")[0] == "4%"


def test_arrows_move_and_enter_goes_to_the_details_and_escape_back(
    qtbot: QtBot, page: CanvassPage
) -> None:
    view = page.pane.view
    view.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert page.panel.place.text() == "Edinburgh South"
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert page.panel.scroller.hasFocus()
    QTest.keyClick(page.panel.scroller, Qt.Key.Key_Escape)
    assert view.hasFocus()


def test_a_filter_narrows_and_the_base_says_so(qtbot: QtBot, page: CanvassPage, desk: Desk) -> None:
    narrow(qtbot, page, "region", "London")
    narrow(qtbot, page, "section", "full member")
    sheet = sheet_of(desk, region=["London"], section=["full member"])
    assert page.head.base.text() == sheet.base
    assert sorted(column_of(page, "stated")) == sorted(
        cell_text(sheet.columns[7].kind, row.cells[sheet.position("stated")]) for row in sheet.rows
    )
    assert page.filters.picks["region"].count() == 10


def test_the_order_and_the_chosen_place_outlive_a_filter(qtbot: QtBot, page: CanvassPage) -> None:
    page.pane.sort_by("roll", FALLING)
    choose(page, "Eltham")
    narrow(qtbot, page, "region", "London")
    assert page.panel.place.text() == "Eltham"
    assert column_of(page, "roll")[0] == "600"


def test_a_filter_that_leaves_nobody_says_so(qtbot: QtBot, page: CanvassPage) -> None:
    page.filters.choose("section", "registered supporter")
    page.filters.choose("affiliate", "GMB")
    qtbot.waitUntil(page.empty.isVisible)
    assert "section registered supporter and affiliate GMB" in page.empty.sentence.text()
    assert not page.panel.isVisible()
    assert not page.head.export.isEnabled()


def test_totals_stay_under_the_table_whatever_is_scrolled(page: CanvassPage) -> None:
    page.pane.view.scrollToBottom()
    totals = page.pane.totals
    assert totals.isVisible()
    assert totals.geometry().top() >= page.pane.view.geometry().bottom()
    model = page.pane.total_model
    sheet = page.pane.model.sheet
    assert sheet.total is not None
    texts = [cell_text(c.kind, v) for c, v in zip(sheet.columns, sheet.total.cells, strict=True)]
    assert [model.index(0, at).data() for at in range(model.columnCount())] == texts
    for section in range(model.columnCount()):
        assert totals.columnWidth(section) == page.pane.view.columnWidth(section)


def test_the_warning_names_the_poll(page: CanvassPage) -> None:
    assert page.notice.isVisible()
    assert page.notice.words().startswith("Do not quote the +9 alone.")
    assert "YouGov, 30 Aug: Smith 22 behind." in page.notice.words()


def test_the_details_are_those_of_the_chosen_row(page: CanvassPage) -> None:
    choose(page, "Hammersmith")
    panel = page.panel
    assert panel.verdict.text() == "Comfortably in front"
    assert panel.lead.text() == "+33.0 ±5.0"
    assert panel.who.text() == "Andy Slaughter MP · London"
    assert panel.stated.text() == "336 of 480 on the roll stated, 70%"
    assert panel.tie.text() == (
        "For Corbyn to tie here, the 195 electors not counted for either would have to favour "
        "Corbyn by 57 points."
    )
    assert "Smith 58.9%, interval" in panel.bars.accessibleDescription()
    assert (
        "took in 70% of them, which leaves Smith 41–82% and Corbyn 18–59% of all"
        in panel.told.words()
    )


def test_reported_figures_stand_in_full_with_their_sum(page: CanvassPage) -> None:
    choose(page, "Exeter", told=True)
    told = page.panel.told.words()
    assert "Ben Bradshaw MP: Smith 46, Corbyn 34, undecided 18" in told
    assert "Sums to 98, no coverage given." in told
    assert "HuffPost UK, 19 August 2016" in told


def test_a_figure_for_two_places_says_so_on_both(page: CanvassPage) -> None:
    choose(page, "Brighton, Kemptown")
    assert "one figure for Brighton, Kemptown and Hove" in page.panel.told.words()
    choose(page, "Hove")
    assert "Reported together with Brighton, Kemptown" in page.panel.told.words()


def test_what_is_told_of_the_country_is_not_counted(page: CanvassPage) -> None:
    choose(page, "Whole country")
    assert page.panel.stated.text() == "Not counted with our calls."
    assert not page.panel.bars.isVisible()
    assert "Smith campaign: Smith 40, Corbyn 46, undecided 14" in page.panel.told.words()


@pytest.mark.parametrize("region", ["", "London"])
def test_a_workbook_holds_what_is_shown(
    qtbot: QtBot, page: CanvassPage, desk: Desk, tmp_path: Path, region: str
) -> None:
    if region:
        narrow(qtbot, page, "region", region)
    answers = desk.ask
    assert isinstance(answers, Answers)
    answers.path = tmp_path / "out"
    page.export()
    qtbot.waitUntil(page.head.written.isVisible)
    assert answers.suggested is not None
    assert answers.suggested.name == "canvass 2016-09-19.xlsx"
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    names = {str(cell.value) for row in book["Canvass"].iter_rows() for cell in row}
    places = set(column_of(page, "place"))
    assert places <= names
    assert ("Torfaen" in names) is (not region)
    book.close()


def test_csv_is_what_the_command_line_writes(
    qtbot: QtBot, page: CanvassPage, desk: Desk, tmp_path: Path
) -> None:
    narrow(qtbot, page, "region", "Wales")
    answers = desk.ask
    assert isinstance(answers, Answers)
    answers.path = tmp_path / "out.csv"
    page.export()
    qtbot.waitUntil(page.head.written.isVisible)
    where = {"region": ["Wales"]}
    wanted = tmp_path / "wanted.csv"
    export(desk.jobs.db, desk.actor, wanted, desk.clock.now(), By.CONSTITUENCY, where)
    assert answers.path.read_bytes() == wanted.read_bytes()


def test_nothing_is_written_where_nobody_says_where_to(page: CanvassPage, tmp_path: Path) -> None:
    page.export()
    assert not page.head.written.isVisible()


def test_a_volunteer_reads_why_the_canvass_is_not_shown(
    qtbot: QtBot, sample_db: Database, desk_over: MakeDesk
) -> None:
    volunteer = signing_in.introduce(sample_db, "Vi").value
    page = shown_page(qtbot, desk_over(sample_db, volunteer))
    assert "A volunteer may not see the canvass." in page.empty.sentence.text()
    assert not page.head.export.isEnabled()


def test_without_electors_it_says_what_to_do(
    qtbot: QtBot, no_electors: Database, desk_over: MakeDesk
) -> None:
    page = shown_page(qtbot, desk_over(no_electors))
    assert page.empty.heading.text() == "No electors yet"
    assert "press Ctrl+I" in page.empty.sentence.text()
    assert "phonebank" not in page.empty.sentence.text(), "whoever sits here has a window"


def test_one_press_wants_a_call_list_of_the_chosen_place(qtbot: QtBot, page: CanvassPage) -> None:
    choose(page, "Bermondsey and Old Southwark")
    with qtbot.waitSignal(page.list_wanted) as wanted:
        page.panel.ring.click()
    place = "Bermondsey and Old Southwark"
    assert wanted.args == [place, not_asked_in(place, {})]
    choose(page, "Exeter", told=True)
    with qtbot.waitSignal(page.list_wanted) as wanted:
        QTest.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert wanted.args == ["Exeter", not_asked_in("Exeter", {})]


def test_a_list_of_a_narrowed_table_rings_those_it_is_narrowed_to(
    qtbot: QtBot, page: CanvassPage
) -> None:
    page.filters.picks["section"].setCurrentText("full member")
    qtbot.waitUntil(lambda: "full member" in page.head.base.text())
    choose(page, "Exeter")
    with qtbot.waitSignal(page.list_wanted) as wanted:
        page.make_list()
    assert (
        words(wanted.args[1])
        == "constituency = Exeter and section = full member and intention = none"
    )


def test_nobody_rings_the_whole_country(qtbot: QtBot, page: CanvassPage) -> None:
    choose(page, "Whole country")
    assert page.panel.ring.isHidden()
    with qtbot.assertNotEmitted(page.list_wanted):
        page.make_list()


def test_in_a_small_window_the_details_open_when_asked_for(qtbot: QtBot, desk: Desk) -> None:
    page = shown_page(qtbot, desk, width=952)
    assert not page.panel.isVisible()
    assert page.head.details.isVisible()
    assert "roll" in page.pane.shown_keys()
    QTest.mouseClick(page.head.details, Qt.MouseButton.LeftButton)
    assert page.panel.isVisible()
    assert "roll" not in page.pane.shown_keys()
    assert {"stated", "coverage", "lead", "verdict"} <= set(page.pane.shown_keys())
    qtbot.waitUntil(lambda: page.pane.view.horizontalScrollBar().maximum() == 0)


def test_where_there_is_room_the_last_call_is_shown(qtbot: QtBot, desk: Desk) -> None:
    page = shown_page(qtbot, desk, width=1848)
    assert page.pane.shown_keys()[-1] == "last_call"


def test_every_control_has_a_name_and_says_its_shortcut(page: CanvassPage) -> None:
    controls: list[QWidget] = [
        *page.findChildren(QAbstractButton),
        *page.findChildren(QComboBox),
        *page.findChildren(QAbstractItemView),
    ]
    shown = [control for control in controls if control.isVisible()]
    assert len(shown) >= 6
    assert [type(control) for control in shown if not control.accessibleName()] == []
    assert "Ctrl+E" in page.head.export.toolTip()
