"""The window comes up before the program behind it, and makes its pages bit by bit."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event
from typing import get_args

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from phonebank.app import Window
from phonebank.gui.desk import Desk
from phonebank.gui.main_window import CampaignView
from phonebank.gui.pages.call.page import CallPage
from phonebank.gui.pages.campaign.page import CampaignPage
from phonebank.gui.pages.campaign.tabs import TABS
from phonebank.gui.pages.importing.page import ImportPage
from phonebank.gui.pages.insight.page import InsightPage
from phonebank.gui.pages.lists.head import LISTS, SCRIPTS
from phonebank.gui.pages.lists.page import ListsPage
from phonebank.gui.pages.made import InPieces, Pages
from phonebank.gui.pages.paper.page import PaperPage
from phonebank.gui.pages.stack import PageStack
from phonebank.gui.settings import Settings
from phonebank.gui.start_page import StartPage
from phonebank.gui.turning import BETWEEN_BITS
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
    importing.join(0.001)  # or it would hardly get on
print(too_early, opening.is_all_imported())
"""


TOUCHED = """
from enum import Enum
from phonebank.gui import opening
def known(kind=Enum):
    return 1 + sum(map(known, kind.__subclasses__()))
opening.make_classes()
before = known()
from PySide6.QtWidgets import QCalendarWidget
QCalendarWidget.SelectionMode
print(known() - before)
"""


SOURCES = """
import linecache
from pathlib import Path
import phonebank.app
from phonebank.gui import opening
opening.import_the_rest()
print(*(name for name in linecache.cache if Path(name).name in {"main_window.py", "base.py"}))
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

    def make(kind: type[Page]) -> Iterator[Page]:
        made.append(kind.title)
        yield kind()

    pages = Pages([First, Second], make)
    assert list(pages) == ["First", "Second"]
    assert "Second" in pages
    assert made == []
    assert pages["Second"] is pages["Second"]
    assert made == ["Second"]
    assert [title for title, _ in pages.there()] == ["Second"]


def test_a_page_of_many_bits_is_there_with_the_last_and_not_sooner() -> None:
    def make(kind: type[Page]) -> Iterator[Page | None]:
        yield from (None, None, kind())

    pages = Pages([First, Second], make)
    for _ in range(2):
        assert pages.make_a_bit("First")
        assert pages.there() == []
    assert pages.make_a_bit("First")
    assert [title for title, _ in pages.there()] == ["First"]
    assert not pages.make_a_bit("First")
    assert pages.make_a_bit("Second")
    assert isinstance(pages["Second"], Second), "who cannot wait has the rest at once"


def test_a_page_that_could_not_be_made_is_begun_anew() -> None:
    troubles = [RuntimeError("no fonts")]

    def make(kind: type[Page]) -> Iterator[Page | None]:
        yield None
        if troubles:
            raise troubles.pop()
        yield kind()

    pages = Pages[Page]([First], make)
    with pytest.raises(RuntimeError, match="no fonts"):
        _ = pages["First"]
    assert isinstance(pages["First"], First)


InBits = CallPage | ListsPage | InsightPage | ImportPage | PaperPage


@pytest.mark.parametrize("kind", get_args(InBits))
def test_a_page_made_bit_by_bit_is_the_page_made_at_once(
    qtbot: QtBot, db: Database, desk_over: MakeDesk, kind: type[InBits]
) -> None:
    desk = desk_over(db)
    *bits, page = kind.bit_by_bit(desk)
    assert page is not None
    whole = kind(desk)
    for each in (page, whole):
        qtbot.addWidget(each)
    assert bits == [None] * len(bits) != []
    assert parts_of(page) == parts_of(whole)
    desk.jobs.close()


def parts_of(page: QWidget) -> Counter[tuple[str, str]]:
    """How many widgets of each kind there are, by the name that is read out."""
    return Counter((type(it).__name__, it.accessibleName()) for it in page.findChildren(QWidget))


def test_nothing_is_looked_through_while_modules_are_on_their_way() -> None:
    program = [sys.executable, "-c", WATCHED]
    told = subprocess.run(program, capture_output=True, check=True, text=True).stdout.split()
    assert told == ["False", "True"]


def test_the_classes_of_qt_are_made_before_a_page_needs_them() -> None:
    program = [sys.executable, "-c", TOUCHED]
    assert subprocess.run(program, capture_output=True, check=True, text=True).stdout == "0\n"


def test_no_source_is_kept_of_what_is_imported_behind_the_window() -> None:
    program = [sys.executable, "-c", SOURCES]
    assert subprocess.run(program, capture_output=True, check=True, text=True).stdout == "\n"


def shown(qtbot: QtBot, desk: Desk, tmp_path: Path) -> CampaignView:
    """A window of the campaign in which no page is made yet: that takes turns of the event loop."""
    view = CampaignView(desk, Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(view)
    view.show()
    return view


def test_pages_are_made_one_after_another_behind_the_first(
    qtbot: QtBot, db: Database, desk_over: MakeDesk, tmp_path: Path
) -> None:
    view = shown(qtbot, desk_over(db), tmp_path)
    assert view.pages.there() == []
    qtbot.waitUntil(lambda: view.stack.currentWidget() is not None)
    assert view.stack.currentWidget() is view.pages["Call"]
    assert "Reported" not in dict(view.pages.there())
    qtbot.waitUntil(lambda: view.stack.count() == len(view.pages))
    assert view.stack.currentWidget() is view.pages["Call"]
    view.leave_desk()


def test_pages_wait_to_be_made_ahead_while_something_is_read(
    qtbot: QtBot, db: Database, desk_over: MakeDesk, tmp_path: Path
) -> None:
    view = shown(qtbot, desk_over(db), tmp_path)
    read, beats = Event(), QTimer(interval=BETWEEN_BITS)
    beaten: list[None] = []
    view.desk.jobs.new().read(lambda _: read.wait())
    view.turning.turn_to("Call")
    view.turning.show_first()
    beats.timeout.connect(lambda: beaten.append(None))
    beats.start()
    qtbot.waitUntil(lambda: len(beaten) > 3)
    assert [title for title, _ in view.pages.there()] == ["Call"]
    read.set()
    qtbot.waitUntil(lambda: len(view.pages.there()) == len(view.pages))
    view.leave_desk()


def test_a_choice_that_is_quicker_than_the_first_page_wins(
    qtbot: QtBot, db: Database, desk_over: MakeDesk, tmp_path: Path
) -> None:
    view = shown(qtbot, desk_over(db), tmp_path)
    view.rail.chosen.emit("Canvass")
    qtbot.waitUntil(lambda: "Electors" in dict(view.pages.there()))
    assert view.stack.currentWidget() is view.pages["Canvass"]
    view.leave_desk()


def test_a_choice_is_not_forgotten_for_the_first_page_that_is_ready_sooner(
    qtbot: QtBot, db: Database, desk_over: MakeDesk, tmp_path: Path
) -> None:
    view = shown(qtbot, desk_over(db), tmp_path)
    while view.stack.make_a_bit(view.pages, "Call"):
        pass
    view.rail.choose("Campaign")
    qtbot.waitUntil(lambda: view.turning.current != "")
    assert view.turning.current == "Campaign"
    view.leave_desk()


def test_a_page_that_is_not_there_yet_is_made_a_bit_at_a_time_and_then_shown(
    qtbot: QtBot, db: Database, desk_over: MakeDesk, tmp_path: Path
) -> None:
    view = shown(qtbot, desk_over(db), tmp_path)
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
    pages = Pages[ListsPage]([ListsPage], lambda kind: kind.bit_by_bit(desk_over(db)))
    for _ in ("its board", "the page", "taken in", "dressed"):
        assert stack.make_a_bit(pages, "Lists")
    assert not stack.make_a_bit(pages, "Lists")
    view = pages["Lists"].view
    assert not {"form", "segment"} & set(vars(view))
    while stack.make_more(pages, "Lists"):
        pass
    assert {"form", "segment"} <= set(vars(view))


@pytest.fixture
def dress(qapp: QApplication) -> Iterator[Dress]:
    dress = Dress(qapp)
    yield dress
    dress.choose(Appearance.LIGHT)


def test_the_page_that_is_seen_wears_the_theme_and_the_others_follow_one_by_one(
    qtbot: QtBot, db: Database, desk_over: MakeDesk, tmp_path: Path, dress: Dress
) -> None:
    view = shown(qtbot, desk_over(db), tmp_path)
    qtbot.waitUntil(lambda: len(view.pages.there()) == len(view.pages), timeout=20_000)
    pages = dict(view.pages.there())
    qtbot.waitUntil(lambda: worn_on(*pages.values()) == {stylesheet(LIGHT)})
    dress.choose(Appearance.DARK)
    assert worn_on(*pages.values()) == {stylesheet(LIGHT)}, "not in this turn"
    dark = stylesheet(DARK)
    qtbot.waitUntil(lambda: pages["Call"].styleSheet() == dark)
    assert pages["Packs"].styleSheet() == stylesheet(LIGHT)
    view.turning.turn_to("Packs")
    assert pages["Packs"].styleSheet() == dark, "nobody sees it in the other theme"
    qtbot.waitUntil(lambda: worn_on(*pages.values()) == {dark})
    assert not view.styleSheet(), "the frame needs none"
    view.leave_desk()


def worn_on(*pages: QWidget) -> set[str]:
    """The sheets of the pages, or of the pieces that are shown of them."""
    pieces = [page.pieces() if isinstance(page, InPieces) else [page] for page in pages]
    return {piece.styleSheet() for several in pieces for piece in several}


@pytest.mark.parametrize(
    ("kind", "choices"), [(ListsPage, (LISTS, SCRIPTS)), (CampaignPage, tuple(TABS))]
)
def test_a_piece_that_was_hidden_wears_the_theme_when_it_is_shown(
    qtbot: QtBot,
    db: Database,
    desk_over: MakeDesk,
    dress: Dress,
    kind: type[ListsPage | CampaignPage],
    choices: Sequence[str],
) -> None:
    desk = desk_over(db)
    stack, page = PageStack(), kind(desk)
    qtbot.addWidget(stack)
    stack.turn_to(page)
    stack.show()
    while page.make_more():
        pass
    segments = page.head.segments
    for choice in choices:
        segments.choose(choice)
        assert worn_on(page) == {stylesheet(LIGHT)}
    dress.choose(Appearance.DARK)
    qtbot.waitUntil(lambda: worn_on(page) == {stylesheet(DARK)})
    for choice in choices:
        segments.choose(choice)
        assert worn_on(page) == {stylesheet(DARK)}
    desk.jobs.close()  # before the page goes that it would answer


def test_the_room_that_is_seen_wears_the_theme(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, dress: Dress
) -> None:
    window = Window(Settings(tmp_path / "settings.ini"), dress)
    qtbot.addWidget(window)
    assert window.start.styleSheet() == stylesheet(LIGHT)
    dress.choose(Appearance.DARK)
    assert window.start.styleSheet() == stylesheet(DARK)
    assert not window.styleSheet()
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
