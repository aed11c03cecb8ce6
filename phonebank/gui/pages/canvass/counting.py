"""What the canvass page shows, read in one job."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from phonebank.domain.canvass import By
from phonebank.gui.pages.canvass import hexes
from phonebank.services.segmenting import segments
from phonebank.services.serving import list_names
from phonebank.services.signing_in import caller_rows
from phonebank.services.tallying import canvass_table
from phonebank.services.warnings import warned_sheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from phonebank.domain.canvass import CanvassTable
    from phonebank.domain.permits import Actor
    from phonebank.domain.sheet import Sheet
    from phonebank.store.database import Database


@dataclass(frozen=True, slots=True)
class Canvassed:
    """A table, its sheet with what must be said beside it, and names to narrow by, by field.

    Pooled shares are among the columns only where all of those were asked for.
    """

    table: CanvassTable
    sheet: Sheet
    offered: Mapping[str, Sequence[str]]
    is_pooled: bool


def canvassed(
    db: Database,
    actor: Actor,
    now: datetime,
    where: Mapping[str, Sequence[str]],
    *,
    is_pooled: bool,
) -> Canvassed:
    """The table, its sheet and its warning in one reading."""
    table = canvass_table(db, actor, now, By.CONSTITUENCY, where, is_pooled=is_pooled)
    offered = {
        "caller": [caller.name for caller in caller_rows(db)],
        "list": list_names(db),
        "segment": [line.name for line in segments(db, actor)],
    }
    hexes.get_ready()
    return Canvassed(table, warned_sheet(db, actor, table), offered, is_pooled)
