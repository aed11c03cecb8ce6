"""Finished sheets to one workbook, with charts, written whole or not at all."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from phonebank.domain.sheet import Sheet
from phonebank.spreadsheets.archive import DatedArchive
from phonebank.spreadsheets.drawings import Drawing, drawn
from phonebank.spreadsheets.long_pages import LongSheet, lay_out, rows_in_pieces
from phonebank.spreadsheets.looks import Styles
from phonebank.spreadsheets.names import define_names
from phonebank.spreadsheets.pages import (
    LINE_HEIGHT,
    columns_of_chart,
    fill_page,
    header_row,
    print_down_to,
    repeat_header,
)
from phonebank.spreadsheets.paper import Below, spread_over_leaves
from phonebank.spreadsheets.plain_text import plain, sheet_title
from phonebank.spreadsheets.shading import shade
from phonebank.spreadsheets.share_chart import ShareChart, rows_taken, share_bars
from phonebank.spreadsheets.writing import swapped_in

Report = Callable[[int, int], None]
PAGE = "xl/worksheets/sheet{}.xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What goes into a workbook; `heading` are lines beneath the title of every page.

    `reference` names the copy that was kept of it. Long tables stand last.
    """

    title: str
    creator: str
    created: datetime
    heading: Sequence[str]
    sheets: Sequence[Sheet]
    chart: ShareChart | None = None
    drawings: Sequence[Drawing] = ()
    long: Sequence[LongSheet] = ()
    reference: str = ""

    @property
    def pages(self) -> Sequence[Sheet]:
        """The sheets, and last the figures of the chart."""
        return [*self.sheets, *([self.chart.figures] if self.chart else [])]

    @property
    def rows(self) -> int:
        return sum(len(sheet.rows) for sheet in self.pages) + sum(it.count for it in self.long)


class _Ticking:
    """Tells how many rows are written."""

    def __init__(self, total: int, report: Report) -> None:
        self._done, self._total, self._report = 0, total, report

    def tick(self) -> None:
        self._done += 1
        self._report(self._done, self._total)


def write_workbook(target: Path, book: Book, report: Report = lambda done, total: None) -> None:
    """Write the workbook and swap it in; whatever `report` raises stops it and leaves no trace."""
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    moment = book.created.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    ticking = _Ticking(book.rows, report)
    with swapped_in(target) as partial:
        made = Workbook(write_only=True)
        _describe(made, book, moment)
        try:
            styles = Styles(made)
            rows = _filled(made, book, styles, ticking) | _reserved(made, book, styles, ticking)
        except BaseException:
            # Saved to nowhere: that is how openpyxl gives up its temporary files.
            ExcelWriter(made, ZipFile(BytesIO(), "w")).save()
            raise
        with closing(DatedArchive(partial, moment, rows)) as archive:
            ExcelWriter(made, archive).save()


def _describe(made: Any, book: Book, moment: datetime) -> None:
    said = made.properties
    said.title, said.subject = plain(book.title), "Canvass"
    said.creator = said.lastModifiedBy = book.creator
    said.created = said.modified = moment
    said.identifier = plain(book.reference) or None
    said.description = plain("\n".join([*book.heading, *_bases(book)]))


def _bases(book: Book) -> list[str]:
    return [book.sheets[0].base] if book.sheets else []


Rows = dict[str, Iterable[bytes]]
"""The rows of each page, by its name in the file; the page that openpyxl has is empty."""


def _filled(made: Any, book: Book, styles: Styles, ticking: _Ticking) -> Rows:
    taken: set[str] = set()
    opened = [made.create_sheet(sheet_title(sheet.title, taken)) for sheet in book.pages]
    header, rows = header_row(book.heading), Rows()
    for number, (sheet, page) in enumerate(zip(book.pages, opened, strict=True), start=1):
        with closing(page):
            filled = fill_page(page, sheet, book.heading, styles, ticking.tick)
            shade(page, sheet, header)
            charts = _draw(book, sheet, page, opened[-1], filled.free)
            columns = columns_of_chart(page, sheet)
            if not spread_over_leaves(page, columns, filled.height, charts):
                repeat_header(page, header)
        rows[PAGE.format(number)] = filled.rows
        define_names(made, page, sheet, header)
    return rows


def _draw(book: Book, sheet: Sheet, page: Any, figures: Any, free: int) -> list[Below]:
    """Put the charts of a page beneath its table; the one of shares is of figures at the end."""
    header, below = header_row(book.heading), list[Below]()
    for chart, rows in _charts(book, sheet, page, figures, header):
        below.append(Below(free, LINE_HEIGHT * rows))
        free = _placed(page, sheet, chart, free, rows)
    return below


def _charts(
    book: Book, sheet: Sheet, page: Any, figures: Any, header: int
) -> Iterator[tuple[Any, int]]:
    """Each with the rows that it covers."""
    if book.chart and book.chart.on == sheet.title:
        yield share_bars(book.chart, figures, header), rows_taken(book.chart)
    for drawing in book.drawings:
        if drawing.on == sheet.title:
            yield drawn(drawing, sheet, page, header), drawing.height


def _placed(page: Any, sheet: Sheet, chart: Any, above: int, height: int) -> int:
    """Put the chart beneath the table, as wide as that is printed. Answers the last row that it
    covers."""
    from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor

    last, columns = above + height, columns_of_chart(page, sheet)
    chart.anchor = TwoCellAnchor(
        editAs="oneCell",
        _from=AnchorMarker(col=0, row=above + 1),
        to=AnchorMarker(col=columns, row=last),
    )
    page.add_chart(chart)
    print_down_to(page, sheet, last)
    return last


def _reserved(made: Any, book: Book, styles: Styles, ticking: _Ticking) -> Rows:
    """Pages for the long tables, whose rows are read when the file is written."""
    taken, rows = {title.casefold() for title in made.sheetnames}, Rows()
    for sheet in book.long:
        for part in sheet.parts():
            page = made.create_sheet(sheet_title(sheet.title, taken))
            with closing(page):
                looked = lay_out(page, part, book.heading, styles)
            name = PAGE.format(len(made.sheetnames))
            rows[name] = rows_in_pieces(part, book.heading, looked, ticking.tick)
    return rows
