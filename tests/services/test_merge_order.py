"""Returns of two packs, in any order and any number of times, come to the same."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import select

from phonebank.domain.pack_lines import CallLine
from phonebank.store.call_schema import Call
from phonebank.store.database import Database
from phonebank.store.pack_schema import Pack, PutBy
from phonebank.store.schema import Elector, Lease, PhoneNumber, Suppression
from tests.conftest import MONDAY, Make, copied
from tests.services.away import Away

pytestmark = pytest.mark.file

OUTCOMES = ("spoke", "no-answer", "callback", "do-not-call", "wrong-number", "hung-up")
ELECTORS, RETURNS = 8, 2


def state_of(db: Database) -> dict[str, object]:
    """What a merge decides, without when it was done and by which file."""
    electors = [getattr(Elector, name) for name in ("attempts", "intention", "turn", "due_at")]
    calls = select(Call.call_id, Call.elector_id, Call.called_at, Call.outcome, Call.supersedes)
    with db.read() as session:
        numbers = select(PhoneNumber.id, PhoneNumber.status).order_by(PhoneNumber.id)
        rung = select(Elector.id, Elector.suppressed, *electors).order_by(Elector.id)
        return {
            "electors": [tuple(row) for row in session.execute(rung)],
            "numbers": [tuple(row) for row in session.execute(numbers)],
            "calls": sorted(tuple(row) for row in session.execute(calls.order_by(Call.call_id))),
            "put by": sorted(
                tuple(row) for row in session.execute(select(PutBy.call_id, PutBy.reason))
            ),
            "leases": sorted(session.scalars(select(Lease.elector_id))),
            "barred": [
                *session.scalars(select(Suppression.elector_id).order_by(Suppression.elector_id))
            ],
            "returned": sorted(
                pack.returned_at is not None for pack in session.scalars(select(Pack))
            ),
        }


class Evening(NamedTuple):
    """A campaign with two packs out; what comes back is drawn anew each time."""

    campaign: Path
    packs: tuple[Away, Away]


@pytest.fixture(scope="module")
def evening(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Evening:
    folder = tmp_path_factory.mktemp("order")
    with copied(template, folder / "first.phonebank") as db:
        make = Make(db, folder)
        make.electors(ELECTORS)
        vi, bo = (Away(make, folder, name, name, electors=ELECTORS // 2) for name in ("vi", "bo"))
    return Evening(db.path, (vi, bo))


class Drawn:
    """What comes back of each pack: later returns have the calls of the earlier ones too."""

    def __init__(self, evening: Evening, data: some.DataObject) -> None:
        self.data = data
        self.ids: set[UUID] = set()
        self.files = [file for away in evening.packs for file in self._returns(away)]

    def _returns(self, away: Away) -> Iterator[tuple[Away, Path]]:
        said: list[CallLine] = []
        for number in range(RETURNS):
            for _ in range(self.data.draw(some.integers(0, 3))):
                said.append(self._call(away, said))
            is_final = number == RETURNS - 1 and self.data.draw(some.booleans())
            yield away, away.back(said, f"{away.name}-{number}", is_final=is_final)

    def _call(self, away: Away, said: Sequence[CallLine]) -> CallLine:
        corrected = {call.supersedes for call in said}
        standing = [call for call in said if call.call_id not in corrected]
        earlier = self.data.draw(some.sampled_from([None, *standing]))
        elector = self.data.draw(some.integers(1, ELECTORS))
        return away.call(
            earlier.elector if earlier else elector,
            self.data.draw(some.sampled_from(OUTCOMES)),
            self.data.draw(some.integers(-20, 900)),
            call_id=self.data.draw(some.uuids().filter(self._is_new)),
            supersedes=earlier.call_id if earlier else None,
        )

    def _is_new(self, call_id: UUID) -> bool:
        """No two calls have one id, unless somebody means harm."""
        is_new = call_id not in self.ids
        self.ids.add(call_id)
        return is_new


def merged(evening: Evening, order: Iterable[tuple[Away, Path]]) -> dict[str, object]:
    """What the campaign holds after files were merged in this order."""
    target = evening.campaign.with_name(f"{uuid4()}.phonebank")
    with copied(evening.campaign, target) as db:
        make = Make(db, target.parent)
        for away, path in order:
            away.make = make
            accounts = away.merge(path, MONDAY + timedelta(hours=20))
            assert accounts.read == accounts.added + accounts.known + accounts.quarantined
            assert sum(accounts.reasons.values()) == accounts.quarantined
        assert make.stale() == 0
        return state_of(db)


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(some.data())
def test_any_order_and_any_number_of_times_come_to_the_same(
    evening: Evening, data: some.DataObject
) -> None:
    files = Drawn(evening, data).files
    more = data.draw(some.lists(some.sampled_from(files), max_size=3))
    order = data.draw(some.permutations([*files, *more]))
    assert merged(evening, order) == merged(evening, files)
