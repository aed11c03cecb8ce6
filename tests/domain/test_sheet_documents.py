"""A sheet becomes JSON and is the same sheet again, whatever its cells hold."""

import json
from datetime import UTC, date, datetime
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from phonebank.domain.frozen import Given, given_in, hash_of, text_of
from phonebank.domain.sheet import Cell, Column, Kind, Mark, Row, Sheet
from phonebank.domain.sheet_documents import document_of_sheet, sheet_in

MONDAY = datetime(2016, 9, 5, 17, tzinfo=UTC)
CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    st.text(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.fractions(),
    st.datetimes(timezones=st.just(UTC)),
    st.dates(),
)


def sheet_of(cells: list[Cell]) -> Sheet:
    columns = [Column(f"k{i}", f"Column {i}", Kind.TEXT, i % 2 == 0) for i in range(len(cells))]
    row = Row(tuple(cells), Mark.REPORTED)
    return Sheet(
        "A sheet", "Everybody.", columns, [row], Row(tuple(cells), Mark.TOTAL), ("A note",)
    )


@given(st.lists(CELLS, max_size=8))
def test_a_sheet_comes_back_as_it_was_and_every_cell_of_its_kind(cells: list[Cell]) -> None:
    sheet = sheet_of(cells)
    back = sheet_in(json.loads(json.dumps(document_of_sheet(sheet))))
    assert back == sheet
    assert [type(cell) for cell in back.rows[0].cells] == [type(cell) for cell in cells]


def test_the_fingerprint_goes_by_every_cell() -> None:
    one: list[Cell]
    other: list[Cell]
    one, other = ([Fraction(1, 3), date(2016, 9, 5)], [0.3333333333333333, date(2016, 9, 5)])
    texts = [text_of(Given("A", MONDAY, [sheet_of(list(cells))])) for cells in (one, other)]
    assert hash_of(texts[0]) != hash_of(texts[1])
    assert given_in(texts[0]) == Given("A", MONDAY, [sheet_of(list(one))])
