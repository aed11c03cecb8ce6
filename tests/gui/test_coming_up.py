"""The window comes up before the program behind it, and makes its pages bit by bit."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from phonebank.gui.main_window import CampaignView
from phonebank.gui.pages.made import Pages
from phonebank.gui.settings import Settings
from phonebank.gui.start_page import StartPage
from phonebank.gui.widgets.palette import Appearance, Dress, stylesheet
from phonebank.gui.widgets.theme import DARK, LIGHT
from phonebank.store.database import Database
from tests.gui.conftest import MakeDesk

SLOW = ("sqlalchemy", "sqlcipher3", "alembic", "openpyxl", "phonenumbers", "phonebank.services")


class Page:
    title = ""


class First(Page):
    title = "First"


class Second(Page):
    title = "Second"


def test_nothing_slow_is_imported_before_the_first_paint() -> None:
    program = [sys.executable, "-c", "import sys, phonebank.app; print(*sys.modules)"]
    names = subprocess.run(program, capture_output=True, check=True, text=True).stdout.split()
    assert "phonebank.gui.start_page" in names
    assert [name for name in names if name.startswith(SLOW)] == []


def test_the_start_page_tells_once_that_it_was_seen(qtbot: QtBot) -> None:
    page, seen = StartPage(), []
    qtbot.addWidget(page)
    page.painted.connect(lambda: seen.append(True))
    page.show()
    qtbot.waitUntil(lambda: bool(seen))
    page.repaint()
    QApplication.processEvents()
    assert seen == [True]


def test_a_page_is_made_when_it_is_first_asked_for() -> None:
    made: list[str] = []

    def make(kind: type[Page]) -> Page:
        made.append(kind.title)
        return kind()

    pages = Pages([First, Second], make)
    assert list(pages) == ["First", "Second"]
    assert "Second" in pages
    assert made == []
    assert pages["Second"] is pages["Second"]
    assert made == ["Second"]
    assert [title for title, _ in pages.there()] == ["Second"]
    assert not pages.is_there("First")


def test_pages_are_made_one_after_another_behind_the_first(
    qtbot: QtBot, db: Database, desk_over: MakeDesk, tmp_path: Path
) -> None:
    view = CampaignView(desk_over(db), Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(view)
    view.show()
    assert view.pages.there() == []
    qtbot.waitUntil(lambda: view.stack.currentWidget() is not None)
    assert view.stack.currentWidget() is view.pages["Call"]
    assert not view.pages.is_there("Reported")
    qtbot.waitUntil(lambda: view.stack.count() == len(view.pages))
    assert view.stack.currentWidget() is view.pages["Call"]
    view.leave_desk()


def test_a_choice_that_is_quicker_than_the_first_page_wins(
    qtbot: QtBot, db: Database, desk_over: MakeDesk, tmp_path: Path
) -> None:
    view = CampaignView(desk_over(db), Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(view)
    view.show()
    view.rail.chosen.emit("Canvass")
    qtbot.waitUntil(lambda: view.pages.is_there("Electors"))
    assert view.stack.currentWidget() is view.pages["Canvass"]
    view.leave_desk()


def test_a_window_wears_the_sheet_of_the_theme(qapp: QApplication, qtbot: QtBot) -> None:
    dress, window = Dress(qapp), QWidget()
    qtbot.addWidget(window)
    dress.put_on(window)
    assert window.styleSheet() == stylesheet(LIGHT)
    dress.choose(Appearance.DARK)
    assert window.styleSheet() == stylesheet(DARK)
    dress.choose(Appearance.LIGHT)
    assert not qapp.styleSheet()


def test_the_pages_go_one_after_another(
    qtbot: QtBot, db: Database, desk_over: MakeDesk, tmp_path: Path
) -> None:
    view = CampaignView(desk_over(db), Settings(tmp_path / "settings.ini"))
    view.show()
    qtbot.waitUntil(lambda: view.stack.count() == len(view.pages))
    view.leave_desk()
    with qtbot.waitSignal(view.stack.emptied):
        view.take_down()
        assert view.stack.count() == len(view.pages) - 1
    assert view.stack.count() == 0
