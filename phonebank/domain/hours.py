"""When the telephone may ring: calling hours in the elector's local time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from phonebank.domain.errors import WrongUse

ELECTORS_ZONE = ZoneInfo("Europe/London")
SATURDAY = 5
A_WEEK = 8
FIRST_YEAR, LAST_YEAR = 2000, 2100
END_OF_TIME = datetime(9999, 12, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Hours:
    """A span of local time of day, closed at its start and open at its end."""

    start: time
    end: time

    @classmethod
    def parse(cls, text: str) -> "Hours":
        """Read "09:00-20:30"; WrongUse where that is not a span."""
        try:
            start, end = (time.fromisoformat(part.strip()) for part in text.split("-"))
        except ValueError:
            raise WrongUse(
                f"“{text}” is not a span of hours.", next_step="Write it like 09:00-20:30."
            ) from None
        if start >= end:
            raise WrongUse(f"“{text}” ends before it begins.")
        return cls(start, end)

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"

    def within(self, other: "Hours") -> "Hours":
        return Hours(max(self.start, other.start), min(self.end, other.end))


NEVER_OUTSIDE = Hours(time(8), time(21))


@dataclass(frozen=True, slots=True)
class CallingHours:
    """Hours of a list on weekdays and weekends, never outside 08:00 to 21:00.

    On `widened_on`, a local day, they are from 08:00 to 21:00.
    """

    weekdays: Hours = Hours(time(9), time(20, 30))
    weekends: Hours = Hours(time(10), time(18))
    widened_on: date | None = None

    def __post_init__(self) -> None:
        for hours in (self.weekdays, self.weekends):
            allowed = hours.within(NEVER_OUTSIDE)
            if allowed.start >= allowed.end:
                raise WrongUse(f"“{hours}” leaves no time between {NEVER_OUTSIDE}.")

    def on(self, day: datetime) -> Hours:
        if day.date() == self.widened_on:
            return NEVER_OUTSIDE
        hours = self.weekends if day.weekday() >= SATURDAY else self.weekdays
        return hours.within(NEVER_OUTSIDE)

    def open_at(self, when: datetime, closed: Collection[date] = ()) -> bool:
        """Whether an elector may be rung then; on `closed` days nobody may."""
        here = local(when)
        hours = self.on(here)
        return here.date() not in closed and hours.start <= here.time() < hours.end

    def next_opening(self, when: datetime, closed: Collection[date] = ()) -> datetime:
        """The first moment from `when` on (UTC) at which an elector may be rung.

        Times so far off that no opening can be reckoned from them are taken as the last that can.
        """
        when = min(when, END_OF_TIME)
        if self.open_at(when, closed):
            return when
        here = local(when)
        for days in range(A_WEEK + len(closed)):
            day = here + timedelta(days=days)
            opening = datetime.combine(day.date(), self.on(day).start, ELECTORS_ZONE)
            if opening > here and day.date() not in closed:
                return opening.astimezone(UTC)
        raise AssertionError("a week has an opening on every day that is not closed")


PROMISED = CallingHours(NEVER_OUTSIDE, NEVER_OUTSIDE)
"""A promised callback is kept outside a list's hours, but never outside 08:00 to 21:00."""


def local(when: datetime) -> datetime:
    return when.astimezone(ELECTORS_ZONE)


def within_a_campaign(when: date) -> bool:
    """Whether a campaign can contain that day or time."""
    return FIRST_YEAR <= when.year <= LAST_YEAR


def later(when: datetime, wait: timedelta) -> datetime:
    """So long after `when`, or the end of time where that comes first."""
    return min(when, END_OF_TIME - wait) + wait


def start_of(day: date) -> datetime:
    """The moment at which that local day begins."""
    return datetime.combine(day, time.min, ELECTORS_ZONE)


def midnight(when: datetime) -> datetime:
    """The start of that local day."""
    return local(when).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)


def tomorrow(when: datetime) -> datetime:
    """The start of the next local day."""
    return midnight(when) + timedelta(days=1)
