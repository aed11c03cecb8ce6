"""A campaign in a file: how it is opened, how its connections are set, what else writes to it."""

from collections.abc import Sequence
from pathlib import Path
from random import uniform
from time import monotonic, sleep
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as sqlcipher

from phonebank.domain.changes import Topic
from phonebank.store import file_news, gate
from phonebank.store.brief import BriefSession
from phonebank.store.faults import translated
from phonebank.store.keys import raw_key, salt_of
from phonebank.store.statements import as_raised

BUSY_MILLISECONDS = 5000
CACHE_KIBIBYTES = 65536
SHORTEST_WAIT, LONGEST_WAIT = 0.004, 0.025
"""Seconds between two tries for the write lock, at most: once it was waited for, and at first."""
PATIENT_FOR = 0.2
FOR_GOOD = "PRAGMA synchronous = FULL", "PRAGMA wal_autocheckpoint = 4000"
"""What a write begins with that keeps what somebody said: it is on the disk when it ends."""
WHILE_IT_RUNS = "PRAGMA synchronous = NORMAL", "PRAGMA wal_autocheckpoint = 10000"
"""What one begins with that only leases. It outlives a program that is killed, not a power cut.

By that the programs that hold the leases end as well, whose leases nobody waits for. It waits for
no disk, nor does it move to the file what many writes left: the next write for good does both.
"""


class CampaignFile:
    """SQLite, one writer at a time; another program's write is known by the data version."""

    def __init__(
        self, path: Path, passphrase: str | None, key: str | None, *, existing: bool, as_it_is: bool
    ) -> None:
        self.address, self.as_it_is = path, as_it_is
        if existing:
            has_key = (passphrase or key) is not None
            gate.check_file(path, has_key=has_key, to_write=not as_it_is)
        self.key = raw_key(passphrase, salt_of(path)) if passphrase is not None else key
        self.reading = self._engine()
        # A pool of its own, of one: what other connections wrote is what other programs wrote.
        one = {"pool_size": 1, "max_overflow": 0}  # never a second, which would know of nothing
        self.writing = self._engine(**one).execution_options(begin=FOR_GOOD)
        self.leasing = self.writing.execution_options(begin=WHILE_IT_RUNS)

    def _engine(self, **pool: int) -> Engine:
        engine = create_engine(
            "sqlite://",
            module=sqlcipher,
            creator=lambda: connect(self.address, self.key, as_it_is=self.as_it_is),
            poolclass=QueuePool,
            **pool,
        )
        event.listen(engine, "begin", _begin)
        return engine

    def check_opens(self, session: Session) -> None:
        """A wrong key, no key and not a database are one error, and only at the first read."""
        session.connection().exec_driver_sql("SELECT count(*) FROM sqlite_schema").scalar()

    def begin_alone(self, session: Session) -> None:
        """The write lock is taken by BEGIN itself."""

    def begin_beside(self, session: BriefSession) -> None:
        line = session.line
        try:
            _begin_to_write(line.bare, line.kept, session.options["begin"])
        except sqlcipher.Error as error:
            raise as_raised(line.dialect, error) from error

    def commit(self, session: Session) -> None:
        session.commit()

    def told(self, error: DBAPIError) -> Exception:
        return translated(error, self.address)

    def is_met(self, error: IntegrityError) -> bool:
        """Writers come one after the other: none meets another at a key."""
        return False

    def changed_elsewhere(self) -> Topic:
        """Everything, where another program has written what is seen since this was last asked.

        Nothing while we write ourselves, when nobody else does: that is told afterwards. Everything
        too when it was never looked before: what was written until then is not known.
        """
        if self._is_writing():
            return Topic(0)
        with self.writing.connect() as connection:
            now = file_news.look(connection.connection.dbapi_connection)
            before = connection.info.get("seen")
            connection.info["seen"] = now
        return file_news.touched(before, now)

    def _is_writing(self) -> bool:
        pool = self.writing.pool
        assert isinstance(pool, QueuePool)
        return pool.checkedout() > 0

    def close(self) -> None:
        self.reading.dispose()
        self.writing.dispose()


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
    return connection


def _begin(connection: Connection) -> None:
    """Take the write lock at the start of a write, so it cannot fail half-way through."""
    settings = connection.get_execution_options().get("begin")
    bare: Any = connection.connection.dbapi_connection
    if settings is None:
        connection.exec_driver_sql("BEGIN DEFERRED")
    elif not bare.in_transaction:  # else it joins a brief session
        _begin_to_write(bare, connection.info, settings)


def _begin_to_write(bare: Any, kept: dict[Any, Any], settings: Sequence[str]) -> None:
    """With these settings, each of another value of the same two, where they are not so yet."""
    known = kept.pop("settings", ())
    for setting in settings:  # which none may change once it has begun
        if setting not in known:
            bare.execute(setting)
    kept["settings"] = settings
    if not _is_begun(bare):
        bare.execute("BEGIN IMMEDIATE")


def _is_begun(bare: Any) -> bool:
    """Whether the write lock could be had within the usual time; else the last try tells why.

    SQLite's own waiting asks ever more seldom, so that of many callers some wait for seconds. Here
    whoever waits asks at moments left to chance, and the longer they have waited the more often.
    """
    [usual] = bare.execute("PRAGMA busy_timeout").fetchone()
    bare.execute("PRAGMA busy_timeout = 0")
    try:
        began = monotonic()
        while (waited := monotonic() - began) < usual / 1000:
            try:
                bare.execute("BEGIN IMMEDIATE")
            except sqlcipher.OperationalError as error:
                if "locked" not in str(error):
                    return False
                sleep(uniform(0, max(SHORTEST_WAIT, LONGEST_WAIT * (1 - waited / PATIENT_FOR))))
            else:
                return True
        return False
    finally:
        bare.execute(f"PRAGMA busy_timeout = {usual}")
