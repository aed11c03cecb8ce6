"""Tables on paper: columns as wide as they need, rows that can be told apart, few lines in each."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonebank.domain.sheet import Column, Kind, Row
from phonebank.gui.printing.columns import PAD, SIZES, WIDEST_WORD, Piece, pieces_of
from phonebank.gui.printing.prose import broken
from phonebank.gui.printing.row import BOLD, PLAIN, face
from phonebank.gui.widgets import fonts

WIDTH = 709.0  # of A4, upright
REMARK = "undecided not given, one figure for Brighton, Kemptown and Hove"


def columns(*titles: str) -> list[Column]:
    """A column of words for each capitalised title, one of counts for the others."""
    return [
        Column(title, title, Kind.TEXT if title[0].isupper() else Kind.COUNT) for title in titles
    ]


def most_lines(piece: Piece, rows: Sequence[Row]) -> int:
    letters = face(piece.size, PLAIN)
    return max(
        len(broken(str(row.cells[place]), letters, wide - PAD))
        for row in rows
        for place, wide in zip(piece.places, piece.widths, strict=True)
    )


@pytest.mark.usefixtures("qapp")
def test_what_goes_on_beneath_begins_with_all_that_names_its_rows() -> None:
    head = columns("By", "Who", *(f"figure{number}" for number in range(30)))
    rows = [Row(("affiliate", name, *range(10_000, 10_030))) for name in ("Unite", "GMB")]
    first, *others = pieces_of(head, rows, WIDTH)
    assert others
    assert {tuple(piece.places[:2]) for piece in (first, *others)} == {(0, 1)}
    assert [place for it in (first, *others) for place in it.places[2:]] == list(range(2, 32))


@pytest.mark.usefixtures("qapp")
def test_a_long_remark_makes_smaller_letters_rather_than_a_tall_row() -> None:
    head = columns("Place", "Who says so", *(f"figure{number}" for number in range(9)), "Remark")
    places = ("Bermondsey and Old Southwark", "Penistone and Stocksbridge")
    rows = [Row((place, "Neil Coyle MP", *range(9), REMARK)) for place in places]
    (piece,) = pieces_of(head, rows, WIDTH)
    assert piece.size < SIZES[0]
    assert most_lines(piece, rows) <= 3


@pytest.mark.usefixtures("qapp")
def test_words_have_the_whole_width_of_the_page() -> None:
    rows = [Row(("Margin", REMARK * 12)), Row(("Verdict: narrowly in front, narrowly behind", ""))]
    (piece,) = pieces_of(columns("Term", "Meaning"), rows, WIDTH)
    assert sum(piece.widths) == pytest.approx(WIDTH)
    assert most_lines(piece, [rows[1]]) == 1


@pytest.mark.usefixtures("qapp")
def test_a_table_that_has_room_is_as_narrow_as_its_words() -> None:
    rows = [Row(("Exeter", 12))]
    (piece,) = pieces_of(columns("Place", "roll"), rows, WIDTH)
    assert piece.widths[0] == fonts.text_width("Exeter", face(SIZES[0], BOLD)) + PAD


@pytest.mark.usefixtures("qapp")
@given(
    st.lists(st.lists(st.text("ab ", max_size=90), min_size=3, max_size=3), min_size=1, max_size=4),
    st.floats(4 * WIDEST_WORD, 1200),
)
def test_every_column_stands_once_within_the_page(texts: list[list[str]], width: float) -> None:
    rows = [Row((*row, 7)) for row in texts]
    pieces = pieces_of(columns("A", "B", "C", "figure"), rows, width)
    assert {place for piece in pieces for place in piece.places} == {0, 1, 2, 3}
    assert all(sum(piece.widths) <= width + 1e-6 for piece in pieces)
