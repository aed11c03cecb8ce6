"""The projection: our weighted share of the named beside unweighted, outside polls, the result."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF

from phonebank.domain.figures import EM_DASH, points, rounded
from phonebank.domain.insight import PollGap, Projected, Projection
from phonebank.domain.insight_sheets_outside import EVERYBODY, poll_words
from phonebank.gui.charts.axes import key, level_axis
from phonebank.gui.charts.look import Shape
from phonebank.gui.charts.points import both_ends
from phonebank.gui.charts.rows import HEAD, Line, RowLook, Rows, rows_height
from phonebank.gui.charts.scales import Scale, around, first_free
from phonebank.gui.charts.sketch import LINE, Sketch, wrapped
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.shapes import CENTRE, LEFT

_ROW = 48.0
_KEY = 24.0
_DROP = 3.0  # px under the middle of the row; the figures stand over the marks
_RING_DROP = 9.0  # px that the unweighted ring stands under the row's middle
_HALF = 0.5
_BAR = 16.0


def projection_height(found: Projection) -> float:
    return _KEY + rows_height(len(shown_rows(found)), _ROW)


def paint_projection(sketch: Sketch, rect: QRectF, found: Projection) -> None:
    """A row for everybody and one for each section; the axis is broken, so there are no bars."""
    shown = shown_rows(found)
    look = RowLook(heads=_heads(found), height=_ROW, has_dividers=True)
    lines = [_line(it, found) for it in shown]
    rows = Rows(sketch, rect.adjusted(0, _KEY, 0, 0), lines, look)
    scale = _scale(shown, found, rows.plot)
    level_axis(sketch, rows.plot, scale)
    _paint_half(sketch, rows.plot, scale)
    rows.write()
    _paint_key(sketch, rect, found)
    for place, it in enumerate(shown):
        if it.refusal is not None and not it.polls and not it.declared:
            _paint_refusal(sketch, rows.row(place), it.refusal)
        else:
            _paint_row(sketch, rows.row(place), scale, it, found.ours)
            _note_points(sketch, rows, place, scale, it)


def shown_rows(found: Projection) -> Sequence[Projected]:
    return [found.whole, *found.sections]


def is_declared(found: Projection) -> bool:
    return any(it.declared for it in shown_rows(found))


def newest_poll(it: Projected) -> PollGap | None:
    """The poll whose gap stands beside the row."""
    return max(it.polls, key=lambda poll: poll.published, default=None)


def name_of(it: Projected) -> str:
    """A section as it heads its row."""
    name = it.section or EVERYBODY
    return name[:1].upper() + name[1:]


def _pollster(found: Projection) -> str:
    named = {poll.pollster for it in shown_rows(found) if (poll := newest_poll(it))}
    return named.pop() if len(named) == 1 else ""


def _heads(found: Projection) -> Sequence[str]:
    if is_declared(found):
        return "Ours, gap", f"{_pollster(found) or 'Newest poll'}, gap"
    return (
        (f"Gap to {_pollster(found) or 'newest poll'}",)
        if any(it.polls for it in shown_rows(found))
        else ()
    )


def _line(it: Projected, found: Projection) -> Line:
    poll = newest_poll(it)
    gap = points(poll.gap, 1) if poll and poll.gap is not None else EM_DASH
    if is_declared(found):
        ours = points(it.error, 1) if it.error is not None else EM_DASH
        return Line(name_of(it), (ours, gap), is_strong=it.section is None)
    figures = (gap,) if _heads(found) else ()
    return Line(name_of(it), figures, is_strong=it.section is None)


def _scale(shown: Sequence[Projected], found: Projection, plot: QRectF) -> Scale:
    ours, ends = found.ours, [_HALF]
    for it in shown:
        ends += [float(it.raw_named[ours])] if ours in it.raw_named else []
        ends += [it.weighted_named[ours]] if ours in it.weighted_named else []
        interval = it.interval_named.get(ours)
        ends += [interval.low, interval.high] if interval else []
        ends += [float(poll.figures[ours]) for poll in it.polls if ours in poll.figures]
        ends += [float(it.declared[ours])] if it.declared and ours in it.declared else []
    scale = around(ends, plot.left() + 8, plot.right() - 12, least=0.2)
    return Scale(max(0.0, scale.low), min(1.0, scale.high), scale.start, scale.end)


def _paint_half(sketch: Sketch, plot: QRectF, scale: Scale) -> None:
    """Where a candidate of two has won."""
    half = round(scale.at(_HALF)) + 0.5
    start, end = QPointF(half, plot.top()), QPointF(half, plot.bottom())
    sketch.dashes(start, end, sketch.theme.control, 1.4)


def _paint_row(sketch: Sketch, row: QRectF, scale: Scale, it: Projected, ours: str) -> None:
    middle, colours = row.center().y() + _DROP, sketch.look.answer(ours)
    weighted, raw = it.weighted_named.get(ours), it.raw_named.get(ours)
    declared = it.declared.get(ours) if it.declared else None
    if declared is not None and weighted is not None:
        start = QPointF(scale.at(float(declared)), middle)
        sketch.line(start, QPointF(scale.at(weighted), middle), colours.soft, 3.0)
    sketch.level_whisker(scale, it.interval_named.get(ours), middle, colours.mark)
    _paint_outside(sketch, middle, scale, it, ours)
    if raw is not None:
        at = QPointF(scale.at(float(raw)), middle + _RING_DROP)
        sketch.hollow(at, Shape.ROUND, colours.mark, 3.0)
    if weighted is not None:
        sketch.mark(QPointF(scale.at(weighted), middle), Shape.ROUND, colours.mark, 4.8)
    _paint_figures(sketch, row, scale, weighted, float(declared) if declared is not None else None)


def _note_points(sketch: Sketch, rows: Rows, place: int, scale: Scale, it: Projected) -> None:
    """Ours weighted and not, what was declared, and each poll; anywhere on the line is ours."""
    ours, middle = sketch.look.ours, rows.row(place).center().y() + _DROP
    of, base = it.section or EVERYBODY, ("effective_n", "stated")
    weighted, raw = it.weighted_named.get(ours), it.raw_named.get(ours)
    if weighted is not None:
        keys = (f"weighted_named.{ours}", *both_ends(f"interval_named.{ours}"), *base)
        at = QPointF(scale.at(weighted), middle)
        sketch.point(at, (of, None), keys, rows.line(place), line=of)
    if raw is not None:
        at = QPointF(scale.at(float(raw)), middle + _RING_DROP)
        sketch.point(at, (of, None), (f"raw_named.{ours}", "stated"), line=of)
    if it.declared and ours in it.declared:
        at = QPointF(scale.at(float(it.declared[ours])), middle)
        sketch.point(at, (of, None), (f"declared.{ours}", "gap"), line=of)
    for poll in it.polls:
        if ours in poll.figures:
            at = QPointF(scale.at(float(poll.figures[ours])), middle)
            sketch.point(at, (of, poll_words(poll)), (f"weighted_named.{ours}", "gap"), line=of)


def _paint_refusal(sketch: Sketch, row: QRectF, sentence: str) -> None:
    """Why there is no figure, on two lines at the most; table and description have it whole."""
    first, *rest = wrapped(sentence, fonts.tick(), row.width())
    shift = LINE / 2 if rest else 0.0
    for line, middle in ((first, -shift), (" ".join(rest), shift)):
        width = min(row.width(), fonts.text_width(line, fonts.tick()) + 4)
        top = row.center().y() + middle - LINE / 2
        box = QRectF(row.left(), top, width, LINE)
        sketch.cleared(box, line, fonts.tick(), sketch.theme.text2, LEFT)


def _paint_outside(sketch: Sketch, middle: float, scale: Scale, it: Projected, ours: str) -> None:
    """The polls as diamonds and the result as a dark bar."""
    for poll in it.polls:
        if ours in poll.figures:
            at = QPointF(scale.at(float(poll.figures[ours])), middle)
            sketch.hollow(at, Shape.DIAMOND, sketch.theme.text2, 4.6)
    if it.declared and ours in it.declared:
        x = scale.at(float(it.declared[ours]))
        sketch.bar(QRectF(x - 1.5, middle - _BAR / 2, 3, _BAR), sketch.theme.text)


def _paint_figures(
    sketch: Sketch, row: QRectF, scale: Scale, weighted: float | None, declared: float | None
) -> None:
    """Ours over its dot, the result over its bar; pushed apart where they would meet."""
    ours = sketch.look.answer(sketch.look.ours).text
    taken: list[QRectF] = []
    for share, colour in ((weighted, ours), (declared, sketch.theme.text)):
        if share is None:
            continue
        words, face = str(rounded(share * 100, 1)), fonts.caption_strong()
        width = fonts.text_width(words, face) + 4
        box = QRectF(scale.at(share) - width / 2, row.top() + 2, width, 14)
        shifts = (0.0, -width / 2 - 4, width / 2 + 4, -width, width)
        places = [box.translated(shift, 0) for shift in shifts]
        free = first_free(places, taken, row.adjusted(-20, 0, 20, 0)) or box
        sketch.cleared(free, words, face, colour, CENTRE)
        taken.append(free)


def _paint_key(sketch: Sketch, rect: QRectF, found: Projection) -> None:
    theme, colours = sketch.theme, sketch.look.answer(found.ours)
    left, middle = rect.left(), rect.top() + HEAD / 2
    if is_declared(found):
        left = key(
            sketch,
            left,
            middle,
            "Declared",
            lambda at: sketch.bar(QRectF(at.x() - 1.5, at.y() - 7, 3, 14), theme.text),
        )
    if any(it.polls for it in shown_rows(found)):
        left = key(
            sketch,
            left,
            middle,
            _pollster(found) or "Outside poll",
            lambda at: sketch.hollow(at, Shape.DIAMOND, theme.text2, 4.6),
        )
    left = key(
        sketch,
        left,
        middle,
        "Our projection",
        lambda at: sketch.mark(at, Shape.ROUND, colours.mark, 4.8),
    )
    key(
        sketch,
        left,
        middle,
        "unweighted",
        lambda at: sketch.hollow(at, Shape.ROUND, colours.mark, 3.0),
    )
