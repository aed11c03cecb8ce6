"""The periods in which electors joined, told apart because early and late ones answer otherwise."""

from collections.abc import Sequence
from datetime import date

MONTHS = (60, 18, 6)
"""How long before the ballots open each period but the last ends."""
NOT_KNOWN = "joined when is not known"


def edges(ballots_open: date) -> list[date]:
    """The days on which the second and later periods begin."""
    return [_months_before(ballots_open, months) for months in MONTHS]


def label(period: int, starts: Sequence[date]) -> str:
    """The words for a period by its place; -1 for who joined nobody knows when."""
    if period < 0:
        return NOT_KNOWN
    if period == 0:
        return f"joined before {_month(starts[0])}"
    if period == len(starts):
        return f"joined from {_month(starts[-1])} on"
    return f"joined from {_month(starts[period - 1])} to {_month(starts[period])}"


def _months_before(day: date, months: int) -> date:
    """The first of a month, so that the words are the period."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(years, month + 1, 1)


def _month(day: date) -> str:
    return f"{day:%b %Y}"
