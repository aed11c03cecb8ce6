from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from phonebank.domain.permits import Actor
from phonebank.domain.sheet import Sheet, cell_text
from phonebank.gui.desk import Desk
from phonebank.gui.pages.reported import SEGMENTS, SHEETS, ReportedPage
from phonebank.services import signing_in
from phonebank.store.database import Database
from tests.gui.conftest import MakeDesk

FOR_CORBYN = "313\u2009209"


@pytest.fixture
def desk(sample_db: Database, desk_over: MakeDesk) -> Desk:
    return desk_over(sample_db)


def shown_page(qtbot: QtBot, desk: Desk) -> ReportedPage:
    page = ReportedPage(desk)
    qtbot.addWidget(page)
    page.resize(1208, 724)
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: page.model.rowCount() > 0 or page.empty.isVisible())
    return page


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> ReportedPage:
    return shown_page(qtbot, desk)


def texts(page: ReportedPage) -> list[list[str]]:
    model = page.model
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


@pytest.mark.parametrize("name", ["canvasses", "polls", "endorsements"])
def test_a_sheet_is_shown_cell_by_cell_under_its_base(
    qtbot: QtBot, page: ReportedPage, desk: Desk, name: str
) -> None:
    read: Callable[[Database, Actor], Sheet] = SHEETS[name]
    sheet = read(desk.jobs.db, desk.actor)
    page.segments.choose(name)
    qtbot.waitUntil(lambda: page.base.text() == sheet.base)
    kinds = [column.kind for column in sheet.columns]
    assert texts(page) == [
        [cell_text(kind, cell) for kind, cell in zip(kinds, row.cells, strict=True)]
        for row in sheet.all_rows
    ]


def test_figures_stand_as_printed_with_their_remark(page: ReportedPage) -> None:
    exeter = next(row for row in texts(page) if row[0] == "Exeter")
    assert {"46%", "34%", "18%", "98%", "sums to 98"} <= set(exeter)
    page.table.choose_row(texts(page).index(exeter))
    assert "Remark: sums to 98" in page.panel.words()
    assert "Source: HuffPost UK, 19 August 2016" in page.panel.words()


def test_the_declared_result_is_hidden_until_it_is_asked_for(
    qtbot: QtBot, page: ReportedPage
) -> None:
    page.segments.choose("declared")
    assert page.empty.isVisible()
    assert page.show_result.isVisible()
    assert all(FOR_CORBYN not in row for row in texts(page))
    QTest.mouseClick(page.show_result, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any(FOR_CORBYN in row for row in texts(page)))
    assert page.table.isVisible()
    assert not page.show_result.isVisible()


def test_the_button_for_the_result_is_nowhere_else(page: ReportedPage) -> None:
    for name, *_ in SEGMENTS[:3]:
        page.segments.choose(name)
        assert not page.show_result.isVisible()


def test_enter_goes_to_the_whole_line_and_escape_back(qtbot: QtBot, page: ReportedPage) -> None:
    page.table.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.panel.scroller.hasFocus()
    QTest.keyClick(page.panel.scroller, Qt.Key.Key_Escape)
    assert page.table.hasFocus()


def test_a_volunteer_reads_why_it_is_not_shown(
    qtbot: QtBot, sample_db: Database, desk_over: MakeDesk
) -> None:
    volunteer = signing_in.introduce(sample_db, "Vi").value
    page = shown_page(qtbot, desk_over(sample_db, volunteer))
    assert "A volunteer may not see the canvass." in page.empty.sentence.text()


def test_with_nothing_reported_it_says_what_to_do(
    qtbot: QtBot, no_electors: Database, desk_over: MakeDesk
) -> None:
    page = shown_page(qtbot, desk_over(no_electors))
    assert "--kind reported" in page.empty.sentence.text()


def test_tables_and_panels_have_names(page: ReportedPage) -> None:
    named = [page.table, page.table.horizontalHeader(), page.segments, page.panel.scroller]
    assert all(widget.accessibleName() for widget in named)
