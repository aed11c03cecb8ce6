"""Which electors are one person: who was merged into whom, and what follows for their numbers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from phonebank.store.chunks import chunks
from phonebank.store.schema import RETIRED, Elector, PhoneNumber

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Persons:
    """Electors with everybody whom a merge joins with them; one who stands alone is their own.

    A merge is undone by taking one link away, so links stay as they were made, one into the next.
    """

    into: Mapping[int, int] = field(default_factory=dict)
    from_whom: Mapping[int, Sequence[int]] = field(default_factory=dict)

    @property
    def everybody(self) -> set[int]:
        """All who are merged, and all whom they are merged into."""
        return self.into.keys() | set(self.into.values())

    @property
    def roots(self) -> list[int]:
        """Those on the roll who stand for others."""
        return sorted(set(self.into.values()) - self.into.keys())

    def upwards(self, elector_id: int) -> list[int]:
        """The elector, then whom they are merged into, up to the one on the roll."""
        found = [elector_id]
        while found[-1] in self.into:
            found.append(self.into[found[-1]])
        return found

    def whole(self, elector_id: int) -> list[int]:
        """The elector, then those merged into them, and into those."""
        found = [elector_id]
        for one in found:
            found.extend(self.from_whom.get(one, ()))
        return found


def persons(session: Session, elector_ids: Iterable[int]) -> Persons:
    """Whom merges join with these electors, however far."""
    if not session.scalar(select(exists().where(Elector.merged_into.is_not(None)))):
        return Persons()
    into: dict[int, int] = {}
    asked: set[int] = set()
    asking = set(elector_ids)
    while asking:
        asked |= asking
        into.update(_links(session, sorted(asking)))
        asking = (into.keys() | set(into.values())) - asked
    from_whom: dict[int, list[int]] = {}
    for merged, kept in sorted(into.items()):
        from_whom.setdefault(kept, []).append(merged)
    return Persons(into, from_whom)


def whole(session: Session, elector_id: int) -> list[int]:
    """The elector and all who are merged into them: whose calls and numbers are theirs."""
    return persons(session, [elector_id]).whole(elector_id)


def listed_numbers(session: Session, elector_id: int) -> list[PhoneNumber]:
    """The numbers to ring for an elector: their own, then those of electors merged into them.

    None that has left the roll, and none twice.
    """
    people = persons(session, [elector_id])
    same = same_numbers(session, people)
    rows = _in_order(session, people.whole(elector_id))
    return [row for row in rows if row.position < RETIRED and row.id not in same]


def same_numbers(session: Session, people: Persons) -> dict[int, int]:
    """Of numbers that several electors of one person have: the first, by each of the others.

    What a call tells of one of them is told of all. One on the roll comes before one that left it.
    """
    same: dict[int, int] = {}
    for root in people.roots:
        first: dict[str, int] = {}
        rows = _in_order(session, people.whole(root))
        for row in sorted(rows, key=lambda it: it.position >= RETIRED):
            if row.e164 is not None and first.setdefault(row.e164, row.id) != row.id:
                same[row.id] = first[row.e164]
    return same


def _in_order(session: Session, electors: Sequence[int]) -> list[PhoneNumber]:
    order = {elector: place for place, elector in enumerate(electors)}
    rows = session.scalars(select(PhoneNumber).where(PhoneNumber.elector_id.in_(electors)))
    return sorted(rows, key=lambda it: (order[it.elector_id], it.position, it.id))


def _links(session: Session, elector_ids: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The merges that these electors are part of: who was merged, and into whom."""
    for part in chunks(elector_ids, CHUNK):
        merged = select(Elector.id, Elector.merged_into).where(Elector.merged_into.is_not(None))
        either = or_(Elector.id.in_(part), Elector.merged_into.in_(part))
        yield from ((one, other) for one, other in session.execute(merged.where(either)) if other)
