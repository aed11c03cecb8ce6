"""The report of chosen places, or of all: what paper and page are made of, gathered at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from phonebank.domain.canvass import By
from phonebank.domain.canvass_sheet import canvass_sheet
from phonebank.domain.errors import WrongUse
from phonebank.domain.frozen import Given
from phonebank.domain.insight_found import Insight
from phonebank.domain.permits import Actor, Right, require
from phonebank.services.explaining import about_sheet
from phonebank.services.gathering import Occasion, occasion_of
from phonebank.services.insight_tables import Finding, findings
from phonebank.services.tallying import canvass_table
from phonebank.services.warnings import warned_sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from phonebank.domain.canvass import CanvassRow, CanvassTable
    from phonebank.domain.sheet import Sheet
    from phonebank.store.database import Database

MOST_PLACES, FEW_PLACES = 60, 20
OF_A_PLACE = (
    Insight.TREND,
    Insight.SECTIONS,
    Insight.REASONS,
    Insight.SWITCHING,
    Insight.ATTEMPTS,
)
OF_ALL = (
    Insight.PROJECTION,
    Insight.TREND,
    Insight.SWITCHING,
    Insight.UNDECIDED,
    Insight.REASONS,
    Insight.ATTEMPTS,
    Insight.SECTIONS,
    Insight.REACH,
)


@dataclass(frozen=True, slots=True)
class PlacePage:
    """A place with what is found of it; `row` is its row of the canvass."""

    row: CanvassRow
    sheet: Sheet
    findings: Sequence[Finding]

    @property
    def place(self) -> str:
        return self.row.place or ""


@dataclass(frozen=True, slots=True)
class CanvassReport:
    """The canvass of the places, a page for each that was chosen, or what is found of all."""

    occasion: Occasion
    table: CanvassTable
    sheet: Sheet
    about: Sheet
    places: Sequence[PlacePage]
    findings: Sequence[Finding]

    @property
    def given(self) -> Given:
        """Every table of it, which is what is frozen."""
        sheets = [self.sheet, *self._tables_of(self.findings, "")]
        for page in self.places:
            sheets.append(replace(page.sheet, title=page.place))
            sheets.extend(self._tables_of(page.findings, f"{page.place}: "))
        return Given(f"{self.occasion.campaign}: report", self.occasion.as_of, sheets)

    @property
    def together(self) -> str:
        """What the figures of all rows together are of."""
        if not self.table.where:
            return "Everywhere"
        is_of_places = set(self.table.where) == {"constituency"}
        return "These places together" if is_of_places else "All that is counted here"

    def _tables_of(self, found: Sequence[Finding], before: str) -> list[Sheet]:
        return [replace(one.sheet, title=f"{before}{one.sheet.title}") for one in found]


def canvass_report(
    db: Database,
    actor: Actor,
    now: datetime,
    places: Sequence[str] = (),
    where: Mapping[str, Sequence[str]] | None = None,
    report: Callable[[int, int], None] = lambda done, total: None,
) -> CanvassReport:
    """The report of these places, by their names, or of all that `where` leaves.

    WrongUse for a name that is not known, and for more places than a report has room for.
    """
    require(actor, Right.EXPORT)
    if len(places) > MOST_PLACES:
        raise WrongUse(f"A report has room for {MOST_PLACES} places; {len(places)} were named.")
    where = {**(where or {}), **_only(places)}
    table = canvass_table(db, actor, now, By.CONSTITUENCY, where, is_pooled=not where)
    pages: list[PlacePage] = []
    if places:
        for row in table.rows:
            report(len(pages), len(table.rows))
            pages.append(_page(db, actor, now, where, row.place or ""))
    found = [] if places else findings(db, actor, now, where, OF_ALL)
    return CanvassReport(
        occasion_of(db, actor, now),
        table,
        replace(warned_sheet(db, actor, table), title="Canvass"),
        about_sheet(db, actor, now, table),
        pages,
        found,
    )


def rows_of_a_report(table: CanvassTable) -> Sequence[str]:
    """The places of a table that get a page each: all of them where they are few, else none."""
    places = [row.place for row in table.rows if row.place]
    return places if len(places) <= FEW_PLACES else []


def _only(places: Sequence[str]) -> Mapping[str, Sequence[str]]:
    return {"constituency": list(dict.fromkeys(places))} if places else {}


def _page(
    db: Database, actor: Actor, now: datetime, where: Mapping[str, Sequence[str]], place: str
) -> PlacePage:
    """The place's row and those reported of it, and what is found there."""
    there = {**where, **_only([place])}
    table = canvass_table(db, actor, now, By.CONSTITUENCY, there, is_pooled=False)
    only = canvass_sheet(replace(table, total=table.total._replace(reported=())))
    found = findings(db, actor, now, there, OF_A_PLACE)
    return PlacePage(table.rows[0], replace(only, total=None), found)
