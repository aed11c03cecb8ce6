"""Which lists are served to whom, and in what order."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, update

from phonebank.domain.errors import InputRefused
from phonebank.domain.permits import Actor, Role
from phonebank.domain.queueing import CallingRules, Reason
from phonebank.domain.segment_documents import to_json
from phonebank.domain.segment_words import parse
from phonebank.services.calling import undo_last
from phonebank.services.lists import list_now
from phonebank.services.serving import (
    ANY_LIST,
    EVERYBODY,
    Dry,
    Served,
    my_lists,
    next_ahead,
    next_elector,
    release,
    take,
)
from phonebank.store import contest, kept
from phonebank.store.floor_schema import ListCaller, PassedOn
from phonebank.store.schema import Caller, CallList
from phonebank.store.work_schema import Segment
from tests.conftest import MONDAY, Make

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


def make_list(
    make: Make,
    name: str,
    segment: str = "",
    rules: CallingRules | None = None,
    callers: tuple[Actor, ...] = (),
    **facts: Any,
) -> int:
    """A list, open unless told."""
    with make.db.write() as session:
        segment_id = None
        if segment:
            stored = Segment(name=name, tree=to_json(parse(segment)))
            session.add(stored)
            session.flush()
            segment_id = stored.id
        one = CallList(name=name, rules={}, segment_id=segment_id, **facts)
        session.add(one)
        session.flush()
        contest.set_rules(session, name, rules or CallingRules())
        for caller in callers:
            session.execute(
                insert(ListCaller), {"call_list_id": one.id, "caller_id": caller.caller_id}
            )
        return one.id


def set_list(make: Make, name: str, **facts: Any) -> None:
    with make.db.write() as session:
        session.execute(update(CallList).where(CallList.name == name).values(**facts))


def make_mp(make: Make, name: str) -> Actor:
    caller = make.caller(name)
    with make.db.write() as session:
        session.execute(update(Caller).where(Caller.id == caller.caller_id).values(is_mp=True))
    return caller


def pass_on(make: Make, elector: int, to: Actor | None = None, at: datetime = MONDAY) -> None:
    with make.db.write() as session:
        to_id = to.caller_id if to else None
        by = make.organiser.caller_id
        row = {"elector_id": elector, "to_caller_id": to_id, "caller_id": by, "note": "", "at": at}
        session.execute(insert(PassedOn), row)


def answer(make: Make, caller: Actor, name: str = ANY_LIST, now: datetime = MONDAY) -> Served | Dry:
    return next_elector(make.db, caller, caller.caller_id, now, name).value


def served(make: Make, caller: Actor, name: str = ANY_LIST, now: datetime = MONDAY) -> int | None:
    found = answer(make, caller, name, now)
    return found.card.id if isinstance(found, Served) else None


def why_not(make: Make, caller: Actor, name: str, now: datetime = MONDAY) -> Dry:
    found = answer(make, caller, name, now)
    assert isinstance(found, Dry)
    return found


@pytest.mark.parametrize("state", ["draft", "paused", "closed"])
def test_only_an_open_list_is_served_and_the_answer_says_so(make: Make, state: str) -> None:
    vi, ada = make.caller("Vi"), make.elector()
    make_list(make, "North", state=state)
    nobody = why_not(make, vi, "north")
    assert state in nobody.not_open
    assert nobody.next_due_at is None
    assert not any(nobody.reasons.values()), "she waits for nothing but the list"
    set_list(make, "North", state="open")
    assert served(make, vi, "North") == ada


def test_a_list_is_served_between_its_opening_and_its_closing_time(make: Make) -> None:
    vi, ada = make.caller("Vi"), make.elector()
    make_list(make, "North", opens_at=MONDAY + HOUR, closes_at=MONDAY + 2 * HOUR)
    early = why_not(make, vi, "North")
    assert "not open yet" in early.not_open
    assert early.next_due_at == MONDAY + HOUR
    assert early.coming == [(MONDAY + HOUR, Reason.OUTSIDE_HOURS, 1)]
    assert served(make, vi, "North", MONDAY + HOUR) == ada
    late = why_not(make, vi, "North", MONDAY + 2 * HOUR)
    assert late.not_open
    assert late.next_due_at is None


def test_whoever_was_held_when_the_list_was_paused_is_given_back(make: Make) -> None:
    vi, bo, ada = make.caller("Vi"), make.caller("Bo"), make.elector()
    make_list(make, "North")
    assert served(make, vi, "North") == ada
    set_list(make, "North", state="paused")
    assert served(make, vi, "North") is None
    assert served(make, bo, EVERYBODY) == ada


def test_a_list_for_some_callers_is_not_served_to_others(make: Make) -> None:
    vi, bo, ada = make.caller("Vi"), make.caller("Bo"), make.elector()
    set_list(make, EVERYBODY, state="closed")
    make_list(make, "North", callers=(vi,))
    assert "other callers" in why_not(make, bo, "North").not_open
    assert why_not(make, bo, ANY_LIST).not_open
    assert my_lists(make.db, bo, MONDAY) == []
    assert my_lists(make.db, vi, MONDAY) == ["North"]
    assert served(make, vi) == ada


def test_any_list_goes_by_priority_and_says_which_list_it_was(make: Make) -> None:
    vi = make.caller("Vi")
    ada, bea, cat = make.elector(), make.elector(place="Aldershot"), make.elector(place="Hove")
    make_list(make, "Low", "constituency = Hove", priority=1)
    make_list(make, "High", "constituency = Aldershot", priority=2)
    order = []
    for _ in range(3):
        found = answer(make, vi)
        assert isinstance(found, Served)
        order.append((found.card.id, found.list_name))
        make.call(found.card.id, "no-answer", vi)
    assert order == [(bea, "High"), (cat, "Low"), (ada, EVERYBODY)]


def test_my_own_promise_comes_first_though_it_is_of_a_list_of_no_priority(make: Make) -> None:
    vi, bo = make.caller("Vi"), make.caller("Bo")
    ada, mine, anybodys = make.electors(3)
    make_list(make, "High", "attempts = 0", priority=9)
    for elector, by in ((mine, vi.caller_id), (anybodys, None)):
        make.call(
            elector,
            "callback",
            called_at=MONDAY - DAY,
            callback_at=MONDAY - HOUR,
            callback_for=by,
        )
    assert [served(make, vi), served(make, bo)] == [mine, anybodys]
    assert served(make, make.caller("Cy")) == ada


def test_every_elector_is_counted_once_however_many_lists_they_are_on(make: Make) -> None:
    vi = make.caller("Vi")
    for elector in make.electors(3):
        make.call(elector, "no-answer")
    make_list(make, "North", "attempts = 1", priority=1)
    make_list(make, "South", "attempts > 0")
    nobody = why_not(make, vi, ANY_LIST)
    assert nobody.reasons[Reason.COOLING_DOWN] == 3
    assert sum(nobody.reasons.values()) == 3


def test_a_list_may_have_a_wait_of_its_own_and_no_other_list_serves_within_it(make: Make) -> None:
    vi, ada = make.caller("Vi"), make.elector()
    patient = CallingRules(cooldowns={"no-answer": 2 * DAY})
    make_list(make, "Patient", rules=patient)
    assert served(make, vi, "Patient") == ada
    make.call(ada, "no-answer", vi)
    assert make.state(ada).due_at == MONDAY + 2 * DAY
    assert make.stale() == 0
    assert served(make, vi, EVERYBODY, MONDAY + DAY) is None
    assert served(make, vi, EVERYBODY, MONDAY + 2 * DAY) == ada
    release(make.db, vi, ada)
    with make.db.write() as session:
        contest.set_rules(session, "Patient", CallingRules())
        assert kept.refold(session, [ada], contest.outcomes(session)) == 1
        assert contest.rules(session, "Patient") == CallingRules()
    assert make.state(ada).due_at == MONDAY + 3 * HOUR


def test_rules_are_read_as_they_were_stored(make: Make) -> None:
    rules = CallingRules(cooldowns={"busy": HOUR}, rings_on_bank_holidays=True, attempts=2)
    make_list(make, "North", rules=rules)
    with make.db.read() as session:
        assert contest.rules(session, "North") == rules


def test_the_cap_is_a_reason_of_its_own_and_ends_at_midnight(make: Make) -> None:
    vi, bo = make.caller("Vi"), make.caller("Bo")
    first, second, third = make.electors(3)
    make_list(make, "North", rules=CallingRules(cap_per_caller=1))
    assert served(make, vi, "North") == first
    assert next_ahead(make.db, vi, first, MONDAY, "North").value.served is None
    make.call(first, "no-answer", vi)
    capped = why_not(make, vi, "North")
    assert capped.reasons[Reason.CAP_REACHED] == 2
    assert capped.reasons[Reason.COOLING_DOWN] == 1
    assert capped.next_due_at == MONDAY.replace(hour=8) + DAY
    assert served(make, bo, "North") == second
    assert served(make, vi, ANY_LIST) == third, "another list has no cap"


EASTER_MONDAY = datetime(2016, 3, 28, 12, tzinfo=UTC)


def test_on_a_bank_holiday_only_other_nations_and_promises_are_rung(make: Make) -> None:
    vi = make.caller("Vi")
    english, scot = make.elector(), make.elector(place="Glasgow East")
    promised = make.elector()
    make.call(promised, "callback", called_at=EASTER_MONDAY - DAY, callback_at=EASTER_MONDAY - HOUR)
    order = []
    for _ in range(2):
        order.append(served(make, vi, now=EASTER_MONDAY))
        make.call(order[-1] or 0, "spoke", vi, now=EASTER_MONDAY)
    assert order == [promised, scot]
    nobody = why_not(make, vi, EVERYBODY, EASTER_MONDAY)
    assert nobody.reasons[Reason.OUTSIDE_HOURS] == 1
    assert nobody.next_due_at == datetime(2016, 3, 29, 8, tzinfo=UTC)
    make_list(make, "Always", rules=CallingRules(rings_on_bank_holidays=True))
    assert served(make, vi, "Always", EASTER_MONDAY) == english


def test_whoever_was_passed_on_is_served_to_that_mp_alone_on_a_list_for_mps(make: Make) -> None:
    vi, mp, other = make.caller("Vi"), make_mp(make, "Mo"), make_mp(make, "Mia")
    ada, bea = make.electors(2)
    make_list(make, "For MPs", for_mp=True)
    make.call(ada, "spoke", vi, intention="undecided")
    pass_on(make, ada, mp)
    pass_on(make, bea)
    assert why_not(make, vi, EVERYBODY).reasons[Reason.PASSED_ON] == 1, "the other has answered"
    assert "for MPs" in why_not(make, vi, "For MPs").not_open
    assert served(make, other, "For MPs") == bea
    assert served(make, mp, "For MPs") == ada
    assert served(make, mp) == ada


def test_a_call_of_the_mps_that_reached_the_elector_ends_it_and_undo_begins_it_again(
    make: Make,
) -> None:
    vi, mp = make.caller("Vi"), make_mp(make, "Mo")
    ada = make.elector()
    make_list(make, "For MPs", for_mp=True)
    make.call(ada, "spoke", vi, intention="undecided")
    pass_on(make, ada, mp)
    make.call(ada, "no-answer", mp, now=MONDAY + MINUTE)
    assert served(make, mp, "For MPs", MONDAY + HOUR) is None
    waiting = why_not(make, mp, "For MPs", MONDAY + HOUR)
    assert waiting.reasons[Reason.COOLING_DOWN] == 1
    assert waiting.next_due_at == MONDAY + 15 * HOUR, "three hours on, the list has closed"
    assert served(make, mp, "For MPs", MONDAY + 15 * HOUR) == ada
    make.call(ada, "spoke", mp, now=MONDAY + 15 * HOUR)
    assert served(make, mp, "For MPs", MONDAY + 15 * HOUR) is None
    undo_last(make.db, mp, mp.caller_id, MONDAY + 15 * HOUR)
    assert served(make, mp, "For MPs", MONDAY + 15 * HOUR) == ada
    assert make.stale() == 0


def test_an_mp_keeps_their_own_promises_on_a_list_for_mps(make: Make) -> None:
    mp, ada = make_mp(make, "Mo"), make.elector()
    make.elector()
    make_list(make, "For MPs", for_mp=True)
    at: dict[str, Any] = {
        "called_at": MONDAY - DAY,
        "callback_at": MONDAY - HOUR,
        "callback_for": mp.caller_id,
    }
    make.call(ada, "callback", mp, **at)
    assert served(make, mp, "For MPs") == ada
    make.call(ada, "spoke", mp)
    assert why_not(make, mp, "For MPs").not_open == ""


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"do_not_call": True}, "not to be called"),
        ({"ballot": "returned"}, "has voted"),
    ],
)
def test_nobody_takes_whoever_may_not_be_rung_any_more(
    make: Make, said: dict[str, Any], sentence: str
) -> None:
    vi, ada = make.caller("Vi"), make.elector()
    make.call(ada, "spoke", **said)
    with pytest.raises(InputRefused, match=sentence):
        take(make.db, vi, ada, MONDAY)


def test_nobody_takes_whoever_was_left_to_an_mp_but_the_mp(make: Make) -> None:
    vi, mp, ada = make.caller("Vi", Role.ORGANISER), make_mp(make, "Mo"), make.elector()
    pass_on(make, ada, mp)
    with pytest.raises(InputRefused, match="passed on"):
        take(make.db, vi, ada, MONDAY)
    assert take(make.db, mp, ada, MONDAY).value.card.id == ada


def test_a_list_late_in_the_queue_is_found_from_its_own_side(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    from phonebank.store import picking

    monkeypatch.setattr(picking, "NEAR", 3)
    picking._near.cache_clear()  # noqa: SLF001
    vi = make.caller("Vi")
    make.electors(6)
    late = make.elector(place="Hove")
    make_list(make, "Hove", 'region = "South East"')
    assert served(make, vi, "Hove") == late
    release(make.db, vi, late)
    monkeypatch.setattr(picking, "FEW", 1)
    assert served(make, vi, "Hove") == late
    picking._near.cache_clear()  # noqa: SLF001


WEEK = CallingRules(again_after=7 * DAY)


def undecided(make: Make, at: datetime = MONDAY) -> int:
    """Somebody who said so on the list of everybody."""
    elector = make.elector()
    make.call(elector, "spoke", intention="undecided", called_at=at)
    return elector


def test_a_list_rings_again_who_answered_on_another_list_long_enough_ago(make: Make) -> None:
    vi, elector = make.caller("Vi"), undecided(make)
    make_list(make, "Waverers", "intention = undecided", WEEK)
    assert served(make, vi, "Waverers", MONDAY + 6 * DAY) is None
    assert answer(make, vi, "Waverers", MONDAY + 6 * DAY).reasons[Reason.FINISHED] == 1  # type: ignore[union-attr]
    assert served(make, vi, "Waverers", MONDAY + 7 * DAY) == elector
    assert served(make, vi, "Waverers", MONDAY + 7 * DAY + MINUTE) == elector  # the same again
    assert served(make, vi, EVERYBODY, MONDAY + 7 * DAY + MINUTE) == elector  # whom they hold


def test_without_that_rule_who_answered_is_finished_for_good(make: Make) -> None:
    undecided(make)
    make_list(make, "Waverers", "intention = undecided")
    assert served(make, make.caller("Vi"), "Waverers", MONDAY + 60 * DAY) is None


def test_who_answered_on_the_list_itself_is_not_rung_by_it_again(make: Make) -> None:
    vi, elector = make.caller("Vi"), undecided(make)
    make_list(make, "Waverers", "intention = undecided", WEEK)
    then = MONDAY + 7 * DAY
    assert served(make, vi, "Waverers", then) == elector
    make.call(elector, "spoke", vi, intention="undecided", called_at=then)
    assert served(make, vi, "Waverers", then + 30 * DAY) is None
    undo_last(make.db, vi, vi.caller_id, then + MINUTE)
    assert served(make, vi, "Waverers", then + 30 * DAY) == elector


@pytest.mark.parametrize("fact", ["do_not_call", "ballot"])
def test_a_second_round_rings_nobody_who_is_barred_or_has_voted(make: Make, fact: str) -> None:
    told: dict[str, Any] = (
        {"do_not_call": True} if fact == "do_not_call" else {"ballot": "returned"}
    )
    make.call(make.elector(), "spoke", intention="undecided", **told)
    make_list(make, "Waverers", "intention = undecided", WEEK)
    assert served(make, make.caller("Vi"), "Waverers", MONDAY + 30 * DAY) is None


def test_a_second_round_comes_after_those_never_rung_and_longest_ago_first(make: Make) -> None:
    later, earlier = undecided(make, MONDAY + DAY), undecided(make)
    fresh = make.elector()
    make_list(make, "Exeter", "constituency = Exeter", WEEK)
    then, vi = MONDAY + 14 * DAY, make.caller("Vi")
    order = []
    for _ in range(3):
        elector = served(make, vi, "Exeter", then)
        assert elector is not None
        order.append(elector)
        make.call(elector, "spoke", vi, called_at=then)
    assert order == [fresh, earlier, later]
    assert served(make, vi, "Exeter", then) is None


def test_the_counts_of_a_list_know_whom_it_rings_again(make: Make) -> None:
    undecided(make)
    make_list(make, "Waverers", "intention = undecided", WEEK)
    soon, then = MONDAY + DAY, MONDAY + 7 * DAY
    assert list_now(make.db, make.organiser, "Waverers", soon).ready == 0
    assert list_now(make.db, make.organiser, "Waverers", then).ready == 1
