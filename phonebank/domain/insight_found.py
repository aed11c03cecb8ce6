"""What every finding beyond the canvass table has in common."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from phonebank.domain.outcomes import UNDECIDED


class Insight(StrEnum):
    """What can be asked; each is the word of the command too."""

    TREND = "trend"
    SWITCHING = "switching"
    UNDECIDED = "undecided"
    REASONS = "reasons"
    ATTEMPTS = "attempts"
    SECTIONS = "sections"
    PROJECTION = "projection"
    CALLERS = "callers"
    REACH = "reach"


class Warned(NamedTuple):
    """What is wrong, as a code for programs and a sentence that holds the figures for people.

    Codes: coverage, one-caller, callers-differ, hard-to-reach, sections-missing, polls-disagree,
    too-few.
    """

    code: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What every finding has: of when, narrowed to what, who is counted, and what to beware of."""

    as_of: datetime
    where: Mapping[str, Sequence[str]]
    ours: str
    candidates: Sequence[str]
    base: str
    caveat: str
    warnings: Sequence[Warned] = ()

    @property
    def who(self) -> tuple[str, ...]:
        """The answers that are stated: ours, the rivals, undecided."""
        return (*self.candidates, UNDECIDED)
