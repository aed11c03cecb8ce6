"""One door to every chart: the same painters draw screen, picture, page, and paper."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from phonebank.domain.insight import (
    Attempts,
    CallerEffects,
    Found,
    Projection,
    Reach,
    Reasons,
    Sections,
    Switching,
    Trend,
    Undecided,
)
from phonebank.gui.charts.attempts import attempts_height, paint_attempts
from phonebank.gui.charts.effects import effects_height, paint_effects
from phonebank.gui.charts.flows import flows_height, paint_flows
from phonebank.gui.charts.leads import leads_height, paint_leads
from phonebank.gui.charts.look import Look
from phonebank.gui.charts.matrix import matrix_height, paint_matrix
from phonebank.gui.charts.nothing import nothing_yet
from phonebank.gui.charts.points import Point
from phonebank.gui.charts.projection import paint_projection, projection_height
from phonebank.gui.charts.reach import paint_reach, reach_height
from phonebank.gui.charts.reasons import paint_reasons, reasons_height
from phonebank.gui.charts.sketch import LINE, Sketch, wrapped
from phonebank.gui.charts.trend import paint_trend, trend_height
from phonebank.gui.charts.undecided import paint_undecided, undecided_height
from phonebank.gui.widgets import fonts

NARROWEST = 360.0  # px; a chart with less is drawn smaller
_BETWEEN = 14.0
_LEAST = 16.0  # px
_STEP = 0.9


def paint_chart(found: Found, painter: QPainter, rect: QRectF, look: Look) -> Sequence[Point]:
    """Paint the chart of a finding over the whole of `rect` (px of 1/96 inch), text and all.

    Answers what can be pointed at, in the painter's own px.

    The ground must be the surface of `look`'s theme. Title, base, warnings and caveat are not in
    it; `pictures.paint_picture` paints those round it. Give it `chart_height`: where there is less,
    all of it is drawn smaller, and in next to none nothing.
    """
    sketch, nothing = Sketch(painter, look), nothing_yet(found)
    if min(rect.width(), rect.height()) < _LEAST:
        return sketch.points
    painter.save()
    try:
        place = _made_room(painter, rect, found)
        if nothing:
            sketch.paragraph(place, nothing, fonts.body(), look.theme.text2)
        else:
            _paint(sketch, place, found)
    finally:
        painter.restore()
    return sketch.points


def chart_height(found: Found, width: float) -> float:
    """Height in px at which the chart of a finding is easily read when it is `width` px wide."""
    scale = min(1.0, width / NARROWEST)
    return scale * _natural_height(found, width / scale)


def _made_room(painter: QPainter, rect: QRectF, found: Found) -> QRectF:
    """The place to paint in, as large as a chart needs; the painter is scaled to bring it in."""
    scale = min(1.0, rect.width() / NARROWEST)
    while _natural_height(found, rect.width() / scale) * scale > rect.height() + 1:
        scale *= _STEP
    if scale == 1.0:
        return rect
    painter.translate(rect.topLeft())
    painter.scale(scale, scale)
    return QRectF(0, 0, rect.width() / scale, rect.height() / scale)


def _paint(sketch: Sketch, rect: QRectF, found: Found) -> None:
    match found:
        case Trend():
            paint_trend(sketch, rect, found)
        case Switching():
            _paint_switching(sketch, rect, found)
        case Undecided():
            paint_undecided(sketch, rect, found)
        case Reasons():
            paint_reasons(sketch, rect, found)
        case Attempts():
            paint_attempts(sketch, rect, found)
        case _:
            _paint_rows(sketch, rect, found)


def _paint_rows(sketch: Sketch, rect: QRectF, found: Found) -> None:
    match found:
        case Sections():
            paint_leads(sketch, rect, found)
        case Projection():
            paint_projection(sketch, rect, found)
        case CallerEffects():
            paint_effects(sketch, rect, found)
        case Reach():
            paint_reach(sketch, rect, found)


def _paint_switching(sketch: Sketch, rect: QRectF, found: Switching) -> None:
    """The ribbons above, the same figures as cells below."""
    below = matrix_height(found)
    paint_flows(sketch, rect.adjusted(0, 0, 0, -below - _BETWEEN), found)
    paint_matrix(sketch, rect.adjusted(0, rect.height() - below, 0, 0), found)


def _natural_height(found: Found, width: float) -> float:
    nothing = nothing_yet(found)
    if nothing:
        return LINE * len(wrapped(nothing, fonts.body(), width))
    return _height_across(found, width) or _height_of_rows(found)


def _height_across(found: Found, width: float) -> float:
    """Of the charts whose height goes by their width; nought for others."""
    match found:
        case Trend():
            return trend_height(width)
        case Undecided():
            return undecided_height(found, width)
        case Reasons():
            return reasons_height(found, width)
        case Attempts():
            return attempts_height(width)
        case Reach():
            return reach_height(found, width)
    return 0.0


def _height_of_rows(found: Found) -> float:
    match found:
        case Switching():
            return flows_height(found) + _BETWEEN + matrix_height(found)
        case Sections():
            return leads_height(found)
        case Projection():
            return projection_height(found)
        case CallerEffects():
            return effects_height(found)
    return 0.0
