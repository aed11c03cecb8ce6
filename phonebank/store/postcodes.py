"""The constituency of each postcode, as one file told it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from phonebank.store import server_rows
from phonebank.store.chunks import chunks
from phonebank.store.dialect import is_on_server
from phonebank.store.import_schema import Postcode, PostcodeFile

CHUNK = 1000
TOGETHER = 200
INSERT = "INSERT INTO postcode (key, constituency_id) VALUES (?, ?)"
INSERT_MANY = INSERT + ", (?, ?)" * (TOGETHER - 1)


class LoadedFile(NamedTuple):
    """The postcode file that is loaded, and what was counted in it."""

    name: str
    at: datetime
    counts: Mapping[str, Any]


def constituencies_of(session: Session, keys: Iterable[int]) -> dict[int, int]:
    """Constituency id by domain/postcodes.postcode_key, for those of the keys that are known."""
    placed = select(Postcode.key, Postcode.constituency_id)
    found: dict[int, int] = {}
    for part in chunks(list(keys), CHUNK):
        found.update(session.execute(placed.where(Postcode.key.in_(part))).all())
    return found


def is_loaded(session: Session) -> bool:
    return bool(session.scalar(select(exists().where(PostcodeFile.id.is_not(None)))))


def loaded(session: Session) -> LoadedFile | None:
    """What is loaded, or None."""
    file = session.scalars(select(PostcodeFile)).first()
    return LoadedFile(file.name, file.at, file.counts) if file else None


def clear(session: Session) -> None:
    """Forget what is loaded."""
    session.execute(delete(Postcode))
    session.execute(delete(PostcodeFile))


def add(session: Session, rows: Sequence[tuple[int, int]]) -> None:
    """Add keys with their constituencies as bare numbers, since there are millions.

    In rising order each is appended to the table, and a statement of many rows is twice as quick.
    """
    if is_on_server(session):
        server_rows.copy(session, "postcode", ("key", "constituency_id"), rows)
        return
    connection = session.connection()
    cells = list(chain.from_iterable(rows))
    whole = len(rows) // TOGETHER * TOGETHER
    for statement, size, span in (
        (INSERT_MANY, 2 * TOGETHER, range(0, 2 * whole, 2 * TOGETHER)),
        (INSERT, 2, range(2 * whole, len(cells), 2)),
    ):
        if span:
            parameters = [tuple(cells[start : start + size]) for start in span]
            connection.exec_driver_sql(statement, parameters)


def note_file(session: Session, file: LoadedFile) -> None:
    """Say what is loaded now."""
    session.add(PostcodeFile(name=file.name, at=file.at, counts=dict(file.counts)))
    session.flush()
