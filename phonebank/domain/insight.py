"""What the answers tell beyond the canvass table, as values that every outlet shows alike.

Shares, gaps and intervals are fractions of one: raw ones exact, estimated ones floats. Wherever
answers are keys they are the candidates' short names and "undecided", in the order of `who`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from phonebank.domain.canvass import CanvassTable, Interval
from phonebank.domain.insight_found import Found, Insight, Warned
from phonebank.domain.insight_reach import AttemptRate, Effort, Forecast, Ladder, Reach

__all__ = [
    "AttemptGroup",
    "AttemptRate",
    "Attempts",
    "CallerEffect",
    "CallerEffects",
    "Effort",
    "Estimate",
    "Forecast",
    "Found",
    "Insight",
    "Ladder",
    "PanelChange",
    "PollGap",
    "Projected",
    "Projection",
    "Reach",
    "ReasonCount",
    "Reasons",
    "Sections",
    "Switching",
    "Trend",
    "TrendDay",
    "TrendTest",
    "Undecided",
    "Warned",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendDay:
    """The answers given on one day, and those of the seven days that end with it.

    The mappings are empty where nobody answered. `week_margin` is the 95% half-width of the lead,
    None where all answers are alike and so tell nothing of it.
    """

    day: date
    stated: int
    shares: Mapping[str, Fraction]
    week_stated: int
    week_shares: Mapping[str, Fraction]
    week_intervals: Mapping[str, Interval | None]
    week_lead: Fraction | None
    week_margin: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend(Found):
    """Every day from the first answer to the last, without a gap."""

    days: Sequence[TrendDay]


@dataclass(frozen=True, slots=True, kw_only=True)
class Switching(Found):
    """Previous vote against present intention, in people. `net` is by a candidate of both times:
    who came to them from another less who left them, for another or for none."""

    before: Sequence[str]
    now: Sequence[str]
    people: Mapping[tuple[str, str], int]
    net: Mapping[str, int]

    def row_total(self, before: str) -> int:
        return sum(self.people.get((before, now), 0) for now in self.now)

    def row_share(self, before: str, now: str) -> Fraction | None:
        """Of those who voted `before`, the share that says `now`; None where there are none."""
        total = self.row_total(before)
        return Fraction(self.people.get((before, now), 0), total) if total else None

    def column_total(self, now: str) -> int:
        return sum(self.people.get((before, now), 0) for before in self.before)


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelChange:
    """The same people then and now; `change` and its interval lie between minus one and one."""

    then: Fraction
    now: Fraction
    change: Fraction
    interval: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Undecided(Found):
    """What became of the answers of a week ago, of the people who were asked again since.

    `people` goes from the answer that stood at `since` (one of `who`) to the latest (one of `now`,
    which has "wont-vote" too). `not_asked_again` stated then and have given no answer since;
    `undecided_not_asked` are those of them who said undecided. `changes` is of those who stated
    both times.
    """

    since: datetime
    now: Sequence[str]
    people: Mapping[tuple[str, str], int]
    asked_again: int
    not_asked_again: int
    undecided_not_asked: int
    changes: Mapping[str, PanelChange]

    def of(self, before: str) -> int:
        """How many of those who said this then were asked again."""
        return sum(self.people.get((before, now), 0) for now in self.now)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonCount:
    """How many gave the reason, and gave it first; the share is of those who gave any."""

    reason: str
    people: int
    first: int
    share: Fraction | None
    interval: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons(Found):
    """Why, by answer, the commonest reason first. `gave` is people who gave any reason; `together`
    is people who gave both, keyed in the order of names."""

    by_candidate: Mapping[str, Sequence[ReasonCount]]
    gave: Mapping[str, int]
    together: Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptGroup:
    """Electors first reached at this attempt, 4 standing for the fourth or any later one."""

    attempt: int
    stated: int
    counts: Mapping[str, int]
    shares: Mapping[str, Fraction]
    intervals: Mapping[str, Interval | None]

    @property
    def label(self) -> str:
        return ("1st", "2nd", "3rd", "4th or later")[self.attempt - 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendTest:
    """Whether our share rises (z above nought) or falls with the attempt; `p` is two-sided."""

    z: float
    p: float
    strata: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    share: float
    interval: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempts(Found):
    """Answers by the attempt of first contact. `unreached` is how many of the roll we never spoke
    to, and `unreached_shares` what they would say if the trend went on."""

    groups: Sequence[AttemptGroup]
    test: TrendTest | None
    unreached: int
    unreached_shares: Mapping[str, Estimate] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sections(Found):
    """The canvass by section, by affiliate, and by who recruited the elector."""

    sections: CanvassTable
    affiliates: CanvassTable
    recruiters: CanvassTable


@dataclass(frozen=True, slots=True, kw_only=True)
class PollGap:
    """An outside poll as printed beside ours; `figures` are its shares of the named.

    `gap` is our projected share of the named less the poll's, once a result is declared the poll's
    less the result (`is_after` says which).
    """

    pollster: str
    client: str
    published: date
    figures: Mapping[str, Fraction]
    gap: float | None
    is_after: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Projected:
    """A section, or everybody where `section` is None: raw and weighted to the selectorate.

    Raw shares are None-free but empty where nobody stated; the weighted mappings are empty, and
    `refusal` a sentence, where weighting is refused. The `_named` ones are without undecided.
    `error` is our weighted share of the named less the declared one. `merged` has a sentence for
    each group that was weighted together with its neighbour, since too few of it answered.
    """

    section: str | None
    stated: int
    effective_n: float | None
    design_effect: float | None
    raw: Mapping[str, Fraction]
    weighted: Mapping[str, float]
    interval: Mapping[str, Interval | None]
    raw_named: Mapping[str, Fraction]
    weighted_named: Mapping[str, float]
    interval_named: Mapping[str, Interval | None]
    polls: Sequence[PollGap] = ()
    declared: Mapping[str, Fraction] | None = None
    error: float | None = None
    refusal: str | None = None
    merged: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection(Found):
    """The canvass weighted to the selectorate, beside what others found and what was declared."""

    whole: Projected
    sections: Sequence[Projected]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallerEffect:
    """Our share among the stated answers one caller obtained, beside what the same lists gave."""

    caller: str
    stated: int
    share: Fraction
    expected: float
    difference: float
    interval: Interval | None
    is_flagged: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CallerEffects(Found):
    """Whether callers differ on the same list by more than chance allows; for organisers only."""

    callers: Sequence[CallerEffect]
    chi_squared: float | None
    degrees: int
    p: float | None
