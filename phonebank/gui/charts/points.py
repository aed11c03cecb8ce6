"""What a chart can be pointed at: where each point is, and which cells of its table it shows."""

from collections.abc import Sequence
from math import hypot
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from phonebank.domain.sheet import Cell, Sheet, cell_text

MARK = 8.0  # px round a mark that are the mark's own
_NEAR = 16.0  # px from which the pointer finds a mark


class Point(NamedTuple):
    """A mark of a chart, or a stretch of it, in px of the chart.

    `row` begins the row that it is of in the table of the finding, `keys` are its columns there.
    The keys walk along a `line`, and from line to line; what only repeats other points `is_stop`
    no more. Anywhere in `area` the pointer is upon it, and nearer points come first.
    """

    shape: QPainterPath
    area: QRectF
    row: tuple[Cell, ...]
    keys: tuple[str, ...]
    line: object
    is_stop: bool = True

    @property
    def middle(self) -> QPointF:
        return self.shape.boundingRect().center()

    def is_the_same(self, other: "Point") -> bool:
        """Whether both show the same figures, wherever they are."""
        return (self.row, self.keys) == (other.row, other.keys)


def both_ends(key: str) -> tuple[str, str]:
    """The columns of an interval's two ends."""
    return f"{key}.0", f"{key}.1"


def said_of(point: Point, sheet: Sheet) -> str:
    """What the table of the finding says of a point: its row, and a line for each of its cells."""
    cells = next(row.cells for row in sheet.all_rows if row.cells[: len(point.row)] == point.row)
    kinds = [column.kind for column in sheet.columns]
    names = [cell_text(kind, cell) for kind, cell in zip(kinds, point.row, strict=False) if cell]
    places = (sheet.position(key) for key in point.keys)
    told = [
        f"{sheet.columns[place].title}: {cell_text(kinds[place], cells[place])}"
        for place in places
        if cells[place] is not None
    ]
    return "\n".join([", ".join(names) or "All", *told])


def point_at(points: Sequence[Point], at: QPointF) -> Point | None:
    """The point that the pointer is upon: a shape that it is in, else the nearest mark or area."""
    within = [point for point in points if point.shape.contains(at)]
    near = [point for point in points if _distance(point, at) <= _NEAR]
    around = [point for point in points if point.area.contains(at)]
    found = within or near or around
    return min(found, key=lambda point: _distance(point, at), default=None)


def step_from(points: Sequence[Point], now: Point | None, across: int, down: int) -> Point | None:
    """The stop so many further along, or so many lines further; the first where there is none."""
    stops = [point for point in points if point.is_stop]
    if now is None or not stops:
        return next(iter(stops), None)
    if not down:
        place = stops.index(now) if now in stops else 0
        return stops[min(max(0, place + across), len(stops) - 1)]
    lines = list(dict.fromkeys(point.line for point in stops))
    place = lines.index(now.line) if now.line in lines else 0
    line = lines[min(max(0, place + down), len(lines) - 1)]
    on_it = [point for point in stops if point.line == line]
    return min(on_it, key=lambda point: _distance(point, now.middle))


def _distance(point: Point, at: QPointF) -> float:
    middle = point.middle
    return hypot(middle.x() - at.x(), middle.y() - at.y())
