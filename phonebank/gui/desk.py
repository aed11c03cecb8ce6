"""What every page works with: the open campaign, who is signed in, and what time it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from phonebank.domain.clock import Clock
    from phonebank.domain.contest import Contest
    from phonebank.domain.permits import Actor
    from phonebank.gui.ask import Ask
    from phonebank.gui.jobs import Jobs
    from phonebank.services.campaigns import CampaignFacts


@dataclass(frozen=True, slots=True)
class Desk:
    """Handed to every page when it is made."""

    jobs: Jobs
    ask: Ask
    actor: Actor
    clock: Clock
    facts: CampaignFacts

    @property
    def contest(self) -> Contest:
        return self.facts.contest
