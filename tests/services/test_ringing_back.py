"""Who rang back, and who else is at the same number."""

from datetime import timedelta

import pytest

from phonebank.domain.errors import InputRefused, WrongUse
from phonebank.domain.permits import Actor
from phonebank.services.ringing_back import answer, rang_me
from phonebank.services.same_number import others_at_number
from phonebank.services.serving import Served, next_elector, take
from tests.conftest import MONDAY, Make

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    "digits", ["0001", "900001", "07700 900001", "+44 7700 900 001", "00447700900001", "7700900001"]
)
def test_my_own_calls_are_found_by_part_of_the_number(make: Make, digits: str) -> None:
    vi = make.caller("Vi")
    ada = make.elector("Ada Byron")
    bea = make.elector("Bea Cole", numbers=["01632 960024"])
    make.call(ada, "no-answer", vi, now=MONDAY - HOUR)
    make.call(bea, "no-answer", vi)
    [found] = rang_me(make.db, vi, digits, MONDAY)
    assert (found.elector_id, found.name, found.outcome) == (ada, "Ada Byron", "No answer")
    assert found.called_at == MONDAY - HOUR


def test_newest_first_each_once_none_older_than_a_week_nor_of_others(make: Make) -> None:
    vi, bo = make.caller("Vi"), make.caller("Bo")
    ada, bea, cat, dot = make.electors(4)
    make.call(ada, "no-answer", vi, now=MONDAY - 2 * DAY)
    make.call(bea, "no-answer", vi, now=MONDAY - DAY)
    make.call(ada, "busy", vi, now=MONDAY - HOUR)
    make.call(cat, "no-answer", vi, now=MONDAY - 8 * DAY)
    make.call(dot, "no-answer", bo, now=MONDAY - HOUR)
    assert [one.elector_id for one in rang_me(make.db, vi, "9000", MONDAY)] == [ada, bea]


@pytest.mark.parametrize("text", ["", "123", "Ada", "0", "+44 1"])
@pytest.mark.file
def test_fewer_than_four_digits_are_refused(make: Make, text: str) -> None:
    with pytest.raises(WrongUse, match="four digits"):
        rang_me(make.db, make.caller("Vi"), text, MONDAY)


def test_who_rang_back_is_taken_though_they_are_resting_or_asked_not_to_be_called(
    make: Make,
) -> None:
    vi, bo, ada = make.caller("Vi"), make.caller("Bo"), make.elector()
    make.call(ada, "do-not-call", vi)
    assert answer(make.db, vi, ada, MONDAY).value.card.id == ada
    with pytest.raises(InputRefused, match="have not rung"):
        answer(make.db, bo, ada, MONDAY)


def test_whoever_shares_the_number_is_offered_while_on_the_line(make: Make) -> None:
    vi, bo = make.caller("Vi"), make.caller("Bo")
    ada, bea = make.elector("Ada Byron"), make.elector("Bea Byron")
    make.elector("Cat Dove", numbers=["01632 960024"])
    barred, rung = make.elector(do_not_call=True), make.elector()
    make.call(rung, "no-answer", bo)
    answered = next_elector(make.db, vi, vi.caller_id, MONDAY).value
    assert isinstance(answered, Served)
    others = others_at_number(make.db, vi, ada, MONDAY).value
    assert [(it.elector_id, it.name, it.list_name) for it in others] == [
        (bea, "Bea Byron", "Everybody")
    ]
    assert barred not in {it.elector_id for it in others}
    assert take(make.db, vi, bea, MONDAY).value.card.id == bea
    assert others_at_number(make.db, bo, ada, MONDAY).value == [], "she is held by somebody else"


def test_whoever_was_being_rung_when_somebody_rang_is_held_on(make: Make) -> None:
    vi, bo = make.caller("Vi"), make.caller("Bo")
    ada, bea = make.electors(2)
    make.call(ada, "no-answer", vi, now=MONDAY - HOUR)
    assert served_to(make, vi) == bea
    answer(make.db, vi, ada, MONDAY)
    assert served_to(make, bo) is None
    make.call(ada, "busy", vi)
    assert served_to(make, vi) == bea


def served_to(make: Make, caller: Actor) -> int | None:
    found = next_elector(make.db, caller, caller.caller_id, MONDAY).value
    return found.card.id if isinstance(found, Served) else None
