"""Call sheets on paper: what is printed of each elector, and what was entered of it later."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import NamedTuple
from uuid import UUID

from phonebank.domain.electors import ElectorCard, NumberRow, PastCall
from phonebank.domain.errors import WrongUse
from phonebank.domain.hours import ELECTORS_ZONE, local, tomorrow
from phonebank.domain.scripts import ScriptVersion

ELECTORS, MOST_ELECTORS = 60, 600
ROWS, MOST_ROWS = 12, 12
EVENING = time(19)
LARGEST_NUMBER = 2**31 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRow:
    """An elector on a printed page; `number` is the one to ring, None where there is none left."""

    row: int
    card: ElectorCard
    number: NumberRow | None

    @property
    def last(self) -> PastCall | None:
        """The newest call that still counts."""
        return next((call for call in self.card.history if not call.superseded), None)


class LaidPage(NamedTuple):
    """One printed page; `number` stands large on it and is typed when it is entered."""

    number: int
    rows: Sequence[PaperRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """The pages that were printed together; nobody else rings their electors until `until`."""

    list_name: str
    printed_at: datetime
    until: datetime
    script: ScriptVersion
    pages: Sequence[LaidPage]

    @property
    def electors(self) -> int:
        return sum(len(page.rows) for page in self.pages)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteredCall:
    """What was entered of a row, as it counts now; `is_mine` is a callback for its caller."""

    call_id: UUID
    caller: str
    called_at: datetime
    outcome: str
    outcome_name: str
    intention: str | None
    strength: str | None
    previous_vote: str | None
    ballot: str | None
    reasons: Sequence[str]
    note: str
    callback_at: datetime | None
    is_mine: bool
    do_not_call: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteredRow:
    """A row of a sheet; `call` is None while it is open. `number` is the one on the paper."""

    row: int
    elector_id: int
    membership_number: str
    name: str
    place: str
    number: NumberRow | None
    is_banked: bool
    call: EnteredCall | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetNow:
    """A sheet with its rows as far as they were entered."""

    number: int
    list_name: str
    printed_at: datetime
    printed_by: str
    script: ScriptVersion
    rows: Sequence[EnteredRow]

    @property
    def left(self) -> int:
        """How many rows are open."""
        return sum(row.call is None for row in self.rows)

    @property
    def caller(self) -> str:
        """Who rang, where something was entered already."""
        return next((row.call.caller for row in self.rows if row.call), "")

    @property
    def called_at(self) -> datetime | None:
        """When they rang, where something was entered already."""
        return next((row.call.called_at for row in self.rows if row.call), None)


def check_numbers(electors: int, rows: int) -> None:
    """WrongUse where so many electors or rows cannot be printed."""
    if not 1 <= electors <= MOST_ELECTORS:
        raise WrongUse(f"Call sheets are printed for 1 to {MOST_ELECTORS} electors at once.")
    if not 1 <= rows <= MOST_ROWS:
        raise WrongUse(f"A page has 1 to {MOST_ROWS} rows.")


def held_until(printed_at: datetime) -> datetime:
    """The end of the day after the one on which the sheets were printed (UTC)."""
    return tomorrow(tomorrow(printed_at)).astimezone(UTC)


def evening_of(printed_at: datetime, now: datetime) -> datetime:
    """When the calls of a sheet were made, where nobody says: its evening, or now if that is ahead.

    A sheet printed after seven is for the evening of the next day.
    """
    day = printed_at if local(printed_at).time() <= EVENING else tomorrow(printed_at)
    evening = datetime.combine(local(day).date(), EVENING, ELECTORS_ZONE).astimezone(UTC)
    return min(evening, now)
