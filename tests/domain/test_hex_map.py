from hypothesis import given
from hypothesis import strategies as st

from phonebank.domain.hex_map import HexSeat, beside, hex_map_in, middle, steps, towards

cells = st.tuples(st.integers(0, 30), st.integers(0, 50))


@given(cells)
def test_the_six_cells_beside_one_are_a_cell_width_away(cell: tuple[int, int]) -> None:
    left, top = middle(cell)
    around = list(beside(cell))
    assert len(set(around)) == 6
    for x, y in map(middle, around):
        assert abs((x - left) ** 2 + (y - top) ** 2 - 1) < 1e-9
    assert {steps(cell, there) for there in around} == {1}
    assert all(cell in beside(there) for there in around)


@given(cells, cells)
def test_steps_are_the_least_that_lead_there(one: tuple[int, int], other: tuple[int, int]) -> None:
    far = steps(one, other)
    assert far == steps(other, one)
    assert (far == 0) == (one == other)
    if far:
        assert min(steps(there, other) for there in beside(one)) == far - 1


def test_a_file_is_read_line_by_line_with_commas_in_names() -> None:
    text = (
        "ons_code,column,row,region,name\n"
        "E14000598,18,46,South East,Brighton, Kemptown\n"
        "W07000041,0,3,Wales,Ynys Môn\n"
    )
    first, second = hex_map_in(text)
    assert first == HexSeat("E14000598", (18, 46), "South East", "Brighton, Kemptown")
    assert (second.cell, second.name) == ((0, 3), "Ynys Môn")


def test_arrows_lead_to_the_next_cell_and_over_gaps_and_stop_at_the_edge() -> None:
    drawn = {(column, row): None for column in (0, 1, 4) for row in (0, 1, 2)}
    assert towards(drawn, (0, 0), 1, 0) == (1, 0)
    assert towards(drawn, (1, 0), 1, 0) == (4, 0)
    assert towards(drawn, (4, 0), 1, 0) == (4, 0)
    assert towards(drawn, (1, 1), -1, 0) == (0, 1)
    assert towards(drawn, (1, 2), 0, -1)[1] == 1
    assert towards(drawn, (1, 0), 0, -1) == (1, 0)


@given(cells, st.sampled_from([(1, 0), (-1, 0), (0, 1), (0, -1)]))
def test_an_arrow_never_leads_back(cell: tuple[int, int], way: tuple[int, int]) -> None:
    drawn = {(column, row): None for column in range(31) for row in range(51)}
    there = towards(drawn, cell, *way)
    (x, y), (left, top) = middle(there), middle(cell)
    assert there == cell or (x - left) * way[0] + (y - top) * way[1] > 0
    assert steps(cell, there) <= 1
