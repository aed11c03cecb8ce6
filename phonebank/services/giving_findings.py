"""Freezing what charts show, before they go to a file or onto paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.domain.errors import WrongUse
from phonebank.domain.frozen import Frozen, Given, GivenAs
from phonebank.domain.insight_sheets import sheet_of
from phonebank.domain.permits import Actor, Right, require
from phonebank.services.exporting import refuse_target
from phonebank.services.freezing import freeze
from phonebank.services.gathering import occasion_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from phonebank.domain.changes import Done
    from phonebank.domain.insight_found import Found
    from phonebank.store.database import Database

INSIGHT = "insight"


def keep_findings(
    db: Database,
    actor: Actor,
    found: Sequence[Found],
    now: datetime,
    given_as: GivenAs,
    path: Path | None = None,
) -> Done[Frozen]:
    """Freeze the tables of these charts, refused first where they cannot be written to `path`."""
    require(actor, Right.EXPORT)
    if not found:
        raise WrongUse("There is no chart to give out.")
    if path is not None:
        refuse_target(actor, path)
    sheets = [sheet_of(one) for one in found]
    what = sheets[0].title if len(sheets) == 1 else INSIGHT
    as_of = min(one.as_of for one in found)
    campaign = occasion_of(db, actor, as_of).campaign
    return freeze(db, actor, Given(f"{campaign}: {what}", as_of, sheets), now, given_as, path)
