"""What takes long and comes to the same every time: done once in a run of the tests, not for each.

All of it is done by libraries, and done in earnest the first time.
"""

from collections.abc import Callable
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, event
from sqlalchemy.util import LRUCache

STATEMENTS = 5000
"""More than the program has."""
Upgrade = Callable[[Config, str], None]

run_migrations: Upgrade = command.upgrade


class CompiledOnce(LRUCache[Any, Any]):
    """Statements by the kind of database they are for, where SQLAlchemy has them by the engine.

    A program opens one campaign and compiles each of them once; tests open thousands.
    """

    def __init__(self) -> None:
        super().__init__(STATEMENTS)

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get((type(key[0]), *key[1:]), default)

    def __setitem__(self, key: Any, compiled: Any) -> None:
        super().__setitem__((type(key[0]), *key[1:]), compiled)


class MigratedOnce:
    """Says to every further new file what the migrations said to the first, all revisions of it.

    To find out what to say takes Alembic the better part of a second. A file that holds something
    already, and a server, are migrated as ever.
    """

    def __init__(self) -> None:
        self._said: list[tuple[str, Any]] = []

    def __call__(self, config: Config, revision: str) -> None:
        connection: Connection = config.attributes["connection"]
        if not is_new_file(connection):
            run_migrations(config, revision)
        elif self._said:
            for statement, values in self._said:
                connection.exec_driver_sql(statement, values)
        else:
            self._said = heard(connection, lambda: run_migrations(config, revision))


def is_new_file(connection: Connection) -> bool:
    if connection.dialect.name != "sqlite":
        return False
    return not connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema").scalar()


def heard(connection: Connection, work: Callable[[], None]) -> list[tuple[str, Any]]:
    """Every statement that is said over the connection during the work, and its values."""
    said: list[tuple[str, Any]] = []

    def hear(_: object, __: object, statement: str, values: Any, *___: object) -> None:
        said.append((statement, values or None))

    event.listen(connection, "before_cursor_execute", hear)
    try:
        work()
    finally:
        event.remove(connection, "before_cursor_execute", hear)
    return said
