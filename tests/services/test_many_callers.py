"""Several callers at one campaign at the same moment: nobody is rung by two, no call is doubled."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from sqlalchemy import func, select

from phonebank.domain.permits import Actor
from phonebank.services import calling, serving
from phonebank.store.call_schema import Call
from phonebank.store.database import Database
from phonebank.store.schema import Lease
from tests.benchmarks.soak import soak
from tests.conftest import MONDAY, Make, entry

CALLERS, ROUNDS = 6, 8


def ring(db: Database, actor: Actor) -> list[int]:
    """What a caller does of an evening: take the next, log, again and again."""
    rung = []
    with closing(Database(db.address)) as mine:
        for number in range(ROUNDS):
            now = MONDAY + timedelta(minutes=number)
            served = serving.next_elector(mine, actor, actor.caller_id, now).value
            assert isinstance(served, serving.Served)
            calling.log_call(mine, actor, entry(served.card.id, actor, "spoke"), now)
            rung.append(served.card.id)
    return rung


def test_nobody_is_rung_by_two(make: Make) -> None:
    make.electors(CALLERS * ROUNDS + 5)
    callers = [make.caller(f"Caller {number}") for number in range(CALLERS)]
    with ThreadPoolExecutor(CALLERS) as pool:
        rung = [one for theirs in pool.map(lambda it: ring(make.db, it), callers) for one in theirs]
    assert len(set(rung)) == len(rung) == CALLERS * ROUNDS
    assert make.stale() == 0
    with make.db.read() as session:
        assert session.scalar(select(func.count()).select_from(Call)) == len(rung)
        assert session.scalar(select(func.count()).select_from(Lease)) == 0


def test_one_call_logged_from_two_machines_is_one_call(make: Make) -> None:
    ada = make.elector()
    said = entry(ada, make.organiser, "spoke", call_id=uuid4())

    def log(_: int) -> bool:
        with closing(Database(make.db.address)) as mine:
            return calling.log_call(mine, make.organiser, said, MONDAY).value.logged

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(log, range(4))) == [False, False, False, True]
    assert make.state(ada).attempts == 1


def test_calls_to_one_elector_at_one_moment_all_count(make: Make) -> None:
    ada = make.elector()
    callers = [make.caller(f"Caller {number}") for number in range(CALLERS)]

    def log(by: Actor) -> None:
        with closing(Database(make.db.address)) as mine:
            calling.log_call(mine, by, entry(ada, by, "no-answer"), MONDAY)

    with ThreadPoolExecutor(CALLERS) as pool:
        list(pool.map(log, callers))
    assert make.state(ada).attempts == CALLERS
    assert make.stale() == 0


def test_callers_who_are_killed_and_begin_again_break_no_rule(make: Make, tmp_path: Path) -> None:
    make.electors(1000)
    evening = soak(make.db, tmp_path, callers=6, seconds=4, kill_every=1)
    assert evening.faults == []
    assert evening.killed >= 1
    assert evening.saved > CALLERS
