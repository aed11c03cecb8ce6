"""A write beside others is one transaction, whether or not SQLAlchemy takes part in it."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, event, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from phonebank.services import calling, serving
from phonebank.services.serving import Served
from phonebank.store import floor, queue
from phonebank.store.database import Database
from phonebank.store.dialect import is_on_server
from phonebank.store.schema import Elector, Lease, Skip
from phonebank.store.statements import Statement
from tests.conftest import MONDAY, Make, entry

LEASE = timedelta(minutes=30)
MOST_STATEMENTS = 6
"""Whom they hold, who is next, the lease, the card, the calls; before them, what may be other."""


def begun(engine: Engine) -> list[object]:
    """The transactions that SQLAlchemy begins from now on."""
    seen: list[object] = []
    event.listen(engine, "begin", seen.append)
    return seen


def test_a_served_and_a_logged_call_begin_no_transaction_of_sqlalchemys(make: Make) -> None:
    actor = make.organiser
    make.call(make.electors(3)[0])  # so that what is asked once in a program's life was asked
    seen = begun(make.db.engine)
    served = serving.next_elector(make.db, actor, actor.caller_id, MONDAY).value
    assert isinstance(served, Served)
    calling.log_call(make.db, actor, entry(served.card.id, actor), MONDAY)
    assert seen == []
    assert make.state(served.card.id).attempts == 1


@pytest.mark.file
def test_the_next_elector_takes_few_statements(make: Make) -> None:
    actor = make.organiser
    make.call(make.electors(3)[0])
    said: list[str] = []
    with make.db.engine.connect() as connection:  # the one that all writes have
        bare = connection.connection.dbapi_connection
    bare.set_trace_callback(said.append)  # type: ignore[union-attr]
    serving.next_elector(make.db, actor, actor.caller_id, MONDAY)
    own = said[said.index("BEGIN IMMEDIATE") + 1 : said.index("COMMIT")]
    asked = [line for line in own if not line.startswith(("--", "PRAGMA busy_timeout"))]
    assert len(asked) == MOST_STATEMENTS


def skipped(db: Database) -> int:
    with db.read() as session:
        return len(session.scalars(select(Skip.id)).all())


def hold_and_skip(session: Session, make: Make, elector: int) -> None:
    """By a statement, and by an object of SQLAlchemy's."""
    who = make.organiser.caller_id
    queue.lease(session, elector, who, 1, MONDAY, LEASE)
    session.add(Skip(elector_id=elector, caller_id=who, at=MONDAY, why="a friend"))


def held(db: Database) -> list[int]:
    with db.read() as session:
        return list(session.scalars(select(Lease.elector_id)))


def test_what_is_said_both_ways_is_kept_together(make: Make) -> None:
    ada = make.elector()
    with make.db.write(beside_others=True) as session:
        hold_and_skip(session, make, ada)
        assert session.get_one(Elector, ada).id == ada
        assert session.scalars(select(Lease.elector_id)).all() == [ada]
    assert (held(make.db), skipped(make.db)) == ([ada], 1)


def test_an_object_that_is_only_added_is_kept(make: Make) -> None:
    ada = make.elector()
    with make.db.write(beside_others=True) as session:
        hold_and_skip(session, make, ada)
    assert (held(make.db), skipped(make.db)) == ([ada], 1)


@pytest.mark.parametrize("takes_part", [False, True])
def test_a_write_that_fails_leaves_nothing_of_either(make: Make, takes_part: bool) -> None:
    ada = make.elector()

    def fail() -> None:
        with make.db.write(beside_others=True) as session:
            hold_and_skip(session, make, ada)
            if takes_part:
                session.flush()
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert (held(make.db), skipped(make.db)) == ([], 0)
    with make.db.write(beside_others=True) as session:
        hold_and_skip(session, make, ada)
    assert (held(make.db), skipped(make.db)) == ([ada], 1)


def test_a_key_that_is_there_already_is_told_when_the_write_ends(make: Make) -> None:
    ada = make.elector()

    def hold_twice() -> None:
        with make.db.write(beside_others=True) as session:
            hold_and_skip(session, make, ada)
            queue.lease(session, ada, make.organiser.caller_id, 1, MONDAY, LEASE)

    with pytest.raises(IntegrityError):
        hold_twice()
    assert (held(make.db), skipped(make.db)) == ([], 0)


def test_what_another_program_changed_counts_in_the_next_write_beside_others(make: Make) -> None:
    with make.db.write(beside_others=True) as session:
        assert floor.floor(session).lists[1].told.priority == 0
    other = Database(make.db.address)
    with other.write() as session:
        session.execute(text("UPDATE call_list SET priority = 3"))
    other.close()
    with make.db.write(beside_others=True) as session:
        assert floor.floor(session).lists[1].told.priority == 3


LEVEL = Statement(text("SELECT current_setting('transaction_isolation')"))


@pytest.mark.parametrize("takes_part", [False, True])
def test_on_a_server_each_statement_sees_what_others_have_committed(
    make: Make, takes_part: bool
) -> None:
    with make.db.read() as session:
        session.scalar(text("SELECT 1"))
    with make.db.write(beside_others=True) as session:
        if is_on_server(session):
            if takes_part:
                session.scalar(text("SELECT 1"))
            assert [*LEVEL.rows(session)[0]] == ["read committed"]
