"""The seats of the hex map: where they lie, and which of them lie next to each other."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, dist, radians

from scipy.spatial import Delaunay

from phonebank.locations import resource

KM_A_DEGREE = 111.2
MIDDLE_LATITUDE, MIDDLE_LONGITUDE = 54.5, -2.0
FARTHEST = 150.0  # km; pairs of the hull that lie farther apart are no neighbours
APART = "Northern Ireland"  # the sea lies between

Point = tuple[float, float]
Pair = tuple[int, int]


@dataclass(frozen=True)
class Seat:
    """`at` is kilometres east and south of the middle of the country."""

    ons_code: str
    name: str
    nation: str
    region: str
    at: Point

    @property
    def is_apart(self) -> bool:
        return self.nation == APART


def seats() -> list[Seat]:
    """All of resources/constituencies.csv, in its order."""
    with resource("constituencies.csv").open(encoding="utf-8", newline="") as lines:
        return [
            Seat(row["ons_code"], row["name"], row["nation"], row["region"], _place(row))
            for row in csv.DictReader(lines)
        ]


def neighbours(seats: Sequence[Seat]) -> list[Pair]:
    """True neighbours: the pairs of the Delaunay triangulation of the seats' middle points.

    Great Britain and Northern Ireland are triangulated apart. Pairs more than 150 km apart are
    left out, as from Cornwall to the Hebrides: they only close the hull. An island that lies
    farther than that from everybody has its nearest for a neighbour.
    """
    pairs: set[Pair] = set()
    for is_apart in (False, True):
        here = [number for number, seat in enumerate(seats) if seat.is_apart is is_apart]
        for corners in Delaunay([seats[number].at for number in here]).simplices:
            one, two, three = sorted(here[corner] for corner in corners)
            pairs |= {(one, two), (two, three), (one, three)}
    length = {pair: dist(seats[pair[0]].at, seats[pair[1]].at) for pair in pairs}
    nearest = {min((p for p in pairs if n in p), key=length.__getitem__) for n in range(len(seats))}
    return sorted(pair for pair in pairs if length[pair] <= FARTHEST or pair in nearest)


def _place(row: dict[str, str]) -> Point:
    latitude, longitude = float(row["latitude"]), float(row["longitude"])
    narrowing = cos(radians(MIDDLE_LATITUDE))
    return (
        (longitude - MIDDLE_LONGITUDE) * narrowing * KM_A_DEGREE,
        (MIDDLE_LATITUDE - latitude) * KM_A_DEGREE,
    )
