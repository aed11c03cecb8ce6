"""What an import takes in: fields by the names they go by, values by the ways they are written."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from uuid import NAMESPACE_URL, UUID, uuid5

from phonebank.domain.errors import InputRefused, WrongUse
from phonebank.domain.hours import ELECTORS_ZONE, within_a_campaign

ROLL_FIELDS = (
    "membership_number",
    "title",
    "first_name",
    "last_name",
    "mobile",
    "landline",
    "email",
    "address",
    "postcode",
    "constituency",
    "section",
    "affiliate",
    "joined_on",
    "previous_vote",
    "recruited_by",
    "eligible",
    "do_not_call",
)
CALL_FIELDS = (
    "membership_number",
    "called_at",
    "caller",
    "outcome",
    "intention",
    "strength",
    "previous_vote",
    "reasons",
    "ballot",
    "note",
    "call_id",
    "number",
    "callback_at",
    "callback_for",
    "do_not_call",
    "supersedes",
)
YES = frozenset({"yes", "y", "true", "1"})
NO = frozenset({"no", "n", "false", "0", ""})


class Fate(StrEnum):
    """What becomes of a row; each row has exactly one."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"
    SUPPRESSED = "suppressed"


class RowRejected(Exception):
    """A row that cannot be taken in; the text is its reason, the same for all rows like it."""


@dataclass(frozen=True, slots=True)
class Reject:
    """A row left out: where it stood, which column was wrong, why, and its text as it was."""

    line: int
    column: str
    reason: str
    original: Sequence[str]


@dataclass(slots=True)
class Accounts:
    """Every row read is accounted for: read is the sum of the fates."""

    fates: Counter[Fate] = field(default_factory=Counter)
    rejects: list[Reject] = field(default_factory=list)
    undecided_values: dict[str, Counter[str]] = field(default_factory=dict)
    notices: Counter[str] = field(default_factory=Counter)

    @property
    def read(self) -> int:
        return self.fates.total()

    @property
    def reasons(self) -> Counter[str]:
        return Counter(reject.reason for reject in self.rejects)

    def reject(self, line: int, cells: Mapping[str, str], rejected: RowRejected) -> None:
        reason, *column = (str(part) for part in rejected.args)
        self.fates[Fate.REJECTED] += 1
        self.rejects.append(Reject(line, "".join(column), reason, tuple(cells.values())))

    def undecided(self, column: str, value: str) -> None:
        """A value that somebody has to decide on; the row stays, the field is left empty."""
        self.undecided_values.setdefault(column, Counter())[value] += 1


def check_row(cells: Mapping[str, str], filled: Sequence[str] = ()) -> None:
    """RowRejected for a row that no file of this kind could mean, whatever its fields say."""
    if cells.get(""):
        raise RowRejected("the row has more cells than the header")
    for column, text in cells.items():
        if "\0" in text:
            raise RowRejected("a cell holds a NUL character", column)
    for column in filled:
        if not cells.get(column):
            raise RowRejected(f"no {column.replace('_', ' ')}", column)


def columns_for(
    fields: Sequence[str], needed: Sequence[str], headers: Sequence[str], chosen: Mapping[str, str]
) -> dict[str, str]:
    """Which header holds which field: as chosen, else of the same name. InputRefused if not all.

    Headers are compared without regard to case, spaces and underscores.
    """
    for name in chosen:
        if name not in fields:
            raise WrongUse(f"There is no field “{name}”.", next_step=f"Known: {', '.join(fields)}.")
    by_key = {header_key(header): header for header in headers}
    columns = {name: by_key[header_key(name)] for name in fields if header_key(name) in by_key}
    for name, header in chosen.items():
        if header_key(header) not in by_key:
            raise WrongUse(
                f"There is no column “{header}” in the file.",
                next_step=f"It has: {_told(headers)}.",
            )
        columns[name] = by_key[header_key(header)]
    missing = [name for name in needed if name not in columns]
    if missing:
        raise InputRefused(
            f"The file has no column for {' and '.join(missing)}.",
            kept="Nothing was imported.",
            next_step=f"It has: {_told(headers)}. Say which is which with --map field=Header.",
        )
    return columns


def _told(headers: Sequence[str]) -> str:
    return ", ".join(header for header in headers if header)


def header_key(header: str) -> str:
    return re.sub(r"[\W_]+", " ", header.casefold()).strip()


def yes_or_no(text: str) -> bool | None:
    """True, False, or None where the text says neither."""
    key = text.strip().casefold()
    return True if key in YES else False if key in NO else None


def day(text: str) -> date | None:
    """The day of an ISO date or time, or None where the text is neither."""
    try:
        return datetime.fromisoformat(text.strip()).date()
    except ValueError:
        return None


def moment(text: str) -> datetime | None:
    """An ISO time, UTC; one without a zone is taken as the electors' local time.

    None where the text is none, or is a time that no campaign can contain.
    """
    try:
        when = datetime.fromisoformat(text.strip())
        when = (when if when.tzinfo else when.replace(tzinfo=ELECTORS_ZONE)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return when if within_a_campaign(when) else None


def call_id_of(text: str, membership_number: str, called_at: datetime, caller: str) -> UUID:
    """The call's UUID; without one, the same elector, time and caller always give the same."""
    if not text:
        when, who = called_at.astimezone(UTC).isoformat(), caller.strip().casefold()
        return uuid5(NAMESPACE_URL, f"call:{membership_number}:{when}:{who}")
    try:
        return UUID(text)
    except ValueError:
        raise RowRejected("call_id is not a UUID", "call_id") from None
