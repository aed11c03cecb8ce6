"""The contest canvassed: candidates, sections, reasons, dates, and whose side we are on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from phonebank.domain.calls import PREVIOUS_NOT_NAMED
from phonebank.domain.errors import WrongUse
from phonebank.domain.outcomes import NOT_A_CANDIDATE, slug_key
from phonebank.domain.queueing import CallingRules
from phonebank.domain.verdicts import Thresholds


class Candidate(NamedTuple):
    """`short` is the name in tables and slugs; `colour` is "#RRGGBB"; `key` a letter on Call."""

    short: str
    name: str
    key: str
    colour: str
    is_ours: bool


class PreviousChoice(NamedTuple):
    short: str
    name: str


class Reason(NamedTuple):
    name: str
    key: str


class Affiliate(NamedTuple):
    name: str
    kind: str


class SectionSize(NamedTuple):
    """How many electors a section has, according to `source`; one size per section is `used`."""

    value: int
    source: str
    as_of: date | None
    used: bool


class Section(NamedTuple):
    name: str
    sizes: Sequence[SectionSize] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    name: str
    title: str
    ballots_open: datetime
    ballots_close: datetime
    result_on: date | None = None
    candidates: Sequence[Candidate]
    sections: Sequence[Section] = ()
    affiliates: Sequence[Affiliate] = ()
    previous: Sequence[PreviousChoice] = ()
    reasons: Sequence[Reason] = ()
    thresholds: Thresholds = field(default_factory=Thresholds)
    calling: CallingRules = field(default_factory=CallingRules)
    cooldown_minutes: Mapping[str, int] = field(default_factory=dict)

    @property
    def ours(self) -> str:
        return next(candidate.short for candidate in self.candidates if candidate.is_ours)

    @property
    def shorts(self) -> tuple[str, ...]:
        """Our candidate first, then the others as listed: the order of every table and chart."""
        ordered = sorted(self.candidates, key=lambda candidate: not candidate.is_ours)
        return tuple(candidate.short for candidate in ordered)

    def intention_of(self, text: str) -> str:
        """The slug meant by it or by the candidate's name; WrongUse with the known ones."""
        names = {candidate.short: candidate.name for candidate in self.candidates}
        return _one_of(text, [*self.shorts, *NOT_A_CANDIDATE], "intention", names)

    def previous_vote_of(self, text: str) -> str:
        names = {choice.short: choice.name for choice in self.previous}
        return _one_of(text, [*names, *PREVIOUS_NOT_NAMED], "previous vote", names)

    def reason_of(self, text: str) -> str:
        return _one_of(text, [reason.name for reason in self.reasons], "reason", {})


def _one_of(text: str, known: Sequence[str], what: str, names: Mapping[str, str]) -> str:
    """Without regard to case, hyphens and apostrophes; a slug before a name."""
    key = slug_key(text)
    for written in ({slug: slug for slug in known}, names):
        for slug, name in written.items():
            if slug_key(name) == key:
                return slug
    raise WrongUse(
        f"There is no {what} “{text}” in this contest.", next_step=f"Known: {', '.join(known)}."
    )
