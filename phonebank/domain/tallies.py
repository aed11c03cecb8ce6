"""Counting electors by their current answer: shares, lead, bounds and break-even, all exact."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from fractions import Fraction
from typing import NamedTuple, Self

from phonebank.domain.outcomes import UNDECIDED


class Race(NamedTuple):
    """How many are for ours, for the strongest of the others, and how many stated at all."""

    ours: int
    rival: int
    stated: int

    @classmethod
    def of(cls, counts: Mapping[str, int], undecided: int, ours: str) -> Self:
        rival, stated = 0, undecided
        for short, n in counts.items():
            stated += n
            if n > rival and short != ours:
                rival = n
        return cls(counts[ours], rival, stated)

    @property
    def lead(self) -> Fraction | None:
        """Our share minus the strongest rival's."""
        return Fraction(self.ours - self.rival, self.stated) if self.stated else None


class Tally(NamedTuple):
    """Electors of one place (or section, caller, day), counted once each by current answer.

    `counts` has every candidate by short name. `roll` is None where no roll can be said, as for
    a caller or a day. Who would not say or will not vote is shown beside, never inside `stated`.
    `calls` counts attempts, not electors.
    """

    counts: Mapping[str, int]
    roll: int | None = None
    calls: int = 0
    attempted: int = 0
    contacted: int = 0
    undecided: int = 0
    wont_say: int = 0
    wont_vote: int = 0
    last_call: datetime | None = None

    @property
    def named(self) -> int:
        return sum(self.counts.values())

    @property
    def stated(self) -> int:
        return self.named + self.undecided

    def people(self, who: str) -> int:
        """Electors who are for a candidate, or undecided."""
        return self.undecided if who == UNDECIDED else self.counts[who]

    @property
    def coverage(self) -> Fraction | None:
        """Stated over roll; None, never nought, for an empty roll."""
        return Fraction(self.stated, self.roll) if self.roll else None

    @property
    def shares(self) -> dict[str, Fraction | None]:
        """Each candidate's and undecided's share of the stated, never forced to sum to one."""
        return {who: self.share(who) for who in (*self.counts, UNDECIDED)}

    def share(self, who: str) -> Fraction | None:
        """One of the `shares`."""
        stated = self.stated
        return Fraction(self.people(who), stated) if stated else None

    def rival(self, ours: str) -> str | None:
        """The strongest of the others; the first named of equals."""
        others = [short for short in self.counts if short != ours]
        return max(others, key=lambda short: self.counts[short], default=None)

    def race(self, ours: str) -> Race:
        return Race.of(self.counts, self.undecided, ours)

    def bounds(self, short: str) -> tuple[Fraction, Fraction] | None:
        """Lowest and highest share among the whole roll, whatever everybody else thinks.

        Bounds without assumptions (Manski 1989, J. Human Resources 24:343).
        """
        if not self.roll:
            return None
        others = self.named - self.counts[short]
        low, high = Fraction(self.counts[short], self.roll), Fraction(self.roll - others, self.roll)
        return low, high

    def not_counted(self) -> int:
        """Electors not counted for any candidate."""
        return (self.roll or 0) - self.named

    def break_even(self, ours: str) -> Fraction | None:
        """The lead the trailing candidate needs among all not counted for a candidate, to tie.

        Above one it cannot be tied; None where nobody is left to decide it.
        """
        if self.roll is None or self.not_counted() <= 0:
            return None
        race = self.race(ours)
        return Fraction(abs(race.ours - race.rival), self.not_counted())


def added(tallies: Iterable[Tally], candidates: Iterable[str]) -> Tally:
    """The tally of all together; an unknown roll stays unknown."""
    tallies = list(tallies)
    rolls = [t.roll for t in tallies if t.roll is not None]
    calls = [t.last_call for t in tallies if t.last_call is not None]
    return Tally(
        counts={short: sum(t.counts[short] for t in tallies) for short in candidates},
        roll=sum(rolls) if len(rolls) == len(tallies) else None,
        calls=sum(t.calls for t in tallies),
        attempted=sum(t.attempted for t in tallies),
        contacted=sum(t.contacted for t in tallies),
        undecided=sum(t.undecided for t in tallies),
        wont_say=sum(t.wont_say for t in tallies),
        wont_vote=sum(t.wont_vote for t in tallies),
        last_call=max(calls, default=None),
    )
