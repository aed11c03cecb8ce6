"""How often a call goes to the server and back; what goes together is done in its order."""

from collections.abc import Iterator
from typing import Any, cast

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from phonebank.services import calling, serving
from phonebank.services.serving import Served
from phonebank.store.database import Database
from phonebank.store.journeys import Journeys
from phonebank.store.schema import Lease
from phonebank.store.statements import JOURNEYS, Statement
from tests.cluster import Cluster
from tests.conftest import MONDAY, Make, entry, on_server

pytestmark = [pytest.mark.server, pytest.mark.file]  # `file`: these choose their home themselves

HELD = Statement(text("SELECT count(*) FROM lease"))
ENDED = Statement(text("DELETE FROM lease"))
NOWHERE = Statement(text("UPDATE elector SET constituency_id = 99999"))
SKIPPED = Statement(text("DELETE FROM skip"))


class Counted(Journeys):
    """As it is, and how often it went."""

    went = 0

    def go(self, *, to_commit: bool = False) -> None:
        self.went += 1
        super().go(to_commit=to_commit)


@pytest.fixture
def db(cluster: Cluster, server_template: str) -> Iterator[Database]:
    with on_server(cluster, server_template) as opened:
        yield opened


@pytest.fixture
def make(db: Database) -> Make:
    made = Make(db)
    made.electors(4)
    return made


def counted(db: Database) -> Counted:
    """The journeys of the connection that the pool hands out next."""
    with db.engine.connect() as connection:
        bare: Any = connection.connection.dbapi_connection
        counting = connection.info[JOURNEYS] = Counted(bare)
    return counting


def test_a_call_takes_two_journeys_and_the_next_elector_three(make: Make) -> None:
    actor = make.organiser
    make.call(make.electors(1)[0])  # so that what is asked once in a program's life was asked
    journeys = counted(make.db)
    served = serving.next_elector(make.db, actor, actor.caller_id, MONDAY).value
    assert isinstance(served, Served)
    to_serve, journeys.went = journeys.went, 0
    calling.log_call(make.db, actor, entry(served.card.id, actor), MONDAY)
    assert (to_serve, journeys.went) == (3, 2)


def hold(make: Make) -> None:
    serving.next_elector(make.db, make.organiser, make.organiser.caller_id, MONDAY)


def test_what_sqlalchemy_says_in_between_is_done_in_its_turn(make: Make) -> None:
    hold(make)
    with make.db.write() as session:
        before = HELD.say(session)
        ENDED.say(session)
        assert session.scalars(select(Lease.elector_id)).all() == []
        assert before.rows() == [(1,)]
        assert ENDED.say(session).count == 0


def test_what_nobody_asks_about_is_done_when_the_write_ends(make: Make) -> None:
    hold(make)
    with make.db.write() as session:
        ENDED.say(session)
    with make.db.read() as session:
        assert HELD.rows(session) == [(0,)]


def test_what_was_said_in_a_write_that_failed_is_never_done(make: Make) -> None:
    hold(make)

    def fail() -> None:
        with make.db.write() as session:
            ENDED.say(session)
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    with make.db.write() as session:
        assert HELD.rows(session) == [(1,)]


def test_a_statement_is_known_after_a_write_that_failed(make: Make) -> None:
    """What the server has prepared stays so, what it had not come to is prepared again."""
    hold(make)
    again = "INSERT INTO lease SELECT * FROM lease"

    def fail() -> None:
        with make.db.write() as session:
            HELD.say(session)
            Statement(text(again)).say(session)
            SKIPPED.say(session)

    for _ in range(2):
        with pytest.raises(IntegrityError):
            fail()
    with make.db.write() as session:
        SKIPPED.say(session)
        assert HELD.rows(session) == [(1,)]


@pytest.mark.parametrize("joins", [False, True])
def test_after_a_write_that_failed_as_it_ended_the_line_still_stands(
    make: Make, joins: bool
) -> None:
    """What goes along with the commit fails there; the next write may have the same connection."""

    def fail() -> None:
        with make.db.write(beside_others=True) as session:
            if joins:
                session.execute(select(Lease))
            NOWHERE.say(session)

    for _ in range(3):
        with pytest.raises(IntegrityError):
            fail()
        hold(make)


def test_a_value_that_no_server_takes_is_told_and_the_line_still_stands(make: Make) -> None:
    named = Statement(text("SELECT CAST(:it AS text)"))
    with make.db.read() as session:
        with pytest.raises(Exception, match="NUL"):
            named.say(session, {"it": "a\0b"})
        assert cast(Any, named.rows(session, {"it": "100% of $1"})) == [("100% of $1",)]
