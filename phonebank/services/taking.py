"""One import under way: the opened file, what was asked, and where its accounts are kept."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from phonebank.domain.intake import Reject
from phonebank.spreadsheets.workbook_reading import ERROR_CELLS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from phonebank.domain.dates import DateOrder
    from phonebank.domain.files import Rows
    from phonebank.domain.intake import Accounts
    from phonebank.spreadsheets.reading import OpenFile
    from phonebank.store.roll import Origin

TOO_LONG = "the row has more cells than the header"
SHORT = "Some rows have fewer cells than the header; the cells that are not there count as empty."
ERROR = "a cell holds an error of the spreadsheet program"


class Line(NamedTuple):
    """One row of a file: the line it began on, its cells by field, and all of them as written."""

    number: int
    cells: Mapping[str, str]
    original: Sequence[str]


@dataclass(frozen=True, slots=True)
class Table:
    """An opened file, its headers, and the places of the columns that hold each field."""

    file: OpenFile
    headers: Sequence[str]
    columns: Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Taking:
    """`fingerprint` (16 bytes) is of all that decides what a row means, beside its cells."""

    table: Table
    origin: Origin
    accounts: Accounts
    report: Callable[[int, int], None]
    fingerprint: bytes
    date_order: DateOrder | None
    is_dry: bool
    may_blank: bool
    takes_missing_off: bool

    def whole_rows(self, batch: Rows) -> tuple[list[list[str]], list[int], list[Reject]]:
        """The batch's rows, each as wide as the headers, with their lines; and those left out."""
        width = len(self.table.headers)
        self.accounts.blank_rows += batch.blank
        rejects = [Reject(bad.line, "", bad.reason, bad.original) for bad in batch.bad]
        if set(map(len, batch.cells)) <= {width}:
            return list(batch.cells), list(batch.lines), rejects
        rows, lines = [], []
        for row, line in zip(batch.cells, batch.lines, strict=True):
            if len(row) != width and not self._is_fitted(row):
                rejects.append(Reject(line, "", TOO_LONG, tuple(row)))
                continue
            rows.append(row)
            lines.append(line)
        return rows, lines, rejects

    def _is_fitted(self, row: list[str]) -> bool:
        """Fill a short row up, cut empty cells off a long one; False where they are not empty."""
        width = len(self.table.headers)
        if len(row) < width:
            self.accounts.notices[SHORT] += 1
            row += [""] * (width - len(row))
        elif any(map(str.strip, row[width:])):
            return False
        del row[width:]
        return True

    def leave_out(self, rejects: list[Reject]) -> None:
        """Account for rows that are left out, in the order of the file."""
        for reject in sorted(rejects, key=lambda reject: reject.line):
            self.accounts.leave_out(reject)
        rejects.clear()

    def lines(self) -> list[Line]:
        """All rows of the file by field, for files that are not as long as a roll."""
        fields = self.table.columns.items()
        found = []
        for batch in self.table.file.batches():
            rows, numbers, rejects = self.whole_rows(batch)
            errors = set(with_error_cells(rows, range(len(rows))))
            rejects += [Reject(numbers[at], "", ERROR, tuple(rows[at])) for at in errors]
            self.leave_out(rejects)
            for at, (row, number) in enumerate(zip(rows, numbers, strict=True)):
                if at in errors:
                    continue
                cells = {
                    name: " ".join(filter(None, (row[one].strip() for one in held)))
                    for name, held in fields
                }
                found.append(Line(number, cells, tuple(row)))
        return found


def with_error_cells(rows: Sequence[list[str]], places: Iterable[int]) -> list[int]:
    """Those of these places at which the spreadsheet program left an error, such as #REF!."""
    return [at for at in places if not ERROR_CELLS.isdisjoint(map(str.strip, rows[at]))]


@contextmanager
def cycles_left_alone() -> Iterator[None]:
    """Looking for cycles among a million live rows costs a tenth of the time and finds none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
