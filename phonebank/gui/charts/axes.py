"""Axes of shares: upright with its grid lines, and level under rows."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF

from phonebank.domain.figures import percent, points, rounded
from phonebank.gui.charts.scales import Scale
from phonebank.gui.charts.sketch import Sketch
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.shapes import CENTRE, LEFT, RIGHT

TICK_HEIGHT = 14.0
_WIDE = 60.0
_BETWEEN_TICKS = 36.0


def share_ticks(ticks: Sequence[float]) -> list[str]:
    """Whole percents, the sign on the last alone: 0, 20, 40, 60%."""
    plain = [str(rounded(tick * 100)) for tick in ticks]
    return [*plain[:-1], *(percent(tick) for tick in ticks[-1:])]


def point_ticks(ticks: Sequence[float]) -> list[str]:
    """Signed points."""
    return [points(tick) for tick in ticks]


def upright_axis(sketch: Sketch, plot: QRectF, scale: Scale) -> None:
    """Grid lines across the plot, the lowest an axis, and their values at the left of it."""
    ticks = scale.ticks()
    for tick, words in zip(ticks, share_ticks(ticks), strict=True):
        level = round(scale.at(tick)) + 0.5
        colour = sketch.theme.line if tick != ticks[0] else sketch.theme.control
        sketch.line(QPointF(plot.left(), level), QPointF(plot.right(), level), colour)
        box = QRectF(plot.left() - 8 - _WIDE, level - TICK_HEIGHT / 2, _WIDE, TICK_HEIGHT)
        sketch.words(box, words, align=RIGHT)


def level_axis(
    sketch: Sketch,
    plot: QRectF,
    scale: Scale,
    written: Callable[[Sequence[float]], Sequence[str]] = share_ticks,
) -> None:
    """Grid lines down the plot, and their values under it; as many as keep apart."""
    ticks = scale.ticks(max(1, min(5, int(plot.width() // _BETWEEN_TICKS))))
    for tick, words in zip(ticks, written(ticks), strict=True):
        place = round(scale.at(tick)) + 0.5
        sketch.line(QPointF(place, plot.top()), QPointF(place, plot.bottom()), sketch.theme.line)
        box = QRectF(place - _WIDE / 2, plot.bottom() + 4, _WIDE, TICK_HEIGHT)
        sketch.words(_kept(box, plot, words), words, align=CENTRE)


def tick_width(scale: Scale) -> float:
    """Room in px that the values of an upright axis need at its left."""
    words = share_ticks(scale.ticks())
    return 8 + max(fonts.text_width(word, fonts.tick()) for word in words)


def key(
    sketch: Sketch, left: float, middle: float, words: str, draw: Callable[[QPointF], None]
) -> float:
    """A mark with what it means, from `left` on the line `middle`; answers where it ends."""
    draw(QPointF(left + 7, middle))
    width = fonts.text_width(words, fonts.tick())
    box = QRectF(left + 19, middle - TICK_HEIGHT / 2, width + 1, TICK_HEIGHT)
    sketch.words(box, words, colour=sketch.theme.text2, align=LEFT)
    return left + 19 + width + 14


def _kept(box: QRectF, plot: QRectF, words: str) -> QRectF:
    """The box of a centred word moved so that the word does not stick out of the plot."""
    half, middle = fonts.text_width(words, fonts.tick()) / 2, box.center().x()
    inside = max(plot.left() + half, min(middle, plot.right() - half))
    return box.translated(inside - middle, 0)
