"""One import under way: the opened file, what was asked, and where its accounts are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from phonebank.services.fitting import cells_in, fitted
from phonebank.spreadsheets.reading import cells_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from phonebank.domain.dates import DateOrder
    from phonebank.domain.files import FileLook
    from phonebank.domain.intake import Accounts, Reject
    from phonebank.services.fitting import WholeRows
    from phonebank.spreadsheets.reading import OpenFile
    from phonebank.store.roll import Origin

SHORT = "Some rows have fewer cells than the header; the cells that are not there count as empty."


class Line(NamedTuple):
    """One row of a file: the line it began on, its cells by field, and all of them as written."""

    number: int
    cells: Mapping[str, str]
    original: Sequence[str]


@dataclass(frozen=True, slots=True)
class Table:
    """An opened file, how it was looked at, and the places of the columns that hold each field."""

    file: OpenFile
    path: Path
    look: FileLook
    columns: Mapping[str, Sequence[int]]

    @property
    def width(self) -> int:
        return len(self.look.headers)

    def cells_of(self, text: str) -> list[str]:
        """The cells of a row in one piece, as `WholeRows.texts` has it."""
        return cells_in(text) or cells_of(text, self.look)


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

    def account_for(self, rows: WholeRows) -> None:
        """Count the rows that are blank or short."""
        self.accounts.blank_rows += rows.blank
        if rows.short:
            self.accounts.notices[SHORT] += rows.short

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
            whole = fitted(batch, self.table.width)
            self.account_for(whole)
            self.leave_out(whole.rejects)
            for row, number in zip(whole.cells, whole.lines, strict=True):
                cells = {
                    name: " ".join(filter(None, (row[one].strip() for one in held)))
                    for name, held in fields
                }
                found.append(Line(number, cells, tuple(row)))
        return found
