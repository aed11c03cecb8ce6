"""Bringing a file to the schema of this program."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

from phonebank.domain.errors import CampaignUnusable
from phonebank.services.campaigns import open_campaign
from phonebank.store import migrating, tables
from phonebank.store.copying import row_counts
from phonebank.store.database import Database, connect
from phonebank.store.gate import APPLICATION_ID, FORMAT
from phonebank.store.schema import Base
from tests.conftest import Make
from tests.made_once import MigratedOnce, run_migrations

pytestmark = pytest.mark.file

TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table'"


def schema_of(connection: Connection) -> list[str]:
    rows = connection.exec_driver_sql("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")
    return sorted(sql for (sql,) in rows)


def is_of_file_alone(name: str | None) -> bool:
    """Full-text search and kept counts are a file's own ways; no model describes them."""
    return (name or "").startswith(
        (
            *("elector_words", "elector_digits", "place_count", "group_count", "place_stood"),
            *("roll_count", "rung_count", "heard_count", "said_count", "word_count"),
            *("region_count", "cell_count", "caller_count"),
        )
    )


@pytest.fixture(autouse=True)
def _run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here the migrations are run every time."""
    monkeypatch.setattr(command, "upgrade", run_migrations)


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Database]:
    database = Database.create(tmp_path / "fresh.phonebank")
    yield database
    database.close()


def test_the_newest_migration_makes_exactly_the_models(db: Database) -> None:
    with db.read() as session:
        context = MigrationContext.configure(
            session.connection(), opts={"include_name": lambda name, *_: not is_of_file_alone(name)}
        )
        assert compare_metadata(context, tables.METADATA) == []


def lines_of(connection: Connection) -> list[list[str]]:
    """The schema; alembic leaves open in which order a table's constraints stand."""
    statements = schema_of(connection)
    return sorted(sorted(line.strip(" \t,") for line in sql.splitlines()) for sql in statements)


def rules_of(connection: Connection) -> set[str]:
    """Every index, and every line of a table that is a check or a reference."""
    statements = [sql.replace('"', "") for sql in schema_of(connection)]
    indexes = {sql for sql in statements if " INDEX " in sql and "alembic" not in sql}
    lines = (line.strip().rstrip(", ") for sql in statements for line in sql.splitlines())
    return indexes | {line for line in lines if "CHECK" in line or "FOREIGN KEY" in line}


def test_a_file_of_the_migrations_has_every_check_and_index_of_the_models(
    db: Database, fresh: Database
) -> None:
    """compare_metadata does not see checks and partial indexes, the text of the schema does."""
    with fresh.write() as session:
        Base.metadata.create_all(session.connection())
        modelled = rules_of(session.connection())
    with db.read() as session:
        assert rules_of(session.connection()) == modelled
    assert any("answer_or_reason_for_none" in rule for rule in modelled)


def test_a_new_file_and_an_upgraded_one_are_equal(db: Database, fresh: Database) -> None:
    migrating.upgrade(fresh)
    with fresh.read() as upgraded, db.read() as new:
        assert lines_of(upgraded.connection()) == lines_of(new.connection())
        for pragma, value in {"user_version": FORMAT, "application_id": APPLICATION_ID}.items():
            for session in (upgraded, new):
                assert session.connection().exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def test_files_that_tests_make_are_those_of_the_migrations(
    tmp_path: Path, fresh: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrating.upgrade(fresh)
    monkeypatch.setattr(command, "upgrade", MigratedOnce())
    for name in ("heard.phonebank", "said again.phonebank"):
        with closing(Database.create(tmp_path / name)) as made:
            migrating.upgrade(made)
            with fresh.read() as run, made.read() as told:
                assert lines_of(told.connection()) == lines_of(run.connection())
                tables_of = run.connection().exec_driver_sql(TABLES).scalars().all()
                assert "alembic_version" in tables_of
                for table in tables_of:
                    rows = (
                        it.connection().exec_driver_sql(f"SELECT * FROM {table}")
                        for it in (run, told)
                    )
                    assert len({tuple(sorted(them.all(), key=repr)) for them in rows}) == 1, table


def test_a_file_at_the_head_is_left_alone(db: Database) -> None:
    backups: list[str] = []
    assert migrating.migrate(db, lambda: backups.append("made")) is False
    assert backups == []


def test_a_campaign_to_be_migrated_is_backed_up_first(make: Make) -> None:
    """A file of before the first revision stands for an old one: there is no older yet."""
    make.elector("Ada Byron")
    path = make.db.path
    make.db.close()
    connection = connect(path, None)
    connection.execute("DELETE FROM alembic_version")
    held = row_counts(connection)
    connection.close()

    with pytest.raises(Exception, match="already exists"):
        open_campaign(path)

    [backup] = path.parent.glob("campaign.before-*.phonebank")
    kept = connect(backup, None)
    assert row_counts(kept) == held
    assert kept.execute("SELECT first_name FROM elector").fetchall() == [("Ada",)]
    kept.close()


def test_a_migration_that_fails_changes_nothing(make: Make) -> None:
    make.elector()
    with make.db.write() as session:
        session.connection().exec_driver_sql("DELETE FROM alembic_version")
        before = schema_of(session.connection())
    with pytest.raises(Exception, match="already exists"):
        migrating.upgrade(make.db)
    with make.db.read() as session:
        assert schema_of(session.connection()) == before
        foreign_keys = session.connection().exec_driver_sql("PRAGMA foreign_keys").scalar()
    assert foreign_keys == 1


def test_a_revision_of_another_program_is_a_newer_file(db: Database) -> None:
    with db.write() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '0999'")
    with pytest.raises(CampaignUnusable, match="newer version"):
        migrating.check_known(db)


def test_a_migration_may_rebuild_a_table_that_others_refer_to(make: Make) -> None:
    """Batch migrations drop and rename tables: with foreign keys on, that would lose rows."""
    make.call(make.elector())
    with (
        make.db.engine.connect() as connection,
        migrating.without_foreign_keys(connection),
        connection.begin(),
    ):
        connection.exec_driver_sql("CREATE TABLE fresh AS SELECT * FROM caller")
        connection.exec_driver_sql("DROP TABLE caller")
        connection.exec_driver_sql("ALTER TABLE fresh RENAME TO caller")
    with make.db.write() as session:
        said = session.connection().exec_driver_sql("PRAGMA foreign_keys").scalar()
    assert said == 1
