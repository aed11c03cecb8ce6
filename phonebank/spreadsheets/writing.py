"""Tables to CSV, and the way every file is written: beside its target, swapped in when whole."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

from phonebank.domain.errors import InputRefused, NoRoom
from phonebank.domain.intake import Reject
from phonebank.domain.sheet import Cell, Sheet
from phonebank.spreadsheets.plain_text import plain
from phonebank.unfinished import discarded_after

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@contextmanager
def swapped_in(target: Path) -> Iterator[Path]:
    """Gives a path to write to; it becomes `target` only if the block ends well."""
    if not target.parent.is_dir():
        raise InputRefused(
            f"The folder {target.parent} does not exist.", next_step="Make it, or choose another."
        )
    if target.is_dir():
        raise InputRefused(f"{target} is a folder.", next_step="Name a file in it.")
    try:
        with discarded_after(target) as partial:
            yield partial
            partial.replace(target)
    except OSError as error:
        raise NoRoom(
            f"{target} could not be written ({error.strerror}).",
            kept="What was there before is untouched.",
            next_step="Free some space or choose another folder, then try again.",
        ) from error


def write_rejects(target: Path, headers: Sequence[str], rejects: Sequence[Reject]) -> None:
    """Rejected rows with line, column and reason first, then their text as it was."""
    with swapped_in(target) as partial, partial.open("w", encoding="utf-8-sig", newline="") as file:
        write = csv.writer(file).writerow
        write(["line", "column", "reason", *headers])
        for reject in rejects:
            original = reject.original[: len(headers)]
            write([reject.line, reject.column, reject.reason, *map(harmless, original)])


def harmless(text: str) -> str:
    """Text that a spreadsheet program would take for a formula gets an apostrophe before it."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def write_csv(target: Path, sheet: Sheet) -> None:
    """The sheet as CSV that a spreadsheet program opens as UTF-8."""
    text = csv_text(sheet)
    with swapped_in(target) as partial:
        partial.write_text(text, "utf-8-sig", newline="")


def csv_text(sheet: Sheet) -> str:
    """Titles, rows and the total; figures as plain numbers, times in UTC, empty for no figure."""
    file = StringIO(newline="")
    write = csv.writer(file).writerow
    write([harmless(plain(column.title)) for column in sheet.columns])
    for row in sheet.all_rows:
        write([_csv_cell(cell) for cell in row.cells])
    return file.getvalue()


def _csv_cell(cell: Cell) -> str:
    """Only text is made harmless: a figure that begins with a minus is a figure."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return harmless(plain(cell))
    if isinstance(cell, datetime):
        return cell.astimezone(UTC).isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell if isinstance(cell, int) else float(cell))
