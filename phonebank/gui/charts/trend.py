"""The trend: single days as specks, seven days as a line with its 95% band, labels at the ends."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby
from math import ceil

from PySide6.QtCore import QPointF, QRectF

from phonebank.domain.figures import rounded
from phonebank.domain.insight import Trend, TrendDay
from phonebank.gui.charts.axes import TICK_HEIGHT, key, tick_width, upright_axis
from phonebank.gui.charts.look import Look, Shape
from phonebank.gui.charts.points import both_ends
from phonebank.gui.charts.scales import Scale, shares_up_to, spread
from phonebank.gui.charts.sketch import Sketch
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.colours import faded
from phonebank.gui.widgets.shapes import CENTRE

FEWEST = 10  # answers of a day that is shown as a speck; its share would say nothing
_KEY = 18.0
_UNDER = 20.0
_LABEL_GAP = 17.0
_BETWEEN_DATES = 72.0
_BAND = {True: 0.24, False: 0.17}
_SPECK = 0.6


@dataclass(frozen=True)
class _Plot:
    box: QRectF
    days: Scale
    shares: Scale

    def at(self, day: date, share: float | Fraction) -> QPointF:
        return QPointF(self.days.at(day.toordinal()), self.shares.at(float(share)))


def trend_height(width: float) -> float:
    return min(320.0, max(220.0, width * 0.4))


def paint_trend(sketch: Sketch, rect: QRectF, found: Trend) -> None:
    """Answers in the order of `found.who`, those of ours above the others where they cross."""
    plot = _plot(sketch, rect, found)
    _paint_key(sketch, rect)
    upright_axis(sketch, plot.box, plot.shares)
    _paint_dates(sketch, plot, found.days)
    for who in reversed(found.who):
        for run in _runs(found.days):
            _paint_band(sketch, plot, run, who)
    for who in reversed(found.who):
        _paint_days(sketch, plot, found.days, who)
        for run in _runs(found.days):
            line = [plot.at(day.day, day.week_shares[who]) for day in run]
            sketch.polyline(line, sketch.look.answer(who).mark)
    _paint_ends(sketch, plot, found)
    _note_points(sketch, plot, found)


def end_labels(found: Trend, look: Look) -> Mapping[str, str]:
    """What stands at the end of each line: the answer and its latest share of seven days."""
    last = _last(found.days)
    if last is None:
        return {}
    return {
        who: f"{look.word(who)} {rounded(last.week_shares[who] * 100)}"
        for who in found.who
        if who in last.week_shares
    }


def _plot(sketch: Sketch, rect: QRectF, found: Trend) -> _Plot:
    words = end_labels(found, sketch.look).values()
    right = 20 + max((fonts.text_width(it, fonts.strong()) for it in words), default=0)
    shares = shares_up_to(_all_shares(found), rect.bottom() - _UNDER, rect.top() + _KEY + 8)
    left = max(tick_width(shares), 20.0)
    box = QRectF(rect.left() + left, shares.end, rect.width() - left - right, 0)
    box.setBottom(shares.start)
    first, last = (day.day.toordinal() for day in (found.days[0], found.days[-1]))
    middle = box.center().x()
    days = Scale(first, last, box.left(), box.right()) if last > first else None
    return _Plot(box, days or Scale(first - 1, first + 1, middle - 1, middle + 1), shares)


def _all_shares(found: Trend) -> Iterator[float]:
    for day in found.days:
        yield from (interval.high for interval in day.week_intervals.values() if interval)
        yield from (float(share) for share in day.week_shares.values())
        if day.stated >= FEWEST:
            yield from (float(share) for share in day.shares.values())


def _runs(days: Sequence[TrendDay]) -> Iterator[list[TrendDay]]:
    """Days that hang together: a week without an answer is a gap in the line."""
    for has_any, run in groupby(days, key=lambda day: bool(day.week_stated)):
        if has_any:
            yield list(run)


def _last(days: Sequence[TrendDay]) -> TrendDay | None:
    return next((day for day in reversed(days) if day.week_stated), None)


def _paint_band(sketch: Sketch, plot: _Plot, run: Sequence[TrendDay], who: str) -> None:
    colour = faded(sketch.look.answer(who).mark, _BAND[sketch.theme.is_dark])
    known = [(day.day, day.week_intervals.get(who)) for day in run]
    ends = [(day, interval) for day, interval in known if interval is not None]
    low = [plot.at(day, interval.low) for day, interval in ends]
    high = [plot.at(day, interval.high) for day, interval in reversed(ends)]
    if len(low) > 1:
        sketch.area([*low, *high], colour)
    elif low:  # a day on its own
        sketch.whisker(low[0], high[0], sketch.look.answer(who).mark)


def _paint_days(sketch: Sketch, plot: _Plot, days: Sequence[TrendDay], who: str) -> None:
    colour = faded(sketch.look.answer(who).mark, _SPECK)
    for day in days:
        if day.stated >= FEWEST:
            at = plot.at(day.day, day.shares[who])
            sketch.speck(at, sketch.look.shape(who), colour)


def _paint_ends(sketch: Sketch, plot: _Plot, found: Trend) -> None:
    last, labels = _last(found.days), end_labels(found, sketch.look)
    if last is None:
        return
    ends = {who: plot.at(last.day, last.week_shares[who]) for who in labels}
    levels = spread([at.y() for at in ends.values()], _LABEL_GAP, plot.box.top(), plot.box.bottom())
    for (who, at), level in zip(ends.items(), levels, strict=True):
        colours = sketch.look.answer(who)
        sketch.mark(at, sketch.look.shape(who), colours.mark)
        width = fonts.text_width(labels[who], fonts.strong())
        box = QRectF(at.x() + 11, level - 9, width + 1, 18)
        sketch.words(box, labels[who], fonts.strong(), colours.text)


def _note_points(sketch: Sketch, plot: _Plot, found: Trend) -> None:
    """The seven-day share of each answer on each day, what chance may move it, and its base."""
    for who in found.who:
        interval = both_ends(f"week_intervals.{who}")
        for day in found.days:
            if day.week_stated:
                at = plot.at(day.day, day.week_shares[who])
                keys = (f"week_shares.{who}", *interval, "week_stated")
                sketch.point(at, (day.day,), keys, line=who)


def _paint_dates(sketch: Sketch, plot: _Plot, days: Sequence[TrendDay]) -> None:
    """The first day, the last, and as many between them as keep well apart."""
    first, last = days[0].day, days[-1].day
    step = ceil((last - first).days / max(1.0, plot.box.width() // _BETWEEN_DATES)) or 1
    between = (first + timedelta(days=n) for n in range(0, (last - first).days, step))
    shown = [day for day in between if _is_far(plot, day, last)]
    for day in [*shown, last]:
        x = plot.days.at(day.toordinal())
        sketch.line(
            QPointF(x, plot.box.bottom()), QPointF(x, plot.box.bottom() + 4), sketch.theme.control
        )
        box = QRectF(x - 40, plot.box.bottom() + 6, 80, TICK_HEIGHT)
        sketch.words(box, f"{day.day} {day:%b}", align=CENTRE)


def _is_far(plot: _Plot, day: date, last: date) -> bool:
    return plot.days.at(last.toordinal()) - plot.days.at(day.toordinal()) >= _BETWEEN_DATES * 0.75


def _paint_key(sketch: Sketch, rect: QRectF) -> None:
    colour, middle = sketch.theme.und, rect.top() + _KEY / 2
    left = key(
        sketch,
        rect.left(),
        middle,
        f"a day of {FEWEST} or more stated",
        lambda at: sketch.speck(at, Shape.ROUND, colour, 2.2),
    )
    left = key(sketch, left, middle, "seven days", lambda at: _dash(sketch, at, 2.0))
    key(sketch, left, middle, "95% interval", lambda at: _dash(sketch, at, 10.0))


def _dash(sketch: Sketch, at: QPointF, height: float) -> None:
    colour = sketch.theme.und
    shown = colour if height < 5 else faded(colour, 0.35)
    sketch.bar(QRectF(at.x() - 7, at.y() - height / 2, 14, height), shown)
