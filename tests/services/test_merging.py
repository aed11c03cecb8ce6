"""What comes back from packs: in once, doubted where it must be, and undone whole."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select

from phonebank.domain.errors import InputRefused, NotPermitted
from phonebank.domain.pack_lines import CallLine
from phonebank.domain.packs import Breach, PackState
from phonebank.services import follow_ups, merging, packs, quarantine, serving
from phonebank.services.serving import Served
from phonebank.store.pack_schema import MergedCall
from phonebank.store.schema import Lease
from tests.conftest import MONDAY, Make
from tests.services.away import BACK_AT, Away, every_row

DAY = timedelta(days=1)


@pytest.fixture
def electors(make: Make) -> list[int]:
    return [make.elector(f"Ada {last}") for last in ("Ames", "Bell", "Cole", "Dale", "Earl")]


@pytest.fixture
def away(make: Make, electors: list[int], tmp_path: Path) -> Away:
    """A pack of four of the five."""
    return Away(make, tmp_path, electors=4)


def leased(make: Make) -> set[int]:
    with make.db.read() as session:
        return set(session.scalars(select(Lease.elector_id)))


def test_calls_of_a_pack_go_in_once(make: Make, away: Away, electors: list[int]) -> None:
    said = [away.call(electors[0], "spoke", note="kind"), away.call(electors[1], minutes=70)]
    first = away.merged(said)
    assert (first.read, first.added, first.known, first.quarantined) == (2, 2, 0, 0)
    assert make.state(electors[0]).intention == "Smith"
    assert make.card(electors[0]).history[0].caller == "Vi"
    assert make.state(electors[1]).attempts == 1
    assert make.stale() == 0
    before = every_row(make.db)
    for name in ("back", "by another name"):
        again = away.merged(said, name)
        assert (again.added, again.known, again.merge_id) == (0, 2, None)
    assert every_row(make.db) == before


def test_a_longer_return_adds_what_is_new(make: Make, away: Away, electors: list[int]) -> None:
    said = [away.call(electors[n], minutes=60 + n) for n in range(3)]
    away.merged(said[:1])
    accounts = away.merged(said, "later")
    assert (accounts.added, accounts.known) == (2, 1)


def test_leases_end_for_whoever_came_back(make: Make, away: Away, electors: list[int]) -> None:
    assert leased(make) == set(electors[:4])
    assert away.merged([away.call(electors[0])]).freed == 1
    assert leased(make) == set(electors[1:4])
    assert away.merged([away.call(electors[0])], "last", is_final=True).freed == 3
    assert leased(make) == set()
    (row,) = packs.pack_rows(make.db, make.organiser, BACK_AT)
    assert (row.state, row.electors, row.calls) == (PackState.RETURNED, 4, 2)


def test_a_call_that_arrives_late_does_not_replace_a_newer_answer(
    make: Make, away: Away, electors: list[int]
) -> None:
    make.call(electors[0], "spoke", intention="Corbyn", now=MONDAY + timedelta(hours=5))
    away.merged([away.call(electors[0], "spoke", minutes=60)])
    assert make.state(electors[0]).intention == "Corbyn"
    assert make.state(electors[0]).attempts == 2


def test_do_not_call_said_offline_is_in_force_at_the_next_serve(
    make: Make, away: Away, electors: list[int]
) -> None:
    away.merged([away.call(electors[0], "spoke", do_not_call=True)], given=electors, is_final=True)
    assert make.state(electors[0]).suppressed == "do-not-call"
    at = MONDAY + 10 * DAY
    for _ in electors[1:]:
        served = serving.next_elector(make.db, make.organiser, 1, at).value
        assert isinstance(served, Served)
        assert served.card.id != electors[0]
        make.call(served.card.id, now=at)


def test_a_correction_and_an_undo_of_the_floor_come_along(
    make: Make, away: Away, electors: list[int]
) -> None:
    first = away.call(electors[0], "spoke")
    other = away.call(electors[0], "spoke", intention="Corbyn", supersedes=first.call_id)
    taken = away.call(electors[1])
    back = away.call(electors[1], None, minutes=61, supersedes=taken.call_id)
    accounts = away.merged([first, other, taken, back])
    assert (accounts.added, accounts.quarantined) == (4, 0)
    assert (make.state(electors[0]).intention, make.state(electors[0]).attempts) == ("Corbyn", 1)
    assert make.state(electors[1]).attempts == 0
    assert away.merged([first, other, taken, back], "again").merge_id is None


def test_what_was_noted_beside_a_call_comes_along_once(
    make: Make, away: Away, electors: list[int]
) -> None:
    asked_for = ("poster", "donate")
    said = [away.call(electors[0], "spoke", note="has a garden", follow_ups=asked_for)]
    merge = away.merged(said)
    away.merged(said, "again")
    noted = follow_ups.follow_ups(make.db, make.organiser)
    assert [(one.kind.value, one.note, one.caller) for one in noted] == [
        ("poster", "has a garden", "Vi"),
        ("donate", "has a garden", "Vi"),
    ]
    assert merge.merge_id is not None
    merging.undo_merge(make.db, make.organiser, merge.merge_id, BACK_AT)
    assert not follow_ups.follow_ups(make.db, make.organiser)


def test_undoing_a_call_on_the_floor_after_it_was_returned_takes_its_follow_ups_back(
    make: Make, away: Away, electors: list[int]
) -> None:
    said = away.call(electors[0], "spoke", follow_ups=("poster",))
    away.merge(away.back([said], "first"))
    back = away.call(electors[0], None, minutes=61, supersedes=said.call_id)
    away.merge(away.back([replace(said, follow_ups=()), back], "last"), BACK_AT + DAY)
    assert not follow_ups.follow_ups(make.db, make.organiser)


def test_a_follow_up_that_nobody_knows_is_put_by(
    make: Make, away: Away, electors: list[int]
) -> None:
    accounts = away.merged([away.call(electors[0], "spoke", follow_ups=("poach",))])
    assert (accounts.added, accounts.quarantined) == (0, 1)
    assert accounts.reasons == {Breach.CONTRADICTION.value: 1}


def breaches(away: Away, electors: list[int]) -> dict[Breach, CallLine]:
    """One call for each rule that a call can break by itself."""
    known = away.call(electors[0])
    away.merged([known], "before")
    one = electors[1]
    return {
        Breach.OTHER_CONTENT: replace(known, note="other"),
        Breach.NOT_IN_PACK: away.call(electors[4]),
        Breach.OTHER_CALLER: away.call(one, caller="Mallory"),
        Breach.UNKNOWN_OUTCOME: away.call(one, "hung-up"),
        Breach.CONTRADICTION: away.call(one, "no-answer", intention="Smith"),
        Breach.BEFORE_ISSUE: away.call(one, minutes=-30),
        Breach.AFTER_EXPIRY: away.call(one, minutes=60 * 73),
        Breach.IN_THE_FUTURE: away.call(one, minutes=60 * 21),
        Breach.NEGATIVE_DURATION: away.call(one, seconds=-5),
        Breach.CORRECTS_NOTHING: away.call(one, supersedes=uuid4()),
    }


def test_what_breaks_a_rule_is_put_by_and_the_rest_goes_in(
    make: Make, away: Away, electors: list[int]
) -> None:
    doubted = breaches(away, electors)
    good = away.call(electors[2], "spoke")
    accounts = away.merged([*doubted.values(), good])
    assert accounts.reasons == {breach.value: 1 for breach in sorted(doubted)}
    assert (accounts.read, accounts.added) == (len(doubted) + 1, 1)
    assert make.state(electors[1]).attempts == 0
    assert make.state(electors[2]).intention == "Smith"
    rows = quarantine.quarantine(make.db, make.organiser)
    assert [row.reason for row in rows] == list(doubted)
    assert all(row.why for row in rows)
    before = every_row(make.db)
    again = away.merged([*doubted.values(), good], "again")
    assert (again.known, again.quarantined, again.merge_id) == (again.read, 0, None)
    assert every_row(make.db) == before
    assert make.stale() == 0


def test_four_hundred_calls_within_ten_minutes_are_put_by_but_for_the_first(
    make: Make, away: Away, electors: list[int]
) -> None:
    made = [away.call(electors[n % 4], minutes=60 + n / 40) for n in range(400)]
    accounts = away.merged(made)
    assert (accounts.added, accounts.reasons) == (60, {"too-fast": 340})


def test_a_do_not_call_that_is_doubted_is_in_force_all_the_same(
    make: Make, away: Away, electors: list[int]
) -> None:
    away.merged([away.call(electors[0], "do-not-call", seconds=-1)])
    assert make.state(electors[0]).suppressed == "do-not-call"
    (row,) = quarantine.quarantine(make.db, make.organiser)
    quarantine.leave_put_by(make.db, make.organiser, row.id, BACK_AT)
    assert make.state(electors[0]).suppressed == "do-not-call"
    assert make.stale() == 0


def test_a_late_merge_of_a_recalled_pack_is_put_by_whole(
    make: Make, away: Away, electors: list[int]
) -> None:
    early = away.call(electors[0])
    away.merged([early])
    assert packs.recall_pack(make.db, make.organiser, away.pack.id, BACK_AT).value == 3
    assert leased(make) == set()
    late = [early, away.call(electors[1]), away.call(electors[2], "spoke")]
    accounts = away.merged(late, "late", is_final=True)
    assert (accounts.known, accounts.reasons) == (1, {"recalled": 2})
    (row,) = packs.pack_rows(make.db, make.organiser, BACK_AT)
    assert (row.state, row.put_by) == (PackState.RECALLED, 2)
    assert packs.recall_pack(make.db, make.organiser, away.pack.id, BACK_AT).value == 0


def test_an_organiser_takes_a_call_or_leaves_it(
    make: Make, away: Away, electors: list[int]
) -> None:
    away.merged(
        [
            away.call(electors[1], "spoke", caller="Mallory"),
            away.call(electors[2], minutes=-30),
            away.call(electors[3], "hung-up"),
        ]
    )
    taken, left, odd = quarantine.quarantine(make.db, make.organiser)
    assert (taken.caller, taken.elector, taken.membership_number) == (
        "Mallory",
        "Ada Bell",
        "L00002",
    )
    quarantine.take_put_by(make.db, make.organiser, taken.id, BACK_AT)
    quarantine.leave_put_by(make.db, make.organiser, left.id, BACK_AT)
    assert make.state(electors[1]).intention == "Smith"
    assert make.card(electors[1]).history[0].caller == "Mallory"
    assert make.state(electors[2]).attempts == 0
    with pytest.raises(InputRefused, match="cannot be taken: the outcome is not known"):
        quarantine.take_put_by(make.db, make.organiser, odd.id, BACK_AT)
    with pytest.raises(InputRefused, match="settled already"):
        quarantine.take_put_by(make.db, make.organiser, left.id, BACK_AT)
    with pytest.raises(InputRefused, match="no call 99"):
        quarantine.leave_put_by(make.db, make.organiser, 99, BACK_AT)
    assert [row.id for row in quarantine.quarantine(make.db, make.organiser)] == [odd.id]
    settled = quarantine.quarantine(make.db, make.organiser, settled=True)
    assert [row.settled for row in settled] == ["taken", "left"]
    assert make.stale() == 0


def test_a_whole_merge_is_undone_and_what_was_asked_for_stays(
    make: Make, away: Away, electors: list[int]
) -> None:
    said = [
        away.call(electors[0], "spoke"),
        away.call(electors[1], "spoke", do_not_call=True),
        away.call(electors[2], "deceased"),
        away.call(electors[3], "hung-up"),
    ]
    merge_id = away.merged(said).merge_id
    assert merge_id is not None
    told = merging.undo_merge(make.db, make.organiser, merge_id, BACK_AT).value
    assert (told.taken_back, told.barred) == (3, 2)
    assert (make.state(electors[0]).intention, make.state(electors[0]).attempts) == (None, 0)
    assert make.state(electors[1]).suppressed == "do-not-call"
    assert make.state(electors[2]).suppressed == "deceased"
    assert quarantine.quarantine(make.db, make.organiser) == []
    assert make.stale() == 0
    before = every_row(make.db)
    assert away.merged(said, "again").merge_id is None
    for wrong in (merge_id, 77):
        with pytest.raises(InputRefused, match=r"undone already|no merge"):
            merging.undo_merge(make.db, make.organiser, wrong, BACK_AT)
    assert every_row(make.db) == before


def test_undoing_one_merge_leaves_the_other(make: Make, away: Away, electors: list[int]) -> None:
    first, second = away.call(electors[0], "spoke"), away.call(electors[1], "spoke")
    away.merged([first])
    later = away.merged([first, second], "later").merge_id
    assert later is not None
    merging.undo_merge(make.db, make.organiser, later, BACK_AT)
    assert make.state(electors[0]).intention == "Smith"
    assert make.state(electors[1]).intention is None


def test_a_number_that_left_the_roll_meanwhile_costs_no_call(
    make: Make, away: Away, electors: list[int]
) -> None:
    called = away.call(electors[0], number=9999, dialled="+447700900999")
    assert away.merged([called]).added == 1
    with make.db.read() as session:
        assert session.scalars(select(MergedCall.call_id)).all() == [str(called.call_id)]
    number = make.card(electors[1]).numbers[0]
    rung = away.call(electors[1], "wrong-number", number=number.id, dialled=number.e164)
    away.merged([rung], "more")
    assert make.card(electors[1]).numbers[0].status == "wrong"


def test_volunteers_may_do_nothing_of_it(make: Make, away: Away, electors: list[int]) -> None:
    vi = make.caller("Vi")
    path = away.back([away.call(electors[0])])
    doings = (
        lambda: merging.merge_pack(make.db, vi, path, BACK_AT),
        lambda: merging.undo_merge(make.db, vi, 1, BACK_AT),
        lambda: packs.pack_rows(make.db, vi, BACK_AT),
        lambda: packs.recall_pack(make.db, vi, away.pack.id, BACK_AT),
        lambda: quarantine.quarantine(make.db, vi),
        lambda: quarantine.take_put_by(make.db, vi, 1, BACK_AT),
        lambda: quarantine.leave_put_by(make.db, vi, 1, BACK_AT),
    )
    before = every_row(make.db)
    for doing in doings:
        with pytest.raises(NotPermitted):
            doing()
    assert every_row(make.db) == before
