"""The one door to a campaign file."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as sqlcipher

from phonebank.store import gate
from phonebank.store.faults import translated
from phonebank.store.keys import raw_key, salt_of

BUSY_MILLISECONDS = 5000
CACHE_KIBIBYTES = 65536


class Database:
    """Hands out short sessions; none outlives its `with` block or leaves its thread."""

    def __init__(
        self,
        path: Path,
        passphrase: str | None = None,
        *,
        existing: bool = True,
        as_it_is: bool = False,
        key: str | None = None,
    ) -> None:
        """Open a campaign; PhonebankError says why an existing one cannot be opened.

        `key` is that of a campaign which is open already, in the place of its passphrase.
        `as_it_is` is for reading a copy without a trace: it stays out of write-ahead mode.
        """
        self.as_it_is = as_it_is
        if existing:
            has_key = (passphrase or key) is not None
            gate.check_file(path, has_key=has_key, to_write=not as_it_is)
        if passphrase is not None:
            key = raw_key(passphrase, salt_of(path))
        self._connect(path, key)
        try:
            self._check_opens()
        except BaseException:
            self.close()
            raise

    @classmethod
    def create(cls, path: Path, passphrase: str | None = None) -> "Database":
        """A connection to a file yet to be made; the caller migrates it to its first revision."""
        return cls(path, passphrase, existing=False)

    def _connect(self, path: Path, key: str | None) -> None:
        self.path, self.key = path, key
        self.engine = _engine(path, self.key, as_it_is=self.as_it_is)
        writing = self.engine.execution_options(begin="IMMEDIATE")
        self._reading = sessionmaker(self.engine, expire_on_commit=False)
        self._writing = sessionmaker(writing, expire_on_commit=False)

    def _check_opens(self) -> None:
        """A wrong key, no key and not a database are one error, and only at the first read."""
        with self.read() as session:
            session.connection().exec_driver_sql("SELECT count(*) FROM sqlite_schema").scalar()

    def read(self) -> AbstractContextManager[Session]:
        """One consistent view, for as long as the block lasts."""
        return self._speaking_plainly(self._reading())

    def write(self) -> AbstractContextManager[Session]:
        """Commit when the block ends, roll back if it raises."""
        return self._speaking_plainly(self._writing.begin())

    @contextmanager
    def _speaking_plainly(self, opening: AbstractContextManager[Session]) -> Iterator[Session]:
        try:
            with opening as session:
                yield session
        except IntegrityError:
            raise
        except DBAPIError as error:
            raise translated(error, self.path) from error

    def close(self) -> None:
        self.engine.dispose()


def connect(path: Path, key: str | None, *, as_it_is: bool = False) -> Any:
    """A bare connection with the settings of every connection, the key first."""
    file = str(path.absolute())  # SQLite has meanings of its own for names like :memory:
    connection = sqlcipher.connect(file, check_same_thread=False, isolation_level=None, uri=False)
    if key is not None:
        connection.execute(f'PRAGMA key = "{key}"')
        connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    if not as_it_is:
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA fullfsync = ON")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA recursive_triggers = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIBIBYTES}")
    connection.execute("PRAGMA threads = 2")  # for sorting a whole roll into an index
    return connection


def _engine(path: Path, key: str | None, *, as_it_is: bool) -> Engine:
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=lambda: connect(path, key, as_it_is=as_it_is),
        poolclass=QueuePool,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    """Take the write lock at the start of a write, so it cannot fail half-way through."""
    begin = connection.get_execution_options().get("begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {begin}")
