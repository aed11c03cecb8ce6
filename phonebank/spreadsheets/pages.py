"""One sheet onto one page of a workbook: widths, header, rows, total, notes, and how it prints."""

from collections.abc import Callable, Iterable, Sequence, Set
from itertools import takewhile
from math import ceil
from typing import Any, NamedTuple

from phonebank.domain.sheet import Cell, Kind, Mark, Row, Sheet, cell_text
from phonebank.spreadsheets.looks import (
    HEADING,
    NOTE,
    TITLE,
    Look,
    Looks,
    Pen,
    Styles,
    header_look,
)
from phonebank.spreadsheets.page_rows import letter
from phonebank.spreadsheets.plain_text import plain

LONGEST = {
    Kind.SHARE: len("100%"),
    Kind.PRINTED: len("99.99%"),
    Kind.POINTS: len("+100%"),
    Kind.MARGIN: len("±100%"),
    Kind.NEEDED: len("cannot be tied"),
    Kind.TIME: len("18 Sep 15:51"),
    Kind.DATE: len("18 Sep 2016"),
}
A4 = 9
WIDEST, NARROWEST, WIDEST_OF_WORDS, EMPTY_COLUMN = 34, 7, 100, 9
LEAST_ON_PAPER = 160  # characters: room for the heading of a narrow table
FILTER_ARROW, PADDING = 3, 2
MOST_LINES = 27
LINE_HEIGHT, TITLE_HEIGHT, GAP_HEIGHT = 15.0, 24.0, 4.5  # points
CM = 1 / 2.54


class Filled(NamedTuple):
    """The rows of a page as the file stores them, the first that is free beneath them, and how
    many points high all above that is."""

    rows: Sequence[bytes]
    free: int
    height: float


def fill_page(
    page: Any, sheet: Sheet, heading: Sequence[str], styles: Styles, done: Callable[[], None]
) -> Filled:
    """Lay out the page, which stays empty itself, and write the sheet's rows.

    Beneath the title stand the lines of `heading` and the base. The total is parted from the rows
    by a gap, so that sorting and filtering never take it in.
    """
    first, widths = header_row(heading), widths_of(sheet)
    _set_up(page, sheet, widths, first)
    long = _long_sentences(sheet, heading, widths)
    _merge(page, long, _paper(sheet, widths)[0])
    spread = {line for line, _ in long.values()}
    heights = _heights(sheet, widths, first) | {row: high for row, (_, high) in long.items()}
    _write_heading(pen := Pen(styles, heights), sheet, heading, spread)
    _write_rows(pen, Looks(styles, [column.kind for column in sheet.columns]), sheet, done)
    pen.row()
    for note in sheet.notes:
        pen.row([(note, _spread(NOTE, note in spread))])
    free = first + len(sheet.rows) + 2 + len(sheet.notes) + (2 if sheet.total else 0)
    lay_on_paper(page, sheet.title)
    print_down_to(page, sheet, free)
    return Filled(pen.rows, free, sum(heights.get(row, LINE_HEIGHT) for row in range(1, free)))


def _write_heading(pen: Pen, sheet: Sheet, heading: Sequence[str], spread: Set[str]) -> None:
    pen.row([(sheet.title, TITLE)])
    for line in (*heading, sheet.base):
        pen.row([(line, _spread(HEADING, line in spread))])
    pen.row()
    pen.row((column.title, header_look(column.kind)) for column in sheet.columns)


def _spread(look: Look, is_spread: bool) -> Look:
    return look._replace(wrapped=True) if is_spread else look


def _long_sentences(
    sheet: Sheet, heading: Sequence[str], widths: Sequence[float]
) -> dict[int, tuple[str, float]]:
    """By its row, each sentence that is longer than the paper is wide, and how high that makes it.

    It has all of the paper's columns, and lines enough.
    """
    _, room = _paper(sheet, widths)
    below = header_row(heading) + len(sheet.rows) + 2 + (2 if sheet.total else 0)
    lines = [*enumerate((*heading, sheet.base), start=2), *enumerate(sheet.notes, start=below)]
    return {
        row: (line, LINE_HEIGHT * min(lines_of(line, room), MOST_LINES))
        for row, line in lines
        if len(line) > room
    }


def _merge(page: Any, rows: Iterable[int], columns: int) -> None:
    from openpyxl.worksheet.cell_range import CellRange

    for row in rows:
        page.merged_cells.add(CellRange(f"A{row}:{letter(columns)}{row}"))


def _paper(sheet: Sheet, widths: Sequence[float]) -> tuple[int, float]:
    """How many columns are printed, empty ones too, and how many characters wide they are."""
    on_paper = columns_on_paper(sheet)
    room = sum(widths[:on_paper])
    if on_paper < len(sheet.columns):
        return on_paper, room
    more = max(0, ceil((LEAST_ON_PAPER - room) / EMPTY_COLUMN))
    return on_paper + more, room + more * EMPTY_COLUMN


def header_row(heading: Sequence[str]) -> int:
    """The row of the column titles: title, heading, base and an empty row stand above."""
    return len(heading) + 4


def _write_rows(pen: Pen, looks: Looks, sheet: Sheet, done: Callable[[], None]) -> None:
    for row in sheet.rows:
        pen.figures(looks.of(row))
        done()
    if sheet.total:
        pen.row()
        pen.figures(looks.of(_named(sheet.total)))


def _named(total: Row) -> Row:
    """The total has no place of its own; on paper it needs a name."""
    return Row((total.cells[0] or "Total", *total.cells[1:]), Mark.TOTAL)


def _set_up(page: Any, sheet: Sheet, widths: Sequence[float], first: int) -> None:
    """How wide, what stays, and what filters."""
    has_figures = _has_figures(sheet)
    for place, width in enumerate(widths, start=1):
        page.column_dimensions[letter(place)].width = width
    if has_figures and sheet.rows:
        page.auto_filter.ref = f"A{first}:{letter(len(sheet.columns))}{first + len(sheet.rows)}"
    page.freeze_panes = f"{'B' if has_figures else 'A'}{first + 1}"
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.sheet_view.showGridLines = False


def _heights(sheet: Sheet, widths: Sequence[float], first: int) -> dict[int, float]:
    """As high as the longest text of each row, for nobody else measures it; the gap is thin."""
    titles, bare = [c.title for c in sheet.columns], [width - FILTER_ARROW for width in widths]
    heights = {1: TITLE_HEIGHT, first: LINE_HEIGHT * _tallest(titles, bare) + 2}
    for number, row in enumerate(sheet.rows, start=first + 1):
        heights[number] = LINE_HEIGHT * _tallest(row.cells, widths)
    if sheet.total:
        heights[first + len(sheet.rows) + 1] = GAP_HEIGHT
    return heights


def _has_figures(sheet: Sheet) -> bool:
    """A table of words alone is read, not sorted or filtered."""
    return any(column.kind.is_figure for column in sheet.columns)


def _tallest(cells: Sequence[Cell], widths: Sequence[float]) -> int:
    """The lines that the longest text of a row takes, as far as a row can grow."""
    lines = (
        lines_of(plain(cell), width)
        for cell, width in zip(cells, widths, strict=True)
        if isinstance(cell, str) and len(cell) > width
    )
    return min(max(lines, default=1), MOST_LINES)


def widths_of(sheet: Sheet) -> list[float]:
    """Wide enough for every figure and every word of the header; long texts wrap."""
    widest = WIDEST if _has_figures(sheet) else WIDEST_OF_WORDS
    return [
        float(min(max(_longest(sheet, place), NARROWEST), widest))
        for place in range(len(sheet.columns))
    ]


def _longest(sheet: Sheet, place: int) -> int:
    """Characters of the longest cell of a column, or of its title broken into two lines."""
    column = sheet.columns[place]
    longest = LONGEST.get(column.kind, 0)
    if not longest:
        cells = (row.cells[place] for row in sheet.all_rows)
        longest = max((len(cell_text(column.kind, cell)) for cell in cells), default=0)
    word = max(map(len, column.title.split()), default=0)
    return max(longest + PADDING, word + FILTER_ARROW, len(column.title) // 2 + 1 + FILTER_ARROW)


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes when it is broken between words."""
    lines, used = 1, 0
    for word in text.split():
        if used and used + 1 + len(word) > width:
            lines, used = lines + 1, len(word)
        else:
            used += len(word) + (1 if used else 0)
    return lines


def lay_on_paper(page: Any, title: str) -> None:
    """Landscape A4, one page wide; details stay on screen."""
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.page_margins.left = page.page_margins.right = CM
    page.page_margins.top, page.page_margins.bottom = 1.2 * CM, 1.8 * CM
    page.page_margins.footer = 0.8 * CM
    page.oddFooter.left.text = plain(title).replace("&", "&&")
    page.oddFooter.right.text = "Page &P of &N"


def repeat_header(page: Any, first: int) -> None:
    """On every leaf of paper."""
    page.print_title_rows = f"{first}:{first}"


def print_down_to(page: Any, sheet: Sheet, last: int) -> None:
    """What goes on paper ends in this row; a narrow table takes empty columns along."""
    page.print_area = f"A1:{letter(columns_of_chart(page, sheet))}{last}"


def columns_on_paper(sheet: Sheet) -> int:
    """The brief columns stand first; the details to their right are not printed."""
    return len(list(takewhile(lambda column: column.brief, sheet.columns))) or len(sheet.columns)


def columns_of_chart(page: Any, sheet: Sheet) -> int:
    """As many as are printed, where the empty ones beside a narrow table end."""
    places = range(1, len(sheet.columns) + 1)
    return _paper(sheet, [page.column_dimensions[letter(place)].width for place in places])[0]
