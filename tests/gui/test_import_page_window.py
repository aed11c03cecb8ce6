"""The import page in its window: files dropped anywhere, keys, the rail, and time that is left."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from phonebank.gui.help_words import HELP
from phonebank.gui.main_window import CampaignView
from phonebank.gui.pages.duplicates.page import DuplicatesPage
from phonebank.gui.pages.electors.page import ElectorsPage
from phonebank.gui.pages.importing.pace import Pace
from phonebank.gui.pages.importing.page import ImportPage
from phonebank.gui.pages.importing.ways import Step
from phonebank.gui.settings import Settings
from phonebank.gui.widgets.rail import RailItem
from phonebank.services import signing_in
from phonebank.store.database import Database
from tests.gui.conftest import MakeDesk
from tests.gui.import_steps import at, checked, messy_file, plain_file

NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
COPY = Qt.DropAction.CopyAction


@pytest.fixture
def view(qtbot: QtBot, db: Database, desk_over: MakeDesk, tmp_path: Path) -> Iterator[CampaignView]:
    made = CampaignView(desk_over(db), Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.leave_desk()


def page_of(view: CampaignView) -> ImportPage:
    page = view.pages["Import"]
    assert isinstance(page, ImportPage)
    return page


def rail_item(view: CampaignView, words: str) -> RailItem:
    return next(item for item in view.rail.findChildren(RailItem) if item.text() == words)


def held(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def enters(target: QWidget, mime: QMimeData) -> bool:
    event = QDragEnterEvent(QPoint(5, 5), COPY, mime, LEFT, NONE)
    QApplication.sendEvent(target, event)
    return event.isAccepted()


def lets_go(target: QWidget, mime: QMimeData) -> None:
    QApplication.sendEvent(target, QDropEvent(QPointF(5, 5), COPY, mime, LEFT, NONE))


def test_a_file_dropped_on_the_window_is_looked_at(
    qtbot: QtBot, view: CampaignView, tmp_path: Path
) -> None:
    mime = held(messy_file(tmp_path))
    overlay = view.drop_target.overlay
    assert enters(view, mime)
    assert overlay.isVisible()
    assert overlay.words() == "Drop to import"
    assert overlay.size() == view.size()
    lets_go(view, mime)
    assert not overlay.isVisible()
    assert view.stack.currentWidget() is page_of(view)
    at(qtbot, page_of(view), Step.FILE)


def test_a_text_field_takes_a_file_for_a_file(
    qtbot: QtBot, view: CampaignView, tmp_path: Path
) -> None:
    electors = view.pages["Electors"]
    assert isinstance(electors, ElectorsPage)
    mime = held(plain_file(tmp_path))
    assert enters(electors.search, mime)
    lets_go(electors.search, mime)
    assert electors.search.text() == ""
    at(qtbot, page_of(view), Step.FILE)


def test_several_files_at_once_are_not_taken(view: CampaignView, tmp_path: Path) -> None:
    mime = held(messy_file(tmp_path), plain_file(tmp_path))
    enters(view, mime)
    assert view.drop_target.overlay.words() == "One file at a time"
    lets_go(view, mime)
    assert page_of(view).step is Step.START
    assert not view.drop_target.overlay.isVisible()


def test_a_file_that_is_carried_away_again_leaves_the_window_as_it_was(
    view: CampaignView, tmp_path: Path
) -> None:
    enters(view, held(plain_file(tmp_path)))
    QApplication.sendEvent(view, QDragLeaveEvent())
    assert not view.drop_target.overlay.isVisible()


def test_words_that_are_dragged_are_no_file(view: CampaignView) -> None:
    mime = QMimeData()
    mime.setText("Ada Byron")
    assert not enters(view, mime)
    assert not view.drop_target.overlay.isVisible()


def test_ctrl_i_opens_the_page_behind_the_electors(view: CampaignView) -> None:
    QTest.keyClick(view, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert view.stack.currentWidget() is page_of(view)
    assert rail_item(view, "Electors").isChecked()


def test_the_rail_leads_back_from_it_and_the_draft_stays(
    qtbot: QtBot, view: CampaignView, tmp_path: Path
) -> None:
    view.show_import(plain_file(tmp_path))
    at(qtbot, page_of(view), Step.FILE)
    rail_item(view, "Electors").click()
    assert view.stack.currentWidget() is view.pages["Electors"]
    QTest.keyClick(view, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert page_of(view).step is Step.FILE


def test_the_electors_page_asks_for_it(view: CampaignView) -> None:
    electors = view.pages["Electors"]
    assert isinstance(electors, ElectorsPage)
    electors.import_wanted.emit()
    assert view.stack.currentWidget() is page_of(view)


def test_help_tells_about_the_import_and_comes_back(view: CampaignView) -> None:
    view.show_import()
    QTest.keyClick(view, Qt.Key.Key_F1)
    assert view.help.about_page == "Import"
    assert HELP["Import"]
    QTest.keyClick(view, Qt.Key.Key_F1)
    assert view.stack.currentWidget() is page_of(view)


def test_a_volunteer_has_no_import(
    qtbot: QtBot, db: Database, desk_over: MakeDesk, tmp_path: Path
) -> None:
    volunteer = signing_in.introduce(db, "Vi").value
    view = CampaignView(desk_over(db, volunteer), Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(view)
    assert "Import" not in view.pages
    assert not view.acceptDrops()
    view.leave_desk()


def test_the_strip_shows_a_running_import(qtbot: QtBot, view: CampaignView, tmp_path: Path) -> None:
    said: list[str] = []
    view.desk.jobs.started.connect(lambda job: said.append(job.title))
    view.show_import()
    checked(qtbot, page_of(view), plain_file(tmp_path))
    page_of(view).frame.footer.on.click()
    at(qtbot, page_of(view), Step.SUMMARY)
    assert "Checking plain.csv" in said
    assert "Importing plain.csv" in said


def test_time_left_is_said_smoothly_and_not_before_it_is_known() -> None:
    pace = Pace()
    pace.tell(0.0, now=0.0)
    pace.tell(0.005, now=0.5)
    assert pace.left(now=0.5) == ""
    for second in range(1, 11):
        pace.tell(second / 100, now=float(second))
    assert pace.left(now=10.0) == "about 90 seconds left"
    for second in range(11, 71):
        pace.tell(second / 100, now=float(second))
    assert pace.left(now=70.0) == "about 30 seconds left"
    pace.tell(0.97, now=97.0)
    assert pace.left(now=97.0) == "a few seconds left"


def test_getting_ready_says_nothing_of_the_pace() -> None:
    pace = Pace()
    for second in (0.0, 1.0, 2.0):
        pace.tell(0.0, now=second)
    pace.tell(0.01, now=3.0)
    assert pace.left(now=5.0) == ""
    pace.tell(0.11, now=4.0)
    assert pace.left(now=5.0) == "about 10 seconds left"


def test_a_long_silence_is_no_sign_of_the_end() -> None:
    pace = Pace()
    for second in range(61):
        pace.tell(second / 100, now=float(second))
    assert pace.left(now=61.0) == "about 40 seconds left"
    assert pace.left(now=100.0) == "about 70 seconds left"
    assert pace.left(now=160.0) == "about 110 seconds left"


def test_one_slow_batch_does_not_make_the_time_left_jump() -> None:
    pace = Pace()
    pace.tell(0.0, now=0.0)
    for second in range(1, 51):
        pace.tell(second / 100, now=float(second))
    before = pace.left(now=50.0)
    pace.tell(0.504, now=51.0)
    assert pace.left(now=51.0) == before


def test_the_electors_page_leads_to_the_duplicates_and_back(view: CampaignView) -> None:
    electors, duplicates = view.pages["Electors"], view.pages["Possible duplicates"]
    assert isinstance(electors, ElectorsPage)
    assert isinstance(duplicates, DuplicatesPage)
    electors.duplicates_wanted.emit()
    assert view.stack.currentWidget() is duplicates
    assert rail_item(view, "Electors").isChecked()
    duplicates.left.emit()
    assert view.stack.currentWidget() is electors


def test_every_page_has_its_help(view: CampaignView) -> None:
    assert view.pages.keys() <= HELP.keys()
