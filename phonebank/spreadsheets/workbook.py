"""Finished sheets to one workbook, with a chart, written whole or not at all."""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from phonebank.domain.sheet import Sheet
from phonebank.spreadsheets.archive import DatedArchive
from phonebank.spreadsheets.pages import columns_on_paper, fill_page, header_row, print_down_to
from phonebank.spreadsheets.plain_text import plain, sheet_title
from phonebank.spreadsheets.share_chart import ShareChart, rows_taken, share_bars
from phonebank.spreadsheets.writing import swapped_in

Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What goes into a workbook; `heading` are lines beneath the title of every page."""

    title: str
    creator: str
    created: datetime
    heading: Sequence[str]
    sheets: Sequence[Sheet]
    chart: ShareChart | None = None

    @property
    def pages(self) -> Sequence[Sheet]:
        """The sheets, and last the figures of the chart."""
        return [*self.sheets, *([self.chart.figures] if self.chart else [])]


def write_workbook(target: Path, book: Book, report: Report = lambda done, total: None) -> None:
    """Write the workbook and swap it in; whatever `report` raises stops it and leaves no trace."""
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    moment = book.created.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    with swapped_in(target) as partial:
        made = Workbook(write_only=True)
        _describe(made, book, moment)
        try:
            _fill(made, book, report)
        except BaseException:
            # Saved to nowhere: that is how openpyxl gives up its temporary files.
            ExcelWriter(made, ZipFile(BytesIO(), "w")).save()
            raise
        ExcelWriter(made, DatedArchive(partial, moment)).save()


def _describe(made: Any, book: Book, moment: datetime) -> None:
    made.properties.title = plain(book.title)
    made.properties.creator = made.properties.lastModifiedBy = book.creator
    made.properties.created = made.properties.modified = moment


def _fill(made: Any, book: Book, report: Report) -> None:
    done, total = 0, sum(len(sheet.rows) for sheet in book.pages)

    def tick() -> None:
        nonlocal done
        done += 1
        report(done, total)

    taken: set[str] = set()
    opened = [made.create_sheet(sheet_title(sheet.title, taken)) for sheet in book.pages]
    for sheet, page in zip(book.pages, opened, strict=True):
        with closing(page):
            free = fill_page(page, sheet, book.heading, tick)
            if book.chart and book.chart.on == sheet.title:
                drawn = share_bars(book.chart, opened[-1], header_row(book.heading))
                last = free + rows_taken(book.chart)
                _place(page, drawn, columns_on_paper(sheet), free, last)
                print_down_to(page, sheet, last)


def _place(page: Any, drawn: Any, columns: int, above: int, last: int) -> None:
    """The chart beneath the table, as wide as what is printed, on paper of its own."""
    from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
    from openpyxl.worksheet.pagebreak import Break

    drawn.anchor = TwoCellAnchor(
        editAs="oneCell",
        _from=AnchorMarker(col=0, row=above + 1),
        to=AnchorMarker(col=columns, row=last),
    )
    page.add_chart(drawn)
    page.row_breaks.append(Break(id=above))
