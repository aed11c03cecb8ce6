"""Paints the map: a cell for each seat, lines between regions, marks of the chosen seat."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import cos, pi, sin, sqrt

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from phonebank.domain.hex_map import ROW, Cell, beside, middle
from phonebank.domain.verdicts import Verdict
from phonebank.gui.pages.canvass.cells import Look
from phonebank.gui.pages.canvass.shades import leader_colour, shade
from phonebank.gui.pages.canvass.standings import CanvassMap, MapSeat, Standing, map_seats
from phonebank.gui.widgets.theme import Theme

LEAST = 7.0  # px of a cell's width that can still be told from its neighbour
_CORNERS = [(sin(pi / 3 * turn), -cos(pi / 3 * turn)) for turn in range(6)]
_REACH = 1 / sqrt(3)  # from a cell's middle to its corner, in widths
_HATCH = 5.0  # px from one line of a hatching to the next
_SLANT = 1.3  # the largest x + y in a cell whose corners are 1 from its middle, about
_FROM_DOTS = 9.0  # px of a cell's width from which the side is marked too


@dataclass(frozen=True)
class Plan:
    """Where the cells lie: the width of one, and the point at which the first has its middle."""

    width: float
    first: QPointF

    def at(self, cell: Cell) -> QPointF:
        """The middle of a cell."""
        x, y = middle(cell)
        return QPointF(self.first.x() + x * self.width, self.first.y() + y * self.width)

    def outline(self, cell: Cell, part: float = 1.0) -> QPolygonF:
        """The six corners of a cell, drawn in to `part` of its size."""
        return _hexagon(self.width * _REACH * part).translated(self.at(cell))

    def cell_at(self, point: QPointF) -> Cell:
        """The cell under a point, whether or not anything is drawn there."""
        here = (point - self.first) / self.width
        row = round(here.y() / ROW)
        near = [
            (round(here.x() - (each % 2) / 2) + right, each)
            for each in (row - 1, row, row + 1)
            for right in (-1, 0, 1)
        ]
        return min(near, key=lambda cell: _far(here, cell))


@lru_cache(maxsize=64)
def _hexagon(far: float) -> QPolygonF:
    """Six corners so far from nought; moving it to a cell is quicker than making it there."""
    return QPolygonF([QPointF(x, y) * far for x, y in _CORNERS])


def plan_in(box: QRectF) -> Plan:
    """The largest map that fits into a box (px), in its middle."""
    across, down = _extent()
    width = min(box.width() / across, box.height() / down)
    left = box.left() + (box.width() - across * width) / 2 + width / 2
    top = box.top() + (box.height() - down * width) / 2 + width * _REACH
    return Plan(width, QPointF(left, top))


def get_ready() -> None:
    """Work out what every map is painted with, on a thread for which nobody waits."""
    _borders()
    _extent()


def paint_hexes(painter: QPainter, plan: Plan, data: CanvassMap, look: Look, theme: Theme) -> None:
    """Paint every seat; the ground must be the surface of the theme."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for standing, cells in _grouped(data.seats.values()).items():
        paint_standing(painter, plan, cells, standing, look, theme)
    pen = QPen(theme.text2, max(1.2, plan.width / 11) / plan.width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.translate(plan.first)
    painter.scale(plan.width, plan.width)
    painter.drawLines(_borders())
    painter.restore()


def paint_standing(
    painter: QPainter,
    plan: Plan,
    cells: Sequence[Cell],
    standing: Standing,
    look: Look,
    theme: Theme,
) -> None:
    """Paint the cells that stand the same way: filled, hatched, or only outlined."""
    gap = 1 - min(0.12, 1.0 / plan.width)
    if standing.is_reported:
        _outline(painter, plan, cells, leader_colour(standing, look, theme))
        return
    if standing.verdict is Verdict.TOO_FEW:
        _hatch(painter, plan, cells, gap, theme.control)
        return
    painter.fillPath(_path(plan, cells, gap), shade(standing, look, theme))
    if standing.verdict is not None and standing.verdict.side < 0 and plan.width >= _FROM_DOTS:
        _dot(painter, plan, cells, theme.surface)


def paint_mark(painter: QPainter, plan: Plan, cell: Cell, colour: QColor, ground: QColor) -> None:
    """A heavy line round one cell, set off from what lies beneath."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen, part in ((QPen(ground, 5.0), 1.1), (QPen(colour, 2.5), 1.1)):
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolygon(plan.outline(cell, part))
    painter.restore()


def _grouped(seats: Iterable[MapSeat]) -> Mapping[Standing, list[Cell]]:
    groups: dict[Standing, list[Cell]] = {}
    for each in seats:
        groups.setdefault(each.standing, []).append(each.seat.cell)
    return groups


def _path(plan: Plan, cells: Sequence[Cell], part: float) -> QPainterPath:
    path = QPainterPath()
    for cell in cells:
        path.addPolygon(plan.outline(cell, part))
        path.closeSubpath()
    return path


def _outline(painter: QPainter, plan: Plan, cells: Sequence[Cell], colour: QColor) -> None:
    width = max(1.4, plan.width / 7)
    pen = QPen(colour, width)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(_path(plan, cells, 1 - (width + 1.2) / plan.width))


def _hatch(
    painter: QPainter, plan: Plan, cells: Sequence[Cell], gap: float, colour: QColor
) -> None:
    """Slanting lines within each cell: worked out once, as clipping hundreds of cells is slow."""
    painter.setPen(QPen(colour, 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(_path(plan, cells, gap))
    size, slants = plan.width * _REACH * gap, _slants(round(plan.width * sqrt(2) / _HATCH))
    lines: list[QLineF] = []
    for here in map(plan.at, cells):
        lines += [QLineF(here + start * size, here + end * size) for start, end in slants]
    painter.drawLines(lines)


@lru_cache(maxsize=16)
def _slants(count: int) -> Sequence[tuple[QPointF, QPointF]]:
    """So many slanting lines, three or more, over a cell whose corners are 1 from its middle."""
    lines, between = [], 2 * _SLANT / max(3, count)
    for number in range(max(3, count)):
        place = (number + 0.5) * between - _SLANT
        ends = [
            point
            for turn, corner in enumerate(_CORNERS)
            if (point := _crossing(_CORNERS[turn - 1], corner, place)) is not None
        ]
        lines.append((ends[0], ends[-1]))
    return lines


def _crossing(one: tuple[float, float], other: tuple[float, float], place: float) -> QPointF | None:
    """Where the side between two corners meets the slanting line on which x + y is `place`."""
    before, after = sum(one) - place, sum(other) - place
    if before * after > 0:
        return None
    part = before / (before - after)
    return QPointF(*(a + (b - a) * part for a, b in zip(one, other, strict=True)))


def _dot(painter: QPainter, plan: Plan, cells: Sequence[Cell], colour: QColor) -> None:
    """A dot in the ground's colour says behind without the help of colour."""
    pen = QPen(colour, plan.width / 4)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawPoints(QPolygonF([plan.at(cell) for cell in cells]))


def _between(cell: Cell, other: Cell) -> QLineF:
    """The side at which two cells meet, in widths of a cell from the middle of the first."""
    here, there = QPointF(*middle(cell)), QPointF(*middle(other))
    half = (there - here) / 2
    along = QPointF(-half.y(), half.x()) * _REACH
    return QLineF(here + half - along, here + half + along)


@cache
def _borders() -> Sequence[QLineF]:
    """The sides at which cells of two regions meet, each once; worked out once for every size."""
    regions = {seat.cell: seat.region for seat in map_seats()}
    return [
        _between(cell, other)
        for cell, region in regions.items()
        for other in beside(cell)
        if cell < other and regions.get(other, region) != region
    ]


@cache
def _extent() -> tuple[float, float]:
    """Width and height of the whole map, in widths of a cell."""
    middles = [middle(seat.cell) for seat in map_seats()]
    return (
        max(x for x, _ in middles) - min(0.0, *(x for x, _ in middles)) + 1,
        max(y for _, y in middles) + 2 * _REACH,
    )


def _far(here: QPointF, cell: Cell) -> float:
    x, y = middle(cell)
    return (here.x() - x) ** 2 + (here.y() - y) ** 2
