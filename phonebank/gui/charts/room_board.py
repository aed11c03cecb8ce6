"""The board of a shift for a whole room: a few figures large enough for the far wall."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QPainter

from phonebank.domain.figures import count
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.shapes import CENTRE, LEFT, RIGHT, paint_words
from phonebank.gui.widgets.theme import Theme

_STRONG, _PLAIN = QFont.Weight.DemiBold, QFont.Weight.Normal
_MARGIN, _TITLE, _FIGURE, _WORD, _SMALL = 6.0, 6.0, 25.0, 5.5, 4.5  # in hundredths of the height
_FIGURES_TOP, _BARS_TOP = 17.0, 58.0
_WIDEST_BAR = 26.0
_NAME_ROW = 6.5
_HALF = 0.52  # of the width that the bars have where callers are named


@dataclass(frozen=True)
class RoomBoard:
    """`figures` are (count, word), `hours` (label, calls), `callers` (first name, calls).

    An hour that has not begun has None for calls.
    """

    title: str
    time_left: str
    figures: Sequence[tuple[int, str]]
    hours: Sequence[tuple[str, int | None]]
    callers: Sequence[tuple[str, int]] = ()

    def words(self) -> str:
        """All of it as a sentence, for screen readers."""
        told = [f"{number} {word}" for number, word in self.figures]
        told += [f"{calls} from {label}" for label, calls in self.hours if calls is not None]
        told += [f"{name} {calls}" for name, calls in self.callers]
        return f"{self.title}, {self.time_left}: {', '.join(told)}"


def paint_room_board(painter: QPainter, rect: QRectF, data: RoomBoard, theme: Theme) -> None:
    """Paint the board over the whole of `rect` (px), every measure a part of its height."""
    painter.save()
    painter.fillRect(rect, theme.surface)
    unit = min(rect.height() / 100, rect.width() / 150)
    inner = rect.adjusted(*(side * _MARGIN * unit for side in (1, 1, -1, -1)))
    _paint_title(painter, inner, unit, data, theme)
    top = inner.top() + _FIGURES_TOP * unit
    _paint_figures(painter, QRectF(inner.left(), top, inner.width(), 0), unit, data, theme)
    foot = QRectF(inner.left(), inner.top() + _BARS_TOP * unit, inner.width(), 0)
    foot.setBottom(inner.bottom())
    painter.fillRect(QRectF(foot.left(), foot.top() - 4 * unit, foot.width(), 1), theme.line)
    bars, names = QRectF(foot), QRectF(foot)
    if data.callers:
        bars.setWidth(foot.width() * _HALF - 4 * unit)
        names.setLeft(foot.left() + foot.width() * _HALF)
        _paint_names(painter, names, unit, data.callers, theme)
    _paint_hours(painter, bars, unit, data.hours, theme)
    painter.restore()


def _paint_title(
    painter: QPainter, inner: QRectF, unit: float, data: RoomBoard, theme: Theme
) -> None:
    line = QRectF(inner.left(), inner.top(), inner.width(), (_TITLE + 3) * unit)
    right = _face(_TITLE, unit, _STRONG)
    taken = fonts.text_width(data.time_left, right) + 4 * unit
    paint_words(painter, line, data.time_left, right, theme.text, RIGHT)
    left = line.adjusted(0, 0, -taken, 0)
    paint_words(painter, left, data.title, _face(_TITLE, unit, _PLAIN), theme.text2)


def _paint_figures(
    painter: QPainter, row: QRectF, unit: float, data: RoomBoard, theme: Theme
) -> None:
    """Side by side, all of one size: the largest at which the widest fits its place."""
    width = row.width() / max(1, len(data.figures))
    face = _face(_FIGURE, unit, _STRONG)
    widest = max((fonts.text_width(count(n), face) for n, _ in data.figures), default=0.0)
    shrunk = min(1.0, (width - 4 * unit) / widest) if widest else 1.0
    face = _face(_FIGURE * shrunk, unit, _STRONG)
    for place, (number, word) in enumerate(data.figures):
        left = row.left() + place * width
        box = QRectF(left, row.top(), width, _FIGURE * unit)
        paint_words(painter, box, count(number), face, theme.text)
        under = QRectF(left, box.bottom(), width - 3 * unit, (_WORD + 2) * unit)
        paint_words(painter, under, word, _face(_WORD, unit, _PLAIN), theme.text2)


def _paint_hours(
    painter: QPainter,
    box: QRectF,
    unit: float,
    hours: Sequence[tuple[str, int | None]],
    theme: Theme,
) -> None:
    """A bar for each hour, from nought; its calls over it, its hour under it."""
    if not hours:
        return
    width = min(box.width() / len(hours), _WIDEST_BAR * unit)
    most = max(calls or 0 for _, calls in hours)
    line = (_SMALL + 2) * unit
    room = box.height() - 2 * line
    ground = box.bottom() - line
    strong, plain = _face(_SMALL, unit, _STRONG), _face(_SMALL, unit, _PLAIN)
    for place, (label, calls) in enumerate(hours):
        left = box.left() + place * width
        height = room * (calls or 0) / most if most else 0.0
        bar = QRectF(left, ground - height, width - 2 * unit, height)
        painter.fillRect(bar, theme.und)
        if calls is not None:
            over = QRectF(bar.left(), bar.top() - line, bar.width(), line)
            paint_words(painter, over, count(calls), strong, theme.text, CENTRE)
        under = QRectF(bar.left(), ground, bar.width(), line)
        paint_words(painter, under, label, plain, theme.text2, CENTRE)
    painter.fillRect(QRectF(box.left(), ground, width * len(hours) - 2 * unit, 1), theme.control)


def _paint_names(
    painter: QPainter, box: QRectF, unit: float, callers: Sequence[tuple[str, int]], theme: Theme
) -> None:
    """First names with their calls, in columns; what has no room is left out and counted."""
    rows = max(1, int(box.height() / (_NAME_ROW * unit)))
    columns = max(1, min(3, ceil(len(callers) / rows)))
    shown = list(callers)
    if len(shown) > rows * columns:
        left_out = len(shown) - rows * columns + 1
        shown = [*shown[:-left_out], (f"and {left_out} more", -1)]
    width = box.width() / columns
    strong, plain = _face(_SMALL, unit, _STRONG), _face(_SMALL, unit, _PLAIN)
    for place, (name, calls) in enumerate(shown):
        column, row = divmod(place, rows)
        top = box.top() + row * _NAME_ROW * unit
        line = QRectF(box.left() + column * width, top, width - 4 * unit, _NAME_ROW * unit)
        if calls >= 0:
            paint_words(painter, line, count(calls), strong, theme.text, RIGHT)
        taken = fonts.text_width(count(max(calls, 0)), strong) + 2 * unit
        paint_words(painter, line.adjusted(0, 0, -taken, 0), name, plain, theme.text2, LEFT)


def _face(size: float, unit: float, weight: QFont.Weight) -> QFont:
    return fonts.font(max(11, round(size * unit)), weight)
