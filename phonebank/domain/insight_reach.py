"""How far we came and what it would take to reach the rest before ballots close."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from phonebank.domain.insight_found import Found
from phonebank.domain.rates import Rates


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """What could be done until ballots close: callers at a time, hours a day, calls an hour each,
    and the cost of a call in pounds."""

    callers: int
    hours_a_day: float
    calls_an_hour: float
    cost_a_call: float
    close: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """How far we came: calls made, electors attempted, reached and stated, of the roll."""

    roll: int
    calls: int
    attempted: int
    contacted: int
    stated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptRate:
    """Of the electors rung for this time and not reached before, how many were reached then."""

    attempt: int
    rung: int
    reached: int
    rate: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What the effort would bring: figures are expectations. `finished_on` is None where time runs
    out before everybody who may be rung is; `callers_needed` would be done in time, None where no
    number of them would."""

    days: int
    calls: int
    reached: float
    stated: float
    coverage: float | None
    cost: float
    finished_on: date | None
    callers_needed: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach(Found):
    """The ladder, the rates by person, the contact rate by attempt, and what effort would bring."""

    ladder: Ladder
    rates: Rates
    attempts: Sequence[AttemptRate]
    to_ring: int
    effort: Effort
    forecast: Forecast
