"""Tables out of files: CSV and workbooks become rows of text with the line each came from."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from phonebank.domain.errors import InputRefused

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
LARGEST = 300 * 1024 * 1024


class Line(NamedTuple):
    """One row of the file: `number` is the physical line it began on, counted from one."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FileTable:
    """Headers as written, and every row beneath them."""

    headers: Sequence[str]
    lines: Sequence[Line]


def resource_rows(path: Path) -> Iterator[Mapping[str, str]]:
    """The rows of one of our own CSV files, by header."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def read_table(path: Path) -> FileTable:
    """The first sheet of a workbook or a CSV, all cells as text; what the file is decides."""
    if not path.is_file():
        what = "is a folder" if path.is_dir() else "does not exist"
        raise _refused(f"{path} {what}.", "Check the path.")
    if path.stat().st_size > LARGEST:
        raise _refused(f"{path.name} is larger than 300 MB.", "Split it into smaller files.")
    with path.open("rb") as file:
        first = file.read(8)
    if not first:
        raise _refused(f"{path.name} is empty.", "Export it again.")
    rows = _workbook_rows(path) if first.startswith((ZIP, OLE)) else _csv_rows(path)
    return _with_header(path, rows)


def _with_header(path: Path, rows: list[tuple[int, list[str]]]) -> FileTable:
    filled = [(number, cells) for number, cells in rows if any(cells)]
    if not filled:
        raise _refused(f"{path.name} has no rows.", "Export it again.")
    headers = [cell.strip() for cell in filled[0][1]]
    doubled = {header for header in headers if header and headers.count(header) > 1}
    if doubled:
        raise _refused(
            f"{path.name} has two columns named “{sorted(doubled)[0]}”.", "Rename one of them."
        )
    lines = [Line(number, _by_header(headers, cells)) for number, cells in filled[1:]]
    return FileTable(headers, lines)


def _by_header(headers: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """Cells beyond the last header are kept under the empty name, so that a row can be refused."""
    row = {header: cell.strip() for header, cell in zip(headers, cells, strict=False)}
    if len(cells) > len(headers):
        row[""] = " ".join(cells[len(headers) :]).strip()
    return row


def _csv_rows(path: Path) -> list[tuple[int, list[str]]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(
            f"{path.name} is not UTF-8 text (byte {error.start} cannot be read).",
            "Save it as CSV UTF-8 and try again.",
        ) from error
    rows, begun = [], 1
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        for cells in reader:
            rows.append((begun, cells))
            begun = reader.line_num + 1
    except csv.Error as error:
        raise _refused(
            f"{path.name} cannot be read from line {begun} on: {error}.", "Mend that line."
        ) from error
    return rows


def _workbook_rows(path: Path) -> list[tuple[int, list[str]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(str(path))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except CalamineError as error:
        raise _refused(
            f"{path.name} cannot be read as a workbook.", "Save it as CSV UTF-8 and try again."
        ) from error
    return [(number, [_text(cell) for cell in row]) for number, row in enumerate(rows, start=1)]


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and not (cell.hour or cell.minute or cell.second):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def _refused(message: str, next_step: str) -> InputRefused:
    return InputRefused(message, kept="Nothing was imported.", next_step=next_step)
