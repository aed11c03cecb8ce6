"""The whole way from the seats to their cells, and how good a map is."""

from collections.abc import Mapping
from functools import cache
from random import Random

from phonebank.domain.hex_map import Cell, middle, steps
from tests.hex_map.seats import Pair, Point, Seat, neighbours, seats
from tests.hex_map.settling import HOT, WARM, Layout, first_cells
from tests.hex_map.spreading import drawn_in, spread

SEED = 2016
MARGIN = 2.0  # cells of sea at the left and at the top while seats change places


def computed() -> dict[str, Cell]:
    """The cell of every seat by ONS code, the map beginning in column and row nought."""
    every, pairs, places = country()
    layout = Layout(every, pairs, places, first_cells(places))
    chance = Random(SEED)
    layout.settle(chance, HOT)
    layout.is_kept_whole = True
    layout.settle(chance, WARM)
    while layout.polish():
        pass
    cells = _moved_up(layout.cells())
    return {seat.ons_code: cell for seat, cell in zip(every, cells, strict=True)}


def is_settled(cells: Mapping[str, Cell]) -> bool:
    """Whether no seat of the map can change places for the better, as at the end of `computed`."""
    every, pairs, places = country()
    layout = Layout(every, pairs, places, _moved_back(cells, every, places))
    layout.is_kept_whole = True
    return layout.polish() == 0


def share_kept(cells: Mapping[str, Cell], far: int = 1) -> float:
    """The share of true neighbours that are at most so many cells apart; 1 shares a side."""
    every, pairs, _ = country()
    at = [cells[seat.ons_code] for seat in every]
    return sum(steps(at[one], at[other]) <= far for one, other in pairs) / len(pairs)


def written(cells: Mapping[str, Cell]) -> str:
    """The lines of the file; the name, which may hold commas, comes last."""
    lines = ["ons_code,column,row,region,name\n"]
    for seat in country()[0]:
        column, row = cells[seat.ons_code]
        lines.append(f"{seat.ons_code},{column},{row},{seat.region},{seat.name}\n")
    return "".join(lines)


@cache
def country() -> tuple[list[Seat], list[Pair], list[Point]]:
    """The seats, which of them are neighbours, and where each lies once all have the same room."""
    every = seats()
    pairs = neighbours(every)
    places = drawn_in(spread(every, pairs), pairs)
    left, top = (min(place[axis] for place in places) - MARGIN for axis in (0, 1))
    return every, pairs, [(x - left, y - top) for x, y in places]


def _moved_up(cells: list[Cell]) -> list[Cell]:
    """The same map from column and row nought; rows move by twos, or every other would shift."""
    right = min(column for column, _ in cells)
    down = min(row for _, row in cells) // 2 * 2
    return [(column - right, row - down) for column, row in cells]


def _moved_back(cells: Mapping[str, Cell], every: list[Seat], places: list[Point]) -> list[Cell]:
    """The cells where they were before they were moved up: where seats stray least."""
    mine = [cells[seat.ons_code] for seat in every]

    def stray(shift: Cell) -> float:
        at = [middle((column + shift[0], row + shift[1])) for column, row in mine]
        return sum((x - a) ** 2 + (y - b) ** 2 for (x, y), (a, b) in zip(at, places, strict=True))

    shifts = [(right, down) for right in range(9) for down in range(0, 9, 2)]
    right, down = min(shifts, key=stray)
    return [(column + right, row + down) for column, row in mine]
