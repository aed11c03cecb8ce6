"""Pointing at a chart, with the pointer and by keys: every point says what the table says of it."""

from dataclasses import replace
from html import escape

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QHelpEvent, QImage, QMouseEvent, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from phonebank.domain.insight import Found, Trend
from phonebank.domain.insight_sheets import sheet_of
from phonebank.domain.sheet import cell_text
from phonebank.gui.charts.look import Look
from phonebank.gui.charts.painting import chart_height, paint_chart
from phonebank.gui.charts.points import Point, point_at, said_of, step_from
from phonebank.gui.charts.view import ChartView
from phonebank.gui.widgets.answers import OURS, RIVAL
from phonebank.gui.widgets.theme import LIGHT
from tests.conftest import CONTEST
from tests.gui.charts import findings

LOOK = Look(LIGHT, "Smith", {"Corbyn": RIVAL, "Smith": OURS})
WIDTHS = (320.0, 541.0, 900.0)
every_chart = pytest.mark.parametrize("name", list(findings.ALL))
pytestmark = [
    pytest.mark.usefixtures("qapp"),
    pytest.mark.qt_log_ignore("^This plugin does not support raise"),
]


def points_of(found: Found, width: float = 541.0, left: float = 0.0) -> list[Point]:
    box = QRectF(left, left, width, chart_height(found, width))
    image = QImage(round(box.right()), round(box.bottom()), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    points = paint_chart(found, painter, box, LOOK)
    painter.end()
    return list(points)


@pytest.fixture
def view(qtbot: QtBot) -> ChartView:
    return shown(qtbot, findings.ALL["trend"])


def shown(qtbot: QtBot, found: Found) -> ChartView:
    made = ChartView(CONTEST)
    qtbot.addWidget(made)
    made.show_finding(found)
    made.resize(541, made.heightForWidth(541))
    made.show()
    qtbot.waitExposed(made)
    made.grab()
    return made


def pointed(view: ChartView, at: QPointF) -> str:
    """The tooltip that comes where the pointer rests."""
    place = at.toPoint()
    QToolTip.hideText()
    QApplication.sendEvent(view, QHelpEvent(QHelpEvent.Type.ToolTip, place, place))
    return QToolTip.text()


def moved_to(view: ChartView, at: QPointF) -> None:
    """The pointer comes there; other windows of this program cannot lie in its way."""
    none, plain = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    where = view.mapToGlobal(at)
    move = QMouseEvent(QMouseEvent.Type.MouseMove, at, where, none, none, plain)
    QApplication.sendEvent(view, move)


def tip(words: str) -> str:
    return f'<p style="white-space: pre">{escape(words)}</p>'


@every_chart
def test_every_point_says_its_row_and_cells_as_the_table_has_them(name: str) -> None:
    found = findings.ALL[name]
    sheet, points = sheet_of(found), points_of(found)
    assert points
    texts = {
        tuple(cell_text(c.kind, v) for c, v in zip(sheet.columns, row.cells, strict=True))
        for row in sheet.all_rows
    }
    titles = [column.title for column in sheet.columns]
    assert len(set(titles)) == len(titles)
    for point in points:
        head, *lines = said_of(point, sheet).split("\n")
        told = [line.rpartition(": ") for line in lines]
        assert told
        assert any(
            all(row[titles.index(title)] == value for title, _, value in told)
            and all(part in row for part in head.split(", ") if head != "All" and part in row)
            for row in texts
        )


@every_chart
@pytest.mark.parametrize("width", WIDTHS)
def test_points_are_within_the_chart_at_any_width(name: str, width: float) -> None:
    found = findings.ALL[name]
    whole = QRectF(40, 40, width, chart_height(found, width)).adjusted(-9, -9, 9, 9)
    for point in points_of(found, width, left=40.0):
        assert whole.contains(point.shape.boundingRect())


@every_chart
def test_the_pointer_on_a_mark_finds_its_figures(name: str) -> None:
    points = [point for point in points_of(findings.ALL[name], 900.0) if point.is_stop]
    for point in points:
        found = point_at(points, point.middle)
        assert found is not None
        assert found.middle == point.middle or point.shape.intersects(found.shape)


def test_far_from_any_mark_there_is_nothing_to_say() -> None:
    points = points_of(findings.ALL["trend"])
    assert point_at(points, QPointF(2, 2)) is None


@every_chart
def test_one_key_goes_through_every_point_and_stops_at_the_last(name: str) -> None:
    stops = [point for point in points_of(findings.ALL[name]) if point.is_stop]
    gone: list[Point] = []
    now = step_from(stops, None, 1, 0)
    while now is not None and now not in gone:
        gone.append(now)
        now = step_from(stops, now, 1, 0)
    assert gone == stops
    assert step_from(stops, stops[0], -1, 0) == stops[0]


def test_up_and_down_go_to_another_answer_of_the_same_day() -> None:
    points = points_of(findings.ALL["trend"])
    first = step_from(points, None, 1, 0)
    third = step_from(points, step_from(points, first, 1, 0), 1, 0)
    other = step_from(points, third, 0, 1)
    assert third is not None
    assert other is not None
    assert (third.keys[0], other.keys[0]) == ("week_shares.Smith", "week_shares.Corbyn")
    assert other.row == third.row
    assert step_from(points, other, 0, -1) == third


def test_nothing_to_point_at_is_no_fault() -> None:
    assert points_of(findings.trend(days=0)) == []
    assert step_from([], None, 1, 0) is None
    assert point_at([], QPointF(5, 5)) is None


def test_the_tooltip_has_the_value_its_interval_and_its_base(view: ChartView) -> None:
    point = view.pointing.points[-1]
    words = pointed(view, point.middle)
    assert words == tip(view.said_of(point))
    found = findings.ALL["trend"]
    assert isinstance(found, Trend)
    last = found.days[-1]
    said = view.said_of(point).split("\n")
    assert said[0] == f"{last.day.day} {last.day:%b %Y}"
    assert said[1].startswith("Undecided, 7 days: ")
    assert said[-1] == f"Stated in 7 days: {last.week_stated:,}".replace(",", "\u2009")


def test_elsewhere_the_tooltip_says_what_the_keys_do(view: ChartView) -> None:
    assert "Arrows" in pointed(view, QPointF(3, 3))


def test_arrows_go_from_point_to_point_and_tell_a_screen_reader(view: ChartView) -> None:
    view.setFocus()
    whole = view.accessibleDescription()
    before = view.grab().toImage()
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Right)
    second = view.pointing.walked_to
    assert second == view.pointing.points[1]
    assert view.accessibleDescription() == view.said_of(second).replace("\n", ". ")
    assert QToolTip.text() == tip(view.said_of(second))
    assert view.grab().toImage() != before
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.pointing.walked_to is None
    assert view.accessibleDescription() == whole


def test_home_and_end_go_to_the_first_and_the_last_point(view: ChartView) -> None:
    view.setFocus()
    for key, place in ((Qt.Key.Key_End, 0), (Qt.Key.Key_End, -1), (Qt.Key.Key_Home, 0)):
        QTest.keyClick(view, key)
        assert view.pointing.walked_to == view.pointing.points[place]


def test_who_stands_at_a_figure_stays_there_when_others_come(view: ChartView) -> None:
    view.setFocus()
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_Right)
    before = view.pointing.walked_to
    found = findings.ALL["trend"]
    assert isinstance(found, Trend)
    view.show_finding(replace(found, days=found.days[:-3]))
    view.grab()
    after = view.pointing.walked_to
    assert before is not None
    assert after is not None
    assert after.is_the_same(before)
    assert after.middle != before.middle
    view.show_finding(replace(found, days=found.days[10:]))
    view.grab()
    assert view.pointing.walked_to is None


def test_the_pointer_outlines_what_it_is_upon(view: ChartView) -> None:
    before = view.grab().toImage()
    moved_to(view, view.pointing.points[4].middle)
    assert view.pointing.hovered is not None
    assert view.grab().toImage() != before
    moved_to(view, QPointF(1, 1))
    assert view.pointing.hovered is None
    assert view.grab().toImage() == before


def test_a_name_that_looks_like_markup_is_said_as_it_is(qtbot: QtBot) -> None:
    found = findings.callers()
    named = replace(found, callers=[replace(found.callers[0], caller="<b>Jo</b> & Co")])
    view = shown(qtbot, named)
    words = pointed(view, view.pointing.points[0].middle)
    assert "&lt;b&gt;Jo&lt;/b&gt; &amp; Co" in words
