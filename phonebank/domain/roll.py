"""Electors as a roll tells them: one by one to be compared, by the column to be written in bulk."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias

WHOSE = itemgetter(0)


class StoredNumber(NamedTuple):
    written: str
    e164: str | None
    kind: str
    extension: str = ""


class NewElector(NamedTuple):
    """One elector as a roll tells, numbers in the order to be tried.

    `constituency_id` is None where the place is not known; `place` is how it was written.
    `open` names the fields in which the row says something that somebody has to decide on first.
    """

    membership_number: str
    title: str
    first_name: str
    last_name: str
    name_key: str
    email: str
    address: str
    postcode: str
    constituency_id: int | None
    section_id: int | None
    affiliate_id: int | None
    joined_on: date | None
    recruited_by: str
    eligible: bool
    roll_previous_vote: str | None
    numbers: tuple[StoredNumber, ...] = ()
    barred: bool = False
    tags: tuple[str, ...] = ()
    place: str = ""
    open: frozenset[str] = frozenset()


Told: TypeAlias = tuple[int, str, str, str, str]
"""One number of one of many: whose, by place, then as a StoredNumber, with "" for no E.164."""


class Numbers(NamedTuple):
    """The numbers of many electors, a list for each fact; `at` is whose, by place, in order."""

    at: list[int]
    position: list[int]
    written: list[str]
    e164: list[str]
    kind: list[str]
    extension: list[str]

    @classmethod
    def of(cls, told: Iterable[Told]) -> "Numbers":
        """Each elector's numbers in the order in which they are told."""
        ordered = sorted(told, key=WHOSE)
        if not ordered:
            return cls([], [], [], [], [], [])
        at, *facts = map(list, zip(*ordered, strict=True))
        return cls(at, list(_positions(at)), *facts)

    def of_one(self, at: int) -> tuple[StoredNumber, ...]:
        theirs = slice(bisect_left(self.at, at), bisect_right(self.at, at))
        facts = (column[theirs] for column in (self.written, self.e164, self.kind, self.extension))
        return tuple(
            StoredNumber(written, e164 or None, kind, extension)
            for written, e164, kind, extension in zip(*facts, strict=True)
        )


class NewElectors(NamedTuple):
    """Electors as a roll tells, a list for each fact: rows in bulk are handled by the column.

    The facts are as they are written to the campaign, 0 and "" for None, but for places that are
    not known. What few electors have stands by their places in those lists.
    """

    membership_number: list[str]
    title: list[str]
    first_name: list[str]
    last_name: list[str]
    name_key: list[str]
    email: list[str]
    address: list[str]
    postcode: list[str]
    constituency_id: list[int | None]
    section_id: list[int]
    affiliate_id: list[int]
    joined_on: list[str]
    recruited_by: list[str]
    eligible: list[int]
    roll_previous_vote: list[str]
    place: list[str]
    numbers: Numbers
    barred: Set[int]
    tags: Mapping[int, tuple[str, ...]]
    open: Mapping[int, frozenset[str]]

    @classmethod
    def of(cls, electors: Iterable[NewElector]) -> "NewElectors":
        """These electors, of whom there is at least one."""
        listed = list(electors)
        facts = NewElector._make(map(list, zip(*listed, strict=True)))._asdict()
        told = (
            (at, n.written, n.e164 or "", n.kind, n.extension)
            for at, one in enumerate(listed)
            for n in one.numbers
        )
        return cls(
            **facts
            | {
                "section_id": [one.section_id or 0 for one in listed],
                "affiliate_id": [one.affiliate_id or 0 for one in listed],
                "joined_on": [one.joined_on.isoformat() if one.joined_on else "" for one in listed],
                "eligible": [int(one.eligible) for one in listed],
                "roll_previous_vote": [one.roll_previous_vote or "" for one in listed],
                "numbers": Numbers.of(told),
                "barred": {at for at, one in enumerate(listed) if one.barred},
                "tags": {at: one.tags for at, one in enumerate(listed) if one.tags},
                "open": {at: one.open for at, one in enumerate(listed) if one.open},
            }
        )

    def one(self, at: int) -> NewElector:
        facts: dict[str, Any] = {name: getattr(self, name)[at] for name in LISTS}
        day = facts["joined_on"]
        return NewElector(
            **facts
            | {
                "section_id": facts["section_id"] or None,
                "affiliate_id": facts["affiliate_id"] or None,
                "joined_on": date.fromisoformat(day) if day else None,
                "eligible": bool(facts["eligible"]),
                "roll_previous_vote": facts["roll_previous_vote"] or None,
                "numbers": self.numbers.of_one(at),
                "barred": at in self.barred,
                "tags": self.tags.get(at, ()),
                "open": self.open.get(at, frozenset()),
            }
        )


LISTS = NewElectors._fields[: NewElectors._fields.index("numbers")]


def _positions(at: Iterable[int]) -> Iterator[int]:
    """0 for the first number of each elector, 1 for the second."""
    last = position = -1
    for one in at:
        position = position + 1 if one == last else 0
        last = one
        yield position
