"""What a file turned out to be, and how somebody decided that it is to be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from phonebank.domain.dates import FROM_1900


class FileKind(StrEnum):
    """What a file really is, whatever its name ends in."""

    TEXT = "text"
    WORKBOOK = "workbook"


class Question(StrEnum):
    """What a file leaves open and somebody who sees it must confirm."""

    ENCODING = "encoding"
    HEADER = "header"
    SHEET = "sheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a file is to be read; what is empty or None is left to the file itself.

    `encoding` is a Python codec's name, `delimiter` one sign, `sheet` a sheet's name.
    `header_line` is the line of a text or the row of a sheet, from one, that has the headers;
    nought where no line has.
    """

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header_line: int | None = None


class EncodingSample(NamedTuple):
    """One way to read the text's bytes, and some of its words that another way reads otherwise."""

    encoding: str
    label: str
    words: Sequence[str]


class SheetSample(NamedTuple):
    """One sheet of a workbook; `rows` counts its used rows."""

    name: str
    rows: int
    is_hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLook:
    """What a first look at a file shows: nothing is read silently in one way of several.

    `read_as` completes "read as": "CSV, Windows-1252, semicolons". `reading` is complete: every
    choice as it was made here. Headers are unique and never empty: "Column 3" where none was
    written, "Phone (2)" for the second of that name. `samples` are the first rows below the
    headers, as wide as these. `notices` are sentences; `size` is in bytes. Numbers of days count
    from `day_nought`.
    """

    name: str
    kind: FileKind
    read_as: str
    reading: Reading
    headers: Sequence[str]
    samples: Sequence[Sequence[str]]
    encodings: Sequence[EncodingSample] = ()
    sheets: Sequence[SheetSample] = ()
    notices: Sequence[str] = ()
    questions: frozenset[Question] = frozenset()
    size: int = 0
    day_nought: date = FROM_1900


class BadRow(NamedTuple):
    """A row that cannot be read as text: where it began, why not, and what could be made of it."""

    line: int
    reason: str
    original: Sequence[str]


class Rows(NamedTuple):
    """Some consecutive rows: cells as written, the line or row each began on, and unreadable ones.

    `cells` may be shorter or longer than the headers. `blank` counts rows without any text, which
    are not in `cells`. `done` tells how far the file is read, in the units of its `total`. Rows of
    a text have their line in `texts`, or nothing where a line by itself does not tell the row.
    """

    cells: Sequence[list[str]]
    lines: Sequence[int]
    bad: Sequence[BadRow]
    blank: int
    done: int
    texts: Sequence[str] = ()


class KnownLines(NamedTuple):
    """Consecutive lines of a text, each a row that is known by its line, from line `begun` on.

    `known` has what each is known as.
    """

    begun: int
    texts: Sequence[str]
    known: Sequence[int]
    done: int
