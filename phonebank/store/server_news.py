"""What others change in a campaign on a server: each table says so when a write is committed."""

from typing import Any

from sqlalchemy import Connection, Engine

from phonebank.domain.changes import Topic

CHANNEL = "phonebank"
TOPICS = {
    "elector": Topic.ELECTORS,
    "phone_number": Topic.ELECTORS,
    "tag": Topic.ELECTORS,
    "follow_up": Topic.ELECTORS,
    "suppression": Topic.ELECTORS,
    "call": Topic.CALLS | Topic.ELECTORS,
    "lease": Topic.LEASES,
    "caller": Topic.CALLERS,
    "call_list": Topic.LISTS | Topic.CONTEST,
    "call_list_caller": Topic.LISTS,
    "segment": Topic.LISTS,
    "passed_on": Topic.LISTS,
    "script": Topic.SCRIPTS,
    "script_version": Topic.SCRIPTS,
    "shift": Topic.SHIFTS,
    "shift_caller": Topic.SHIFTS,
    "pack": Topic.PACKS,
    "pack_merge": Topic.PACKS,
    "reported_canvass": Topic.REPORTED,
    "outside_poll": Topic.REPORTED,
    "endorsement": Topic.REPORTED,
    "declared_result": Topic.REPORTED,
    "frozen_copy": Topic.COPIES,
    "contest": Topic.CONTEST,
    "candidate": Topic.CONTEST,
    "section": Topic.CONTEST,
    "section_size": Topic.CONTEST,
    "affiliate": Topic.CONTEST,
    "reason": Topic.CONTEST,
    "outcome": Topic.CONTEST,
}
"""The tables that tell of their changes, and what is to be shown anew."""


class News:
    """Listens on a connection of its own, made when first asked, for what is not `ours`."""

    def __init__(self, engine: Engine, ours: set[int]) -> None:
        """`engine` keeps no connections: one of before may be broken without knowing it."""
        self._engine, self._ours = engine, ours
        self._listening: Connection | None = None
        driver: Any = engine.dialect.dbapi
        self._broken: type[Exception] = driver.OperationalError

    def since_last(self) -> Topic:
        """What others touched since the last time; everything, where nobody listened meanwhile."""
        if self._listening is None:
            self._listening = self._listen()
            return ~Topic(0)
        bare: Any = self._listening.connection.dbapi_connection
        try:
            told = [one.payload for one in bare.notifies(timeout=0) if one.pid not in self._ours]
        except self._broken:
            self._listening.invalidate()
            self.close()
            return self.since_last()
        touched = Topic(0)
        for table in told:
            touched |= TOPICS.get(table, Topic(0))
        return touched

    def _listen(self) -> Connection:
        connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        connection.exec_driver_sql(f"LISTEN {CHANNEL}")
        return connection

    def close(self) -> None:
        if self._listening is not None:
            self._listening.close()
            self._listening = None
