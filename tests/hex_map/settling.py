"""Settles the seats in six-sided cells, and lets them change places until neighbours are kept."""

from collections.abc import Iterable, Sequence
from math import ceil, log
from random import Random

import numpy as np
from scipy.optimize import linear_sum_assignment

from phonebank.domain.hex_map import ROW, Cell, middle
from tests.hex_map.seats import Pair, Point, Seat

STRAY = 0.025  # what a cell's width away from where a seat was spread to costs, squared
LOST = 1.3  # what a pair costs that no longer touches; half as much more for each cell between
LOST_OWN = 1.5  # the same for a pair of one region
GROUP = 0.3  # what a side costs at which a seat meets another region
SHORE = 1.3  # what a side costs at which it meets the sea
TORN = 2.0  # what it costs to be away from one's region, or to touch somebody across the sea
HOT, WARM, COLD = 2.0, 0.7, 0.03  # how much worse is let through, about
TURNS = 600_000
RING = ((1, 0), (1, -1), (0, -1), (-1, 0), (-1, 1), (0, 1))

Slanted = tuple[int, int]
"""A cell by two axes that lean on each other, so that its neighbours are the same in every row."""


def first_cells(places: Sequence[Point]) -> list[Cell]:
    """A cell for each seat, all together as near as can be to where the seats were spread to."""
    offered = _cells_round(places)
    there = np.array([middle(cell) for cell in offered])
    far = np.square(np.array(places)[:, None, :] - there[None, :, :]).sum(axis=2)
    _, chosen = linear_sum_assignment(far)
    return [offered[number] for number in chosen]


def _cells_round(places: Sequence[Point]) -> list[Cell]:
    right, down = (ceil(max(place[axis] for place in places)) + 2 for axis in (0, 1))
    whole = [(column, row) for column in range(right) for row in range(ceil(down / ROW))]
    at = np.array(places)
    return [cell for cell in whole if np.square(at - middle(cell)).sum(axis=1).min() < 4.0]


class Layout:
    """Who sits in which cell, and what that costs."""

    def __init__(
        self,
        seats: Sequence[Seat],
        pairs: Iterable[Pair],
        places: Sequence[Point],
        cells: Sequence[Cell],
    ) -> None:
        self._cells = [(column - row // 2, row) for column, row in cells]
        self._at = {cell: number for number, cell in enumerate(self._cells)}
        self._region = [seat.region for seat in seats]
        self._is_apart = [seat.is_apart for seat in seats]
        self._places = places
        self.is_kept_whole = False  # whether a region in one piece has to stay so
        self._near: list[list[int]] = [[] for _ in seats]
        for one, other in pairs:
            self._near[one].append(other)
            self._near[other].append(one)

    def cells(self) -> list[Cell]:
        """The cell of each seat."""
        return [(across + row // 2, row) for across, row in self._cells]

    def settle(self, chance: Random, heat: float = HOT, turns: int = TURNS) -> None:
        """Try changes of place; what makes it worse is let through the less the colder it gets."""
        for turn in range(turns):
            now = heat * (COLD / heat) ** (turn / turns)
            number = chance.randrange(len(self._cells))
            self._try(number, self._somewhere_near(number, chance), chance.random(), now)

    def polish(self) -> int:
        """Make every change of place that is for the better; how many there were."""
        made = 0
        for number in range(len(self._cells)):
            cells = {self._cells[number], *(self._cells[other] for other in self._near[number])}
            for across, row in sorted(cells):
                for right, down in RING:
                    made += self._try(number, (across + right, row + down))
        return made

    def _change(self, number: int, to: Slanted) -> float:
        """What a change of place would cost more than now."""
        here, other = self._cells[number], self._at.get(to)
        two = [number] if other is None else [number, other]
        before = sum(map(self._cost, two))
        self._swap(number, other, to, here)
        after = sum(map(self._cost, two))
        self._swap(number, other, here, to)
        return after - before

    def _try(self, number: int, to: Slanted, chance: float = 1.0, heat: float = 1e-9) -> bool:
        """Sit there, and whoever sat there here, unless that is for the worse or tears a region."""
        here, other = self._cells[number], self._at.get(to)
        if to == here:
            return False
        worse = self._change(number, to)
        if worse > -1e-9 and (not chance or worse > -heat * log(chance)):
            return False
        self._swap(number, other, to, here)
        if self.is_kept_whole and self._tears(number, other, to, here):
            self._swap(number, other, here, to)
            return False
        return True

    def _tears(self, number: int, other: int | None, to: Slanted, here: Slanted) -> bool:
        """Whether a region that was in one piece no longer is, now that these changed places."""
        mine = self._region[number]
        theirs = self._region[other] if other is not None else ""
        if mine == theirs:
            return False
        torn = not self._is_one(here, mine) or not self._touches(to, mine)
        if theirs:
            torn = torn or not self._is_one(to, theirs) or not self._touches(here, theirs)
        return torn

    def _is_one(self, cell: Slanted, region: str) -> bool:
        """Whether those of the region round a cell are joined without it."""
        mine = [self._is_of(there, region) for there in _round(cell)]
        return sum(mine[place] and not mine[place - 1] for place in range(6)) <= 1

    def _touches(self, cell: Slanted, region: str) -> bool:
        return any(self._is_of(there, region) for there in _round(cell))

    def _is_of(self, cell: Slanted, region: str) -> bool:
        number = self._at.get(cell)
        return number is not None and self._region[number] == region

    def _somewhere_near(self, number: int, chance: Random) -> Slanted:
        """Beside the cell of a neighbour, or beside one's own."""
        near = self._near[number]
        whose = near[int(chance.random() * len(near))] if chance.random() < 0.6 else number
        (across, row), (right, down) = self._cells[whose], RING[int(chance.random() * 6)]
        return across + right, row + down

    def _swap(self, number: int, other: int | None, to: Slanted, left: Slanted) -> None:
        self._cells[number] = to
        self._at[to] = number
        if other is None:
            del self._at[left]
        else:
            self._cells[other] = left
            self._at[left] = other

    def _cost(self, number: int) -> float:
        """What it costs that this seat sits where it does."""
        across, row = self._cells[number]
        left, top = self._places[number]
        cost = STRAY * ((across + row / 2 - left) ** 2 + (row * ROW - top) ** 2)
        for other in self._near[number]:
            right, down = self._cells[other]
            right, down = right - across, down - row
            between = (abs(right) + abs(down) + abs(right + down)) // 2 - 1
            if between:
                is_own = self._region[other] == self._region[number]
                cost += (LOST_OWN if is_own else LOST) * (1 + between / 2)
        return cost + self._cost_of_sides(number, across, row)

    def _cost_of_sides(self, number: int, across: int, row: int) -> float:
        cost, alone = 0.0, True
        region, is_apart = self._region[number], self._is_apart[number]
        for right, down in RING:
            other = self._at.get((across + right, row + down))
            if other is None:
                cost += SHORE
            elif self._region[other] == region:
                alone = False
            else:
                cost += GROUP + TORN * (self._is_apart[other] != is_apart)
        return cost + TORN * alone


def _round(cell: Slanted) -> list[Slanted]:
    """The six cells round this one, each beside the next."""
    return [(cell[0] + across, cell[1] + down) for across, down in RING]
