"""Writes a roll: new electors by the thousand, known ones with what they were before."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from itertools import accumulate, compress
from typing import Any

from sqlalchemy import Index, delete, exists, func, insert, select, update
from sqlalchemy.orm import Session

from phonebank.store import kept_counts, search, server_rows
from phonebank.store.call_schema import Call
from phonebank.store.dialect import is_on_server, sorting_in_threads, statements_of
from phonebank.store.import_schema import ImportChange
from phonebank.store.roll import (
    FACTS,
    SEARCHED_BY,
    Change,
    NewElectors,
    Origin,
    StoredNumber,
    barred_numbers,
)
from phonebank.store.roll_known import MISSING
from phonebank.store.schema import RETIRED, Elector, PhoneNumber, Suppression
from phonebank.store.tables import METADATA
from phonebank.store.utc import as_text
from phonebank.store.work_schema import Tag


class BulkWriter:
    """Adds new electors by the thousand; their kept state is that of nobody rung yet."""

    def __init__(self, session: Session, origin: Origin) -> None:
        self.session = session
        self.next_id = (session.scalar(select(func.max(Elector.id))) or 0) + 1
        self.first_id = self.next_id
        self._barred = barred_numbers(session)
        # What is the same in all rows stands in the statement.
        sources = {"added_by": origin.import_id, "source_id": origin.source_id}
        self._of_electors = ELECTOR_VALUES | _literals(sources)
        barring = told_by_roll(origin.now) | {"since": as_text(origin.now)}
        self._of_barring = {"elector_id": "?", **_literals(barring)}

    def add(
        self, new: NewElectors, hashes: Sequence[int | None], left_out: Collection[int] = ()
    ) -> None:
        """Write them, but for those at the places left out, with their numbers, suppressions and
        tags; found by search only at the end."""
        kept = [True] * len(hashes)
        for at in left_out:
            kept[at] = False
        *ids, self.next_id = accumulate(kept, initial=self.next_id)
        rows = _rows(ids, new, hashes, self._usable(new))
        self._write("elector", self._of_electors, list(compress(rows, kept)))
        whose = new.numbers.at
        numbers = zip(map(ids.__getitem__, whose), *new.numbers[1:], strict=True)
        is_kept = map(kept.__getitem__, whose)
        self._write("phone_number", NUMBER_VALUES, list(compress(numbers, is_kept)))
        barred = [(ids[at],) for at in sorted(new.barred) if kept[at]]
        self._write("suppression", self._of_barring, barred)
        tags = [(ids[at], tag) for at, tags in new.tags.items() for tag in tags if kept[at]]
        self._write("tag", {"elector_id": "?", "name": "?"}, tags)

    def _usable(self, new: NewElectors) -> list[int]:
        """How many numbers each has that can be called."""
        usable, barred = [0] * len(new.eligible), self._barred
        for at, e164 in zip(new.numbers.at, new.numbers.e164, strict=True):
            usable[at] += e164 != "" and e164 not in barred
        return usable

    def _write(self, table: str, values: Mapping[str, str], rows: list[Any]) -> None:
        if not rows:
            return
        if is_on_server(self.session):
            server_rows.copy_as_told(self.session, table, values, rows)
            return
        statement = (
            f"INSERT INTO {table} ({', '.join(values)}) VALUES ({', '.join(values.values())})"
        )
        self.session.connection().exec_driver_sql(statement, rows)


# The driver binds text and whole numbers five times as fast as None or True, which it first looks
# up an adapter for: so rows have "" and 0 instead, and the statement makes them NULL.
NO_TEXT, NO_NUMBER = "NULLIF(?, '')", "NULLIF(?, 0)"
NULLABLE = {
    "section_id": NO_NUMBER,
    "affiliate_id": NO_NUMBER,
    "joined_on": NO_TEXT,
    "roll_previous_vote": NO_TEXT,
}
ELECTOR_VALUES = {
    "id": "?",
    **{fact: NULLABLE.get(fact, "?") for fact in FACTS},
    "row_hash": NO_NUMBER,
    "on_roll": "?",
    "previous_vote": NO_TEXT,
    "suppressed": "?",
    "usable_numbers": "?",
    **{"attempts": "0", "contacted": "0", "turn": "'ready'"},
}
NUMBER_VALUES = {
    **dict.fromkeys(("elector_id", "position", "written"), "?"),
    "e164": NO_TEXT,
    **dict.fromkeys(("kind", "extension"), "?"),
    "status": "''",
}


def _rows(
    ids: Sequence[int], new: NewElectors, hashes: Sequence[int | None], usable: Sequence[int]
) -> Iterator[Any]:
    """Facts and kept states as the statement takes them; nobody has rung these electors yet."""
    suppressed = [""] * len(ids)
    for at in new.barred:
        suppressed[at] = "do-not-call"
    return zip(
        ids,
        *new[: len(FACTS)],
        [row_hash or 0 for row_hash in hashes],
        new.eligible,
        new.roll_previous_vote,
        suppressed,
        usable,
        strict=True,
    )


def _literals(told: Mapping[str, object]) -> dict[str, str]:
    """Words of our own, numbers and None as they stand in a statement."""
    return {
        name: "NULL" if value is None else f"'{value}'" if isinstance(value, str) else str(value)
        for name, value in told.items()
    }


def told_by_roll(now: datetime) -> dict[str, Any]:
    return {"e164": None, "kind": "do-not-call", "source": "roll", "since": now}


def change(session: Session, changes: Sequence[Change], origin: Origin) -> None:
    """Write what is changed of known electors, keeping how it was; kept states are not folded."""
    rows = [
        {"id": one.elector.id, **one.facts, "row_hash": one.row_hash}
        for one in changes
        if one.facts or one.row_hash != one.elector.row_hash
    ]
    if rows:
        session.execute(update(Elector), rows)
    for one in changes:
        if one.numbers is not None:
            renumber(session, one.elector.id, one.numbers)
        if one.barred:
            session.add(Suppression(elector_id=one.elector.id, **told_by_roll(origin.now)))
    tags = [{"elector_id": one.elector.id, "name": tag} for one in changes for tag in one.tags]
    if tags:
        session.execute(insert(Tag), tags)
    noted = [_noted(one, origin.import_id) for one in changes if one or one.is_barred_again]
    if noted:
        session.execute(insert(ImportChange), noted)
    searched = [one.elector.id for one in changes if one.touched & SEARCHED_BY]
    search.refresh(session, searched)


def note_barred_again(session: Session, ids: Sequence[int], origin: Origin) -> None:
    """Keep that this import said of them, too, not to call: taking another back leaves it so."""
    again = {"import_id": origin.import_id, "before": {"barred": True}, "after": {"barred": True}}
    if ids:
        session.execute(insert(ImportChange), [{**again, "elector_id": i} for i in ids])


def take_off(session: Session, ids: Sequence[int], origin: Origin) -> Sequence[int]:
    """Take electors off the roll, so that undoing the import puts them back."""
    if ids:
        rows = [{"id": elector, "eligible": False, "row_hash": None} for elector in ids]
        session.execute(update(Elector), rows)
        before, after = {"eligible": True}, {"eligible": False, MISSING: True}
        session.execute(
            insert(ImportChange),
            [
                {
                    "import_id": origin.import_id,
                    "elector_id": elector,
                    "before": before,
                    "after": after,
                }
                for elector in ids
            ],
        )
    return ids


def _noted(one: Change, import_id: int | None) -> dict[str, Any]:
    before: dict[str, Any] = {name: _plain(one.elector.facts[name]) for name in one.facts}
    after: dict[str, Any] = {name: _plain(value) for name, value in one.facts.items()}
    if one.numbers is not None:
        before["numbers"], after["numbers"] = list(one.elector.numbers), list(one.numbers)
    if one.barred or one.is_barred_again:
        before["barred"], after["barred"] = one.is_barred_again, True
    if one.tags:
        before["tags"], after["tags"] = [], list(one.tags)
    return {
        "import_id": import_id,
        "elector_id": one.elector.id,
        "before": before,
        "after": after,
    }


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def renumber(session: Session, elector_id: int, numbers: Sequence[StoredNumber]) -> None:
    """Put the roll's numbers in order; one that was rung and left the roll is kept, unlisted.

    A number that is written otherwise now is the same: what calls told of it stays.
    """
    mine = PhoneNumber.elector_id == elector_id
    rung = exists().where(Call.number_id == PhoneNumber.id)
    session.execute(delete(PhoneNumber).where(mine, ~rung))
    session.execute(update(PhoneNumber).where(mine).values(position=RETIRED))
    for position, number in enumerate(numbers):
        same = select(PhoneNumber).where(mine, PhoneNumber.e164.is_not_distinct_from(number.e164))
        if number.e164 is None:
            same = same.where(PhoneNumber.written == number.written)
        kept = session.scalars(same).first()
        if kept is None:
            row = {"elector_id": elector_id, "position": position, "status": ""}
            session.add(PhoneNumber(**row, **number._asdict()))
        else:
            kept.position, kept.kind = position, number.kind
            kept.written, kept.extension = number.written, number.extension
    session.flush()


@contextmanager
def indexes_made_after(session: Session, report: Callable[[int, int], None]) -> Iterator[None]:
    """Indexes of electors and numbers are dropped and made anew after the block: far quicker for
    a whole roll, and so are counts. `report` is called before each, so that it may stop."""
    tables = [METADATA.tables[name] for name in ("elector", "phone_number")]
    indexes: list[Index] = [index for table in tables for index in table.indexes]
    connection = session.connection()
    made_by = statements_of(session, indexes)
    with kept_counts.counted_after(session):
        for index in indexes:
            index.drop(connection)
        yield
        with sorting_in_threads(session):
            for done, name in enumerate(sorted(made_by)):
                report(done, len(indexes))
                connection.exec_driver_sql(made_by[name])
    if is_on_server(session):
        server_rows.look_at(session, [table.name for table in tables])
