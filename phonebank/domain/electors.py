"""An elector as the rest of the program sees one."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple


class NumberRow(NamedTuple):
    """One number of an elector; `e164` None if unusable. `status` empty, wrong, dead or barred."""

    id: int
    e164: str | None
    written: str
    kind: str
    status: str
    extension: str = ""

    @property
    def is_usable(self) -> bool:
        return self.e164 is not None and not self.status


class PastCall(NamedTuple):
    """One record of an elector's history, newest state of knowledge: superseded ones say so."""

    called_at: datetime
    caller: str
    outcome: str
    intention: str | None
    strength: str | None
    ballot: str | None
    note: str
    attempt: int | None
    superseded: bool


class SuppressionRow(NamedTuple):
    """Why somebody, or with `e164` a number whoever has it, is not to be called, as told by whom.

    `may_be_lifted` is False where a caller heard it: correcting that call takes it back.
    """

    kind: str
    source: str
    since: datetime
    e164: str | None = None
    may_be_lifted: bool = True


class FollowUpKind(StrEnum):
    """What an elector offered or asked for; the value is stored."""

    VOLUNTEER = "volunteer"
    DONATE = "donate"
    POSTER = "poster"
    SPEAK_TO_ORGANISER = "speak-to-organiser"

    @property
    def label(self) -> str:
        return self.replace("-", " ").capitalize()


class FollowUpRow(NamedTuple):
    """Something to be done for an elector; `done_at` None while it is open."""

    id: int
    kind: FollowUpKind
    note: str
    at: datetime
    caller: str
    done_at: datetime | None


class Origin(NamedTuple):
    """The import that brought an elector."""

    import_id: int
    file_name: str
    read_as: str
    at: datetime


class AuditRow(NamedTuple):
    """What somebody changed by hand: the facts concerned, as they were and as they are."""

    id: int
    at: datetime
    caller: str
    action: str
    before: Mapping[str, str]
    after: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectorCard:
    """Everything known of one elector, with their history, newest call first.

    `not_again` is why nobody will be given them to ring, empty where somebody may be.
    `former_numbers` were rung and have left the roll. `corrected` has the facts set by hand, by
    the words of domain/corrections. `merged` has the membership numbers of electors who turned
    out to be this one, and `merged_into` that of the one whom this one turned out to be.
    """

    id: int
    membership_number: str
    title: str
    first_name: str
    last_name: str
    constituency: str
    region: str
    section: str | None
    affiliate: str | None
    joined_on: date | None
    email: str
    address: str
    postcode: str
    recruited_by: str
    on_roll: bool
    attempts: int
    intention: str | None
    strength: str | None
    intention_at: datetime | None
    previous_vote: str | None
    ballot: str | None
    suppressed: str
    due_at: datetime | None
    is_promised: bool
    numbers: Sequence[NumberRow]
    history: Sequence[PastCall]
    not_again: str = ""
    nation: str = ""
    eligible: bool = True
    roll_previous_vote: str | None = None
    usable_numbers: int = 0
    former_numbers: Sequence[NumberRow] = ()
    tags: Sequence[str] = ()
    follow_ups: Sequence[FollowUpRow] = ()
    suppressions: Sequence[SuppressionRow] = ()
    corrected: Sequence[str] = ()
    origin: Origin | None = None
    merged: Sequence[str] = ()
    merged_into: str = ""

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def spoken_name(self) -> str:
        """How the Call page writes it: the surname in capitals, so that it is never in doubt."""
        return f"{self.first_name} {self.last_name.upper()}".strip()


class FoundElector(NamedTuple):
    """One line of a search."""

    id: int
    membership_number: str
    name: str
    constituency: str
    section: str | None
    intention: str | None
    attempts: int
    suppressed: str
    postcode: str = ""


class ElectorLine(NamedTuple):
    """One row of the table of electors; times are UTC, `numbers` counts those that can be rung."""

    id: int
    membership_number: str
    name: str
    constituency: str
    section: str | None
    affiliate: str | None
    intention: str | None
    strength: str | None
    previous_vote: str | None
    ballot: str | None
    attempts: int
    last_call_at: datetime | None
    numbers: int
    joined_on: date | None
    postcode: str
    recruited_by: str
    suppressed: str


class ElectorColumn(StrEnum):
    """A column of the table of electors; the value is the field of ElectorLine it shows.

    The table can be sorted by any of them.
    """

    NAME = "name"
    MEMBERSHIP_NUMBER = "membership_number"
    CONSTITUENCY = "constituency"
    SECTION = "section"
    AFFILIATE = "affiliate"
    INTENTION = "intention"
    STRENGTH = "strength"
    PREVIOUS_VOTE = "previous_vote"
    BALLOT = "ballot"
    ATTEMPTS = "attempts"
    LAST_CALL = "last_call_at"
    NUMBERS = "numbers"
    JOINED = "joined_on"
    POSTCODE = "postcode"
    RECRUITED_BY = "recruited_by"
    SUPPRESSED = "suppressed"

    @property
    def label(self) -> str:
        return COLUMN_LABELS[self]


COLUMN_LABELS: Mapping[ElectorColumn, str] = {
    ElectorColumn.NAME: "Name",
    ElectorColumn.MEMBERSHIP_NUMBER: "Membership no",
    ElectorColumn.CONSTITUENCY: "Constituency",
    ElectorColumn.SECTION: "Section",
    ElectorColumn.AFFILIATE: "Affiliate",
    ElectorColumn.INTENTION: "Answer",
    ElectorColumn.STRENGTH: "Strength",
    ElectorColumn.PREVIOUS_VOTE: "Voted last time",
    ElectorColumn.BALLOT: "Ballot",
    ElectorColumn.ATTEMPTS: "Attempts",
    ElectorColumn.LAST_CALL: "Last call",
    ElectorColumn.NUMBERS: "Numbers",
    ElectorColumn.JOINED: "Joined",
    ElectorColumn.POSTCODE: "Postcode",
    ElectorColumn.RECRUITED_BY: "Recruited by",
    ElectorColumn.SUPPRESSED: "Not to be called",
}


def sorting_key(first_name: str, last_name: str) -> str:
    """The key by which electors are sorted and compared: the surname's, then the first name's."""
    return f"{name_key(last_name)} {name_key(first_name)}".strip()


def name_key(name: str) -> str:
    """A name for comparing: no accents, apostrophes, hyphens or case, single spaces."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    letters = (c for c in decomposed if not unicodedata.combining(c) and c not in "'’‘`.")
    return " ".join("".join(c if c.isalnum() else " " for c in letters).split())
