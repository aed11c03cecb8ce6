"""Logging a call, correcting it, and taking it back."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from phonebank.domain.calls import BallotStatus
from phonebank.domain.errors import InputRefused, NotPermitted, WrongUse
from phonebank.services.calling import log_call, undo_last
from tests.conftest import MONDAY, OUTCOMES, Make, entry

LATER = MONDAY + timedelta(hours=1)


def test_a_logged_call_answers_with_the_attempt_and_what_is_next(make: Make) -> None:
    ada = make.elector()
    vi = make.caller("Vi")
    logged = log_call(make.db, vi, entry(ada, vi, "no-answer"), MONDAY).value
    assert (logged.logged, logged.attempt, logged.membership_number) == (True, 1, "L00001")
    assert logged.next_due_at == MONDAY + timedelta(hours=3)


def test_the_same_call_is_logged_once_with_and_without_its_time(make: Make) -> None:
    ada = make.elector()
    vi = make.caller("Vi")
    call = entry(ada, vi, "spoke", reasons=("unity", "Brexit"), note="A dog.")
    assert log_call(make.db, vi, call, MONDAY).value.logged
    assert not log_call(make.db, vi, call, LATER).value.logged
    assert not log_call(make.db, vi, replace(call, called_at=MONDAY), LATER).value.logged
    assert make.state(ada).attempts == 1


@pytest.mark.parametrize(
    "change",
    [
        {"note": "A cat."},
        {"intention": "Corbyn"},
        {"reasons": ("Brexit", "unity")},
        {"called_at": LATER},
        {"do_not_call": True},
        {"ballot": BallotStatus.RETURNED},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_known_id_with_other_content_is_refused(make: Make, change: dict[str, object]) -> None:
    vi = make.caller("Vi")
    call = entry(make.elector(), vi, "spoke", reasons=("unity", "Brexit"), called_at=MONDAY)
    log_call(make.db, vi, call, MONDAY)
    with pytest.raises(InputRefused, match="other content") as refused:
        log_call(make.db, vi, replace(call, **change), MONDAY)  # type: ignore[arg-type]
    assert refused.value.status == 3


@pytest.mark.parametrize("slug", OUTCOMES)
def test_a_call_that_was_made_is_recorded_whatever_the_rules_say(make: Make, slug: str) -> None:
    ada = make.elector(do_not_call=True, numbers=[])
    for attempt in range(1, 7):
        make.call(ada, slug, now=MONDAY + timedelta(hours=6))
        assert make.state(ada).attempts == attempt


def test_will_vote_smith_and_do_not_ring_again_is_one_call(make: Make) -> None:
    ada = make.elector()
    make.call(ada, "spoke", do_not_call=True)
    state = make.state(ada)
    assert (state.intention, state.suppressed, state.attempts) == ("Smith", "do-not-call", 1)


def test_slugs_are_taken_without_regard_to_case(make: Make) -> None:
    ada = make.elector()
    make.call(ada, "spoke", intention="CORBYN", previous_vote="burnham", reasons=("UNITY",))
    assert (make.state(ada).intention, make.state(ada).previous_vote) == ("Corbyn", "Burnham")


@pytest.mark.parametrize(
    "said", [{"intention": "Eagle"}, {"previous_vote": "Eagle"}, {"reasons": ("weather",)}]
)
@pytest.mark.file
def test_an_unknown_slug_is_refused_with_the_known_ones(make: Make, said: dict[str, Any]) -> None:
    ada = make.elector()
    with pytest.raises(WrongUse) as refused:
        make.call(ada, "spoke", **said)
    assert "Known:" in refused.value.next_step
    assert make.state(ada).attempts == 0


def test_a_correction_takes_over_the_time_and_the_number_of_the_first(make: Make) -> None:
    ada = make.elector(numbers=["07700 900001", "01632 960024"])
    first = make.call(ada, "wrong-number", now=MONDAY)
    make.call(ada, "spoke", now=LATER, supersedes=first)
    state = make.state(ada)
    assert (state.attempts, state.intention, state.last_call_at) == (1, "Smith", MONDAY)
    assert state.usable_numbers == 2


def test_a_correction_of_nothing_of_another_or_of_a_corrected_call_is_refused(make: Make) -> None:
    ada, bea = make.elector(), make.elector()
    first = make.call(ada)
    with pytest.raises(InputRefused, match="no call"):
        make.call(ada, supersedes=uuid4())
    with pytest.raises(InputRefused, match="another elector"):
        make.call(bea, supersedes=first)
    make.call(ada, "busy", supersedes=first)
    with pytest.raises(InputRefused, match="already"):
        make.call(ada, "machine", supersedes=first)
    assert make.state(ada).attempts == 1


def test_undo_takes_the_last_call_back_and_then_the_one_before(make: Make) -> None:
    ada = make.elector()
    make.call(ada, "spoke", now=MONDAY)
    make.call(ada, "do-not-call", now=LATER)
    me = make.organiser.caller_id
    undo_last(make.db, make.organiser, me, LATER)
    assert (make.state(ada).suppressed, make.state(ada).attempts) == ("", 1)
    undo_last(make.db, make.organiser, me, LATER)
    assert (make.state(ada).intention, make.state(ada).attempts) == (None, 0)
    with pytest.raises(InputRefused, match="no call to take back"):
        undo_last(make.db, make.organiser, me, LATER)


def test_undo_takes_back_ones_own_call_and_not_a_later_one_of_somebody_else(make: Make) -> None:
    vi, bo = make.caller("Vi"), make.caller("Bo")
    ada = make.elector()
    make.call(ada, "spoke", vi, now=MONDAY)
    make.call(ada, "busy", bo, now=LATER)
    undo_last(make.db, vi, vi.caller_id, LATER)
    assert (make.state(ada).intention, make.state(ada).attempts) == (None, 1)


def test_undo_takes_back_the_call_made_last_though_another_has_a_later_time(make: Make) -> None:
    ada, bea = make.electors(2)
    make.call(ada, "spoke", called_at=LATER)
    make.call(bea, "spoke", called_at=MONDAY)
    undo_last(make.db, make.organiser, make.organiser.caller_id, LATER)
    assert (make.state(ada).attempts, make.state(bea).attempts) == (1, 0)


def test_a_volunteer_logs_corrects_and_undoes_only_their_own_calls(make: Make) -> None:
    vi, bo = make.caller("Vi"), make.caller("Bo")
    ada = make.elector()
    of_bo = make.call(ada, "busy", bo)
    with pytest.raises(NotPermitted) as refused:
        log_call(make.db, vi, entry(ada, bo), MONDAY)
    assert refused.value.status == 8
    with pytest.raises(NotPermitted):
        log_call(make.db, vi, entry(ada, vi, supersedes=of_bo), MONDAY)
    with pytest.raises(NotPermitted):
        undo_last(make.db, vi, bo.caller_id, MONDAY)
    undo_last(make.db, make.organiser, bo.caller_id, MONDAY)
    assert make.state(ada).attempts == 0


def test_a_call_on_a_number_of_somebody_else_is_refused(make: Make) -> None:
    ada, bea = make.elector(), make.elector()
    hers = make.card(bea).numbers[0].id
    with pytest.raises(WrongUse, match="not one of the elector's numbers"):
        make.call(ada, number_id=hers)


def test_the_number_that_would_have_been_offered_is_the_one_tried(make: Make) -> None:
    ada = make.elector(numbers=["07700 900001", "01632 960024"])
    make.call(ada, "no-answer", now=MONDAY)
    make.call(ada, "wrong-number", now=LATER)
    assert [number.status for number in make.card(ada).numbers] == ["", "wrong"]


def test_wrong_on_every_number_leaves_nobody_to_ring(make: Make) -> None:
    ada = make.elector(numbers=["07700 900001", "01632 960024"])
    make.call(ada, "wrong-number", now=MONDAY)
    make.call(ada, "dead-number", now=LATER)
    assert make.state(ada).usable_numbers == 0
    assert make.state(ada).suppressed == ""
