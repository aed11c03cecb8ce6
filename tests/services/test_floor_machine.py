"""A call floor in any order of doings: what must hold is reckoned from the calls alone."""

import shutil
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis.stateful import invariant
from sqlalchemy import func, select

from phonebank.services import checking
from phonebank.store.call_schema import Call
from phonebank.store.schema import Lease
from tests.services.floor_away import FromElsewhere

pytestmark = pytest.mark.file


class Floor(FromElsewhere):
    def teardown(self) -> None:
        if hasattr(self, "db"):
            assert checking.problems(self.db, self.make.organiser, deep=True) == []
            self.db.close()
            for one in self.away:
                one.db.close()
            shutil.rmtree(self.folder)

    @invariant()
    def no_call_is_lost_or_doubled(self) -> None:
        if hasattr(self, "book"):
            assert self.stored() == self.book.calls.keys()
            corrected = {it.supersedes for it in self.book.calls.values()} - {None}
            assert self.stored(gone=True) == self.book.taken_back | corrected
            with self.db.read() as session:
                counted = session.scalar(select(func.count()).select_from(Call))
            assert counted == len(self.book.calls) + len(self.book.taken_back - corrected)

    @invariant()
    def kept_state_is_the_fold_of_the_calls(self) -> None:
        if hasattr(self, "book"):
            assert self.make.stale() == 0
            for one in self.away:
                assert type(self.make)(one.db, self.folder).stale() == 0

    @invariant()
    def whoever_asked_not_to_be_rung_is_kept_so(self) -> None:
        if hasattr(self, "book"):
            for elector in range(1, 10):
                assert bool(self.make.state(elector).suppressed) == self.book.is_barred(elector)

    @invariant()
    def every_elector_in_a_pack_is_held_by_it(self) -> None:
        if hasattr(self, "book"):
            with self.db.read() as session:
                packed = select(Lease.elector_id).where(Lease.pack_id.is_not(None))
                held = set(session.scalars(packed.where(Lease.until > self.now)))
            assert held == {it for it, until in self.book.away.items() if until > self.now}


@pytest.fixture(autouse=True)
def _from_template(template: Path) -> None:
    Floor.template = template


TestFloor = Floor.TestCase
TestFloor.settings = settings(max_examples=6, stateful_step_count=30, deadline=None)
