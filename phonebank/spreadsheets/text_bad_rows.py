"""Rows of a text that cannot be read: why not, and what of them can be shown."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from phonebank.domain.files import BadRow
from phonebank.spreadsheets.text_lines import shown

LONGEST_CELL = 131_072  # csv's own limit, which is one for all of the program
SHOWN_OF_A_CELL = 200
MOST_SHOWN_OF_A_CELL = 10_000
UNREADABLE = re.compile("[\ud800-\udfff]")
HAS_NUL = "a cell holds a NUL character"
TOO_LONG = f"a cell is longer than {LONGEST_CELL:,} characters"
NOT_CLOSED = "a quote that opens on this line is not closed where its cell ends"


class Form(NamedTuple):
    """How the text `name` is written; `width` is its usual number of cells, nought if unknown."""

    name: str
    encoding: str
    encoding_label: str
    delimiter: str
    width: int = 0


class Taken(NamedTuple):
    """Some consecutive rows, the line each began on, and the ones that cannot be read.

    `texts` has the line of each, or nothing where that line by itself is not read as the row.
    `is_cut` where there are fewer than were asked for because of one that is not as it should be.
    """

    cells: Sequence[list[str]]
    lines: Sequence[int]
    texts: Sequence[str]
    bad: Sequence[BadRow] = ()
    is_cut: bool = False


def bad_row(form: Form, line: int, reason: str, cells: Sequence[str]) -> BadRow:
    """The row with what cannot be read written as numbers, and very long cells cut."""
    return BadRow(line, reason, [shown(_cut(cell), form.encoding) for cell in cells])


def without_unreadable(taken: Taken, form: Form) -> Taken:
    """Rows with a NUL or with bytes that are no text go to the bad ones."""
    kept: list[int] = []
    bad = list(taken.bad)
    for at, cells in enumerate(taken.cells):
        reason = _reason("\n".join(cells), form)
        if reason:
            bad.append(bad_row(form, taken.lines[at], reason, cells))
        else:
            kept.append(at)
    return only(taken, kept)._replace(bad=bad)


def only(taken: Taken, kept: Sequence[int]) -> Taken:
    """The rows at these places alone."""
    cells = [taken.cells[at] for at in kept]
    lines, texts = [taken.lines[at] for at in kept], [taken.texts[at] for at in kept]
    return taken._replace(cells=cells, lines=lines, texts=texts)


def _reason(text: str, form: Form) -> str:
    if "\0" in text:
        return HAS_NUL
    if UNREADABLE.search(text):
        return f"the row has bytes that are not {form.encoding_label} text"
    return ""


def _cut(cell: str) -> str:
    if len(cell) <= MOST_SHOWN_OF_A_CELL:
        return cell
    return f"{cell[:SHOWN_OF_A_CELL]}… ({len(cell):,} characters)"
