"""The duplicates page: pairs are listed, compared, decided by key, and undone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QLabel, QScrollArea
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from phonebank.gui.pages.duplicates.page import DuplicatesPage
from phonebank.gui.widgets.painted_button import PaintedButton
from phonebank.services import signing_in
from phonebank.store.database import Database
from tests.conftest import Make
from tests.gui.conftest import MakeDesk

HOME, AWAY = "EX1 1AA", "EX2 2BB"


@pytest.fixture
def people(make: Make) -> list[int]:
    """Ada twice and once by her initial, and Bob twice."""
    return [
        make.elector("Ada Byron", numbers=["07700 900001"], postcode=HOME, email="a@example.org"),
        make.elector("A Byron", numbers=["07700 900002"], postcode=HOME),
        make.elector("Ada Byron", numbers=["07700 900001"], postcode=HOME),
        *make.electors(2, "Bob Cole", postcode=AWAY),
    ]


def shown(qtbot: QtBot, page: DuplicatesPage, width: int = 1208) -> DuplicatesPage:
    qtbot.addWidget(page)
    page.resize(width, 724)
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: bool(page.counts.text()) or "not shown" in page.empty.heading.text())
    return page


@pytest.fixture
def page(qtbot: QtBot, people: list[int], db: Database, desk_over: MakeDesk) -> DuplicatesPage:
    return shown(qtbot, DuplicatesPage(desk_over(db)))


def names(page: DuplicatesPage) -> list[str]:
    return [page.model.index(row, 0).data() for row in range(page.model.rowCount())]


def press(qtbot: QtBot, page: DuplicatesPage, key: Qt.Key, left: int) -> None:
    """Press a key and wait until so many pairs are left."""
    QTest.keyClick(page.table if page.table.isVisible() else page, key)
    qtbot.waitUntil(lambda: page.model.rowCount() == left and page.undo_last.isEnabled())


def undo(qtbot: QtBot, page: DuplicatesPage, left: int) -> None:
    target = page.table if page.table.isVisible() else page
    QTest.keyClick(target, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.model.rowCount() == left)


def test_the_likeliest_pairs_are_first(page: DuplicatesPage) -> None:
    assert names(page) == [
        "Ada Byron",
        "Bob Cole",
        "A Byron  /  Ada Byron",
        "Ada Byron  /  A Byron",
    ]
    assert page.counts.text() == "4 pairs to decide · 0 merged, 0 kept apart so far"


def test_the_list_keeps_every_promise_of_a_model(
    page: DuplicatesPage, qtmodeltester: ModelTester
) -> None:
    qtmodeltester.check(page.model)  # type: ignore[no-untyped-call]


def test_both_stand_side_by_side_with_what_differs_marked(
    qtbot: QtBot, page: DuplicatesPage
) -> None:
    page.table.choose_row(3)
    qtbot.waitUntil(lambda: "A Byron" in page.comparison.words())
    words = page.comparison.words().split("\n")
    assert "≠ Name: Ada Byron | A Byron" in words
    assert "Constituency: Exeter | Exeter" in words
    assert "Email: a@example.org | —" in words
    assert "≠ Numbers: 07700 900001, mobile | 07700 900002, mobile" in words
    assert page.comparison.why.text() == "Same surname, an initial that fits"


def test_one_keeps_the_left_and_takes_every_pair_of_the_other_off(
    qtbot: QtBot, page: DuplicatesPage, people: list[int], make: Make
) -> None:
    press(qtbot, page, Qt.Key.Key_1, left=2)
    assert names(page) == ["Bob Cole", "Ada Byron  /  A Byron"]
    assert make.state(people[2]).merged_into == people[0]
    assert page.counts.text() == "2 pairs to decide · 1 merged, 0 kept apart so far"


def test_two_keeps_the_right(
    qtbot: QtBot, page: DuplicatesPage, people: list[int], make: Make
) -> None:
    press(qtbot, page, Qt.Key.Key_2, left=2)
    assert make.state(people[0]).merged_into == people[2]


def test_three_keeps_both_and_goes_on_to_the_next(
    qtbot: QtBot, page: DuplicatesPage, people: list[int], make: Make
) -> None:
    press(qtbot, page, Qt.Key.Key_3, left=3)
    assert make.state(people[0]).on_roll
    assert make.state(people[2]).on_roll
    assert page.table.current_row() == 0
    qtbot.waitUntil(lambda: "Bob Cole" in page.comparison.words())
    assert page.counts.text() == "3 pairs to decide · 0 merged, 1 kept apart so far"


def test_undo_puts_everything_back_where_it_was(
    qtbot: QtBot, page: DuplicatesPage, people: list[int], make: Make
) -> None:
    before = names(page)
    press(qtbot, page, Qt.Key.Key_1, left=2)
    press(qtbot, page, Qt.Key.Key_3, left=1)
    undo(qtbot, page, left=2)
    undo(qtbot, page, left=4)
    assert names(page) == before
    assert page.table.current_row() == 0
    assert make.state(people[2]).on_roll
    assert page.counts.text() == "4 pairs to decide · 0 merged, 0 kept apart so far"
    qtbot.waitUntil(lambda: not page.undo_last.isEnabled())


def test_when_all_is_decided_it_says_so_and_undo_still_works(
    qtbot: QtBot, page: DuplicatesPage
) -> None:
    press(qtbot, page, Qt.Key.Key_1, left=2)
    press(qtbot, page, Qt.Key.Key_1, left=1)
    press(qtbot, page, Qt.Key.Key_1, left=0)
    assert page.empty.heading.text() == "All decided"
    assert not page.keep_left.isEnabled()
    QTest.mouseClick(page.undo_last, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1 and page.table.isVisible())


def test_a_roll_without_likenesses_says_so(
    qtbot: QtBot, make: Make, db: Database, desk_over: MakeDesk
) -> None:
    make.elector("Ada Byron", postcode=HOME)
    page = shown(qtbot, DuplicatesPage(desk_over(db)))
    assert page.empty.heading.text() == "No duplicates found"
    assert not page.progress.isVisible()
    assert not page.undo_last.isEnabled()


def test_a_volunteer_reads_why_nothing_is_shown(
    qtbot: QtBot, people: list[int], db: Database, desk_over: MakeDesk
) -> None:
    volunteer = signing_in.introduce(db, "Vi").value
    page = shown(qtbot, DuplicatesPage(desk_over(db, volunteer)))
    assert "A volunteer may not look up electors." in page.empty.sentence.text()
    QTest.keyClick(page, Qt.Key.Key_1)
    assert page.model.rowCount() == 0


def test_escape_leaves_the_page(qtbot: QtBot, page: DuplicatesPage) -> None:
    with qtbot.waitSignal(page.left):
        QTest.keyClick(page.table, Qt.Key.Key_Escape)
    with qtbot.waitSignal(page.left):
        QTest.mouseClick(page.back, Qt.MouseButton.LeftButton)


def test_a_search_that_was_left_shows_nothing_later(qtbot: QtBot, page: DuplicatesPage) -> None:
    page.refresh()
    page.stop()
    with qtbot.assertNotEmitted(page.search.found, wait=200):
        pass


def test_in_a_small_window_everything_has_its_place(
    qtbot: QtBot, people: list[int], db: Database, desk_over: MakeDesk
) -> None:
    page = shown(qtbot, DuplicatesPage(desk_over(db)), width=952)
    page.resize(952, 524)
    qtbot.waitUntil(lambda: bool(page.comparison.words()))
    assert page.width() == 952
    assert page.two_people.geometry().right() < 952
    assert page.comparison.width() > 600


def test_every_control_has_a_name(page: DuplicatesPage) -> None:
    for kind in (QAbstractItemView, PaintedButton, QScrollArea):
        assert all(control.accessibleName() for control in page.findChildren(kind))
    for label in page.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText
