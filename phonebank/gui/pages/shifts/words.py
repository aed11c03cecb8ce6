"""What is said of shifts, their times and their ladders."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from phonebank.domain.figures import EM_DASH, count, rounded
from phonebank.domain.hours import local

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from phonebank.domain.shifts import Ladder, Shift
    from phonebank.services.shifts import ShiftLine

MINUTE = timedelta(minutes=1)


def day_of(day: date, now: datetime) -> str:
    """ "Today", "Tomorrow", "Mon 19 Sep"."""
    today = local(now).date()
    near = {0: "Today", 1: "Tomorrow", -1: "Yesterday"}
    return near.get((day - today).days) or f"{day:%a} {day.day} {day:%b}"


def when_of(shift: Shift, now: datetime) -> str:
    """ "Today 18:00–20:30, 1 h 20 min left"."""
    told = f"{day_of(local(shift.starts_at).date(), now)} {shift.hours}"
    return f"{told}, {left_of(shift, now)}"


def left_of(shift: Shift, now: datetime) -> str:
    """How long until it begins or ends."""
    if shift.is_over(now):
        return "over"
    if shift.is_running(now):
        return f"{length(shift.ends_at - now)} left"
    return f"begins in {length(shift.starts_at - now)}"


def length(time: timedelta) -> str:
    """ "45 min", "1 h 20 min", "3 days"; what has begun counts."""
    minutes = -(-time // MINUTE)
    if minutes >= 48 * 60:
        return f"{minutes // (24 * 60)} days"
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def callers_of(line: ShiftLine, now: datetime) -> str:
    """ "6 of 8 came"."""
    if not line.expected:
        return "nobody yet"
    if line.shift.starts_at > now and not line.came:
        return f"{line.expected} expected"
    return f"{line.came} of {line.expected} came"


def seconds(number: int | None) -> str:
    """ "1:24"."""
    return EM_DASH if number is None else f"{number // 60}:{number % 60:02}"


def rate(ladder: Ladder) -> str:
    """Calls an hour in whole calls."""
    an_hour = ladder.calls_an_hour
    return EM_DASH if an_hour is None else count(int(rounded(an_hour)))


TITLES = ("Attempts", "Dials", "Contacts", "Stated", "Calls/hour", "Median")
HINTS = (
    "Electors who were served and logged",
    "Calls with a number",
    "Calls that reached the elector",
    "Named a candidate, or undecided",
    "From the first call of each caller to their last",
    "The middle length of the calls that were timed, minutes and seconds",
)


def cells(ladder: Ladder) -> Sequence[str]:
    """The ladder as the table writes it, under TITLES."""
    return (
        count(ladder.attempts),
        count(ladder.dials),
        count(ladder.contacts),
        count(ladder.stated),
        rate(ladder),
        seconds(ladder.median_seconds),
    )


def in_words(ladder: Ladder) -> str:
    """The whole ladder as one line, for tooltips and screen readers."""
    told = zip(TITLES, cells(ladder), strict=True)
    return ", ".join(f"{cell} {title.lower()}" for title, cell in told)
