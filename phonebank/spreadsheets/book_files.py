"""A book as the file that its name ends in: a workbook, a CSV, or a zip of one for each sheet."""

from pathlib import Path

from phonebank.domain.sheet import Column, Kind, Row, Sheet
from phonebank.spreadsheets.workbook import Book, Report, write_workbook
from phonebank.spreadsheets.writing import write_csv, write_csvs

CAVEATS = (
    Column("sheet", "Sheet", Kind.TEXT),
    Column("what", "What", Kind.TEXT),
    Column("said", "Sentence", Kind.TEXT),
)


def write_book(target: Path, book: Book, report: Report = lambda done, total: None) -> None:
    """Write .csv (the first sheet alone), .zip, or else a workbook, which has the long tables."""
    ending = target.suffix.lower()
    if ending == ".csv":
        write_csv(target, book.sheets[0])
    elif ending == ".zip":
        write_csvs(target, [*book.sheets, _caveats(book)], book.created)
    else:
        write_workbook(target, book, report)


def _caveats(book: Book) -> Sheet:
    """What stands above and beneath each table on other pages; a CSV has nowhere to say it."""
    rows = [Row(("", "heading", line)) for line in book.heading]
    for sheet in book.sheets:
        rows.append(Row((sheet.title, "base", sheet.base)))
        rows.extend(Row((sheet.title, "note", note)) for note in sheet.notes)
    return Sheet("Bases and caveats", "", CAVEATS, rows)
