from collections.abc import Callable

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from phonebank.domain.figures import percent, span
from phonebank.gui.charts.interval_bars import (
    IntervalBar,
    IntervalBars,
    interval_bars_height,
    paint_interval_bars,
    paint_interval_key,
)
from phonebank.gui.charts.lead import LeadMark, paint_lead
from phonebank.gui.charts.share_bar import Part, ShareBar, paint_share_bar
from phonebank.gui.widgets.answers import OURS, RIVAL, UNDECIDED
from phonebank.gui.widgets.theme import DARK, LIGHT, Theme

COLOURS = (OURS, RIVAL, UNDECIDED)
WIDTH, HEIGHT = 260, 240
both_themes = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


def painted(paint: Callable[[QPainter], None], theme: Theme = LIGHT) -> QImage:
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(theme.surface)
    painter = QPainter(image)
    paint(painter)
    painter.end()
    return image


def bar_of(*shares: float | None, is_reported: bool = False, is_faint: bool = False) -> ShareBar:
    parts = tuple(Part(share, colour) for share, colour in zip(shares, COLOURS, strict=False))
    return ShareBar(parts, is_reported, is_faint)


def share_bar(data: ShareBar, theme: Theme = LIGHT) -> QImage:
    return painted(lambda p: paint_share_bar(p, QRectF(0, 0, 114, 7), data, theme), theme)


def lead(data: LeadMark, theme: Theme = LIGHT) -> QImage:
    return painted(lambda p: paint_lead(p, QRectF(0, 0, 100, 36), data, theme), theme)


def row_of(image: QImage, y: int) -> list[QColor]:
    return [image.pixelColor(x, y) for x in range(120)]


def last_drawn(image: QImage, y: int = 3) -> int:
    row = row_of(image, y)
    return max((x for x, colour in enumerate(row) if colour != LIGHT.surface), default=-1)


@both_themes
@pytest.mark.parametrize("is_reported", [False, True])
@pytest.mark.parametrize(
    "shares", [(0.63, 0.24, 0.13), (0.45, 0.55, None), (0.46, 0.34, 0.18), (0.43, 0.42, 0.16)]
)
def test_a_share_bar_is_drawn_in_every_answers_colour(
    shares: tuple[float | None, ...], is_reported: bool, theme: Theme
) -> None:
    image = share_bar(bar_of(*shares, is_reported=is_reported), theme)
    colours = {image.pixelColor(x, y).name() for x in range(114) for y in range(7)}
    wanted = {theme.ours.name(), theme.rival.name()}
    assert wanted <= colours
    assert (theme.und.name() in colours) == (shares[2] is not None) or is_reported


@pytest.mark.parametrize("shares", [(None, None, None), (0.0, 0.0, 0.0), ()])
def test_a_bar_without_figures_is_empty(shares: tuple[float | None, ...]) -> None:
    assert last_drawn(share_bar(bar_of(*shares))) == -1


def test_shares_of_98_leave_a_gap_and_of_101_fill_the_bar() -> None:
    assert last_drawn(share_bar(bar_of(0.46, 0.34, 0.18))) < 113
    assert last_drawn(share_bar(bar_of(0.43, 0.42, 0.16))) == 113
    assert last_drawn(share_bar(bar_of(0.63, 0.24, 0.13))) == 113


def test_neighbours_have_two_pixels_of_the_ground_between_them() -> None:
    row = row_of(share_bar(bar_of(0.5, 0.5)), 3)[:114]
    assert sum(colour == LIGHT.surface for colour in row) == 2


def test_too_few_is_faint_and_reported_is_hatched() -> None:
    solid = share_bar(bar_of(1.0)).pixelColor(50, 3)
    faint = share_bar(bar_of(1.0, is_faint=True)).pixelColor(50, 3)
    hatched = row_of(share_bar(bar_of(1.0, is_reported=True)), 3)[2:110]
    assert solid == LIGHT.ours
    assert LIGHT.ours.lightness() < faint.lightness() < 255
    assert LIGHT.surface in hatched
    assert any(colour.lightness() < 80 for colour in hatched)


@both_themes
def test_a_lead_has_its_dot_on_the_right_side_of_the_line(theme: Theme) -> None:
    ahead = lead(LeadMark(0.33, 0.02, OURS), theme)
    behind = lead(LeadMark(-0.33, 0.02, RIVAL), theme)
    assert any(ahead.pixelColor(x, 18) == theme.ours for x in range(55, 100))
    assert any(behind.pixelColor(x, 18) == theme.rival for x in range(45))
    assert ahead.pixelColor(50, 10) == theme.control


def test_no_lead_is_nothing_at_all() -> None:
    assert last_drawn(lead(LeadMark(None, 0.1, OURS)), 18) == -1


def test_caps_vanish_from_a_short_whisker() -> None:
    def caps(margin: float) -> int:
        image = lead(LeadMark(0.0, margin, OURS))
        row = [image.pixelColor(x, 15) for x in range(100) if not 44 <= x <= 56]
        return sum(colour != LIGHT.surface for colour in row)

    assert caps(0.2) > 0
    assert caps(0.02) == 0


def test_a_reported_lead_is_a_hollow_ring_without_whisker() -> None:
    row = row_of(lead(LeadMark(0.2, 0.2, OURS, is_reported=True)), 18)[55:]
    drawn = [x for x, colour in enumerate(row) if colour != LIGHT.surface]
    assert 6 <= drawn[-1] - drawn[0] <= 11
    assert LIGHT.surface in row[drawn[0] : drawn[-1]]


@pytest.mark.parametrize("far", [-9.0, 0.0, 9.0])
def test_a_lead_off_the_scale_stays_inside(far: float) -> None:
    image = lead(LeadMark(far, 9.0, OURS, is_faint=True))
    assert last_drawn(image, 18) < 101
    assert lead(LeadMark(far, None, OURS, low=0.0, high=0.0)).size() == image.size()


@both_themes
def test_interval_bars_draw_share_range_and_whisker(theme: Theme) -> None:
    data = IntervalBars((
        IntervalBar("Smith", OURS, 0.59, 0.575, 0.604, 0.413, 0.818),
        IntervalBar("Nobody", "#E69F00", None),
        IntervalBar("Undecided", UNDECIDED, 0.0, 0.0, 1.2),
    ))  # fmt: skip
    height = interval_bars_height(len(data.bars))
    box = QRectF(0, 0, 255, height)
    image = painted(lambda p: paint_interval_bars(p, box, data, theme), theme)
    middle = 18 + 32
    assert height == 188
    assert image.pixelColor(60, middle) == theme.ours
    assert image.pixelColor(190, middle) == theme.ours_soft
    assert image.pixelColor(64, 18 + 45) == theme.line


@both_themes
def test_the_key_of_the_interval_bars_is_drawn(theme: Theme) -> None:
    image = painted(lambda p: paint_interval_key(p, QRectF(0, 0, 255, 20), theme), theme)
    assert image.pixelColor(7, 10) == theme.text2


def test_figures_have_their_own_words() -> None:
    assert (percent(0.59), percent(0.59, 1), percent(None)) == ("59%", "59.0%", "—")
    assert (span(0.575, 0.604), span(None, 0.5)) == ("57.5–60.4", "—")
    assert percent(-0.1) == "\u221210%"
