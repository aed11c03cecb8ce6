"""The Shifts page: planning, ticking who came, the board, and the follow-ups."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from phonebank.domain.clock import DEMO_EVENING
from phonebank.domain.electors import FollowUpKind
from phonebank.gui.charts.room_board import RoomBoard, paint_room_board
from phonebank.gui.desk import Desk
from phonebank.gui.pages.shifts.board import NOTHING
from phonebank.gui.pages.shifts.head import FOLLOW_UPS, SHIFTS
from phonebank.gui.pages.shifts.page import ShiftsPage
from phonebank.gui.widgets.theme import DARK, LIGHT, Theme
from phonebank.services import calling, shifts, signing_in, suppressing
from phonebank.store.database import Database
from tests.conftest import entry
from tests.gui.conftest import MakeDesk, show_and_follow

RUNNING = 7  # the Westminster shift of the demonstration's last Monday


@pytest.fixture
def desk(sample_db: Database, desk_over: MakeDesk) -> Desk:
    return desk_over(sample_db)


def shown_page(qtbot: QtBot, desk: Desk) -> ShiftsPage:
    page = ShiftsPage(desk)
    show_and_follow(qtbot, page, desk)
    qtbot.waitUntil(lambda: page.view.card.card is not None or page.empty.isVisible())
    return page


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> ShiftsPage:
    return shown_page(qtbot, desk)


@pytest.fixture
def empty_page(qtbot: QtBot, no_electors: Database, desk_over: MakeDesk) -> ShiftsPage:
    return shown_page(qtbot, desk_over(no_electors))


def fill_in(page: ShiftsPage, venue: str) -> None:
    page.view.form.venue.setText(venue)
    page.view.form.save.click()


def call_now(desk: Desk, name: str, outcome: str = "spoke") -> None:
    """A call of this caller, as another program would log it."""
    by = signing_in.sign_in(desk.jobs.db, name)
    said = entry(1, by, outcome, called_at=DEMO_EVENING)
    calling.log_call(desk.jobs.db, by, said, DEMO_EVENING)


def venues(page: ShiftsPage) -> list[str]:
    return [item.text() for item in page.view.list.items()]


def rows(page: ShiftsPage) -> list[tuple[str, bool]]:
    return [(row.line.name, row.tick.isChecked()) for row in page.view.card.rows.rows()]


def test_the_shift_that_runs_is_chosen_and_what_is_over_comes_last(page: ShiftsPage) -> None:
    assert page.view.current() == RUNNING
    assert venues(page)[:4] == ["Westminster", "Online", "Westminster", "Congress House"]
    assert "now" in page.view.list.items()[0].accessibleName()
    assert page.view.card.when.text() == "Today 18:00–20:30, 2 h left"
    assert "5 of 8 came" in page.view.list.items()[0].accessibleName()


def test_a_past_shift_tells_the_ladder_of_each_caller_and_of_all(
    qtbot: QtBot, page: ShiftsPage
) -> None:
    page.view.list.choose(2)
    card = page.view.card
    qtbot.waitUntil(lambda: card.shift is not None and card.shift.id == 2)
    assert card.card is not None
    assert sum(line.ladder.attempts for line in card.card.callers) == card.card.total.attempts > 300
    bronwen = next(row for row in card.rows.rows() if row.line.name == "Bronwen Pryor")
    assert "56 attempts, 56 dials, 16 contacts, 13 stated, 27 calls/hour" in bronwen.toolTip()
    assert "328 attempts" in card.strip.accessibleName()


def test_a_tick_notes_who_came_and_keeps_the_rows(
    qtbot: QtBot, page: ShiftsPage, desk: Desk
) -> None:
    row = next(row for row in page.view.card.rows.rows() if row.line.name == "Ewa Lisowska")
    row.tick.click()
    qtbot.waitUntil(lambda: row.line.came)
    assert ("Ewa Lisowska", True) in rows(page)
    assert shifts.shifts(desk.jobs.db, desk.actor)[RUNNING - 1].came == 6
    row.tick.click()
    qtbot.waitUntil(lambda: not row.line.came)


def test_somebody_is_expected_by_name_and_struck_again(qtbot: QtBot, page: ShiftsPage) -> None:
    name = page.view.card.name
    name.setText("linda featherby")
    QTest.keyClick(name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: ("Linda Featherby", False) in rows(page))
    assert name.text() == ""
    row = next(row for row in page.view.card.rows.rows() if row.line.name == "Linda Featherby")
    row.strike.click()
    qtbot.waitUntil(lambda: ("Linda Featherby", False) not in rows(page))


def test_a_name_that_nobody_has_is_told_beside_it_and_kept(qtbot: QtBot, page: ShiftsPage) -> None:
    page.view.card.name.setText("Nobody")
    page.view.card.add.click()
    qtbot.waitUntil(page.view.card.fault.isVisible)
    assert "There is no caller “Nobody”" in page.view.card.fault.text()
    assert page.view.card.name.text() == "Nobody"


def test_whoever_rang_unplanned_is_noted_at_one_press(
    qtbot: QtBot, page: ShiftsPage, desk: Desk
) -> None:
    call_now(desk, "Harriet Slade")
    page.refresh()
    qtbot.waitUntil(page.view.card.others.isVisible)
    assert page.view.card.others.text() == "Harriet Slade rang then"
    page.view.card.others.click()
    qtbot.waitUntil(lambda: ("Harriet Slade", True) in rows(page))
    assert not page.view.card.others.isVisible()


def test_the_first_shift_is_planned_from_the_empty_page(
    qtbot: QtBot, empty_page: ShiftsPage
) -> None:
    page = empty_page
    assert page.empty.heading.text() == "No shifts yet"
    page.add_first.click()
    assert page.view.form.isVisible()
    assert page.view.form.venue.hasFocus()
    fill_in(page, "Westminster")
    qtbot.waitUntil(lambda: venues(page) == ["Westminster"])
    qtbot.waitUntil(page.view.card.isVisible)
    qtbot.waitUntil(lambda: page.view.card.when.text().startswith("Tomorrow 18:00–20:30"))
    assert page.view.card.nobody.isVisible()


def test_leaving_the_form_of_the_first_shift_leads_back(empty_page: ShiftsPage) -> None:
    empty_page.add_first.click()
    QTest.keyClick(empty_page.view.form.venue, Qt.Key.Key_Escape)
    assert empty_page.empty.isVisible()


def test_a_shift_without_venue_is_told_and_nothing_is_lost(
    qtbot: QtBot, page: ShiftsPage, desk: Desk
) -> None:
    page.add_shift()
    assert page.view.form.venue.text() == "Congress House", "as the last one"
    page.view.form.note.setText("bring a charger")
    fill_in(page, " ")
    assert "A shift has a venue" in page.view.form.fault.text()
    assert page.view.form.note.text() == "bring a charger"
    assert len(shifts.shifts(desk.jobs.db, desk.actor)) == 10


def test_a_shift_is_changed_in_its_place(qtbot: QtBot, page: ShiftsPage) -> None:
    page.view.card.change.click()
    assert page.view.form.note.text().startswith("Last Monday")
    page.view.form.venue.setText("Congress House")
    QTest.keyClick(page.view.form.venue, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: venues(page)[0] == "Congress House")
    qtbot.waitUntil(lambda: page.view.card.venue.text() == "Congress House")
    assert page.view.current() == RUNNING
    assert len(rows(page)) == 8


def test_removing_a_shift_takes_a_second_press(qtbot: QtBot, page: ShiftsPage, desk: Desk) -> None:
    page.view.card.remove.click()
    assert page.view.card.sure.isVisible()
    assert len(shifts.shifts(desk.jobs.db, desk.actor)) == 10
    page.view.card.sure.acted.emit()
    qtbot.waitUntil(lambda: venues(page)[0] == "Online")
    qtbot.waitUntil(lambda: page.view.card.venue.text() == "Online")
    assert not page.view.card.sure.isVisible()


def test_the_board_has_large_figures_and_names_nobody(
    qtbot: QtBot, page: ShiftsPage, desk: Desk
) -> None:
    call_now(desk, "Jo Winterbourne")
    page.head.board.click()
    qtbot.waitUntil(lambda: page.board.figures.shown is not NOTHING)
    board = page.board.figures.shown
    assert board.title == "Westminster, 18:00–20:30"
    assert board.time_left == "2 h left"
    assert board.figures[:3] == ((1, "call"), (1, "spoke"), (1, "stated"))
    assert board.figures[3][1] == "still to ring"
    assert board.hours == [("18:00", 1), ("19:00", None), ("20:00", None)]
    assert "Jo" not in board.words()
    page.board.names.click()
    assert page.board.figures.shown.callers == [("Jo", 1)]
    assert "Winterbourne" not in page.board.figures.shown.words()


def test_the_board_follows_calls_as_they_come(qtbot: QtBot, page: ShiftsPage, desk: Desk) -> None:
    page.open_board()
    qtbot.waitUntil(lambda: page.board.figures.shown is not NOTHING)
    assert page.board.figures.shown.figures[0] == (0, "calls")
    by = signing_in.sign_in(desk.jobs.db, "Jo Winterbourne")
    said = entry(1, by, called_at=DEMO_EVENING + timedelta(minutes=1))
    desk.jobs.new().write(calling.log_call, by, said, DEMO_EVENING)
    qtbot.waitUntil(lambda: page.board.figures.shown.figures[0] == (1, "call"))


def test_f11_fills_the_screen_and_escape_leaves_step_by_step(
    qtbot: QtBot, page: ShiftsPage
) -> None:
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    QTest.keyClick(page, Qt.Key.Key_F11)
    assert page.board.whole is not None
    assert page.board.whole.isFullScreen()
    qtbot.waitUntil(
        lambda: page.board.whole is not None and bool(page.board.whole.figures.shown.title)
    )
    QTest.keyClick(page.board.whole, Qt.Key.Key_Escape)
    assert page.board.whole is None
    assert page.is_on_board
    QTest.keyClick(page.board.back, Qt.Key.Key_Escape)
    assert not page.is_on_board
    assert page.view.card.isVisible()


def test_follow_ups_are_worked_off(qtbot: QtBot, page: ShiftsPage, desk: Desk) -> None:
    for elector, kind in ((1, FollowUpKind.POSTER), (2, FollowUpKind.DONATE)):
        suppressing.add_follow_up(
            desk.jobs.db, desk.actor, elector, kind, "two please", DEMO_EVENING
        )
    page.head.segments.choose(FOLLOW_UPS)
    view = page.follow_ups
    qtbot.waitUntil(lambda: [row[0] for row in view.table.texts()] == ["Poster", "Donate"])
    qtbot.waitUntil(lambda: "two please" in view.panel.words())
    told = "\n".join(label.text() for label in view.panel.findChildren(QLabel))
    assert "Number" in told, "how to reach them"
    view.done.click()
    qtbot.waitUntil(lambda: [row[0] for row in view.table.texts()] == ["Donate"])
    view.is_done.click()
    qtbot.waitUntil(lambda: [row[0] for row in view.table.texts()] == ["Poster"])
    assert not view.done.isVisible()
    view.kind.setCurrentIndex(1)
    qtbot.waitUntil(view.empty.isVisible)
    assert view.empty.heading.text() == "Nothing is done yet"


def test_without_follow_ups_it_says_where_they_come_from(qtbot: QtBot, page: ShiftsPage) -> None:
    page.head.segments.choose(FOLLOW_UPS)
    qtbot.waitUntil(page.follow_ups.empty.isVisible)
    assert page.follow_ups.empty.heading.text() == "Nothing to follow up"
    assert not page.follow_ups.done.isVisibleTo(page.follow_ups)
    assert not page.head.board.isVisible()
    page.head.segments.choose(SHIFTS)
    assert page.head.board.isVisible()


@pytest.mark.parametrize("size", [(480, 270), (952, 476), (3840, 2160), (400, 900)])
@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_board_fits_any_screen(qtbot: QtBot, size: tuple[int, int], theme: Theme) -> None:
    callers = [(f"Wilhelmina-Alexandra {number}", 1_000 + number) for number in range(40)]
    board = RoomBoard(
        "A hall with a very long name indeed, 18:00–20:30",
        "1 h 20 min left",
        ((1_234_567, "calls"), (45_678, "spoke"), (34_567, "stated"), (654_006, "still to ring")),
        [("18:00", 900_000), ("19:00", 0), ("20:00", None)],
        callers,
    )
    picture = QImage(*size, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    paint_room_board(painter, QRectF(picture.rect()), board, theme)
    painter.end()
    margin = round(4 * min(size[1] / 100, size[0] / 150))
    width, height = size
    edges = colours_in(picture, QRect(0, 0, margin, height))
    edges |= colours_in(picture, QRect(width - margin, 0, margin, height))
    assert edges == {theme.surface.name()}, "nothing reaches into the margins"
    inside = colours_in(picture, picture.rect())
    assert {theme.text.name(), theme.und.name()} <= inside


def colours_in(picture: QImage, part: QRect) -> set[str]:
    """All at once, since a large screen has eight million pixels."""
    pixels = picture.copy(part).convertToFormat(QImage.Format.Format_RGB32)
    return {QColor.fromRgb(it).name() for it in set(memoryview(pixels.constBits()).cast("I"))}
