"""What the campaign holds of a roll, and the writing of new electors and changed ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from phonebank.domain.electors import NumberRow
from phonebank.domain.roll import NewElector, NewElectors, StoredNumber
from phonebank.store.kept import barred_among
from phonebank.store.schema import RETIRED, Elector, PhoneNumber, Suppression

__all__ = [
    "FACTS",
    "Change",
    "NewElector",
    "NewElectors",
    "Origin",
    "RungElector",
    "StoredElector",
    "StoredNumber",
    "barred_numbers",
    "is_empty",
    "listed_numbers",
    "rung",
]
FACTS = (
    "membership_number",
    "title",
    "first_name",
    "last_name",
    "name_key",
    "email",
    "address",
    "postcode",
    "constituency_id",
    "section_id",
    "affiliate_id",
    "joined_on",
    "recruited_by",
    "eligible",
    "roll_previous_vote",
)
CHUNK = 500
FOLDED_FROM = frozenset({"eligible", "roll_previous_vote", "numbers"})
"""Facts from which an elector's kept state is folded; the others leave it as it is."""
SEARCHED_BY = frozenset({"membership_number", "name_key", "postcode", "numbers"})


@dataclass(frozen=True, slots=True)
class StoredElector:
    """What the campaign holds of an elector's roll facts and numbers, and of suppression.

    `was_missing` where an import took them off the roll because its file had them not.
    """

    id: int
    facts: Mapping[str, Any]
    numbers: Sequence[StoredNumber]
    suppressed: str
    told_not_to_call: bool
    corrected: frozenset[str]
    row_hash: int | None
    tags: Sequence[str] = ()
    was_missing: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What a file changes of a known elector: facts by name, numbers if told otherwise.

    `is_barred_again` where the row says not to call somebody of whom that was told before; `tags`
    are those that the elector did not have.
    """

    elector: StoredElector
    facts: Mapping[str, Any]
    numbers: Sequence[StoredNumber] | None
    barred: bool
    row_hash: int | None
    is_barred_again: bool = False
    tags: Sequence[str] = ()

    @property
    def touched(self) -> set[str]:
        numbers = {"numbers"} if self.numbers is not None else set()
        return {*self.facts, *numbers}

    @property
    def place(self) -> tuple[int | None, int | None] | None:
        """The constituency and the affiliate, where either is another now."""
        names = ("constituency_id", "affiliate_id")
        if self.facts.keys().isdisjoint(names):
            return None
        place, affiliate = (self.facts.get(name, self.elector.facts[name]) for name in names)
        return place, affiliate

    @property
    def is_folded_from(self) -> bool:
        """Whether the elector's kept state may be another afterwards."""
        return self.barred or not self.touched.isdisjoint(FOLDED_FROM)

    def __bool__(self) -> bool:
        return bool(self.facts or self.tags) or self.numbers is not None or self.barred


@dataclass(frozen=True, slots=True)
class Origin:
    """Which import writes, of what layout of file, and when."""

    import_id: int | None
    source_id: int | None
    now: datetime


def is_empty(session: Session) -> bool:
    return session.scalars(select(Elector.id).limit(1)).first() is None


def barred_numbers(session: Session) -> set[str | None]:
    return set(session.scalars(select(Suppression.e164).where(Suppression.e164.is_not(None))))


def listed_numbers(session: Session, ids: Sequence[int]) -> dict[int, list[StoredNumber]]:
    """The numbers of these electors that are on the roll, in its order."""
    n = PhoneNumber
    rows = select(n.elector_id, n.written, n.e164, n.kind, n.extension)
    rows = rows.where(n.elector_id.in_(ids), n.position < RETIRED).order_by(n.position, n.id)
    numbers: dict[int, list[StoredNumber]] = {}
    for elector, written, e164, kind, extension in session.execute(rows):
        numbers.setdefault(elector, []).append(StoredNumber(written, e164, kind, extension))
    return numbers


@dataclass(slots=True)
class RungElector:
    """An elector as an import of calls needs one: numbers in the roll's order, and those that left.

    A number's status is empty or barred; what calls have told of it is not asked here.
    """

    id: int
    numbers: list[NumberRow] = field(default_factory=list)
    left: list[NumberRow] = field(default_factory=list)


def rung(session: Session) -> dict[str, RungElector]:
    """Everybody, by membership number."""
    ids = session.execute(select(Elector.membership_number, Elector.id))
    by_number = {number: RungElector(elector) for number, elector in ids}
    by_id = {elector.id: elector for elector in by_number.values()}
    barred = set(session.scalars(barred_among(true())))
    ordered = select(PhoneNumber).order_by(PhoneNumber.position, PhoneNumber.id)
    for n in session.scalars(ordered):
        row = NumberRow(n.id, n.e164, n.written, n.kind, "barred" if n.e164 in barred else "")
        elector = by_id[n.elector_id]
        (elector.numbers if n.position < RETIRED else elector.left).append(row)
    return by_number
