"""Workbooks as tables: looked through, parsed in a process of their own, and read row by row."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from phonebank.domain.dates import FROM_1900, FROM_1904
from phonebank.domain.files import FileKind, FileLook, Question, Reading, Rows, SheetSample
from phonebank.spreadsheets import guard
from phonebank.spreadsheets.opening import Stamp, changed, opened, refused, stamp_of
from phonebank.spreadsheets.parsing import Parsing
from phonebank.spreadsheets.text_header import headers_of, heading_of
from phonebank.spreadsheets.workbook_child import CELL_END, ROW_END, STILL
from phonebank.spreadsheets.workbook_findings import Findings
from phonebank.spreadsheets.workbook_notices import notices_of
from phonebank.spreadsheets.workbook_refusals import unsafe

LOOKED_AT, SAMPLES = 40, 20
UNTEXTUAL = CELL_END + " \t\r\n\u00a0"
OF_EXCEL = "#REF! #N/A #VALUE! #DIV/0! #NAME? #NULL! #NUM! #SPILL! #CALC! #FIELD! #GETTING_DATA"
OF_LIBREOFFICE = "Err:502 Err:504 Err:508 Err:509 Err:511 Err:522 Err:523"
ERROR_CELLS = frozenset(f"{OF_EXCEL} {OF_LIBREOFFICE}".split())
"""What a cell shows when its formula failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookLook(FileLook):
    """A look that knows the moment it was taken, so that a later change is noticed."""

    stamp: Stamp = field(default=Stamp(0, 0))


class Beginning(NamedTuple):
    """What a first parse shows: all sheets, the one chosen, and its rows from the first on."""

    sheets: Sequence[SheetSample]
    chosen: str
    rows: Sequence[list[str]]


def workbook_look(path: Path, reading: Reading) -> WorkbookLook:
    """Look through a workbook and at the beginning of its sheets; InputRefused says why not."""
    opened(path).close()
    stamp = stamp_of(path)
    findings = guard.check(path)
    begun = _begun(path, findings, reading.sheet)
    header_line = _header_line(path, begun.rows, reading)
    below = [row for row in begun.rows[header_line:] if any(row)]
    above = begun.rows[header_line - 1] if header_line else []
    width = max(map(_width, [above, *below]), default=0)
    headers = headers_of(above[:width], width)
    return WorkbookLook(
        name=path.name,
        kind=FileKind.WORKBOOK,
        read_as=f"{findings.kind}, sheet “{begun.chosen}”",
        reading=Reading(sheet=begun.chosen, header_line=header_line),
        headers=headers,
        samples=[_fitted(row, len(headers)) for row in below[:SAMPLES]],
        sheets=begun.sheets,
        notices=notices_of(path, findings, begun.sheets, begun.chosen, _titles(begun, header_line)),
        questions=_questions(begun, reading),
        size=stamp.size,
        stamp=stamp,
        day_nought=FROM_1904 if findings.is_1904 else FROM_1900,
    )


def _begun(path: Path, findings: Findings, wanted: str) -> Beginning:
    with Parsing(path, findings, "look", wanted) as parsing:
        said = b"".join(parsing.frames())
    try:
        begun = _understood(said, findings)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise unsafe(path) from error
    _refuse_without_rows(path, begun, wanted)
    return begun


def _understood(said: bytes, findings: Findings) -> Beginning:
    shown: dict[str, Any] = json.loads(said)
    sheets = [
        SheetSample(str(name), max(int(rows), findings.sheet(name).rows), bool(is_hidden))
        for name, rows, is_hidden in shown["sheets"]
    ]
    rows = [[str(cell) for cell in row] for row in shown["rows"]]
    return Beginning(sheets, str(shown["chosen"]), rows)


def _refuse_without_rows(path: Path, begun: Beginning, wanted: str) -> None:
    sheets = begun.sheets
    names = ", ".join(f"“{sheet.name}”" for sheet in sheets)
    if wanted and wanted not in {sheet.name for sheet in sheets}:
        raise refused(f"{path.name} has no sheet “{wanted}”.", f"It has {names}.")
    if not any(map(any, begun.rows)):
        where = f"Sheet “{wanted}” of {path.name}" if wanted else path.name
        raise refused(f"{where} has no rows.", f"Choose another sheet: {names}." if names else "")


def _header_line(path: Path, rows: Sequence[list[str]], reading: Reading) -> int:
    """The row with the headers, from one; nought if none has."""
    if reading.header_line is None:
        numbered = [(number, row) for number, row in enumerate(rows, start=1) if any(row)]
        at = heading_of([row for _, row in numbered[:LOOKED_AT]]).at
        return 0 if at is None else numbered[at][0]
    if reading.header_line and not any(rows[reading.header_line - 1 : reading.header_line]):
        raise refused(
            f"{path.name} has nothing in row {reading.header_line} that could be headers.",
            "Name another row.",
        )
    return reading.header_line


def _titles(begun: Beginning, header_line: int) -> int:
    return sum(map(any, begun.rows[: max(header_line - 1, 0)]))


def _questions(begun: Beginning, reading: Reading) -> frozenset[Question]:
    open_ones = set()
    seen = [sheet for sheet in begun.sheets if sheet.rows and not sheet.is_hidden]
    if not reading.sheet and len(seen) > 1:
        open_ones.add(Question.SHEET)
    heading = heading_of([row for row in begun.rows[:LOOKED_AT] if any(row)])
    if reading.header_line is None and not heading.is_certain:
        open_ones.add(Question.HEADER)
    return frozenset(open_ones)


def _width(row: Sequence[str]) -> int:
    """Cells up to the last that is not empty."""
    return max((at for at, cell in enumerate(row, start=1) if cell), default=0)


def _fitted(row: list[str], width: int) -> list[str]:
    """As many cells as there are headers; more only where one beyond them is filled."""
    return row if len(row) <= width or any(row[width:]) else row[:width]


class WorkbookFile:
    """One sheet of a workbook, open for reading; `total` and `done` count its rows twice.

    A row counts when it is parsed and again when it is handed out, which take about as long.
    Leaving the block ends the process that parses it. A file that changed since it was looked at,
    or changes before it is read to its end, is refused.
    """

    def __init__(self, path: Path, look: FileLook) -> None:
        self._path = path
        self._header_line = look.reading.header_line or 0
        self._sheet = look.reading.sheet
        self._width = len(look.headers)
        self._stamp = look.stamp if isinstance(look, WorkbookLook) else stamp_of(path)
        self._parsing: Parsing | None = None
        self._refuse_if_changed()
        self._findings = guard.check(path)
        self._count = sum(sheet.rows for sheet in look.sheets if sheet.name == self._sheet)
        self.total = 2 * self._count

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        if self._parsing is not None:
            self._parsing.close()

    @property
    def child_id(self) -> int:
        """Of the process that parses; nought if none was started."""
        return self._parsing.child_id if self._parsing else 0

    def batches(self, size: int = 2000) -> Iterator[Rows]:
        """The rows below the header, at most `size` at a time.

        While the workbook is being parsed there comes, every quarter of a second, a batch without
        rows, so that whoever reads can be stopped, and can tell how far it is.
        """
        self.close()
        self._parsing = Parsing(self._path, self._findings, "rows", self._sheet, str(size))
        number = 0
        parsed = 0.0
        for frame in self._parsing.frames():
            if frame.startswith(STILL):
                parsed = self._share(frame)
            if not frame or frame.startswith(STILL):
                yield Rows([], [], [], 0, int(parsed * self._count))
                continue
            rows = self._decoded(frame)
            yield self._rows(rows, number)
            number += len(rows)
        self._refuse_if_changed()

    def _share(self, frame: bytes) -> float:
        """Which part is parsed, as far as the child can be believed."""
        try:
            share = float(frame[len(STILL) :])
        except ValueError as error:
            raise unsafe(self._path) from error
        return share if 0 <= share <= 1 else 0.0

    def _decoded(self, frame: bytes) -> list[str]:
        try:
            return frame.decode().split(ROW_END)[:-1]
        except UnicodeDecodeError as error:
            raise unsafe(self._path) from error

    def _rows(self, rows: Sequence[str], before: int) -> Rows:
        below = max(self._header_line - before, 0)
        filled = [
            (number, row)
            for number, row in enumerate(rows[below:], start=before + below + 1)
            if row.strip(UNTEXTUAL)
        ]
        cells = [_fitted(row.split(CELL_END), self._width) for _, row in filled]
        blank = len(rows[below:]) - len(filled)
        done = self._count + min(before + len(rows), self._count)
        return Rows(cells, [number for number, _ in filled], [], blank, done)

    def _refuse_if_changed(self) -> None:
        if stamp_of(self._path) != self._stamp:
            raise changed(self._path)
