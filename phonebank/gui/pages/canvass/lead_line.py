"""The lead of a place day by day: seven days as a line, its interval as a band, level as a line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from phonebank.domain import figures
from phonebank.domain.canvass import Interval
from phonebank.domain.insight import Trend, TrendDay
from phonebank.gui.pages.canvass.cells import Look
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.answers import AnswerColours, answer_colours
from phonebank.gui.widgets.colours import faded
from phonebank.gui.widgets.shapes import RIGHT, paint_words
from phonebank.gui.widgets.theme import Theme, theme_now

HEIGHT = 132
_HEAD = 24
_FOOT = 18
_LABEL = 40  # px at the right for the last lead and the word "level"
_BAND = {"light": 0.17, "dark": 0.24}
_LEAST_SPAN = 0.2


@dataclass(frozen=True)
class LeadDay:
    """The lead of the seven days that end with this one, and its 95% interval where it is known.

    `leader` is whom it puts in front.
    """

    day: date
    lead: float
    within: Interval | None
    leader: str


def lead_days(found: Trend) -> Sequence[Sequence[LeadDay]]:
    """The days in runs that hang together: a week without an answer is a gap."""
    runs = groupby(found.days, key=lambda day: day.week_lead is not None)
    return [list(_leads(found, run)) for has_any, run in runs if has_any]


def _leads(found: Trend, run: Iterator[TrendDay]) -> Iterator[LeadDay]:
    for day in run:
        lead, margin = float(day.week_lead or 0), day.week_margin
        within = None
        if margin is not None:
            within = Interval(max(-1.0, lead - margin), min(1.0, lead + margin))
        rivals = [it for it in found.candidates if it != found.ours] if lead < 0 else []
        leader = max(rivals, key=lambda it: day.week_shares.get(it, 0), default=found.ours)
        yield LeadDay(day.day, lead, within, leader)


def paint_lead_line(
    painter: QPainter, rect: QRectF, runs: Sequence[Sequence[LeadDay]], look: Look, theme: Theme
) -> None:
    """Paint title, line, band, level and the first and last day over the whole of `rect` (px)."""
    painter.save()
    head = QRectF(rect.left(), rect.top(), rect.width(), 18)
    paint_words(painter, head, "Lead, 7-day", fonts.strong(), theme.text)
    paint_words(painter, head, "95% interval shaded", fonts.tick(), theme.text3, RIGHT)
    if runs:
        plot = _Plot(rect.adjusted(0, _HEAD, -_LABEL, -_FOOT), [d for run in runs for d in run])
        _paint_level(painter, plot, theme)
        for run in runs:
            _paint_run(painter, plot, run, look, theme)
        _paint_end(painter, plot, look, theme)
        _paint_days(painter, plot, theme)
    painter.restore()


class _Plot:
    """From days and leads to points."""

    def __init__(self, box: QRectF, days: Sequence[LeadDay]) -> None:
        self.box, self.days = box, days
        self._first = days[0].day.toordinal()
        self._span = max(1, days[-1].day.toordinal() - self._first)
        ends = [day.within or Interval(day.lead, day.lead) for day in days]
        self._low = min(0.0, *(end.low for end in ends))
        self._high = max(self._low + _LEAST_SPAN, *(end.high for end in ends))

    def at(self, day: LeadDay, lead: float) -> QPointF:
        across = (day.day.toordinal() - self._first) / self._span
        return QPointF(self.box.left() + 3 + across * (self.box.width() - 6), self.height_of(lead))

    def height_of(self, lead: float) -> float:
        part = (lead - self._low) / (self._high - self._low)
        return self.box.bottom() - 3 - part * (self.box.height() - 6)


def _paint_level(painter: QPainter, plot: _Plot, theme: Theme) -> None:
    level = round(plot.height_of(0.0))
    painter.fillRect(QRectF(plot.box.left(), level, plot.box.width(), 1), theme.control)
    words = QRectF(plot.box.right() + 6, level - 8, _LABEL, 16)
    last = plot.days[-1]
    if abs(plot.height_of(last.lead) - level) > 15:
        paint_words(painter, words, "level", fonts.tick(), theme.text3)


def _paint_run(
    painter: QPainter, plot: _Plot, run: Sequence[LeadDay], look: Look, theme: Theme
) -> None:
    colour = _colours(run[-1], look, theme).mark
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(faded(colour, _BAND[theme.name]))
    for is_known, days in groupby(run, key=lambda day: day.within is not None):
        if is_known:
            painter.drawPolygon(_band(plot, list(days)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 2.0))
    painter.drawPolyline(QPolygonF([plot.at(day, day.lead) for day in run]))


def _band(plot: _Plot, days: Sequence[LeadDay]) -> QPolygonF:
    low = [plot.at(day, day.within.low) for day in days if day.within]
    high = [plot.at(day, day.within.high) for day in reversed(days) if day.within]
    return QPolygonF([*low, *high])


def _paint_end(painter: QPainter, plot: _Plot, look: Look, theme: Theme) -> None:
    last = plot.days[-1]
    at, colours = plot.at(last, last.lead), _colours(last, look, theme)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.mark)
    painter.drawEllipse(at, 3.5, 3.5)
    words = QRectF(plot.box.right() + 6, at.y() - 9, _LABEL, 18)
    paint_words(painter, words, figures.points(last.lead), fonts.strong(), colours.text)


def _paint_days(painter: QPainter, plot: _Plot, theme: Theme) -> None:
    box = QRectF(plot.box.left(), plot.box.bottom() + 3, plot.box.width(), 14)
    first, last = plot.days[0].day, plot.days[-1].day
    paint_words(painter, box, _day(first), fonts.tick(), theme.text3)
    if last != first:
        paint_words(painter, box, _day(last), fonts.tick(), theme.text3, RIGHT)


def _colours(day: LeadDay, look: Look, theme: Theme) -> AnswerColours:
    """The colours of whom the lead puts in front."""
    return answer_colours(look.colour(day.leader), theme)


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"


class LeadLine(QWidget):
    """The chart as part of the panel; a screen reader gets its first and last day."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.runs: Sequence[Sequence[LeadDay]] = []
        self._look = Look("", {})
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Lead, 7-day")

    def show_trend(self, found: Trend, look: Look) -> None:
        """Show the leads of a trend."""
        self.runs, self._look = lead_days(found), look
        ends = [self.runs[0][0], self.runs[-1][-1]] if self.runs else []
        said = [f"{_day(it.day)} {figures.points(it.lead)}" for it in ends]
        self.setAccessibleDescription(" to ".join(said))
        self.setToolTip("Our lead among the answers of seven days at a time; gaps had no answer")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        box = QRectF(self.rect())
        paint_lead_line(QPainter(self), box, self.runs, self._look, theme_now())
