"""Shifts: one phone-bank session each, which calls belong to it, and the ladder of its callers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple

from phonebank.domain.errors import WrongUse
from phonebank.domain.figures import EN_DASH
from phonebank.domain.hours import ELECTORS_ZONE, local, within_a_campaign
from phonebank.domain.permits import is_name

GRACE = timedelta(minutes=30)
"""Calls so long before a shift begins or after it ends are still its own."""
LONGEST = timedelta(hours=24)
LONGEST_TEXT = 120
LEAST_WORKED = timedelta(minutes=10)  # of less, calls an hour would be chance
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """One session: where, from, to (UTC). `id` is 0 until it is stored."""

    venue: str
    starts_at: datetime
    ends_at: datetime
    note: str = ""
    id: int = 0

    def is_over(self, now: datetime) -> bool:
        return self.ends_at <= now

    def is_running(self, now: datetime) -> bool:
        return self.starts_at <= now < self.ends_at

    @property
    def hours(self) -> str:
        """ "18:00–20:30", in local time."""
        return f"{local(self.starts_at):%H:%M}{EN_DASH}{local(self.ends_at):%H:%M}"


class Span(NamedTuple):
    """Calls of one caller from `start` until before `end` belong to `key`."""

    key: int
    caller_id: int
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """Attempts > dials > contacts > stated; of calls that still count.

    `worked` is the time from the first call to the last, summed over `callers` who made any.
    `median_seconds` is None where no call was timed.
    """

    attempts: int = 0
    dials: int = 0
    contacts: int = 0
    stated: int = 0
    worked: timedelta = field(default_factory=timedelta)
    callers: int = 0
    median_seconds: int | None = None

    @property
    def calls_an_hour(self) -> float | None:
        """Of one caller, from call to call; None where too little was worked to say."""
        if self.worked < LEAST_WORKED:
            return None
        return (self.attempts - self.callers) / (self.worked / HOUR)


def total(ladders: Iterable[Ladder], median_seconds: int | None = None) -> Ladder:
    """All of them as one; a median cannot be summed and is given."""
    those = list(ladders)
    return Ladder(
        attempts=sum(one.attempts for one in those),
        dials=sum(one.dials for one in those),
        contacts=sum(one.contacts for one in those),
        stated=sum(one.stated for one in those),
        worked=sum((one.worked for one in those), timedelta()),
        callers=sum(one.callers for one in those),
        median_seconds=median_seconds,
    )


def shift_of(shifts: Sequence[Shift], called_at: datetime) -> Shift | None:
    """To which of a caller's shifts a call belongs; None outside all of them."""
    for start, end, shift in turns(shifts):
        if start <= called_at < end:
            return shift
    return None


def turns(shifts: Sequence[Shift]) -> Iterator[tuple[datetime, datetime, Shift]]:
    """From when until when each of one caller's shifts has the calls, in order of time.

    Half an hour of grace on both sides. Where two overlap, the nearer has them: the one that runs
    then, and of two that run, the one whose middle is nearer.
    """
    for cluster in _touching(shifts):
        run: tuple[datetime, datetime, Shift] | None = None
        for start, end in pairwise(_edges(cluster)):
            nearest = _nearest(cluster, start + (end - start) / 2)
            if run and nearest is run[2]:
                run = run[0], end, nearest
            else:
                if run:
                    yield run
                run = (start, end, nearest) if nearest else None
        if run:
            yield run


def spans(shifts_of: Iterable[tuple[int, Sequence[Shift]]], wanted: Iterable[int]) -> list[Span]:
    """The spans of the wanted shifts, of every caller with all of their shifts."""
    keys = frozenset(wanted)
    return [
        Span(shift.id, caller_id, start, end)
        for caller_id, theirs in shifts_of
        for start, end, shift in turns(theirs)
        if shift.id in keys
    ]


def hours_of(shift: Shift) -> list[datetime]:
    """The full hours at which an hour of the shift begins, the one in which it starts first.

    They are the same by any clock that is whole hours from UTC, as the electors' always is.
    """
    first = shift.starts_at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    begun = (shift.ends_at - first) / HOUR
    return [first + n * HOUR for n in range(int(begun) + (begun > int(begun)))]


def by_hour(shift: Shift, theirs: Iterable[Span]) -> list[Span]:
    """The spans cut at the full hours; the key of each is the hour's place in `hours_of`.

    What lies before the first hour or after the last is theirs, so that no call is left out.
    """
    hours = hours_of(shift)
    return [
        Span(place, span.caller_id, max(span.start, start), min(span.end, end))
        for span in theirs
        for place, (start, end) in enumerate(_bounds(hours, span))
        if max(span.start, start) < min(span.end, end)
    ]


def planned(
    venue: str, day: date, start: time, end: time, note: str = "", *, shift_id: int = 0
) -> Shift:
    """A shift by its local day and times; one that would end before it begins ends next day."""
    last = day + timedelta(days=1) if end <= start else day
    return checked(
        Shift(
            venue=venue,
            starts_at=datetime.combine(day, start, ELECTORS_ZONE).astimezone(UTC),
            ends_at=datetime.combine(last, end, ELECTORS_ZONE).astimezone(UTC),
            note=note,
            id=shift_id,
        )
    )


def checked(shift: Shift) -> Shift:
    """The shift without spare spaces; WrongUse where it can be none."""
    venue, note = " ".join(shift.venue.split()), " ".join(shift.note.split())
    if not is_name(venue) or len(venue) > LONGEST_TEXT or len(note) > LONGEST_TEXT:
        raise WrongUse(
            f"A shift has a venue; it and the note have at most {LONGEST_TEXT} characters.",
            next_step="Write where it is, such as Westminster or Online.",
        )
    if not shift.starts_at < shift.ends_at <= shift.starts_at + LONGEST:
        raise WrongUse(
            "A shift ends after it begins, and within a day.", next_step="Give other times."
        )
    if not (within_a_campaign(shift.starts_at) and within_a_campaign(shift.ends_at)):
        raise WrongUse("No campaign has a shift in that year.", next_step="Give another day.")
    return Shift(
        venue=venue,
        starts_at=shift.starts_at.astimezone(UTC),
        ends_at=shift.ends_at.astimezone(UTC),
        note=note,
        id=shift.id,
    )


def by_day(shifts: Iterable[Shift], now: datetime) -> list[tuple[date, list[Shift]]]:
    """By local day: the next or running one first, what is to come after it, then the last ones."""
    those = sorted(shifts, key=lambda one: (one.starts_at, one.ends_at, one.id))
    to_come = [one for one in those if not one.is_over(now)]
    over = [one for one in reversed(those) if one.is_over(now)]
    days: list[tuple[date, list[Shift]]] = []
    for part in (to_come, over):
        begun = len(days)
        for shift in part:
            day = local(shift.starts_at).date()
            if len(days) == begun or days[-1][0] != day:
                days.append((day, []))
            days[-1][1].append(shift)
    return days


def _touching(shifts: Sequence[Shift]) -> Iterator[list[Shift]]:
    """The shifts in groups between which no call can be in doubt."""
    group: list[Shift] = []
    for one in sorted(shifts, key=lambda shift: (shift.starts_at, shift.id)):
        if group and one.starts_at - GRACE >= max(it.ends_at for it in group) + GRACE:
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _edges(shifts: Sequence[Shift]) -> list[datetime]:
    """Every moment at which the nearest of the shifts may become another."""
    moments = set()
    for one in shifts:
        moments |= {one.starts_at - GRACE, one.starts_at, one.ends_at, one.ends_at + GRACE}
    for one in shifts:
        for other in shifts:
            moments.add(_between(one.ends_at, other.starts_at))
            moments.add(_between(_middle(one), _middle(other)))
    return sorted(moments)


def _nearest(shifts: Sequence[Shift], when: datetime) -> Shift | None:
    near = [one for one in shifts if _distance(one, when) < GRACE]
    return min(
        near,
        key=lambda one: (_distance(one, when), abs(when - _middle(one)), one.starts_at, one.id),
        default=None,
    )


def _distance(shift: Shift, when: datetime) -> timedelta:
    """How far outside the shift it is; nothing while it runs."""
    return max(shift.starts_at - when, when - shift.ends_at, timedelta())


def _middle(shift: Shift) -> datetime:
    return _between(shift.starts_at, shift.ends_at)


def _between(one: datetime, other: datetime) -> datetime:
    return one + (other - one) / 2


def _bounds(hours: Sequence[datetime], span: Span) -> Iterator[tuple[datetime, datetime]]:
    for start in hours:
        is_first, is_last = start == hours[0], start == hours[-1]
        yield (
            min(start, span.start) if is_first else start,
            max(start + HOUR, span.end) if is_last else start + HOUR,
        )
