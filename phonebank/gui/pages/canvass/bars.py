"""The chart of one place in the panel: shares, intervals and possible ranges, and its key."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from phonebank.domain.canvass import CanvassRow
from phonebank.domain.figures import percent, span
from phonebank.domain.outcomes import UNDECIDED
from phonebank.gui.charts.interval_bars import (
    IntervalBar,
    IntervalBars,
    interval_bars_height,
    paint_interval_bars,
    paint_interval_key,
)
from phonebank.gui.pages.canvass.cells import Look
from phonebank.gui.widgets.theme import theme_now

_KEY = 28


class PlaceBars(QWidget):
    """Paints the figures of a row; a screen reader gets them in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data = IntervalBars(())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Shares with intervals")

    def show_row(self, row: CanvassRow, look: Look) -> None:
        """Show the shares of this row in the order of the table."""
        self._data = IntervalBars(tuple(_bar(row, who, look) for who in row.tally.shares))
        said = "; ".join(_said(bar) for bar in self._data.bars)
        self.setAccessibleDescription(said)
        self.setToolTip("Share of stated, its 95% interval, and what is possible on the whole roll")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(255, interval_bars_height(len(self._data.bars)) + _KEY)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_now(), QPainter(self)
        height = interval_bars_height(len(self._data.bars))
        paint_interval_bars(painter, QRectF(0, 0, self.width(), height), self._data, theme)
        paint_interval_key(painter, QRectF(0, height + 8, self.width(), _KEY - 8), theme)


def _bar(row: CanvassRow, who: str, look: Look) -> IntervalBar:
    share, interval = row.tally.shares[who], row.intervals.get(who)
    bounds = row.bounds.get(who)
    return IntervalBar(
        label="Undecided" if who == UNDECIDED else who,
        colour=look.colour(who),
        share=None if share is None else float(share),
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        possible_low=float(bounds[0]) if bounds else None,
        possible_high=float(bounds[1]) if bounds else None,
    )


def _said(bar: IntervalBar) -> str:
    said = f"{bar.label} {percent(bar.share, 1)}"
    if bar.low is not None and bar.high is not None:
        said += f", interval {span(bar.low, bar.high)}"
    if bar.possible_low is not None and bar.possible_high is not None:
        said += f", possible {span(bar.possible_low, bar.possible_high)}"
    return said
