"""A map on which every constituency is one six-sided cell, pointed at top and bottom."""

from collections.abc import Iterable, Iterator
from math import inf, sqrt
from typing import NamedTuple

Cell = tuple[int, int]
"""Column from the left and row from the top; odd rows lie half a cell further right."""

ROW = sqrt(3) / 2
"""From one row to the next, in widths of a cell."""
_BESIDE = {
    0: ((1, 0), (-1, 0), (-1, -1), (0, -1), (-1, 1), (0, 1)),
    1: ((1, 0), (-1, 0), (0, -1), (1, -1), (0, 1), (1, 1)),
}


class HexSeat(NamedTuple):
    """A seat of the map, with what must be said of it where nobody on the roll is there."""

    ons_code: str
    cell: Cell
    region: str
    name: str


def hex_map_in(text: str) -> list[HexSeat]:
    """Read `ons_code,column,row,region,name` lines under a header."""
    seats = []
    for line in text.splitlines()[1:]:
        code, column, row, region, name = line.split(",", 4)
        seats.append(HexSeat(code, (int(column), int(row)), region, name))
    return seats


def middle(cell: Cell) -> tuple[float, float]:
    """Where a cell's middle lies, in widths of a cell right of and below that of the first."""
    column, row = cell
    return column + (row % 2) / 2, row * ROW


def beside(cell: Cell) -> Iterator[Cell]:
    """The six cells that share a side with this one."""
    column, row = cell
    return ((column + across, row + down) for across, down in _BESIDE[row % 2])


def steps(one: Cell, other: Cell) -> int:
    """How many cells one passes through from one to the other, the last included."""
    down = abs(one[1] - other[1])
    across = abs(_slanted(one) - _slanted(other))
    along = abs((_slanted(one) + one[1]) - (_slanted(other) + other[1]))
    return max(down, across, along)


def towards(cells: Iterable[Cell], here: Cell, across: int, down: int) -> Cell:
    """The next of these cells in that direction (-1, 0 or 1 each), past gaps; else `here`.

    Up and down keep to the column, so that two steps lead back over the same cells.
    """
    left, top = middle(here)
    best, least = here, inf
    for cell in cells:
        x, y = middle(cell)
        ahead = (x - left) * across + (y - top) * down
        aside = abs((x - left) * down) + abs((y - top) * across)
        far = ahead + aside + abs(cell[0] - here[0]) / 100
        if ahead > 0.1 and aside <= ahead and far < least:
            best, least = cell, far
    return best


def _slanted(cell: Cell) -> int:
    return cell[0] - (cell[1] - cell[1] % 2) // 2
