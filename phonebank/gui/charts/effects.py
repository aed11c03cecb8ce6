"""Callers: how far what each heard differs from what the same lists gave to the others."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF

from phonebank.domain.figures import count, percent, points
from phonebank.domain.insight import CallerEffect, CallerEffects
from phonebank.gui.charts.axes import level_axis, point_ticks
from phonebank.gui.charts.points import both_ends
from phonebank.gui.charts.rows import HEAD, Line, RowLook, Rows, rows_height
from phonebank.gui.charts.scales import Scale, around
from phonebank.gui.charts.sketch import Sketch
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.icons import paint_icon
from phonebank.gui.widgets.shapes import LEFT

MOST = 20  # the table has all
KEYS = ("difference", *both_ends("interval"), "share", "expected", "stated", "remark")
_ROW = 24.0
_KEY = 20.0
_FURTHEST = 0.5  # points either way that the axis takes in at the most
_ICON = 14.0


def effects_height(found: CallerEffects) -> float:
    return _KEY + rows_height(len(shown_callers(found)), _ROW)


def shown_callers(found: CallerEffects) -> Sequence[CallerEffect]:
    """Flagged ones first, then those with the most answers."""
    return sorted(found.callers, key=lambda it: (not it.is_flagged, -it.stated))[:MOST]


def paint_effects(sketch: Sketch, rect: QRectF, found: CallerEffects) -> None:
    """Flagged: a solid mark, SemiBold words and a warning sign; all others hollow."""
    shown = shown_callers(found)
    heads = ("Difference", "Share", "Expected", "Stated")
    rows = Rows(
        sketch,
        rect.adjusted(0, _KEY, 0, 0),
        [_line(it) for it in shown],
        RowLook(heads=heads, height=_ROW),
    )
    rows.write()
    scale = _scale(shown, rows.plot)
    level_axis(sketch, rows.plot, scale, point_ticks)
    _paint_none(sketch, rect, rows.plot, scale, found)
    for place, it in enumerate(shown):
        _paint_effect(sketch, rows.row(place), scale, it)
        at = QPointF(scale.at(it.difference), rows.row(place).center().y())
        sketch.point(at, (it.caller,), KEYS, rows.line(place))


def _line(it: CallerEffect) -> Line:
    figures = points(it.difference), percent(it.share), percent(it.expected), count(it.stated)
    return Line(it.caller, figures, is_strong=it.is_flagged)


def _scale(shown: Sequence[CallerEffect], plot: QRectF) -> Scale:
    ends = [0.0, *(it.difference for it in shown)]
    ends += [end for it in shown if it.interval for end in (it.interval.low, it.interval.high)]
    within = [min(_FURTHEST, max(-_FURTHEST, end)) for end in ends]
    return around(within, plot.left() + _ICON + 6, plot.right() - 6, least=0.2)


def _paint_none(
    sketch: Sketch, rect: QRectF, plot: QRectF, scale: Scale, found: CallerEffects
) -> None:
    """The line of no difference, and what the marks mean."""
    zero = round(scale.at(0.0)) + 0.5
    sketch.line(QPointF(zero, plot.top()), QPointF(zero, plot.bottom()), sketch.theme.control, 1.4)
    box = QRectF(rect.left(), rect.top(), rect.width(), HEAD - 4)
    words = f"Points of {sketch.look.word(found.ours)}’s share above or below the same lists; "
    sketch.words(box, words + "95% interval", fonts.tick(), sketch.theme.text2, LEFT)


def _paint_effect(sketch: Sketch, row: QRectF, scale: Scale, it: CallerEffect) -> None:
    theme, middle = sketch.theme, row.center().y()
    colour = theme.text if it.is_flagged else theme.und
    sketch.level_whisker(scale, it.interval, middle, colour)
    at, shape = QPointF(scale.at(it.difference), middle), sketch.look.shape(sketch.look.ours)
    if it.is_flagged:
        sketch.mark(at, shape, colour, 4.6)
        box = QRectF(row.left() - 2, round(middle - _ICON / 2), _ICON, _ICON)
        paint_icon(sketch.painter, box, "warning", theme.warn_text)
    else:
        sketch.hollow(at, shape, colour)
