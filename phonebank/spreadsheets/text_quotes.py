"""Quotes that are not as they should be: read by their letters, given up, or refused."""

import re
from collections.abc import Sequence

from phonebank.domain.errors import InputRefused
from phonebank.spreadsheets.opening import refused

LINE_END = re.compile(r"\r\n|\r|\n")


def literal_cells(line: str, delimiter: str, width: int) -> list[str] | None:
    """The cells of a line with quotes inside quotes, None unless there are `width` of them.

    A quote ends its cell only where a delimiter or the end of the line follows; any other stands
    for itself. A `width` of nought takes any number.
    """
    cell, line = _literal_cell(delimiter), line.rstrip("\r\n")
    cells: list[str] = []
    start, goes_on = 0, True
    while goes_on and (found := cell.match(line, start)):
        quoted, bare = found["quoted"], found["bare"]
        if bare and bare.startswith('"') and bare.count('"') % 2:
            return None
        cells.append(bare if quoted is None else quoted.replace('""', '"'))
        start, goes_on = found.end(), bool(found["end"])
    return cells if len(cells) == (width or len(cells)) else None


def plain_cells(line: str, delimiter: str) -> list[str]:
    """The line cut at every delimiter, its quotes as they stand."""
    return line.rstrip("\r\n").split(delimiter)


def lines_of(row: Sequence[str]) -> int:
    """How many physical lines the row was written on."""
    return 1 + len(LINE_END.findall("\0".join(row)))


def has_a_row(lines: Sequence[str], delimiter: str, width: int) -> bool:
    """Whether one of the lines has as many delimiters as a row of `width` cells."""
    return width > 1 and any(line.count(delimiter) >= width - 1 for line in lines)


def opens_on(lines: Sequence[str]) -> int:
    """Which of the lines, from nought, opens the quote that is open behind the last of them."""
    is_open, opened = False, 0
    for at, line in enumerate(lines):
        quotes = line.replace('""', "").count('"')
        is_open ^= quotes % 2 == 1
        opened = at if is_open and quotes else opened
    return opened


def closes_on(lines: Sequence[str]) -> int | None:
    """Which of the lines, from nought, closes the quote that is open above them, if any does."""
    if '"' not in "".join(lines):
        return None
    return next((at for at, line in enumerate(lines) if line.count('"') % 2), None)


def never_closed(name: str, line: int) -> InputRefused:
    return refused(
        f"{name} has a quote on line {line} that is not closed, and it swallows what follows.",
        "Close that quote or take it out.",
    )


def _literal_cell(delimiter: str) -> re.Pattern[str]:
    sign = re.escape(delimiter)
    ends = f"(?:{sign}|$)"
    quoted = rf'"(?P<quoted>(?:[^"]|"{{1,2}}(?![ ]*{ends}))*+)"[ ]*'
    return re.compile(rf"(?:{quoted}|(?P<bare>[^{sign}]*))(?P<end>{ends})")
