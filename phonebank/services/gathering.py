"""Everything that a canvass given out consists of: its tables, its heading, its charts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from phonebank.domain.canvass import By
from phonebank.domain.frozen import Given, copy_words
from phonebank.domain.permits import Actor, Right, require
from phonebank.domain.sheet import Column, Kind, Row, Sheet
from phonebank.services.explaining import DEMONSTRATION, PROGRAM, about_sheet, time_text
from phonebank.services.insight_asking import asking
from phonebank.services.insight_tables import insight_tables
from phonebank.services.reporting import (
    brief_first,
    days_sheet,
    endorsements_sheet,
    polls_sheet,
    reported_sheet,
    sections_sheet,
)
from phonebank.services.tallying import canvass_table, tables_of
from phonebank.services.warnings import sheet_with_warning, warned_sheet
from phonebank.spreadsheets.share_chart import ShareChart
from phonebank.spreadsheets.workbook import Book
from phonebank.store import contest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from phonebank.domain.canvass import CanvassRow, CanvassTable
    from phonebank.domain.frozen import Frozen
    from phonebank.spreadsheets.drawings import Drawing
    from phonebank.store.database import Database

CANVASS = "Canvass"
MOST_BARS = 40
BESIDE = (By.SECTION, By.AFFILIATE, By.RECRUITER, By.DAY)
"""What is counted together with the canvass, from the same pass over the electors."""
NOTES = (
    "Rows in italics were reported by others, as they told it; they are in no total.",
    "An empty cell has no figure. The sheet About says what every column means.",
    "Columns to the right of Last call hold more detail and are not printed.",
)


@dataclass(frozen=True, slots=True)
class Occasion:
    """Whose canvass it is, and of when: what stands at the head of everything given out."""

    campaign: str
    as_of: datetime
    is_demo: bool
    colours: Mapping[str, str]

    def heading(self, copy: Frozen | None = None) -> list[str]:
        """The campaign; the time, the copy that was kept, and that all is invented where it is."""
        parts = [f"As of {time_text(self.as_of)}"]
        if copy is not None:
            parts.append(copy_words(copy.line.number, copy.line.content_hash))
        if self.is_demo:
            parts.append(DEMONSTRATION)
        lasting = ". ".join(parts)
        return [self.campaign, f"{lasting}." if len(parts) > 1 else lasting]


@dataclass(frozen=True, slots=True)
class Gathered:
    """Tables about to be given out, with what a workbook draws of them."""

    occasion: Occasion
    given: Given
    chart: ShareChart | None = None
    drawings: Sequence[Drawing] = ()

    def book(self, copy: Frozen) -> Book:
        """As a workbook has it."""
        return Book(
            title=self.given.title,
            creator=PROGRAM,
            created=self.given.as_of,
            heading=self.occasion.heading(copy),
            sheets=self.given.sheets,
            chart=self.chart,
            drawings=self.drawings,
            reference=copy_words(copy.line.number, copy.line.content_hash),
        )


def occasion_of(db: Database, actor: Actor, now: datetime) -> Occasion:
    require(actor, Right.SEE_FIGURES)
    with db.read() as session:
        the_contest = contest.contest(session)
        is_demo, _ = contest.campaign_state(session)
    colours = {candidate.short: candidate.colour for candidate in the_contest.candidates}
    return Occasion(the_contest.title, now, is_demo, colours)


def gathered(
    db: Database,
    actor: Actor,
    now: datetime,
    by: By = By.CONSTITUENCY,
    where: Mapping[str, Sequence[str]] | None = None,
) -> Gathered:
    """The canvass, what others say, sections, days, the insights, and an explanation."""
    require(actor, Right.EXPORT)
    occasion = occasion_of(db, actor, now)
    with asking(db, actor, now, where, asks_all=True) as asked:
        table, *_ = tables_of(asked, [by, *BESIDE])
        sheet = marked(sheet_with_warning(asked, table))
        insights = insight_tables(asked, occasion.colours)
        sections, days = sections_sheet(asked), days_sheet(asked)
    sheets = [
        replace(sheet, title=CANVASS, notes=(*sheet.notes, *NOTES)),
        reported_sheet(db, actor),
        sections,
        days,
        *insights.sheets,
        *_if_any(polls_sheet(db, actor), endorsements_sheet(db, actor)),
        about_sheet(db, actor, now, table),
    ]
    given = Given(f"{occasion.campaign}: canvass", now, sheets)
    return Gathered(occasion, given, chart_of(table, occasion.colours), insights.drawings)


def gathered_canvass(
    db: Database,
    actor: Actor,
    now: datetime,
    by: By = By.CONSTITUENCY,
    where: Mapping[str, Sequence[str]] | None = None,
) -> Gathered:
    """The canvass alone, with every column."""
    require(actor, Right.EXPORT)
    occasion = occasion_of(db, actor, now)
    sheet = marked(warned_sheet(db, actor, canvass_table(db, actor, now, by, where)))
    return Gathered(occasion, Given(f"{occasion.campaign}: canvass", now, [sheet]))


def _if_any(*sheets: Sheet) -> list[Sheet]:
    return [sheet for sheet in sheets if sheet.rows]


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


def chart_of(table: CanvassTable, colours: Mapping[str, str]) -> ShareChart | None:
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
