"""Tables out of files, whatever program wrote them: a look first, then rows in batches."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Protocol, Self

from phonebank.domain.files import FileKind, FileLook, Question, Reading, Rows
from phonebank.spreadsheets import true_types
from phonebank.spreadsheets.opening import opened, refused, stamp_of, unreadable
from phonebank.spreadsheets.text_file import TextFile
from phonebank.spreadsheets.text_look import text_look

AS_IT_IS = Reading()


class OpenFile(Protocol):
    """A file open for reading; `total` is in the units of `Rows.done`."""

    total: int

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
        /,
    ) -> None: ...

    def batches(self, size: int = 500) -> Iterator[Rows]:
        """Every row below the headers once, in order."""
        ...


def look_at(path: Path, reading: Reading = AS_IT_IS) -> FileLook:
    """What the file is and how it will be read, where `reading` leaves that open.

    InputRefused at once for what is no file, is too large, or is neither text nor a workbook;
    WrongUse for an encoding or a delimiter that there is not.
    """
    stamp = stamp_of(path)
    with opened(path) as file:
        try:
            head = file.read(true_types.LOOKED_AT)
        except OSError as error:
            raise unreadable(path, error) from error
        if not true_types.is_workbook(head):
            true_types.refuse_what_is_no_text(path.name, head)
            return text_look(file, path, head, reading, stamp)
    from phonebank.spreadsheets.workbook_reading import workbook_look

    return workbook_look(path, reading)


def open_file(path: Path, look: FileLook) -> OpenFile:
    """The file as it was looked at; InputRefused, then or while it is read, if it changed."""
    if look.kind is FileKind.TEXT:
        return TextFile(path, look)
    from phonebank.spreadsheets.workbook_reading import WorkbookFile

    return WorkbookFile(path, look)


def resource_rows(path: Path) -> Iterator[Mapping[str, str]]:
    """The rows of one of our own CSV files, by header."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


class Line(NamedTuple):
    """One row of the file: `number` is the physical line it began on, counted from one."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FileTable:
    """Headers as written, and every row beneath them."""

    headers: Sequence[str]
    lines: Sequence[Line]


def read_table(path: Path) -> FileTable:
    """The whole table at once; refused where a row or the encoding leaves any doubt."""
    look = look_at(path)
    if look.kind is FileKind.TEXT and not look.reading.header_line:
        look = look_at(path, replace(look.reading, header_line=1))
    if Question.ENCODING in look.questions:
        raise refused(f"{path.name} is not UTF-8 text.", "Save it as CSV UTF-8 and try again.")
    with open_file(path, look) as file:
        lines = [line for rows in file.batches() for line in _lines(path, rows, look.headers)]
    return FileTable(look.headers, lines)


def _lines(path: Path, rows: Rows, headers: Sequence[str]) -> Iterator[Line]:
    for bad in rows.bad:
        raise refused(f"{path.name}, line {bad.line}: {bad.reason}.", "Mend that line.")
    for number, cells in zip(rows.lines, rows.cells, strict=True):
        row = {header: cell.strip() for header, cell in zip(headers, cells, strict=False)}
        if len(cells) > len(headers):
            row[""] = " ".join(cells[len(headers) :]).strip()
        yield Line(number, row)
