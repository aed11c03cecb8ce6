"""What is promised of resources/hex_map.csv, and that it is what the script makes."""

from collections import Counter

import pytest

from phonebank.domain.hex_map import Cell, beside, hex_map_in, steps
from phonebank.locations import resource
from tests.hex_map.layout import is_settled, share_kept, written
from tests.hex_map.seats import Seat, seats

NATIONS = {"England": 533, "Scotland": 59, "Wales": 40, "Northern Ireland": 18}


@pytest.fixture(scope="module")
def cells() -> dict[str, Cell]:
    drawn = hex_map_in(resource("hex_map.csv").read_text("utf-8"))
    return {seat.ons_code: seat.cell for seat in drawn}


@pytest.fixture(scope="module")
def every() -> list[Seat]:
    return seats()


def pieces(cells: set[Cell]) -> int:
    """In how many pieces these cells lie."""
    left, count = set(cells), 0
    while left:
        edge, count = [left.pop()], count + 1
        while edge:
            near = left & set(beside(edge.pop()))
            left -= near
            edge += near
    return count


def test_every_seat_has_a_cell_of_its_own(cells: dict[str, Cell], every: list[Seat]) -> None:
    assert list(cells) == [seat.ons_code for seat in every]
    assert len(set(cells.values())) == len(cells) == 650
    assert min(column for column, _ in cells.values()) == 0
    assert min(row for _, row in cells.values()) in {0, 1}


def test_every_nation_lies_in_one_piece(cells: dict[str, Cell], every: list[Seat]) -> None:
    assert Counter(seat.nation for seat in every) == NATIONS
    for nation in NATIONS:
        assert pieces({cells[seat.ons_code] for seat in every if seat.nation == nation}) == 1


def test_every_region_lies_in_one_piece(cells: dict[str, Cell], every: list[Seat]) -> None:
    for region in {seat.region for seat in every}:
        assert pieces({cells[seat.ons_code] for seat in every if seat.region == region}) == 1


def test_the_sea_lies_between_northern_ireland_and_great_britain(
    cells: dict[str, Cell], every: list[Seat]
) -> None:
    over_there = [cells[seat.ons_code] for seat in every if seat.is_apart]
    over_here = [cells[seat.ons_code] for seat in every if not seat.is_apart]
    assert min(steps(one, other) for one in over_there for other in over_here) > 1
    assert pieces(set(over_here)) == 1


def test_seats_lie_where_people_look_for_them(cells: dict[str, Cell], every: list[Seat]) -> None:
    rows = {
        nation: [cells[s.ons_code][1] for s in every if s.nation == nation] for nation in NATIONS
    }
    assert max(rows["Scotland"]) < min(rows["Wales"])
    columns = {
        r: [cells[s.ons_code][0] for s in every if s.region == r] for r in ("Wales", "London")
    }
    assert max(columns["Wales"]) < min(columns["London"])


def test_seven_in_ten_neighbours_are_kept_and_nine_in_ten_are_close(
    cells: dict[str, Cell],
) -> None:
    assert share_kept(cells) >= 0.695
    assert share_kept(cells, 2) >= 0.90


def test_the_file_is_where_the_script_ends(cells: dict[str, Cell]) -> None:
    assert resource("hex_map.csv").read_text("utf-8") == written(cells)
    assert is_settled(cells)
    one, other = list(cells)[:2]
    assert not is_settled({**cells, one: cells[other], other: cells[one]})
