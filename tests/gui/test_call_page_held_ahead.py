"""Who came up or was held ahead at the Call page, and may not be rung by this caller any more."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtTest import QTest
from sqlalchemy import update

from phonebank.domain.clock import DEMO_EVENING
from phonebank.services import freeing, lists
from phonebank.services.serving import EVERYBODY, next_elector
from phonebank.services.suppressing import suppress
from phonebank.store.schema import Lease
from tests.conftest import Make
from tests.gui.test_call_page import PRIYA, RAVI, SAM, Caller, caller, electors, make

__all__ = ["caller", "electors", "make"]

Ids = dict[str, int]


def asks_not_to_be_rung(make: Make, electors: Ids) -> None:
    suppress(make.db, make.organiser, electors[RAVI], "do-not-call", DEMO_EVENING)


def goes_to_another_caller(make: Make, electors: Ids) -> None:
    freeing.release(make.db, make.organiser, None, DEMO_EVENING)
    for name in ("Vi", "Bo"):
        actor = make.caller(name)
        next_elector(make.db, actor, actor.caller_id, DEMO_EVENING)


@pytest.mark.parametrize("happens", [asks_not_to_be_rung, goes_to_another_caller])
def test_who_was_held_ahead_is_withdrawn_where_they_may_not_be_rung_any_more(
    caller: Caller, electors: Ids, happens: Callable[[Make, Ids], None]
) -> None:
    caller.qtbot.waitUntil(lambda: caller.page.switchboard.has_next_at_hand)
    happens(caller.make, electors)
    caller.press("2", "Enter")
    caller.sees("Sam POOLE")
    assert caller.notice().startswith("Ravi ANAND is not to be rung from here any more.")
    caller.press("5", "Enter")
    assert len(caller.waits_for_calls(electors[SAM], 1)) == 1
    assert len(caller.waits_for_calls(electors[PRIYA], 1)) == 1
    assert not caller.make.card(electors[RAVI]).history


def test_with_nobody_left_the_page_says_why(caller: Caller, electors: Ids) -> None:
    caller.qtbot.waitUntil(lambda: caller.page.switchboard.has_next_at_hand)
    lists.pause_list(caller.make.db, caller.make.organiser, EVERYBODY, DEMO_EVENING)
    caller.press("2", "Enter")
    caller.sees_dry()
    assert len(caller.waits_for_calls(electors[PRIYA], 1)) == 1


def test_a_call_begun_with_whoever_was_held_ahead_is_left_to_the_caller(
    caller: Caller, electors: Ids
) -> None:
    caller.qtbot.waitUntil(lambda: caller.page.switchboard.has_next_at_hand)
    asks_not_to_be_rung(caller.make, electors)
    caller.press("2", "Enter", "1", "S")
    caller.qtbot.waitUntil(lambda: "not to be rung" in caller.notice())
    caller.sees("Ravi ANAND")
    caller.press("Ctrl+Enter")
    assert len(caller.waits_for_calls(electors[RAVI], 1)) == 1


def test_whoever_is_on_the_page_is_looked_after(caller: Caller, electors: Ids) -> None:
    """Every twenty seconds, of which the first begins as they come up."""
    suppress(caller.make.db, caller.make.organiser, electors[PRIYA], "do-not-call", DEMO_EVENING)
    caller.views.head.elapsed.ticked.emit()
    caller.sees("Ravi ANAND")
    assert caller.notice().startswith("Priya ANAND is not to be rung from here any more.")


def test_whoever_is_taken_out_of_turn_stays_on_the_page(caller: Caller, electors: Ids) -> None:
    caller.press("5", "Enter")
    caller.sees("Ravi ANAND")
    caller.waits_for_calls(electors[PRIYA], 1)
    caller.rests()
    suppress(caller.make.db, caller.make.organiser, electors[PRIYA], "do-not-call", DEMO_EVENING)
    caller.press("Ctrl+R")
    QTest.keyClicks(caller.views.ring_back.field, "900142")
    caller.qtbot.waitUntil(lambda: bool(caller.views.ring_back.buttons))
    caller.press("Enter")
    caller.sees("Priya ANAND")
    caller.views.head.elapsed.ticked.emit()
    caller.rests()
    assert caller.notice() == ""


def lapse(caller: Caller) -> None:
    """As if all had been held for longer than a lease; then another caller is served."""
    draft = caller.page.in_hand.draft
    assert draft is not None
    long_ago = replace(draft.served, lease_until=DEMO_EVENING)
    with caller.make.db.write() as session:
        session.execute(update(Lease).values(until=DEMO_EVENING))
    vi = caller.make.caller("Vi")
    next_elector(caller.make.db, vi, vi.caller_id, DEMO_EVENING)
    caller.page.in_hand.draft = replace(draft, served=long_ago)


def test_whoever_was_on_the_page_for_longer_than_a_lease_gives_way(caller: Caller) -> None:
    caller.qtbot.waitUntil(lambda: caller.page.switchboard.has_next_at_hand)
    lapse(caller)
    caller.sees("Ravi ANAND")


def test_a_call_begun_is_gone_on_with_after_its_lease(caller: Caller, electors: Ids) -> None:
    caller.press("1", "S")
    lapse(caller)
    with caller.qtbot.waitSignal(caller.views.head.elapsed.ticked):
        caller.sees("Priya ANAND")
    caller.press("Ctrl+Enter")
    assert len(caller.waits_for_calls(electors[PRIYA], 1)) == 1
