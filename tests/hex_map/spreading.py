"""Spreads the seats evenly: cities grow and moors shrink until every seat has as much room.

The density of seats diffuses like ink in water and carries the seats along, so that nothing is
torn and nothing folds over (Gastner and Newman, Diffusion-based method for producing
density-equalizing maps, PNAS 101 (2004) 7499-7504).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.fft import dctn, idctn
from scipy.ndimage import map_coordinates

from tests.hex_map.seats import Pair, Point, Seat

KM_A_CELL = 20.8  # the width of a cell where the country's area is shared out among 650
FINE = 5  # dots of the grid to a cell
ROOM = 12  # cells of sea round the country
WIDE = 0.55  # how far a seat's density reaches, in distances to its neighbours
FARTHEST_STEP = 0.35  # dots
SETTLED = 4000.0  # dots squared; by then all is even
PULLS, PULL = 60, 0.06
A_SEAT = 2 / 3**0.5  # seats to a square as wide as a cell, where hexagons touch

Field = NDArray[np.float64]


def spread(seats: Sequence[Seat], pairs: Sequence[Pair]) -> list[Point]:
    """Where each seat lies once all have the same room, in cells east and south."""
    places = np.array([seat.at for seat in seats]) / KM_A_CELL
    corner = places.min(axis=0) - ROOM
    shape = np.ceil((places.max(axis=0) + ROOM - corner) * FINE).astype(int)
    dots = (places - corner) * FINE
    waves = dctn(_density(dots, _reach(dots, pairs), shape), norm="ortho")
    _carry(dots, waves)
    return [(float(x), float(y)) for x, y in dots / FINE]


def _reach(dots: Field, pairs: Sequence[Pair]) -> Field:
    """How far each seat's density reaches: as far as its nearer neighbours, half-way and more."""
    ends = np.array(pairs)
    length = np.hypot(*(dots[ends[:, 0]] - dots[ends[:, 1]]).T)
    around: list[list[float]] = [[] for _ in dots]
    for (one, other), far in zip(pairs, length, strict=True):
        around[one].append(far)
        around[other].append(far)
    return np.array([max(1.0, WIDE * float(np.median(each))) for each in around])


def _density(dots: Field, reach: Field, shape: NDArray[np.int64]) -> Field:
    """Seats to a cell's room on the grid; the sea is as dense as the country shall become."""
    across, down = np.meshgrid(np.arange(shape[0]), np.arange(shape[1]), indexing="ij")
    seats, land = np.zeros(shape), np.zeros(shape)
    for (x, y), far in zip(dots, reach, strict=True):
        bell = np.exp(-((across - x) ** 2 + (down - y) ** 2) / (2 * far**2))
        seats += bell * FINE**2 / (bell.sum() * A_SEAT)
        land += bell
    return seats + np.clip(1.0 - land, 0.0, 1.0)


def _carry(dots: Field, waves: Field) -> None:
    """Move the seats with what flows from dense to thin, in steps that grow as the flow dies."""
    size = np.array(waves.shape)
    slow = sum(
        np.square(np.pi * k) for k in np.meshgrid(*(np.arange(n) / n for n in size), indexing="ij")
    )
    time, step = 0.0, 0.01
    while time < SETTLED:
        density = idctn(waves * np.exp(-slow * time), norm="ortho")
        speed = -np.array(np.gradient(density)) / np.maximum(density, 1e-3)
        flow = np.array([map_coordinates(each, dots.T, order=1) for each in speed]).T
        step = min(step * 1.5, FARTHEST_STEP / max(1e-6, float(np.abs(flow).max())))
        dots += flow * step
        time += step


def drawn_in(places: Sequence[Point], pairs: Sequence[Pair]) -> list[Point]:
    """The same, with neighbours drawn to about a cell's width from each other."""
    at, ends = np.array(places), np.array(pairs)
    for _ in range(PULLS):
        way = at[ends[:, 1]] - at[ends[:, 0]]
        length = np.maximum(np.hypot(way[:, 0], way[:, 1]), 1e-6)
        step = way * (np.clip(1.0 - 1.0 / length, -1.0, 1.0) * PULL)[:, None]
        for end, sign in ((0, 1.0), (1, -1.0)):
            for axis in (0, 1):
                at[:, axis] += np.bincount(ends[:, end], sign * step[:, axis], len(at))
    return [(float(x), float(y)) for x, y in at]
