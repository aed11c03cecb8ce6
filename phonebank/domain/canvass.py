"""The canvass table as a value: our own figures by place, with what others reported beside."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from phonebank.domain.tallies import Tally
from phonebank.domain.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95% interval: two fractions between nought and one."""

    low: float
    high: float


T = TypeVar("T")


class WhenAsked(Mapping[str, T]):
    """A figure for each name, worked out when it is asked for.

    A table has hundreds of rows, and whoever looks at it opens one of them.
    """

    __slots__ = ("_names", "_work_out")

    def __init__(self, names: Sequence[str], work_out: Callable[[str], T]) -> None:
        self._names, self._work_out = names, work_out

    def __getitem__(self, name: str) -> T:
        if name not in self._names:
            raise KeyError(name)
        return self._work_out(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


_HOW, _DAYS = ("caller", "strength", "ballot"), {"from": "from", "to": "up to"}
ANSWER_FIELDS = (*_HOW, *_DAYS)
"""What chooses among answers; all other fields narrow the roll itself."""


def narrowed_words(where: Mapping[str, Sequence[str]]) -> str:
    """What is narrowed to, in words that go after a base; empty for everybody."""
    said = _said(where)
    roll = ", ".join(said[field] for field in said if field not in ANSWER_FIELDS)
    answers = answers_words(where)
    only = f" Only the roll of {roll}." if roll else ""
    return only + (f" Only answers {answers}." if answers else "")


def answers_words(where: Mapping[str, Sequence[str]]) -> str:
    """Which answers are chosen, such as "given from 2016-09-01"; empty for all."""
    said = _said(where)
    how = ", ".join(said[field] for field in _HOW if field in said)
    days = " ".join(said[field] for field in _DAYS if field in said)
    return ", ".join([f"with {how}"] * bool(how) + [f"given {days}"] * bool(days))


def _said(where: Mapping[str, Sequence[str]]) -> Mapping[str, str]:
    return {field: f"{_DAYS.get(field, field)} {' or '.join(v)}" for field, v in where.items()}


class By(StrEnum):
    """What the rows of a canvass table are."""

    CONSTITUENCY = "constituency"
    REGION = "region"
    SECTION = "section"
    AFFILIATE = "affiliate"
    RECRUITER = "recruiter"
    CALLER = "caller"
    DAY = "day"

    @property
    def has_roll(self) -> bool:
        return self not in {By.CALLER, By.DAY}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedFigure:
    """A canvass that somebody told us, as printed. Shares are fractions, None where not given.

    `places` are official names, the first alphabetically carrying the figure; none for the country.
    """

    places: Sequence[str]
    canvasser: str
    told_by: str
    reported_on: date
    shares: Mapping[str, Fraction]
    undecided: Fraction | None
    refused: Fraction | None
    coverage: Fraction | None
    words: str
    source: str
    lead: Fraction | None
    verdict: str

    @property
    def sum(self) -> Fraction | None:
        """What the printed figures add up to, None for words only; never forced to one."""
        given = [*self.shares.values(), self.undecided, self.refused]
        return sum((f for f in given if f is not None), Fraction(0)) if self.shares else None

    def bounds(self, short: str) -> tuple[Fraction, Fraction] | None:
        """Lowest and highest share of a candidate among all, whatever those not taken in think.

        As `Tally.bounds`, of printed shares; None where no coverage or no share was given.
        """
        if self.coverage is None or short not in self.shares:
            return None
        others = sum(self.shares.values()) - self.shares[short]
        return self.coverage * self.shares[short], 1 - self.coverage * others

    @property
    def told(self) -> str:
        """Who says so: the canvasser, and who passed it on."""
        return f"{self.canvasser}, told by {self.told_by}" if self.told_by else self.canvasser

    def remark(self) -> str:
        """What a reader must know before comparing: odd sums, missing answers, words only."""
        if not self.shares:
            return "words only"
        remarks = []
        if self.sum != 1:
            remarks.append(f"sums to {float((self.sum or 0) * 100):g}")
        if self.undecided is None:
            remarks.append("undecided not given")
        if len(self.places) > 1:
            remarks.append(f"one figure for {' and '.join(self.places)}")
        return ", ".join(remarks)


NOTHING: Mapping[str, Any] = MappingProxyType({})


class CanvassRow(NamedTuple):
    """One place (or section, caller, day). `margin` is a fraction; None figures are not known.

    `change` is the lead less the lead a week ago, among the answers that stood then. `pooled` are
    shares of the whole roll drawn towards region and country as far as answers are few, empty for
    anything but places. `barred` is electors who may not vote, counted apart from the roll.
    """

    place: str | None
    tally: Tally
    ours: str
    lead: Fraction | None
    margin: float | None
    verdict: Verdict | None
    intervals: Mapping[str, Interval | None]
    ons_code: str | None = None
    region: str | None = None
    mp: str | None = None
    change: Fraction | None = None
    pooled: Mapping[str, float] = NOTHING
    pooled_interval: Mapping[str, Interval | None] = NOTHING
    barred: int | None = None
    reported: Sequence[ReportedFigure] = ()
    reported_with: str | None = None

    @property
    def bounds(self) -> dict[str, tuple[Fraction, Fraction] | None]:
        """Lowest and highest share of each candidate among the whole roll, where it is known."""
        if self.tally.roll is None:
            return {}
        return {short: self.tally.bounds(short) for short in self.tally.counts}

    @property
    def break_even(self) -> Fraction | None:
        """What the trailing side needs among all who are not counted, to tie; see Tally."""
        return self.tally.break_even(self.ours)


@dataclass(frozen=True, slots=True, kw_only=True)
class CanvassTable:
    """What the canvass says as of a time, for whom, and on what base."""

    as_of: datetime
    by: By
    where: Mapping[str, Sequence[str]]
    base: str
    ours: str
    candidates: Sequence[str]
    rows: Sequence[CanvassRow]
    total: CanvassRow
