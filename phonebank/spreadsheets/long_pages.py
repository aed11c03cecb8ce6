"""Tables of any length onto pages of a workbook, row by row, so that memory does not grow.

A page of a workbook ends at 1,048,576 rows: what is longer goes on to another page.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from math import ceil
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from phonebank.domain.hours import local
from phonebank.domain.sheet import Cell, Column, Kind
from phonebank.spreadsheets.looks import FORMATS, HEADING, TITLE, Look, header_look, styled
from phonebank.spreadsheets.pages import A4, letter
from phonebank.spreadsheets.plain_text import for_workbook, plain

ROWS_OF_A_PAGE = 1_000_000
ROWS_OF_A_PIECE = 500
WIDTHS = {Kind.TEXT: 22, Kind.TIME: 14, Kind.DATE: 13}
WIDTH = 10
EPOCH = date(1899, 12, 30).toordinal()
SECONDS_OF_A_DAY = 86_400
OPENING = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>'
    '<sheetView showGridLines="0" workbookViewId="0">'
    '<pane ySplit="{above}" topLeftCell="A{first}" activePane="bottomLeft" state="frozen"/>'
    "</sheetView></sheetViews><cols>{widths}</cols><sheetData>"
)
CLOSING = (
    '</sheetData><autoFilter ref="{filtered}"/>'
    '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.7" header="0.3" footer="0.3"/>'
    f'<pageSetup orientation="landscape" paperSize="{A4}" fitToWidth="1" fitToHeight="0"/>'
    "<headerFooter><oddFooter>&amp;L{title}&amp;RPage &amp;P of &amp;N</oddFooter></headerFooter>"
    "</worksheet>"
)


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


class _Styles(NamedTuple):
    """The numbers of the workbook's styles, which each cell names."""

    title: int
    heading: int
    headers: Sequence[int]
    cells: Sequence[int]


def reserve(page: Any, sheet: LongSheet, heading: Sequence[str]) -> _Styles:
    """Have the workbook know the styles of the page, and repeat its header on paper."""
    above = len(heading) + 4
    page.print_title_rows = f"{above}:{above}"
    kinds = [column.kind for column in sheet.columns]
    return _Styles(
        styled(page, TITLE).style_id,
        styled(page, HEADING).style_id,
        [styled(page, header_look(kind)).style_id for kind in kinds],
        [styled(page, _look(kind)).style_id for kind in kinds],
    )


def _look(kind: Kind) -> Look:
    return Look(number_format=FORMATS[kind], horizontal="left" if kind is Kind.TEXT else "right")


def page_in_pieces(
    sheet: LongSheet, heading: Sequence[str], styles: _Styles, done: Callable[[], None]
) -> Iterator[bytes]:
    """The page as the workbook stores it, some rows at a time."""
    lines = [sheet.title, *heading, sheet.base]
    above = len(lines) + 2
    widths = "".join(
        f'<col min="{i}" max="{i}" width="{WIDTHS.get(c.kind, WIDTH)}" customWidth="1"/>'
        for i, c in enumerate(sheet.columns, start=1)
    )
    yield OPENING.format(above=above, first=above + 1, widths=widths).encode()
    looks = [styles.title, *[styles.heading] * (len(lines) - 1)]
    for number, (line, look) in enumerate(zip(lines, looks, strict=True), start=1):
        yield _row(number, ["A"], [line], [look])
    letters = [letter(i + 1) for i in range(len(sheet.columns))]
    yield _row(above, letters, [column.title for column in sheet.columns], styles.headers)
    yield from _rows(sheet, above + 1, letters, styles.cells, done)
    filtered = f"A{above}:{letters[-1]}{above + sheet.count}"
    title = escape(plain(sheet.title).replace("&", "&&"))
    yield CLOSING.format(filtered=filtered, title=title).encode()


def _rows(
    sheet: LongSheet,
    first: int,
    letters: Sequence[str],
    styles: Sequence[int],
    done: Callable[[], None],
) -> Iterator[bytes]:
    piece: list[bytes] = []
    for number, cells in enumerate(sheet.rows, start=first):
        piece.append(_row(number, letters, cells, styles))
        done()
        if len(piece) == ROWS_OF_A_PIECE:
            yield b"".join(piece)
            piece.clear()
    yield b"".join(piece)


def _row(
    number: int, letters: Sequence[str], cells: Sequence[Cell], styles: Sequence[int]
) -> bytes:
    written = [
        _cell(f"{where}{number}", cell, style)
        for where, cell, style in zip(letters, cells, styles, strict=True)
        if cell is not None and cell != ""
    ]
    return f'<row r="{number}">{"".join(written)}</row>'.encode()


def _cell(where: str, cell: Cell, style: int) -> str:
    """Text stands in the cell itself, so that no list of all texts has to be kept."""
    if isinstance(cell, str):
        text = escape(for_workbook(cell))
        return (
            f'<c r="{where}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t>'
            "</is></c>"
        )
    return f'<c r="{where}" s="{style}"><v>{_number(cell)}</v></c>'


def _number(cell: Cell) -> str:
    """Days since the last but one of 1899, as workbooks count; times in the electors' zone."""
    if isinstance(cell, datetime):
        here = local(cell)
        midnight = datetime(here.year, here.month, here.day, tzinfo=UTC)
        seconds = (here.replace(tzinfo=UTC) - midnight).total_seconds()
        return repr(here.date().toordinal() - EPOCH + seconds / SECONDS_OF_A_DAY)
    if isinstance(cell, date):
        return str(cell.toordinal() - EPOCH)
    return str(cell if isinstance(cell, int) else float(cell or 0))
