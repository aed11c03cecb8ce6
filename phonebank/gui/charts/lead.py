"""The lead of a row as a dot with its margin, beside the line where nobody leads."""

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from phonebank.gui.charts.share_bar import FAINT
from phonebank.gui.widgets.answers import answer_colours
from phonebank.gui.widgets.theme import Theme

CAP = 8  # px; a whisker shorter than this has none
_DOT = 3.5
_RING = 3.6
_STROKE = 1.6
_ZERO_INSET = 6


@dataclass(frozen=True)
class LeadMark:
    """Lead and margin as fractions (0.39 is 39 points), None where there is none.

    `colour` is the leader's own; `low` and `high` are the leads at the left and right edge.
    """

    lead: float | None
    margin: float | None
    colour: str
    is_reported: bool = False
    is_faint: bool = False
    low: float = -0.5
    high: float = 0.5


def paint_lead(painter: QPainter, rect: QRectF, data: LeadMark, theme: Theme) -> None:
    """Paint zero line, whisker and dot in `rect` (px); without a lead nothing at all.

    A reported lead is a hollow ring without whisker: nobody told us its margin.
    """
    if data.lead is None:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    zero = round(_place(rect, data, 0.0)) + 0.5
    painter.setPen(QPen(theme.control, 1))
    painter.drawLine(QLineF(zero, rect.top() + _ZERO_INSET, zero, rect.bottom() - _ZERO_INSET))
    if data.is_faint:
        painter.setOpacity(FAINT)
    _paint_mark(painter, rect, data, answer_colours(data.colour, theme).mark)
    painter.restore()


def paint_whisker(
    painter: QPainter, low: QPointF, high: QPointF, colour: QColor, cap: float
) -> None:
    """A level line from `low` to `high` (px) with upright caps of `cap` px, 0 for none."""
    painter.setPen(QPen(colour, _STROKE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.drawLine(QLineF(low, high))
    for end in (low, high) if cap else ():
        painter.drawLine(QLineF(end.x(), end.y() - cap / 2, end.x(), end.y() + cap / 2))


def _paint_mark(painter: QPainter, rect: QRectF, data: LeadMark, colour: QColor) -> None:
    lead, middle = data.lead or 0.0, rect.center().y()
    dot = QPointF(_place(rect, data, lead), middle)
    if data.is_reported:
        painter.setPen(QPen(colour, _STROKE + 0.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(dot, _RING, _RING)
        return
    if data.margin is not None:
        low = QPointF(_place(rect, data, lead - data.margin), middle)
        high = QPointF(_place(rect, data, lead + data.margin), middle)
        paint_whisker(painter, low, high, colour, CAP if high.x() - low.x() >= CAP else 0)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(dot, _DOT, _DOT)


def _place(rect: QRectF, data: LeadMark, lead: float) -> float:
    part = (lead - data.low) / ((data.high - data.low) or 1.0)
    return rect.left() + _RING + min(1.0, max(0.0, part)) * (rect.width() - 2 * _RING)
