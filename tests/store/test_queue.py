"""The queue in SQL serves exactly whom the rule would serve, in the order of the rules."""

from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phonebank.domain.permits import Actor
from phonebank.domain.queueing import Reason, reason_not_now
from phonebank.services.calling import undo_last
from phonebank.services.serving import Dry, Served, next_elector, release, skip, take
from phonebank.store import contest, queue
from phonebank.store.database import Database
from tests.conftest import MONDAY, OUTCOMES, Make, copied

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


def served(make: Make, caller: Actor, now: datetime = MONDAY) -> int | None:
    answer = next_elector(make.db, caller, caller.caller_id, now).value
    return answer.card.id if isinstance(answer, Served) else None


def dry(make: Make, caller: Actor, now: datetime = MONDAY) -> Dry:
    answer = next_elector(make.db, caller, caller.caller_id, now).value
    assert isinstance(answer, Dry)
    return answer


def promise(make: Make, elector: int, at: datetime, by: Actor | None = None) -> None:
    """A callback agreed a day before MONDAY."""
    mine = by.caller_id if by else None
    make.call(elector, "callback", by, called_at=MONDAY - DAY, callback_at=at, callback_for=mine)


def test_the_order_is_my_promises_anybodys_never_rung_fewest_longest_ago(make: Make) -> None:
    vi = make.caller("Vi")
    twice, once_late, once_early, never, anybodys, mine = make.electors(6)
    for days in (5, 3):
        make.call(twice, called_at=MONDAY - days * DAY)
    make.call(once_late, called_at=MONDAY - 2 * DAY)
    make.call(once_early, called_at=MONDAY - 4 * DAY)
    promise(make, anybodys, MONDAY - 2 * HOUR)
    promise(make, mine, MONDAY - HOUR, vi)

    order = []
    for _ in range(6):
        elector = served(make, vi)
        assert elector is not None
        order.append(elector)
        make.call(elector, "no-answer", vi)

    assert order == [mine, anybodys, never, once_early, once_late, twice]


def test_somebody_elses_promise_is_not_offered_to_me(make: Make) -> None:
    vi, bo = make.caller("Vi"), make.caller("Bo")
    promise(make, make.elector(), MONDAY - HOUR, vi)
    assert served(make, bo) is None
    assert dry(make, bo).reasons[Reason.CALLBACK_LATER] == 1
    assert served(make, vi) == 1


def test_one_elector_is_held_for_one_caller_and_lapses_after_half_an_hour(make: Make) -> None:
    vi, bo = make.caller("Vi"), make.caller("Bo")
    ada = make.elector()
    assert served(make, vi) == ada
    assert served(make, vi, MONDAY + 29 * MINUTE) == ada
    held = dry(make, bo, MONDAY + 29 * MINUTE)
    assert held.reasons[Reason.LEASED] == 1
    assert held.next_due_at == MONDAY + 30 * MINUTE
    assert served(make, bo, MONDAY + 30 * MINUTE) == ada
    assert served(make, vi, MONDAY + 31 * MINUTE) is None


def test_a_released_elector_goes_to_the_next_who_asks(make: Make) -> None:
    vi, bo = make.caller("Vi"), make.caller("Bo")
    ada = make.elector()
    served(make, vi)
    assert release(make.db, vi, ada).value
    assert not release(make.db, vi, ada).value
    assert served(make, bo) == ada


def test_who_was_passed_over_is_offered_to_others_and_to_me_after_twelve_hours(
    make: Make,
) -> None:
    vi, bo = make.caller("Vi"), make.caller("Bo")
    ada = make.elector()
    served(make, vi)
    skip(make.db, vi, ada, "my neighbour", MONDAY)
    waiting = dry(make, vi)
    assert waiting.reasons[Reason.COOLING_DOWN] == 1
    assert waiting.next_due_at == (MONDAY + 15 * HOUR), "12 hours are over before the list opens"
    assert served(make, bo) == ada
    release(make.db, bo, ada)
    assert served(make, vi, MONDAY + 15 * HOUR) == ada


def test_a_lease_that_ends_after_hours_comes_due_in_the_morning(make: Make) -> None:
    late = MONDAY + 2 * HOUR + 15 * MINUTE
    make.elector()
    served(make, make.caller("Vi"), late)
    assert dry(make, make.caller("Bo"), late).next_due_at == MONDAY + 15 * HOUR


def test_who_asks_not_to_be_called_is_not_even_served_to_who_holds_them(make: Make) -> None:
    vi = make.caller("Vi")
    ada = make.elector()
    assert served(make, vi) == ada
    make.call(ada, "busy", do_not_call=True)
    assert served(make, vi) is None


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ("spoke", {"ballot": "returned"}),
        ("spoke", {}),
        ("wrong-number", {}),
        ("no-answer", {}),
        ("language", {}),
        ("callback", {"callback_at": MONDAY - HOUR, "callback_for": 1}),
    ],
    ids=str,
)
def test_who_was_rung_by_another_meanwhile_is_not_served_again(
    make: Make, outcome: str, said: dict[str, Any]
) -> None:
    vi, bo = make.caller("Vi"), make.caller("Bo")
    ada, bea = make.electors(2)
    assert served(make, vi) == ada
    make.call(ada, outcome, bo, called_at=MONDAY - MINUTE, **said)
    assert served(make, vi) == bea
    assert served(make, vi) == bea


def test_a_promise_held_past_nine_is_not_kept_at_night(make: Make) -> None:
    vi = make.caller("Vi")
    late = MONDAY + 2 * HOUR + 50 * MINUTE
    promise(make, make.elector(), late)
    assert served(make, vi, late) == 1
    night = dry(make, vi, late + 20 * MINUTE)
    assert night.reasons[Reason.OUTSIDE_HOURS] == 1
    assert night.next_due_at == MONDAY + 14 * HOUR


def test_who_is_taken_after_an_undo_is_served_again(make: Make) -> None:
    vi = make.caller("Vi")
    ada, _ = make.electors(2)
    make.call(ada, "spoke", vi)
    undo_last(make.db, vi, vi.caller_id, MONDAY)
    assert take(make.db, vi, ada, MONDAY).value.card.id == ada
    assert served(make, vi) == ada


def test_a_list_is_known_without_regard_to_case(make: Make) -> None:
    vi = make.caller("Vi")
    make.elector()
    answer = next_elector(make.db, vi, vi.caller_id, MONDAY, "everybody").value
    assert answer.list_name == "Everybody"


def test_a_number_that_left_the_roll_is_not_rung_and_does_not_count(make: Make) -> None:
    from phonebank.services.importing import ImportKind
    from tests.conftest import roll_row

    vi = make.caller("Vi")
    make.brought_in(ImportKind.ROLL, [roll_row("L9")])
    make.call(1)
    make.brought_in(ImportKind.ROLL, [roll_row("L9", mobile="07700 900002")])
    state = make.card(1)
    assert [number.e164 for number in state.numbers] == ["+447700900002"]
    assert make.state(1).usable_numbers == 1
    make.brought_in(ImportKind.ROLL, [roll_row("L9", mobile="")])
    assert make.state(1).usable_numbers == 0
    assert dry(make, vi, MONDAY + DAY).reasons[Reason.NO_USABLE_NUMBER] == 1


def test_reasons_add_up_to_the_roll_with_each_elector_once(make: Make) -> None:
    vi = make.caller("Vi")
    make.elector(eligible=False)
    make.elector(do_not_call=True)
    make.elector(numbers=["unlisted"])
    done = {
        "spoke": Reason.FINISHED,
        "unable": Reason.FINISHED,
        "language": Reason.NEEDS_ORGANISER,
        "no-answer": Reason.COOLING_DOWN,
        "do-not-call": Reason.SUPPRESSED,
        "wrong-number": Reason.NO_USABLE_NUMBER,
    }
    for slug in done:
        make.call(make.elector(), slug)
    make.call(make.elector(), "spoke", ballot="returned")
    promise(make, make.elector(), MONDAY + HOUR)
    tired = make.elector()
    for hours in (80, 60, 40, 20):
        make.call(tired, called_at=MONDAY - hours * HOUR)

    nobody = dry(make, vi)

    assert nobody.reasons == {
        Reason.SUPPRESSED: 2,
        Reason.FINISHED: 3,
        Reason.BANKED: 0,
        Reason.NEEDS_ORGANISER: 1,
        Reason.NO_USABLE_NUMBER: 2,
        Reason.ATTEMPTS_USED_UP: 1,
        Reason.CALLBACK_LATER: 1,
        Reason.COOLING_DOWN: 1,
        Reason.LEASED: 0,
        Reason.OUTSIDE_HOURS: 0,
        Reason.PASSED_ON: 0,
        Reason.CAP_REACHED: 0,
    }
    assert nobody.next_due_at == MONDAY + HOUR


def test_a_banked_elector_is_not_rung(make: Make) -> None:
    ada = make.elector()
    make.call(ada, "callback", ballot="returned", callback_at=MONDAY)
    assert dry(make, make.caller("Vi")).reasons[Reason.BANKED] == 1


@pytest.mark.parametrize("hours", [6, 12])
def test_at_night_the_first_due_is_the_morning(make: Make, hours: int) -> None:
    make.elector()
    night = dry(make, make.caller("Vi"), MONDAY + hours * HOUR)
    assert night.reasons[Reason.OUTSIDE_HOURS] == 1
    assert night.next_due_at == MONDAY + 15 * HOUR


ELECTOR = st.fixed_dictionaries(
    {
        "outcomes": st.lists(st.sampled_from(list(OUTCOMES)), max_size=5),
        "numbers": st.sampled_from([["07700 900001"], [], ["07700 900001", "01632 960024"]]),
        "barred": st.booleans().map(lambda b: b),
        "eligible": st.sampled_from([True, True, True, False]),
        "mine": st.booleans(),
        "skipped": st.sampled_from([False, False, True]),
        "returned": st.sampled_from([False, False, True]),
    }
)


def put_on_roll(make: Make, told: dict[str, Any], vi: Actor, bo: Actor) -> None:
    elector = make.elector(
        numbers=told["numbers"], do_not_call=told["barred"], eligible=told["eligible"]
    )
    for days, slug in enumerate(reversed(told["outcomes"])):
        said: dict[str, Any] = {"ballot": "returned"} if told["returned"] else {}
        if OUTCOMES[slug].reached is False:
            said = {}
        if slug == "callback":
            said["callback_for"] = (vi if told["mine"] else bo).caller_id
        make.call(elector, slug, called_at=MONDAY - days * DAY, **said)
    if told["skipped"]:
        skip(make.db, vi, elector, "busy", MONDAY)


def waiting_now(
    db: Database, caller: Actor, now: datetime
) -> tuple[list[Reason | None], int | None]:
    """The rule's reason for each group of electors, and whom the SQL would serve."""
    with db.read() as session:
        rules = contest.rules(session, contest.EVERYBODY)
        groups = queue.waiting_groups(session, caller.caller_id, now)
        reasons = [
            reason_not_now(waiting, rules, caller.caller_id, now)
            for waiting, count in groups
            for _ in range(count)
        ]
        return reasons, queue.next_due(session, rules, caller.caller_id, now)


@settings(max_examples=20, deadline=None)
@given(st.lists(ELECTOR, min_size=1, max_size=4), st.sampled_from([0, 1, 4, 15, 24, 200]))
def test_sql_serves_somebody_exactly_when_the_rule_would(
    template: Path, told: list[dict[str, Any]], hours: int
) -> None:
    with TemporaryDirectory() as folder, copied(template, Path(folder) / "c.phonebank") as db:
        make = Make(db)
        vi, bo = make.caller("Vi"), make.caller("Bo")
        for one in told:
            put_on_roll(make, one, vi, bo)
        now = MONDAY + hours * HOUR
        for caller in (vi, bo):
            reasons, found = waiting_now(db, caller, now)
            assert (found is not None) == (None in reasons)
            assert len(reasons) == sum(1 for elector in told if on_roll(elector))
            answer = next_elector(db, caller, caller.caller_id, now).value
            if isinstance(answer, Dry) and answer.next_due_at is not None:
                assert answer.next_due_at > now
                assert None in waiting_now(db, caller, answer.next_due_at)[0]
                just_before = answer.next_due_at - timedelta(microseconds=1)
                assert None not in waiting_now(db, caller, just_before)[0]


def on_roll(told: dict[str, Any]) -> bool:
    return told["eligible"] and "not-eligible" not in told["outcomes"]
