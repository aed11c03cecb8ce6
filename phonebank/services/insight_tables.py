"""The insights as tables that go out with a canvass, and what is drawn of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from phonebank.domain.insight_found import Found, Insight
from phonebank.domain.insight_sheets import sheet_of
from phonebank.services.insight import found
from phonebank.services.insight_asking import asking
from phonebank.services.insight_drawings import drawings_of
from phonebank.services.reporting import brief_first

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from phonebank.domain.permits import Actor
    from phonebank.domain.sheet import Sheet
    from phonebank.services.insight_asking import Asked
    from phonebank.spreadsheets.drawings import Drawing
    from phonebank.store.database import Database


class Finding(NamedTuple):
    """What was found, and the table that everybody reads it from."""

    found: Found
    sheet: Sheet

    @property
    def remarks(self) -> list[str]:
        """The notes of the table that are neither a warning nor its caveat."""
        said = {self.found.caveat, *(warned.sentence for warned in self.found.warnings)}
        return [note for note in self.sheet.notes if note not in said]


class InsightTables(NamedTuple):
    sheets: Sequence[Sheet]
    drawings: Sequence[Drawing]


def findings(
    db: Database,
    actor: Actor,
    now: datetime,
    where: Mapping[str, Sequence[str]],
    wanted: Sequence[Insight],
) -> list[Finding]:
    """These insights, narrowed; one that has no row at all is left out."""
    with asking(db, actor, now, where, asks_all=len(wanted) > 1) as asked:
        return findings_of(asked, wanted)


def findings_of(asked: Asked, wanted: Sequence[Insight]) -> list[Finding]:
    """`findings`, beside other questions of the same electors."""
    made = [found(asked, insight) for insight in wanted]
    told = [Finding(one, brief_first(sheet_of(one))) for one in made]
    return [one for one in told if one.sheet.rows]


def insight_tables(asked: Asked, colours: Mapping[str, str]) -> InsightTables:
    """Every insight as a table, those by caller too, with its chart where one is easily read."""
    made = findings_of(asked, list(Insight))
    drawings = [drawing for one in made for drawing in drawings_of(one.found, one.sheet, colours)]
    return InsightTables([one.sheet for one in made], drawings)
