"""Whatever callers and organisers do, in any order, the campaign keeps its promises."""

from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import func, select

from phonebank.domain.errors import InputRefused
from phonebank.domain.intake import Fate
from phonebank.domain.permits import Actor
from phonebank.services.calling import undo_last
from phonebank.services.importing import ImportKind
from phonebank.services.serving import Served, next_elector, skip, take
from phonebank.store.call_schema import Call
from phonebank.store.schema import Elector, Lease
from tests.conftest import MONDAY, OUTCOMES, Make, call_row, copied, roll_row

NUMBERS = ["L1", "L2", "L3", "L4"]
electors = st.integers(1, len(NUMBERS))
callers = st.sampled_from([0, 1])
outcomes = st.sampled_from(list(OUTCOMES))
answers = st.sampled_from(["Smith", "Corbyn", "undecided", "wont-say", "wont-vote"])


class Evening(RuleBasedStateMachine):
    """Two callers and an organiser at work on four electors."""

    template: Path

    @initialize()
    def open(self) -> None:
        self._folder = TemporaryDirectory()
        self._open = copied(self.template, Path(self._folder.name) / "evening.phonebank")
        self.make = Make(self._open.__enter__())
        self.now = MONDAY
        self.bring_in_roll(frozenset(), second_number=True)
        self.callers: list[Actor] = [self.make.caller("Vi"), self.make.caller("Bo")]
        self.logged: list[tuple[UUID, int, Actor]] = []

    def teardown(self) -> None:
        if hasattr(self, "make"):
            self._open.__exit__(None, None, None)
            self._folder.cleanup()

    @rule(who=callers, elector=electors, slug=outcomes, answer=answers, stop=st.booleans())
    def log(self, who: int, elector: int, slug: str, answer: str, stop: bool) -> None:
        said: dict[str, Any] = {"intention": answer} if slug == "spoke" else {}
        if slug == "callback":
            said["callback_for"] = self.callers[who].caller_id
        call = self.make.call(
            elector, slug, self.callers[who], self.now, do_not_call=stop and slug == "busy", **said
        )
        self.logged.append((call, elector, self.callers[who]))

    @rule(who=callers)
    def undo(self, who: int) -> None:
        with suppress(InputRefused):  # there may be nothing to take back
            undo_last(self.make.db, self.callers[who], self.callers[who].caller_id, self.now)

    @precondition(lambda self: self.logged)
    @rule(data=st.data(), slug=outcomes, answer=answers)
    def correct(self, data: st.DataObject, slug: str, answer: str) -> None:
        call, elector, by = data.draw(st.sampled_from(self.logged))
        said = {"intention": answer} if slug == "spoke" else {}
        with suppress(InputRefused):  # it may have been corrected or taken back already
            new = self.make.call(elector, slug, by, self.now, supersedes=call, **said)
            self.logged.append((new, elector, by))

    @rule(elector=electors, slug=outcomes, answer=answers, twice=st.booleans())
    def bring_in_calls(self, elector: int, slug: str, answer: str, twice: bool) -> None:
        said = {"intention": answer} if slug == "spoke" else {}
        row = call_row(NUMBERS[elector - 1], slug, call_id=str(uuid4()), **said)
        row["called_at"] = self.now.isoformat()
        for added in [1, 0][: 1 + twice]:
            told = self.make.brought_in(ImportKind.CALLS, [row], now=self.now)
            assert told.fates[Fate.ADDED] == added

    @rule(barred=st.frozensets(st.sampled_from(NUMBERS)), second_number=st.booleans())
    def bring_in_roll(self, barred: frozenset[str], second_number: bool) -> None:
        rows = [
            roll_row(
                number,
                do_not_call="yes" if number in barred else "no",
                landline="01632 960024" if second_number else "",
            )
            for number in NUMBERS
        ]
        assert self.make.brought_in(ImportKind.ROLL, rows, now=self.now).read == len(NUMBERS)

    @rule(who=callers, skipped=st.booleans())
    def ask_for_the_next(self, who: int, skipped: bool) -> None:
        caller = self.callers[who]
        served = next_elector(self.make.db, caller, caller.caller_id, self.now).value
        if not isinstance(served, Served):
            assert sum(served.reasons.values()) == self.electors_where(Elector.on_roll)
            return
        state = self.make.state(served.card.id)
        assert not state.suppressed, "a suppressed elector was served"
        assert state.on_roll, "somebody off the roll was served"
        assert served.attempt == state.attempts + 1
        again = next_elector(self.make.db, caller, caller.caller_id, self.now).value
        assert isinstance(again, Served)
        assert again.card.id == served.card.id
        if skipped:
            skip(self.make.db, caller, served.card.id, "knows them", self.now)

    @rule(who=callers, elector=electors)
    def take_back_to_the_card(self, who: int, elector: int) -> None:
        with suppress(InputRefused):  # another caller may hold them
            take(self.make.db, self.callers[who], elector, self.now)

    @rule(minutes=st.sampled_from([1, 29, 31, 180, 1440, 10080]))
    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    def electors_where(self, *conditions: Any) -> int:
        with self.make.db.read() as session:
            counted = select(func.count()).select_from(Elector).where(*conditions)
            return session.scalar(counted) or 0

    @invariant()
    def kept_state_is_the_fold_of_the_calls_and_counts_are_those_of_counting(self) -> None:
        if hasattr(self, "make"):
            assert self.make.stale() == 0

    @invariant()
    def attempts_are_never_negative_and_never_more_than_calls(self) -> None:
        if hasattr(self, "make"):
            calls = select(func.count()).where(Call.elector_id == Elector.id).scalar_subquery()
            assert self.electors_where(~Elector.attempts.between(0, calls)) == 0

    @invariant()
    def nobody_holds_two_electors(self) -> None:
        if hasattr(self, "make"):
            with self.make.db.read() as session:
                held = session.scalars(select(Lease.caller_id).where(Lease.until > self.now)).all()
            assert len(held) == len(set(held))


@pytest.fixture(autouse=True)
def _from_template(template: Path) -> None:
    Evening.template = template


TestEvening = Evening.TestCase
TestEvening.settings = settings(max_examples=15, stateful_step_count=16, deadline=None)
