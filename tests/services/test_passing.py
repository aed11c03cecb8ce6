"""Passing an elector on to an MP, and the end of that."""

import pytest

from phonebank.domain.errors import InputRefused, NotPermitted
from phonebank.domain.lists import ListFacts
from phonebank.domain.permits import Actor, Role
from phonebank.services import freeing
from phonebank.services.lists import list_now, new_list, open_list
from phonebank.services.passing import end_reached, pass_on, passed_on, take_back
from phonebank.services.serving import Served, next_elector
from phonebank.services.signing_in import add_caller, sign_in
from tests.conftest import MONDAY, Make


def mp(make: Make, name: str) -> Actor:
    add_caller(make.db, make.organiser, name, Role.VOLUNTEER, is_mp=True)
    return sign_in(make.db, name)


@pytest.fixture
def hilary(make: Make) -> Actor:
    return mp(make, "Hilary")


def reached(make: Make, elector: int, by: Actor) -> None:
    with make.db.write() as session:
        end_reached(session, elector, by.caller_id, MONDAY)


def test_whoever_is_passed_on_waits_for_an_mp(make: Make, hilary: Actor) -> None:
    ada, ben = make.elector("Ada Byron"), make.elector("Ben Bell")
    pass_on(make.db, make.organiser, ada, hilary.caller_id, " Wavering. ", MONDAY)
    pass_on(make.db, make.organiser, ben, None, "", MONDAY)
    told = [(it.elector, it.to, it.by, it.note) for it in passed_on(make.db, make.organiser)]
    by = make.organiser.name
    assert told == [("Ada Byron", "Hilary", by, "Wavering."), ("Ben Bell", None, by, "")]


def test_an_mp_sees_theirs_and_a_volunteer_those_they_passed_on(make: Make, hilary: Actor) -> None:
    vi, jess = make.caller("Vi"), mp(make, "Jess")
    ada, ben = make.electors(2)
    make.call(ada, "not-now", vi)
    pass_on(make.db, vi, ada, hilary.caller_id, "", MONDAY)
    pass_on(make.db, make.organiser, ben, None, "", MONDAY)
    seen = {
        it.name: [line.elector_id for line in passed_on(make.db, it)] for it in (hilary, jess, vi)
    }
    assert seen == {"Hilary": [ada, ben], "Jess": [ben], "Vi": [ada]}


def test_a_volunteer_passes_on_whom_they_hold_or_rang_last(make: Make, hilary: Actor) -> None:
    vi, bob = make.caller("Vi"), make.caller("Bob")
    ada = make.elector()
    with pytest.raises(NotPermitted, match="whom they ring"):
        pass_on(make.db, vi, ada, None, "", MONDAY)
    assert isinstance(next_elector(make.db, vi, vi.caller_id, MONDAY).value, Served)
    pass_on(make.db, vi, ada, None, "", MONDAY)
    make.call(ada, "not-now", bob)
    pass_on(make.db, bob, ada, hilary.caller_id, "", MONDAY)
    (line,) = passed_on(make.db, make.organiser)
    assert (line.to, line.by) == ("Hilary", "Bob"), "the last word counts"


def test_it_cannot_be_to_somebody_who_is_no_mp(make: Make) -> None:
    ada = make.elector()
    with pytest.raises(InputRefused, match="No caller is an MP"):
        pass_on(make.db, make.organiser, ada, None, "", MONDAY)
    mp(make, "Hilary")
    vi = make.caller("Vi")
    with pytest.raises(InputRefused, match="not an MP"):
        pass_on(make.db, make.organiser, ada, vi.caller_id, "", MONDAY)


def test_whoever_is_not_to_be_called_is_not_passed_on(make: Make, hilary: Actor) -> None:
    barred = make.elector(do_not_call=True)
    with pytest.raises(InputRefused, match="not to be called"):
        pass_on(make.db, make.organiser, barred, hilary.caller_id, "", MONDAY)


def test_it_ends_when_that_mp_reached_them_and_not_by_anybody_else(
    make: Make, hilary: Actor
) -> None:
    ada = make.elector()
    pass_on(make.db, make.organiser, ada, hilary.caller_id, "", MONDAY)
    for other in (make.caller("Vi"), mp(make, "Jess")):
        reached(make, ada, other)
        assert len(passed_on(make.db, make.organiser)) == 1
    reached(make, ada, hilary)
    assert passed_on(make.db, make.organiser) == []


def test_any_mp_ends_what_was_left_to_any(make: Make, hilary: Actor) -> None:
    ada = make.elector()
    pass_on(make.db, make.organiser, ada, None, "", MONDAY)
    reached(make, ada, hilary)
    assert passed_on(make.db, make.organiser) == []


def test_an_organiser_takes_one_back_or_all_of_a_list(make: Make, hilary: Actor) -> None:
    ada, ben, cat = make.electors(3)
    for elector in (ada, ben, cat):
        pass_on(make.db, make.organiser, elector, hilary.caller_id, "", MONDAY)
    assert take_back(make.db, make.organiser, ada, MONDAY).value
    assert not take_back(make.db, make.organiser, ada, MONDAY).value
    assert freeing.take_back_all(make.db, make.organiser, "Everybody", MONDAY).value == 2
    assert list_now(make.db, make.organiser, "Everybody", MONDAY).ready == 3
    with pytest.raises(NotPermitted):
        take_back(make.db, hilary, ada, MONDAY)


def test_a_list_for_mps_has_those_passed_on_and_no_others(make: Make, hilary: Actor) -> None:
    ada, _ = make.electors(2)
    pass_on(make.db, make.organiser, ada, hilary.caller_id, "", MONDAY)
    new_list(make.db, make.organiser, ListFacts(name="MPs", for_mp=True), MONDAY)
    open_list(make.db, make.organiser, "MPs", MONDAY)
    told = list_now(make.db, make.organiser, "MPs", MONDAY)
    assert (told.electors, told.ready) == (1, 1)
