"""Changing callers: names, roles, lists, and those who leave."""

from dataclasses import replace

import pytest

from phonebank.domain.errors import InputRefused, NotPermitted, WrongUse
from phonebank.domain.permits import Role
from phonebank.services.callers import CallerFacts, callers_now, change_caller
from phonebank.services.serving import EVERYBODY, Served, next_elector
from phonebank.services.signing_in import sign_in
from tests.conftest import MONDAY, Make


def facts(make: Make, name: str) -> CallerFacts:
    return next(row for row in callers_now(make.db, make.organiser) if row.name == name)


def change(make: Make, called: str, **told: object) -> None:
    wanted = replace(facts(make, called), **told)  # type: ignore[arg-type]
    change_caller(make.db, make.organiser, wanted, MONDAY)


def test_a_caller_gets_another_name_role_and_lists(make: Make) -> None:
    vi = make.caller("Vi")
    make.call(make.elector(), "no-answer", vi)
    change(make, "Vi", name="Violet", role=Role.ORGANISER, is_mp=True, lists=(EVERYBODY,))
    violet = facts(make, "Violet")
    assert violet.id == vi.caller_id
    assert (violet.is_mp, violet.lists, violet.calls) == (True, (EVERYBODY,), 1)
    assert sign_in(make.db, "violet").role is Role.ORGANISER


def test_who_has_left_gives_back_whom_they_hold_and_stands_last(make: Make) -> None:
    vi, elector = make.caller("Ann"), make.elector()
    next_elector(make.db, vi, vi.caller_id, MONDAY)
    change(make, "Ann", has_left=True)
    assert callers_now(make.db, make.organiser)[-1].name == "Ann"
    ben = make.caller("Ben")
    served = next_elector(make.db, ben, ben.caller_id, MONDAY).value
    assert isinstance(served, Served)
    assert served.card.id == elector


def test_two_callers_never_have_one_name(make: Make) -> None:
    make.caller("Vi")
    make.caller("Ben")
    with pytest.raises(InputRefused, match="a caller “Vi” already"):
        change(make, "Ben", name="  VI ")
    change(make, "Ben", name="ben")
    with pytest.raises(WrongUse, match="needs a name"):
        change(make, "ben", name=" ")


def test_somebody_is_left_to_run_the_campaign(make: Make) -> None:
    name = make.organiser.name
    for told in ({"role": Role.VOLUNTEER}, {"has_left": True}):
        with pytest.raises(InputRefused, match="Nobody would be left"):
            change(make, name, **told)
    make.caller("Olga", Role.ORGANISER)
    change(make, name, has_left=True)
    with pytest.raises(InputRefused, match="Nobody would be left"):
        change(make, "Olga", role=Role.VOLUNTEER)


def test_a_list_that_there_is_not_is_refused_and_nothing_changes(make: Make) -> None:
    make.caller("Vi")
    with pytest.raises(WrongUse, match="no call list “Nowhere”"):
        change(make, "Vi", is_mp=True, lists=("Nowhere",))
    assert not facts(make, "Vi").is_mp


def test_volunteers_change_nobody(make: Make) -> None:
    vi = make.caller("Vi")
    with pytest.raises(NotPermitted):
        callers_now(make.db, vi)
    with pytest.raises(NotPermitted):
        change_caller(make.db, vi, facts(make, "Vi"), MONDAY)
