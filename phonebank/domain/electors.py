"""An elector as the rest of the program sees one."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple


class NumberRow(NamedTuple):
    """One number of an elector. `status` is empty, wrong or dead; `e164` None if unusable."""

    id: int
    e164: str | None
    written: str
    kind: str
    status: str

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


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectorCard:
    """Everything known of one elector, with their history, newest call first.

    `not_again` is why nobody will be given them to ring, empty where somebody may be.
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


def name_key(name: str) -> str:
    """A name for comparing: no accents, apostrophes, hyphens or case, single spaces."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    letters = (c for c in decomposed if not unicodedata.combining(c) and c not in "'’‘`.")
    return " ".join("".join(c if c.isalnum() else " " for c in letters).split())
