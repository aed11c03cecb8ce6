"""Tells which of the two databases a session speaks to, for what each does in its own way."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from sys import byteorder
from typing import Any

from sqlalchemy import (
    BigInteger,
    ClauseElement,
    ColumnElement,
    Index,
    LargeBinary,
    cast,
    func,
    literal_column,
    text,
)
from sqlalchemy.dialects.postgresql.base import PGDialect
from sqlalchemy.orm import Session

from phonebank.store import statements

SORTED_KIBIBYTES = 8192
"""How much is sorted at a time while the next is read."""


def is_on_server(session: Session) -> bool:
    assert session.bind is not None
    return session.bind.dialect.name == "postgresql"


def bare_cursor(session: Session) -> Any:
    """The driver's own cursor within the session's transaction, after what was said before."""
    connection = session.connection()
    statements.go_by(connection)
    return connection.connection.cursor()


def packed(session: Session, column: ColumnElement[Any]) -> ColumnElement[bytes]:
    """All values of a column of whole numbers in the order of the rows, as `unpacked` reads them.

    Eight bytes each, the highest first, put together by the database: hundreds of thousands are
    handed over at once, and no window has to wait until Python has read as many digits.
    """
    if is_on_server(session):
        return func.string_agg(func.int8send(cast(column, BigInteger)), literal_column("''::bytea"))
    return func.unhex(func.group_concat(func.format("%016x", column), ""), type_=LargeBinary)


def unpacked(numbers: bytes | None) -> array[int]:
    """The whole numbers that `packed` put together; none of None."""
    read = array("q")
    read.frombytes(numbers or b"")
    if byteorder == "little":
        read.byteswap()
    return read


def statements_of(session: Session, indexes: Sequence[Index]) -> dict[str, str]:
    """The statement that makes each index again just as it is in this database, by its name.

    A server has some in another order than the models can say (store/server_schema).
    """
    asked = text(_ON_SERVER if is_on_server(session) else _IN_FILE)
    made_by: dict[str, str] = dict(session.execute(asked).all())
    return {str(index.name): made_by[str(index.name)] for index in indexes}


_IN_FILE = "SELECT name, sql FROM sqlite_schema WHERE type = 'index'"
_ON_SERVER = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()"


@contextmanager
def sorting_in_threads(session: Session) -> Iterator[None]:
    """Sort for long indexes on both cores, where the campaign is a plain file.

    SQLite sorts beside only what it puts by in a temporary file, a few MiB at a time. That file
    would be readable, so an encrypted campaign sorts in memory.
    """
    connection = session.connection()
    if is_on_server(session) or connection.exec_driver_sql("PRAGMA cipher_status").scalar() == "1":
        yield
        return
    cache = connection.exec_driver_sql("PRAGMA cache_size").scalar()
    for setting in ("temp_store = FILE", f"cache_size = -{SORTED_KIBIBYTES}", "threads = 2"):
        connection.exec_driver_sql(f"PRAGMA {setting}")
    try:
        yield
    finally:
        for setting in ("temp_store = DEFAULT", f"cache_size = {cache}", "threads = 0"):
            connection.exec_driver_sql(f"PRAGMA {setting}")


def as_server_text(statement: ClauseElement, *, with_values: bool = False) -> str:
    """A statement as a server reads it, with :names for values, or with the values themselves."""
    dialect: Any = PGDialect
    told = statement.compile(
        dialect=dialect(paramstyle="named"), compile_kwargs={"literal_binds": with_values}
    )
    return str(told)
