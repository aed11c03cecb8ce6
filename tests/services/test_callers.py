"""Changing callers: names, roles, lists, and those who leave."""

from dataclasses import replace
from datetime import timedelta

import pytest

from phonebank.domain.errors import InputRefused, NotPermitted, WrongUse
from phonebank.domain.permits import Role
from phonebank.services.callbacks import callbacks
from phonebank.services.callers import CallerFacts, callers_now, change_caller
from phonebank.services.passing import pass_on, passed_on
from phonebank.services.serving import ANY_LIST, EVERYBODY, Dry, Served, next_elector
from phonebank.services.signing_in import introduce, sign_in
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


def test_who_has_left_signs_in_no_more_until_they_are_back(make: Make) -> None:
    make.caller("Ann")
    change(make, "Ann", has_left=True)
    for way_in in (sign_in, introduce):
        with pytest.raises(InputRefused, match="Ann has left"):
            way_in(make.db, "ann")
    change(make, "Ann", has_left=False)
    assert sign_in(make.db, "ann").name == "Ann"


def test_whoever_is_not_named_acts_as_an_organiser_who_is_still_there(make: Make) -> None:
    first = sign_in(make.db).name
    make.caller("Ann", Role.ORGANISER)
    change(make, first, has_left=True)
    assert sign_in(make.db).name == "Ann"


@pytest.mark.parametrize("asked", [ANY_LIST, EVERYBODY])
def test_who_has_left_is_served_nobody_at_an_open_window_until_they_are_back(
    make: Make, asked: str
) -> None:
    ann = make.caller("Ann")
    make.electors(2)
    assert isinstance(next_elector(make.db, ann, ann.caller_id, MONDAY, asked).value, Served)
    change(make, "Ann", has_left=True)
    nobody = next_elector(make.db, ann, ann.caller_id, MONDAY, asked).value
    assert isinstance(nobody, Dry)
    assert nobody.not_open == "An organiser noted that you have left."
    change(make, "Ann", has_left=False)
    assert isinstance(next_elector(make.db, ann, ann.caller_id, MONDAY, asked).value, Served)


def test_what_who_has_left_promised_is_kept_by_anybody(make: Make) -> None:
    ann, elector = make.caller("Ann"), make.elector()
    due = MONDAY + timedelta(minutes=30)
    make.call(elector, "callback", ann, callback_at=due, callback_for=ann.caller_id)
    change(make, "Ann", has_left=True)
    ben = make.caller("Ben")
    served = next_elector(make.db, ben, ben.caller_id, due).value
    assert isinstance(served, Served)
    assert served.card.id == elector
    (promise,) = callbacks(make.db, make.organiser, due)
    assert (promise.for_caller, promise.due_at) == (None, due)
    assert make.stale() == 0


@pytest.mark.parametrize("told", [{"has_left": True}, {"is_mp": False}])
def test_who_waits_for_an_mp_who_is_none_any_more_waits_for_any(
    make: Make, told: dict[str, bool]
) -> None:
    for name in ("Ann", "Ben"):
        make.caller(name)
        change(make, name, is_mp=True)
    pass_on(make.db, make.organiser, make.elector(), facts(make, "Ann").id, "asks for her", MONDAY)
    change(make, "Ann", name="Anna")
    (waiting,) = passed_on(make.db, make.organiser)
    assert waiting.to == "Anna"
    change(make, "Anna", **told)
    (waiting,) = passed_on(make.db, make.organiser)
    assert (waiting.to, waiting.note) == (None, "asks for her")


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
