"""Call lists: made, opened, worked, counted by reason, and freed at one press."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from phonebank.domain.changes import Done
from phonebank.domain.errors import InputRefused, NotPermitted, PhonebankError, WrongUse
from phonebank.domain.hours import CallingHours, Hours
from phonebank.domain.lists import ListFacts, ListState, Remedy, remedies
from phonebank.domain.permits import Actor, Role
from phonebank.domain.queueing import CallingRules, Reason, reason_not_now
from phonebank.domain.segment_words import parse
from phonebank.services import freeing, lists
from phonebank.services.lists import ListNow, change_list, list_facts, list_now, new_list, open_list
from phonebank.services.looking_up import elector_ids
from phonebank.services.passing import pass_on
from phonebank.services.seats import take_seat
from phonebank.services.segmenting import save_segment
from phonebank.services.serving import Served, next_elector
from phonebank.services.signing_in import add_caller, sign_in
from phonebank.store import contest, queue
from phonebank.store import lists as stored
from phonebank.store.database import Database
from phonebank.store.pack_schema import Pack
from phonebank.store.schema import Lease
from phonebank.store.work_schema import AuditLine
from tests.conftest import MONDAY, Make

Move = Callable[[Database, Actor, str, datetime], Done[ListFacts]]
HOUR = timedelta(hours=1)
EVERYBODY = lists.EVERYBODY


def made(make: Make, name: str = "West", where: str = "", **facts: object) -> ListFacts:
    told = ListFacts(name=name, **facts)  # type: ignore[arg-type]
    tree = parse(where) if where else None
    return new_list(make.db, make.organiser, told, MONDAY, tree).value


def opened(make: Make, name: str = "West", where: str = "", **facts: object) -> ListFacts:
    return open_list(make.db, make.organiser, made(make, name, where, **facts).name, MONDAY).value


def now(make: Make, name: str = EVERYBODY, at: datetime = MONDAY) -> ListNow:
    return list_now(make.db, make.organiser, name, at)


def counts(make: Make, name: str = EVERYBODY, at: datetime = MONDAY) -> dict[str, int]:
    """Those of a list who are ready, and those of each reason that has any."""
    told = now(make, name, at)
    found = {one.reason.value: one.electors for one in told.reasons if one.electors}
    return {"ready": told.ready, **found}


def mp(make: Make, name: str = "Hilary") -> Actor:
    add_caller(make.db, make.organiser, name, Role.VOLUNTEER, is_mp=True)
    return sign_in(make.db, name)


def test_a_new_list_is_a_draft_with_the_segment_of_its_words(make: Make) -> None:
    make.elector(place="Exeter")
    make.elector(place="Hove")
    told = made(make, " The  West ", "constituency = Exeter", state=ListState.OPEN, priority=3)
    assert (told.name, told.state, told.segment) == ("The West", ListState.DRAFT, "The West")
    assert list_facts(make.db, make.organiser, "the west") == told
    (everybody, west) = lists.lists(make.db, make.organiser, MONDAY)
    assert (everybody.facts.name, everybody.electors, everybody.why_not_served) == (
        EVERYBODY,
        2,
        "",
    )
    assert (west.electors, west.ready) == (1, 1)
    assert west.why_not_served == "The list “The West” is a draft."


def test_everything_told_of_a_list_is_kept(make: Make) -> None:
    make.caller("Vi")
    save_segment(make.db, make.organiser, "Waverers", parse("contacted"), MONDAY)
    facts = ListFacts(
        name="Late",
        segment="Waverers",
        rules=CallingRules(
            hours=CallingHours(Hours.parse("12:00-13:00"), widened_on=date(2016, 9, 5)),
            attempts=2,
            lease=timedelta(minutes=5),
            cap_per_caller=9,
            cooldowns={"busy": HOUR},
            rings_on_bank_holidays=True,
        ),
        priority=-4,
        opens_at=MONDAY,
        closes_at=MONDAY + HOUR,
        callers=("Vi",),
        for_mp=True,
    )
    new_list(make.db, make.organiser, facts, MONDAY)
    assert list_facts(make.db, make.organiser, "Late") == facts


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"name": "everybody"}, "already"),
        ({"name": " "}, "can be seen"),
        ({"segment": "No such"}, "There is no segment"),
        ({"script": "No such"}, "There is no script"),
        ({"callers": ("Vi", "Nobody")}, "There is no caller “Nobody”"),
        ({"opens_at": MONDAY, "closes_at": MONDAY}, "close before it opens"),
        ({"priority": 5000}, "priority"),
        ({"rules": CallingRules(attempts=0)}, "attempts are from 1"),
        ({"rules": CallingRules(lease=timedelta(0))}, "minutes of a lease"),
        ({"rules": CallingRules(cap_per_caller=0)}, "a day are from 1"),
        ({"rules": CallingRules(cooldowns={"shrugged": HOUR})}, "There is no outcome"),
        ({"rules": CallingRules(cooldowns={"busy": -HOUR})}, "to wait after busy"),
    ],
)
@pytest.mark.file
def test_what_cannot_be_is_refused_in_a_sentence(
    make: Make, facts: dict[str, object], sentence: str
) -> None:
    make.caller("Vi")
    with pytest.raises(PhonebankError, match=sentence):
        made(make, **{"name": "West", **facts})  # type: ignore[arg-type]
    assert len(lists.lists(make.db, make.organiser, MONDAY)) == 1


@pytest.mark.parametrize(
    ("moves", "last", "sentence"),
    [
        (
            [],
            lists.pause_list,
            "is a draft and cannot be paused. Nothing was changed. It was never",
        ),
        (
            [],
            lists.close_list,
            "is a draft and cannot be closed. Nothing was changed. It was never",
        ),
        (
            [lists.open_list, lists.close_list],
            lists.pause_list,
            "is closed and cannot be paused. Nothing was changed. A closed list is not worked",
        ),
    ],
)
def test_a_move_that_a_list_cannot_make_says_what_to_do(
    make: Make, moves: Sequence[Move], last: Move, sentence: str
) -> None:
    made(make)
    for move in moves:
        move(make.db, make.organiser, "West", MONDAY)
    with pytest.raises(InputRefused) as refused:
        last(make.db, make.organiser, "West", MONDAY)
    assert sentence in refused.value.sentence


def test_a_list_goes_from_draft_through_open_and_paused_to_closed_and_back(make: Make) -> None:
    made(make)
    for move, state in (
        (lists.open_list, ListState.OPEN),
        (lists.open_list, ListState.OPEN),
        (lists.pause_list, ListState.PAUSED),
        (lists.open_list, ListState.OPEN),
        (lists.close_list, ListState.CLOSED),
        (lists.open_list, ListState.OPEN),
    ):
        assert move(make.db, make.organiser, "west", MONDAY).value.state is state


def test_a_list_whose_closing_time_has_passed_is_not_opened(make: Make) -> None:
    made(make, closes_at=MONDAY - HOUR)
    with pytest.raises(InputRefused, match="has passed"):
        open_list(make.db, make.organiser, "West", MONDAY)


def test_outside_its_times_a_list_says_why_it_is_not_served(make: Make) -> None:
    told = opened(make, opens_at=MONDAY, closes_at=MONDAY + HOUR)
    assert "not open yet" in told.why_not_served(MONDAY - HOUR)
    assert told.why_not_served(MONDAY) == ""
    assert "closing time" in told.why_not_served(MONDAY + HOUR)
    assert now(make, "West", MONDAY - HOUR).remedies == (Remedy.OPEN_LIST,)
    assert now(make, "West").remedies == ()


def test_a_draft_is_removed_and_a_list_that_was_worked_stays(make: Make) -> None:
    made(make)
    lists.remove_list(make.db, make.organiser, "West", MONDAY)
    assert len(lists.lists(make.db, make.organiser, MONDAY)) == 1
    for name in (EVERYBODY, opened(make).name):
        with pytest.raises(InputRefused, match="stays with its calls"):
            lists.remove_list(make.db, make.organiser, name, MONDAY)


def test_a_list_is_changed_with_its_name_and_its_segment(make: Make) -> None:
    make.electors(2, place="Exeter")
    make.elector(place="Hove")
    before = made(make, "West", "constituency = Exeter")
    told = replace(before, priority=9, state=ListState.CLOSED)
    tree = parse("constituency = Hove")
    after = change_list(make.db, make.organiser, "West", told, MONDAY, tree).value
    assert (after.priority, after.state, after.segment) == (9, ListState.DRAFT, "West")
    assert now(make, "West").electors == 1
    change_list(make.db, make.organiser, "West", replace(after, name="South"), MONDAY)
    assert list_facts(make.db, make.organiser, "south").segment == "West"


def test_a_segment_of_that_name_is_not_changed_unless_the_list_rings_it(make: Make) -> None:
    save_segment(make.db, make.organiser, "West", parse("contacted"), MONDAY)
    with pytest.raises(InputRefused, match="segment “West” already"):
        made(make, "West", "constituency = Exeter")


def test_the_list_of_everybody_stays_of_everybody(make: Make) -> None:
    save_segment(make.db, make.organiser, "West", parse("contacted"), MONDAY)
    usual = list_facts(make.db, make.organiser, EVERYBODY)
    for told in (replace(usual, segment="West"), replace(usual, name="All")):
        with pytest.raises(InputRefused):
            change_list(make.db, make.organiser, EVERYBODY, told, MONDAY)
    made(make, "West")
    with pytest.raises(InputRefused, match="already"):
        change_list(make.db, make.organiser, EVERYBODY, replace(usual, name="west"), MONDAY)


def test_another_wait_moves_whoever_was_rung_under_the_list(make: Make) -> None:
    ada = make.elector()
    make.call(ada, "busy")
    usual = list_facts(make.db, make.organiser, EVERYBODY)
    rules = replace(usual.rules, cooldowns={"busy": timedelta(minutes=90)})
    told = replace(usual, rules=rules)
    change_list(make.db, make.organiser, EVERYBODY, told, MONDAY)
    assert make.state(ada).due_at == MONDAY + timedelta(minutes=90)
    assert make.stale() == 0


def test_only_organisers_run_lists(make: Make) -> None:
    vi = make.caller("Vi")
    told = ListFacts(name="Mine")
    for act in (
        lambda: new_list(make.db, vi, told, MONDAY),
        lambda: change_list(make.db, vi, EVERYBODY, told, MONDAY),
        lambda: open_list(make.db, vi, EVERYBODY, MONDAY),
        lambda: lists.remove_list(make.db, vi, EVERYBODY, MONDAY),
        lambda: list_now(make.db, vi, EVERYBODY, MONDAY),
        lambda: lists.lists(make.db, vi, MONDAY),
        lambda: freeing.release(make.db, vi, None, MONDAY),
        lambda: freeing.reassign(make.db, vi, None, "Vi", None, MONDAY),
        lambda: freeing.raise_attempts(make.db, vi, EVERYBODY, MONDAY),
        lambda: freeing.widen_hours(make.db, vi, EVERYBODY, MONDAY),
        lambda: freeing.settle_organisers_case(make.db, vi, 1, "", MONDAY),
        lambda: freeing.take_back_all(make.db, vi, EVERYBODY, MONDAY),
        lambda: freeing.organisers_cases(make.db, vi),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_everybody_of_a_list_is_counted_once(make: Make) -> None:
    """One elector for every reason that there is, and one who is ready."""
    vi = make.caller("Vi")
    mp(make)
    make.elector(do_not_call=True)
    make.call(make.elector(), "spoke")
    make.call(make.elector(), "no-answer", ballot=None)
    make.call(make.elector(), "not-in", now=MONDAY - timedelta(days=4))
    make.call(make.elector(), "callback", callback_at=MONDAY - HOUR, callback_for=vi.caller_id)
    make.call(make.elector(), "callback", callback_at=MONDAY + HOUR)
    make.call(make.elector(), "callback", callback_at=MONDAY + timedelta(days=2))
    make.call(make.elector(), "language")
    make.elector(numbers=[])
    banked, tired, passed = make.electors(3)
    make.call(banked, "callback", callback_at=MONDAY, ballot="returned")
    for days in range(9, 1, -2):
        make.call(tired, "no-answer", now=MONDAY - timedelta(days=days))
    pass_on(make.db, make.organiser, passed, None, "", MONDAY)
    make.elector()
    assert isinstance(next_elector(make.db, vi, vi.caller_id, MONDAY).value, Served)
    assert counts(make) == {
        "ready": 2,
        "suppressed": 1,
        "finished": 1,
        "banked": 1,
        "needs-organiser": 1,
        "no-usable-number": 1,
        "attempts-used-up": 1,
        "passed-on": 1,
        "callback-later": 2,
        "cooling-down": 1,
        "leased": 1,
    }
    told = now(make)
    assert told.electors == 13
    assert [(one.caller, one.due, one.overdue) for one in told.callbacks_today] == [
        ("Vi", 1, 1),
        (None, 1, 0),
    ]


def test_the_counts_are_those_of_the_queue(make: Make) -> None:
    """Group by group they come from other questions, and so must agree."""
    vi = make.caller("Vi")
    for outcome in ("no-answer", "busy", "spoke", "language", "do-not-call", "wrong-number"):
        for hours in (1, 4, 30):
            make.call(make.elector(), outcome, vi, now=MONDAY - timedelta(hours=hours))
    for hours in (-1, 1, 30):
        make.call(make.elector(), "callback", vi, callback_at=MONDAY + timedelta(hours=hours))
    make.electors(3, place="Hove")
    next_elector(make.db, vi, vi.caller_id, MONDAY)
    with make.db.read() as session:
        list_id = stored.named(session, EVERYBODY).id
        rules = contest.rules(session, EVERYBODY)
        groups = [*queue.waiting_groups(session, vi.caller_id, MONDAY, list_id)]
    expected: dict[str, int] = {}
    for waiting, electors in groups:
        reason = reason_not_now(waiting, rules, vi.caller_id, MONDAY)
        key = reason.value if reason else "ready"
        expected[key] = expected.get(key, 0) + electors
    assert counts(make) == expected


def test_on_a_bank_holiday_of_a_nation_its_electors_wait(make: Make) -> None:
    """The first Monday in August is one in Scotland alone."""
    make.electors(2, place="Exeter")
    make.elector(place="Edinburgh East")
    august = datetime.fromisoformat("2016-08-01T18:00+01:00")
    assert counts(make, at=august) == {"ready": 2, "outside-hours": 1}


def test_a_lease_says_who_holds_whom_since_when(make: Make) -> None:
    ada = make.elector("Ada Byron")
    vi = make.caller("Vi")
    next_elector(make.db, vi, vi.caller_id, MONDAY)
    (held,) = now(make).leases
    assert (held.elector_id, held.elector, held.caller, held.list_name) == (
        ada,
        "Ada Byron",
        "Vi",
        EVERYBODY,
    )
    assert (held.since, held.until) == (MONDAY, MONDAY + timedelta(minutes=30))
    assert now(make, at=MONDAY + HOUR).leases == []


def test_a_lease_under_another_list_is_in_the_way_of_this_one(make: Make) -> None:
    make.elector(place="Exeter")
    opened(make, "West", "constituency = Exeter")
    opened(make, "South", "constituency = Hove")
    vi = make.caller("Vi")
    next_elector(make.db, vi, vi.caller_id, MONDAY, EVERYBODY)
    assert [one.list_name for one in now(make, "West").leases] == [EVERYBODY]
    assert now(make, "South").leases == []
    assert freeing.release(make.db, make.organiser, "South", MONDAY).value.ended == 0
    assert freeing.release(make.db, make.organiser, "West", MONDAY).value.ended == 1


def test_a_list_for_mps_lays_no_hand_on_what_others_hold(make: Make) -> None:
    make.elector()
    vi = make.caller("Vi")
    next_elector(make.db, vi, vi.caller_id, MONDAY)
    opened(make, "MPs", for_mp=True)
    assert now(make, "MPs").leases == []
    assert freeing.release(make.db, make.organiser, "MPs", MONDAY).value.ended == 0
    assert freeing.release(make.db, make.organiser, None, MONDAY).value.ended == 1


def test_those_who_can_be_shown_are_found_by_a_segment(make: Make) -> None:
    make.elector(do_not_call=True, place="Exeter")
    make.elector(do_not_call=True, place="Hove")
    opened(make, "West", "constituency = Exeter")
    by_reason = {one.reason: one for one in now(make, "West").reasons}
    shown = by_reason[Reason.SUPPRESSED]
    assert shown.remedies == (Remedy.SHOW_ELECTORS,)
    assert list(elector_ids(make.db, make.organiser, segment=shown.segment)) == [1]
    assert by_reason[Reason.BANKED].remedies == (), "there are none"


@pytest.mark.parametrize("reason", [it for it in Reason if it is not Reason.CAP_REACHED])
def test_every_reason_but_those_that_time_ends_has_a_remedy(reason: Reason) -> None:
    nothing_helps = {Reason.FINISHED, Reason.COOLING_DOWN}
    assert bool(remedies(reason)) is (reason not in nothing_helps)


def test_one_attempt_more_frees_those_whose_attempts_are_used_up(make: Make) -> None:
    ada = make.elector()
    for days in range(9, 1, -2):
        make.call(ada, "no-answer", now=MONDAY - timedelta(days=days))
    assert counts(make) == {"ready": 0, "attempts-used-up": 1}
    assert freeing.raise_attempts(make.db, make.organiser, EVERYBODY, MONDAY).value.rules == (
        CallingRules(attempts=5)
    )
    assert counts(make) == {"ready": 1}


def test_hours_are_widened_for_today_alone(make: Make) -> None:
    make.elector()
    early = MONDAY.replace(hour=7, minute=30)  # half past eight in London
    assert counts(make, at=early) == {"ready": 0, "outside-hours": 1}
    freeing.widen_hours(make.db, make.organiser, EVERYBODY, early)
    assert counts(make, at=early) == {"ready": 1}
    assert counts(make, at=early + timedelta(days=1)) == {"ready": 0, "outside-hours": 1}
    with pytest.raises(InputRefused, match="before 8:00"):
        freeing.widen_hours(make.db, make.organiser, EVERYBODY, MONDAY.replace(hour=5))


def test_a_settled_case_may_be_rung_again_and_the_call_stays(make: Make) -> None:
    ada = make.elector("Ada Byron")
    make.call(ada, "language", note="Gujarati")
    (case,) = freeing.organisers_cases(make.db, make.organiser)
    assert (case.elector, case.outcome, case.note) == (
        "Ada Byron",
        "Another language needed",
        "Gujarati",
    )
    freeing.settle_organisers_case(make.db, make.organiser, ada, "Priya speaks it.", MONDAY)
    assert counts(make) == {"ready": 1}
    assert freeing.organisers_cases(make.db, make.organiser) == []
    assert (make.state(ada).attempts, make.stale()) == (1, 0)
    with pytest.raises(InputRefused, match="No call left"):
        freeing.settle_organisers_case(make.db, make.organiser, ada, "", MONDAY)
    make.call(ada, "language", now=MONDAY + HOUR)
    assert counts(make, at=MONDAY + HOUR) == {"ready": 0, "needs-organiser": 1}


def test_who_answered_before_is_not_rung_again_when_a_case_is_settled(make: Make) -> None:
    ada = make.elector()
    make.call(ada, "language")
    make.call(ada, "spoke", now=MONDAY + HOUR)
    freeing.settle_organisers_case(make.db, make.organiser, ada, "", MONDAY + HOUR)
    assert counts(make) == {"ready": 0, "finished": 1}


def test_leases_and_callbacks_go_to_another_caller_or_to_anybody(make: Make) -> None:
    ada, ben = make.electors(2)
    vi, bob = make.caller("Vi"), make.caller("Bob")
    make.call(ada, "callback", vi, callback_at=MONDAY, callback_for=vi.caller_id)
    next_elector(make.db, vi, vi.caller_id, MONDAY)
    given = freeing.reassign(make.db, make.organiser, EVERYBODY, "vi", "Bob", MONDAY + HOUR / 4)
    assert given.value == (1, 1)
    (held,) = now(make).leases
    assert (held.caller, held.since, held.until) == (
        "Bob",
        MONDAY + HOUR / 4,
        MONDAY + HOUR * 3 / 4,
    )
    assert make.state(ada).callback_for == bob.caller_id
    again = freeing.reassign(make.db, make.organiser, None, "Bob", None, MONDAY + HOUR / 4)
    assert again.value == (1, 1)
    assert now(make).leases == []
    assert make.state(ada).callback_for is None
    assert (make.state(ada).attempts, make.stale()) == (1, 0)
    assert make.state(ben).attempts == 0


def test_nobody_is_given_what_they_may_not_ring(make: Make) -> None:
    for name in ("Vi", "Bob"):
        make.caller(name)
    opened(make, "West", callers=("Vi",))
    opened(make, "For MPs", for_mp=True)
    for name, sentence in (("West", "may not work the list"), ("For MPs", "Bob is not one")):
        with pytest.raises(InputRefused, match=sentence):
            freeing.reassign(make.db, make.organiser, name, "Vi", "Bob", MONDAY)
    with pytest.raises(WrongUse, match="There is no caller “Nobody”"):
        freeing.reassign(make.db, make.organiser, "West", "Nobody", None, MONDAY)
    with pytest.raises(WrongUse, match="There is no call list “East”"):
        freeing.release(make.db, make.organiser, "East", MONDAY)


def test_two_callers_hold_a_whole_list_and_an_organiser_frees_it(make: Make) -> None:
    """The story of a stuck list: nobody is ready, the page says why, and a press helps."""
    make.electors(3, place="Exeter")
    opened(make, "West", "constituency = Exeter")
    vi, bob, ann = (make.caller(name) for name in ("Vi", "Bob", "Ann"))
    held = [next_elector(make.db, it, it.caller_id, MONDAY, "West").value for it in (vi, bob)]
    assert isinstance(held[0], Served)
    last = next_elector(make.db, ann, ann.caller_id, MONDAY, "West").value
    assert isinstance(last, Served)
    make.call(last.card.id, "spoke", ann)
    assert counts(make, "West") == {"ready": 0, "finished": 1, "leased": 2}
    assert not isinstance(next_elector(make.db, ann, ann.caller_id, MONDAY, "West").value, Served)

    leased = next(it for it in now(make, "West").reasons if it.reason is Reason.LEASED)
    assert leased.remedies == (Remedy.RELEASE_ALL, Remedy.RELEASE_CALLER)
    assert freeing.release(make.db, make.organiser, "West", MONDAY, "Bob").value == (1, 0)
    assert counts(make, "West") == {"ready": 1, "finished": 1, "leased": 1}
    freed = next_elector(make.db, ann, ann.caller_id, MONDAY, "West").value
    assert isinstance(freed, Served)

    make.call(held[0].card.id, "no-answer", vi)
    assert freeing.release(make.db, make.organiser, None, MONDAY).value == (1, 0)
    assert counts(make, "West") == {"ready": 1, "finished": 1, "cooling-down": 1}
    assert make.stale() == 0


def test_a_lease_says_at_which_machine_until_that_fell_silent(make: Make) -> None:
    make.elector()
    vi = make.caller("Vi")
    seated = take_seat(make.db, vi, "Laptop 4", MONDAY).value
    next_elector(make.db, seated, vi.caller_id, MONDAY)
    assert [one.machine for one in now(make).leases] == ["Laptop 4"]
    silent = MONDAY + timedelta(minutes=3)
    assert (now(make, at=silent).leases, counts(make, at=silent)) == ([], {"ready": 1})


def test_who_is_away_in_a_pack_is_not_released(make: Make) -> None:
    ada = make.elector()
    vi = make.caller("Vi")
    next_elector(make.db, vi, vi.caller_id, MONDAY)
    in_pack(make, ada, vi)
    assert [one.pack_id for one in now(make).leases] == ["p"]
    assert freeing.release(make.db, make.organiser, None, MONDAY).value == (0, 1)
    assert freeing.reassign(make.db, make.organiser, None, "Vi", None, MONDAY).value == (0, 0)
    assert counts(make) == {"ready": 0, "leased": 1}


def in_pack(make: Make, elector: int, by: Actor) -> None:
    """The lease on an elector is a pack's."""
    with make.db.write() as session:
        lease = session.get_one(Lease, elector)
        session.add(
            Pack(
                id="p",
                call_list_id=lease.call_list_id,
                caller_id=by.caller_id,
                issued_by=by.caller_id,
                issued_at=MONDAY,
                expires_at=MONDAY + HOUR,
                content_hash="",
                secret="",
            )
        )
        session.flush()
        lease.pack_id = "p"


def test_what_an_organiser_did_to_a_list_is_in_the_audit(make: Make) -> None:
    opened(make)
    make.caller("Vi")
    freeing.raise_attempts(make.db, make.organiser, "West", MONDAY)
    freeing.release(make.db, make.organiser, "West", MONDAY, "Vi")
    with make.db.read() as session:
        lines = session.scalars(select(AuditLine).order_by(AuditLine.id)).all()
    assert [line.action for line in lines] == [
        "list made",
        "list open",
        "list changed",
        "leases released",
    ]
    assert lines[2].details == {
        "before": {"list": "West", "attempts": "4"},
        "after": {"list": "West", "attempts": "5"},
    }
