"""Reasons: for each candidate the commonest first, and which are given together."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor

from phonebank.domain.figures import count, percent
from phonebank.domain.insight import ReasonCount, Reasons
from phonebank.domain.insight_rows import OF_ALL, answer_word
from phonebank.gui.charts.axes import level_axis
from phonebank.gui.charts.points import both_ends
from phonebank.gui.charts.scales import Scale, around
from phonebank.gui.charts.sketch import Sketch
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.shapes import RIGHT

MOST, MOST_PAIRS = 7, 5  # the table has all
KEYS = ("people", "share", *both_ends("interval"), "first", "gave")
_ROW, _PAIR = 32.0, 20.0
_BAR = 8.0
_NAME = 16.0
_UNDER = 20.0
_TITLE = 20.0
_GAP = 14.0
_BETWEEN = 28.0
_TWO_FROM = 480.0  # px of width from which two candidates stand beside each other


def reasons_height(found: Reasons, width: float) -> float:
    who = shown_answers(found)
    block = max((_block_height(found, it) for it in who), default=0.0)
    pairs = shown_pairs(found)
    table = _GAP + _TITLE + len(pairs) * _PAIR if pairs else 0.0
    return ceil(len(who) / _across(width)) * (block + _GAP) - _GAP + table


def paint_reasons(sketch: Sketch, rect: QRectF, found: Reasons) -> None:
    """Every block on the same axis, so that bars compare; whiskers are 95% intervals."""
    who, across = shown_answers(found), _across(rect.width())
    width = (rect.width() - _BETWEEN * (across - 1)) / across
    height = max((_block_height(found, it) for it in who), default=0.0)
    for place, answer in enumerate(who):
        left = rect.left() + (place % across) * (width + _BETWEEN)
        top = rect.top() + (place // across) * (height + _GAP)
        _paint_block(sketch, QRectF(left, top, width, _block_height(found, answer)), found, answer)
    bottom = rect.top() + ceil(len(who) / across) * (height + _GAP)
    _paint_pairs(sketch, QRectF(rect.left(), bottom, rect.width(), 0), found)


def shown_answers(found: Reasons) -> Sequence[str]:
    """Those for whom anybody gave a reason."""
    return [who for who in found.who if found.gave.get(who)]


def shown_pairs(found: Reasons) -> Sequence[tuple[tuple[str, str], int]]:
    """Reasons given by the same people, the commonest pair first."""
    known = [(pair, n) for pair, n in found.together.items() if n]
    return sorted(known, key=lambda it: (-it[1], it[0]))[:MOST_PAIRS]


def _across(width: float) -> int:
    return 2 if width >= _TWO_FROM else 1


def _shown(found: Reasons, who: str) -> Sequence[ReasonCount]:
    return [it for it in found.by_candidate.get(who, ()) if it.people][:MOST]


def _block_height(found: Reasons, who: str) -> float:
    return _TITLE + len(_shown(found, who)) * _ROW + _UNDER


def _paint_block(sketch: Sketch, rect: QRectF, found: Reasons, who: str) -> None:
    shown, colours = _shown(found, who), sketch.look.answer(who)
    title = QRectF(rect.left(), rect.top(), rect.width(), _TITLE)
    name, gave = sketch.look.word(who), f"{count(found.gave[who])} gave a reason"
    sketch.words(title, name, fonts.strong(), colours.text)
    left = fonts.text_width(name, fonts.strong()) + 10
    sketch.words(title.adjusted(left, 0, 0, 0), gave, fonts.caption(), sketch.theme.text2)
    plot = rect.adjusted(0, _TITLE, 0, -_UNDER)
    scale = _scale(found, plot)
    level_axis(sketch, plot, scale)
    for place, it in enumerate(shown):
        row = QRectF(plot.left(), plot.top() + place * _ROW, plot.width(), _ROW)
        at = _paint_reason(sketch, row, scale, it, colours.mark)
        sketch.point(at, (answer_word(who), it.reason), KEYS, row)


def _paint_reason(
    sketch: Sketch, row: QRectF, scale: Scale, it: ReasonCount, colour: QColor
) -> QPointF:
    """Its name and figures over its bar, so that the longest name has room; answers its end."""
    line = QRectF(row.left(), row.top() + 1, row.width(), _NAME)
    share, people = percent(it.share), count(it.people)
    figures = f"{people}  {share}"
    taken = fonts.text_width(figures, fonts.caption_strong()) + 8
    sketch.painter.fillRect(line, sketch.theme.surface)
    sketch.words(line.adjusted(0, 0, -taken, 0), it.reason, fonts.caption_medium(), _ink(sketch))
    sketch.words(line, share, fonts.caption_strong(), _ink(sketch), RIGHT)
    beside = line.adjusted(0, 0, -fonts.text_width("100%", fonts.caption_strong()) - 6, 0)
    sketch.words(beside, people, fonts.tick(), sketch.theme.text2, RIGHT)
    middle = row.top() + _NAME + 2 + _BAR / 2
    end = scale.at(float(it.share or 0))
    sketch.bar(QRectF(row.left(), middle - _BAR / 2, end - row.left(), _BAR), colour)
    sketch.level_whisker(scale, it.interval, middle, _ink(sketch))
    return QPointF(end, middle)


def _ink(sketch: Sketch) -> QColor:
    return sketch.theme.text


def _scale(found: Reasons, plot: QRectF) -> Scale:
    shown = [it for who in shown_answers(found) for it in _shown(found, who)]
    ends = [it.interval.high if it.interval else float(it.share or 0) for it in shown]
    return around([0.0, *ends], plot.left(), plot.right() - 8)


def _paint_pairs(sketch: Sketch, rect: QRectF, found: Reasons) -> None:
    """The table of reasons that the same people gave."""
    pairs, theme = shown_pairs(found), sketch.theme
    if not pairs:
        return
    title = QRectF(rect.left(), rect.top(), rect.width(), _TITLE)
    sketch.words(title, "Given together", fonts.caption_strong(), theme.text)
    names = [f"{one} and {other}" for (one, other), _ in pairs]
    name = max(fonts.text_width(words, fonts.caption()) for words in names) + 14
    start = rect.left() + min(name, rect.width() * 0.6)
    figures = 8 + max(fonts.text_width(count(n), fonts.caption_medium()) for _, n in pairs)
    room = rect.right() - start - figures
    for place, (words, ((one, other), n)) in enumerate(zip(names, pairs, strict=True)):
        row = QRectF(rect.left(), rect.top() + _TITLE + place * _PAIR, rect.width(), _PAIR)
        name_box = row.adjusted(0, 0, start - 8 - row.right(), 0)
        sketch.words(name_box, words, fonts.caption(), theme.text2)
        end = QPointF(start + room * n / pairs[0][1], row.center().y())
        sketch.bar(QRectF(start, end.y() - 4, end.x() - start, 8), theme.und)
        box = QRectF(end.x() + 6, row.top(), figures, _PAIR)
        sketch.words(box, count(n), fonts.caption_medium(), theme.text)
        keys = (f"together.{other}", "people")
        sketch.point(end, (OF_ALL, one), keys, row, line=words)
