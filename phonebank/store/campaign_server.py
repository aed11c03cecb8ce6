"""A campaign in a PostgreSQL database: connections, locks, and what became of a lost commit."""

from time import monotonic, sleep
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from phonebank.domain.addresses import ServerAddress
from phonebank.domain.changes import Topic
from phonebank.domain.errors import CampaignUnusable, KeyNeeded, OutcomeUnknown, WrongUse
from phonebank.store import server_logins
from phonebank.store.brief import BriefSession
from phonebank.store.server_faults import told
from phonebank.store.server_news import News
from phonebank.store.statements import JOURNEYS, Statement, go, go_by, line_of

OLDEST = 140000
PATIENCE = 30.0
"""Seconds for which a server that went away is waited for, to ask what became of a commit."""
AGAIN_AFTER = 0.5
UNIQUE = "23505"
# A laptop that vanishes is noticed within the minute, and its locks with it; whoever waits for a
# lock is told after as long as beside a file.
SETTINGS = {
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "10min",
    "tcp_keepalives_idle": "15",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "4",
    "timezone": "UTC",
    "default_transaction_isolation": "read\\ committed",
    "jit": "off",
}
KEEPALIVES = {
    "connect_timeout": 10,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 4,
    "tcp_user_timeout": 20_000,
}
# Two numbers name the lock: ours, and the schema's.
_LOCK = (
    "SELECT pg_advisory_xact_lock{shared}(1346522699, hashtext(current_schema())), "
    "CAST(pg_current_xact_id() AS text)"
)
ALONE, SHARED = (Statement(text(_LOCK.format(shared=it))) for it in ("", "_shared"))


class CampaignServer:
    """PostgreSQL: many write at a time, each on an elector of their own; the rest one at a time."""

    key: str | None = None

    def __init__(self, address: ServerAddress, passphrase: str | None = None) -> None:
        if passphrase is not None:
            raise KeyNeeded(
                "A campaign on a server has no passphrase.", next_step="Open it without one."
            )
        self.address = address
        self._engine = _engine(address, pool_use_lifo=True)
        self.reading = self._engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        self.writing = self._engine
        # Callers' programs outlive a server that loses its power, so leases are kept like the rest.
        self.leasing = self.writing
        self._ours: set[int] = set()
        self._fresh = _engine(address, poolclass=NullPool)
        self._news = News(self._fresh, self._ours)
        event.listen(self._engine, "connect", self._know)

    def _know(self, bare: Any, record: Any) -> None:
        self._ours.add(bare.info.backend_pid)

    def check_opens(self, session: Session) -> None:
        version = session.scalar(text("SELECT CAST(current_setting('server_version_num') AS int)"))
        if version < OLDEST:
            raise CampaignUnusable(
                f"The server of {self.address.name} is PostgreSQL {version // 10000}.",
                next_step="Use a server of PostgreSQL 14 or newer.",
            )
        guarded = {"is_guarded": session.scalar(text(server_logins.IS_GUARDED))}
        for engine in (self.reading, self.writing):
            engine.update_execution_options(**guarded)

    def begin_alone(self, session: Session) -> None:
        """Whoever writes alone has waited for the others when this returns."""
        session.info["locked"] = ALONE.say(session)
        go(line_of(session))

    def begin_beside(self, session: BriefSession) -> None:
        """Beside others who write at one elector each; ask which transaction it is."""
        session.info["locked"] = SHARED.say(session)

    def commit(self, session: Session) -> None:
        """Commit; when the answer to it is lost, ask the server what became of it."""
        session.flush()
        if session.info["is_alone"] and not server_logins.is_guarded(session):
            server_logins.tell_lists(session)  # whoever changes lists writes alone
        [[_, transaction]] = session.info["locked"].rows()
        try:
            session.commit()
        except DBAPIError as error:
            if not error.connection_invalidated or not self._is_committed(transaction):
                raise

    def _is_committed(self, transaction: str) -> bool:
        """OutcomeUnknown where the server does not come back in time."""
        until = monotonic() + PATIENCE
        asked = text("SELECT pg_xact_status(CAST(:it AS xid8))")
        while True:
            try:
                with self._fresh.connect() as connection:
                    status = connection.scalar(asked, {"it": transaction})
            except (OperationalError, InterfaceError):
                status = "in progress"
            if status != "in progress":
                return bool(status == "committed")
            if monotonic() > until:
                raise OutcomeUnknown(
                    "The server went away while it was saving.",
                    kept="Whether your last change was saved is not known yet.",
                    next_step="When it is back, do the same once more: nothing is saved twice.",
                )
            sleep(AGAIN_AFTER)

    def told(self, error: DBAPIError) -> Exception:
        return told(error, self.address)

    def is_met(self, error: IntegrityError) -> bool:
        """Whether a row of that key was there already, which another may just have written."""
        return getattr(error.orig, "sqlstate", "") == UNIQUE

    def changed_elsewhere(self) -> Topic:
        return self._news.since_last()

    def close(self) -> None:
        self._news.close()
        self._engine.dispose()


def _engine(address: ServerAddress, **pool: Any) -> Engine:
    url = make_url(address.url)
    schema = url.query.get("schema")
    settings = {**SETTINGS, **({"search_path": str(schema)} if schema else {})}
    options = " ".join(f"-c {name}={value}" for name, value in settings.items())
    told: dict[str, Any] = {**KEEPALIVES, "options": options, "application_name": "phonebank"}
    told["prepare_threshold"] = None  # psycopg would forget what `journeys` prepared with its own
    try:
        engine = create_engine(
            url.difference_update_query(["schema"]),
            connect_args=told,
            hide_parameters=True,
            **pool,
        )
    except ImportError as error:
        raise WrongUse(
            "Campaigns on a server need one more part of phonebank, which is not installed.",
            next_step="Run  pip install 'phonebank[server]'  and try again.",
        ) from error
    event.listen(engine, "connect", _with_journeys)
    event.listen(engine, "before_cursor_execute", _go_first)
    event.listen(engine, "commit", _go_and_commit)
    event.listen(engine, "rollback", _drop)
    return engine


def _with_journeys(bare: Any, record: Any) -> None:
    from phonebank.store.journeys import Journeys

    record.info[JOURNEYS] = Journeys(bare)


def _go_first(connection: Connection, *_: object) -> None:
    """What was said before SQLAlchemy says something itself is done before."""
    go_by(connection)


def _go_and_commit(connection: Connection) -> None:
    """SQLAlchemy then finds nothing left to commit, or commits what only it has said."""
    go_by(connection, to_commit=True)


def _drop(connection: Connection) -> None:
    if not connection.invalidated:  # all that was kept with a broken one is gone
        connection.info[JOURNEYS].drop()
