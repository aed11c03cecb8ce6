from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QTableView
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from phonebank.domain.changes import Topic
from phonebank.domain.electors import ElectorColumn
from phonebank.domain.segment_words import parse
from phonebank.gui.pages.electors.columns import FIRST
from phonebank.gui.pages.electors.filtering import EVERYBODY
from phonebank.gui.pages.electors.page import ElectorsPage
from phonebank.gui.pages.electors.table import OUTLINE
from phonebank.gui.settings import Settings
from phonebank.gui.widgets.colours import contrast
from phonebank.gui.widgets.theme import DARK, LIGHT, Theme, current_theme
from phonebank.services import looking_up, segmenting, signing_in
from phonebank.store.database import Database
from tests.gui.conftest import MakeDesk

WIDE = 1560
NAME = ElectorColumn.NAME


def shown_page(qtbot: QtBot, page: ElectorsPage, width: int = 1208) -> ElectorsPage:
    qtbot.addWidget(page)
    page.resize(width, 724)
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: page.model.rowCount() > 0 or page.empty.isVisible())
    return page


@pytest.fixture
def page(qtbot: QtBot, sample_db: Database, desk_over: MakeDesk) -> ElectorsPage:
    return shown_page(qtbot, ElectorsPage(desk_over(sample_db)))


def cell(page: ElectorsPage, row: int, column: ElectorColumn) -> str:
    return page.model.words_at(row, list(ElectorColumn).index(column))


def find(qtbot: QtBot, page: ElectorsPage, text: str, first: str) -> None:
    page.search.setText(text)
    qtbot.waitUntil(lambda: bool(page.model.rowCount()) and cell(page, 0, NAME) == first)


def everybody(page: ElectorsPage, db: Database) -> list[int]:
    return list(looking_up.elector_ids(db, signing_in.sign_in(db)))


def test_the_whole_roll_is_there_in_the_order_of_names(
    qtbot: QtBot, page: ElectorsPage, sample_db: Database
) -> None:
    ids = everybody(page, sample_db)
    assert list(page.model.ids()) == ids
    assert len(ids) > 100
    with sample_db.read() as session:
        gone = session.execute(text("SELECT count(*) FROM elector WHERE NOT on_roll")).scalar_one()
    assert gone
    said = f"{len(ids):,} electors, {gone} no longer on the roll"
    assert page.found.text() == said.replace(",", "\u2009", 1)
    qtbot.waitUntil(page.panel.isVisible)


def test_the_table_keeps_every_promise_of_a_model(
    page: ElectorsPage, qtmodeltester: ModelTester
) -> None:
    qtmodeltester.check(page.model)  # type: ignore[no-untyped-call]


def test_an_elector_is_found_as_it_is_typed(qtbot: QtBot, page: ElectorsPage) -> None:
    QTest.keyClicks(page.search, "beyn sian")
    qtbot.waitUntil(lambda: page.found.text() == "1 found")
    shown = [cell(page, 0, column) for column in FIRST[:6]]
    assert shown == ["Siân Beynon", "L1908581", "Pontypridd", "full member", "Corbyn", "2"]


def test_fifty_stand_for_many(qtbot: QtBot, page: ElectorsPage) -> None:
    page.search.setText("a")
    qtbot.waitUntil(lambda: page.found.text() == "First 50 of many")
    assert page.model.rowCount() == 50


@pytest.mark.parametrize("text", ["L1908581", "2018 0019"])
def test_an_elector_is_found_by_number(qtbot: QtBot, page: ElectorsPage, text: str) -> None:
    find(qtbot, page, text, "Siân Beynon")


def test_escape_gives_the_table_back_as_it_was(qtbot: QtBot, page: ElectorsPage) -> None:
    page.table.choose_row(120)
    before, top, count = page.pane.chosen_id(), page.pane.top_row(), page.model.rowCount()
    find(qtbot, page, "L1908581", "Siân Beynon")
    QTest.keyClick(page.search, Qt.Key.Key_Escape)
    assert page.search.text() == ""
    assert page.model.rowCount() == count
    assert (page.pane.chosen_id(), page.pane.top_row()) == (before, top)


def test_everything_known_stands_at_the_right(qtbot: QtBot, page: ElectorsPage) -> None:
    find(qtbot, page, "L1908581", "Siân Beynon")
    qtbot.waitUntil(lambda: "Siân Beynon" in page.panel.words())
    words = page.panel.words()
    assert "L1908581 · Pontypridd · Wales" in words
    assert "Answer: Corbyn, firm, said 11 Sep 16:33" in words
    assert "Ballot: returned" in words
    assert "029 2018 0019, landline" in words
    newest, oldest = words.index("11 Sep 16:33, Bronwen"), words.index("10 Aug 18:28, Linda")
    assert newest < oldest


def test_the_latest_question_wins(qtbot: QtBot, page: ElectorsPage) -> None:
    page.search.setText("jo")
    page.refresh()
    page.search.setText("L1908581")
    page.refresh()
    qtbot.waitUntil(lambda: page.found.text() == "1 found")
    assert cell(page, 0, NAME) == "Siân Beynon"


def test_nobody_found_is_said_with_a_way_out(qtbot: QtBot, page: ElectorsPage) -> None:
    page.search.setText("zebedee")
    qtbot.waitUntil(page.empty.isVisible)
    assert "“zebedee”" in page.empty.sentence.text()
    assert not page.panel.isVisible()
    assert not page.empty.bring_in.isVisible()
    find(qtbot, page, "L1908581", "Siân Beynon")
    assert page.table.isVisible()


def test_keys_go_from_search_to_table_to_the_elector_and_back(
    qtbot: QtBot, page: ElectorsPage
) -> None:
    page.focus_search()
    assert page.search.hasFocus()
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert page.table.hasFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.elector.isVisible()
    assert page.elector.back.hasFocus()
    QTest.keyClick(page.elector.back, Qt.Key.Key_Escape)
    assert page.table.hasFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Escape)
    assert page.search.hasFocus()


def test_the_search_is_ready_to_be_overwritten(page: ElectorsPage) -> None:
    page.search.setText("anything")
    page.focus_search()
    assert page.search.selectedText() == "anything"


def test_a_click_on_a_title_sorts_and_a_second_turns_the_order_round(
    qtbot: QtBot, page: ElectorsPage
) -> None:
    header, place = page.pane.header, ElectorColumn.CONSTITUENCY
    section = list(ElectorColumn).index(place)
    places = [cell(page, row, place) for row in range(page.model.rowCount())]
    page.table.choose_row(40)
    at = header.sectionViewportPosition(section) + 20
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at, 16))
    qtbot.waitUntil(lambda: cell(page, 0, place) == min(places))
    assert page.table.current_row() == 0
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at, 16))
    qtbot.waitUntil(lambda: cell(page, 0, place) == max(places))


def test_the_keyboard_sorts_by_the_next_column(qtbot: QtBot, page: ElectorsPage) -> None:
    QTest.keyClick(page.table, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    wanted = ElectorColumn.MEMBERSHIP_NUMBER

    def is_sorted() -> bool:
        numbers = [cell(page, row, wanted) for row in range(20)]
        return numbers == sorted(numbers)

    qtbot.waitUntil(is_sorted)
    assert page.pane.header.sortIndicatorSection() == list(ElectorColumn).index(wanted)


def test_a_refresh_keeps_row_and_place(qtbot: QtBot, page: ElectorsPage) -> None:
    page.table.choose_row(90)
    place = page.pane.chosen_id(), page.pane.top_row()
    before = page.model.ids()
    page.refresh()
    qtbot.wait(200)
    assert (page.pane.chosen_id(), page.pane.top_row()) == place
    assert page.model.ids() is before


def test_a_saved_segment_narrows_the_table(
    qtbot: QtBot, page: ElectorsPage, sample_db: Database
) -> None:
    actor, tree = signing_in.sign_in(sample_db), parse("attempts >= 3")
    now = page.elector.writing.desk.clock.now()
    segmenting.save_segment(sample_db, actor, "Rung often", tree, now)
    page.refresh()
    pick = page.head.segments
    qtbot.waitUntil(lambda: pick.findText("Rung often") >= 0)
    pick.setCurrentText("Rung often")
    pick.activated.emit(pick.currentIndex())
    wanted = segmenting.count_electors(sample_db, actor, tree, now)
    qtbot.waitUntil(lambda: page.model.rowCount() == wanted)
    assert page.found.text().endswith("in “Rung often”")
    assert cell(page, 0, ElectorColumn.ATTEMPTS) >= "3"
    pick.setCurrentText(EVERYBODY)
    pick.activated.emit(0)
    qtbot.waitUntil(lambda: page.model.rowCount() > wanted)


def test_conditions_over_the_table_narrow_it_and_stay_when_they_are_folded_away(
    qtbot: QtBot, page: ElectorsPage, sample_db: Database
) -> None:
    whole = page.model.rowCount()
    page.head.filter.click()
    editor = page.head.conditions.editor
    assert editor is not None
    editor.set_tree(parse("section = full member"))
    qtbot.waitUntil(lambda: 0 < page.model.rowCount() < whole)
    assert cell(page, 0, ElectorColumn.SECTION) == "full member"
    page.head.filter.click()
    assert page.head.segments.currentText() == "Conditions"
    assert "by these conditions" in page.found.text()
    page.head.filter.click()
    editor.set_tree(None)
    qtbot.waitUntil(lambda: page.model.rowCount() == whole)


def test_nobody_in_a_segment_is_said(qtbot: QtBot, page: ElectorsPage) -> None:
    page.narrow(parse("attempts > 90"), "by these conditions")
    qtbot.waitUntil(page.empty.isVisible)
    assert "no electors by these conditions" in page.empty.sentence.text()


def test_columns_are_chosen_and_remembered(
    qtbot: QtBot, page: ElectorsPage, tmp_path: Path, sample_db: Database, desk_over: MakeDesk
) -> None:
    path = tmp_path / "settings.ini"
    page.remember_by(Settings(path))
    actions = {action.text(): action for action in page.pane.columns_menu().actions()}
    assert actions["Section"].isChecked()
    actions["Postcode"].trigger()
    actions["Section"].trigger()
    page.table.setColumnWidth(0, 222)
    shown = page.pane.shown_keys()
    assert ElectorColumn.POSTCODE in shown
    assert ElectorColumn.SECTION not in shown
    other = ElectorsPage(desk_over(sample_db))
    other.remember_by(Settings(path))
    shown_page(qtbot, other, WIDE)
    assert other.pane.shown_keys() == shown
    assert other.table.columnWidth(0) == 222
    page.pane.choose_columns([])
    assert Settings(path).columns_of("electors") == []


def test_names_cannot_be_hidden(page: ElectorsPage) -> None:
    actions = {action.text(): action for action in page.pane.columns_menu().actions()}
    assert not actions["Name"].isEnabled()


def test_a_volunteer_reads_why_electors_are_not_shown(
    qtbot: QtBot, sample_db: Database, desk_over: MakeDesk
) -> None:
    volunteer = signing_in.introduce(sample_db, "Vi").value
    page = shown_page(qtbot, ElectorsPage(desk_over(sample_db, volunteer)))
    assert "A volunteer may not look up electors." in page.empty.sentence.text()
    assert page.model.rowCount() == 0
    assert not page.search.isEnabled()


def test_without_electors_the_way_to_import_is_there(
    qtbot: QtBot, no_electors: Database, desk_over: MakeDesk
) -> None:
    page = shown_page(qtbot, ElectorsPage(desk_over(no_electors)))
    assert "drop it anywhere" in page.empty.sentence.text()
    with qtbot.waitSignal(page.import_wanted):
        page.empty.bring_in.click()


def test_import_and_duplicates_are_asked_for_from_the_head(
    qtbot: QtBot, page: ElectorsPage
) -> None:
    with qtbot.waitSignal(page.import_wanted):
        page.head.bring_in.click()
    with qtbot.waitSignal(page.duplicates_wanted):
        page.head.duplicates.click()


def test_in_a_small_window_what_decides_stays(
    qtbot: QtBot, sample_db: Database, desk_over: MakeDesk
) -> None:
    page = shown_page(qtbot, ElectorsPage(desk_over(sample_db)), width=952)
    qtbot.waitUntil(page.panel.isVisible)
    qtbot.waitUntil(lambda: ElectorColumn.ATTEMPTS not in page.pane.shown_keys())
    assert {NAME, ElectorColumn.INTENTION, ElectorColumn.SUPPRESSED} <= set(page.pane.shown_keys())
    qtbot.waitUntil(lambda: page.table.horizontalScrollBar().maximum() == 0)


def test_rows_are_painted_in_both_faces(page: ElectorsPage) -> None:
    picture = page.table.viewport().grab().toImage()
    colours = {picture.pixel(x, y) for x in range(0, 400, 2) for y in range(0, 200, 2)}
    assert len(colours) > 8  # ground, selection, lines, and words with their soft edges


def test_every_control_has_a_name(page: ElectorsPage) -> None:
    page.head.filter.click()
    for kind in (QTableView, QLineEdit, QComboBox):
        assert all(control.accessibleName() for control in page.findChildren(kind))
    assert "Ctrl+K" in page.search.toolTip()
    assert not [b for b in page.findChildren(QAbstractButton) if not b.parent()]


def test_a_title_tells_how_to_sort(page: ElectorsPage) -> None:
    assert page.pane.header.hint(0).startswith("Sort by Name. Alt+Left")


def test_the_page_shows_what_writes_touch(page: ElectorsPage) -> None:
    assert page.topics & Topic.ELECTORS
    assert page.topics & Topic.CONTEST  # where saved segments belong


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_boxes_without_a_tick_show_in_the_menu_of_columns(page: ElectorsPage, theme: Theme) -> None:
    current_theme.show(theme)
    try:
        ground = page.pane.columns_menu().palette().window().color()
    finally:
        current_theme.show(LIGHT)
    assert contrast(ground.darker(OUTLINE), theme.surface) >= 3
