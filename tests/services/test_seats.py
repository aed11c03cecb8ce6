"""What a program holds is given back when it falls silent."""

from datetime import timedelta

from phonebank.domain.permits import Actor
from phonebank.services.seats import keep_seat, leave_seat, take_seat
from phonebank.services.serving import Served, next_elector, release_all
from tests.conftest import MONDAY, Make

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def served(make: Make, caller: Actor, now: object = MONDAY) -> int | None:
    answer = next_elector(make.db, caller, caller.caller_id, now).value  # type: ignore[arg-type]
    return answer.card.id if isinstance(answer, Served) else None


def test_whoever_a_dead_program_held_is_free_after_two_minutes(make: Make) -> None:
    vi = take_seat(make.db, make.caller("Vi"), "laptop", MONDAY).value
    bo, ada = make.caller("Bo"), make.elector()
    assert served(make, vi) == ada
    assert served(make, bo, MONDAY + 2 * MINUTE - SECOND) is None
    assert served(make, bo, MONDAY + 2 * MINUTE) == ada


def test_a_seat_that_is_kept_holds_as_long_as_the_lease_does(make: Make) -> None:
    vi = take_seat(make.db, make.caller("Vi"), "laptop", MONDAY).value
    bo, ada = make.caller("Bo"), make.elector()
    assert served(make, vi) == ada
    for minutes in range(1, 30):
        keep_seat(make.db, vi, MONDAY + minutes * MINUTE)
    assert served(make, bo, MONDAY + 30 * MINUTE - SECOND) is None
    assert served(make, bo, MONDAY + 30 * MINUTE) == ada


def test_one_caller_at_two_seats_is_never_given_the_same_elector_twice(make: Make) -> None:
    vi = make.caller("Vi")
    seats = [take_seat(make.db, vi, "laptop", MONDAY).value for _ in range(2)]
    make.electors(3)
    held = [served(make, one) for one in (*seats, vi)]
    assert len(set(held)) == 3
    assert [served(make, one) for one in (*seats, vi)] == held
    release_all(make.db, seats[0])
    assert served(make, make.caller("Bo")) == held[0]
    assert served(make, seats[1]) == held[1]


def test_a_seat_that_is_left_gives_back_whom_it_held(make: Make) -> None:
    vi = take_seat(make.db, make.caller("Vi"), "laptop", MONDAY).value
    ada = make.elector()
    assert served(make, vi) == ada
    stood_up = leave_seat(make.db, vi).value
    assert stood_up.seat is None
    assert served(make, make.caller("Bo")) == ada


def test_a_seat_forgotten_while_the_laptop_slept_is_taken_again(make: Make) -> None:
    vi = take_seat(make.db, make.caller("Vi"), "laptop", MONDAY).value
    ada = make.elector()
    late = MONDAY + timedelta(days=2)
    take_seat(make.db, make.caller("Bo"), "desk", late)
    keep_seat(make.db, vi, late)
    assert served(make, vi, late) == ada
    assert served(make, make.caller("Bo"), late + MINUTE) is None
