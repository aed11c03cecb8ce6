"""Every chart at every width and in every theme: readable, within its place, and complete."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from phonebank.domain.canvass import Interval
from phonebank.domain.insight import Found, Projection, Trend
from phonebank.domain.insight_sheets import sheet_of
from phonebank.gui.charts.look import PAPER, Look, Shape
from phonebank.gui.charts.painting import chart_height, paint_chart
from phonebank.gui.charts.scales import around, shares_up_to, spread, ticks_between
from phonebank.gui.charts.spoken import spoken
from phonebank.gui.charts.svg import drawn_svg
from phonebank.gui.widgets.answers import OURS as TEAL
from phonebank.gui.widgets.answers import RIVAL as ROSE
from phonebank.gui.widgets.colours import contrast, mix
from phonebank.gui.widgets.theme import DARK, LIGHT, Theme
from tests.gui.charts import findings
from tests.gui.charts.reading import overlaps, words_of

WIDTHS = (400, 541, 920)
THEMES = {"light": LIGHT, "dark": DARK, "paper": PAPER}
every_chart = pytest.mark.parametrize("name", list(findings.ALL))
every_width = pytest.mark.parametrize("width", WIDTHS)
every_theme = pytest.mark.parametrize("theme", list(THEMES.values()), ids=list(THEMES))
GROUND = QColor("#FF00FF")
pytestmark = pytest.mark.usefixtures("qapp")


def look_in(theme: Theme = LIGHT) -> Look:
    return Look(theme, "Smith", {"Corbyn": ROSE, "Smith": TEAL})


def chart_svg_of(found: Found, look: Look, width: float) -> str:
    """The chart alone as SVG, of which the words are text."""
    whole = QRectF(0, 0, width, chart_height(found, width))
    return drawn_svg(
        lambda painter: paint_chart(found, painter, whole, look), whole.size(), ("", "")
    )


def words_in(found: Found, width: int = 541, theme: Theme = LIGHT) -> list[str]:
    return [word.words for word in words_of(chart_svg_of(found, look_in(theme), width))]


@every_chart
@every_width
def test_no_words_of_a_chart_stand_upon_each_other(name: str, width: int) -> None:
    words = words_of(chart_svg_of(findings.ALL[name], look_in(), width))
    assert words
    assert overlaps(words) == []


@every_chart
@every_width
def test_all_words_stand_within_the_place_of_the_chart(name: str, width: int) -> None:
    found = findings.ALL[name]
    place = QRectF(0, 0, width, chart_height(found, width)).adjusted(-1, -1, 1, 1)
    words = words_of(chart_svg_of(found, look_in(), width))
    assert [word.words for word in words if not place.contains(word.box)] == []


@every_chart
@every_width
def test_nothing_is_drawn_outside_the_place_of_the_chart(name: str, width: int) -> None:
    found, margin = findings.ALL[name], 40
    height = round(chart_height(found, width)) + 1
    image = QImage(width + 2 * margin, height + 2 * margin, QImage.Format.Format_RGB32)
    image.fill(GROUND)
    painter = QPainter(image)
    paint_chart(found, painter, QRectF(margin, margin, width, height), look_in())
    painter.end()
    assert drawn_outside(image, QRectF(margin - 1, margin - 1, width + 2, height + 2)) == set()


def drawn_outside(image: QImage, place: QRectF) -> set[str]:
    """The sides at which anything was drawn beyond the place."""
    whole, inner = image.rect(), place.toRect()
    strips = {
        "above": QRect(0, 0, whole.width(), inner.top()),
        "below": QRect(0, inner.bottom() + 1, whole.width(), whole.bottom() - inner.bottom()),
        "left": QRect(0, 0, inner.left(), whole.height()),
        "right": QRect(inner.right() + 1, 0, whole.right() - inner.right(), whole.height()),
    }
    return {side for side, strip in strips.items() if not is_blank(image.copy(strip))}


def is_blank(image: QImage) -> bool:
    blank = image.copy()
    blank.fill(GROUND)
    return image == blank


@every_chart
@every_theme
def test_all_words_have_the_contrast_that_is_asked(name: str, theme: Theme) -> None:
    words = words_of(chart_svg_of(findings.ALL[name], look_in(theme), 541))
    pale = [word.words for word in words if contrast(word.colour, theme.surface) < 4.5]
    assert pale == []


@every_theme
def test_words_upon_the_deepest_cell_of_the_matrix_are_readable(theme: Theme) -> None:
    look = look_in(theme)
    for who in findings.WHO:
        deepest = mix(theme.surface, look.answer(who).mark, 0.3)
        for colour in (theme.text, theme.text2):
            assert contrast(colour, deepest) >= 4.5


FIGURES = {
    "trend": ["Smith 40", "Corbyn 46", "Undecided 14", "23 Aug", "21 Sep", "60%"],
    "switching": ["1 010 from Corbyn to Smith", "22%", "81%", "4 332", "Net gain", "−620"],
    "undecided": ["40%", "84", "Still undecided", "+7.9", "−14.1 to −8.6"],
    "reasons": ["electability", "60%", "740", "democratic mandate", "412"],
    "attempts": ["34", "54", "53", "29", "4th or later", "4 870", "61", "18 204"],
    "sections": ["Full member", "−8", "±2", "7 190", "GMB", "+38", "Saving Labour"],
    "projection": ["47.1", "38.2", "+8.9", "−0.2", "Declared", "YouGov", "unweighted"],
    "callers": ["Jo Winterbourne", "+16", "56%", "40%", "388"],
    "reach": ["67 842", "59.3%", "20%", "8 040 of 40 210", "13.9%", "16.1%"],
}


HEARD = {
    "trend": ["Smith from 32% to 40%", "Corbyn from 54% to 46%"],
    "switching": ["of 930 Burnham, 60% now Smith", "1 010 went from Corbyn to Smith"],
    "undecided": [
        "Of 212 undecided",
        "84 now Smith",
        "58 are still undecided",
        "Smith +7.9 points",
    ],
    "reasons": ["Smith, 1 240 gave a reason: electability 60%"],
    "attempts": ["Smith 34% at the 1st attempt", "54% at the 4th or later", "Smith 61%"],
    "sections": ["GMB +38 ±8 of 480 stated"],
    "projection": ["Everybody, Smith without undecided: weighted 47.1%", "declared 38.2%"],
    "callers": ["Jo Winterbourne +16 points", "388 stated, flagged"],
    "reach": ["9 418 of 67 842 on the roll stated", "20 callers, 3 hours a day"],
}


@every_chart
def test_the_figures_are_in_the_drawing_as_text(name: str) -> None:
    shown = [words.replace("\u2009", " ") for words in words_in(findings.ALL[name])]
    assert [figure for figure in FIGURES[name] if figure not in shown] == []


@every_chart
def test_a_screen_reader_hears_title_figures_base_warnings_and_caveat(name: str) -> None:
    found = findings.ALL[name]
    said = spoken(found, look_in())
    assert f"{found.base}." in said
    assert said.endswith(found.caveat)
    assert all(warning.sentence in said for warning in found.warnings)
    heard = said.replace("\u2009", " ")
    assert [figure for figure in HEARD[name] if figure not in heard] == []


def test_answers_differ_by_shape_as_well_as_by_colour() -> None:
    look = Look(LIGHT, "Smith", {"Corbyn": ROSE, "Smith": TEAL, "Eagle": "#E69F00"})
    shapes = [look.shape(who) for who in ("Smith", "Corbyn", "Eagle", "undecided")]
    assert shapes == [Shape.ROUND, Shape.SQUARE, Shape.TRIANGLE, Shape.DIAMOND]


@pytest.mark.parametrize(
    "found",
    [
        findings.trend(days=1),
        findings.trend(days=2),
        findings.trend(days=0),
        findings.attempts(unreached=False),
        findings.attempts(groups=[]),
        findings.switching(people={}),
        findings.switching(people={("Corbyn", "Smith"): 1}),
        findings.projection(is_declared=False),
        findings.projection(sections=[]),
        findings.reasons(together={}, gave={"Smith": 1240}),
        findings.reasons(gave={}),
        findings.undecided(changes={}),
        findings.undecided(people={}),
        findings.callers(callers=[]),
        findings.reach(attempts=[]),
        findings.sections(affiliates=findings.sections().recruiters),
    ],
)
def test_little_or_nothing_found_is_drawn_too(found: Found) -> None:
    words = words_of(chart_svg_of(found, look_in(), 541))
    assert words
    assert overlaps(words) == []


def test_a_projection_of_nobody_but_undecided_is_no_empty_chart() -> None:
    nobody = replace(
        findings.projection().whole, raw_named={}, weighted_named={}, interval_named={}, polls=[]
    )
    found = findings.projection(whole=nobody, sections=[nobody])
    assert "nothing to project" in spoken(found, look_in())
    polled = findings.projection(whole=nobody, sections=findings.projection().sections)
    assert "nothing to project" not in spoken(polled, look_in())


def test_a_week_without_answers_is_a_gap_and_not_a_line_at_nought() -> None:
    whole = findings.trend()
    silent = [
        replace(it, stated=0, shares={}, week_stated=0, week_shares={}, week_intervals={})
        if 10 <= place < 14
        else it
        for place, it in enumerate(whole.days)
    ]
    gap = chart_svg_of(replace(whole, days=silent), look_in(), 541)
    full = chart_svg_of(whole, look_in(), 541)
    assert gap.count("<polyline") - full.count("<polyline") == len(findings.WHO)


def test_a_refused_section_says_why_in_its_row() -> None:
    found = findings.projection(is_declared=False)
    assert isinstance(found, Projection)
    refused = replace(
        found.sections[2],
        weighted={}, weighted_named={}, interval_named={}, raw_named={}, polls=[],
        refusal="Nobody of them has stated.",
    )  # fmt: skip
    words = words_in(replace(found, sections=[*found.sections[:2], refused]), 920)
    assert "Nobody of them has stated." in words


def test_polls_of_several_pollsters_are_named_as_such() -> None:
    found = findings.projection(is_declared=False)
    other = replace(found.whole.polls[0], pollster="Survation", published=date(2016, 9, 4))
    both = replace(found, whole=replace(found.whole, polls=[*found.whole.polls, other]))
    assert {"Outside poll", "Gap to newest poll"} <= set(words_in(both))
    assert {"YouGov", "Gap to YouGov"} <= set(words_in(found))


def test_a_single_day_has_its_interval_as_whiskers() -> None:
    one = findings.trend(days=1)
    bare = replace(one, days=[replace(one.days[0], week_intervals={})])
    lines = [chart_svg_of(it, look_in(), 541).count("<polyline") for it in (one, bare)]
    assert lines[0] - lines[1] == 3 * len(findings.WHO)


def test_the_unreached_stand_apart_from_what_was_measured() -> None:
    assert "Unreached" in words_in(findings.attempts())
    assert "Unreached" not in words_in(findings.attempts(unreached=False))


def test_the_unreached_are_not_said_to_have_stated() -> None:
    words = words_in(findings.attempts())
    assert "electors" in words
    assert "stated" not in words


def test_the_figure_of_a_share_stands_beside_it_however_long_its_whisker() -> None:
    whole = findings.attempts(unreached=False)
    few = [
        replace(
            group,
            shares=dict(zip(findings.WHO, map(Fraction, ("0.5", "0.47", "0.03")), strict=True)),
            intervals=dict.fromkeys(findings.WHO, Interval(0.0, 0.97)),
        )
        for group in whole.groups[:2]
    ]
    words = words_of(chart_svg_of(replace(whole, groups=few), look_in(), 541))
    ticks = {it.words: it.box.center().y() for it in words if it.words in {"0", "20"}}
    figures = [it.box.center().y() for it in words if it.words == "3"]
    assert figures
    assert all(y > ticks["20"] for y in figures)


def test_more_than_two_candidates_keep_apart() -> None:
    who = ("Smith", "Corbyn", "Eagle", "undecided")
    whole = findings.trend()
    days = []
    for day in whole.days:
        each = {it: Fraction(25, 100) for it in who}
        days.append(replace(day, shares=each, week_shares=each, week_intervals={}))
    found = Trend(
        as_of=whole.as_of, where={}, ours="Smith", candidates=who[:3], base="", caveat="", days=days
    )
    words = words_of(chart_svg_of(found, look_in(), 541))
    assert overlaps(words) == []
    assert {"Smith 25", "Corbyn 25", "Eagle 25", "Undecided 25"} <= {it.words for it in words}


def test_a_last_day_that_is_over_is_said_and_no_way_to_it_is_drawn() -> None:
    going = findings.reach()
    done = replace(going, effort=replace(going.effort, close=date(2016, 1, 3)))
    said = "The last day to ring, 3 Jan 2016, is over."
    assert said in words_in(done)
    assert "Last day, 21 Sep" in words_in(going)
    assert "Last day, 3 Jan" not in words_in(done)
    told = sheet_of(done).notes
    assert said in told
    assert not any("callers" in note for note in told)


def test_callers_who_make_no_calls_are_not_said_to_ring_people_once_a_day() -> None:
    going = findings.reach()
    for hours, calls in ((0.0, 20.0), (3.0, 0.0)):
        effort = replace(going.effort, hours_a_day=hours, calls_an_hour=calls)
        idle = replace(going, effort=effort)
        assert "At no calls a day, no number of callers would be done." in sheet_of(idle).notes
    assert "At no calls a day" not in " ".join(sheet_of(going).notes)


def test_the_side_of_the_rivals_has_no_name_where_there_are_several() -> None:
    two = findings.sections()
    assert "Corbyn ahead" in {it.words for it in words_of(chart_svg_of(two, look_in(), 541))}
    three = replace(two, candidates=(*two.candidates, "Eagle"))
    words = {it.words for it in words_of(chart_svg_of(three, look_in(), 541))}
    assert "Smith behind" in words
    assert "Corbyn ahead" not in words


@given(
    st.lists(st.floats(0, 300), min_size=1, max_size=8),
    st.floats(1, 20),
)
def test_spread_labels_keep_apart_in_their_order_and_inside(
    wanted: list[float], gap: float
) -> None:
    placed = spread(wanted, gap, 0, 300)
    for one, other in pairs(sorted(placed)):
        assert other - one >= gap - 1e-6
    assert [placed[n] for n in order(wanted)] == sorted(placed)
    assert min(placed) >= -1e-6
    assert max(placed) <= 300 + 1e-6


def test_labels_that_have_room_stay_where_they_are() -> None:
    assert spread([10, 50, 200], 15, 0, 300) == [10, 50, 200]


def pairs(values: Sequence[float]) -> Iterator[tuple[float, float]]:
    return pairwise(values)


def order(wanted: Sequence[float]) -> list[int]:
    return sorted(range(len(wanted)), key=lambda n: wanted[n])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_an_axis_of_shares_begins_at_nought_and_takes_everything_in(values: list[float]) -> None:
    scale = shares_up_to(values, 100, 0)
    assert scale.low == 0
    assert scale.high >= max(values) - 1e-9
    assert scale.high <= 1
    assert 2 <= len(scale.ticks()) <= 6


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=20))
def test_an_axis_of_points_takes_everything_in(values: list[float]) -> None:
    scale = around(values, 0, 100)
    assert scale.low <= min(values) + 1e-9
    assert scale.high >= max(values) - 1e-9
    assert len(ticks_between(scale.low, scale.high)) >= 2


@every_chart
@pytest.mark.parametrize("size", [(0, 0), (92, 22), (300, 10), (640, 60), (200, 900)])
def test_a_chart_without_room_is_smaller_and_breaks_nothing(
    name: str, size: tuple[int, int]
) -> None:
    image = QImage(700, 1000, QImage.Format.Format_RGB32)
    image.fill(GROUND)
    painter = QPainter(image)
    paint_chart(findings.ALL[name], painter, QRectF(20, 20, *size), look_in())
    painter.end()
    outside = drawn_outside(image, QRectF(19, 19, size[0] + 2, size[1] + 2))
    assert outside - {"right"} == set()


def test_painting_leaves_the_painter_as_it_was(qapp: QApplication) -> None:
    image = QImage(600, 600, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setPen(QColor("#123456"))
    for found in findings.ALL.values():
        paint_chart(found, painter, QRectF(0, 0, 541, chart_height(found, 541)), look_in())
    assert painter.pen().color() == QColor("#123456")
    assert painter.opacity() == 1.0
    painter.end()
