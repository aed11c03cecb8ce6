from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from phonebank.domain.canvass import By
from phonebank.domain.insight import Insight, Trend, TrendDay
from phonebank.gui.desk import Desk
from phonebank.gui.pages.canvass.cells import Look
from phonebank.gui.pages.canvass.detail_lines import callers_of, groups_of, short_names
from phonebank.gui.pages.canvass.filters import Filters
from phonebank.gui.pages.canvass.lead_line import HEIGHT, lead_days, paint_lead_line
from phonebank.gui.pages.canvass.page import CanvassPage
from phonebank.gui.pages.canvass.subjects import Subject
from phonebank.gui.pages.canvass.words import change_words
from phonebank.gui.widgets.answers import OURS, RIVAL
from phonebank.gui.widgets.colours import faded
from phonebank.gui.widgets.picks import ALL
from phonebank.gui.widgets.theme import DARK, LIGHT, Theme
from phonebank.services import insight, tallying
from phonebank.store.database import Database
from tests.gui.conftest import Answers, MakeDesk
from tests.gui.test_canvass import choose, column_of, shown_page

LOOK = Look("Smith", {"Smith": OURS, "Corbyn": RIVAL})
FIRST = date(2016, 8, 26)
HERE = {"constituency": ["Hammersmith"]}


@pytest.fixture
def desk(sample_db: Database, desk_over: MakeDesk) -> Desk:
    return desk_over(sample_db)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> CanvassPage:
    return shown_page(qtbot, desk)


def trend_of(*leads: int | None, margin: float | None = 0.1) -> Trend:
    days = [
        TrendDay(
            day=FIRST + timedelta(days=number),
            stated=0,
            shares={},
            week_stated=0 if lead is None else 40,
            week_shares={},
            week_intervals={},
            week_lead=None if lead is None else Fraction(lead, 100),
            week_margin=None if lead is None else margin,
        )
        for number, lead in enumerate(leads)
    ]
    return Trend(
        as_of=datetime(2016, 9, 8, tzinfo=UTC),
        where={},
        ours="Smith",
        candidates=("Smith", "Corbyn"),
        base="",
        caveat="",
        days=days,
    )


def test_the_details_say_what_the_services_say(qtbot: QtBot, page: CanvassPage, desk: Desk) -> None:
    choose(page, "Hammersmith")
    more = page.panel.more
    qtbot.waitUntil(more.isVisible)
    db, actor, now = desk.jobs.db, desk.actor, desk.clock.now()
    sections = tallying.canvass_table(db, actor, now, By.SECTION, HERE)
    assert more.sections.table == groups_of("By section", sections)
    assert [line.name for line in more.sections.table.lines] == [
        "Full member",
        "Affiliated",
        "Registered",
    ]
    callers = tallying.canvass_table(db, actor, now, By.CALLER, HERE)
    assert more.callers.table == callers_of(callers)
    found = insight.find(db, actor, Insight.TREND, now, HERE)
    assert isinstance(found, Trend)
    assert more.trend.runs == lead_days(found)
    assert more.reasons.table.title == "Reasons"
    assert "Smith, " in more.reasons.words()


def test_details_of_another_place_never_stay(qtbot: QtBot, page: CanvassPage) -> None:
    choose(page, "Hammersmith")
    more = page.panel.more
    qtbot.waitUntil(more.isVisible)
    choose(page, "Hyndburn")
    assert not more.isVisible()
    choose(page, "Whole country")
    assert not more.isVisible()
    assert page.panel.wanted == ""


def test_details_that_come_late_are_not_shown(qtbot: QtBot, page: CanvassPage) -> None:
    choose(page, "Hammersmith")
    qtbot.waitUntil(page.panel.more.isVisible)
    shown = page.panel.more.sections.table
    choose(page, "Eltham")
    qtbot.waitUntil(page.panel.more.isVisible)
    assert page.panel.more.sections.table != shown


def test_names_with_a_last_word_in_common_lose_it() -> None:
    names = ["full member", "affiliated supporter", "registered supporter", "GMB", "No section"]
    assert short_names(names) == {
        "full member": "Full member",
        "affiliated supporter": "Affiliated",
        "registered supporter": "Registered",
        "GMB": "GMB",
        "No section": "No section",
    }


def colours_of(found: Trend, theme: Theme) -> Counter[str]:
    """How many pixels have each colour."""
    image = QImage(248, HEIGHT, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(theme.surface)
    painter = QPainter(image)
    paint_lead_line(painter, QRectF(image.rect()), lead_days(found), LOOK, theme)
    painter.end()
    return Counter(image.pixelColor(x, y).name() for x in range(248) for y in range(HEIGHT))


def test_weeks_without_an_answer_are_gaps_and_bands_end_at_the_possible() -> None:
    runs = lead_days(trend_of(5, 10, None, None, 95))
    assert [[day.day.day for day in run] for run in runs] == [[26, 27], [30]]
    within = runs[1][0].within
    assert within is not None
    assert within.low == pytest.approx(0.85)
    assert within.high == 1.0
    assert lead_days(trend_of(None)) == []


def test_a_lead_has_the_colour_of_whoever_is_in_front() -> None:
    found = trend_of(-10, 10)
    shares = {"Smith": Fraction(3, 10), "Corbyn": Fraction(2, 10), "Eagle": Fraction(4, 10)}
    days = [replace(day, week_shares=shares) for day in found.days]
    three = replace(found, candidates=["Smith", "Corbyn", "Eagle"], days=days)
    [[behind, ahead]] = lead_days(three)
    assert (behind.leader, ahead.leader) == ("Eagle", "Smith")


def test_a_lead_without_a_margin_has_no_band() -> None:
    [[first, second]] = lead_days(trend_of(100, 100, margin=None))
    assert (first.lead, first.within, second.within) == (1.0, None, None)
    shaded = QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied)
    shaded.fill(LIGHT.surface)
    painter = QPainter(shaded)
    painter.fillRect(0, 0, 1, 1, faded(LIGHT.tone("ours"), 0.17))
    painter.end()
    band = shaded.pixelColor(0, 0).name()
    edges_of_letters = 20
    assert colours_of(trend_of(90, 90, margin=None), LIGHT)[band] < edges_of_letters
    assert colours_of(trend_of(90, 90), LIGHT)[band] > edges_of_letters


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize(("leads", "prefix"), [((5, 10, 12), "ours"), ((5, -10, -12), "rival")])
def test_the_trend_is_drawn_in_the_colour_of_whom_it_puts_in_front(
    leads: tuple[int, ...], prefix: str, theme: Theme
) -> None:
    shown = colours_of(trend_of(*leads), theme)
    assert theme.tone(prefix).name() in shown
    assert theme.tone("rival" if prefix == "ours" else "ours").name() not in shown


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Fraction(4, 100), "+4 on the week"),
        (Fraction(-1, 100), "−1 on the week"),
        (Fraction(1, 300), "no change on the week"),
        (None, ""),
    ],
)
def test_the_change_on_the_week_is_said_under_the_verdict(
    page: CanvassPage, change: Fraction | None, words: str
) -> None:
    subject = page.pane.subject()
    assert subject is not None
    assert change_words(Subject(subject.row._replace(change=change))) == words
    told = next(it for it in page.pane.subjects() if it.told)
    assert change_words(told) == ""


def test_every_column_can_be_shown(page: CanvassPage) -> None:
    fitting = page.pane.shown_keys()
    assert "wont_say" not in fitting
    page.head.columns.setChecked(True)
    under = {"told", "remark", "margin"}
    every = {column.key for column in page.pane.model.sheet.columns}
    assert set(page.pane.shown_keys()) == every - under
    assert page.pane.view.horizontalScrollBar().maximum() > 0
    page.head.columns.setChecked(False)
    assert page.pane.shown_keys() == fitting


def test_attempts_can_be_counted_in_place_of_electors(page: CanvassPage) -> None:
    page.resize(1600, 600)  # room for it, whatever the font
    assert "attempted" in page.pane.shown_keys()
    page.filters.count.setCurrentText("Attempts")
    assert "attempted" not in page.pane.shown_keys()
    assert "calls" in page.pane.shown_keys()
    assert all(text != "0" for text in column_of(page, "calls"))


@pytest.mark.parametrize(
    ("field", "value", "where"),
    [
        ("ballot", "Banked", {"ballot": ["banked"]}),
        ("ballot", "Outstanding", {"ballot": ["outstanding"]}),
        ("strength", "Firm", {"strength": ["firm"]}),
        ("dates", "Today", {"from": ["2016-09-19"]}),
        ("dates", "Yesterday", {"from": ["2016-09-18"], "to": ["2016-09-18"]}),
        ("dates", "Last 7 days", {"from": ["2016-09-13"]}),
        ("dates", "Before that", {"to": ["2016-09-12"]}),
        ("dates", "Since ballots opened", {"from": ["2016-08-22"]}),
        ("dates", "Chosen days", {"from": ["2016-09-13"], "to": ["2016-09-19"]}),
    ],
)
def test_a_filter_of_answers_asks_what_the_command_line_would(
    qtbot: QtBot, page: CanvassPage, desk: Desk, field: str, value: str, where: dict[str, list[str]]
) -> None:
    page.filters.choose(field, value)
    assert page.filters.where() == where
    table = tallying.canvass_table(
        desk.jobs.db, desk.actor, desk.clock.now(), By.CONSTITUENCY, where
    )
    qtbot.waitUntil(lambda: page.head.base.text() == table.base)


def test_more_filters_are_shown_when_asked_for_and_stay_while_they_narrow(
    qtbot: QtBot, page: CanvassPage
) -> None:
    filters: Filters = page.filters
    assert not filters.picks["caller"].isVisible()
    filters.more.setChecked(True)
    assert filters.picks["caller"].isVisible()
    name = filters.picks["caller"].itemText(1)
    filters.choose("caller", name)
    filters.more.setChecked(False)
    assert filters.picks["caller"].isVisible()
    assert not filters.picks["ballot"].isVisible()
    qtbot.waitUntil(lambda: name in page.head.base.text())
    filters.choose("caller", ALL)
    assert not filters.picks["caller"].isVisible()


def test_filters_that_have_no_room_go_on_in_a_second_row(qtbot: QtBot, desk: Desk) -> None:
    page = shown_page(qtbot, desk, width=952)
    page.filters.more.setChecked(True)
    qtbot.waitUntil(lambda: page.filters.height() > 40)
    picks = [pick for pick in page.filters.picks.values() if pick.isVisible()]
    assert all(pick.geometry().right() <= page.filters.width() for pick in picks)
    assert len({pick.y() for pick in picks}) == 2


def test_one_place_is_written_alone(
    qtbot: QtBot, page: CanvassPage, desk: Desk, tmp_path: Path
) -> None:
    answers = desk.ask
    assert isinstance(answers, Answers)
    answers.path = tmp_path / "hammersmith.csv"
    choose(page, "Hammersmith")
    page.panel.export.click()
    qtbot.waitUntil(page.head.written.isVisible)
    text = answers.path.read_text("utf-8-sig")
    assert "Hammersmith" in text
    assert "Torfaen" not in text


def test_what_is_about_columns_is_for_the_table_alone(page: CanvassPage) -> None:
    page.switch.choose("map")
    assert not page.head.columns.isVisible()
    assert not page.filters.count.isVisible()
    page.switch.choose("table")
    assert page.head.columns.isVisible()
