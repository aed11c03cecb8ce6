"""The canvass table as a value: our own figures by place, with what others reported beside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from phonebank.domain.tallies import Tally
from phonebank.domain.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95% interval: two fractions between nought and one."""

    low: float
    high: float


class By(StrEnum):
    """What the rows of a canvass table are."""

    CONSTITUENCY = "constituency"
    REGION = "region"
    SECTION = "section"
    AFFILIATE = "affiliate"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class CanvassRow:
    """One place (or section, caller, day). `margin` is a fraction; None figures are not known."""

    place: str | None
    tally: Tally
    lead: Fraction | None
    margin: float | None
    verdict: Verdict | None
    ons_code: str | None = None
    region: str | None = None
    mp: str | None = None
    break_even: Fraction | None = None
    bounds: Mapping[str, tuple[Fraction, Fraction] | None]
    intervals: Mapping[str, Interval | None]
    reported: Sequence[ReportedFigure] = ()
    reported_with: str | None = None


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
