"""Sections, affiliates and recruiters: the lead of each with its margin, on one axis."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from phonebank.domain.canvass import By, CanvassRow, CanvassTable, Interval
from phonebank.domain.figures import count, plus_minus, points
from phonebank.domain.insight import Sections
from phonebank.domain.insight_sheets import BY_WORDS
from phonebank.domain.verdicts import Verdict
from phonebank.gui.charts.axes import level_axis, point_ticks
from phonebank.gui.charts.rows import HEAD, Line, RowLook, Rows, rows_height
from phonebank.gui.charts.scales import Scale, around
from phonebank.gui.charts.share_bar import FAINT
from phonebank.gui.charts.sketch import Sketch
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.shapes import LEFT, RIGHT

MOST = 12  # rows of a group; the table has all
_NOBODY = {"sections": "No section known", "affiliates": "No affiliate", "recruiters": "Nobody"}
KEYS = ("lead", "margin", "verdict", "stated", "roll", "coverage")
_ROW = 24.0


@dataclass(frozen=True)
class _Shown:
    """A row of the chart: a place of a canvass table, or a heading."""

    line: Line
    by: By
    row: CanvassRow | None = None


def leads_height(found: Sections) -> float:
    return rows_height(len(_shown(found)), _ROW)


def paint_leads(sketch: Sketch, rect: QRectF, found: Sections) -> None:
    """Rows that rest on too few are pale; nobody stated, and there is an em dash."""
    shown = _shown(found)
    look = RowLook(heads=("Lead", "Margin", "Stated"), height=_ROW)
    rows = Rows(sketch, rect, [it.line for it in shown], look)
    scale = _scale(shown, rows.plot)
    level_axis(sketch, rows.plot, scale, point_ticks)
    _paint_sides(sketch, rows.plot, rect, scale, found)
    rows.write()
    for place, it in enumerate(shown):
        if it.row is not None and it.row.lead is not None:
            at = _paint_lead(sketch, rows.row(place), scale, it.row, found)
            row = (BY_WORDS[it.by], it.row.place)
            sketch.point(at, row, KEYS, rows.line(place))


def shown_rows(table: CanvassTable) -> Sequence[CanvassRow]:
    """Those in which anybody stated, most stated first."""
    known = [row for row in table.rows if row.tally.stated]
    return sorted(known, key=lambda row: -row.tally.stated)[:MOST]


def _shown(found: Sections) -> list[_Shown]:
    groups = (
        ("Section", "sections", found.sections),
        ("Affiliate", "affiliates", found.affiliates),
        ("Recruited by", "recruiters", found.recruiters),
    )
    shown: list[_Shown] = []
    for title, name, table in groups:
        rows = shown_rows(table)
        if not rows:
            continue
        more = sum(1 for row in table.rows if row.tally.stated) - len(rows)
        words = f"{title}, {len(rows)} largest; {more} more in the table" if more else title
        shown.append(_Shown(Line(words, is_heading=True), table.by))
        shown += [_Shown(_line(row, _NOBODY[name]), table.by, row) for row in rows]
    return shown


def _line(row: CanvassRow, nobody: str) -> Line:
    figures = (points(row.lead), plus_minus(row.margin), count(row.tally.stated))
    tone = "text3" if row.verdict is Verdict.TOO_FEW else "text"
    name = row.place or nobody
    return Line(name[:1].upper() + name[1:], figures, tone=tone)


def _scale(shown: Sequence[_Shown], plot: QRectF) -> Scale:
    ends = [0.0]
    for it in shown:
        if it.row is not None and it.row.lead is not None:
            lead, margin = float(it.row.lead), it.row.margin or 0.0
            ends += [lead] if it.row.verdict is Verdict.TOO_FEW else [lead - margin, lead + margin]
    scale = around(ends, plot.left() + 6, plot.right() - 6, least=0.2)
    return Scale(max(-1.0, scale.low), min(1.0, scale.high), scale.start, scale.end)


def _paint_sides(sketch: Sketch, plot: QRectF, rect: QRectF, scale: Scale, found: Sections) -> None:
    """The line where nobody leads, and over it which side is whose."""
    zero = round(scale.at(0.0)) + 0.5
    sketch.line(QPointF(zero, plot.top()), QPointF(zero, plot.bottom()), sketch.theme.control, 1.4)
    look = sketch.look
    rivals = [who for who in found.candidates if who != found.ours]
    level, height = rect.top(), HEAD - 4
    ours = look.word(found.ours)
    if len(rivals) == 1:
        behind, colour = f"{look.word(rivals[0])} ahead", look.answer(rivals[0]).text
    else:  # whoever is strongest there
        behind, colour = f"{ours} behind", sketch.theme.text2
    right = QRectF(zero + 6, level, max(0.0, plot.right() - zero), height)
    left = QRectF(rect.left(), level, zero - 6 - rect.left(), height)
    sketch.words(right, f"{ours} ahead", fonts.header(), look.answer(found.ours).text, LEFT)
    sketch.words(left, behind, fonts.header(), colour, RIGHT)


def _paint_lead(
    sketch: Sketch, row: QRectF, scale: Scale, told: CanvassRow, found: Sections
) -> QPointF:
    """Mark and margin; answers where the mark is."""
    lead, middle = float(told.lead or 0), row.center().y()
    rival = told.tally.rival(found.ours)
    who = found.ours if lead >= 0 or rival is None else rival
    colour = sketch.look.answer(who).mark
    sketch.painter.save()
    if told.verdict is Verdict.TOO_FEW:
        sketch.painter.setOpacity(FAINT)
    if told.margin is not None:
        within = Interval(lead - told.margin, lead + told.margin)
        sketch.level_whisker(scale, within, middle, colour)
    at = QPointF(scale.at(lead), middle)
    sketch.mark(at, sketch.look.shape(who), colour, 4.4)
    sketch.painter.restore()
    return at
