"""Switching: who went from which answer last time to which now, as ribbons between two edges."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from phonebank.domain.figures import count
from phonebank.domain.insight import Switching
from phonebank.gui.charts.axes import TICK_HEIGHT
from phonebank.gui.charts.look import Look
from phonebank.gui.charts.matrix import cell_of
from phonebank.gui.charts.sketch import Sketch
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.colours import faded
from phonebank.gui.widgets.shapes import CENTRE, RIGHT

_HEAD = 20.0
_EDGE = 8.0  # px, how wide the edges are
_GAP = 6.0
_LEAST = 15.0  # px that a label needs
_TWO_LINES = 36.0
_RIBBON, _CHOSEN = 0.3, 0.85
_BESIDE = 8.0
Ribbons = Mapping[tuple[str, str], QPainterPath]


@dataclass(frozen=True)
class _Node:
    """One answer's part of an edge; `slot` is the room for its label round it."""

    who: str
    people: int
    slot: QRectF
    bar: QRectF


def flows_height(found: Switching) -> float:
    rows = max(len(_present(found, found.before)), 4)
    return _HEAD + max(210.0, rows * 30.0)


def paint_flows(sketch: Sketch, rect: QRectF, found: Switching) -> None:
    """Last time at the left, now at the right, each as high as it has people."""
    look = sketch.look
    before = {who: found.row_total(who) for who in _present(found, found.before)}
    now = {who: found.column_total(who) for who in found.now if found.column_total(who)}
    left = max(_width(f"{look.word(who)}  {count(n)}") for who, n in before.items())
    right = max(_label_width(look, who, n) for who, n in now.items())
    edges = rect.adjusted(left + _BESIDE, _HEAD, -right - _BESIDE, 0)
    unit = min(_unit(list(people.values()), edges.height()) for people in (before, now))
    froms = _nodes(before, edges, unit, edges.left())
    tos = _nodes(now, edges, unit, edges.right() - _EDGE)
    ribbons = _ribbons(froms, tos, found, unit)
    for (last, this), path in ribbons.items():
        sketch.point(path, *cell_of(last, this), is_stop=False)
    _paint_ribbons(sketch, ribbons, told_flow(found))
    _paint_froms(sketch, rect, froms)
    _paint_tos(sketch, rect, tos)
    _paint_chosen_words(sketch, edges, ribbons, found)


def told_flow(found: Switching) -> tuple[str, str] | None:
    """The move that will be talked about: the largest from one candidate to another."""
    moves = {
        (before, now): n
        for (before, now), n in found.people.items()
        if before != now and n and {before, now} <= set(found.candidates)
    }
    return max(moves, key=lambda move: moves[move], default=None)


def _present(found: Switching, answers: Sequence[str]) -> list[str]:
    return [who for who in answers if found.row_total(who)]


def _label_width(look: Look, who: str, people: int) -> float:
    """On one line, which a low part of the edge has room for."""
    name = fonts.text_width(look.word(who), fonts.strong())
    return name + fonts.text_width(f"  {count(people)}", fonts.caption()) + 2


def _width(words: str) -> float:
    return fonts.text_width(words, fonts.caption_medium()) + 2


def _unit(people: Sequence[int], height: float) -> float:
    """Px for each person, once every part that is too low for its label has been given room."""
    room = height - _GAP * (len(people) - 1)
    low: set[int] = set()
    while True:
        rest = sum(n for place, n in enumerate(people) if place not in low)
        unit = max(0.0, room - _LEAST * len(low)) / rest if rest else 0.0
        more = {place for place, n in enumerate(people) if n * unit < _LEAST}
        if more <= low:
            return unit
        low |= more


def _nodes(people: Mapping[str, int], edges: QRectF, unit: float, left: float) -> list[_Node]:
    slots = [max(_LEAST, n * unit) for n in people.values()]
    spare = edges.height() - sum(slots)
    gap = spare / max(1, len(slots) - 1) if len(slots) > 1 else 0.0
    gap = min(gap, 24.0)
    top = edges.top() + (spare - gap * (len(slots) - 1)) / 2
    made = []
    for (who, n), slot in zip(people.items(), slots, strict=True):
        height = max(1.0, n * unit)
        bar = QRectF(left, top + (slot - height) / 2, _EDGE, height)
        made.append(_Node(who, n, QRectF(left, top, _EDGE, slot), bar))
        top += slot + gap
    return made


def _paint_ribbons(sketch: Sketch, ribbons: Ribbons, chosen: tuple[str, str] | None) -> None:
    """In the colour of where they went; the one that is told of last, and nearly solid."""
    for move, path in ribbons.items():
        if move != chosen:
            sketch.path(path, faded(sketch.look.answer(move[1]).mark, _RIBBON))
    if chosen in ribbons and chosen is not None:
        sketch.path(ribbons[chosen], faded(sketch.look.answer(chosen[1]).mark, _CHOSEN))


def _ribbons(
    froms: Sequence[_Node], tos: Sequence[_Node], found: Switching, unit: float
) -> Ribbons:
    used = {node.who: node.bar.top() for node in tos}
    paths: dict[tuple[str, str], QPainterPath] = {}
    for node in froms:
        top = node.bar.top()
        for to in tos:
            height = found.people.get((node.who, to.who), 0) * unit
            if height <= 0:
                continue
            start, end = QPointF(node.bar.right(), top), QPointF(to.bar.left(), used[to.who])
            paths[node.who, to.who] = _ribbon(start, end, height)
            top += height
            used[to.who] += height
    return paths


def _ribbon(start: QPointF, end: QPointF, height: float) -> QPainterPath:
    middle, down = (start.x() + end.x()) / 2, QPointF(0, height)
    path = QPainterPath(start)
    path.cubicTo(QPointF(middle, start.y()), QPointF(middle, end.y()), end)
    path.lineTo(end + down)
    path.cubicTo(
        QPointF(middle, end.y() + height), QPointF(middle, start.y() + height), start + down
    )
    path.closeSubpath()
    return path


def _paint_froms(sketch: Sketch, rect: QRectF, nodes: Sequence[_Node]) -> None:
    theme = sketch.theme
    sketch.words(QRectF(rect.left(), rect.top(), 160, TICK_HEIGHT), "Last vote")
    for node in nodes:
        sketch.bar(node.bar, theme.text2)
        middle = node.slot.center().y()
        box = QRectF(rect.left(), middle - 8, node.slot.left() - _BESIDE - rect.left(), 16)
        words = f"{sketch.look.word(node.who)}  {count(node.people)}"
        sketch.words(box, words, fonts.caption_medium(), theme.text, RIGHT)


def _paint_tos(sketch: Sketch, rect: QRectF, nodes: Sequence[_Node]) -> None:
    head = QRectF(rect.right() - 100, rect.top(), 100, TICK_HEIGHT)
    sketch.words(head, "Now", align=RIGHT)
    for node in nodes:
        colours, name = sketch.look.answer(node.who), sketch.look.word(node.who)
        sketch.bar(node.bar, colours.mark)
        left, middle = node.bar.right() + _BESIDE, node.slot.center().y()
        is_high = node.slot.height() >= _TWO_LINES
        line = QRectF(left, middle - (17 if is_high else 8), rect.right() - left, 16)
        sketch.words(line, name, fonts.strong(), colours.text)
        under = line.translated(0, 17)
        if not is_high:
            under = line.adjusted(fonts.text_width(f"{name}  ", fonts.strong()), 0, 0, 0)
        sketch.words(under, count(node.people), fonts.caption(), sketch.theme.text2)


def _paint_chosen_words(sketch: Sketch, edges: QRectF, ribbons: Ribbons, found: Switching) -> None:
    """How many made the move that is told of, on a ground of its own half way along it."""
    move = told_flow(found)
    if move is None:
        return
    look, (before, now) = sketch.look, move
    words = f"{count(found.people[move])} from {look.word(before)} to {look.word(now)}"
    width = fonts.text_width(words, fonts.caption_strong()) + 16
    if width > edges.width() - 2 * _EDGE - 8:
        return
    level = min(
        max(ribbons[move].boundingRect().center().y(), edges.top() + 10), edges.bottom() - 10
    )
    box = QRectF(edges.center().x() - width / 2, level - 10, width, 20)
    sketch.box(box, sketch.theme.surface, sketch.theme.line)
    sketch.words(box, words, fonts.caption_strong(), look.answer(now).text, CENTRE)
