"""Tables as they were given out: what is frozen, and the numbered copy that is kept of it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from phonebank.domain.sheet import Column, Kind, Row, Sheet
from phonebank.domain.sheet_documents import document_of_sheet, sheet_in


class GivenAs(StrEnum):
    """What a table was given out as; a table may also be frozen with no file made of it."""

    WORKBOOK = "workbook"
    CSV = "CSV"
    PAGE = "page"
    REPORT = "report"
    PICTURE = "picture"
    PRINT = "print"
    NO_FILE = "no file"


@dataclass(frozen=True, slots=True)
class Given:
    """Tables about to be given out, as of a time; `title` says in a line what they are."""

    title: str
    as_of: datetime
    sheets: Sequence[Sheet]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenLine:
    """A frozen copy in the list of all: its number, when, by whom, as what, and its fingerprint.

    `file_name` is without its folder, and empty where no file was made.
    """

    number: int
    frozen_at: datetime
    by: str
    given_as: str
    title: str
    content_hash: str
    file_name: str = ""

    @property
    def what(self) -> str:
        """What it is, without the campaign that begins its title."""
        return self.title.rpartition(": ")[2]


@dataclass(frozen=True, slots=True)
class Frozen:
    """A frozen copy, opened: the very tables that were given out."""

    line: FrozenLine
    given: Given


def text_of(given: Given) -> str:
    """All that is frozen as one text, always the same for the same tables."""
    document = {
        "title": given.title,
        "as_of": given.as_of.isoformat(),
        "sheets": [document_of_sheet(sheet) for sheet in given.sheets],
    }
    return json.dumps(document, sort_keys=True, separators=(",", ":"), allow_nan=False)


def given_in(text: str) -> Given:
    """The tables that a frozen text holds."""
    document = json.loads(text)
    as_of = datetime.fromisoformat(document["as_of"])
    return Given(document["title"], as_of, [sheet_in(one) for one in document["sheets"]])


def hash_of(text: str) -> str:
    """The fingerprint of a frozen text: SHA-256 in hex."""
    return sha256(text.encode()).hexdigest()


def copy_words(number: int, content_hash: str) -> str:
    """How a file names the copy that was kept of it: "Copy 12, 3f9a21c4"."""
    return f"Copy {number}, {content_hash[:8]}"


COLUMNS = (
    Column("number", "Copy", Kind.COUNT),
    Column("frozen_at", "Frozen", Kind.TIME),
    Column("by", "By", Kind.TEXT),
    Column("given_as", "Given out as", Kind.TEXT),
    Column("title", "What it is", Kind.TEXT),
    Column("file_name", "File", Kind.TEXT),
    Column("content_hash", "Fingerprint", Kind.TEXT),
)


def sheet_of_copies(lines: Sequence[FrozenLine]) -> Sheet:
    """The list of frozen copies as a table."""
    rows = [Row(tuple(getattr(line, column.key) for column in COLUMNS)) for line in lines]
    base = "Every table that was given out, as it was then; newest first."
    return Sheet("Frozen copies", base, COLUMNS, rows)
