"""The shares of a place with their intervals and bounds, as a chart for paper and page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from phonebank.domain.outcomes import UNDECIDED
from phonebank.gui.charts.interval_bars import (
    IntervalBar,
    IntervalBars,
    interval_bars_height,
    paint_interval_bars,
    paint_interval_key,
)
from phonebank.gui.widgets.answers import UNDECIDED as GREY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QPainter

    from phonebank.domain.canvass import CanvassRow
    from phonebank.gui.widgets.theme import Theme

KEY, ABOVE_KEY = 20.0, 6.0


def bars_of(row: CanvassRow, colours: Mapping[str, str]) -> IntervalBars:
    return IntervalBars(tuple(_bar(row, who, colours) for who in row.tally.shares))


def bars_height(row: CanvassRow) -> float:
    """Height in px, its key included."""
    return interval_bars_height(len(row.tally.shares)) + ABOVE_KEY + KEY


def paint_bars(painter: QPainter, rect: QRectF, bars: IntervalBars, theme: Theme) -> None:
    """Paint the bars over all of `rect` (px), with the key at its bottom."""
    above = rect.adjusted(0, 0, 0, -KEY - ABOVE_KEY)
    paint_interval_bars(painter, above, bars, theme)
    key = QRectF(rect.left(), rect.bottom() - KEY, rect.width(), KEY)
    paint_interval_key(painter, key, theme)


def _bar(row: CanvassRow, who: str, colours: Mapping[str, str]) -> IntervalBar:
    share, interval, bounds = row.tally.shares[who], row.intervals.get(who), row.bounds.get(who)
    return IntervalBar(
        label="Undecided" if who == UNDECIDED else who,
        colour=colours.get(who, GREY),
        share=None if share is None else float(share),
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        possible_low=float(bounds[0]) if bounds else None,
        possible_high=float(bounds[1]) if bounds else None,
    )
