"""A contest as somebody changes it: every line knows what it was called before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, NamedTuple, TypeAlias, TypeVar

from phonebank.domain.contest import (
    Affiliate,
    Candidate,
    Contest,
    PreviousChoice,
    Reason,
    Section,
)
from phonebank.domain.verdicts import Thresholds

T = TypeVar("T")


class Edited(NamedTuple, Generic[T]):
    """A line as it is wanted; `was` is the name it is known by now, None for a new one."""

    was: str | None
    wanted: T


Lines: TypeAlias = Sequence[Edited[T]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestEdit:
    """The whole contest as it is wanted: a line that is not there any more is to go."""

    name: str
    title: str
    ballots_open: datetime
    ballots_close: datetime
    result_on: date | None
    thresholds: Thresholds
    candidates: Lines[Candidate]
    sections: Lines[Section]
    affiliates: Lines[Affiliate]
    previous: Lines[PreviousChoice]
    reasons: Lines[Reason]

    def contest(self) -> Contest:
        """The contest that this would be, to be checked before it is kept."""
        return Contest(
            name=self.name,
            title=self.title,
            ballots_open=self.ballots_open,
            ballots_close=self.ballots_close,
            result_on=self.result_on,
            thresholds=self.thresholds,
            candidates=[line.wanted for line in self.candidates],
            sections=[line.wanted for line in self.sections],
            affiliates=[line.wanted for line in self.affiliates],
            previous=[line.wanted for line in self.previous],
            reasons=[line.wanted for line in self.reasons],
        )


def edit_of(contest: Contest) -> ContestEdit:
    """The contest as it is, for somebody to change."""
    return ContestEdit(
        name=contest.name,
        title=contest.title,
        ballots_open=contest.ballots_open,
        ballots_close=contest.ballots_close,
        result_on=contest.result_on,
        thresholds=contest.thresholds,
        candidates=[Edited(line.short, line) for line in contest.candidates],
        sections=[Edited(line.name, line) for line in contest.sections],
        affiliates=[Edited(line.name, line) for line in contest.affiliates],
        previous=[Edited(line.short, line) for line in contest.previous],
        reasons=[Edited(line.name, line) for line in contest.reasons],
    )


class InUse(NamedTuple):
    """How often each line of the contest is used, by what it is called: those cannot go."""

    candidates: Mapping[str, int]
    sections: Mapping[str, int]
    affiliates: Mapping[str, int]
    previous: Mapping[str, int]
    reasons: Mapping[str, int]
