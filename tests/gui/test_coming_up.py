"""The window comes up before the program behind it, and makes its pages bit by bit."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from phonebank.gui.main_window import CampaignView
from phonebank.gui.pages.lists.page import ListsPage
from phonebank.gui.pages.made import Pages
from phonebank.gui.pages.stack import PageStack
from phonebank.gui.settings import Settings
from phonebank.gui.start_page import StartPage
from phonebank.gui.widgets.palette import Appearance, Dress, stylesheet
from phonebank.gui.widgets.theme import DARK, LIGHT
from phonebank.store.database import Database
from tests.gui.conftest import MakeDesk

SLOW = ("sqlalchemy", "sqlcipher3", "alembic", "openpyxl", "phonenumbers", "phonebank.services")


WATCHED = """
import gc, threading
from phonebank.gui import opening
importing = threading.Thread(target=opening.import_the_rest)
importing.start()
too_early = False
while importing.is_alive():
    too_early = too_early or (opening.is_all_imported() and not gc.get_freeze_count())
print(too_early, opening.is_all_imported())
"""


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


def test_nothing_is_looked_through_while_modules_are_on_their_way() -> None:
    program = [sys.executable, "-c", WATCHED]
    told = subprocess.run(program, capture_output=True, check=True, text=True).stdout.split()
    assert told == ["False", "True"]


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


def test_a_choice_is_not_forgotten_for_the_first_page_that_is_ready_sooner(
    qtbot: QtBot, db: Database, desk_over: MakeDesk, tmp_path: Path
) -> None:
    view = CampaignView(desk_over(db), Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(view)
    view.show()
    while view.stack.make_a_bit(view.pages, "Call"):
        pass
    view.rail.choose("Campaign")
    qtbot.waitUntil(lambda: view.turning.current != "")
    assert view.turning.current == "Campaign"
    view.leave_desk()


def test_a_page_that_is_not_there_yet_is_made_a_bit_at_a_time_and_then_shown(
    qtbot: QtBot, db: Database, desk_over: MakeDesk, tmp_path: Path
) -> None:
    view = CampaignView(desk_over(db), Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(view)
    view.show()
    view.turning.show_first()
    view.rail.chosen.emit("Campaign")
    assert view.turning.current == "Call"
    qtbot.waitUntil(lambda: view.turning.current == "Campaign")
    view.turning.come_to("Given out")
    view.rail.chosen.emit("Campaign")  # thought better of it before there was a page to show
    qtbot.waitUntil(lambda: view.stack.count() == len(view.pages), timeout=20_000)
    assert view.stack.currentWidget() is view.pages["Campaign"]
    view.leave_desk()


def test_parts_that_nobody_sees_at_first_are_made_when_the_page_is_there(
    qtbot: QtBot, db: Database, desk_over: MakeDesk
) -> None:
    stack = PageStack()
    qtbot.addWidget(stack)
    pages = Pages[ListsPage]([ListsPage], lambda kind: kind(desk_over(db)))
    assert stack.make_a_bit(pages, "Lists")
    assert stack.make_a_bit(pages, "Lists")
    assert not stack.make_a_bit(pages, "Lists")
    view = pages["Lists"].view
    assert not {"form", "segment"} & set(vars(view))
    while stack.make_more(pages, "Lists"):
        pass
    assert {"form", "segment"} <= set(vars(view))


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
