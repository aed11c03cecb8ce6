"""Blocks on pages: nothing lost, nothing cut, titles with what they are of, headers again."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from phonebank.gui.printing.flow import Block, on_pages

ROOM = 100.0


def nothing(painter: QPainter, box: QRectF) -> None:
    """A block of which only the height matters."""


def block(height: float, *, holds: bool = False, heading: Block | None = None) -> Block:
    return Block(height, nothing, holds, heading)


@given(st.lists(st.tuples(st.floats(1, 99), st.booleans()), max_size=30))
def test_every_block_stands_once_and_in_order(sizes: list[tuple[float, bool]]) -> None:
    blocks = [block(height, holds=holds) for height, holds in sizes]
    pages = on_pages(blocks, ROOM)
    assert [placed.block for page in pages for placed in page] == blocks
    assert len(pages) == 1 or all(pages)


@given(st.lists(st.floats(1, 99), min_size=1, max_size=30))
def test_no_page_is_fuller_than_it_has_room(heights: list[float]) -> None:
    for page in on_pages([block(height) for height in heights], ROOM):
        assert sum(placed.block.height for placed in page) <= ROOM + 1e-9
        tops = [placed.top for placed in page]
        assert tops == sorted(tops)


def test_a_title_goes_over_the_page_with_what_it_is_of() -> None:
    first, title, text = block(70), block(20, holds=True), block(20)
    pages = on_pages([first, title, text], ROOM)
    assert [[placed.block for placed in page] for page in pages] == [[first], [title, text]]


def test_a_table_that_goes_on_has_its_header_again() -> None:
    header = block(20, holds=True)
    rows = [block(30, heading=header) for _ in range(4)]
    pages = on_pages([header, *rows], ROOM)
    assert [[placed.block for placed in page] for page in pages] == [
        [header, *rows[:2]],
        [header, *rows[2:]],
    ]
