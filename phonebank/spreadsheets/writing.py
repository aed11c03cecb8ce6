"""Tables to CSV, and the way every file is written: beside its target, swapped in when whole."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from typing import TextIO

from phonebank.domain.errors import InputRefused, NoRoom
from phonebank.domain.intake import Reject, kept_nowhere
from phonebank.domain.sheet import Cell, Sheet
from phonebank.spreadsheets.archive import DatedArchive
from phonebank.spreadsheets.plain_text import plain, sheet_title
from phonebank.unfinished import discarded_after

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

NOT_IN_FILE_NAMES = re.compile(r'[<>:"|?*/\\\x00-\x1f]')


@contextmanager
def swapped_in(target: Path) -> Iterator[Path]:
    """Gives a path to write to; what was written becomes `target` only if the block ends well."""
    check_target(target)
    try:
        with discarded_after(target) as partial:
            yield partial
            if partial.exists():
                partial.replace(target)
    except OSError as error:
        raise NoRoom(
            f"{target} could not be written ({error.strerror}).",
            kept="What was there before is untouched.",
            next_step="Free some space or choose another folder, then try again.",
        ) from error


def check_target(target: Path) -> None:
    """Refuse a file for which there is no folder, or which is one."""
    if not target.parent.is_dir():
        raise InputRefused(
            f"The folder {target.parent} does not exist.", next_step="Make it, or choose another."
        )
    if target.is_dir():
        raise InputRefused(f"{target} is a folder.", next_step="Name a file in it.")


@contextmanager
def rejects_kept(target: Path | None, headers: Sequence[str]) -> Iterator[Callable[[Reject], None]]:
    """Gives what keeps a rejected row: line, column and reason first, then its text as it was.

    The file is there when the block has ended well and a row was kept; without a target, none is.
    """
    if target is None:
        yield kept_nowhere
        return
    with swapped_in(target) as partial, closing(_RejectedRows(partial, headers)) as rows:
        yield rows.keep


class _RejectedRows:
    """A file of rejected rows, begun with the first of them."""

    def __init__(self, path: Path, headers: Sequence[str]) -> None:
        self._path, self._headers = path, headers
        self._file: TextIO | None = None

    def keep(self, reject: Reject) -> None:
        if self._file is None:
            self._file = self._path.open("w", encoding="utf-8-sig", newline="")
            self._write = csv.writer(self._file).writerow
            self._write(["line", "column", "reason", *self._headers])
        self._write([reject.line, reject.column, reject.reason, *map(harmless, reject.original)])

    def close(self) -> None:
        if self._file is not None:
            self._file.close()


def harmless(text: str) -> str:
    """Text that a spreadsheet program would take for a formula gets an apostrophe before it."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def write_csv(target: Path, sheet: Sheet) -> None:
    """The sheet as CSV that a spreadsheet program opens as UTF-8."""
    text = csv_text(sheet)
    with swapped_in(target) as partial:
        partial.write_text(text, "utf-8-sig", newline="")


def write_csvs(target: Path, sheets: Sequence[Sheet], moment: datetime) -> None:
    """A zip with a CSV for each sheet, numbered in their order, all dated `moment`."""
    stamp, taken = moment.astimezone(UTC).replace(tzinfo=None, microsecond=0), set[str]()
    with swapped_in(target) as partial, closing(DatedArchive(partial, stamp)) as archive:
        for number, sheet in enumerate(sheets, start=1):
            title = NOT_IN_FILE_NAMES.sub("_", sheet_title(sheet.title, taken))
            archive.writestr(f"{number:02} {title}.csv", csv_text(sheet).encode("utf-8-sig"))


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
