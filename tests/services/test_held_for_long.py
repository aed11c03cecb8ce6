"""A call that lasts longer than a lease."""

from datetime import timedelta

from phonebank.services.serving import Dry, Served, next_ahead, next_elector
from tests.conftest import MONDAY, Make

LATER = MONDAY + timedelta(minutes=31)


def test_whoever_is_on_the_line_is_not_offered_as_the_next(make: Make) -> None:
    ada, bea = make.electors(2)
    vi = make.caller("Vi")
    first = next_elector(make.db, vi, vi.caller_id, MONDAY).value
    assert isinstance(first, Served)
    assert first.card.id == ada
    ahead = next_ahead(make.db, vi, ada, LATER).value
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
    assert next_ahead(make.db, vi, ada, LATER).value is None
    assert isinstance(next_elector(make.db, bo, bo.caller_id, LATER).value, Dry)
