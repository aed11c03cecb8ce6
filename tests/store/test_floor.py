"""What every call reads is read anew exactly when it has changed, whoever changed it."""

from datetime import timedelta

from sqlalchemy import insert, update

from phonebank.domain.queueing import CallingRules
from phonebank.store import contest
from phonebank.store.call_schema import Outcome
from phonebank.store.contest_schema import Reason
from phonebank.store.database import Database
from phonebank.store.floor import floor
from phonebank.store.floor_schema import ListCaller
from phonebank.store.schema import Caller, CallList
from tests.conftest import Make


def test_what_did_not_change_is_not_read_again(make: Make) -> None:
    with make.db.write() as session:
        first = floor(session)
    make.call(make.elector())
    with make.db.write() as session:
        assert floor(session) is first


def test_a_change_counts_in_the_transaction_that_makes_it_and_not_if_that_fails(
    make: Make,
) -> None:
    with make.db.read() as session:
        before = floor(session)
    try:
        with make.db.write() as session:
            contest.set_rules(session, "Everybody", CallingRules(attempts=9))
            assert floor(session).lists[1].rules.attempts == 9
            raise KeyError
    except KeyError:
        pass
    with make.db.read() as session:
        assert floor(session) == before


def test_what_another_program_changed_counts_at_the_next_call(make: Make) -> None:
    with make.db.read() as session:
        assert floor(session).lists[1].rules.attempts == 4
    other = Database(make.db.address)
    with other.write() as session:
        contest.set_rules(session, "Everybody", CallingRules(attempts=9))
        session.execute(update(Outcome).where(Outcome.slug == "busy").values(retry_minutes=7))
        session.execute(update(CallList).values(priority=3))
        session.execute(insert(Reason), {"name": "weather", "key": "Z"})
        session.execute(insert(ListCaller), {"call_list_id": 1, "caller_id": 1})
    other.close()
    with make.db.read() as session:
        told = floor(session)
    assert told.lists[1].rules.attempts == 9
    assert told.lists[1].told.priority == 3
    assert told.lists[1].caller_ids == {1}
    assert told.outcomes["busy"].retry_after == timedelta(minutes=7)
    assert told.contest.reason_of("WEATHER") == "weather"
    assert "weather" in told.reason_ids


def rules_beside_others(db: Database) -> CallingRules:
    """The first list's rules, as a call that is made now goes by them."""
    with db.write(beside_others=True) as session:
        return floor(session).lists[1].rules


def test_a_call_reads_nothing_of_it_again_that_nobody_changed(make: Make) -> None:
    with make.db.write(beside_others=True) as session:
        first = floor(session)
    make.call(make.elector())
    with make.db.write(beside_others=True) as session:
        assert floor(session) is first
        assert floor(session) is first


def test_a_call_knows_what_another_program_has_changed(make: Make) -> None:
    assert rules_beside_others(make.db).attempts == 4
    other = Database(make.db.address)
    with other.write() as session:
        contest.set_rules(session, "Everybody", CallingRules(attempts=9))
    other.close()
    assert rules_beside_others(make.db).attempts == 9


def test_a_call_knows_what_this_program_has_changed_without_looking(make: Make) -> None:
    assert rules_beside_others(make.db).attempts == 4
    with make.db.write() as session:
        contest.set_rules(session, "Everybody", CallingRules(attempts=9))
    assert rules_beside_others(make.db).attempts == 9


def test_a_call_knows_nothing_of_a_change_that_failed(make: Make) -> None:
    assert rules_beside_others(make.db).attempts == 4
    try:
        with make.db.write() as session:
            contest.set_rules(session, "Everybody", CallingRules(attempts=9))
            assert floor(session).lists[1].rules.attempts == 9
            raise KeyError
    except KeyError:
        pass
    assert rules_beside_others(make.db).attempts == 4


def test_a_call_knows_who_became_or_ceased_to_be_an_mp(make: Make) -> None:
    vi = make.caller("Vi").caller_id
    assert not mps_beside_others(make.db)
    with make.db.write() as session:
        session.execute(update(Caller).where(Caller.id == vi).values(is_mp=True))
    assert mps_beside_others(make.db) == {vi}
    with make.db.write() as session:
        session.execute(update(Caller).where(Caller.id == vi).values(is_mp=False))
    assert not mps_beside_others(make.db)


def mps_beside_others(db: Database) -> frozenset[int]:
    with db.write(beside_others=True) as session:
        return floor(session).mps
