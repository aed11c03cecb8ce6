from datetime import date
from fractions import Fraction
from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from phonebank.domain.canvass import CanvassRow, ReportedFigure
from phonebank.domain.hex_map import Cell, towards
from phonebank.domain.tallies import Tally
from phonebank.domain.verdicts import Thresholds, Verdict, verdict_of_lead
from phonebank.gui.desk import Desk
from phonebank.gui.pages.canvass.cells import Look
from phonebank.gui.pages.canvass.hexes import LEAST, Plan, paint_hexes, plan_in
from phonebank.gui.pages.canvass.map_key import MapKey
from phonebank.gui.pages.canvass.map_words import left_out_words, said_of
from phonebank.gui.pages.canvass.page import CanvassPage
from phonebank.gui.pages.canvass.seen import apart
from phonebank.gui.pages.canvass.shades import STRENGTH, shade, sides
from phonebank.gui.pages.canvass.standings import (
    NOBODY,
    CanvassMap,
    Standing,
    canvass_map,
    map_seats,
)
from phonebank.gui.pages.canvass.subjects import Subject
from phonebank.gui.widgets.answers import OKABE_ITO, OURS, RIVAL
from phonebank.gui.widgets.colours import contrast
from phonebank.gui.widgets.theme import DARK, LIGHT, Theme
from phonebank.store.database import Database
from tests.gui.conftest import MakeDesk
from tests.gui.test_canvass import shown_page

LOOK = Look("Smith", {"Smith": OURS, "Corbyn": RIVAL})
HOVE, EXETER = "E14000755", "E14000698"
both_themes = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


def row(
    place: str = "Hove",
    code: str | None = HOVE,
    roll: int = 400,
    verdict: Verdict | None = Verdict.IN_FRONT,
) -> CanvassRow:
    tally = Tally(counts={"Smith": roll // 4, "Corbyn": roll // 5}, roll=roll)
    return CanvassRow(
        place=place,
        ons_code=code,
        tally=tally,
        ours="Smith",
        lead=tally.race("Smith").lead,
        margin=0.06,
        verdict=verdict if roll else None,
        intervals={},
    )


def told(words: str, **shares: int) -> ReportedFigure:
    return ReportedFigure(
        places=("Hove",),
        canvasser="Peter Kyle MP",
        told_by="",
        reported_on=date(2016, 8, 19),
        shares={short: Fraction(share, 100) for short, share in shares.items()},
        undecided=None,
        refused=None,
        coverage=None,
        words=words,
        source="HuffPost UK",
        lead=None,
        verdict=words,
    )


def standing(*subjects: Subject, code: str = HOVE) -> Standing:
    data = canvass_map(subjects, LOOK)
    return next(it.standing for it in data.seats.values() if it.seat.ons_code == code)


def test_a_seat_has_the_verdict_of_its_row_and_the_others_are_grey() -> None:
    assert standing(Subject(row())) == Standing(Verdict.IN_FRONT, "Smith")
    assert standing(Subject(row(verdict=Verdict.BEHIND))) == Standing(Verdict.BEHIND, "Corbyn")
    few = standing(Subject(row(verdict=Verdict.TOO_FEW)))
    assert few == Standing(Verdict.TOO_FEW)
    assert standing(Subject(row()), code=EXETER) == NOBODY


def test_our_own_row_comes_before_what_was_reported() -> None:
    figure = told("behind", Smith=45, Corbyn=55)
    own, reported = Subject(row()), Subject(row(), figure)
    assert standing(own, reported) == Standing(Verdict.IN_FRONT, "Smith")
    empty = row(roll=0)
    expected = Standing(Verdict.BEHIND, "Corbyn", is_reported=True)
    assert standing(Subject(empty), Subject(empty, figure)) == expected


def test_words_that_are_no_verdict_are_outlined_for_whom_they_favour() -> None:
    empty = row(roll=0)
    shown = standing(Subject(empty), Subject(empty, told("miles in front")))
    assert shown == Standing(None, "Smith", is_reported=True)


def test_places_that_are_no_seat_are_named_beneath() -> None:
    nowhere = [Subject(row("Atlantis", None)), Subject(row("Lyonesse", "X99"))]
    data = canvass_map([Subject(row()), *nowhere, Subject(row(place=""))], LOOK)
    assert data.left_out == ["Atlantis", "Lyonesse"]
    assert "2 places are not on the map" in left_out_words(data)
    assert "Atlantis, Lyonesse" in left_out_words(data)
    assert left_out_words(canvass_map([Subject(row())], LOOK)) == ""
    assert "Atlantis is not on the map" in left_out_words(canvass_map(nowhere[:1], LOOK))


def test_a_seat_says_its_figures_and_their_base() -> None:
    data = canvass_map([Subject(row())], LOOK)
    said = {it.seat.ons_code: said_of(it) for it in data.seats.values()}
    assert said[HOVE].split("\n") == [
        "Hove, South East",
        "In front, +11 ±6",
        "Smith 56%, Corbyn 44%, undecided 0%",
        "180 of 400 on the roll stated, 45%",
    ]
    assert said[EXETER].split("\n")[0] == "Exeter, South West"
    assert "Nobody on the roll" in said[EXETER]


@pytest.mark.parametrize(("width", "height"), [(560, 380), (580, 530), (1000, 830), (2600, 1900)])
def test_every_cell_is_found_again_by_its_middle_and_lies_within_the_box(
    width: int, height: int
) -> None:
    box = QRectF(5, 7, width, height)
    plan = plan_in(box)
    assert plan.width >= LEAST
    for seat in map_seats():
        assert plan.cell_at(plan.at(seat.cell) + QPointF(0.4, -0.3) * plan.width) == seat.cell
        assert box.adjusted(-1, -1, 1, 1).contains(plan.outline(seat.cell).boundingRect())


def painted(data: CanvassMap, theme: Theme, plan: Plan) -> QImage:
    image = QImage(600, 800, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(theme.surface)
    painter = QPainter(image)
    paint_hexes(painter, plan, data, LOOK, theme)
    painter.end()
    return image


def colours_in(image: QImage, plan: Plan, cell: Cell) -> set[str]:
    at, far = plan.at(cell).toPoint(), int(plan.width / 2)
    return {
        image.pixelColor(at + QPoint(x, y)).name()
        for x in range(-far, far)
        for y in range(-far, far)
    }


@both_themes
def test_each_way_of_standing_is_drawn_so_that_it_is_told_apart(theme: Theme) -> None:
    plan = plan_in(QRectF(0, 0, 600, 800))
    cells = {seat.ons_code: seat.cell for seat in map_seats()}
    shown = {}
    for verdict in (Verdict.IN_FRONT, Verdict.BEHIND, Verdict.TOO_FEW, Verdict.NECK_AND_NECK):
        image = painted(canvass_map([Subject(row(verdict=verdict))], LOOK), theme, plan)
        shown[verdict] = colours_in(image, plan, cells[HOVE])
    for verdict, leader in ((Verdict.IN_FRONT, "Smith"), (Verdict.BEHIND, "Corbyn")):
        assert shade(Standing(verdict, leader), LOOK, theme).name() in shown[verdict]
    assert theme.surface.name() in shown[Verdict.BEHIND]  # the dot
    hatched, level = shown[Verdict.TOO_FEW], shown[Verdict.NECK_AND_NECK]
    assert theme.surface.name() in hatched  # between the lines
    assert shade(Standing(Verdict.NECK_AND_NECK), LOOK, theme).name() in level
    figure = told("in front", Smith=60, Corbyn=30)
    empty = row(roll=0)
    image = painted(canvass_map([Subject(empty, figure)], LOOK), theme, plan)
    middle = image.pixelColor(plan.at(cells[HOVE]).toPoint())
    assert middle.name() == theme.surface.name()
    ours = sides(OURS, RIVAL, theme)[0].name()
    assert ours in colours_in(image, plan, cells[HOVE])


@both_themes
@pytest.mark.parametrize("rival", [RIVAL, *OKABE_ITO])
@pytest.mark.parametrize("ours", [OURS, *OKABE_ITO])
def test_the_scale_is_told_apart_by_those_who_see_fewer_colours(
    ours: str, rival: str, theme: Theme
) -> None:
    look = Look("Smith", {"Smith": ours, "Corbyn": rival})
    scale = [Standing(verdict, "Smith" if verdict.side > 0 else "Corbyn") for verdict in STRENGTH]
    for one, other in combinations(scale, 2):
        assert apart(shade(one, look, theme), shade(other, look, theme)) > 8, (one, other)


def test_the_usual_colours_are_hardly_changed() -> None:
    for theme in (LIGHT, DARK):
        ours, rival = sides(OURS, RIVAL, theme)
        assert apart(ours, theme.ours) < 20
        assert apart(rival, theme.rival) < 20


def test_to_some_red_and_green_are_the_same_and_blue_and_orange_are_not() -> None:
    red, green = QColor("#B05050"), QColor("#6B7050")
    assert apart(red, green) < 12
    assert apart(QColor("#0072B2"), QColor("#D55E00")) > 60
    assert apart(QColor("white"), QColor("black")) == pytest.approx(100, abs=0.1)


@both_themes
@pytest.mark.parametrize("colour", [OURS, RIVAL, *OKABE_ITO])
def test_a_larger_lead_stands_out_more_in_any_colour(colour: str, theme: Theme) -> None:
    look = Look("Smith", {"Smith": colour})
    leads = [Fraction(lead, 100) for lead in (5, 12, 30)]
    verdicts = [verdict_of_lead(lead, Thresholds()) for lead in leads]
    fills = [shade(Standing(verdict, "Smith"), look, theme) for verdict in verdicts]
    against = [contrast(fill, theme.surface) for fill in fills]
    assert against == sorted(against)
    assert against[-1] >= 2.5


@pytest.fixture
def page(qtbot: QtBot, sample_db: Database, desk_over: MakeDesk) -> CanvassPage:
    page = shown_page(qtbot, desk_over(sample_db))
    page.switch.choose("map")
    qtbot.waitUntil(page.map.view.isVisible)
    return page


def cell(page: CanvassPage, name: str) -> Cell:
    return next(seat.cell for seat in map_seats() if seat.name == name)


def click(page: CanvassPage, name: str) -> None:
    at = page.map.view.plan.at(cell(page, name)).toPoint()
    QTest.mouseClick(page.map.view, Qt.MouseButton.LeftButton, pos=at)


def test_a_click_goes_to_the_row_and_its_details(page: CanvassPage) -> None:
    click(page, "Eltham")
    subject = page.pane.subject()
    assert subject is not None
    assert (subject.place, subject.told) == ("Eltham", None)
    assert page.panel.place.text() == "Eltham"
    click(page, "Aldershot")  # nobody there: the choice stays
    assert page.panel.place.text() == "Eltham"


def test_a_double_click_shows_the_row_in_the_table(page: CanvassPage) -> None:
    view = page.map.view
    at = view.plan.at(cell(page, "Exeter")).toPoint()
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=at)
    assert page.switch.current() == "table"
    assert page.pane.view.isVisible()
    subject = page.pane.subject()
    assert subject is not None
    assert subject.place == "Exeter"


def test_arrows_walk_and_enter_chooses_and_enter_again_leads_to_the_table(
    page: CanvassPage,
) -> None:
    view = page.map.view
    click(page, "Hammersmith")
    view.setFocus(Qt.FocusReason.TabFocusReason)
    cells = [seat.cell for seat in map_seats()]
    there = towards(cells, cell(page, "Hammersmith"), 1, 0)
    name = next(seat.name for seat in map_seats() if seat.cell == there)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert name in view.accessibleDescription()
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert "Hammersmith, London. Comfortably in front" in view.accessibleDescription()
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert page.switch.current() == "table"


def test_the_seat_of_the_chosen_row_is_marked(page: CanvassPage, qtbot: QtBot) -> None:
    assert page.map.view.chosen_cell == cell(page, "Torfaen")
    page.filters.choose("region", "London")
    qtbot.waitUntil(lambda: "London" in page.head.base.text())
    assert page.map.view.chosen_cell in {seat.cell for seat in map_seats()}


def test_the_key_counts_every_seat_once(page: CanvassPage) -> None:
    lines = page.map.key.lines
    assert sum(line.seats for line in lines) == 650
    by_words = {line.words: line.seats for line in lines}
    with_electors = sum(1 for it in page.pane.subjects() if not it.told and it.row.tally.roll)
    assert by_words["No electors"] + by_words["Reported only"] + with_electors == 650
    assert "Comfortably in front, from +20: 3" in page.map.key.accessibleDescription()


def test_the_key_names_the_rivals_of_a_contest_of_three(qapp: QApplication) -> None:
    look = Look("Smith", {"Smith": OURS, "Corbyn": RIVAL, "Eagle": OKABE_ITO[0]})
    tally = Tally(counts={"Smith": 60, "Corbyn": 20, "Eagle": 120}, roll=400)
    behind = row(verdict=Verdict.COMFORTABLY_BEHIND)._replace(tally=tally)
    key = MapKey(look, Thresholds())
    key.show_counts(canvass_map([Subject(behind)], look))
    assert sum(line.seats for line in key.lines) == 650
    led = [line.words for line in key.lines if line.seats == 1]
    assert led == ["Comfortably behind Eagle"]
    assert "Behind Corbyn" in {line.words for line in key.lines}


def test_alt_m_turns_from_map_to_table_and_back(page: CanvassPage) -> None:
    for way, control in (("table", page.pane.view), ("map", page.map.view)):
        QTest.keyClick(page, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
        assert page.switch.current() == way
        assert control.hasFocus()


def test_the_warning_leads_to_the_insight_page(qtbot: QtBot, page: CanvassPage) -> None:
    with qtbot.waitSignal(page.insight_wanted):
        page.notice.acted.emit()


def test_in_a_small_window_the_cells_can_still_be_hit(
    qtbot: QtBot, sample_db: Database, desk_over: MakeDesk
) -> None:
    desk: Desk = desk_over(sample_db)
    page = shown_page(qtbot, desk, width=952)
    page.resize(952, 524)
    page.switch.choose("map")
    qtbot.waitUntil(lambda: page.map.view.isVisible() and page.map.view.plan.width >= LEAST)
    click(page, "Torfaen")
    assert page.panel.place.text() == "Torfaen"


def test_a_map_of_another_size_is_painted_in_a_turn_of_its_own(
    qtbot: QtBot, page: CanvassPage
) -> None:
    view = page.map.view
    view.grab()
    view.resize(500, 400)
    stretched = view.grab().toImage()
    qtbot.waitUntil(lambda: view.grab().toImage() != stretched)
    again = view.grab().toImage()
    page.map.show_rows(page.pane)  # which paints it anew whatever was there
    assert view.grab().toImage() == again
