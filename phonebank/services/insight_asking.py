"""What every insight is asked with: the campaign, whom it is narrowed to, and as of when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from phonebank.domain.canvass import narrowed_words
from phonebank.domain.hours import local
from phonebank.domain.insight_periods import edges
from phonebank.domain.outcomes import UNDECIDED
from phonebank.store import insight_counts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from phonebank.domain.contest import Contest
    from phonebank.store.counts import Filter


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question within one transaction."""

    session: Session
    contest: Contest
    chosen: Filter
    where: Mapping[str, Sequence[str]]
    now: datetime

    @property
    def who(self) -> tuple[str, ...]:
        return (*self.contest.shorts, UNDECIDED)

    @property
    def edges(self) -> Sequence[date]:
        """Where the periods of joining begin."""
        return edges(local(self.contest.ballots_open).date())

    def facts(self, base: str, caveat: str) -> dict[str, Any]:
        """The fields that all findings share."""
        return {
            "as_of": self.now,
            "where": self.where,
            "ours": self.contest.ours,
            "candidates": self.contest.shorts,
            "base": base + narrowed_words(self.where),
            "caveat": caveat,
        }

    def roll(self) -> int:
        return insight_counts.roll_size(self.session, self.chosen)
