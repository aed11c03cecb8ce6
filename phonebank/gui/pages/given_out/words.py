"""What the page of what was given out says."""

from datetime import datetime
from pathlib import Path

from phonebank.domain.errors import InputRefused
from phonebank.domain.frozen import Frozen, GivenAs, copy_words
from phonebank.domain.hours import local

BASE = (
    "Every table that was given out, as it was then; newest first. None is ever changed: whoever "
    "quotes a figure names its copy."
)
NOTHING = (
    "Nothing was given out yet",
    "Export the canvass (Ctrl+E on the Canvass page), or save or print a chart on the Insight "
    "page. A copy of its tables is then kept here, under a number that stands on the file.",
)
NOT_FOUND = (
    "No copy fits",
    "Type its number as it stands on the file, the beginning of its fingerprint, or words of what "
    "it is. Escape shows them all.",
)
ADVICE = "Number, fingerprint, or words"
ADVICE_WHOLE = "Find a copy by its number, the beginning of its fingerprint, or words (Ctrl+F)"
KINDS = (
    "Workbook (*.xlsx);;Page for a browser (*.html);;CSV of every sheet, zipped (*.zip);;"
    "CSV, the first sheet alone (*.csv)"
)
ENDINGS = frozenset({".xlsx", ".html", ".zip", ".csv"})
_AS: dict[str, str] = {
    GivenAs.WORKBOOK: "as a workbook",
    GivenAs.CSV: "as CSV",
    GivenAs.PAGE: "as a page for a browser",
    GivenAs.REPORT: "as a report on paper",
    GivenAs.PICTURE: "as a picture",
    GivenAs.PRINT: "on a printer",
}


def heading_of(copy: Frozen) -> str:
    return copy_words(copy.line.number, copy.line.content_hash)


def facts_of(copy: Frozen) -> str:
    """What was given out, as what, by whom and when, of which time, and its whole fingerprint."""
    line = copy.line
    given = f"Given out {_AS[line.given_as]}" if line.given_as in _AS else "Kept without a file"
    given += f" “{line.file_name}”" if line.file_name else ""
    return (
        f"{line.title}. {given} by {line.by}, {_time(line.frozen_at)}. Figures as of "
        f"{_time(copy.given.as_of)}. Fingerprint {line.content_hash}"
    )


def _time(when: datetime) -> str:
    """With its year: a copy may be quoted long after."""
    here = local(when)
    return f"{here.day} {here:%b %Y, %H:%M}"


def unknown_ending(path: Path) -> InputRefused:
    return InputRefused(
        f"“{path.name}” does not end in .xlsx, .html, .zip or .csv.",
        next_step="Write it out again, and name it so that it does.",
    )
