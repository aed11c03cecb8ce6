"""Two electors who are one person: found, merged, kept apart, and all of it undone."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from phonebank.domain.calls import BallotStatus
from phonebank.domain.duplicates import DuplicatePair
from phonebank.domain.errors import Cancelled, InputRefused, NotPermitted
from phonebank.services import calling, checking, duplicates, serving
from phonebank.store import kept, merges
from phonebank.store.database import Database
from phonebank.store.schema import Elector, Lease, PhoneNumber
from phonebank.store.work_schema import AuditLine
from tests.conftest import MONDAY, Make, copied

HOME = "EX1 1AA"
KEPT = (*kept.KEPT, "merged_into")


def found(make: Make) -> list[DuplicatePair]:
    return list(duplicates.possible_duplicates(make.db, make.organiser).pairs)


def names(make: Make) -> list[tuple[str, str]]:
    return [(pair.electors[0].name, pair.electors[1].name) for pair in found(make)]


def two(make: Make, **facts: Any) -> tuple[int, int]:
    """One person who is on the roll twice, with a number each."""
    one = make.elector("Ada Byron", numbers=["07700 900001"], postcode=HOME, **facts)
    return one, make.elector("A Byron", numbers=["07700 900002"], postcode=HOME, **facts)


def merge(make: Make, kept_id: int, other_id: int) -> None:
    duplicates.merge(make.db, make.organiser, kept_id, other_id, MONDAY)


def undo(make: Make, one: int, other: int) -> None:
    duplicates.undo(make.db, make.organiser, one, other, MONDAY)


def states(db: Database) -> list[tuple[Any, ...]]:
    """All kept state of electors and numbers."""
    with db.read() as session:
        columns = [getattr(Elector, name) for name in KEPT]
        electors = session.execute(select(Elector.id, *columns).order_by(Elector.id))
        numbers = select(PhoneNumber.id, PhoneNumber.elector_id, PhoneNumber.status)
        return [*electors, *session.execute(numbers.order_by(PhoneNumber.id))]


def listed(db: Database, elector: int) -> list[str | None]:
    with db.read() as session:
        return [number.e164 for number in merges.listed_numbers(session, elector)]


def test_near_names_at_one_postcode_are_found(make: Make) -> None:
    one, other = two(make)
    make.elector("Bob Byron", postcode=HOME)
    make.elector("Ada Byron", postcode="EX2 2BB")
    (pair,) = found(make)
    assert pair.ids == (one, other)
    assert pair.why == "same surname, an initial that fits"


def test_a_postcode_is_one_however_it_is_spaced(make: Make) -> None:
    make.elector("Ada Byron", postcode="EX1 1AA")
    make.elector("Ada Byron", postcode="ex11aa")
    assert names(make) == [("Ada Byron", "Ada Byron")]


def test_an_email_address_finds_who_moved(make: Make) -> None:
    make.elector("Ada Byron", postcode=HOME, email="ada@example.org")
    make.elector("Ada Lovelace", postcode="EX2 2BB", email=" Ada@example.org")
    make.elector("Bob Byron", postcode="EX3 2BB", email="ada@example.org")
    assert names(make) == [("Ada Byron", "Ada Lovelace")]


def test_a_shared_number_suggests_nothing(make: Make) -> None:
    make.elector("Ada Byron", numbers=["07700 900001"], postcode="EX1 1AA")
    make.elector("Ada Byron", numbers=["07700 900001"], postcode="EX2 2BB")
    assert not found(make)


def test_electors_without_a_postcode_are_not_compared(make: Make) -> None:
    make.electors(3, "Ada Byron")
    assert not found(make)


def test_whoever_is_not_on_the_roll_is_not_compared(make: Make) -> None:
    one, _ = two(make)
    make.call(one, "not-eligible")
    assert not found(make)


def test_the_likeliest_come_first_and_each_once(make: Make) -> None:
    two(make, email="ada@example.org")
    make.electors(2, "Bob Cole", postcode="EX2 2BB")
    assert [pair.score for pair in found(make)] == [100, 88]


def test_a_search_can_be_stopped(make: Make) -> None:
    two(make)

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        duplicates.possible_duplicates(make.db, make.organiser, stop)


def test_a_merged_pair_leaves_the_list_and_the_other_the_roll(make: Make) -> None:
    one, other = two(make)
    merge(make, one, other)
    told = duplicates.possible_duplicates(make.db, make.organiser)
    assert (len(told.pairs), told.merged, told.kept_apart) == (0, 1, 0)
    assert make.state(one).on_roll
    assert not make.state(other).on_roll


def test_a_pair_kept_apart_is_not_told_again_until_undone(make: Make) -> None:
    one, other = two(make)
    duplicates.keep_apart(make.db, make.organiser, other, one, MONDAY)
    told = duplicates.possible_duplicates(make.db, make.organiser)
    assert (len(told.pairs), told.merged, told.kept_apart) == (0, 0, 1)
    undo(make, one, other)
    assert len(found(make)) == 1


def test_the_kept_elector_stands_where_all_calls_lead(make: Make) -> None:
    one, other = two(make)
    make.call(one, "no-answer")
    make.call(other, "spoke", intention="Corbyn", now=MONDAY + timedelta(hours=1))
    merge(make, one, other)
    assert (make.state(one).attempts, make.state(one).intention) == (2, "Corbyn")
    assert [call.outcome for call in make.card(one).history] == ["Spoke", "No answer"]
    assert make.stale() == 0


def test_a_call_logged_for_the_merged_one_counts_for_the_kept_one(make: Make) -> None:
    one, other = two(make)
    merge(make, one, other)
    make.call(other, "spoke", ballot=BallotStatus.RETURNED)
    assert (make.state(one).intention, make.state(one).ballot) == ("Smith", "returned")
    assert make.stale() == 0


def test_undoing_a_call_to_the_merged_one_counts_too(make: Make) -> None:
    one, other = two(make)
    make.call(other, "spoke")
    merge(make, one, other)
    calling.undo_last(make.db, make.organiser, make.organiser.caller_id, MONDAY)
    assert make.state(one).attempts == 0
    assert make.stale() == 0


@pytest.mark.parametrize("is_told", [True, False])
def test_do_not_call_of_either_is_in_force(make: Make, is_told: bool) -> None:
    one = make.elector("Ada Byron", postcode=HOME)
    other = make.elector("A Byron", postcode=HOME, do_not_call=is_told)
    if not is_told:
        make.call(other, "no-answer", do_not_call=True)
    merge(make, one, other)
    assert make.state(one).suppressed == "do-not-call"
    served = serving.next_elector(make.db, make.organiser, make.organiser.caller_id, MONDAY).value
    assert isinstance(served, serving.Dry)
    undo(make, one, other)
    assert make.state(one).suppressed == ""
    assert make.state(other).suppressed == "do-not-call"


def test_the_numbers_of_both_are_rung_and_none_twice(make: Make) -> None:
    one = make.elector("Ada Byron", numbers=["07700 900001"], postcode=HOME)
    other = make.elector("A Byron", numbers=["+447700900001", "07700 900002"], postcode=HOME)
    merge(make, one, other)
    assert listed(make.db, one) == ["+447700900001", "+447700900002"]
    assert make.state(one).usable_numbers == 2


def test_a_wrong_number_stays_wrong_whosever_copy_was_rung(make: Make) -> None:
    one = make.elector("Ada Byron", numbers=["07700 900001"], postcode=HOME)
    other = make.elector("A Byron", numbers=["07700 900001"], postcode=HOME)
    make.call(other, "wrong-number")
    merge(make, one, other)
    assert make.state(one).usable_numbers == 0
    assert make.stale() == 0
    undo(make, one, other)
    assert make.state(one).usable_numbers == 1
    assert make.state(other).usable_numbers == 0


def test_whoever_held_the_merged_one_holds_nobody(make: Make) -> None:
    one = make.elector("Ada Byron", postcode=HOME)
    serving.take(make.db, make.organiser, one, MONDAY)
    other = make.elector("A Byron", postcode=HOME)
    merge(make, other, one)
    with make.db.read() as session:
        assert not session.scalars(select(Lease)).all()
    served = serving.next_elector(make.db, make.organiser, make.organiser.caller_id, MONDAY).value
    assert isinstance(served, serving.Served)
    assert served.card.id == other


def test_three_who_are_one_are_merged_in_any_order(make: Make) -> None:
    one, other, third = make.electors(3, "Ada Byron", postcode=HOME)
    for elector in (one, other, third):
        make.call(elector)
    before = states(make.db)
    merge(make, other, third)
    merge(make, one, other)
    assert [make.state(it).attempts for it in (one, other, third)] == [3, 2, 1]
    undo(make, other, third)
    assert [make.state(it).attempts for it in (one, other, third)] == [2, 1, 1]
    assert make.state(third).on_roll
    undo(make, one, other)
    assert states(make.db) == before
    assert make.stale() == 0


def test_what_makes_no_sense_is_refused(make: Make) -> None:
    one, other = two(make)
    third = make.elector("Ada Byron", postcode=HOME)
    with pytest.raises(InputRefused, match="one elector, not two"):
        merge(make, one, one)
    with pytest.raises(InputRefused, match="neither merged nor kept apart"):
        undo(make, one, other)
    merge(make, one, other)
    with pytest.raises(InputRefused, match="is merged into"):
        merge(make, third, other)
    with pytest.raises(InputRefused, match="is merged into"):
        merge(make, other, third)
    duplicates.keep_apart(make.db, make.organiser, one, third, MONDAY)
    with pytest.raises(InputRefused, match="kept apart already"):
        merge(make, one, third)


def test_a_volunteer_may_neither_look_nor_decide(make: Make) -> None:
    one, other = two(make)
    volunteer = make.caller()
    with pytest.raises(NotPermitted):
        duplicates.possible_duplicates(make.db, volunteer)
    for act in (duplicates.merge, duplicates.keep_apart, duplicates.undo):
        with pytest.raises(NotPermitted):
            act(make.db, volunteer, one, other, MONDAY)


def test_each_decision_leaves_a_line_in_the_audit_of_both(make: Make) -> None:
    one, other = two(make)
    merge(make, one, other)
    undo(make, one, other)
    duplicates.keep_apart(make.db, make.organiser, one, other, MONDAY)
    with make.db.read() as session:
        lines = session.execute(select(AuditLine.action, AuditLine.elector_id)).all()
    said = ["merged", "merged undone", "kept apart"]
    assert lines == [(action, elector) for action in said for elector in (one, other)]


def test_rebuild_finds_nothing_to_mend_after_a_merge(make: Make) -> None:
    one, other = two(make)
    make.call(other, "spoke")
    merge(make, one, other)
    assert checking.rebuild(make.db, make.organiser).value.changed == 0


OUTCOMES = ("no-answer", "spoke", "wrong-number", "not-in", "callback", "do-not-call")
STEPS = st.lists(st.tuples(st.integers(0, 3), st.sampled_from((*OUTCOMES, "undo"))), max_size=12)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=STEPS, merged=st.permutations(range(4)), links=st.integers(1, 3))
def test_merging_and_undoing_leaves_everything_as_it_was(
    template: Path, tmp_path: Path, before: Any, merged: Any, links: int
) -> None:
    with copied(template, tmp_path / "any.phonebank") as db:
        make = Make(db)
        people = make.electors(2, "Ada Byron", numbers=["07700 900001", "07700 900002"])
        people += make.electors(2, "Ada Byron", numbers=["07700 900002"])
        carry_out(make, people, before)
        were = states(db)
        pairs = [(people[merged[i + 1]], people[merged[i]]) for i in range(links)]
        for kept_id, other_id in pairs:
            merge(make, kept_id, other_id)
            assert make.stale() == 0
        for kept_id, other_id in pairs:
            undo(make, kept_id, other_id)
            assert make.stale() == 0
        assert states(db) == were


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=STEPS, after=STEPS)
def test_kept_state_equals_the_fold_whatever_is_done_while_merged(
    template: Path, tmp_path: Path, before: Any, after: Any
) -> None:
    with copied(template, tmp_path / "any.phonebank") as db:
        make = Make(db)
        people = make.electors(2, "Ada Byron", numbers=["07700 900001"])
        people += make.electors(2, "Ada Byron", numbers=["07700 900001", "07700 900002"])
        carry_out(make, people, before)
        merge(make, people[0], people[1])
        merge(make, people[2], people[0])
        carry_out(make, people, after)
        assert make.stale() == 0
        undo(make, people[2], people[0])
        assert make.stale() == 0


def carry_out(make: Make, people: list[int], steps: list[tuple[int, str]]) -> None:
    """Log calls, or take back the last; with nothing to take back, nothing is done."""
    made = 0
    for minute, (who, what) in enumerate(steps):
        now = MONDAY + timedelta(minutes=minute)
        if what == "undo":
            if made:
                calling.undo_last(make.db, make.organiser, make.organiser.caller_id, now)
                made -= 1
            continue
        fields: dict[str, Any] = (
            {"callback_at": now + timedelta(days=1)} if what == "callback" else {}
        )
        make.call(people[who], what, now=now, **fields)
        made += 1
