"""Who is at the telephone, and who may do what for whom."""

import pytest

from phonebank.domain.errors import InputRefused, NotPermitted, WrongUse
from phonebank.domain.permits import Role
from phonebank.services.serving import next_elector
from phonebank.services.signing_in import add_caller, introduce, sign_in
from tests.conftest import MONDAY, Make


def test_without_a_name_the_first_organiser_acts(make: Make) -> None:
    make.caller("Zoe", Role.ORGANISER)
    assert sign_in(make.db).name == "Organiser"
    assert sign_in(make.db, " ZOE ").name == "Zoe"


def test_an_unknown_name_is_refused_with_the_known_ones(make: Make) -> None:
    with pytest.raises(WrongUse) as refused:
        sign_in(make.db, "Nobody")
    assert "Organiser" in refused.value.next_step


def test_a_new_name_at_the_start_page_becomes_a_volunteer_once(make: Make) -> None:
    first, again = introduce(make.db, "Vi").value, introduce(make.db, "vi").value
    assert first == again
    assert first.role is Role.VOLUNTEER


def test_a_taken_or_empty_name_is_refused(make: Make) -> None:
    make.caller("Vi")
    with pytest.raises(InputRefused):
        add_caller(make.db, make.organiser, "VI")
    for nothing in ("  ", "\u200b", "\u200b\ufeff "):
        with pytest.raises(WrongUse):
            add_caller(make.db, make.organiser, nothing)
        with pytest.raises(WrongUse):
            introduce(make.db, nothing)


def test_people_whose_names_differ_in_any_sign_are_different_people(make: Make) -> None:
    names = ["🙂", "???", "and", "!", "राम", "रीम", "Ann-Marie", "Ann Marie", "Zoë", "Zoe"]
    ids = {introduce(make.db, name).value.caller_id for name in names}
    assert len(ids) == len(names)


@pytest.mark.parametrize("same", ["JO  STRAẞE", " jo strasse ", "Jo\u00a0Straße"])
def test_case_and_spaces_do_not_make_another_person(make: Make, same: str) -> None:
    first = introduce(make.db, "Jo Straße").value
    assert introduce(make.db, same).value == first
    composed, decomposed = introduce(make.db, "Zo\u00eb").value, introduce(make.db, "Zoe\u0308")
    assert composed == decomposed.value


def test_a_volunteer_adds_nobody_and_asks_for_nobody_else(make: Make) -> None:
    vi, bo = make.caller("Vi"), make.caller("Bo")
    with pytest.raises(NotPermitted):
        add_caller(make.db, vi, "Friend")
    with pytest.raises(NotPermitted):
        next_elector(make.db, vi, bo.caller_id, MONDAY)
    next_elector(make.db, make.organiser, bo.caller_id, MONDAY)
