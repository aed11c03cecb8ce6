"""Sessions for what is done many times a minute, without SQLAlchemy's transactions around it."""

from typing import Any

from sqlalchemy import Connection, Engine, PoolProxiedConnection
from sqlalchemy.orm import Session

from phonebank.store.statements import JOURNEYS, Line, as_raised, go, told


class BriefSession(Session):
    """A session of one write, which SQLAlchemy joins only where it says something itself.

    To begin a transaction of its own, commit it and put it away takes SQLAlchemy longer than a
    database needs for all that is asked to find the next elector.
    """

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine, expire_on_commit=False)
        self.options = engine.get_execution_options()
        self._engine, self._raw = engine, _taken_out(engine)
        self._joined: Connection | None = None
        bare: Any = self._raw.dbapi_connection
        self.info["line"] = Line(self, bare, self._raw.info, engine.dialect, None)

    @property
    def line(self) -> Line:
        line: Line = self.info["line"]
        return line

    def get_bind(self, *_: Any, **__: Any) -> Connection:
        """Asked by SQLAlchemy when it is to say something."""
        if self._joined is None:
            self._joined = Connection(self._engine, self._raw)
            self._joined.begin()
        return self._joined

    def commit(self) -> None:
        self.flush()
        if self._joined is not None:
            self._joined.commit()
            return
        go(self.line, to_commit=True)
        try:
            self.line.bare.commit()
        except self.line.dialect.loaded_dbapi.Error as error:
            raise told(self.line, error) from error

    def close(self) -> None:
        """The pool takes back whatever was not committed."""
        self.info.clear()  # else the session and its line would hold each other
        if self._joined is not None:
            super().close()
            self._joined.close()
            return
        if JOURNEYS in self._raw.info:
            self._raw.info[JOURNEYS].drop()
        self._raw.close()


def _taken_out(engine: Engine) -> PoolProxiedConnection:
    try:
        return engine.raw_connection()
    except engine.dialect.loaded_dbapi.Error as error:
        raise as_raised(engine.dialect, error) from error
