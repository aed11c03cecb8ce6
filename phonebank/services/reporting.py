"""Finished tables beside the canvass itself: what others say, the sections, the days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from phonebank.domain.canvass import By
from phonebank.domain.canvass_sheet import canvass_sheet
from phonebank.domain.sheet import Column, Kind, Mark, Row, Sheet
from phonebank.services.reported_sheets import (
    declared_sheet,
    endorsements_sheet,
    polls_sheet,
    reported_sheet,
)
from phonebank.services.tallying import tables_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonebank.domain.contest import Contest, SectionSize
    from phonebank.services.insight_asking import Asked

__all__ = [
    "brief_first",
    "days_sheet",
    "declared_sheet",
    "endorsements_sheet",
    "polls_sheet",
    "reported_sheet",
    "sections_sheet",
]

OFFICIAL = (
    Column("official_size", "Official size", Kind.COUNT),
    Column("official_source", "Source of size", Kind.TEXT),
    Column("official_as_of", "Size as of", Kind.DATE),
)
NOTES_ON_SECTIONS = (
    "The roll is of the electors in this campaign; the official size is of the whole section, and "
    "the figures are not weighted to it.",
)
NOT_OF_A_SECTION = frozenset({"told", "region", "ons_code", "remark"})
NOT_OF_A_DAY = NOT_OF_A_SECTION | {"roll", "coverage", "margin", "verdict", "break_even", "bounds"}


def sections_sheet(asked: Asked) -> Sheet:
    """The canvass by section, beside each the official size that is used, and who says so."""
    [table] = tables_of(asked, [By.SECTION])
    sheet = _without(canvass_sheet(table), NOT_OF_A_SECTION)
    sizes = _used_sizes(asked.contest)
    rows = [_sized(row, sizes.get(str(row.cells[0]))) for row in sheet.rows]
    known = [size.value for size in sizes.values()]
    total = sheet.total and Row((*sheet.total.cells, sum(known) or None, None, None), Mark.TOTAL)
    return brief_first(
        replace(
            sheet,
            title="Sections",
            columns=[*sheet.columns, *OFFICIAL],
            rows=rows,
            total=total,
            notes=NOTES_ON_SECTIONS,
        )
    )


def _used_sizes(the_contest: Contest) -> dict[str, SectionSize]:
    """By section, the one size that the campaign weighs by."""
    return {
        section.name: size
        for section in the_contest.sections
        for size in section.sizes
        if size.used
    }


def _sized(row: Row, size: SectionSize | None) -> Row:
    official = (size.value, size.source, size.as_of) if size else (None, None, None)
    return row._replace(cells=(*row.cells, *official))


def days_sheet(asked: Asked) -> Sheet:
    """Electors rung, reached and heard on each day, by the electors' local date."""
    [table] = tables_of(asked, [By.DAY])
    sheet = _without(canvass_sheet(table), NOT_OF_A_DAY)
    first, *others = sheet.columns
    dated = [
        row._replace(cells=(date.fromisoformat(str(row.cells[0])), *row.cells[1:]))
        for row in sheet.rows
    ]
    return replace(
        sheet,
        title="Calls by day",
        columns=[first._replace(kind=Kind.DATE), *(c._replace(brief=True) for c in others)],
        rows=dated,
        notes=(
            "An answer counts on the day it was given, and only while it is the elector’s latest.",
        ),
    )


def _without(sheet: Sheet, keys: frozenset[str]) -> Sheet:
    """Our own rows without the columns that say nothing of them."""
    kept = [i for i, c in enumerate(sheet.columns) if c.key.split(".")[0] not in keys]
    own = [row for row in sheet.rows if row.mark is Mark.OWN]
    return _with_columns(replace(sheet, rows=own), kept)


def brief_first(sheet: Sheet) -> Sheet:
    """The sheet with its details last, where a file keeps them."""
    order = sorted(range(len(sheet.columns)), key=lambda i: not sheet.columns[i].brief)
    return _with_columns(sheet, order)


def _with_columns(sheet: Sheet, kept: Sequence[int]) -> Sheet:
    """The sheet with the columns at these places, in this order."""

    def taken(row: Row) -> Row:
        return row._replace(cells=tuple(row.cells[i] for i in kept))

    return replace(
        sheet,
        columns=[sheet.columns[i] for i in kept],
        rows=[taken(row) for row in sheet.rows],
        total=taken(sheet.total) if sheet.total else None,
    )
