"""Brings a campaign file to the schema of this program."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from phonebank.store.database import Database
from phonebank.store.gate import APPLICATION_ID, newer

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0003"


def revision_of(database: Database) -> str | None:
    """The schema revision of the file; None where it has none yet."""
    with database.read() as session:
        connection = session.connection()
        known = "SELECT 1 FROM sqlite_schema WHERE name = 'alembic_version'"
        if connection.exec_driver_sql(known).first() is None:
            return None
        return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def check_known(database: Database) -> str | None:
    """The revision of the file; CampaignUnusable for one that this program does not know."""
    revision = revision_of(database)
    if revision not in {None, HEAD} and revision not in _known_revisions():
        raise newer(database.path)
    return revision


def migrate(database: Database, back_up: Callable[[], object]) -> bool:
    """Upgrade to HEAD where needed, after `back_up`; CampaignUnusable for a newer file.

    Alembic costs half a second to import, so the revision is compared first.
    """
    if check_known(database) == HEAD:
        return False
    back_up()
    upgrade(database)
    return True


def upgrade(database: Database) -> None:
    """Run every missing migration in one transaction, foreign keys checked at its end."""
    with (
        database.engine.connect() as connection,
        without_foreign_keys(connection),
        connection.begin(),
    ):
        _run(connection)
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        assert broken is None, f"the migration broke a foreign key: {broken}"


@contextmanager
def without_foreign_keys(connection: Connection) -> Iterator[None]:
    """The switch does nothing within a transaction, so it is thrown on the bare connection."""
    bare = connection.connection.driver_connection
    assert bare is not None
    bare.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        bare.execute("PRAGMA foreign_keys = ON")


def _run(connection: Connection) -> None:
    from alembic import command

    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config


def _known_revisions() -> set[str]:
    from alembic.script import ScriptDirectory

    script = ScriptDirectory.from_config(_config())
    return {revision.revision for revision in script.walk_revisions()}
