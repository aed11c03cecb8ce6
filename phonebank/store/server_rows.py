"""Writes rows to a server by the thousand: COPY, which is what it takes them in quickest."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from phonebank.store.dialect import bare_cursor


def copy(
    session: Session, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Append rows of plain values; a column that is not named takes its default."""
    statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
    with bare_cursor(session) as cursor, cursor.copy(statement) as taking:
        for row in rows:
            taking.write_row(row)


def copy_as_told(
    session: Session, table: str, values: Mapping[str, str], rows: Iterable[Sequence[Any]]
) -> None:
    """Append rows as an INSERT with these values would: `?`, `NULLIF(?, …)`, or a literal each."""
    wanted = [name for name, value in values.items() if value != "NULL"]
    told = [_literal(values[name]) for name in wanted if "?" not in values[name]]
    fixed = [name for name in wanted if "?" not in values[name]]
    given = [name for name, value in values.items() if "?" in value]
    nullable = [values[name] != "?" for name in given]
    copy(session, table, [*given, *fixed], (_row(row, nullable, told) for row in rows))


def _row(row: Sequence[Any], nullable: Sequence[bool], told: Sequence[Any]) -> list[Any]:
    """An empty text or number stands for none where the statement says so."""
    made = [
        (value or None) if may_be_none else value
        for value, may_be_none in zip(row, nullable, strict=True)
    ]
    return [*made, *told]


def _literal(value: str) -> str:
    return value.strip("'")


def count_on(session: Session, table: str, column: str = "id") -> None:
    """Have the next id that the server gives follow the highest there is."""
    sequence = f"pg_get_serial_sequence('{table}', '{column}')"
    session.execute(text(f'SELECT setval({sequence}, max("{column}")) FROM "{table}"'))


def look_at(session: Session, tables: Sequence[str]) -> None:
    """Have the server count what these tables hold now, from which it tells how to find it.

    It does so of its own within a minute or so; until then it would gather and sort the whole roll
    to find the next elector.
    """
    session.execute(text(f"ANALYZE {', '.join(tables)}"))
