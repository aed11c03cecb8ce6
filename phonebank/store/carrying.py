"""Carries every row of a campaign into an empty one, and proves both equal, table by table."""

import json
from collections.abc import Callable, Iterator, Sequence
from hashlib import blake2b
from typing import Any, NamedTuple

from sqlalchemy import Row, Table, func, insert, select, text
from sqlalchemy.orm import Session

from phonebank.domain.errors import CampaignUnusable
from phonebank.store import kept_counts, search, server_rows
from phonebank.store.dialect import is_on_server
from phonebank.store.tables import METADATA

CHUNK = 5000

Report = Callable[[int, int], None]


class Content(NamedTuple):
    """What a table holds: how many rows, and a hash of all of them in the order of their keys."""

    rows: int
    hash: str


def carry(source: Session, target: Session, report: Report) -> dict[str, Content]:
    """Copy all tables and compare them; CampaignUnusable where one came out other.

    `report` is told of rows copied and rows compared, of which there are as many.
    """
    total = 2 * sum(_count(source, table) for table in METADATA.sorted_tables)
    done = _Counted(total, report)
    if not is_on_server(target):
        target.execute(text("PRAGMA defer_foreign_keys = ON"))  # rows that name later rows
    contents = {}
    with kept_counts.counted_after(target):
        for table in METADATA.sorted_tables:
            contents[table.name] = _copied(source, target, table, done)
    for table in METADATA.sorted_tables:
        if _content(target, table, done) != contents[table.name]:
            raise _other(table.name)
    search.fill(target)
    if is_on_server(target):
        server_rows.look_at(target, list(contents))
    return contents


def _other(table: str) -> CampaignUnusable:
    return CampaignUnusable(
        f"The table “{table}” did not arrive as it was sent.",
        kept="The campaign it came from was not changed, and the copy was thrown away.",
        next_step="Try again; if it happens twice, run phonebank check --deep on the first.",
    )


class _Counted:
    """Tells how far it has come."""

    def __init__(self, total: int, report: Report) -> None:
        self._done, self._total, self._report = 0, total, report

    def more(self, rows: int) -> None:
        self._done += rows
        self._report(self._done, self._total)


def _count(session: Session, table: Table) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def _rows(session: Session, table: Table) -> Iterator[Sequence[Row[Any]]]:
    """In the order of the key, some at a time; texts sort alike on both sides."""
    asked = select(table).order_by(*table.primary_key.columns)
    with session.connection().execute(asked, execution_options={"yield_per": CHUNK}) as found:
        yield from found.partitions()


def _copied(source: Session, target: Session, table: Table, done: _Counted) -> Content:
    """What was sent, as it was sent."""
    hashed, count = blake2b(digest_size=16), 0

    def sent() -> Iterator[Sequence[Row[Any]]]:
        nonlocal count
        for part in _rows(source, table):
            hashed.update(_as_text(part))
            count += len(part)
            yield part
            done.more(len(part))

    write = _copy_to_server if is_on_server(target) else _copy_to_file
    write(target, table, sent())
    return Content(count, hashed.hexdigest())


def _copy_to_server(session: Session, table: Table, parts: Iterator[Sequence[Row[Any]]]) -> None:
    """One COPY, so that rows may name later rows; then new ids follow the highest."""
    dialect = session.get_bind().dialect
    processors = [
        column.type.dialect_impl(dialect).bind_processor(dialect) or _as_it_is
        for column in table.columns
    ]
    rows = (
        [process(value) for process, value in zip(processors, row, strict=True)]
        for part in parts
        for row in part
    )
    quoted = dialect.identifier_preparer.quote
    server_rows.copy(session, quoted(table.name), [quoted(c.name) for c in table.columns], rows)
    numbered = table.autoincrement_column
    if numbered is not None:
        server_rows.count_on(session, table.name, numbered.name)


def _as_it_is(value: Any) -> Any:
    return value


def _copy_to_file(session: Session, table: Table, parts: Iterator[Sequence[Row[Any]]]) -> None:
    names = [column.name for column in table.columns]
    for part in parts:
        rows = [dict(zip(names, row, strict=True)) for row in part]
        session.connection().execute(insert(table), rows)


def _content(session: Session, table: Table, done: _Counted) -> Content:
    hashed, count = blake2b(digest_size=16), 0
    for part in _rows(session, table):
        hashed.update(_as_text(part))
        count += len(part)
        done.more(len(part))
    return Content(count, hashed.hexdigest())


def _as_text(rows: Sequence[Row[Any]]) -> bytes:
    """A line a row, the same for the same facts wherever they are kept."""
    return "".join(
        f"{json.dumps(list(row), default=str, sort_keys=True)}\n" for row in rows
    ).encode()
