"""Days as files write them, and which of day and month stands first in a column."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

FIRST_YEAR, LAST_YEAR = 1900, 2100
_PIVOT = 30  # as spreadsheets have it: 29 is 2029 and 30 is 1930
FROM_1900 = date(1899, 12, 30)  # right from March 1900 on, after the leap day that never was
FROM_1904 = date(1904, 1, 1)
"""The days that workbooks give the number nought."""
_LEAST_SERIAL = 10_000  # 18 May 1927; a smaller number is a year, an age or a count

_NAMES_OF_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTHS = {
    name[:length]: at
    for at, name in enumerate(_NAMES_OF_MONTHS, start=1)
    for length in (3, len(name))
} | {"sept": 9}
_TIME = (
    r"(?:(?:\s*,\s*|\s+|t)(?:[01]?\d|2[0-4])[:.][0-5]\d(?:[:.][0-5]\d(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?"
    r"\s*(?:z|[a-z]{2,4})?\s*(?:[+-]\d{2}:?\d{2})?)?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]?\s+)?"
_DAY, _MONTH = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", r"(?P<month>[a-z]{3,9})"
_YEAR, _GAP = r"(?P<year>\d{4}|'?\d{2})", r"(?:[\s\-/.,]+)"
_SIGNED = re.compile(
    rf"{_WEEKDAY}(?P<first>\d{{1,4}})(?P<sign>\s*[-/.]\s*|\s+)(?P<second>\d{{1,2}})(?P=sign)"
    rf"(?P<third>\d{{1,4}}){_TIME}"
)
_WORDED = [
    re.compile(rf"{_WEEKDAY}{_DAY}{_GAP}?(?:of\s+)?{_MONTH}{_GAP}?{_YEAR}{_TIME}"),
    re.compile(rf"{_WEEKDAY}{_MONTH}{_GAP}?{_DAY}{_GAP}{_YEAR}{_TIME}"),
    re.compile(rf"(?P<year>\d{{4}}){_GAP}{_MONTH}{_GAP}{_DAY}{_TIME}"),
]
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:t?\d{4}(?:\d{2})?z?)?")
_SERIAL = re.compile(r"(\d{5})(?:[.,](\d+))?")
_CLOCK = re.compile(
    r"(?:[\s,]|\dt)(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\b)?"
)
_LONGEST = 80


class DateOrder(StrEnum):
    """What 03/09/2016 means."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


@dataclass(frozen=True, slots=True)
class OrdersSeen:
    """How many texts of a column can be days in one order only, and how many in either.

    Texts that say it themselves (ISO, names of months, serial numbers) and 03/03/2016, which is
    the same both ways, count for nothing here.
    """

    day_first: int = 0
    month_first: int = 0
    either: int = 0

    @property
    def order(self) -> DateOrder | None:
        """The one order that the column can be in; None where none is needed or it is open."""
        if self.is_open or not (self.day_first or self.month_first):
            return None
        return DateOrder.DAY_FIRST if self.day_first else DateOrder.MONTH_FIRST

    @property
    def is_ambiguous(self) -> bool:
        """Every date that depends on an order could be in either."""
        return bool(self.either) and not (self.day_first or self.month_first)

    @property
    def is_contradictory(self) -> bool:
        """Some can only be day-first and some only month-first: whichever is taken loses some."""
        return bool(self.day_first and self.month_first)

    @property
    def is_open(self) -> bool:
        """Somebody has to say which order it is."""
        return self.is_ambiguous or self.is_contradictory


def order_of(texts: Iterable[str]) -> OrdersSeen:
    """What a column's texts, or the distinct ones among them, tell of its order."""
    day_first = month_first = either = 0
    for text in texts:
        one, other = (day_of(text, order) for order in DateOrder)
        day_first += other is None and one is not None
        month_first += one is None and other is not None
        either += one is not None and other is not None and one != other
    return OrdersSeen(day_first, month_first, either)


def years_between(born: date, today: date) -> int:
    """How old somebody is; below nought before they are born."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def is_ambiguous(text: str) -> bool:
    """Whether the text is one day with the day first and another with the month first."""
    return order_of([text]).is_ambiguous


def day_of(text: str, order: DateOrder | None = None, day_nought: date = FROM_1900) -> date | None:
    """The day, or None for what is no day from 1900 to 2100 or needs an order that is not given.

    A time of day is dropped and its zone with it: the day is the one written. A bare number counts
    days from `day_nought`.
    """
    plain = _plain(text)
    if signed := _SIGNED.fullmatch(plain):
        return _in_order(signed["first"], signed["second"], signed["third"], order)
    if compact := _COMPACT.fullmatch(plain):
        return _day(*map(int, compact.groups()))
    if serial := _SERIAL.fullmatch(plain):
        return _from_serial(int(serial[1]), day_nought)
    for worded in _WORDED:
        if (found := worded.fullmatch(plain)) and found["month"] in _MONTHS:
            return _day(_year(found["year"]), _MONTHS[found["month"]], int(found["day"]))
    return None


def time_of(text: str) -> time | None:
    """The time of day written beside a day, without its zone; None where there is none.

    Midnight beside a whole day is what spreadsheets add of themselves, and told all the same.
    """
    plain = _plain(text)
    if serial := _SERIAL.fullmatch(plain):
        seconds = round(float(f"0.{serial[2]}") * 86400) if serial[2] else 86400
        return time(seconds // 3600, seconds // 60 % 60, seconds % 60) if seconds < 86400 else None
    if not (found := _CLOCK.search(plain)):
        return None
    hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
    if half := found["half"]:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def _plain(text: str) -> str:
    """For comparing; nothing where it is too long or too strange for a date."""
    plain = unicodedata.normalize("NFKC", text[:_LONGEST]).strip().casefold()
    return plain if len(text) < _LONGEST and plain.isascii() else ""


def _in_order(first: str, second: str, third: str, order: DateOrder | None) -> date | None:
    if len(first) == 4 and len(third) <= 2:
        return _day(int(first), int(second), int(third))
    if len(first) > 2 or len(third) not in {2, 4}:
        return None
    readings = {
        DateOrder.DAY_FIRST: _day(_year(third), int(second), int(first)),
        DateOrder.MONTH_FIRST: _day(_year(third), int(first), int(second)),
    }
    if order is None:
        one, other = readings.values()
        return one if one == other else None
    return readings[order]


def _year(digits: str) -> int:
    year = int(digits.lstrip("'"))
    return year if len(digits) == 4 else year + (2000 if year < _PIVOT else 1900)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def _from_serial(days: int, day_nought: date) -> date | None:
    day = day_nought + timedelta(days) if days >= _LEAST_SERIAL else None
    return day if day and day.year <= LAST_YEAR else None
