"""The words of the audit's tab."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from phonebank.domain.figures import count
from phonebank.domain.hours import local
from phonebank.domain.sheet import Kind, cell_text
from phonebank.gui.models.text_model import TextRow
from phonebank.gui.widgets.fact_row import FactRow
from phonebank.gui.widgets.spaced_text import SpacedText

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from phonebank.domain.audit import AuditEntry

_LONGEST = 32
TITLES = ("When", "Who", "What", "Elector", "Change")
EVERYBODY, EVERYTHING = "Everybody", "Everything"
KINDS = "Workbook (*.xlsx);;CSV (*.csv)"
ADVICE = "Elector: name or membership no"
REASON = "What the file is for"
WHY_A_REASON = "The audit names electors: say first what the file is for, which is kept with it"
WRITE = "Write all that is looked for, as a workbook or as CSV"
NOTHING = (
    "Nothing of that kind",
    "Whatever somebody changes by hand stands here: corrections, do-not-calls, lists, callers, "
    "packs. Calls have their own history.",
)


def row_of(entry: AuditEntry) -> TextRow:
    """A line as a row of the table; of a long change its beginning, the rest stands beside."""
    when = cell_text(Kind.TIME, entry.at)
    change = shorten("; ".join(entry.changes), _LONGEST, placeholder=" …")
    return TextRow((when, entry.by, entry.words, entry.elector, change))


def parts_of(entry: AuditEntry) -> Iterator[QWidget]:
    """All of a line, under each other."""
    at = local(entry.at)
    yield FactRow("When", f"{at.day} {at:%b %Y, %H:%M}")
    yield FactRow("Who", entry.by)
    if entry.elector:
        yield FactRow("Elector", entry.elector)
        yield FactRow("Member", entry.membership_number)
    for line in entry.changes:
        yield SpacedText(line)


def place(after: int, shown: int, total: int) -> str:
    """ "51-100 of 812"."""
    if not shown:
        return "None"
    return f"{count(after + 1)}–{count(after + shown)} of {count(total)}"


def written(path: Path, lines: int) -> str:
    return f"{count(lines)} {'line' if lines == 1 else 'lines'} in {path.name}"
