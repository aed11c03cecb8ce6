"""Statements to a server, put together until an answer is wanted and then sent in one journey."""

from collections.abc import Generator, Sequence
from itertools import count
from typing import Any

from psycopg import Connection, IsolationLevel
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.generators import fetch_many, send
from psycopg.pq import ExecStatus, TransactionStatus
from psycopg.pq.abc import PGresult

from phonebank.store.statements import Compiled

NUMBERS = count()
"""Of statements that were prepared, by this program on any connection."""
FAILED = ExecStatus.FATAL_ERROR, ExecStatus.PIPELINE_ABORTED


class Put:
    """A statement that was put to a server, and once it has been there, its rows and its count."""

    __slots__ = ("changed", "found", "text", "values")

    def __init__(self, text: bytes, values: Sequence[Any]) -> None:
        self.text, self.values = text, values
        self.found: Sequence[Sequence[Any]] | None = None
        self.changed = 0


class Journeys:
    """Between one connection and its server; psycopg's cursors go one journey a statement.

    They also take several times as long to get ready. Each statement is prepared the first time
    that it is said, its values and rows are texts, and psycopg turns them as it always does.
    """

    def __init__(self, bare: Connection[Any]) -> None:
        self._bare = bare
        self._turning = Transformer(bare)
        self._waiting: list[Put] = []
        self._names: dict[bytes, bytes] = {}

    def put(self, statement: Compiled, values: Sequence[Any]) -> Put:
        """Have it go along with the next journey."""
        told = self._turning.dump_sequence(values, [PyFormat.TEXT] * len(values))
        put = Put(statement.text, told)
        self._waiting.append(put)
        return put

    def drop(self) -> None:
        """Whatever was put and has not gone is not wanted any more."""
        self._waiting.clear()

    @property
    def are_due(self) -> bool:
        return bool(self._waiting)

    def go(self, *, to_commit: bool = False) -> None:
        """Send what was put, within the transaction that there is or begins; psycopg's errors.

        The first that fails is told; what came after it, the commit too, was not done then. A
        commit that fails ends the transaction, as SQLAlchemy takes for granted.
        """
        going, self._waiting = self._waiting, []
        line = self._bare.pgconn
        line.enter_pipeline_mode()
        try:
            asked = self._say(going, to_commit=to_commit)
            told = self._bare.wait(self._heard())
            line.exit_pipeline_mode()
        except BaseException:  # what of it the server heard is not known: never speak on this again
            self._bare.close()
            raise
        for (put, made), result in zip(asked, told, strict=True):
            if result.status in FAILED:
                if to_commit:
                    self._bare.rollback()
                raise error_from_result(result, encoding=self._bare.info.encoding)
            self._names.update(made)
            if put is not None:
                put.found, put.changed = self._rows(result), result.command_tuples or 0

    def _rows(self, result: PGresult) -> Sequence[Sequence[Any]]:
        """Read at once: when a transaction has ended, another thread may have the connection."""
        self._turning.set_pgresult(result)
        return self._turning.load_rows(0, result.ntuples, tuple)

    def _say(
        self, going: Sequence[Put], *, to_commit: bool
    ) -> list[tuple[Put | None, dict[bytes, bytes]]]:
        """Each command in the driver's hands: whose result comes for it, what it prepares."""
        line, asked = self._bare.pgconn, list[tuple[Put | None, dict[bytes, bytes]]]()
        if line.transaction_status == TransactionStatus.IDLE:
            line.send_query_params(self._begin(), None)
            asked.append((None, {}))
        names = dict(self._names)
        for put in going:
            name = names.get(put.text)
            if name is None:
                name = names[put.text] = b"said_%d" % next(NUMBERS)
                line.send_prepare(name, put.text)
                asked.append((None, {put.text: name}))
            line.send_query_prepared(name, put.values)
            asked.append((put, {}))
        if to_commit:
            line.send_query_params(b"COMMIT", None)
            asked.append((None, {}))
        line.pipeline_sync()
        return asked

    def _begin(self) -> bytes:
        """As psycopg would, of what SQLAlchemy has set."""
        level = IsolationLevel(self._bare.isolation_level or IsolationLevel.READ_COMMITTED)
        reads = " READ ONLY" if self._bare.read_only else ""
        return f"BEGIN ISOLATION LEVEL {level.name.replace('_', ' ')}{reads}".encode()

    def _heard(self) -> Generator[Any, Any, list[PGresult]]:
        """The result of each command, in order."""
        line, found = self._bare.pgconn, list[PGresult]()
        yield from send(line)
        while True:
            [one] = yield from fetch_many(line)
            if one.status == ExecStatus.PIPELINE_SYNC:
                return found
            found.append(one)
