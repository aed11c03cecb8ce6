"""The My calls page: own calls without the electors' details, and correcting one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from phonebank.domain.clock import DEMO_EVENING
from phonebank.domain.permits import Actor
from phonebank.gui.desk import Desk
from phonebank.gui.pages.my_calls.page import MyCallsPage
from phonebank.services import calling, signing_in
from phonebank.store.database import Database
from tests.conftest import entry
from tests.gui.conftest import MakeDesk, show_and_follow


@pytest.fixture
def jo(sample_db: Database) -> Actor:
    return signing_in.sign_in(sample_db, "Jo Winterbourne")


@pytest.fixture
def desk(sample_db: Database, desk_over: MakeDesk, jo: Actor) -> Desk:
    return desk_over(sample_db, jo)


def shown_page(qtbot: QtBot, desk: Desk) -> MyCallsPage:
    page = MyCallsPage(desk)
    show_and_follow(qtbot, page, desk)
    qtbot.waitUntil(lambda: bool(page.calls) or page.empty.isVisible())
    return page


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, jo: Actor) -> MyCallsPage:
    """Jo spoke to the first elector a moment ago."""
    said = entry(1, jo, "spoke", note="on holiday", called_at=DEMO_EVENING)
    calling.log_call(desk.jobs.db, jo, said, DEMO_EVENING)
    return shown_page(qtbot, desk)


def first(page: MyCallsPage) -> list[str]:
    return page.table.texts()[0]


def test_todays_calls_come_first_with_their_ladder(page: MyCallsPage) -> None:
    when, _, *rest = first(page)
    assert (when, rest) == ("18:30", ["Spoke", "Smith", "on holiday"])
    assert page.ladder.accessibleName() == "This shift: 1 call, 1 spoke, 1 stated"
    assert page.before.text().startswith("Yesterday: 17 calls")
    assert page.table.texts()[1][0].startswith("Sun ")


def test_no_more_of_an_elector_is_shown_than_name_and_initial(
    page: MyCallsPage, desk: Desk
) -> None:
    with desk.jobs.db.read() as session:
        told = session.connection().exec_driver_sql(
            "SELECT first_name, last_name, membership_number FROM elector WHERE id = 1"
        )
        name, surname, number = told.one()
    assert first(page)[1] == f"{name} {surname[0]}."
    said = " ".join(cell for row in page.table.texts() for cell in row) + page.panel.who.text()
    assert surname not in said
    assert number not in said


def test_a_call_is_corrected_field_by_field(qtbot: QtBot, page: MyCallsPage) -> None:
    panel = page.panel
    assert panel.intention.isVisible()
    assert not panel.save.isEnabled()
    panel.intention.setCurrentIndex(panel.intention.findText("Corbyn"))
    panel.ballot.setCurrentIndex(panel.ballot.findText("returned"))
    panel.note.setPlainText("on holiday until Friday")
    panel.save.click()
    wanted = ["Spoke (corrected)", "Corbyn, ballot returned", "on holiday until Friday"]
    qtbot.waitUntil(lambda: first(page)[2:] == wanted)
    assert first(page)[0] == "18:30", "it stays in its place"
    assert not panel.save.isEnabled()


def test_only_what_goes_with_an_outcome_is_asked(qtbot: QtBot, page: MyCallsPage) -> None:
    panel = page.panel
    panel.outcome.setCurrentIndex(panel.outcome.findText("No answer"))
    assert not panel.intention.isVisible()
    assert not panel.ballot.isVisible()
    QTest.keyClick(panel.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: first(page)[2:] == ["No answer (corrected)", "", "on holiday"])


def test_escape_takes_back_what_was_not_saved(page: MyCallsPage) -> None:
    panel = page.panel
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert panel.outcome.hasFocus()
    panel.outcome.setCurrentIndex(panel.outcome.findText("Busy"))
    QTest.keyClick(panel.note, Qt.Key.Key_Escape)
    assert panel.outcome.currentText() == "Spoke"
    assert page.table.hasFocus()


def test_what_is_half_corrected_survives_another_call(
    qtbot: QtBot, page: MyCallsPage, desk: Desk, jo: Actor
) -> None:
    page.panel.note.setPlainText("half typed")
    said = entry(2, jo, called_at=DEMO_EVENING)
    desk.jobs.new().write(calling.log_call, jo, said, DEMO_EVENING)
    qtbot.waitUntil(lambda: page.ladder.accessibleName().startswith("This shift: 2 calls"))
    assert page.panel.note.toPlainText() == "half typed"


def test_a_refused_correction_is_told_and_kept(
    qtbot: QtBot, page: MyCallsPage, desk: Desk, jo: Actor
) -> None:
    calling.undo_last(desk.jobs.db, jo, jo.caller_id, DEMO_EVENING)
    page.panel.note.setPlainText("too late")
    page.panel.save.click()
    qtbot.waitUntil(page.panel.fault.isVisible)
    assert "corrected or taken back already" in page.panel.fault.text()
    assert page.panel.note.toPlainText() == "too late"


def test_without_calls_it_says_where_they_come_from(
    qtbot: QtBot, no_electors: Database, desk_over: MakeDesk
) -> None:
    page = shown_page(qtbot, desk_over(no_electors))
    assert page.empty.heading.text() == "No calls yet"
    assert not page.panel.isVisible()
