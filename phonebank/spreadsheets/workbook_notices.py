"""What somebody should know of a workbook before it is imported, in sentences."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from phonebank.domain.files import SheetSample
from phonebank.spreadsheets.workbook_findings import ENDINGS, XLS, XLSB, Findings, SheetFindings

SEEN_TOO = "imported too, and may be more than the sender meant to send."


def notices_of(
    path: Path, findings: Findings, sheets: Sequence[SheetSample], chosen: str, titles: int
) -> list[str]:
    """Everything about the file, then about its sheets, then about the one that is chosen."""
    return [
        *_of_the_file(path, findings),
        *_of_the_sheets(sheets, chosen),
        *_of_the_chosen(findings.sheet(chosen)),
        *_of_titles(titles),
    ]


def _of_the_file(path: Path, findings: Findings) -> Iterator[str]:
    if path.suffix.casefold() != ENDINGS[findings.kind]:
        ending = f"Its name ends in “{path.suffix}”" if path.suffix else "Its name has no ending"
        yield f"{ending}, but the file is an {findings.kind}: it is read as what it is."
    if findings.kind in (XLS, XLSB):
        yield "In such a file hidden rows and columns and formulas cannot be noticed, nor errors."
    if findings.is_1904:
        yield "The workbook counts its days from 1904: its dates are read so."


def _of_the_sheets(sheets: Sequence[SheetSample], chosen: str) -> Iterator[str]:
    hidden = [sheet.name for sheet in sheets if sheet.is_hidden and sheet.name != chosen]
    if hidden:
        names = ", ".join(f"“{name}”" for name in hidden)
        what = _number(len(hidden), "hidden sheet")
        verb = "it is" if len(hidden) == 1 else "they are"
        yield f"The workbook has {what} ({names}): {verb} not imported unless you choose so."
    if any(sheet.is_hidden and sheet.name == chosen for sheet in sheets):
        yield f"Sheet “{chosen}” is hidden: it may be more than the sender meant to send."


def _of_the_chosen(sheet: SheetFindings) -> Iterator[str]:
    has = f"Sheet “{sheet.name}” has"
    for number, thing in ((sheet.hidden_columns, "column"), (sheet.hidden_rows, "row")):
        if number:
            yield f"{has} {_number(number, f'hidden {thing}')}: {_it_is(number)} {SEEN_TOO}"
    if sheet.merged:
        merged = _number(sheet.merged, "place")
        yield f"{has} {merged} of merged cells: the text counts for the first cell of each."
    if sheet.formulas:
        formulas = _number(sheet.formulas, "formula")
        yield f"{has} {formulas}: what the sender's program showed is read, nothing is calculated."
    if sheet.errors:
        errors = _number(sheet.errors, "cell")
        yield f"{has} {errors} with an error such as #REF!: rows with one are rejected."


def _of_titles(titles: int) -> Iterator[str]:
    if titles:
        yield f"{_number(titles, 'row')} above the headers {_is(titles)} left out."


def _number(count: int, thing: str) -> str:
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"


def _it_is(count: int) -> str:
    return "it is" if count == 1 else "they are"


def _is(count: int) -> str:
    return "is" if count == 1 else "are"
