import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLineEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from phonebank.gui.pages.electors.page import ElectorsPage
from phonebank.services import signing_in
from phonebank.store.database import Database
from tests.gui.conftest import MakeDesk


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


def find(qtbot: QtBot, page: ElectorsPage, text: str, first: str) -> None:
    page.search.setText(text)
    qtbot.waitUntil(lambda: bool(page.model.rowCount()) and page.model.index(0, 0).data() == first)


def test_it_is_never_blank(qtbot: QtBot, page: ElectorsPage) -> None:
    assert page.model.rowCount() == 50
    assert page.found.text() == "The first 50 of the roll"
    qtbot.waitUntil(page.panel.isVisible)


def test_the_table_keeps_every_promise_of_a_model(
    page: ElectorsPage, qtmodeltester: ModelTester
) -> None:
    qtmodeltester.check(page.model)  # type: ignore[no-untyped-call]


def test_an_elector_is_found_as_it_is_typed(qtbot: QtBot, page: ElectorsPage) -> None:
    QTest.keyClicks(page.search, "beyn sian")
    qtbot.waitUntil(lambda: page.found.text() == "1 found")
    cells = [page.model.index(0, column).data() for column in range(page.model.columnCount())]
    assert cells == ["Siân Beynon", "L1908581", "Pontypridd", "full member", "Corbyn", "2", "—"]


def test_an_elector_is_found_by_number(qtbot: QtBot, page: ElectorsPage) -> None:
    find(qtbot, page, "L1908581", "Siân Beynon")


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
    assert page.model.index(0, 0).data() == "Siân Beynon"


def test_nobody_found_is_said_with_a_way_out(qtbot: QtBot, page: ElectorsPage) -> None:
    page.search.setText("zebedee")
    qtbot.waitUntil(page.empty.isVisible)
    assert "“zebedee”" in page.empty.sentence.text()
    assert not page.panel.isVisible()
    find(qtbot, page, "L1908581", "Siân Beynon")
    assert page.table.isVisible()


def test_keys_go_from_search_to_table_to_details_and_back(qtbot: QtBot, page: ElectorsPage) -> None:
    qtbot.waitUntil(page.panel.isVisible)
    page.focus_search()
    assert page.search.hasFocus()
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert page.table.hasFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.panel.scroller.hasFocus()
    QTest.keyClick(page.panel.scroller, Qt.Key.Key_Escape)
    QTest.keyClick(page.table, Qt.Key.Key_Escape)
    assert page.search.hasFocus()


def test_the_search_is_ready_to_be_overwritten(page: ElectorsPage) -> None:
    page.search.setText("anything")
    page.focus_search()
    assert page.search.selectedText() == "anything"


def test_a_volunteer_reads_why_electors_are_not_shown(
    qtbot: QtBot, sample_db: Database, desk_over: MakeDesk
) -> None:
    volunteer = signing_in.introduce(sample_db, "Vi").value
    page = shown_page(qtbot, ElectorsPage(desk_over(sample_db, volunteer)))
    assert "A volunteer may not look up electors." in page.empty.sentence.text()
    assert page.model.rowCount() == 0


def test_without_electors_it_says_what_to_do(
    qtbot: QtBot, no_electors: Database, desk_over: MakeDesk
) -> None:
    page = shown_page(qtbot, ElectorsPage(desk_over(no_electors)))
    assert "phonebank import CAMPAIGN ROLL.csv --kind roll" in page.empty.sentence.text()


def test_in_a_small_window_what_decides_stays(
    qtbot: QtBot, sample_db: Database, desk_over: MakeDesk
) -> None:
    page = shown_page(qtbot, ElectorsPage(desk_over(sample_db)), width=952)
    qtbot.waitUntil(page.panel.isVisible)
    qtbot.waitUntil(lambda: page.table.isColumnHidden(5))
    assert not page.table.isColumnHidden(0)
    assert not page.table.isColumnHidden(6)
    qtbot.waitUntil(lambda: page.table.horizontalScrollBar().maximum() == 0)


def test_every_control_has_a_name(page: ElectorsPage) -> None:
    for kind in (QAbstractItemView, QLineEdit):
        assert all(control.accessibleName() for control in page.findChildren(kind))
    assert "Ctrl+K" in page.search.toolTip()
    assert not [b for b in page.findChildren(QAbstractButton) if not b.parent()]
