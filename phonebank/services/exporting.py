"""The figures as files: one workbook of everything, or the canvass as CSV."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from phonebank.domain.canvass import By
from phonebank.domain.canvass_sheet import canvass_sheet
from phonebank.domain.permits import Actor, Right, require
from phonebank.domain.sheet import Column, Kind, Row, Sheet
from phonebank.services.explaining import DEMONSTRATION, PROGRAM, about_sheet, time_text
from phonebank.services.reporting import brief_first, days_sheet, reported_sheet, sections_sheet
from phonebank.services.tallying import canvass_table
from phonebank.services.warnings import warned_sheet
from phonebank.spreadsheets.share_chart import ShareChart
from phonebank.spreadsheets.workbook import Book, write_workbook
from phonebank.spreadsheets.writing import csv_text, write_csv
from phonebank.store import contest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from phonebank.domain.canvass import CanvassRow, CanvassTable
    from phonebank.store.database import Database

CANVASS = "Canvass"
MOST_BARS = 40
NOTES = (
    "Rows in italics were reported by others, as they told it; they are in no total.",
    "An empty cell has no figure. The sheet About says what every column means.",
    "Columns to the right of Last call hold more detail and are not printed.",
)


def export_workbook(
    db: Database,
    actor: Actor,
    path: Path,
    now: datetime,
    by: By = By.CONSTITUENCY,
    where: Mapping[str, Sequence[str]] | None = None,
    report: Callable[[int, int], None] = lambda done, total: None,
) -> Path:
    """Write the canvass, what was reported, sections, days and an explanation to a workbook.

    A workbook that is there already is replaced when the new one is whole; whatever `report`
    raises leaves it as it was.
    """
    require(actor, Right.EXPORT)
    table = canvass_table(db, actor, now, by, where)
    sheet = marked(warned_sheet(db, actor, table))
    with db.read() as session:
        the_contest = contest.contest(session)
        is_demo, _ = contest.campaign_state(session)
    colours = {candidate.short: candidate.colour for candidate in the_contest.candidates}
    book = Book(
        title=f"{the_contest.title}: canvass",
        creator=PROGRAM,
        created=now,
        heading=[
            the_contest.title,
            f"As of {time_text(now)}{f'. {DEMONSTRATION}.' if is_demo else ''}",
        ],
        sheets=[
            replace(sheet, title=CANVASS, notes=(*sheet.notes, *NOTES)),
            reported_sheet(db, actor),
            sections_sheet(db, actor, now, where),
            days_sheet(db, actor, now, where),
            about_sheet(db, actor, now, table),
        ],
        chart=_chart(table, colours),
    )
    write_workbook(path, book, report)
    return path


def export_csv(
    db: Database,
    actor: Actor,
    path: Path,
    now: datetime,
    by: By = By.CONSTITUENCY,
    where: Mapping[str, Sequence[str]] | None = None,
) -> Path:
    """Write the canvass, with every column, as CSV."""
    require(actor, Right.EXPORT)
    write_csv(path, marked(canvass_sheet(canvass_table(db, actor, now, by, where))))
    return path


def canvass_csv_text(
    db: Database,
    actor: Actor,
    now: datetime,
    by: By = By.CONSTITUENCY,
    where: Mapping[str, Sequence[str]] | None = None,
) -> str:
    """The same CSV as text, for the terminal."""
    require(actor, Right.EXPORT)
    return csv_text(marked(canvass_sheet(canvass_table(db, actor, now, by, where))))


def marked(sheet: Sheet) -> Sheet:
    """The sheet for a file: each row says in a word what it is, and details stand last."""
    first, *others = sheet.columns

    def with_mark(row: Row) -> Row:
        return row._replace(cells=(row.cells[0], row.mark.value, *row.cells[1:]))

    return brief_first(
        replace(
            sheet,
            columns=[first, Column("mark", "Figures", Kind.TEXT), *others],
            rows=[with_mark(row) for row in sheet.rows],
            total=with_mark(sheet.total) if sheet.total else None,
        )
    )


def _chart(table: CanvassTable, colours: Mapping[str, str]) -> ShareChart | None:
    """A bar for each row that has figures; the best covered ones where there are too many."""
    rows = [row for row in table.rows if row.tally.stated]
    chosen = sorted(rows, key=lambda row: -row.tally.stated)[:MOST_BARS]
    if not chosen:
        return None
    only = f"the {MOST_BARS} with most answers, " if len(rows) > MOST_BARS else ""
    columns = [
        Column("place", "Place (stated)", Kind.TEXT),
        *(Column(f"shares.{short}", short, Kind.SHARE) for short in table.candidates),
        Column("shares.undecided", "Undecided", Kind.SHARE),
    ]
    figures = Sheet(
        "Chart figures",
        table.base,
        columns,
        [Row((_label(row), *row.tally.shares.values())) for row in rows if row in chosen],
        notes=("The figures of the chart on the sheet Canvass: our own calls only.",),
    )
    title = f"Shares in our own calls, {only}with how many stated"
    return ShareChart(CANVASS, figures, title, colours)


def _label(row: CanvassRow) -> str:
    return f"{row.place} ({row.tally.stated})"
