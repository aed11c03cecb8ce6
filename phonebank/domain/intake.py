"""What an import takes in: fields by the names they go by, values by the ways they are written."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import NAMESPACE_URL, UUID, uuid5

from phonebank.domain.files import FileLook
from phonebank.domain.hours import ELECTORS_ZONE, within_a_campaign

ROLL_FIELDS = (
    "membership_number",
    "title",
    "first_name",
    "last_name",
    "full_name",
    "mobile",
    "landline",
    "phone",
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
    "born_on",
    "tags",
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


class Sample(NamedTuple):
    """One row of a fate, to look at: `column` is the field at fault or changed, `why` in words."""

    line: int
    membership_number: str
    name: str
    phone: str
    constituency: str
    column: str = ""
    why: str = ""


def kept_nowhere(reject: Reject) -> None:
    """What becomes of a rejected row where nobody wants a file of them."""


SAMPLES = 9
"""So many rows of each fate, and of each reason for a reject, are kept to be looked at."""


@dataclass(slots=True)
class Accounts:
    """Every row read is accounted for: read is the sum of the fates.

    `rejects` are the first rejected rows, `reasons` counts all of them; `keep_reject` gets every
    one. `blank_rows` had no text at all and are not counted as read. `missing` electors came from
    an earlier file of this layout and are not in this one. `blanked` counts, by field, electors of
    this file of whom the campaign knows something that the file leaves empty; `known` those of whom
    it knows something. `import_id` names a finished import, to undo it; `look` is
    how the file was read, `columns` are the headers of each field that it has.
    """

    fates: Counter[Fate] = field(default_factory=Counter)
    rejects: list[Reject] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    undecided_values: dict[str, Counter[str]] = field(default_factory=dict)
    notices: Counter[str] = field(default_factory=Counter)
    samples: dict[Fate, list[Sample]] = field(default_factory=dict)
    reject_samples: dict[str, list[Sample]] = field(default_factory=dict)
    blank_rows: int = 0
    missing: int = 0
    missing_samples: Sequence[Sample] = ()
    blanked: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)
    import_id: int | None = None
    look: FileLook | None = None
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    keep_reject: Callable[[Reject], None] = field(default=kept_nowhere, repr=False)

    @property
    def read(self) -> int:
        return self.fates.total()

    @property
    def emptied(self) -> dict[str, tuple[int, int]]:
        """Fields of which the file would empty more than a fifth: how many, of how many known."""
        return {
            name: (count, self.known[name])
            for name, count in self.blanked.items()
            if count > BLANKED_AT_MOST * self.known[name]
        }

    def reject(self, line: int, original: Sequence[str], rejected: RowRejected) -> None:
        reason, *column = (str(part) for part in rejected.args)
        self.leave_out(Reject(line, "".join(column), reason, original))

    def leave_out(self, reject: Reject) -> None:
        self.fates[Fate.REJECTED] += 1
        self.reasons[reject.reason] += 1
        if len(self.rejects) < KEPT_REJECTS:
            self.rejects.append(reject)
        self.keep_reject(reject)

    def count(self, fate: Fate, rows: int) -> int:
        """So many rows have this fate; give how many of them are still wanted as samples."""
        if rows:
            self.fates[fate] += rows
        return min(rows, SAMPLES - len(self.samples.setdefault(fate, [])))

    def wants_reject_sample(self, reason: str) -> bool:
        return len(self.reject_samples.setdefault(reason, [])) < SAMPLES

    def undecided(self, column: str, value: str, rows: int = 1) -> None:
        """A value that somebody has to decide on; the row stays, the field is left empty."""
        self.undecided_values.setdefault(column, Counter())[value] += rows


KEPT_REJECTS = 10_000
BLANKED_AT_MOST = 0.2


def check_filled(cells: Mapping[str, str], needed: Sequence[str]) -> None:
    """RowRejected for a row with nothing in a field that it needs."""
    for column in needed:
        if not cells.get(column):
            raise RowRejected(f"no {column.replace('_', ' ')}", column)


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
