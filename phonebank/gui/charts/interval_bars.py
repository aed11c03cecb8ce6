"""The shares of one place in detail: bar, interval round its end, and what is still possible."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QPainter

from phonebank.domain.figures import percent, span
from phonebank.gui.charts.lead import paint_whisker
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.answers import answer_colours
from phonebank.gui.widgets.shapes import CENTRE, LEFT, RIGHT, paint_box, paint_words
from phonebank.gui.widgets.theme import Theme

_HEAD = 18
_ROW = 50
_AXIS = 20
_LABEL = QRectF(0, 2, 0, 18)
_MIDDLE = 32
_BAR = 8
_BAND = 16
_CAP = 12
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_KEY_HEIGHT = 20


@dataclass(frozen=True)
class IntervalBar:
    """One answer: share, its 95% interval and its possible range, fractions, None for no figure."""

    label: str
    colour: str
    share: float | None
    low: float | None = None
    high: float | None = None
    possible_low: float | None = None
    possible_high: float | None = None


@dataclass(frozen=True)
class IntervalBars:
    """The answers from top to bottom, and the captions over the figures at the left and right."""

    bars: tuple[IntervalBar, ...]
    left: str = "Share, 95% interval"
    right: str = "Possible, whole roll"


def interval_bars_height(bars: int) -> int:
    """Height in px of the chart with so many answers."""
    return _HEAD + bars * _ROW + _AXIS


def paint_interval_bars(painter: QPainter, rect: QRectF, data: IntervalBars, theme: Theme) -> None:
    """Paint captions, rows and an axis from 0 to 100% in `rect` (px), `interval_bars_height` high.

    The ground must be the theme's surface: labels clear the grid lines behind them.
    """
    painter.save()
    head = QRectF(rect.left(), rect.top(), rect.width(), _HEAD - 4)
    paint_words(painter, head, data.left, fonts.tick(), theme.text3)
    paint_words(painter, head, data.right, fonts.tick(), theme.text3, RIGHT)
    rows = QRectF(rect.left(), rect.top() + _HEAD, rect.width(), len(data.bars) * _ROW)
    _paint_axis(painter, rows, theme)
    for place, bar in enumerate(data.bars):
        box = QRectF(rows.left(), rows.top() + place * _ROW, rows.width(), _ROW)
        _paint_label(painter, box, bar, theme)
        _paint_bar(painter, box, bar, theme)
    painter.restore()


def paint_interval_key(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """Paint what bar, whisker and soft range mean, on one line of 20 px from the left of `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = rect.top() + _KEY_HEIGHT / 2
    left = rect.left()
    painter.fillRect(QRectF(left, middle - 3, 14, 6), theme.text2)
    left = _paint_key_words(painter, left + 19, middle, "stated", theme)
    ends = QPointF(left + 1, middle), QPointF(left + 13, middle)
    paint_whisker(painter, *ends, theme.text, _CAP - 2)
    left = _paint_key_words(painter, left + 19, middle, "95% interval", theme)
    paint_box(painter, QRectF(left, middle - 7, 14, 14), theme.und_soft, radius=2)
    _paint_key_words(painter, left + 19, middle, "possible", theme)
    painter.restore()


def _paint_key_words(
    painter: QPainter, left: float, middle: float, words: str, theme: Theme
) -> float:
    width = fonts.text_width(words, fonts.tick())
    box = QRectF(left, middle - _KEY_HEIGHT / 2, width + 1, _KEY_HEIGHT)
    paint_words(painter, box, words, fonts.tick(), theme.text2)
    return left + width + 12


def _paint_axis(painter: QPainter, rows: QRectF, theme: Theme) -> None:
    for tick in _TICKS:
        place = round(rows.left() + tick * (rows.width() - 1))
        painter.fillRect(QRectF(place, rows.top(), 1, rows.height()), theme.line)
        align = {0.0: LEFT, 1.0: RIGHT}.get(tick, CENTRE)
        shift = {0.0: 0.0, 1.0: 79.0}.get(tick, 40.0)
        box = QRectF(place - shift, rows.bottom() + 3, 80, 14)
        paint_words(painter, box, percent(tick), fonts.tick(), theme.text3, align)


def _paint_label(painter: QPainter, box: QRectF, bar: IntervalBar, theme: Theme) -> None:
    line = QRectF(box.left(), box.top() + _LABEL.top(), box.width(), _LABEL.height())
    words: list[tuple[str, QFont, QColor]] = [
        (bar.label, fonts.strong(), answer_colours(bar.colour, theme).text),
        (percent(bar.share, 1), fonts.strong(), theme.text),
    ]
    if bar.low is not None:
        words.append((span(bar.low, bar.high), fonts.caption(), theme.text3))
    left = line.left()
    for said, style, colour in words:
        left = _paint_cleared(painter, line, left, said, style, colour, theme) + 8
    if bar.possible_low is not None:
        said = span(bar.possible_low, bar.possible_high)
        start = line.right() - fonts.text_width(said, fonts.caption_medium())
        _paint_cleared(painter, line, start, said, fonts.caption_medium(), theme.text2, theme)


def _paint_cleared(
    painter: QPainter,
    line: QRectF,
    left: float,
    words: str,
    style: QFont,
    colour: QColor,
    theme: Theme,
) -> float:
    width = fonts.text_width(words, style)
    box = QRectF(left, line.top(), width + 1, line.height())
    painter.fillRect(box.adjusted(-8, 0, 7, 0).intersected(line), theme.surface)
    paint_words(painter, box, words, style, colour, LEFT)
    return left + width


def _paint_bar(painter: QPainter, box: QRectF, bar: IntervalBar, theme: Theme) -> None:
    colours = answer_colours(bar.colour, theme)
    middle = box.top() + _MIDDLE
    if bar.possible_low is not None and bar.possible_high is not None:
        band = _stretch(box, bar.possible_low, bar.possible_high, middle, _BAND)
        paint_box(painter, band, colours.soft, radius=2)
    if bar.share is not None:
        painter.fillRect(_stretch(box, 0.0, bar.share, middle, _BAR), colours.mark)
    if bar.low is not None and bar.high is not None:
        interval = _stretch(box, bar.low, bar.high, middle, 0)
        paint_whisker(painter, interval.topLeft(), interval.topRight(), theme.text, _CAP)


def _stretch(box: QRectF, low: float, high: float, middle: float, height: float) -> QRectF:
    left, right = (box.left() + min(1.0, max(0.0, end)) * (box.width() - 1) for end in (low, high))
    return QRectF(left, middle - height / 2, right - left, height)
