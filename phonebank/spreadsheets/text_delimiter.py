"""By which sign the columns of a text are parted."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from math import log2

from phonebank.domain.errors import WrongUse

USUAL = ",;\t|"
ODD = "¬^~"
CALLED = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
LINES_LOOKED_AT = 400
# Spreadsheet programs write and obey such a first line; some fill it up with delimiters.
SEP_LINE = re.compile(r'"?sep=([^\r\n"\w])"?\1*[\r\n]*', re.I)


def called(delimiter: str) -> str:
    return CALLED.get(delimiter, f"“{delimiter}”")


def checked(delimiter: str) -> str:
    """The sign, if it can part columns; WrongUse otherwise."""
    if len(delimiter) != 1 or delimiter in '\r\n"\0':
        raise WrongUse(
            f"“{delimiter}” cannot part columns.", next_step="Name one sign, such as ; or |."
        )
    return delimiter


def named_by(first_line: str) -> str:
    """The sign that a first line such as `sep=;` names, or nothing."""
    found = SEP_LINE.fullmatch(first_line)
    return found[1] if found else ""


def delimiter_of(lines: Sequence[str]) -> str:
    """The sign that parts most rows into the same number of columns; a comma if none does."""
    looked_at = lines[:LINES_LOOKED_AT]
    marks = {sign: _consistency(looked_at, sign) for sign in USUAL + ODD}
    best = max(marks, key=marks.__getitem__)
    return best if marks[best] else ","


def _consistency(lines: Sequence[str], sign: str) -> float:
    """Above nought if most rows have several columns, and higher the more rows and columns."""
    if not any(sign in line for line in lines):
        return 0.0
    widths = Counter(_widths(lines, sign))
    if not widths:
        return 0.0
    width, rows = max(widths.items(), key=lambda found: (found[1], found[0]))
    return (rows / widths.total()) ** 2 * log2(width) if width > 1 else 0.0


def _widths(lines: Sequence[str], sign: str) -> list[int]:
    widths: list[int] = []
    reader = csv.reader(lines, delimiter=sign)
    with suppress(csv.Error):  # a cell longer than csv takes: what came before it says enough
        widths.extend(len(row) for row in reader if any(row))
    return widths
