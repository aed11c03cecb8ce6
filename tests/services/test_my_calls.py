"""A caller's own calls, and what they may correct of them."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from phonebank.domain.calls import BallotStatus, Strength
from phonebank.domain.errors import InputRefused, NotPermitted
from phonebank.domain.permits import Actor
from phonebank.services.my_calls import Correction, MyDay, correct_call, my_calls
from phonebank.store import calls
from phonebank.store.database import Database
from tests.conftest import MONDAY, Make

A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def vi(make: Make) -> Actor:
    return make.caller("Vi")


def today(db: Database, by: Actor) -> MyDay:
    return my_calls(db, by, MONDAY + timedelta(hours=2))[0]


def test_own_calls_are_told_by_day_with_a_first_name_and_an_initial(
    db: Database, make: Make, vi: Actor
) -> None:
    make.call(make.elector("Ada Byron"), "spoke", vi, MONDAY)
    make.call(make.elector("Cher"), "no-answer", vi, MONDAY + A_MINUTE)
    make.call(make.elector("Old Friend"), "spoke", vi, MONDAY - timedelta(days=1))
    make.call(make.elector("Too Old"), "spoke", vi, MONDAY - timedelta(days=4))
    make.call(make.elector("Not Mine"), "spoke", make.caller("Sam"), MONDAY)
    days = my_calls(db, vi, MONDAY + timedelta(hours=2))
    assert [[call.who for call in day.calls] for day in days] == [["Cher", "Ada B."], ["Old F."]]
    assert (days[0].contacts, days[0].stated) == (1, 1)
    assert "Byron" not in repr(days)


def test_a_day_without_calls_is_today_only(db: Database, vi: Actor) -> None:
    assert [list(day.calls) for day in my_calls(db, vi, MONDAY)] == [[]]


def test_a_correction_takes_the_place_of_the_call(db: Database, make: Make, vi: Actor) -> None:
    elector = make.elector()
    wrong = make.call(
        elector,
        "spoke",
        vi,
        MONDAY,
        previous_vote="Burnham",
        reasons=("unity",),
        strength=Strength.FIRM,
        seconds=80,
    )
    said = Correction(
        outcome="spoke",
        intention="Corbyn",
        strength=Strength.LEANING,
        ballot=BallotStatus.RECEIVED,
        note=" changed ",
    )
    correct_call(db, vi, wrong, said, uuid4(), MONDAY + timedelta(hours=1))
    (call,) = today(db, vi).calls
    told = call.intention, call.strength, call.ballot, call.note, call.is_correction
    assert told == ("Corbyn", "leaning", "received", "changed", True)
    assert call.called_at == MONDAY
    assert make.state(elector).intention == "Corbyn"
    with db.read() as session:
        stored = calls.with_id(session, call.call_id)
        assert stored is not None
        assert (stored.previous_vote, stored.seconds) == ("Burnham", 80)
        assert calls.reasons_of(session, stored.call_id) == ("unity",)


def test_what_does_not_go_with_the_new_outcome_falls_away(
    db: Database, make: Make, vi: Actor
) -> None:
    elector = make.elector()
    wrong = make.call(elector, "spoke", vi, MONDAY, reasons=("unity",))
    said = Correction(outcome="no-answer", intention="Smith", ballot=BallotStatus.RECEIVED)
    correct_call(db, vi, wrong, said, uuid4(), MONDAY)
    (call,) = today(db, vi).calls
    assert (call.outcome, call.intention, call.ballot) == ("no-answer", None, None)
    assert make.state(elector).intention is None


def test_a_do_not_call_stays_whatever_is_corrected(db: Database, make: Make, vi: Actor) -> None:
    elector = make.elector()
    wrong = make.call(elector, "spoke", vi, MONDAY, do_not_call=True)
    correct_call(db, vi, wrong, Correction(outcome="no-answer"), uuid4(), MONDAY)
    assert make.state(elector).suppressed


def test_the_same_correction_twice_is_kept_once(db: Database, make: Make, vi: Actor) -> None:
    wrong = make.call(make.elector(), "spoke", vi, MONDAY)
    said, new = Correction(outcome="busy"), uuid4()
    assert correct_call(db, vi, wrong, said, new, MONDAY).value.logged
    assert not correct_call(db, vi, wrong, said, new, MONDAY).value.logged
    with pytest.raises(InputRefused, match="corrected or taken back already"):
        correct_call(db, vi, wrong, said, uuid4(), MONDAY)


def test_calls_of_others_are_not_corrected(db: Database, make: Make, vi: Actor) -> None:
    theirs = make.call(make.elector(), "spoke", make.caller("Sam"), MONDAY)
    with pytest.raises(NotPermitted):
        correct_call(db, vi, theirs, Correction(outcome="busy"), uuid4(), MONDAY)
    with pytest.raises(InputRefused, match="There is no call"):
        correct_call(db, vi, UUID(int=9), Correction(outcome="busy"), uuid4(), MONDAY)
