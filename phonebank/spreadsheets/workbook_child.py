"""Parses one workbook in a process of its own, and writes what it holds to standard output."""

# Started by its path and without a word of the rest of the program, which it cannot reach.

import faulthandler
import gc
import json
import os
import re
import struct
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import islice
from pathlib import Path
from threading import Event, Thread
from typing import IO, Any, BinaryIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

MEMORY = 3 << 30
"""Bytes of address space; 650,000 electors with 17 columns take 0.8 GB."""
CELL_END, ROW_END = "\x1f", "\x1e"
STILL, A_MOMENT = b"\x1d", 0.25
"""What a frame begins with that only tells how much is parsed, and the seconds between two."""
BUSY = 6  # times as long as it works it may take, where other programs are at work too
PASSWORD_NEEDED, UNREADABLE = 4, 5
LOOKED_AT, LOOKED_AT_BYTES = 100, 1 << 20
LONGEST_WHOLE = 1e15  # beyond it a workbook has lost digits, which must not look as if it had not
ERROR_CELL = re.compile(rb'(<c\s[^<>]*\bt=)"e"')
ERROR_OF_ODS = re.compile(rb'office:string-value=""(\s+calcext:value-type="error")')
PICTURES, SHEETS, STRINGS = "xl/media/", "xl/worksheets/", "xl/sharedStrings.xml"
NAMED = {".xlsx", ".xlsm"}
TIMES_READ = 2  # of a sheet: for the cells that are merged, then for all
IS_SHARED = re.compile(rb"""\st\s*=\s*["']s["']""")
SHARED = re.compile(rb"""\st\s*=\s*["']s["'][^<>]*><v>([0-9]{1,9})</v>""")
END_OF_STRING = re.compile(rb"</si>|<si\s*/>")
ALL = 1 << 31


def main(arguments: list[str]) -> int:
    """`look PATH SHEET SECONDS HAS_ERRORS` or `rows PATH SHEET SECONDS HAS_ERRORS SIZE`.

    `look` answers a frame of JSON, `rows` some that begin with STILL, then frames of rows; a frame
    is its length, then its bytes.
    """
    asked, path, sheet, seconds, has_errors, *size = arguments
    _limit(float(seconds))
    gc.disable()  # nothing here refers to itself, and looking for it takes a while
    from python_calamine import CalamineError, PasswordError

    try:
        if asked == "look":
            frames = _look(Path(path), sheet, bool(int(has_errors)))
        else:
            frames = _rows(Path(path), sheet, bool(int(has_errors)), int(size[0]))
        for frame in frames:
            _say(frame)
    except PasswordError:
        return PASSWORD_NEEDED
    except (CalamineError, MemoryError, BrokenPipeError):
        return UNREADABLE
    return 0


def _say(frame: bytes) -> None:
    sys.stdout.buffer.write(struct.pack(">I", len(frame)) + frame)
    sys.stdout.buffer.flush()


def _limit(seconds: float) -> None:
    """Memory and time; no core dump, since it would hold names, and no file written.

    Windows knows none of these limits but the clock's, and macOS does not keep that of memory.
    """
    faulthandler.dump_traceback_later(seconds * (1 if sys.platform == "win32" else BUSY), exit=True)
    if sys.platform == "win32":
        return
    import resource

    for limit, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, int(seconds) + 1),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        hard = resource.getrlimit(limit)[1]
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (allowed, allowed))


def _look(path: Path, wanted: str, has_errors: bool) -> Iterator[bytes]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    book = _opened(path, has_errors, is_look=True)
    sheets, rows, chosen = [], [], ""
    for found in book.sheets_metadata:
        if found.typ is not SheetTypeEnum.WorkSheet:
            continue
        is_hidden = found.visible is not SheetVisibleEnum.Visible
        sheet = book.get_sheet_by_name(found.name)
        sheets.append((found.name, sheet.height, is_hidden))
        is_first = not chosen and not wanted and sheet.height and not is_hidden
        if is_first or found.name == wanted:
            chosen = found.name
            rows = [_texts(row) for row in islice(sheet.iter_rows(), LOOKED_AT)]
    yield json.dumps({"sheets": sheets, "chosen": chosen, "rows": rows}).encode()


def _rows(path: Path, wanted: str, has_errors: bool, size: int) -> Iterator[bytes]:
    with _telling(Place(path).share):
        sheet = _opened(path, has_errors, is_look=False).get_sheet_by_name(wanted)
    # What is left to do cannot hang: it waits for the program to read, for as long as that takes.
    faulthandler.cancel_dump_traceback_later()
    rows = sheet.iter_rows()
    while block := list(islice(rows, size)):
        yield _joined(block).encode()


class Place:
    """Where in the file the parser is, which reads it as it goes, sheets of Excel's twice.

    It is open under the lowest number that is free; of a copy, or on Windows, nothing is known.
    """

    def __init__(self, path: Path) -> None:
        parts = _parts(path)
        self._spans = [(it.header_offset, it.header_offset + it.compress_size) for it in parts]
        strings = sum(it.compress_size for it in parts if it.filename == STRINGS)
        self._all = strings + TIMES_READ * max((it.compress_size for it in parts), default=1)
        self._read, self._at, self._file = 0, 0, path.stat()
        self._number = os.open(path, os.O_RDONLY)
        os.close(self._number)

    def share(self) -> float:
        """Which part of all that is to be read was read, nought to one; never less than before."""
        with suppress(OSError):
            if os.path.samestat(os.fstat(self._number), self._file):
                at = os.lseek(self._number, 0, os.SEEK_CUR)
                for start in (start for start, end in self._spans if start < at <= end):
                    self._read += max(0, at - max(start, self._at))
                    self._at = at
        return min(1.0, self._read / self._all)


def _parts(path: Path) -> list[ZipInfo]:
    """The shared strings and the sheets of an Excel workbook."""
    parts = ZipFile(path).infolist() if _is_zip(path) else ()
    return [part for part in parts if part.filename.startswith((SHEETS, STRINGS))]


@contextmanager
def _telling(share: Callable[[], float]) -> Iterator[None]:
    """Say on and on how far the parser is, which has no word for it and is no Python."""
    is_over = Event()

    def tell() -> None:
        while not is_over.wait(A_MOMENT):
            _say(STILL + str(share()).encode())

    telling = Thread(target=tell, daemon=True)
    telling.start()
    try:
        yield
    finally:
        is_over.set()
        telling.join()


def _is_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) == b"PK"


def _joined(block: list[list[Any]]) -> str:
    """Cells and rows ended by signs that no text has; where one has, it is replaced."""
    text = ROW_END.join([*map(_line, block), ""])
    ends = sum(map(len, block)) - len(block)
    if text.count(CELL_END) == ends and text.count(ROW_END) == len(block):
        return text
    signs = str.maketrans({CELL_END: "\ufffd", ROW_END: "\ufffd"})
    return _joined([[cell.translate(signs) for cell in _texts(row)] for row in block])


def _line(row: list[Any]) -> str:
    """Most rows are nothing but text."""
    try:
        return CELL_END.join(row)
    except TypeError:
        return CELL_END.join(_texts(row))


def _opened(path: Path, has_errors: bool, is_look: bool) -> Any:
    """The workbook; for a look with the sheets' beginnings, and with error cells that can be seen.

    The parser makes error cells empty; changed to text they stay what they show.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    if _is_zip(path) and (has_errors or is_look):
        return CalamineWorkbook.from_filelike(_copied(path, has_errors, is_look))
    if path.suffix in NAMED and not is_look:  # which it reads bit by bit, but believes the name
        with suppress(CalamineError):
            return CalamineWorkbook.from_path(str(path))
    return CalamineWorkbook.from_filelike(path.open("rb"))


def _copied(path: Path, has_errors: bool, is_look: bool) -> BinaryIO:
    made = BytesIO()
    with ZipFile(path) as old, ZipFile(made, "w", ZIP_STORED) as new:
        entries = {entry.filename: entry for entry in old.infolist()}
        if not has_errors and "content.xml" in entries:
            return path.open("rb")  # OpenDocument has one part for all sheets: it is read whole
        strings = entries.pop(STRINGS, None)
        shared = 0
        for entry in entries.values():
            if entry.is_dir() or entry.filename.startswith(PICTURES):
                continue
            with old.open(entry) as source, new.open(entry.filename, "w") as target:
                shared = max(shared, _copy(source, target, is_look))
        if strings is not None:
            with old.open(strings) as source, new.open(STRINGS, "w") as target:
                _copy_strings(source, target, max(1, shared))
    made.seek(0)
    return made


def _copy(source: IO[bytes], target: IO[bytes], is_look: bool) -> int:
    """Copy a part, of a sheet that is looked at its beginning; answers how many of the shared
    strings, from the first, it needs."""
    head = source.read(LOOKED_AT_BYTES)
    is_sheet = is_look and b"<sheetData" in head
    cut = head.rfind(b"</row>") if is_sheet else -1
    if cut > 0 and len(head) == LOOKED_AT_BYTES:
        target.write(_mended(head[:cut]) + b"</row></sheetData></worksheet>")
        return _shared_in(head[:cut])
    shared = _shared_in(head) if len(head) < LOOKED_AT_BYTES and is_look else ALL
    rest = b""
    while head:
        data = rest + head
        cut = max(data.rfind(b"<"), 0)
        target.write(_mended(data[:cut]))
        rest, head = data[cut:], source.read(LOOKED_AT_BYTES)
    target.write(rest)
    return shared


def _shared_in(xml: bytes) -> int:
    """All, where one cell does not say plainly which it shows."""
    told = SHARED.findall(xml)
    return 1 + max(map(int, told), default=-1) if len(told) == len(IS_SHARED.findall(xml)) else ALL


def _copy_strings(source: IO[bytes], target: IO[bytes], wanted: int) -> None:
    """The first strings: a workbook of a roll has a million, and a look shows some hundreds."""
    done, head = 0, source.read(LOOKED_AT_BYTES)
    rest = b""
    while head:
        data = rest + head
        ends = [found.end() for found in END_OF_STRING.finditer(data)]
        if done + len(ends) >= wanted > done:
            target.write(data[: ends[wanted - done - 1]] + b"</sst>")
            return
        cut = ends[-1] if ends else 0
        target.write(data[:cut])
        done, rest, head = done + len(ends), data[cut:], source.read(LOOKED_AT_BYTES)
    target.write(rest)


def _mended(xml: bytes) -> bytes:
    return ERROR_OF_ODS.sub(rb"\1", ERROR_CELL.sub(rb'\1"str"', xml))


def _texts(row: list[Any]) -> list[str]:
    return [cell if type(cell) is str else TEXTS.get(type(cell), str)(cell) for cell in row]


def _number(cell: float) -> str:
    return str(int(cell)) if cell.is_integer() and abs(cell) < LONGEST_WHOLE else repr(cell)


def _moment(cell: datetime) -> str:
    """To the nearest second, since a workbook's are fractions of days; midnight is no time."""
    nearest = cell + timedelta(microseconds=500_000) if cell.microsecond else cell
    return nearest.isoformat(" ", "seconds").removesuffix(" 00:00:00")


TEXTS: dict[type, Callable[[Any], str]] = {
    bool: lambda cell: str(cell).upper(),
    float: _number,
    datetime: _moment,
    date: date.isoformat,
    time: lambda cell: cell.isoformat("seconds"),
}
"""A number without needless decimals, a day or a time as ISO 8601, a truth in capitals."""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
