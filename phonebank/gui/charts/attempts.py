"""Answers by the attempt of first contact: are those who are hard to reach different?"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF

from phonebank.domain.canvass import Interval
from phonebank.domain.figures import count, rounded
from phonebank.domain.insight import AttemptGroup, Attempts
from phonebank.domain.insight_rows import IF_IT_WENT_ON
from phonebank.domain.insight_sheets import reached_first
from phonebank.gui.charts.axes import TICK_HEIGHT, tick_width, upright_axis
from phonebank.gui.charts.points import both_ends
from phonebank.gui.charts.scales import Scale, first_free, shares_up_to, spread
from phonebank.gui.charts.sketch import Sketch
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.shapes import CENTRE

UNREACHED = "Unreached"
_UNDER = 36.0
_INSET = 0.5  # of the room of a column, before the first and after the last
_LABEL_GAP = 17.0
_FAR = 40.0  # px; a share at the end of a whisker as long as this would look like another's


@dataclass(frozen=True)
class _Point:
    """One answer in one column; `is_measured` is false where the trend was carried on."""

    who: str
    at: QPointF
    share: float
    interval: Interval | None
    is_measured: bool = True


@dataclass
class _Plot:
    box: QRectF
    shares: Scale
    places: Sequence[float]
    columns: list[list[_Point]] = field(default_factory=list)


def attempts_height(width: float) -> float:
    return min(320.0, max(230.0, width * 0.4))


def paint_attempts(sketch: Sketch, rect: QRectF, found: Attempts) -> None:
    """A column for each attempt at which anybody was reached, one more for who never was."""
    plot = _plot(sketch, rect, found)
    upright_axis(sketch, plot.box, plot.shares)
    _paint_under(sketch, rect, plot, found)
    taken: list[QRectF] = []
    for who in reversed(found.who):
        _paint_line(sketch, plot, who)
    for column in plot.columns:
        for point in reversed(column):
            taken.append(_paint_point(sketch, plot, point))
    taken += _paint_names(sketch, rect, plot)
    for place, column in enumerate(plot.columns):
        _paint_values(sketch, plot, column, taken, is_last=place == len(plot.columns) - 1)
    _note_points(sketch, plot, found)


def _note_points(sketch: Sketch, plot: _Plot, found: Attempts) -> None:
    """Each share by answer and attempt, what chance may move it, and its base."""
    rows = [reached_first(group) for group in shown_groups(found)]
    if found.unreached_shares:
        rows.append(IF_IT_WENT_ON)
    for who in found.who:
        keys = (f"shares.{who}", *both_ends(f"intervals.{who}"), f"counts.{who}", "stated")
        for row, column in zip(rows, plot.columns, strict=True):
            for point in column:
                if point.who == who:
                    sketch.point(point.at, (row,), keys, line=who)


def shown_groups(found: Attempts) -> Sequence[AttemptGroup]:
    """Those in which anybody stated."""
    return [group for group in found.groups if group.stated]


def _plot(sketch: Sketch, rect: QRectF, found: Attempts) -> _Plot:
    shares = shares_up_to(_all_shares(found), rect.bottom() - _UNDER, rect.top() + 14)
    left = tick_width(shares)
    names = [sketch.look.word(who) for who in found.who]
    right = 30 + max(fonts.text_width(name, fonts.strong()) for name in names)
    box = QRectF(rect.left() + left, shares.end, rect.width() - left - right, 0)
    box.setBottom(shares.start)
    groups, unreached = shown_groups(found), found.unreached_shares
    columns = len(groups) + bool(unreached)
    room = box.width() / max(1, columns)
    plot = _Plot(box, shares, [box.left() + (n + _INSET) * room for n in range(columns)])
    for group, x in zip(groups, plot.places, strict=False):
        plot.columns.append(
            [
                _Point(who, _at(plot, x, float(share)), float(share), group.intervals.get(who))
                for who, share in group.shares.items()
            ]
        )
    if unreached:
        x = plot.places[-1]
        plot.columns.append(
            [
                _Point(who, _at(plot, x, it.share), it.share, it.interval, is_measured=False)
                for who, it in unreached.items()
            ]
        )
    return plot


def _at(plot: _Plot, x: float, share: float) -> QPointF:
    return QPointF(x, plot.shares.at(share))


def _all_shares(found: Attempts) -> list[float]:
    groups = shown_groups(found)
    known = [float(share) for group in groups for share in group.shares.values()]
    known += [it.high for group in groups for it in group.intervals.values() if it]
    for estimate in (found.unreached_shares or {}).values():
        known += [estimate.share, estimate.interval.high if estimate.interval else 0.0]
    return known


def _paint_line(sketch: Sketch, plot: _Plot, who: str) -> None:
    colour = sketch.look.answer(who).mark
    points = [point for column in plot.columns for point in column if point.who == who]
    for one, other in pairwise(points):
        if other.is_measured:
            sketch.polyline([one.at, other.at], colour)
        else:
            sketch.dashes(one.at, other.at, colour, 1.6)


def _paint_point(sketch: Sketch, plot: _Plot, point: _Point) -> QRectF:
    """Whisker and mark; answers the room that labels keep out of."""
    colours, shape = sketch.look.answer(point.who), sketch.look.shape(point.who)
    box = QRectF(point.at.x() - 6, point.at.y() - 6, 12, 12)
    if point.interval is not None:
        low, high = (
            _at(plot, point.at.x(), it) for it in (point.interval.low, point.interval.high)
        )
        sketch.whisker(low, high, colours.mark)
        box = box.united(QRectF(high.x() - 5, high.y() - 1, 10, low.y() - high.y() + 2))
    if point.is_measured:
        sketch.mark(point.at, shape, colours.mark, 4.2)
    else:
        sketch.hollow(point.at, shape, colours.mark)
    return box


def _paint_names(sketch: Sketch, rect: QRectF, plot: _Plot) -> list[QRectF]:
    """Beside the last column, at the right of everything."""
    last = plot.columns[-1]
    levels = spread([point.at.y() for point in last], _LABEL_GAP, plot.box.top(), plot.box.bottom())
    boxes = []
    for point, level in zip(last, levels, strict=True):
        box = QRectF(plot.box.right() + 8, level - 9, rect.right() - plot.box.right() - 8, 18)
        colour = sketch.look.answer(point.who).text
        sketch.words(box, sketch.look.word(point.who), fonts.strong(), colour)
        boxes.append(box)
    return boxes


def _paint_values(
    sketch: Sketch, plot: _Plot, column: Sequence[_Point], taken: list[QRectF], *, is_last: bool
) -> None:
    """Each point's share beside it, above or below, wherever nothing else is."""
    for point in column:
        words, face = str(rounded(point.share * 100)), fonts.strong()
        width = fonts.text_width(words, face) + 6
        places = _beside(point, width, _whisker_box(plot, point), is_last=is_last)
        within = plot.box.adjusted(-4, -14, 4, 0)
        box = first_free(places, taken, within)
        if box is not None:
            sketch.cleared(box, words, face, sketch.look.answer(point.who).text, CENTRE)
            taken.append(box)


def _whisker_box(plot: _Plot, point: _Point) -> QRectF:
    if point.interval is None:
        return QRectF(point.at.x(), point.at.y(), 0, 0)
    high, low = plot.shares.at(point.interval.high), plot.shares.at(point.interval.low)
    return QRectF(point.at.x(), high, 0, low - high)


def _beside(point: _Point, width: float, whisker: QRectF, *, is_last: bool) -> list[QRectF]:
    x, y = point.at.x(), point.at.y()
    right = QRectF(x + 8, y - 8, width, 16)
    left = QRectF(x - 8 - width, y - 8, width, 16)
    above = QRectF(x - width / 2, min(y - 8, whisker.top() - 3) - 16, width, 16)
    below = QRectF(x - width / 2, max(y + 8, whisker.bottom() + 3), width, 16)
    sides = [left, right] if is_last else [right, left]
    ends = [it for it in (above, below) if abs(it.center().y() - y) <= _FAR]
    return [*ends, *sides, *(it.translated(0, by) for by in (-14, 14) for it in sides)]


def _paint_under(sketch: Sketch, rect: QRectF, plot: _Plot, found: Attempts) -> None:
    """Which attempt, and on how many it rests."""
    top = plot.box.bottom() + 5
    groups = shown_groups(found)
    lines = [(group.label, count(group.stated)) for group in groups]
    if found.unreached_shares:
        lines.append((UNREACHED, count(found.unreached)))
    room = plot.box.width() / max(1, len(lines))
    for x, (label, number) in zip(plot.places, lines, strict=True):
        box = QRectF(x - room / 2, top, room, TICK_HEIGHT)
        sketch.words(box, label, fonts.caption_strong(), sketch.theme.text, CENTRE)
        under = box.translated(0, TICK_HEIGHT + 1)
        sketch.words(under, number, colour=sketch.theme.text2, align=CENTRE)
    for place, words in enumerate(("attempt", "electors")):
        left = plot.box.right() + 8
        box = QRectF(left, top + place * (TICK_HEIGHT + 1), rect.right() - left, TICK_HEIGHT)
        sketch.words(box, words)
