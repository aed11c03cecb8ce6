"""What is said to the driver itself gives what SQLAlchemy would, and fails in the same words."""

from datetime import UTC, date, datetime, timedelta
from typing import cast

import pytest
from sqlalchemy import Table, bindparam, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from phonebank.services.calling import logged_in
from phonebank.store.calls import reasons_of
from phonebank.store.contest_schema import Reason
from phonebank.store.schema import Elector, Lease
from phonebank.store.statements import Statement
from tests.conftest import MONDAY, Make, entry

ONE = select(*Elector.__table__.columns).where(Elector.id == bindparam("elector"))
SEEN = Statement(ONE)
TURNED = Statement(update(cast(Table, Elector.__table__)).values(due_at=bindparam("moment")))
REASONS = Statement(select(func.aggregate_strings(Reason.name, ";")))
HELD = Statement(
    insert(cast(Table, Lease.__table__)),
    ("elector_id", "caller_id", "call_list_id", "since", "until"),
)


def test_a_row_is_what_sqlalchemy_makes_of_it(make: Make) -> None:
    ada = make.elector(joined_on=date(2015, 9, 12))
    make.call(ada, "spoke", intention="Smith", ballot="returned")
    with make.db.read() as session:
        [row] = SEEN.say(session, {"elector": ada}).named()
        assert row == dict(session.execute(ONE, {"elector": ada}).mappings().one())
        assert SEEN.first(session, {"elector": ada}) == list(row.values())
        assert SEEN.first(session, {"elector": ada + 1}) is None
    assert row["last_call_at"] == MONDAY
    assert row["contacted"] is True


def test_a_time_is_stored_in_utc_and_refused_without_a_zone(make: Make) -> None:
    make.electors(2)
    with make.db.write() as session:
        changed = TURNED.say(session, {"moment": MONDAY.astimezone()})
        assert changed.count == 2
    due = make.state(1).due_at
    assert due is not None
    assert (due, due.tzinfo) == (MONDAY, UTC)
    with make.db.write() as session, pytest.raises(ValueError, match="time zone"):
        TURNED.say(session, {"moment": datetime(2016, 8, 15)})


def test_a_value_that_is_not_given_is_no_nothing(make: Make) -> None:
    with make.db.write() as session, pytest.raises((KeyError, ProgrammingError)):
        TURNED.say(session)


def test_signs_that_are_written_out_are_there(make: Make) -> None:
    with make.db.read() as session:
        [joined] = REASONS.first(session) or ()
        assert set(joined.split(";")) == set(session.scalars(select(Reason.name)))


def held(make: Make, elector: int) -> dict[str, object]:
    later = MONDAY + timedelta(minutes=30)
    of = {"elector_id": elector, "caller_id": make.organiser.caller_id, "call_list_id": 1}
    return {**of, "since": MONDAY, "until": later}


def test_a_key_that_is_there_already_is_told_as_sqlalchemy_tells_it(make: Make) -> None:
    ada = make.elector()

    def hold_twice() -> None:
        with make.db.write() as session:
            HELD.say(session, held(make, ada))
            HELD.say(session, held(make, ada))

    with pytest.raises(IntegrityError):
        hold_twice()


def test_of_what_is_said_together_the_first_fault_is_told_and_nothing_is_kept(make: Make) -> None:
    ada, bob = make.electors(2)

    def hold_all() -> None:
        with make.db.write() as session:
            for elector in (ada, bob, ada):
                HELD.say(session, held(make, elector))
            SEEN.say(session, {"elector": ada})

    with pytest.raises(IntegrityError):
        hold_all()
    with make.db.read() as session:
        assert session.scalars(select(Lease.elector_id)).all() == []


def test_what_is_said_together_is_done_in_that_order(make: Make) -> None:
    ada, bob = make.electors(2)
    with make.db.write() as session:
        TURNED.say(session, {"moment": MONDAY})
        seen = [SEEN.say(session, {"elector": elector}) for elector in (bob, ada)]
        assert [one.named()[0]["id"] for one in seen] == [bob, ada]
        assert session.scalars(select(Elector.due_at)).all() == [MONDAY, MONDAY]


def test_a_statement_that_makes_no_sense_is_told_as_sqlalchemy_tells_it(make: Make) -> None:
    with make.db.read() as session, pytest.raises((OperationalError, ProgrammingError)):
        Statement(text("SELECT nothing FROM nowhere")).rows(session)


def test_a_call_with_reasons_is_logged_by_one_who_writes_alone(make: Make) -> None:
    """As a write is done at last that met others again and again."""
    said = entry(make.elector(), make.organiser, "spoke", intention="Smith")
    with make.db.read() as session:
        some = session.scalars(select(Reason.name)).all()[:2]
    call = entry(said.elector_id, make.organiser, "spoke", intention="Smith", reasons=tuple(some))
    with make.db.write() as session:
        assert logged_in(session, make.organiser, call, MONDAY).value.logged
    with make.db.read() as session:
        assert reasons_of(session, str(call.call_id)) == tuple(some)
