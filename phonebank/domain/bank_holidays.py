"""Bank holidays of the four nations, with the days that stand in for those at a weekend."""

from collections.abc import Mapping
from datetime import date

BankHolidays = Mapping[str, frozenset[date]]
NO_HOLIDAYS: frozenset[date] = frozenset()


def holidays_in(text: str) -> BankHolidays:
    """Read `date,nation,name` lines under a header: the days by nation."""
    days: dict[str, set[date]] = {}
    for line in text.splitlines()[1:]:
        day, nation, _ = line.split(",", 2)
        days.setdefault(nation, set()).add(date.fromisoformat(day))
    return {nation: frozenset(those) for nation, those in days.items()}


def closed_nations(holidays: BankHolidays, day: date) -> frozenset[str]:
    """The nations in which that day is a bank holiday."""
    return frozenset(nation for nation, days in holidays.items() if day in days)
