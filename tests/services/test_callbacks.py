"""Promised callbacks as a list, and giving one to another caller or time."""

from datetime import timedelta

import pytest

from phonebank.domain.electors import FollowUpKind
from phonebank.domain.errors import InputRefused, NotPermitted, WrongUse
from phonebank.services.callbacks import callbacks, move_callback
from phonebank.services.calling import undo_last
from phonebank.services.editing import add_follow_up
from phonebank.services.follow_ups import finish_follow_up, follow_ups
from tests.conftest import MONDAY, Make

HOUR = timedelta(hours=1)


@pytest.fixture
def promised(make: Make) -> Make:
    """1 is promised to Vi in an hour, 2 to anybody an hour ago, 3 nothing."""
    vi = make.caller("Vi")
    make.elector("Ada Byron")
    make.elector("Ben Bell")
    make.elector("Cat Cole")
    soon = {"callback_at": MONDAY + HOUR, "callback_for": vi.caller_id}
    make.call(1, "callback", vi, now=MONDAY - HOUR, note="After tea.", **soon)
    make.call(2, "callback", vi, now=MONDAY - 2 * HOUR, callback_at=MONDAY - HOUR)
    return make


def test_callbacks_are_listed_the_earliest_first(promised: Make) -> None:
    told = callbacks(promised.db, promised.organiser, MONDAY)
    assert [(it.elector, it.for_caller, it.caller, it.overdue) for it in told] == [
        ("Ben Bell", None, "Vi", True),
        ("Ada Byron", "Vi", "Vi", False),
    ]
    assert (told[1].due_at, told[1].note, told[1].list_name) == (
        MONDAY + HOUR,
        "After tea.",
        "Everybody",
    )


def test_a_volunteer_sees_their_own(promised: Make) -> None:
    vi, bob = promised.caller("Vi"), promised.caller("Bob")
    assert [it.elector_id for it in callbacks(promised.db, vi, MONDAY)] == [1]
    assert [it.elector_id for it in callbacks(promised.db, vi, MONDAY, "vi")] == [1]
    assert callbacks(promised.db, bob, MONDAY) == []
    with pytest.raises(NotPermitted):
        callbacks(promised.db, bob, MONDAY, "Vi")
    with pytest.raises(WrongUse, match="There is no caller"):
        callbacks(promised.db, promised.organiser, MONDAY, "Nobody")


def test_whoever_was_rung_since_or_is_not_to_be_is_not_listed(promised: Make) -> None:
    promised.call(1, "no-answer")
    promised.call(2, "callback", callback_at=MONDAY + HOUR, do_not_call=True)
    assert callbacks(promised.db, promised.organiser, MONDAY) == []


def test_a_callback_is_given_another_time_and_another_caller(promised: Make) -> None:
    bob = promised.caller("Bob")
    when = MONDAY + 3 * HOUR
    move_callback(promised.db, promised.organiser, 1, when, "Bob", MONDAY)
    state = promised.state(1)
    assert (state.due_at, state.callback_for, state.attempts) == (when, bob.caller_id, 1)
    told = callbacks(promised.db, promised.organiser, MONDAY, "Bob")
    assert [(it.elector_id, it.caller, it.note) for it in told] == [(1, "Vi", "After tea.")]
    assert promised.stale() == 0


def test_the_first_promise_stays_in_the_history(promised: Make) -> None:
    move_callback(promised.db, promised.organiser, 1, MONDAY, None, MONDAY)
    assert [call.superseded for call in promised.card(1).history].count(True) == 1


def test_an_undo_takes_back_the_call_made_last_not_the_one_that_was_moved(promised: Make) -> None:
    vi = promised.caller("Vi")
    promised.call(3, "no-answer", vi)
    move_callback(promised.db, promised.organiser, 1, MONDAY, None, MONDAY + HOUR)
    assert undo_last(promised.db, vi, vi.caller_id, MONDAY + HOUR).value.elector_id == 3


def test_what_was_not_promised_cannot_be_moved(promised: Make) -> None:
    promised.call(1, "no-answer")
    for elector in (1, 3):
        with pytest.raises(InputRefused, match="No callback is promised"):
            move_callback(promised.db, promised.organiser, elector, MONDAY, None, MONDAY)
    far = MONDAY.replace(year=4000)
    with pytest.raises(WrongUse, match="not within a campaign"):
        move_callback(promised.db, promised.organiser, 2, far, None, MONDAY)
    vi = promised.caller("Vi")
    with pytest.raises(NotPermitted):
        move_callback(promised.db, vi, 2, MONDAY, None, MONDAY)


def test_follow_ups_are_worked_off_the_oldest_first(make: Make) -> None:
    ada, ben = make.elector("Ada Byron", email="ada@example.org"), make.elector("Ben Bell")
    by = make.organiser
    add_follow_up(make.db, by, ben, FollowUpKind.DONATE, "", MONDAY + HOUR)
    first = add_follow_up(make.db, by, ada, FollowUpKind.VOLUNTEER, "Sundays", MONDAY).value
    told = follow_ups(make.db, by)
    assert [(it.elector, it.kind, it.email) for it in told] == [
        ("Ada Byron", FollowUpKind.VOLUNTEER, "ada@example.org"),
        ("Ben Bell", FollowUpKind.DONATE, ""),
    ]
    assert [it.elector_id for it in follow_ups(make.db, by, FollowUpKind.DONATE)] == [ben]
    finish_follow_up(make.db, by, first, MONDAY + HOUR)
    assert [it.elector_id for it in follow_ups(make.db, by)] == [ben]
    (done,) = follow_ups(make.db, by, done=True)
    assert (done.elector_id, done.done_at, done.note) == (ada, MONDAY + HOUR, "Sundays")
    with pytest.raises(NotPermitted):
        follow_ups(make.db, make.caller("Vi"))
