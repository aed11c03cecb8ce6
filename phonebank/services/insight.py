"""What the answers tell beyond the canvass table: each insight by its word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.domain.canvass import By
from phonebank.domain.insight import Insight, Sections
from phonebank.domain.permits import Actor, Right, require
from phonebank.services import insight_answers, insight_bias, insight_projecting, insight_reaching
from phonebank.services.insight_asking import asking
from phonebank.services.tallying import tables_of
from phonebank.store import contest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from phonebank.domain.insight import Effort, Found
    from phonebank.services.insight_asking import Asked
    from phonebank.store.database import Database


def _sections(asked: Asked) -> Sections:
    shown = [By.SECTION, By.AFFILIATE, By.RECRUITER]
    sections, affiliates, recruiters = tables_of(asked, shown)
    caveat = "Shares are of those who stated: who was reached is not who is on the roll."
    return Sections(
        as_of=asked.now,
        where=asked.where,
        ours=sections.ours,
        candidates=sections.candidates,
        base=sections.base,
        caveat=caveat,
        sections=sections,
        affiliates=affiliates,
        recruiters=recruiters,
    )


WAYS: Mapping[Insight, Callable[[Asked], Found]] = {
    Insight.TREND: insight_answers.trend,
    Insight.SWITCHING: insight_answers.switching,
    Insight.UNDECIDED: insight_answers.undecided,
    Insight.REASONS: insight_answers.reasons,
    Insight.ATTEMPTS: insight_bias.attempts,
    Insight.SECTIONS: _sections,
    Insight.PROJECTION: insight_projecting.projection,
    Insight.CALLERS: insight_bias.callers,
}


def find(
    db: Database,
    actor: Actor,
    insight: Insight,
    now: datetime,
    where: Mapping[str, Sequence[str]] | None = None,
    effort: Effort | None = None,
) -> Found:
    """The insight as it stands now, narrowed to `where`; `effort` is for the reach alone.

    Figures are for organisers, and so are those by caller.
    """
    with asking(db, actor, now, where) as asked:
        return found(asked, insight, effort)


def found(asked: Asked, insight: Insight, effort: Effort | None = None) -> Found:
    """`find`, beside other questions of the same electors."""
    if insight is Insight.REACH:
        return insight_reaching.reach(asked, effort)
    return asked.once(WAYS[insight])


def usual_effort(db: Database, actor: Actor) -> Effort:
    """What the reach takes where nobody says otherwise."""
    require(actor, Right.SEE_FIGURES)
    with db.read() as session:
        return insight_reaching.usual_effort(contest.contest(session))
