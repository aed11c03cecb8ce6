"""Postcodes and their constituencies out of the files that the public gets them in."""

from __future__ import annotations

import csv
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from phonebank.spreadsheets.postcode_streams import opened, refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

POSTCODES = ("pcds", "pcd", "pcd7", "pcd2", "pcd8", "postcode", "post code")
CONSTITUENCIES = (
    "pcon",
    "pcon10cd",
    "pcon11cd",
    "pcon12cd",
    "pcon22cd",
    "pcon24cd",
    "constituency code",
    "constituency",
)
KNOWN = "Load the ONS Postcode Directory, the NSPL or Doogal's file."
MOST_ROWS = 20_000_000


class PostcodeRows(NamedTuple):
    """Some rows: each a postcode and a constituency's code or name, both as written.

    `short` counts rows without the two cells; `done` of `total` tells how far the file is read.
    """

    pairs: Sequence[tuple[str, str]]
    short: int
    done: int
    total: int


class Columns(NamedTuple):
    """Where the two cells stand, counted from nought, among how many."""

    postcode: int
    constituency: int
    width: int


def postcode_rows(path: Path) -> Iterator[PostcodeRows]:
    """The rows of a file of the ONS (ONSPD, NSPL), of Doogal, or of two columns.

    It may be plain, gzipped or zipped. Columns are found by name. InputRefused for anything else.
    """
    with opened(path, lambda line: _columns(line) is not None) as stream:
        blocks = stream.blocks()
        header, _, block = next(blocks, "").partition("\n")
        columns = _columns(header)
        if columns is None:
            raise refused(f"{path.name} has no columns of postcodes and constituencies.", KNOWN)
        read = 0
        for text in chain([block], blocks):
            pairs, short = _pairs(text, columns)
            read += len(pairs) + short
            if read > MOST_ROWS:
                raise refused(f"{path.name} has more rows than there are postcodes.", KNOWN)
            yield PostcodeRows(pairs, short, min(stream.place(), stream.total), stream.total)


def _columns(header: str) -> Columns | None:
    """Where the postcode stands and where the constituency; None unless both do."""
    cells = _cells(header)
    names = [" ".join(cell.replace("_", " ").lower().split()) for cell in cells]
    postcode = next((names.index(name) for name in POSTCODES if name in names), None)
    constituency = next((names.index(name) for name in CONSTITUENCIES if name in names), None)
    if postcode is None or constituency is None:
        return None
    return Columns(postcode, constituency, len(cells))


def _pairs(text: str, columns: Columns) -> tuple[list[tuple[str, str]], int]:
    """The two cells of each line, and how many lines do not have them; empty lines are none.

    The ONS writes up to 60 columns and no commas inside of one. As long as there are as many
    commas as in the header, cutting at them is ten times quicker than reading every cell.
    """
    lines = text.split("\n")
    places, last = (columns.postcode, columns.constituency), max(columns[:2]) + 1
    if text.count(",") == (columns.width - 1) * len(lines):
        wanted = itemgetter(*places)
        pairs = [wanted(line.split(",", last)) for line in lines]
        if '"' in text:
            pairs = [(postcode.strip('"'), place.strip('"')) for postcode, place in pairs]
        return pairs, 0
    filled = [cells for cells in map(_cells, lines) if cells]
    pairs = [(it[places[0]], it[places[1]]) for it in filled if len(it) >= last]
    return pairs, len(filled) - len(pairs)


def _cells(line: str) -> list[str]:
    """All cells of one line, unless it cannot be cut into cells."""
    try:
        return next(csv.reader([line]), [])
    except csv.Error:
        return [""]
