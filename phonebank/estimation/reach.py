"""How many more can be reached before ballots close, and with how many calls and callers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from phonebank.domain.insight import AttemptRate, Effort, Forecast

MOST_ATTEMPTS = 6
_NOBODY = 0.5  # expectations below half an elector are nobody


def contact_rates(tries: Mapping[int, tuple[int, int]]) -> Sequence[AttemptRate]:
    """By attempt: of the electors rung for this time and not reached before, who was reached.

    `tries` goes from the attempt (1 first) to (rung, reached). The discrete hazard of a life table
    (Allison 1982, Sociological Methodology 13:61); an exact fraction of one, None where nobody was
    rung so often.
    """
    return tuple(
        AttemptRate(
            attempt=attempt,
            rung=rung,
            reached=reached,
            rate=Fraction(reached, rung) if rung else None,
        )
        for attempt, (rung, reached) in sorted(tries.items())
    )


def forecast(
    waiting: Mapping[int, int],
    rates: Sequence[AttemptRate],
    effort: Effort,
    today: date,
    *,
    stated_of_reached: float,
    stated_already: int = 0,
    roll: int | None = None,
    most_attempts: int = MOST_ATTEMPTS,
) -> Forecast:
    """What the effort brings from today to the close, both included: expectations.

    `waiting` is electors who may be rung and were never reached, by attempts already made (0
    first). Each is rung once a day at most, those with the fewest attempts first, until reached or
    rung `most_attempts` times, with the rate of that attempt (`contact_rates`; of the latest known
    one beyond it: nobody is assumed easier to reach than was seen). `stated_of_reached`, a fraction
    of one, state an answer. Coverage is of `roll`. A life table run forward (Preston, Heuveline and
    Guillot, Demography, 2001, ch. 3), a day at a time.
    """
    run = _Run.of(waiting, rates, most_attempts)
    capacity = effort.callers * effort.hours_a_day * effort.calls_an_hour
    days = max(0, (effort.close - today).days + 1)
    used = 0
    while used < days and not run.is_finished and capacity > 0:
        run.spend_a_day(capacity)
        used += 1
    stated = run.reached * stated_of_reached
    return Forecast(
        days=used,
        calls=round(run.calls),
        reached=run.reached,
        stated=stated,
        coverage=min(1.0, (stated_already + stated) / roll) if roll else None,
        cost=run.calls * effort.cost_a_call,
        finished_on=today + timedelta(days=max(0, used - 1)) if run.is_finished else None,
    )


def calls_needed(
    waiting: Mapping[int, int], rates: Sequence[AttemptRate], most_attempts: int = MOST_ATTEMPTS
) -> float:
    """Expected calls until everybody waiting is reached or was rung `most_attempts` times.

    The person-periods of the life table of `forecast`.
    """
    run = _Run.of(waiting, rates, most_attempts)
    while not run.is_finished:
        run.spend_a_day(run.everybody)
    return run.calls


def callers_needed(
    waiting: Mapping[int, int],
    rates: Sequence[AttemptRate],
    effort: Effort,
    today: date,
    most_attempts: int = MOST_ATTEMPTS,
) -> int | None:
    """The least number of callers at a time, of the effort's hours and pace, who finish before the
    close by `forecast`; None if no number can, there being a call a day at most for each elector.
    """
    pace = effort.hours_a_day * effort.calls_an_hour
    days = (effort.close - today).days + 1

    def finishes(callers: int) -> bool:
        run = _Run.of(waiting, rates, most_attempts)
        for _ in range(days):
            if not run.is_finished:
                run.spend_a_day(callers * pace)
        return run.is_finished

    enough = ceil(sum(waiting.values()) / pace) if pace > 0 else 0
    if not finishes(enough):
        return None
    low, high = 0, enough
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if finishes(middle) else (middle + 1, high)
    return high


@dataclass(slots=True)
class _Run:
    """Electors waiting, by attempts made, and what ringing them has come to."""

    waiting: list[float]
    rates: Sequence[float]
    calls: float = 0.0
    reached: float = 0.0

    @classmethod
    def of(
        cls, waiting: Mapping[int, int], rates: Sequence[AttemptRate], most_attempts: int
    ) -> "_Run":
        known = {it.attempt: float(it.rate) for it in rates if it.rate is not None}
        filled: list[float] = []
        for attempt in range(1, most_attempts + 1):
            before = filled[-1] if filled else next(iter(known.values()), 0.0)
            filled.append(known.get(attempt, before))
        people = [float(waiting.get(made, 0)) for made in range(most_attempts)]
        return cls(people, filled)

    @property
    def everybody(self) -> float:
        return sum(self.waiting)

    @property
    def is_finished(self) -> bool:
        return self.everybody < _NOBODY

    def spend_a_day(self, capacity: float) -> None:
        """Ring up to so many, the fewest attempts first; who is not reached waits for tomorrow."""
        again = [0.0] * (len(self.waiting) + 1)
        for made, people in enumerate(self.waiting):
            rung = min(people, capacity)
            capacity -= rung
            self.calls += rung
            self.reached += rung * self.rates[made]
            again[made] += people - rung
            again[made + 1] += rung * (1 - self.rates[made])
        self.waiting = again[:-1]
