"""A call that lasts longer than a lease, and what becomes of whoever is held meanwhile."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from phonebank.domain.permits import Actor, Role
from phonebank.services import freeing, lists, passing
from phonebank.services.serving import EVERYBODY, Dry, Served, next_ahead, next_elector
from phonebank.services.signing_in import add_caller
from phonebank.services.suppressing import suppress
from tests.conftest import MONDAY, Make

LATER = MONDAY + timedelta(minutes=31)


def test_whoever_is_on_the_line_is_not_offered_as_the_next(make: Make) -> None:
    ada, bea = make.electors(2)
    vi = make.caller("Vi")
    first = next_elector(make.db, vi, vi.caller_id, MONDAY).value
    assert isinstance(first, Served)
    assert first.card.id == ada
    ahead = next_ahead(make.db, vi, ada, LATER).value.served
    assert ahead is not None
    assert ahead.card.id == bea
    make.call(ada, "no-answer", vi, LATER)
    then = next_elector(make.db, vi, vi.caller_id, LATER).value
    assert isinstance(then, Served)
    assert then.card.id == bea


def test_the_last_of_a_list_is_held_anew_while_they_are_on_the_line(make: Make) -> None:
    ada = make.elector()
    vi, bo = make.caller("Vi"), make.caller("Bo")
    next_elector(make.db, vi, vi.caller_id, MONDAY)
    assert next_ahead(make.db, vi, ada, LATER).value.served is None
    assert isinstance(next_elector(make.db, bo, bo.caller_id, LATER).value, Dry)


def barred(make: Make, ada: int, vi: Actor) -> None:
    suppress(make.db, make.organiser, ada, "do-not-call", MONDAY)


def released(make: Make, ada: int, vi: Actor) -> None:
    freeing.release(make.db, make.organiser, None, MONDAY, vi.name)
    bo = make.caller("Bo")
    next_elector(make.db, bo, bo.caller_id, MONDAY)


def rung_by_another(make: Make, ada: int, vi: Actor) -> None:
    make.call(ada, "busy", make.caller("Bo"))


def paused(make: Make, ada: int, vi: Actor) -> None:
    lists.pause_list(make.db, make.organiser, EVERYBODY, MONDAY)


def left_to_an_mp(make: Make, ada: int, vi: Actor) -> None:
    add_caller(make.db, make.organiser, "Una", Role.VOLUNTEER, is_mp=True)
    passing.pass_on(make.db, make.organiser, ada, None, "", MONDAY)


@pytest.mark.parametrize("happens", [barred, released, rung_by_another, paused, left_to_an_mp])
def test_who_is_not_theirs_to_ring_any_more_is_told_with_the_next(
    make: Make, happens: Callable[[Make, int, Actor], None]
) -> None:
    ada, _ = make.electors(2)
    vi = make.caller("Vi")
    next_elector(make.db, vi, vi.caller_id, MONDAY)
    assert next_ahead(make.db, vi, ada, MONDAY).value.goes_on
    happens(make, ada, vi)
    assert not next_ahead(make.db, vi, ada, MONDAY).value.goes_on


def test_nobody_is_theirs_to_ring_when_the_hours_are_over(make: Make) -> None:
    ada, _ = make.electors(2)
    vi, last = make.caller("Vi"), MONDAY + timedelta(hours=2, minutes=29)
    next_elector(make.db, vi, vi.caller_id, last)
    assert next_ahead(make.db, vi, ada, last).value.goes_on
    assert not next_ahead(make.db, vi, ada, last + timedelta(minutes=1)).value.goes_on
