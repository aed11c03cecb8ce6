"""The rows of a text below its headers, in batches, while the file stays as it was."""

import csv
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any, Self

from phonebank.domain.files import FileLook, KnownLines, Rows
from phonebank.spreadsheets.opening import changed, opened, stamp_of
from phonebank.spreadsheets.text_bad_rows import Form, Taken, only
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
            yield self._rows(_filled(records, size), records)

    def batches_beside(
        self, known: Callable[[Sequence[str]], Sequence[int | None]], size: int = 500
    ) -> Iterator[Rows | KnownLines]:
        """As `batches`, but lines that are `known` are not read; that tells what each is known as.

        Only lines may be known that `Rows.texts` had once: each is the same row wherever one
        begins. Where one is not known, reading goes on by the row until a row has ended.
        """
        records = self._records()
        while lines := records.ahead():
            first, marks = records.line, known(lines)
            while (at := records.line - first) < len(lines):
                end = _end_of_run(marks, at)
                if marks[at] is None:
                    yield self._rows(records.take(min(end - at, size)), records)
                else:
                    records.pass_by(end - at)
                    self._check_unchanged()
                    told: Any = marks[at:end]
                    yield KnownLines(first + at, lines[at:end], told, self._file.tell())

    def _rows(self, taken: Taken, records: Records) -> Rows:
        kept, blank = _without_blank(taken)
        self._check_unchanged()
        done = self.total if records.is_done else self._file.tell()
        return Rows(kept.cells, kept.lines, taken.bad, blank, done, kept.texts)

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
    cells, lines, texts = list(first.cells), list(first.lines), list(first.texts)
    bad = list(first.bad)
    taken = first
    while taken.is_cut and (missing := size - len(cells) - len(bad)) > 0:
        taken = records.take(missing)
        cells += taken.cells
        lines += taken.lines
        texts += taken.texts
        bad += taken.bad
    return Taken(cells, lines, texts, bad)


def _end_of_run(marks: Sequence[int | None], at: int) -> int:
    """Where those end that are known, or not, as the one at this place."""
    ahead = range(at + 1, len(marks))
    is_none = marks[at] is None
    if not is_none and None not in marks:
        return len(marks)
    return next((end for end in ahead if (marks[end] is None) != is_none), len(marks))


def cells_of(line: str, look: FileLook) -> list[str]:
    """The cells of a line that is a row by itself, as Rows.texts has it."""
    [cells] = csv.reader([line], delimiter=look.reading.delimiter, strict=True)
    return cells


def _without_blank(taken: Taken) -> tuple[Taken, int]:
    """The rows with any text in them, and how many there are without."""
    cells = taken.cells
    # The usual batch has text in every first cell: nothing else of it has to be looked at.
    if all(cells) and all(map(str.strip, map(FIRST, cells))):
        return taken, 0
    kept = [
        at for at, row in enumerate(cells) if row and (row[0].strip() or any(map(str.strip, row)))
    ]
    return only(taken, kept), len(cells) - len(kept)
