"""A campaign on a server: its tables, its locks, and what is said when the server goes away."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from phonebank.domain.addresses import ServerAddress, address_of
from phonebank.domain.changes import Topic
from phonebank.domain.errors import (
    CampaignBusy,
    CampaignUnusable,
    Collided,
    ConnectionLost,
    KeyNeeded,
    WrongUse,
)
from phonebank.domain.frozen import Given
from phonebank.domain.permits import Role
from phonebank.services.campaigns import create_campaign, open_campaign
from phonebank.services.freezing import freeze
from phonebank.store import callers, migrating, tables
from phonebank.store.database import Database
from phonebank.store.schema import Caller
from tests.broken_line import line_to
from tests.cluster import LOGIN, Cluster
from tests.conftest import CONTEST, MONDAY, Make, on_server

pytestmark = [pytest.mark.server, pytest.mark.file]  # `file`: these choose their home themselves


@pytest.fixture
def db(cluster: Cluster, server_template: str) -> Iterator[Database]:
    with on_server(cluster, server_template) as opened:
        yield opened


@pytest.fixture
def empty(cluster: Cluster) -> Iterator[ServerAddress]:
    """A database with nothing in it."""
    name = cluster.make()
    yield cluster.address(name)
    cluster.drop(name)


def test_a_server_has_exactly_the_tables_of_the_models(db: Database) -> None:
    own = {"elector_words", "elector_digits", "ix_elector_ready"}  # store/server_schema says why
    with db.read() as session:
        context = MigrationContext.configure(
            session.connection(), opts={"include_object": lambda _, name, *__: name not in own}
        )
        assert compare_metadata(context, tables.METADATA) == []
    assert migrating.revision_of(db) == migrating.HEAD


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE call SET note = 'better'",
        "DELETE FROM call",
        "TRUNCATE call CASCADE",
        "UPDATE call_reason SET position = 7",
        "DELETE FROM call_reason",
        "UPDATE audit SET action = 'nothing'",
        "DELETE FROM audit",
    ],
)
def test_calls_and_the_audit_are_only_ever_added_to(db: Database, statement: str) -> None:
    make = Make(db)
    make.call(make.elector(), "spoke", reasons=("unity",))
    with pytest.raises(IntegrityError, match="only ever added to"), db.write() as session:
        session.execute(text(statement))


def test_a_second_campaign_is_not_made_over_the_first(db: Database) -> None:
    with pytest.raises(Exception, match="already"):
        create_campaign(db.address, CONTEST, MONDAY)
    assert Make(db).names() == ["Organiser"]


def test_a_database_without_a_campaign_says_so(empty: ServerAddress) -> None:
    with pytest.raises(CampaignUnusable, match="no campaign"):
        open_campaign(empty)


def test_two_campaigns_live_in_two_schemas_of_one_database(empty: ServerAddress) -> None:
    plain = create_campaign(empty, CONTEST, MONDAY)
    with plain.write() as session:
        session.execute(text("CREATE SCHEMA second"))
    second = create_campaign(ServerAddress(f"{empty.url}&schema=second"), CONTEST, MONDAY)
    Make(second).caller("Vi")
    assert (Make(plain).names(), Make(second).names()) == (["Organiser"], ["Organiser", "Vi"])
    plain.close()
    second.close()


def test_tables_of_another_program_are_left_alone(empty: ServerAddress) -> None:
    database = Database(empty)
    with database.write() as session:
        session.execute(text("CREATE TABLE caller (id integer)"))
    with pytest.raises(CampaignUnusable, match="“caller” of another program"):
        create_campaign(empty, CONTEST, MONDAY)
    database.close()


def test_an_unknown_revision_is_a_newer_program(db: Database) -> None:
    with db.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0999'"))
    with pytest.raises(CampaignUnusable, match="newer version"):
        open_campaign(db.address)


def test_what_cannot_be_reached_is_told_in_a_sentence(cluster: Cluster, db: Database) -> None:
    with pytest.raises(CampaignUnusable, match="no database nowhere"):
        Database(cluster.address("nowhere"))
    with pytest.raises(KeyNeeded, match="login"):
        Database(cluster.address(db.address.name, login="nobody"))
    with pytest.raises(ConnectionLost, match="cannot be reached") as refused:
        Database(address_of("postgresql://phonebank@/x?host=/tmp/no-such-folder"))
    assert "psycopg" not in refused.value.sentence


@pytest.mark.parametrize("text", ["mysql://a/b", "sqlite:///x", "postgresql://a:b:c/d"])
def test_other_urls_are_wrong_use(text: str) -> None:
    with pytest.raises(WrongUse):
        address_of(text)


def test_nothing_shows_the_password() -> None:
    address = address_of("postgresql://vi:secret@example.org:5433/canvass")
    assert isinstance(address, ServerAddress)
    assert (str(address), address.name) == (
        "postgresql+psycopg://vi:***@example.org:5433/canvass",
        "canvass",
    )
    assert "secret" not in repr(address)


WITHOUT_DRIVER = """
import sys
sys.modules["psycopg"] = None
from phonebank.domain.addresses import address_of
from phonebank.domain.errors import WrongUse
from phonebank.store.database import Database
try:
    Database(address_of("postgresql://x@/y"))
except WrongUse as error:
    print(error.sentence)
"""


def test_without_the_extra_a_sentence_says_what_to_install() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", WITHOUT_DRIVER], capture_output=True, text=True, check=True
    )
    assert "pip install 'phonebank[server]'" in ended.stdout


def test_writes_of_everybody_wait_for_one_that_is_alone(db: Database) -> None:
    def hasty() -> None:
        with hurried(db) as other, other.write(beside_others=True):
            pass

    with db.write(), pytest.raises(CampaignBusy, match="too long"):
        hasty()
    hasty()


def test_writes_beside_others_do_not_wait_for_each_other(db: Database) -> None:
    with db.write(beside_others=True), db.write(beside_others=True) as session:
        callers.add(session, "Vi", Role.VOLUNTEER)
    assert Make(db).names() == ["Organiser", "Vi"]


@contextmanager
def hurried(db: Database) -> Iterator[Database]:
    """Another program that waits 20 ms for a lock."""
    opened = Database(db.address)
    with opened.read() as session:
        session.execute(text("SET SESSION lock_timeout = '20ms'"))
        session.commit()
    try:
        yield opened
    finally:
        opened.close()


def test_two_who_lock_crosswise_both_come_through(db: Database) -> None:
    with db.write() as session:
        ids = [callers.add(session, name, Role.VOLUNTEER) for name in ("Ann", "Bob")]
    tries: list[int] = []

    def mark(first: int, second: int) -> None:
        def work(session: object) -> None:
            tries.append(first)
            for it in (first, second):
                one = select(Caller).where(Caller.id == it).with_for_update()
                session.scalars(one).one().is_mp = True  # type: ignore[attr-defined]
                session.execute(text("SELECT pg_sleep(0.1)"))  # type: ignore[attr-defined]

        db.repeated(work)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(mark, ids, reversed(ids)))
    assert len(tries) == 3
    with db.read() as session:
        assert all(caller.is_mp for caller in callers.all_callers(session)[1:])


def test_a_collision_that_does_not_end_is_told(db: Database) -> None:
    def work(session: object) -> None:
        session.execute(  # type: ignore[attr-defined]
            text("DO $$ BEGIN RAISE 'again' USING ERRCODE = 'serialization_failure'; END $$")
        )

    with pytest.raises(Collided):
        db.repeated(work)


def end_connections(cluster: Cluster, db: Database) -> None:
    """As a server does that is restarted."""
    cluster.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        f"WHERE datname = '{db.address.name}' AND pid <> pg_backend_pid()"
    )


def test_a_connection_that_breaks_keeps_nothing_and_says_so(cluster: Cluster, db: Database) -> None:
    def broken() -> None:
        with db.write() as session:
            callers.add(session, "Vi", Role.VOLUNTEER)
            end_connections(cluster, db)
            callers.add(session, "Zoe", Role.VOLUNTEER)

    with pytest.raises(ConnectionLost, match="cannot be reached"):
        broken()
    assert Make(db).names() == ["Organiser"]


@pytest.mark.parametrize("is_delivered", [True, False])
def test_what_became_of_a_commit_is_asked_when_the_answer_is_lost(
    cluster: Cluster, db: Database, is_delivered: bool
) -> None:
    """The line breaks after the server committed, or before it heard of it."""
    with (
        TemporaryDirectory(prefix="pb-") as folder,
        line_to(cluster.folder, Path(folder)) as line,
        closing(Database(over(folder, db))) as far,
    ):
        line.is_delivered = is_delivered

        def add() -> None:
            with far.write() as session:
                callers.add(session, "Vi", Role.VOLUNTEER)
                line.breaks_at = b"COMMIT"

        if is_delivered:
            add()
        else:
            with pytest.raises(ConnectionLost):
                add()
    assert ("Vi" in Make(db).names()) is is_delivered


def over(folder: str, db: Database) -> ServerAddress:
    return ServerAddress(f"postgresql+psycopg://{LOGIN}@/{db.address.name}?host={folder}")


def test_a_commit_that_never_arrived_is_known_to_have_failed(
    cluster: Cluster, db: Database
) -> None:
    def broken() -> None:
        with db.write() as session:
            callers.add(session, "Vi", Role.VOLUNTEER)
            end_connections(cluster, db)

    with pytest.raises(ConnectionLost):
        broken()
    assert Make(db).names() == ["Organiser"]


def test_a_restarted_server_is_come_back_to(cluster: Cluster, db: Database) -> None:
    make = Make(db)
    ada = make.elector()
    cluster.stop("fast")
    with pytest.raises(ConnectionLost):
        make.call(ada)
    cluster.start()
    make.call(ada)
    assert make.state(ada).attempts == 1


def test_what_another_program_did_is_told_and_what_we_did_is_not(
    db: Database, cluster: Cluster
) -> None:
    make, other = Make(db), Make(Database(db.address))
    assert db.changed_elsewhere() == ~Topic(0)
    ada = make.elector()
    assert db.changed_elsewhere() == Topic(0)
    other.call(ada)
    touched = told_within_two_seconds(db)
    assert Topic.CALLS in touched
    assert Topic.REPORTED not in touched
    assert db.changed_elsewhere() == Topic(0)
    freeze(other.db, other.organiser, Given("A", MONDAY, []), MONDAY)
    assert Topic.COPIES in told_within_two_seconds(db)
    end_connections(cluster, db)
    assert told_within_two_seconds(db) == ~Topic(0)
    other.db.close()


def told_within_two_seconds(db: Database) -> Topic:
    until = monotonic() + 2
    while monotonic() < until:
        if touched := db.changed_elsewhere():
            return touched
        with closing(Database(db.address)) as other, other.read() as session:
            session.execute(text("SELECT pg_sleep(0.02)"))
    return Topic(0)
