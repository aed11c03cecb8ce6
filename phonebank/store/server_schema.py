"""The tables of a campaign on a server, with what the models do not say of PostgreSQL."""

from collections.abc import Sequence

from sqlalchemy import Connection, inspect, text

from phonebank.domain.errors import CampaignUnusable
from phonebank.store import tables
from phonebank.store.migrating import HEAD
from phonebank.store.schema import may_be_rung
from phonebank.store.server_news import CHANNEL, TOPICS

KEPT = {
    "call": "calls are only ever added to: correct one by a record that supersedes it",
    "call_reason": "calls are only ever added to: correct one by a record that supersedes it",
    "audit": "the audit is only ever added to",
    "frozen_copy": "frozen copies are only ever added to",
}
REFUSE = """\
CREATE FUNCTION only_ever_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation';
END $$"""
TELL = f"""\
CREATE FUNCTION tell_others() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('{CHANNEL}', TG_TABLE_NAME);
    RETURN NULL;
END $$"""
# Words and digits stand in tables of their own, as beside a file: an elector's row stays small.
SEARCH = (
    "CREATE TABLE elector_words (elector_id bigint PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE INDEX ix_elector_words ON elector_words USING gin (words) WITH (fastupdate = off)",
    "CREATE TABLE elector_digits (elector_id bigint PRIMARY KEY, digits tsvector NOT NULL)",
    "CREATE INDEX ix_elector_digits ON elector_digits USING gin (digits) WITH (fastupdate = off)",
)
# Electors never rung come first, as a file has them; a server puts them last unless it is told.
READY = (
    "DROP INDEX ix_elector_ready",
    "CREATE INDEX ix_elector_ready ON elector (attempts, last_call_at NULLS FIRST, id) "
    f"WHERE {may_be_rung('ready')}",
)
FUNCTIONS = ("only_ever_added_to()", "tell_others()")
VERSION = "CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY)"


def make(connection: Connection) -> None:
    """All tables in an empty schema; CampaignUnusable where there are others."""
    names = set(inspect(connection).get_table_names())
    if clashing := sorted(names & set(tables.METADATA.tables)):
        raise CampaignUnusable(
            f"That database has a table “{clashing[0]}” of another program.",
            next_step="Choose an empty database, or a schema of its own: URL?schema=NAME.",
        )
    tables.METADATA.create_all(connection, checkfirst=False)
    for statement in (*_triggers(), *READY, *SEARCH, VERSION):
        connection.execute(text(statement))
    stamp = text("INSERT INTO alembic_version (version_num) VALUES (:revision)")
    connection.execute(stamp, {"revision": HEAD})


def mending(connection: Connection) -> Sequence[str]:
    """What puts right an index that a first import of 0.3.0 made in the order of a file."""
    asked = "SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema() AND indexname = "
    made = connection.execute(text(f"{asked} 'ix_elector_ready'")).scalar_one()
    return () if "NULLS FIRST" in made else READY


def _triggers() -> list[str]:
    refusing = [
        f"CREATE TRIGGER {table}_is_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE "
        f"ON {table} FOR EACH STATEMENT EXECUTE FUNCTION only_ever_added_to('{why}')"
        for table, why in KEPT.items()
    ]
    telling = [
        f"CREATE TRIGGER {table}_tells AFTER INSERT OR UPDATE OR DELETE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION tell_others()"
        for table in TOPICS
    ]
    return [REFUSE, TELL, *refusing, *telling]
