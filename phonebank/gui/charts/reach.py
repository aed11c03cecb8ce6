"""Reach: how far we came, how often electors are reached, and what effort brings by the close."""

from datetime import date

from PySide6.QtCore import QPointF, QRectF

from phonebank.domain.figures import EM_DASH, count, percent
from phonebank.domain.hours import local
from phonebank.domain.insight import Reach
from phonebank.domain.insight_sheets_outside import (
    COVERAGE_THEN,
    LADDER,
    callers_words,
    enough_callers,
    over_words,
    reached_at,
)
from phonebank.gui.charts.axes import TICK_HEIGHT, level_axis, tick_width, upright_axis
from phonebank.gui.charts.look import Shape
from phonebank.gui.charts.rows import Line, RowLook, Rows, rows_height
from phonebank.gui.charts.scales import Scale, around, first_free, shares_up_to
from phonebank.gui.charts.sketch import LINE, Sketch, wrapped
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.shapes import CENTRE, LEFT, RIGHT

RATE = ("rate", "people", "of")
_ROW, _BAR = 22.0, 12.0
_TITLE = 22.0
_LINE_PLOT = 130.0
_UNDER = 20.0
_GAP = 10.0
_LABEL = 16.0


def reach_height(found: Reach, width: float) -> float:
    lines = len(wrapped(planned(found), fonts.caption(), width))
    plot = 0.0 if over_words(found) else _GAP + _LINE_PLOT + _UNDER
    ladder = rows_height(4, _ROW, under=4) + LINE + _GAP
    attempts = _TITLE + rows_height(len(found.attempts), _ROW) if found.attempts else 0.0
    return ladder + attempts + _TITLE + lines * LINE + plot


def paint_reach(sketch: Sketch, rect: QRectF, found: Reach) -> None:
    """From top to bottom: the ladder, the contact rate by attempt, the way to the close."""
    theme = sketch.theme
    top = _paint_ladder(sketch, rect, found)
    if found.attempts:
        top = _paint_attempts(sketch, QRectF(rect.left(), top, rect.width(), 0), found)
    title = QRectF(rect.left(), top, rect.width(), _TITLE)
    sketch.words(title, "What the effort would bring", fonts.caption_strong(), theme.text)
    box = QRectF(rect.left(), title.bottom(), rect.width(), 0)
    top = title.bottom() + sketch.paragraph(box, planned(found), fonts.caption(), theme.text2)
    plot = QRectF(rect.left(), top + _GAP, rect.width(), rect.bottom() - top - _GAP)
    _paint_forecast(sketch, plot, found)


def planned(found: Reach) -> str:
    """The effort and what it would bring, in words: no picture of it stands without."""
    if over := over_words(found):
        return over
    effort, coming = found.effort, found.forecast
    coverage = "" if coming.coverage is None else f", {percent(coming.coverage, 1)} of the roll"
    end = (
        f"All would be reached, or rung as often as allowed, by {_day(coming.finished_on)}."
        if coming.finished_on
        else f"Time would run out on {_day(effort.close)} before all were reached or rung as often "
        "as allowed."
    )
    return (
        f"{callers_words(effort.callers)}, {effort.hours_a_day:g} hours a day, "
        f"{effort.calls_an_hour:g} calls an hour each, {coming.days} days: "
        f"{count(coming.calls)} calls for £{count(round(coming.cost))} would reach "
        f"{count(round(coming.reached))} more of {count(found.to_ring)} still to ring; "
        f"{count(round(coming.stated))} would state an answer{coverage}. {end} "
        f"{enough_callers(found)}"
    )


def rated(found: Reach) -> str:
    """The calls it took, and the rates of the trade by person."""
    named = (
        ("response", found.rates.response),
        ("cooperation", found.rates.cooperation),
        ("contact", found.rates.contact),
    )
    rates = [f"{name} rate {percent(rate, 1)}" for name, rate in named if rate is not None]
    return "; ".join([f"{count(found.ladder.calls)} calls", *rates])


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"


def _paint_ladder(sketch: Sketch, rect: QRectF, found: Reach) -> float:
    """Bars of the roll; answers where they end."""
    ladder, colour = found.ladder, sketch.theme.text2
    steps = (
        ("On the roll", ladder.roll),
        ("Attempted", ladder.attempted),
        ("Reached", ladder.contacted),
        ("Stated", ladder.stated),
    )
    shares = [n / ladder.roll if ladder.roll else 0.0 for _, n in steps]
    lines = [
        Line(name, (count(n), percent(share, 1) if ladder.roll else EM_DASH))
        for (name, n), share in zip(steps, shares, strict=True)
    ]
    look = RowLook(heads=("Electors", "Of the roll"), height=_ROW, under=4)
    box = QRectF(rect.left(), rect.top(), rect.width(), rows_height(4, _ROW, under=4))
    rows = Rows(sketch, box, lines, look)
    rows.write()
    under = QRectF(rect.left(), box.bottom(), rect.width(), LINE)
    sketch.words(under, rated(found), fonts.tick(), sketch.theme.text2)
    scale = Scale(0.0, 1.0, rows.plot.left(), rows.plot.right())
    for place, share in enumerate(shares):
        row = rows.row(place)
        track = QRectF(row.left(), row.center().y() - _BAR / 2, row.width(), _BAR)
        sketch.bar(track, sketch.theme.sunken)
        end = QPointF(scale.at(share), track.center().y())
        sketch.bar(QRectF(track.left(), track.top(), end.x() - track.left(), _BAR), colour)
        sketch.point(end, (LADDER[place],), RATE, rows.line(place))
    return under.bottom() + _GAP


def _paint_attempts(sketch: Sketch, rect: QRectF, found: Reach) -> float:
    """Of those rung for the first time, the second and so on, how many were reached then."""
    title = QRectF(rect.left(), rect.top(), rect.width(), _TITLE)
    words = "Reached, of those rung for the first, second ... time"
    sketch.words(title, words, fonts.caption_strong(), sketch.theme.text)
    lines = [
        Line(
            f"Attempt {it.attempt}", (percent(it.rate), f"{count(it.reached)} of {count(it.rung)}")
        )
        for it in found.attempts
    ]
    height = rows_height(len(lines), _ROW)
    box = QRectF(rect.left(), title.bottom(), rect.width(), height)
    rows = Rows(sketch, box, lines, RowLook(heads=("Rate", "People"), height=_ROW))
    rates = [float(it.rate or 0) for it in found.attempts]
    scale = around([0.0, *rates], rows.plot.left(), rows.plot.right() - 8)
    level_axis(sketch, rows.plot, scale)
    rows.write()
    for place, rate in enumerate(rates):
        row = rows.row(place)
        bar = QRectF(row.left(), row.center().y() - _BAR / 2, scale.at(rate) - row.left(), _BAR)
        sketch.bar(bar, sketch.theme.und)
        at = QPointF(bar.right(), row.center().y())
        sketch.point(at, (reached_at(found.attempts[place]),), RATE, rows.line(place))
    return box.bottom()


def _paint_forecast(sketch: Sketch, rect: QRectF, found: Reach) -> None:
    """Coverage from now, dashed because it is expected, to the end of the effort or the close."""
    if not found.ladder.roll or found.forecast.coverage is None or over_words(found):
        return
    head = QRectF(rect.left(), rect.top(), rect.width(), _LABEL)
    sketch.words(head, "Stated, share of the roll; dashed: expected")
    start, end = found.ladder.stated / found.ladder.roll, found.forecast.coverage
    shares = shares_up_to([start, end], rect.bottom() - _UNDER, rect.top() + 2 * _LABEL)
    left = tick_width(shares)
    plot = QRectF(rect.left() + left, shares.end, rect.width() - left - 12, 0)
    plot.setBottom(shares.start)
    upright_axis(sketch, plot, shares)
    today, close = local(found.as_of).date(), found.effort.close
    last = min(found.forecast.finished_on or close, close)
    days = Scale(today.toordinal(), close.toordinal() + 0.01, plot.left() + 6, plot.right())
    at = QPointF(days.at(today.toordinal()), shares.at(start))
    to = QPointF(days.at(last.toordinal()), shares.at(end))
    _paint_way(sketch, plot, at, to)
    sketch.point(at, (LADDER[-1],), RATE, line=plot.top())
    sketch.point(to, (COVERAGE_THEN,), RATE, line=plot.top())
    _paint_ends(sketch, plot, [(at, start), (to, end)])
    _paint_days(sketch, plot, today, close)


def _paint_way(sketch: Sketch, plot: QRectF, at: QPointF, to: QPointF) -> None:
    """What is known, what is expected, and that nothing more comes once all were rung."""
    sketch.dashes(at, to, sketch.theme.ink, 2.0)
    if to.x() < plot.right() - 1:
        sketch.dashes(to, QPointF(plot.right(), to.y()), sketch.theme.control, 1.4)
    sketch.mark(at, Shape.ROUND, sketch.theme.ink, 4.4)
    sketch.hollow(to, Shape.ROUND, sketch.theme.ink, 4.0)


def _paint_ends(sketch: Sketch, plot: QRectF, ends: list[tuple[QPointF, float]]) -> None:
    taken: list[QRectF] = []
    for place, (at, share) in enumerate(ends):
        words, face = percent(share, 1), fonts.caption_strong()
        width = fonts.text_width(words, face) + 6
        left = at.x() - 2 if place == 0 else at.x() - width + 2
        above = QRectF(left, at.y() - 8 - _LABEL, width, _LABEL)
        below = QRectF(left, at.y() + 7, width, _LABEL)
        box = first_free([above, below], taken, plot.adjusted(-20, -_LABEL - 8, 12, 0))
        if box is not None:
            sketch.cleared(box, words, face, sketch.theme.text, CENTRE)
            taken.append(box)


def _paint_days(sketch: Sketch, plot: QRectF, today: date, close: date) -> None:
    box = QRectF(plot.left(), plot.bottom() + 5, plot.width(), TICK_HEIGHT)
    sketch.words(box, f"Today, {_day(today)}", align=LEFT)
    sketch.words(box, f"Last day, {_day(close)}", align=RIGHT)
