"""The window takes a seat, says every while that it runs, and leaves the seat when it closes."""

from dataclasses import replace
from datetime import timedelta
from time import monotonic

import pytest
from pytestqt.qtbot import QtBot

from phonebank.domain.clock import DEMO_EVENING, Clock
from phonebank.domain.permits import Actor
from phonebank.gui import opening
from phonebank.gui.sitting import Sitting
from phonebank.services.contest_edits import archive_campaign
from phonebank.services.seats import take_seat
from phonebank.services.serving import Served, next_elector
from phonebank.store.database import Database
from tests.conftest import Make
from tests.gui.conftest import MakeDesk

MINUTE = timedelta(minutes=1)


@pytest.fixture
def make(no_electors: Database) -> Make:
    return Make(no_electors)


def served(make: Make, caller: Actor, minutes: float) -> int | None:
    now = DEMO_EVENING + minutes * MINUTE
    answer = next_elector(make.db, caller, caller.caller_id, now).value
    return answer.card.id if isinstance(answer, Served) else None


def at(minutes: float) -> Clock:
    return Clock(DEMO_EVENING + minutes * MINUTE, monotonic(), is_demo=True)


def test_signing_in_takes_a_seat_of_ones_own(make: Make) -> None:
    first, second = (opening.sign_in(make.db, "Vi").value for _ in range(2))
    assert first.actor.seat
    assert second.actor.seat not in {None, first.actor.seat}


def test_nobody_sits_at_an_archived_campaign(make: Make) -> None:
    archive_campaign(make.db, make.organiser, DEMO_EVENING)
    assert opening.sign_in(make.db, make.organiser.name).value.actor.seat is None


def test_whom_a_dead_window_held_is_free_after_two_minutes(
    make: Make, desk_over: MakeDesk, qtbot: QtBot
) -> None:
    ada, bo = make.elector(), make.caller("Bo")
    vi = take_seat(make.db, make.caller("Vi"), "laptop", DEMO_EVENING).value
    assert served(make, vi, 0) == ada
    desk = replace(desk_over(make.db, vi), clock=at(1.9))
    sitting = Sitting(desk, desk.jobs)
    sitting.tell()
    qtbot.wait(200)
    assert served(make, bo, 3) is None, "the window said that it runs"
    assert served(make, bo, 4) == ada


def test_leaving_gives_back_whoever_was_held(make: Make, desk_over: MakeDesk, qtbot: QtBot) -> None:
    ada, bo = make.elector(), make.caller("Bo")
    vi = take_seat(make.db, make.caller("Vi"), "laptop", DEMO_EVENING).value
    assert served(make, vi, 0) == ada
    desk = replace(desk_over(make.db, vi), clock=at(0))
    Sitting(desk, desk.jobs).leave()
    qtbot.waitUntil(lambda: served(make, bo, 0.1) == ada)


def test_a_caller_without_a_seat_gives_back_whoever_was_held(
    make: Make, desk_over: MakeDesk, qtbot: QtBot
) -> None:
    ada, bo, vi = make.elector(), make.caller("Bo"), make.caller("Vi")
    assert served(make, vi, 0) == ada
    desk = replace(desk_over(make.db, vi), clock=at(0))
    Sitting(desk, desk.jobs).leave()
    qtbot.waitUntil(lambda: served(make, bo, 0.1) == ada)
