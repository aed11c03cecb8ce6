"""What the panel tells of a place beyond its row: counted in a job when the place is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from phonebank.domain.canvass import By
from phonebank.domain.insight import Insight, Reasons, Trend
from phonebank.services.insight import find
from phonebank.services.tallying import canvass_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from phonebank.domain.canvass import CanvassTable
    from phonebank.domain.permits import Actor
    from phonebank.store.database import Database


@dataclass(frozen=True, slots=True)
class PlaceDetails:
    """The place by section, by affiliate and by caller, its reasons and its trend."""

    place: str
    sections: CanvassTable
    affiliates: CanvassTable
    callers: CanvassTable
    reasons: Reasons
    trend: Trend


def place_details(
    db: Database,
    actor: Actor,
    now: datetime,
    where: Mapping[str, Sequence[str]],
    place: str,
) -> PlaceDetails:
    """All of a place, narrowed as the table is."""
    here = {**where, "constituency": [place]}
    reasons = find(db, actor, Insight.REASONS, now, here)
    trend = find(db, actor, Insight.TREND, now, here)
    assert isinstance(reasons, Reasons)
    assert isinstance(trend, Trend)
    return PlaceDetails(
        place,
        canvass_table(db, actor, now, By.SECTION, here),
        canvass_table(db, actor, now, By.AFFILIATE, here),
        canvass_table(db, actor, now, By.CALLER, here),
        reasons,
        trend,
    )
