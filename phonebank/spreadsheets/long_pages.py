"""Tables of any length onto pages of a workbook, row by row, so that memory does not grow.

A page of a workbook ends at 1,048,576 rows: what is longer goes on to another page.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import ceil
from typing import Any, NamedTuple

from phonebank.domain.sheet import Cell, Column, Kind
from phonebank.spreadsheets.looks import FORMATS, HEADING, TITLE, Look, Styles, header_look
from phonebank.spreadsheets.page_rows import letter, page_row
from phonebank.spreadsheets.pages import header_row, lay_on_paper, repeat_header

ROWS_OF_A_PAGE = 1_000_000
ROWS_OF_A_PIECE = 500
WIDTHS = {Kind.TEXT: 22, Kind.TIME: 14, Kind.DATE: 13}
WIDTH = 10


@dataclass(frozen=True, slots=True)
class LongSheet:
    """A table of exactly `count` rows, which are read once."""

    title: str
    base: str
    columns: Sequence[Column]
    count: int
    rows: Iterable[Sequence[Cell]]

    def parts(self) -> Iterator["LongSheet"]:
        """The table as pages hold it; to be read in this order."""
        rows = iter(self.rows)
        for start in range(0, max(self.count, 1), ROWS_OF_A_PAGE):
            size = min(ROWS_OF_A_PAGE, self.count - start)
            yield LongSheet(self.title, self.base, self.columns, size, islice(rows, size))

    @property
    def pages(self) -> int:
        return max(1, ceil(self.count / ROWS_OF_A_PAGE))


class Looked(NamedTuple):
    """The numbers of the styles of a page's columns and sentences."""

    title: int
    heading: int
    headers: Sequence[int]
    cells: Sequence[int]


def lay_out(page: Any, sheet: LongSheet, heading: Sequence[str], styles: Styles) -> Looked:
    """Set up the page, which stays empty itself, and have the workbook know its styles."""
    above = header_row(heading)
    for place, column in enumerate(sheet.columns, start=1):
        page.column_dimensions[letter(place)].width = WIDTHS.get(column.kind, WIDTH)
    page.freeze_panes = f"A{above + 1}"
    page.auto_filter.ref = f"A{above}:{letter(len(sheet.columns))}{above + sheet.count}"
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.sheet_view.showGridLines = False
    lay_on_paper(page, sheet.title)
    repeat_header(page, above)
    kinds = [column.kind for column in sheet.columns]
    return Looked(
        styles.number(TITLE),
        styles.number(HEADING),
        [styles.number(header_look(kind)) for kind in kinds],
        [styles.number(_look(kind)) for kind in kinds],
    )


def _look(kind: Kind) -> Look:
    return Look(number_format=FORMATS[kind], horizontal="left" if kind is Kind.TEXT else "right")


def rows_in_pieces(
    sheet: LongSheet, heading: Sequence[str], looked: Looked, done: Callable[[], None]
) -> Iterator[bytes]:
    """The rows of the page as the workbook stores them, some at a time."""
    yield page_row(1, [(sheet.title, looked.title)])
    for number, line in enumerate([*heading, sheet.base], start=2):
        yield page_row(number, [(line, looked.heading)])
    above = header_row(heading)
    titles = [column.title for column in sheet.columns]
    yield page_row(above, zip(titles, looked.headers, strict=True))
    rows = enumerate(sheet.rows, start=above + 1)
    while some := list(islice(rows, ROWS_OF_A_PIECE)):
        yield b"".join(page_row(number, _inked(cells, looked.cells)) for number, cells in some)
        for _ in some:
            done()


def _inked(cells: Sequence[Cell], styles: Sequence[int]) -> Iterator[tuple[Cell, int | None]]:
    """What is not there has no cell."""
    for cell, style in zip(cells, styles, strict=True):
        yield cell, None if cell is None or cell == "" else style
