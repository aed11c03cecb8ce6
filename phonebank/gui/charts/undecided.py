"""The undecided of a week ago: where they went, and how the same people changed altogether."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF

from phonebank.domain.figures import count, percent, points
from phonebank.domain.insight import PanelChange, Undecided
from phonebank.domain.insight_rows import answer_word
from phonebank.domain.outcomes import UNDECIDED
from phonebank.gui.charts.axes import level_axis, point_ticks
from phonebank.gui.charts.look import Look
from phonebank.gui.charts.points import both_ends
from phonebank.gui.charts.rows import Line, RowLook, Rows, rows_height
from phonebank.gui.charts.scales import Scale, around
from phonebank.gui.charts.sketch import LINE, Sketch, wrapped
from phonebank.gui.widgets import fonts

UNDECIDED_THEN = (answer_word(UNDECIDED),)
PANEL = ("change", *both_ends("interval"), "then", "now", "asked_again")
_ROW = 24.0
_BAR = 12.0
_TITLE = 20.0
_GAP = 12.0


def undecided_height(found: Undecided, width: float) -> float:
    lines = len(wrapped(beside(found), fonts.caption(), width))
    panel = _TITLE + rows_height(len(found.changes), _ROW) + _GAP if found.changes else 0.0
    return _TITLE + rows_height(len(found.now), _ROW) + lines * LINE + panel


def paint_undecided(sketch: Sketch, rect: QRectF, found: Undecided) -> None:
    """Bars of where they went above, the change of all who were asked twice below."""
    theme, asked = sketch.theme, count(found.of(UNDECIDED))
    title = QRectF(rect.left(), rect.top(), rect.width(), _TITLE)
    words = f"Undecided a week ago, asked again: {asked}"
    sketch.words(title, words, fonts.caption_strong(), theme.text)
    words = beside(found)
    lines = len(wrapped(words, fonts.caption(), rect.width())) * LINE
    panel = _TITLE + rows_height(len(found.changes), _ROW) + _GAP if found.changes else 0.0
    upper = rect.adjusted(0, _TITLE, 0, -panel - lines)
    _paint_went(sketch, upper, found)
    box = QRectF(rect.left(), upper.bottom(), rect.width(), lines)
    sketch.paragraph(box, words, fonts.caption(), theme.text2)
    if found.changes:
        _paint_changes(sketch, rect.adjusted(0, rect.height() - panel + _GAP, 0, 0), found)


def beside(found: Undecided) -> str:
    """Who is not in the bars: not asked again, and those who have become undecided since."""
    said = [f"{count(found.undecided_not_asked)} more were undecided and not asked again."]
    came = [
        f"{count(found.people[who, UNDECIDED])} of {count(found.of(who))} from {who}"
        for who in found.candidates
        if found.people.get((who, UNDECIDED))
    ]
    if came:
        said.append(f"Undecided since then: {', '.join(came)}.")
    return " ".join(said)


def _paint_went(sketch: Sketch, rect: QRectF, found: Undecided) -> None:
    asked = found.of(UNDECIDED)
    people = [found.people.get((UNDECIDED, now), 0) for now in found.now]
    shares = [n / asked if asked else 0.0 for n in people]
    lines = [
        Line(_went(sketch.look, now), (percent(share) if asked else "—", count(n)))
        for now, n, share in zip(found.now, people, shares, strict=True)
    ]
    rows = Rows(sketch, rect, lines, RowLook(heads=("Share", "People"), height=_ROW))
    scale = around([0.0, *shares], rows.plot.left(), rows.plot.right() - 8)
    level_axis(sketch, rows.plot, scale)
    rows.write()
    for place, (now, share) in enumerate(zip(found.now, shares, strict=True)):
        row = rows.row(place)
        bar = QRectF(row.left(), row.center().y() - _BAR / 2, scale.at(share) - row.left(), _BAR)
        colour = sketch.look.answer(now).mark
        if now in {*found.candidates, UNDECIDED}:
            sketch.bar(bar, colour)
        elif share:
            sketch.hatched(bar, colour)
        keys = (f"counts.{now}", "asked_again")
        sketch.point(bar.center(), UNDECIDED_THEN, keys, rows.line(place), line=now)


def _went(look: Look, now: str) -> str:
    return "Still undecided" if now == UNDECIDED else look.word(now)


def _paint_changes(sketch: Sketch, rect: QRectF, found: Undecided) -> None:
    title = QRectF(rect.left(), rect.top(), rect.width(), _TITLE)
    words = f"All who stated both times: {count(found.asked_again)} asked again, change in points"
    sketch.words(title, words, fonts.caption_strong(), sketch.theme.text)
    shown = [(who, found.changes[who]) for who in found.who if who in found.changes]
    lines = [Line(sketch.look.word(who), _figures(it)) for who, it in shown]
    heads = ("Change", "95%", "Then", "Now")
    rows = Rows(sketch, rect.adjusted(0, _TITLE, 0, 0), lines, RowLook(heads=heads, height=_ROW))
    scale = _change_scale([it for _, it in shown], rows.plot)
    level_axis(sketch, rows.plot, scale, point_ticks)
    zero = round(scale.at(0.0)) + 0.5
    top, bottom = QPointF(zero, rows.plot.top()), QPointF(zero, rows.plot.bottom())
    sketch.line(top, bottom, sketch.theme.control, 1.4)
    rows.write()
    for place, (who, it) in enumerate(shown):
        colour, middle = sketch.look.answer(who).mark, rows.row(place).center().y()
        sketch.level_whisker(scale, it.interval, middle, colour)
        at = QPointF(scale.at(float(it.change)), middle)
        sketch.mark(at, sketch.look.shape(who), colour, 4.4)
        sketch.point(at, (answer_word(who),), PANEL, rows.line(place))


def _figures(it: PanelChange) -> Sequence[str]:
    if it.interval is None:
        between = "—"
    else:
        between = f"{points(it.interval.low, 1)} to {points(it.interval.high, 1)}"
    return points(it.change, 1), between, percent(it.then), percent(it.now)


def _change_scale(changes: Sequence[PanelChange], plot: QRectF) -> Scale:
    ends = [0.0, *(float(it.change) for it in changes)]
    ends += [end for it in changes if it.interval for end in (it.interval.low, it.interval.high)]
    return around(ends, plot.left() + 6, plot.right() - 6)
