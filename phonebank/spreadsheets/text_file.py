"""The rows of a text below its headers, in batches, while the file stays as it was."""

from collections.abc import Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Self

from phonebank.domain.files import FileLook, Rows
from phonebank.spreadsheets.opening import changed, opened, stamp_of
from phonebank.spreadsheets.text_bad_rows import Form, Taken
from phonebank.spreadsheets.text_encoding import label
from phonebank.spreadsheets.text_lines import from_line
from phonebank.spreadsheets.text_look import TextLook, opening_lines
from phonebank.spreadsheets.text_records import Records

FIRST = itemgetter(0)


class TextFile:
    """A text open for reading as `look` tells; closing it is all the tidying there is."""

    def __init__(self, path: Path, look: FileLook) -> None:
        self._path = path
        self._look = look
        self._file = opened(path)
        self._stamp = look.stamp if isinstance(look, TextLook) else stamp_of(path)
        self.total = look.size

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def batches(self, size: int = 500) -> Iterator[Rows]:
        """Every row below the headers once; InputRefused if the file changes on the way."""
        records = self._records()
        self._check_unchanged()
        while not records.is_done:
            taken = _filled(records, size)
            cells, lines, blank = _without_blank(taken)
            self._check_unchanged()
            done = self.total if records.is_done else self._file.tell()
            yield Rows(cells, lines, taken.bad, blank, done)

    def _records(self) -> Records:
        reading, encoding = self._look.reading, self._look.reading.encoding
        named, blocks = opening_lines(self._file, self._path, encoding)
        begin = reading.header_line or (2 if named else 1)
        width = len(self._look.headers)
        form = Form(self._look.name, encoding, label(encoding), reading.delimiter, width)
        records = Records(from_line(blocks, begin), form, begin)
        if reading.header_line:
            records.take(1)
        return records

    def _check_unchanged(self) -> None:
        now = stamp_of(self._path)
        if now != self._stamp or now.size != self.total:
            raise changed(self._path)


def _filled(records: Records, size: int) -> Taken:
    """As many rows as are asked for, taken in several goes where some of them are bad."""
    first = records.take(size)
    if not first.is_cut:
        return first
    cells, lines, bad = list(first.cells), list(first.lines), list(first.bad)
    taken = first
    while taken.is_cut and (missing := size - len(cells) - len(bad)) > 0:
        taken = records.take(missing)
        cells += taken.cells
        lines += taken.lines
        bad += taken.bad
    return Taken(cells, lines, bad)


def _without_blank(taken: Taken) -> tuple[Sequence[list[str]], Sequence[int], int]:
    """The rows with any text in them, their lines, and how many there are without."""
    cells, lines = taken.cells, taken.lines
    # The usual batch has text in every first cell: nothing else of it has to be looked at.
    if all(cells) and all(map(str.strip, map(FIRST, cells))):
        return cells, lines, 0
    if not any(cells):
        return [], [], len(cells)
    kept = [
        at for at, row in enumerate(cells) if row and (row[0].strip() or any(map(str.strip, row)))
    ]
    return [cells[at] for at in kept], [lines[at] for at in kept], len(cells) - len(kept)
