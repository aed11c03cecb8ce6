"""Writes a roll: new electors and changed ones in bulk, with their numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, exists, insert, select, true, update
from sqlalchemy.orm import Session

from phonebank.domain.electors import NumberRow
from phonebank.store.call_schema import Call
from phonebank.store.kept import barred_among
from phonebank.store.schema import RETIRED, Elector, PhoneNumber, Suppression

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


class StoredNumber(NamedTuple):
    written: str
    e164: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class StoredElector:
    """What the campaign holds of an elector's roll facts and numbers, and of suppression."""

    id: int
    facts: Mapping[str, Any]
    numbers: Sequence[StoredNumber]
    suppressed: str
    told_not_to_call: bool


@dataclass(slots=True)
class Changes:
    """What an import will write, gathered first and written in bulk."""

    now: datetime
    added: list[tuple[dict[str, Any], Sequence[StoredNumber], bool]] = field(default_factory=list)
    changed: list[dict[str, Any]] = field(default_factory=list)
    numbered: list[tuple[int, Sequence[StoredNumber]]] = field(default_factory=list)
    barred: list[int] = field(default_factory=list)

    def add(self, facts: dict[str, Any], numbers: Sequence[StoredNumber], *, barred: bool) -> None:
        self.added.append((facts, numbers, barred))

    def change(
        self,
        stored: StoredElector,
        facts: Mapping[str, Any],
        numbers: Sequence[StoredNumber],
        *,
        barred: bool,
    ) -> bool:
        """Note what differs; a suppression is only ever added. True where anything does."""
        other = any(stored.facts[name] != facts[name] for name in FACTS)
        renumbered = list(stored.numbers) != list(numbers)
        newly_barred = barred and not stored.told_not_to_call
        if other:
            self.changed.append({"id": stored.id, **facts})
        if renumbered:
            self.numbered.append((stored.id, numbers))
        if newly_barred:
            self.barred.append(stored.id)
        return other or renumbered or newly_barred


def stored(session: Session) -> dict[str, StoredElector]:
    """Everybody the campaign knows, by membership number."""
    numbers: dict[int, list[StoredNumber]] = {}
    rows = select(
        PhoneNumber.elector_id, PhoneNumber.written, PhoneNumber.e164, PhoneNumber.kind
    ).where(PhoneNumber.position < RETIRED)
    ordered = rows.order_by(PhoneNumber.position, PhoneNumber.id)
    for elector, written, e164, kind in session.execute(ordered):
        numbers.setdefault(elector, []).append(StoredNumber(written, e164, kind))
    told = set(session.scalars(select(Suppression.elector_id)))
    columns = [getattr(Elector, name) for name in FACTS]
    found = session.execute(select(Elector.id, Elector.suppressed, *columns)).mappings()
    return {
        row["membership_number"]: StoredElector(
            row["id"],
            {name: row[name] for name in FACTS},
            numbers.get(row["id"], []),
            row["suppressed"],
            row["id"] in told,
        )
        for row in found
    }


def write(session: Session, changes: Changes) -> list[int]:
    """Write all changes and return the ids of the electors touched."""
    if changes.changed:
        session.execute(update(Elector), changes.changed)
    for elector, numbers in changes.numbered:
        _renumber(session, elector, numbers)
    new = _add(session, changes)
    barred = [
        *changes.barred,
        *(i for i, (_, _, told) in zip(new, changes.added, strict=True) if told),
    ]
    if barred:
        session.execute(insert(Suppression), [_told_by_roll(i, changes.now) for i in barred])
    touched = {row["id"] for row in changes.changed} | {i for i, _ in changes.numbered}
    return sorted(touched | set(new) | set(changes.barred))


def _told_by_roll(elector_id: int, now: datetime) -> dict[str, Any]:
    return {
        "elector_id": elector_id,
        "e164": None,
        "kind": "do-not-call",
        "source": "roll",
        "since": now,
    }


def _add(session: Session, changes: Changes) -> list[int]:
    if not changes.added:
        return []
    facts = [facts for facts, _, _ in changes.added]
    session.execute(insert(Elector), facts)
    ids = dict(session.execute(select(Elector.membership_number, Elector.id)).all())
    new = [ids[fact["membership_number"]] for fact in facts]
    rows = [
        row
        for elector, (_, numbers, _) in zip(new, changes.added, strict=True)
        for row in _number_rows(elector, numbers)
    ]
    if rows:
        session.execute(insert(PhoneNumber), rows)
    return new


def _number_rows(elector_id: int, numbers: Sequence[StoredNumber]) -> list[dict[str, Any]]:
    return [
        {"elector_id": elector_id, "position": position, "status": "", **number._asdict()}
        for position, number in enumerate(numbers)
    ]


def _renumber(session: Session, elector_id: int, numbers: Sequence[StoredNumber]) -> None:
    """Put the roll's numbers in order; one that was rung and left the roll is kept, unlisted."""
    mine = PhoneNumber.elector_id == elector_id
    rung = exists().where(Call.number_id == PhoneNumber.id)
    session.execute(delete(PhoneNumber).where(mine, ~rung))
    session.execute(update(PhoneNumber).where(mine).values(position=RETIRED))
    for row in _number_rows(elector_id, numbers):
        same = select(PhoneNumber).where(mine, PhoneNumber.written == row["written"])
        kept = session.scalars(same).first()
        if kept is None:
            session.add(PhoneNumber(**row))
        else:
            kept.position, kept.e164, kept.kind = row["position"], row["e164"], row["kind"]
    session.flush()


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
