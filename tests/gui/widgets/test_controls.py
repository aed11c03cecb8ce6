from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from phonebank.gui.widgets import fonts, icons
from phonebank.gui.widgets.bars import CountBar, Ladder
from phonebank.gui.widgets.cards import Card, Divider
from phonebank.gui.widgets.chips import Chip, ChipKind
from phonebank.gui.widgets.fields import DateField, NumberField
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.notices import Notice, NoticeKind
from phonebank.gui.widgets.rail import Rail, RailItem
from phonebank.gui.widgets.segmented import Segmented
from phonebank.gui.widgets.spaced_text import SpacedText
from phonebank.gui.widgets.status_strip import StatusStrip
from phonebank.gui.widgets.theme import LIGHT
from phonebank.gui.widgets.ticks import Option, Tick
from phonebank.gui.widgets.top_bar import TopBar
from phonebank.locations import resource

LONG = "“Has your ballot come? If you post it by Saturday it will be counted.”"


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def heard(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


@pytest.mark.parametrize("name", icons.names())
def test_every_icon_draws_something_in_the_colour_it_is_given(name: str) -> None:
    red = QColor("#D00000")
    image = icons.pixmap(name, icons.LARGE, red, 2.0).toImage()
    drawn = [image.pixelColor(x, y) for x in range(40) for y in range(40)]
    assert image.width() == 40
    assert any(colour.alpha() > 200 and colour.red() > 180 for colour in drawn)
    assert not icons.icon(name, icons.NORMAL, red).isNull()


@pytest.mark.parametrize("name", icons.names())
def test_every_icon_is_a_line_drawing(name: str) -> None:
    drawing = resource(f"icons/{name}.svg").read_text("utf-8")
    for wanted in ('viewBox="0 0 20 20"', 'fill="none"', 'stroke-width="1.6"', "currentColor"):
        assert wanted in drawing


def test_the_roles_of_type_have_the_sizes_of_the_table() -> None:
    sizes = {
        fonts.phone: 37, fonts.name: 29, fonts.heading: 24, fonts.title: 21, fonts.list_name: 16,
        fonts.question: 15, fonts.script: 15, fonts.body: 13, fonts.button: 13, fonts.strong: 13,
        fonts.caption: 12, fonts.tick: 11, fonts.header: 11,
    }  # fmt: skip
    assert {role: role().pixelSize() for role in sizes} == sizes
    assert fonts.name(compact=True).pixelSize() == 27


def test_figures_are_tabular() -> None:
    assert fonts.text_width("1111", fonts.body()) == fonts.text_width("8888", fonts.body())


def test_a_changed_font_does_not_reach_the_next_asker() -> None:
    fonts.body().setPixelSize(99)
    assert fonts.body().pixelSize() == 13


def test_a_long_label_is_cut_and_told_whole(qtbot: QtBot) -> None:
    label = ElidedLabel("<b>Bermondsey</b> and Old Southwark", fonts.strong)
    qtbot.addWidget(label)
    label.resize(label.sizeHint())
    assert label.toolTip() == ""
    label.resize(80, 20)
    picture(label)
    assert label.toolTip() == "<b>Bermondsey</b> and Old Southwark"
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert heard(label) == label.text()


def test_a_label_keeps_a_tooltip_of_its_own(qtbot: QtBot) -> None:
    label = ElidedLabel("13 days")
    qtbot.addWidget(label)
    label.setToolTip("Wed 21 Sep, 12:00")
    label.resize(10, 20)
    assert label.toolTip() == "Wed 21 Sep, 12:00"


def test_running_text_is_higher_where_it_is_narrower(qtbot: QtBot) -> None:
    text = SpacedText(LONG, fonts.script, rule="ink", caption="Now: the ballot")
    qtbot.addWidget(text)
    assert text.heightForWidth(200) > text.heightForWidth(600)
    assert SpacedText("One line").heightForWidth(600) == 18
    text.resize(300, text.heightForWidth(300))
    assert picture(text).pixelColor(1, 20) == LIGHT.ink
    assert heard(text) == f"Now: the ballot. {LONG}"


def test_strong_parts_have_room(qtbot: QtBot) -> None:
    text = SpacedText("Do not quote the +24 alone")
    qtbot.addWidget(text)
    plain = text.sizeHint().width()
    text.set_parts([("Do not quote the +24 alone", True)])
    assert text.sizeHint().width() >= plain  # equal where the system has a single weight
    assert text.text() == "Do not quote the +24 alone"


@pytest.mark.parametrize("kind", NoticeKind)
def test_a_notice_says_what_is_wrong_and_offers_the_way_out(kind: NoticeKind, qtbot: QtBot) -> None:
    notice = Notice("Do not quote the +24 alone.", "YouGov: 24 behind.", "See Insight", kind)
    qtbot.addWidget(notice)
    notice.resize(600, notice.sizeHint().height())
    notice.show()
    picture(notice)
    assert notice.words() == "Do not quote the +24 alone.  YouGov: 24 behind."
    button = next(w for w in notice.findChildren(QWidget) if heard(w) == "See Insight")
    with qtbot.waitSignal(notice.acted):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    notice.say("Saved late.")
    assert button.isHidden()


@pytest.mark.parametrize("action", ["", "See Insight"])
def test_a_notice_of_one_line_is_40_px_high_with_a_button_or_without(
    qtbot: QtBot, action: str
) -> None:
    notice = Notice("Do not quote the +24 alone.", "YouGov: 24 behind.", action)
    qtbot.addWidget(notice)
    notice.resize(900, notice.heightForWidth(900))
    notice.show()
    assert notice.height() == 40
    for part in notice.findChildren(QWidget):
        if part.isVisible():
            assert abs(part.geometry().center().y() - notice.rect().center().y()) <= 1


@pytest.mark.parametrize("kind", ChipKind)
def test_a_chip_is_as_wide_as_its_words(kind: ChipKind, qtbot: QtBot) -> None:
    chip = Chip("2nd attempt", kind, "clock")
    qtbot.addWidget(chip)
    assert chip.sizeHint().width() > Chip("2nd attempt", kind).sizeHint().width()
    assert chip.sizeHint().height() == 24
    assert heard(chip) == "2nd attempt"
    assert not picture(chip).isNull()


def test_the_rail_marks_one_page_and_tells_which(qtbot: QtBot) -> None:
    rail = Rail()
    qtbot.addWidget(rail)
    rail.add("call", "Call", "call", "Ctrl+1")
    rail.add("canvass", "Canvass", "canvass")
    rail.resize(rail.width(), 300)
    rail.choose("call")
    rail.show()
    item = rail.findChildren(RailItem)[1]
    assert (item.height(), item.width()) == (60, 71)
    with qtbot.waitSignal(rail.chosen) as told:
        QTest.mouseClick(item, Qt.MouseButton.LeftButton)
    assert told.args == ["canvass"]
    assert picture(rail).pixelColor(1, item.y() + 30) == LIGHT.ink
    rail.set_compact(True)
    assert item.sizeHint().height() == 56
    rail.show_only({"call"})
    assert item.isHidden()


def test_the_top_bar_finds_helps_and_hides_what_it_does_not_know(qtbot: QtBot) -> None:
    bar = TopBar()
    qtbot.addWidget(bar)
    bar.resize(1280, 48)
    bar.show_campaign("Owen Smith for leader", "Ballots close in 13 days", "Wed 21 Sep, 12:00")
    bar.show_person("Dana Marsh", "volunteer")
    bar.show()
    with qtbot.waitSignal(bar.find_wanted):
        QTest.mouseClick(bar.finder, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(bar.help_wanted):
        QTest.mouseClick(bar.help, Qt.MouseButton.LeftButton)
    assert picture(bar).pixelColor(600, 47) == LIGHT.line
    bar.set_compact(True)
    assert bar.close_at.isHidden()
    assert bar.close_in.toolTip() == "Wed 21 Sep, 12:00"
    bar.show_campaign("Owen Smith for leader")
    assert bar.close_in.isHidden()


def test_the_strip_shows_what_is_saved_and_lets_a_job_be_cancelled(qtbot: QtBot) -> None:
    strip = StatusStrip()
    qtbot.addWidget(strip)
    strip.resize(1024, 28)
    strip.show()
    strip.show_notes("13 rows")
    assert strip.notes.text() == "13 rows"
    strip.show_saved("Saved 20:51:12")
    strip.show_notes("13 rows", "5 from our calls")
    assert [part.strip() for part in strip.notes.text().split("·")] == [
        "", "13 rows", "5 from our calls",
    ]  # fmt: skip
    strip.show_job("Importing", 1, 4)
    cancel = next(w for w in strip.findChildren(QWidget) if heard(w) == "Cancel")
    with qtbot.waitSignal(strip.cancel_wanted):
        QTest.mouseClick(cancel, Qt.MouseButton.LeftButton)
    strip.hide_job()
    assert cancel.isHidden()
    assert not picture(strip).isNull()


def test_segments_are_chosen_by_mouse_and_by_arrow(qtbot: QtBot) -> None:
    ways = Segmented([("table", "Table", "canvass"), ("map", "Map", "map")], "Show")
    qtbot.addWidget(ways)
    ways.show()
    assert ways.current() == "table"
    assert ways.sizeHint().height() == 32
    with qtbot.waitSignal(ways.chosen) as told:
        QTest.mouseClick(ways.segment("map"), Qt.MouseButton.LeftButton)
    assert told.args == ["map"]
    ways.segment("map").setFocus()
    qtbot.waitUntil(ways.segment("map").hasFocus)
    QTest.keyClick(ways.segment("map"), Qt.Key.Key_Left)
    assert ways.current() == "table"
    assert not picture(ways).isNull()


def test_the_ladder_says_its_counts_and_stands_without_any(qtbot: QtBot) -> None:
    ladder = Ladder()
    qtbot.addWidget(ladder)
    ladder.resize(ladder.sizeHint())
    assert picture(ladder).pixelColor(40, 30) == LIGHT.sunken
    ladder.set_counts(12, 7, 5)
    assert heard(ladder) == "This shift: 12 calls, 7 spoke, 5 stated"
    assert picture(ladder).pixelColor(40, 30) == LIGHT.text2
    assert picture(ladder).pixelColor(92 + 70, 30) == LIGHT.sunken


@pytest.mark.parametrize(("part", "filled"), [(0.0, 0), (0.001, 1), (0.5, 52), (1.0, 104)])
def test_a_count_bar_is_empty_only_for_nothing(part: float, filled: int, qtbot: QtBot) -> None:
    bar = CountBar(part)
    qtbot.addWidget(bar)
    bar.resize(104, 6)
    image = picture(bar)
    dark = sum(image.pixelColor(x, 3).lightness() < 128 for x in range(104))
    assert dark >= filled
    assert (dark == 0) == (filled == 0)


def test_cards_and_dividers_paint_in_the_theme(qtbot: QtBot) -> None:
    card, line = Card(), Divider(24)
    for widget in (card, line):
        qtbot.addWidget(widget)
    card.resize(100, 60)
    assert picture(card).pixelColor(50, 0) == LIGHT.line
    assert picture(card).pixelColor(50, 30) == LIGHT.surface
    assert (line.sizeHint().width(), line.sizeHint().height()) == (1, 24)


def test_no_label_guesses_rich_text(qtbot: QtBot) -> None:
    for label in (ElidedLabel("<b>x</b>"), SpacedText("<b>x</b>"), Chip("<b>x</b>")):
        qtbot.addWidget(label)
        assert isinstance(label, QLabel)
        assert label.textFormat() == Qt.TextFormat.PlainText


@pytest.mark.parametrize("make", [Tick, Option])
def test_a_tick_is_toggled_by_its_words_and_tells_its_name(make: type[Tick], qtbot: QtBot) -> None:
    tick = make("Rock & Roll")
    qtbot.addWidget(tick)
    tick.resize(tick.sizeHint())
    tick.show()
    assert picture(tick).pixelColor(10, 16) == LIGHT.surface
    QTest.mouseClick(tick, Qt.MouseButton.LeftButton, pos=tick.rect().center())
    assert tick.isChecked()
    assert picture(tick).pixelColor(8, 16) == LIGHT.ink
    assert heard(tick) == tick.text() == "Rock & Roll"
    tick.setEnabled(False)
    assert not picture(tick).isNull()


def test_of_several_options_one_is_chosen(qtbot: QtBot) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    one, other = Option("Light", place), Option("Dark", place)
    one.setChecked(True)
    other.setChecked(True)
    assert not one.isChecked()


def test_fields_hold_a_number_and_a_day(qtbot: QtBot) -> None:
    number, day = NumberField("Attempts", 1, 9), DateField("From")
    for field in (number, day):
        qtbot.addWidget(field)
        assert field.height() == 32
    number.setValue(12)
    day.show_day(date(2016, 9, 21))
    assert number.value() == 9
    assert day.day() == date(2016, 9, 21)
    assert (heard(number), heard(day)) == ("Attempts", "From")
    number.show()
    assert number.lineEdit().width() > 20
    QTest.wheelEvent(number.windowHandle(), QPointF(4, 4), QPoint(0, -120))
    assert number.value() == 9


def test_nine_pages_fit_a_window_600_px_high(qtbot: QtBot) -> None:
    rail = Rail()
    qtbot.addWidget(rail)
    for place in range(9):
        rail.add(str(place), "Page", "call")
    assert rail.minimumSizeHint().height() <= 600 - 48 - 28
