"""Why nobody is served and who else is at a number, told to a caller's own login: no more."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from phonebank.domain.queueing import Reason
from phonebank.services import calling, lists, serving
from phonebank.services import seats as at_seats
from phonebank.services.dry import Dry
from phonebank.services.same_number import others_at_number
from phonebank.services.serving import Served
from phonebank.store.server_functions import MOST_AN_HOUR
from tests.conftest import MONDAY, entry
from tests.store.test_server_logins import LATER, Floor, floor

__all__ = ["floor"]

pytestmark = [pytest.mark.server, pytest.mark.file]
HOUR = timedelta(hours=1)


@pytest.fixture
def household(floor: Floor) -> Floor:
    """Of the three at one number Vi holds the first, at a seat of hers."""
    floor.vi = at_seats.take_seat(floor.db, floor.vi, "laptop", MONDAY).value
    assert floor.next().card.id == floor.ids[0]
    return floor


def dry(floor: Floor) -> Dry:
    found = serving.next_elector(floor.db, floor.vi, floor.vi.caller_id, LATER).value
    assert isinstance(found, Dry)
    return found


def as_organiser(floor: Floor) -> Dry:
    """What an organiser's login is told for the same caller."""
    found = serving.next_elector(floor.make.db, floor.make.organiser, floor.vi.caller_id, LATER)
    assert isinstance(found.value, Dry)
    return found.value


def test_a_login_is_told_how_many_wait_for_what(floor: Floor) -> None:
    make, (one, other, third) = floor.make, floor.ids
    make.call(one, now=MONDAY)
    make.call(other, "do-not-call", now=MONDAY)
    floor.held_by("Zoe", third)
    banked, promised, skipped = make.electors(3)
    make.call(banked, "spoke", ballot="returned", now=MONDAY)
    zoe = make.caller("Zoe")
    later = {"callback_at": MONDAY + HOUR, "callback_for": zoe.caller_id}
    make.call(promised, "callback", zoe, MONDAY, **later)
    serving.skip(floor.db, floor.vi, floor.next().card.id, "a friend", LATER)
    assert skipped
    told, whole = dry(floor), as_organiser(floor)
    assert {why: n for why, n in told.reasons.items() if n} == {
        Reason.SUPPRESSED: 1,
        Reason.FINISHED: 1,
        Reason.COOLING_DOWN: 2,
        Reason.LEASED: 1,
        Reason.CALLBACK_LATER: 1,
    }
    assert told.reasons == whole.reasons
    assert told.next_due_at is not None
    assert whole.next_due_at is not None
    assert timedelta() <= told.next_due_at - whole.next_due_at < timedelta(minutes=1)
    assert floor.seen() == set()


def test_two_lists_count_nobody_twice_and_a_closed_one_is_not_told_of(floor: Floor) -> None:
    for one in floor.ids:
        floor.make.call(one, now=MONDAY)
    asked = serving.ANY_LIST
    found = serving.next_elector(floor.db, floor.vi, floor.vi.caller_id, LATER, asked).value
    assert isinstance(found, Dry)
    assert found.reasons[Reason.COOLING_DOWN] == len(floor.ids)
    lists.pause_list(floor.make.db, floor.make.organiser, "Everybody", MONDAY)
    assert sum(dry(floor).reasons.values()) == 0
    assert dry(floor).not_open


COUNTED = "SELECT * FROM count_waiting({list}, '{{}}', '{at}', '2016-09-05')"


def test_what_is_counted_names_nobody_and_no_moment(floor: Floor) -> None:
    floor.make.call(floor.ids[0], now=MONDAY + timedelta(seconds=7))
    rows = floor.rows(COUNTED.format(list=1, at="2016-09-05 17:00"))
    assert sum(row[-1] for row in rows) == len(floor.ids)
    [due] = [row[2] for row in rows if row[2] is not None]
    assert (due.second, due.microsecond) == (0, 0)
    assert not any("Byron" in str(row) or "+44" in str(row) for row in rows)
    others = "UPDATE call_list SET state = 'paused' WHERE id = 1"
    with floor.make.db.write() as session:
        session.execute(text(others))
    assert floor.rows(COUNTED.format(list=1, at="2016-09-05 17:00")) == []


def test_nothing_is_counted_of_other_lists_of_the_future_or_for_strangers(floor: Floor) -> None:
    make = floor.make
    assert floor.rows(COUNTED.format(list=1, at="2999-09-05")) == []
    assert floor.rows(COUNTED.format(list=99, at="2016-09-05 17:00")) == []
    facts = lists.list_facts(make.db, make.organiser, "Everybody")
    make.caller("Zoe")
    wanted = type(facts)(name="Everybody", callers=("Zoe",))
    lists.change_list(make.db, make.organiser, "Everybody", wanted, MONDAY)
    assert floor.rows(COUNTED.format(list=1, at="2016-09-05 17:00")) == []
    with make.db.write() as session:
        session.execute(text("UPDATE caller SET has_left = true WHERE name = 'Vi'"))
    assert floor.rows(COUNTED.format(list=1, at="2016-09-05 17:00")) == []


def test_the_next_person_at_the_number_is_named_and_held_in_one_step(household: Floor) -> None:
    db, vi = household.db, household.vi
    one, other, _ = household.ids
    [told] = others_at_number(db, vi, one, LATER).value
    assert (told.elector_id, told.name, told.list_name) == (other, "Ada Byron", "Everybody")
    assert household.seen() == {one, other}
    zoe = household.make.caller("Zoe")
    served = serving.next_elector(household.make.db, zoe, zoe.caller_id, LATER).value
    assert isinstance(served, Served)
    assert served.card.id == household.ids[2]
    calling.log_call(db, vi, entry(one, vi), LATER)
    assert serving.take(db, vi, other, LATER).value.card.id == other
    assert household.make.stale() == 0


def test_who_is_held_for_an_offer_is_not_served_unasked_and_soon_free_again(
    household: Floor,
) -> None:
    db, vi = household.db, household.vi
    one, other, third = household.ids
    others_at_number(db, vi, one, LATER)
    ahead = serving.next_ahead(db, vi, one, LATER).value.served
    assert ahead is not None
    assert ahead.card.id == third
    zoe = household.make.caller("Zoe")
    soon = LATER + timedelta(minutes=11)
    at_seats.keep_seat(db, vi, soon)
    freed = serving.next_elector(household.make.db, zoe, zoe.caller_id, soon).value
    assert isinstance(freed, Served)
    assert freed.card.id == other


def test_nobody_is_offered_whom_the_queue_would_not_serve(household: Floor) -> None:
    make, vi = household.make, household.vi
    one, other, third = household.ids
    make.call(other, "do-not-call", now=MONDAY)
    make.call(third, now=MONDAY)
    assert others_at_number(household.db, vi, one, LATER).value == []
    assert household.seen() == {one}


AT_NUMBER = (
    "SELECT elector FROM hold_at_number({it}, 1, '{{0,2,3,4}}', '2016-09-05 17:01', '2016-09-05', "
    "9, 9, '{{}}')"
)


def test_only_of_an_elector_in_hand_is_anybody_named(household: Floor) -> None:
    one, other, third = household.ids
    stranger = household.make.elector("Cat Dove", numbers=["01632 960024"])
    for it in (other, third, stranger, 999):
        assert household.rows(AT_NUMBER.format(it=it)) == []
    assert household.seen() == {one}
    serving.release_all(household.db, household.vi)
    assert household.rows(AT_NUMBER.format(it=one)) == []
    assert household.seen() == set()


def test_nobody_at_another_number_is_reached(household: Floor) -> None:
    stranger = household.make.elector("Cat Dove", numbers=["01632 960024"])
    one, *rest = household.ids
    for it in rest:
        household.make.call(it, "do-not-call", now=MONDAY)
    assert household.rows(AT_NUMBER.format(it=one)) == []
    assert stranger not in household.seen()


def test_a_household_counts_for_how_many_may_be_read_in_an_hour(household: Floor) -> None:
    with household.make.db.write() as session:
        before = f"SELECT {household.vi.caller_id}, n + 1000, now() FROM generate_series(2, {{}}) n"
        session.execute(text(f"INSERT INTO served_elector {before.format(MOST_AN_HOUR)}"))
    assert household.let_through([AT_NUMBER.format(it=household.ids[0])]) == []
    assert household.seen() == {household.ids[0]}
