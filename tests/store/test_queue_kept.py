"""Whatever callers do, nobody is served whom a rule protects, and kept state is the fold."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from phonebank.domain.calls import counting
from phonebank.domain.permits import Actor
from phonebank.domain.queueing import CallingRules
from phonebank.services.calling import undo_last
from phonebank.services.seats import take_seat
from phonebank.services.serving import ANY_LIST, Served, next_elector, skip
from phonebank.services.suppressing import suppress
from phonebank.store import calls, contest
from phonebank.store.floor import floor
from phonebank.store.schema import CallList
from tests.conftest import MONDAY, OUTCOMES, Make, copied

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
PATIENT = CallingRules(cooldowns={"no-answer": 6 * HOUR, "busy": 4 * HOUR, "machine": HOUR})
LISTS = (ANY_LIST, "Everybody", "Patient")
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("ring"), st.integers(0, 2), st.sampled_from(list(OUTCOMES))),
        st.tuples(st.just("hold"), st.integers(0, 2), st.sampled_from(LISTS)),
        st.tuples(st.just("skip"), st.integers(0, 2), st.just("")),
        st.tuples(st.just("undo"), st.integers(0, 2), st.just("")),
        st.tuples(st.just("suppress"), st.integers(1, 4), st.just("")),
        st.tuples(st.just("wait"), st.sampled_from([1, 20, 31, 70, 200, 700]), st.just("")),
    ),
    max_size=14,
)


@dataclass
class Room:
    """Three callers (two seats of one, and another) over four electors and two lists."""

    make: Make
    now: datetime = MONDAY
    held: dict[int, tuple[int, datetime]] = field(default_factory=dict)
    callers: Sequence[Actor] = ()

    def __post_init__(self) -> None:
        vi, bo = self.make.caller("Vi"), self.make.caller("Bo")
        seats = [take_seat(self.make.db, vi, "laptop", MONDAY).value for _ in range(2)]
        self.callers = [*seats, bo]
        self.make.electors(4, numbers=["07700 900001", "01632 960024"])
        with self.make.db.write() as session:
            session.add(CallList(name="Patient", rules={}, priority=1))
            session.flush()
            contest.set_rules(session, "Patient", PATIENT)

    def hold(self, at: int, list_name: str) -> int | None:
        caller = self.callers[at]
        answer = next_elector(self.make.db, caller, caller.caller_id, self.now, list_name).value
        self.held.pop(at, None)
        if not isinstance(answer, Served):
            return None
        elector = answer.card.id
        assert elector not in {it for it, until in self.held.values() if until > self.now}, "leased"
        self.held[at] = elector, min(answer.lease_until, self.now + 2 * MINUTE)
        if caller.seat is None:
            self.held[at] = elector, answer.lease_until
        self.check_may_be_rung(elector, answer.list_name)
        return elector

    def check_may_be_rung(self, elector: int, list_name: str) -> None:
        state = self.make.state(elector)
        assert state.on_roll
        assert not state.suppressed
        assert state.ballot != "returned"
        assert state.usable_numbers
        local_hour = (self.now + HOUR).hour  # summer time
        assert 8 <= local_hour < 21
        with self.make.db.read() as session:
            asked = calls.ask_records(session, elector)
            made = counting(calls.records_in(asked, floor(session)))
        if made and made[-1].outcome and made[-1].outcome.retry_after is not None:
            assert self.now >= made[-1].called_at + made[-1].outcome.retry_after, "cooling"
        assert state.attempts == len(made)

    def ring(self, at: int, slug: str) -> None:
        elector = self.hold(at, LISTS[at])
        if elector is None:
            return
        said: dict[str, Any] = {}
        if OUTCOMES[slug].reached and at == 1:
            said["ballot"] = "returned"
        self.make.call(elector, slug, self.callers[at], now=self.now, **said)
        self.held.pop(at)

    def step(self, doing: str, number: int, what: str) -> None:
        caller = self.callers[number % 3]
        if doing == "ring":
            self.ring(number, what)
        elif doing == "hold":
            self.hold(number, what)
        elif doing == "skip" and number in self.held:
            skip(self.make.db, caller, self.held.pop(number)[0], "busy", self.now)
        elif doing == "undo":
            self.undo(caller)
        elif doing == "suppress":
            suppress(self.make.db, self.make.organiser, number, "do-not-call", self.now)
        elif doing == "wait":
            self.now += number * MINUTE

    def undo(self, caller: Actor) -> None:
        with self.make.db.read() as session:
            has_called = calls.last_of_caller(session, caller.caller_id) is not None
        if has_called:
            undo_last(self.make.db, caller, caller.caller_id, self.now)


@pytest.mark.file
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=STEPS)
def test_nobody_is_served_whom_a_rule_protects_and_kept_state_is_the_fold(
    template: Path, steps: Sequence[tuple[str, int, str]]
) -> None:
    with TemporaryDirectory() as folder, copied(template, Path(folder) / "c.phonebank") as db:
        room = Room(Make(db))
        for step in steps:
            room.step(*step)
            assert room.make.stale() == 0
