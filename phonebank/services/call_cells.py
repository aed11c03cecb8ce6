"""What the cells of a row of past calls say, each by itself: times, slugs and words."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from phonebank.domain.dates import DateOrder, day_of, time_of
from phonebank.domain.errors import WrongUse
from phonebank.domain.intake import RowRejected, moment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

T = TypeVar("T")
NO_TIME = "is not a time"
TWO_ORDERS = "may be day-first or month-first: say which"


def time_in(
    cells: Mapping[str, str], column: str, order: DateOrder | None, day_nought: date
) -> datetime | None:
    """The time in the cell, None where it is empty; numbers of days count from `day_nought`."""
    text = cells.get(column, "")
    when = moment(text) or _as_written(text, order, day_nought) if text else None
    if text and when is None:
        is_open = order is None and _as_written(text, DateOrder.DAY_FIRST, day_nought) is not None
        raise RowRejected(f"{column} {TWO_ORDERS if is_open else NO_TIME}", column)
    return when


def slug_in(cells: Mapping[str, str], column: str, kind: Any) -> Any:
    text = cells.get(column, "").strip().casefold()
    try:
        return kind(text) if text else None
    except ValueError:
        raise RowRejected(f"the {column} is not known", column) from None


def meant_in(cells: Mapping[str, str], column: str, means: Callable[[str], T]) -> T | None:
    """What a word in the cell means; None where it is empty."""
    return meant(cells.get(column, ""), column, means) if cells.get(column) else None


def reasons_in(cells: Mapping[str, str], means: Callable[[str], str]) -> tuple[str, ...]:
    written = filter(None, map(str.strip, cells.get("reasons", "").split(";")))
    return tuple(dict.fromkeys(meant(reason, "reasons", means) for reason in written))


def meant(text: str, column: str, means: Callable[[str], T]) -> T:
    try:
        return means(text)
    except WrongUse as error:
        raise RowRejected(error.message, column) from None


def superseded_in(cells: Mapping[str, str]) -> UUID | None:
    text = cells.get("supersedes", "")
    try:
        return UUID(text) if text else None
    except ValueError:
        raise RowRejected("supersedes is not a UUID", "supersedes") from None


def _as_written(text: str, order: DateOrder | None, day_nought: date) -> datetime | None:
    """A day and a time as a spreadsheet or a paper sheet has them, in the electors' own time."""
    day, clock = day_of(text, order, day_nought), time_of(text)
    return moment(datetime.combine(day, clock).isoformat()) if day and clock else None
