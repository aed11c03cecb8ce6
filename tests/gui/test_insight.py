"""The insight page: every chart from the service, narrowed together, each on its own card."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from phonebank.domain.changes import Topic
from phonebank.domain.clock import DEMO_EVENING
from phonebank.domain.errors import WrongUse
from phonebank.domain.frozen import Given, copy_words, text_of
from phonebank.domain.insight import Found, Insight, Reach, Trend
from phonebank.domain.insight_sheets import sheet_of
from phonebank.domain.insight_titles import kind_of
from phonebank.domain.permits import Actor, Role
from phonebank.domain.sheet import cell_text
from phonebank.gui.charts.card import LOADING, ChartCard
from phonebank.gui.desk import Desk
from phonebank.gui.pages.insight.page import InsightPage
from phonebank.gui.widgets.days_pick import CHOSEN, OPEN
from phonebank.gui.widgets.painted_button import PaintedButton
from phonebank.gui.widgets.picks import ALL
from phonebank.gui.widgets.theme import DARK, LIGHT, current_theme
from phonebank.services import calling
from phonebank.services.explaining import DEMONSTRATION
from phonebank.services.freezing import frozen_copies, frozen_copy
from phonebank.services.insight import find
from phonebank.store.database import Database
from tests.browser import words_of
from tests.conftest import entry
from tests.gui.charts.reading import words_of as drawn_words
from tests.gui.conftest import Answers, MakeDesk

SHOWN = 20_000  # ms at the most; the machine may be busy


@pytest.fixture
def desk(sample_db: Database, desk_over: MakeDesk) -> Desk:
    return desk_over(sample_db)


def is_there(page: InsightPage) -> bool:
    return all(card.found or card.state.text() != LOADING for card in page.cards.values())


def shown_page(qtbot: QtBot, desk: Desk, width: int = 1208, height: int = 724) -> InsightPage:
    page = InsightPage(desk)
    qtbot.addWidget(page)
    page.resize(width, height)
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: is_there(page), timeout=SHOWN)
    return page


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> InsightPage:
    return shown_page(qtbot, desk)


def found_on(page: InsightPage, insight: Insight) -> Found:
    found = page.cards[insight].found
    assert found is not None
    return found


def wait_for(qtbot: QtBot, is_so: Callable[[], bool]) -> None:
    qtbot.waitUntil(is_so, timeout=SHOWN)


def answers_of(desk: Desk) -> Answers:
    assert isinstance(desk.ask, Answers)
    return desk.ask


def test_every_card_shows_what_the_service_finds_and_its_sheet_cell_by_cell(
    page: InsightPage, desk: Desk
) -> None:
    for insight, card in page.cards.items():
        found = find(desk.jobs.db, desk.actor, insight, found_on(page, insight).as_of)
        assert card.found == found
        sheet = sheet_of(found)
        kinds = [column.kind for column in sheet.columns]
        assert card.table.texts() == [
            [cell_text(kind, cell) for kind, cell in zip(kinds, row.cells, strict=True)]
            for row in sheet.all_rows
        ]
        assert card.base.text() == found.base
        assert card.caveat.text() == found.caveat


def test_a_table_is_made_when_it_is_first_looked_at(page: InsightPage) -> None:
    card = page.cards[Insight.TREND]
    assert "table" not in vars(card)
    card.show_table(True)
    assert card.table.isVisible()
    assert card.table.texts()


def test_warnings_stand_on_the_cards_and_the_worst_at_the_head(page: InsightPage) -> None:
    for card in page.cards.values():
        assert card.found is not None
        for warning in card.found.warnings:
            proof = warning.sentence.split()[-1]
            assert proof in card.warnings() or warning.sentence in page.head.pill.toolTip()
    assert page.head.pill.isVisible() == any(
        card.found and card.found.warnings for card in page.cards.values()
    )


def test_filters_narrow_every_chart(qtbot: QtBot, page: InsightPage) -> None:
    page.filters.choose("section", "full member")
    wait_for(qtbot, lambda: all("full member" in c.base.text() for c in page.cards.values()))
    for card in page.cards.values():
        assert card.found is not None
        assert card.found.where == {"section": ["full member"]}


def test_regions_with_electors_are_offered(qtbot: QtBot, page: InsightPage) -> None:
    pick = page.filters.picks["region"]
    wait_for(qtbot, lambda: pick.count() > 1)
    names = [pick.itemText(place) for place in range(pick.count())]
    assert names[0] == ALL
    assert "London" in names
    assert names[1:] == sorted(names[1:])


def test_dates_narrow_by_the_day_of_the_answer(qtbot: QtBot, page: InsightPage) -> None:
    page.filters.choose("dates", OPEN)
    trend = page.cards[Insight.TREND]
    wait_for(qtbot, lambda: bool(trend.found and trend.found.where))
    assert found_on(page, Insight.TREND).where == {"from": ["2016-08-22"]}


def test_the_days_between_two_that_were_chosen_count(qtbot: QtBot, page: InsightPage) -> None:
    assert not page.filters.dates.first.isVisible()
    page.filters.choose("dates", CHOSEN)
    page.filters.dates.choose_days(date(2016, 9, 1), date(2016, 9, 10))
    assert page.filters.dates.first.isVisible()
    wait_for(qtbot, lambda: all("2016-09-01" in c.base.text() for c in page.cards.values()))
    where = {"from": ["2016-09-01"], "to": ["2016-09-10"]}
    assert {str(found_on(page, insight).where) for insight in page.cards} == {str(where)}
    found = found_on(page, Insight.TREND)
    assert isinstance(found, Trend)
    days = found.days
    assert (days[0].day, days[-1].day) == (date(2016, 9, 1), date(2016, 9, 10))


def test_only_the_last_narrowing_that_was_chosen_is_shown(qtbot: QtBot, page: InsightPage) -> None:
    for section in ("full member", "affiliated supporter", ALL, "registered supporter"):
        page.filters.choose("section", section)
    callers = page.cards[list(page.cards)[-1]]
    wait_for(qtbot, lambda: "registered supporter" in callers.base.text())
    wheres = {str(found_on(page, insight).where) for insight in page.cards}
    assert wheres == {"{'section': ['registered supporter']}"}


def test_figures_that_are_asked_anew_are_pale_until_they_come(
    qtbot: QtBot, page: InsightPage
) -> None:
    card = page.cards[Insight.SECTIONS]
    before = card.view.grab().toImage()
    page.refresh()
    assert card.view.grab().toImage() != before
    wait_for(qtbot, lambda: card.view.grab().toImage() == before)


def follow(page: InsightPage, touched: Topic) -> None:
    """As the window does."""
    if page.topics & touched:
        page.refresh()


def test_a_new_call_changes_the_charts(qtbot: QtBot, page: InsightPage, desk: Desk) -> None:
    def stated() -> int:
        found = found_on(page, Insight.REACH)
        assert isinstance(found, Reach)
        return found.ladder.calls

    before = stated()
    desk.jobs.changed.connect(lambda touched: follow(page, touched))
    job = desk.jobs.new()
    job.write(calling.log_call, desk.actor, entry(1, desk.actor, "spoke"), DEMO_EVENING)
    wait_for(qtbot, lambda: stated() == before + 1)


def test_a_campaign_without_electors_says_what_to_do(
    qtbot: QtBot, no_electors: Database, desk_over: MakeDesk
) -> None:
    page = shown_page(qtbot, desk_over(no_electors))
    for card in page.cards.values():
        assert not card.view.isVisible()
        assert card.state.isVisible()
        assert card.state.text() not in {"", LOADING}
        assert not card.buttons.save.isEnabled()
    assert not page.planner.isVisible()


def test_what_is_refused_is_said_in_words_on_the_card(
    qtbot: QtBot, page: InsightPage, desk: Desk
) -> None:
    with pytest.raises(WrongUse) as refused:
        find(desk.jobs.db, desk.actor, Insight.TREND, DEMO_EVENING, {"region": ["X"]})
    page.filters.offer_regions(["X"])
    page.filters.choose("region", "X")
    wait_for(qtbot, page.cards[Insight.CALLERS].state.isVisible)
    assert page.cards[Insight.TREND].state.text() == refused.value.sentence
    assert not any(card.warnings() for card in page.cards.values())
    assert not page.head.export.isEnabled()


def test_callers_are_for_organisers_alone(
    qtbot: QtBot, sample_db: Database, desk_over: MakeDesk
) -> None:
    volunteer = Actor(caller_id=2, name="Jo", role=Role.VOLUNTEER)
    page = InsightPage(desk_over(sample_db, volunteer))
    qtbot.addWidget(page)
    assert Insight.CALLERS not in page.cards
    page.refresh()
    wait_for(qtbot, lambda: is_there(page))
    assert all(card.found is None for card in page.cards.values())


@pytest.mark.parametrize(("width", "columns"), [(952, 1), (1208, 2), (1848, 3), (3768, 4)])
def test_cards_stand_in_as_many_columns_as_there_is_room_for(
    qtbot: QtBot, desk: Desk, width: int, columns: int
) -> None:
    page = shown_page(qtbot, desk, width)
    assert page.grid.columns() == columns
    lefts = {card.x() for card in page.cards.values()}
    assert len(lefts) == columns
    cards = list(page.cards.values())
    for place, one in enumerate(cards):
        assert one.height() >= one.minimumSizeHint().height() or one.height() > 60
        for other in cards[place + 1 :]:
            assert not one.geometry().intersects(other.geometry())
    assert max(card.geometry().bottom() for card in cards) < page.grid.height()


@pytest.mark.parametrize("size", [(952, 524), (1208, 724), (1848, 1004)])
def test_the_head_has_room_for_all_that_is_in_it(
    qtbot: QtBot, desk: Desk, size: tuple[int, int]
) -> None:
    page = shown_page(qtbot, desk, *size)
    page.head.pill.say("Too few to say. 9 418 of 667 842 on the roll stated, 1%.", "Whole.")
    qtbot.wait(10)
    parts: list[QWidget] = [*page.filters.picks.values(), page.filters.dates]
    page.filters.choose("dates", CHOSEN)
    qtbot.wait(10)
    parts += [page.head.pill, page.head.export, page.head.title]
    for part in parts:
        left = part.mapTo(page, part.rect().topLeft())
        right = part.mapTo(page, part.rect().bottomRight())
        assert page.rect().contains(left)
        assert page.rect().contains(right)


def test_the_table_button_shows_table_and_chart_in_turn(page: InsightPage) -> None:
    card = page.cards[Insight.ATTEMPTS]
    assert card.view.isVisible()
    QTest.mouseClick(card.buttons.table, Qt.MouseButton.LeftButton)
    assert (card.view.isVisible(), card.table.isVisible()) == (False, True)
    QTest.keyClick(card.buttons.table, Qt.Key.Key_Space)
    assert (card.view.isVisible(), card.table.isVisible()) == (True, False)


def test_copy_puts_picture_and_table_on_the_clipboard_by_key_too(
    qtbot: QtBot, page: InsightPage, desk: Desk
) -> None:
    clipboard = QGuiApplication.clipboard()
    card = page.cards[Insight.SWITCHING]
    for is_by_key in (False, True):
        clipboard.setText("before")
        if is_by_key:
            QTest.keyClick(card.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        else:
            QTest.mouseClick(card.buttons.copy, Qt.MouseButton.LeftButton)
        wait_for(qtbot, lambda: not clipboard.image().isNull())
        assert found_on(page, Insight.SWITCHING).base in clipboard.text()
    assert page.head.written.text() == "Copied: picture and table"
    assert frozen_copies(desk.jobs.db, desk.actor) == []


def test_the_page_that_is_passed_on_names_no_callers(page: InsightPage) -> None:
    wanted = [insight for insight in page.cards if insight is not Insight.CALLERS]
    assert [kind_of(found) for found in page.passed_on()] == wanted


@pytest.mark.parametrize("ending", [".png", ".svg", ".pdf"])
def test_save_writes_the_kind_that_was_chosen(
    qtbot: QtBot, page: InsightPage, desk: Desk, tmp_path: Path, ending: str
) -> None:
    answers = answers_of(desk)
    answers.path = tmp_path / f"trend{ending}"
    page.cards[Insight.TREND].buttons.save.click()
    wait_for(qtbot, page.head.written.isVisible)
    assert answers.path.exists()
    [kept] = frozen_copies(desk.jobs.db, desk.actor)
    assert page.head.written.text() == f"Copy {kept.number} kept. Written: trend{ending}"
    copy = frozen_copy(desk.jobs.db, desk.actor, kept.number)
    found = found_on(page, Insight.TREND)
    given = Given(kept.title, found.as_of, [sheet_of(found)])
    assert text_of(copy.given) == text_of(given)
    assert (kept.given_as, kept.title) == ("picture", f"{desk.contest.title}: Trend")
    assert kept.file_name == f"trend{ending}"
    assert answers.suggested is not None
    assert answers.suggested.name.startswith("trend 2016-")


def test_a_picture_of_the_demonstration_says_that_it_is_invented(
    qtbot: QtBot, page: InsightPage, desk: Desk, tmp_path: Path
) -> None:
    answers = answers_of(desk)
    answers.path = tmp_path / "trend.svg"
    page.cards[Insight.TREND].buttons.save.click()
    wait_for(qtbot, page.head.written.isVisible)
    said = " ".join(word.words for word in drawn_words(answers.path.read_text("utf-8")))
    assert DEMONSTRATION in said


def test_nothing_is_written_when_nobody_names_a_file(
    qtbot: QtBot, page: InsightPage, desk: Desk, tmp_path: Path
) -> None:
    page.cards[Insight.TREND].buttons.save.click()
    page.export()
    assert answers_of(desk).suggested is not None
    assert not page.head.written.isVisible()
    assert frozen_copies(desk.jobs.db, desk.actor) == []


def test_ctrl_e_writes_the_whole_page(
    qtbot: QtBot, page: InsightPage, desk: Desk, tmp_path: Path
) -> None:
    answers_of(desk).path = tmp_path / "page"
    QTest.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    wait_for(qtbot, page.head.written.isVisible)
    [kept] = frozen_copies(desk.jobs.db, desk.actor)
    assert page.head.written.text() == f"Copy {kept.number} kept. Written: page.pdf"
    words = " ".join(words_of(tmp_path / "page.pdf").split())
    reference = copy_words(kept.number, kept.content_hash)
    pages = words.count(", page ")
    assert words.count(reference) == len(page.passed_on()) + pages
    copy = frozen_copy(desk.jobs.db, desk.actor, kept.number)
    assert [sheet.title for sheet in copy.given.sheets] == [
        sheet_of(found).title for found in page.passed_on()
    ]


def test_a_file_that_cannot_be_written_is_told(
    qtbot: QtBot, page: InsightPage, desk: Desk, tmp_path: Path
) -> None:
    answers_of(desk).path = tmp_path / "nowhere" / "trend.png"
    with qtbot.waitSignal(desk.jobs.failed, timeout=SHOWN) as told:
        page.cards[Insight.TREND].buttons.save.click()
    assert told.args is not None
    assert "nowhere does not exist" in told.args[0].sentence
    assert frozen_copies(desk.jobs.db, desk.actor) == []


def test_a_chart_is_printed_on_the_printer_that_was_chosen(
    qtbot: QtBot, page: InsightPage, desk: Desk, tmp_path: Path
) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    answers_of(desk).printer = printer
    page.cards[Insight.PROJECTION].buttons.print.click()
    wait_for(qtbot, page.head.written.isVisible)
    assert (tmp_path / "paper.pdf").read_bytes().startswith(b"%PDF")
    [kept] = frozen_copies(desk.jobs.db, desk.actor)
    assert kept.given_as == "print"
    assert page.head.written.text() == f"Sent to the printer. Copy {kept.number} kept"
    answers_of(desk).printer = None
    page.cards[Insight.PROJECTION].buttons.print.click()
    assert len(frozen_copies(desk.jobs.db, desk.actor)) == 1


def test_every_control_is_reached_by_tab_and_named(page: InsightPage) -> None:
    for insight, card in page.cards.items():
        assert card.view.accessibleName().endswith("chart")
        assert found_on(page, insight).caveat in card.view.accessibleDescription()
        shown = [it for it in card.findChildren(PaintedButton) if it.isVisibleTo(card)]
        assert len(shown) >= 4
        for button in shown:
            assert button.accessibleName()
            assert button.toolTip()
            assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    for slider in page.planner.sliders():
        assert slider.track.accessibleName().startswith(slider.caption.text())
        assert slider.track.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_moving_a_slider_asks_the_service_again_once_it_rests(
    qtbot: QtBot, page: InsightPage
) -> None:
    before = found_on(page, Insight.REACH)
    assert isinstance(before, Reach)
    for _ in range(3):
        QTest.keyClick(page.planner.callers.track, Qt.Key.Key_Right)
    wait_for(qtbot, lambda: found_on(page, Insight.REACH) != before)
    after = found_on(page, Insight.REACH)
    assert isinstance(after, Reach)
    assert after.effort.callers == before.effort.callers + 3
    assert after.forecast.calls > before.forecast.calls
    assert page.planner.callers.value.text() == str(after.effort.callers)


def test_what_was_planned_outlives_a_filter_until_it_is_taken_back(
    qtbot: QtBot, page: InsightPage
) -> None:
    usual = found_on(page, Insight.REACH)
    assert isinstance(usual, Reach)
    page.planner.hours.track.setValue(12)
    wait_for(qtbot, lambda: hours(page) == 6)
    page.filters.choose("section", "full member")
    wait_for(qtbot, lambda: bool(found_on(page, Insight.REACH).where))
    assert hours(page) == 6
    page.planner.again.click()
    wait_for(qtbot, lambda: hours(page) == usual.effort.hours_a_day)
    assert page.planner.hours.value.text() == f"{usual.effort.hours_a_day:g}"


def hours(page: InsightPage) -> float:
    found = found_on(page, Insight.REACH)
    assert isinstance(found, Reach)
    return found.effort.hours_a_day


def test_a_card_says_that_it_counts_before_there_are_figures(qtbot: QtBot, desk: Desk) -> None:
    card = ChartCard(Insight.TREND, desk.contest)
    qtbot.addWidget(card)
    card.show()
    assert card.state.isVisible()
    assert card.state.text() == LOADING
    assert not card.buttons.table.isEnabled()


def test_another_theme_repaints_the_charts(qtbot: QtBot, page: InsightPage) -> None:
    view = page.cards[Insight.TREND].view
    ground = view.grab().toImage().pixelColor(view.width() - 2, view.height() - 6)
    assert ground == LIGHT.surface
    current_theme.show(DARK)
    try:
        ground = view.grab().toImage().pixelColor(view.width() - 2, view.height() - 6)
        assert ground == DARK.surface
    finally:
        current_theme.show(LIGHT)
