"""Brings a campaign file to the schema of this program."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, exists, inspect, select

from phonebank.domain.errors import CampaignUnusable
from phonebank.store import gate
from phonebank.store.contest_schema import Campaign
from phonebank.store.database import Database

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0008"


def revision_of(database: Database) -> str | None:
    """The schema revision of the campaign; None where it has none yet."""
    with database.read() as session:
        connection = session.connection()
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def check_known(database: Database) -> str | None:
    """The revision of the campaign; CampaignUnusable for one that this program does not know."""
    revision = revision_of(database)
    if revision not in {None, HEAD} and revision not in _known_revisions():
        raise gate.newer(database.address)
    return revision


def check_newest(database: Database) -> None:
    """A campaign on a server is brought up once, by whoever runs it, for everybody's programs."""
    name = database.address.name
    revision = check_known(database)
    if revision is None or (revision == HEAD and not _is_filled(database)):
        raise CampaignUnusable(
            f"There is no campaign in {name} yet.",
            next_step="Make one with phonebank new, or carry one there with phonebank move.",
        )
    if revision != HEAD:
        raise CampaignUnusable(
            f"{name} was made by an older version of phonebank.",
            next_step="Have whoever runs the server bring it up: phonebank server init URL.",
        )


def _is_filled(database: Database) -> bool:
    with database.read() as session:
        return bool(session.scalar(select(exists().where(Campaign.id.is_not(None)))))


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
    """Run every missing migration in one transaction."""
    if isinstance(database.address, Path):
        _upgrade_file(database)
    else:
        _upgrade_server(database)


def _upgrade_server(database: Database) -> None:
    from phonebank.store import server_schema

    revision = check_known(database)
    with database.write() as session:
        connection = session.connection()
        if revision is None:
            server_schema.make(connection)
        if revision != HEAD:
            _to_head(connection)


def _upgrade_file(database: Database) -> None:
    """The foreign keys are checked at the end."""
    with (
        database.engine.connect() as connection,
        without_foreign_keys(connection),
        connection.begin(),
    ):
        _to_head(connection)
        connection.exec_driver_sql(f"PRAGMA application_id = {gate.APPLICATION_ID}")
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


def _to_head(connection: Connection) -> None:
    from alembic import command

    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


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
