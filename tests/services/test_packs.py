"""A pack goes out, is worked offline as any call floor, and comes back."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from phonebank.domain.electors import FollowUpKind
from phonebank.domain.errors import InputRefused, KeyNeeded, NotPermitted, WrongUse
from phonebank.domain.lists import ListFacts
from phonebank.domain.packs import PackState
from phonebank.domain.permits import Actor, Role
from phonebank.domain.queueing import Reason
from phonebank.services import (
    calling,
    follow_ups,
    imports,
    lists,
    merging,
    pack_floor,
    packs,
    passing,
    scripts,
    serving,
)
from phonebank.services.finishing_calls import Beside, finish_call, undo_call
from phonebank.services.importing import ImportKind
from phonebank.services.packs import Wanted
from phonebank.services.serving import Dry, Served
from phonebank.services.signing_in import add_caller, sign_in
from phonebank.store.call_schema import Call
from phonebank.store.database import Database
from phonebank.store.schema import Elector, Lease, PhoneNumber
from phonebank.unfinished import Taken
from tests.conftest import MONDAY, Make, entry, roll_row
from tests.services.away import WORDS, Away

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def opened(away: Away) -> Database:
    return pack_floor.open_pack(away.path, WORDS, MONDAY)


def served(db: Database, actor: Actor, now: datetime) -> Served | Dry:
    return serving.next_elector(db, actor, actor.caller_id, now).value


def ring(
    db: Database, actor: Actor, elector: int, outcome: str, now: datetime, **said: Any
) -> None:
    """Log a call on a floor."""
    calling.log_call(db, actor, entry(elector, actor, outcome, **said), now)


def packed(make: Make) -> dict[int, str | None]:
    with make.db.read() as session:
        return dict(session.execute(select(Lease.elector_id, Lease.pack_id)).all())


def test_a_pack_takes_the_first_of_the_queue_and_leases_them(make: Make, tmp_path: Path) -> None:
    tried, promised, other, far, barred = make.electors(5)
    vi, bo = make.caller("Vi"), make.caller("Bo")
    fresh = make.electors(3)
    make.call(tried, now=MONDAY - DAY)
    soon, late = MONDAY + 2 * HOUR, MONDAY + 5 * DAY
    make.call(promised, "callback", vi, MONDAY - DAY, callback_at=soon, callback_for=vi.caller_id)
    make.call(other, "callback", bo, MONDAY - DAY, callback_at=soon, callback_for=bo.caller_id)
    make.call(far, "callback", vi, MONDAY - DAY, callback_at=late, callback_for=vi.caller_id)
    make.call(barred, "do-not-call", now=MONDAY - DAY)
    away = Away(make, tmp_path, electors=4)
    assert away.issued.electors == 4
    assert packed(make) == dict.fromkeys([promised, *fresh], away.pack.id)
    found = served(make.db, make.organiser, MONDAY)
    assert isinstance(found, Served)
    assert found.card.id == tried
    make.call(tried)
    dry = served(make.db, make.organiser, MONDAY)
    assert isinstance(dry, Dry)
    assert dry.reasons[Reason.LEASED] == 3


def test_the_pack_is_not_served_to_its_caller_at_the_desk(make: Make, tmp_path: Path) -> None:
    make.electors(2)
    Away(make, tmp_path)
    assert isinstance(served(make.db, make.caller("Vi"), MONDAY), Dry)


def test_leases_of_a_pack_lapse_when_it_expires(make: Make, tmp_path: Path) -> None:
    make.elector()
    away = Away(make, tmp_path, expires=MONDAY + DAY)
    assert isinstance(served(make.db, make.organiser, away.issued.expires_at - HOUR), Dry)
    assert isinstance(served(make.db, make.organiser, away.issued.expires_at), Served)


@pytest.mark.file
def test_a_generated_passphrase_is_told_once_and_opens_the_pack(make: Make, tmp_path: Path) -> None:
    make.elector()
    make.caller("Vi")
    made = packs.issue_pack(
        make.db, make.organiser, Wanted(caller="vi"), tmp_path / "vi.pack", MONDAY
    ).value
    assert len(made.passphrase) == 19
    pack_floor.open_pack(made.path, made.passphrase, MONDAY).close()


def test_what_cannot_be_issued_is_refused_and_leaves_nothing(make: Make, tmp_path: Path) -> None:
    vi = make.caller("Vi")
    to = tmp_path / "vi.pack"

    def issue(actor: Actor = make.organiser, now: datetime = MONDAY, **wanted: Any) -> None:
        asked = Wanted(**{"caller": "Vi", "passphrase": WORDS, **wanted})
        packs.issue_pack(make.db, actor, asked, to, now)

    with pytest.raises(InputRefused, match="Nobody of the list"):
        issue()
    make.electors(2)
    with pytest.raises(NotPermitted):
        issue(vi)
    for wanted in ({"electors": 0}, {"electors": 501}, {"passphrase": "short"}):
        with pytest.raises(WrongUse):
            issue(**wanted)
    with pytest.raises(WrongUse, match="expires within"):
        issue(expires=MONDAY + 300 * DAY)
    with pytest.raises(InputRefused, match="no caller"):
        issue(caller="Nobody")
    with pytest.raises(WrongUse, match="no call list"):
        issue(list_name="Nothing")
    lists.pause_list(make.db, make.organiser, "Everybody", MONDAY)
    with pytest.raises(InputRefused, match="is paused"):
        issue()
    lists.open_list(make.db, make.organiser, "Everybody", MONDAY)
    to.write_text("mine")
    with pytest.raises(Taken):
        issue()
    assert to.read_text() == "mine"
    assert packed(make) == {}
    assert packs.pack_rows(make.db, make.organiser, MONDAY) == []


def test_a_pack_is_worked_as_any_floor_and_merged(make: Make, tmp_path: Path) -> None:
    first, second, third = make.electors(3, numbers=("07700 900001", "07700 900002"))
    make.call(second, "no-answer", now=MONDAY - DAY, note="ring the bell")
    away = Away(make, tmp_path)
    floor = opened(away)
    me = sign_in(floor)
    assert (me.name, me.role) == ("Vi", Role.VOLUNTEER)
    for elector, outcome in ((first, "spoke"), (third, "no-answer")):
        found = served(floor, me, MONDAY + HOUR)
        assert isinstance(found, Served)
        assert found.card.id == elector
        said = {"reasons": ("unity", "Brexit")} if outcome == "spoke" else {}
        number = found.number.id if found.number else None
        ring(floor, me, elector, outcome, MONDAY + HOUR, number_id=number, seconds=42, **said)
    again = served(floor, me, MONDAY + HOUR)
    assert isinstance(again, Served)
    assert (again.card.id, again.attempt) == (second, 2)
    assert again.number == make.card(second).numbers[1]
    assert again.card.history[0].note == "ring the bell"
    back = tmp_path / "back.pack"
    told = pack_floor.pack_return(floor, me, back, MONDAY + 2 * HOUR).value
    assert (told.calls, told.given_back, told.is_final) == (2, 2, False)
    floor.close()
    accounts = merging.merge_pack(make.db, make.organiser, back, MONDAY + 3 * HOUR).value
    assert (accounts.read, accounts.added, accounts.freed) == (2, 2, 2)
    assert make.state(first).intention == "Smith"
    with make.db.read() as session:
        call = session.scalars(select(Call).where(Call.elector_id == first)).one()
        assert (call.seconds, call.number_id is not None) == (42, True)
        assert call.call_list_id == away.pack.call_list_id
    assert make.stale() == 0


@pytest.mark.file
def test_a_pack_goes_on_after_it_was_closed_and_comes_back_twice(
    make: Make, tmp_path: Path
) -> None:
    make.electors(3)
    away = Away(make, tmp_path)
    at, accounts = MONDAY + HOUR, []
    for number in range(2):
        floor = opened(away)
        me = sign_in(floor)
        found = served(floor, me, at)
        assert isinstance(found, Served)
        ring(floor, me, found.card.id, "no-answer", at)
        back = tmp_path / f"back-{number}.pack"
        pack_floor.pack_return(floor, me, back, at, is_final=number == 1)
        floor.close()
        accounts.append(merging.merge_pack(make.db, make.organiser, back, at).value)
        at += DAY
    assert [(one.added, one.known, one.freed) for one in accounts] == [(1, 0, 1), (1, 1, 2)]
    (row,) = packs.pack_rows(make.db, make.organiser, at)
    assert row.state is PackState.RETURNED
    floor = opened(away)
    facts = pack_floor.floor_facts(floor, at)
    assert facts is not None
    assert (facts.state, facts.electors, facts.rung) == (PackState.RETURNED, 3, 2)
    assert isinstance(served(floor, sign_in(floor), at), Dry)
    floor.close()


@pytest.mark.file
def test_whoever_was_given_back_is_not_rung_from_the_pack_again(make: Make, tmp_path: Path) -> None:
    rung, promised = make.electors(2)
    away = Away(make, tmp_path)
    floor = opened(away)
    me = sign_in(floor)
    for elector, outcome in ((rung, "no-answer"), (promised, "callback")):
        served(floor, me, MONDAY + HOUR)
        said = {"callback_at": MONDAY + 3 * HOUR} if outcome == "callback" else {}
        ring(floor, me, elector, outcome, MONDAY + HOUR, **said)
    back = tmp_path / "back.pack"
    pack_floor.pack_return(floor, me, back, MONDAY + HOUR)
    found = served(floor, me, MONDAY + DAY)
    assert isinstance(found, Served)
    assert found.card.id == promised
    ring(floor, me, promised, "no-answer", MONDAY + DAY)
    found = served(floor, me, MONDAY + 2 * DAY)
    assert isinstance(found, Served)
    assert found.card.id == promised
    floor.close()
    merging.merge_pack(make.db, make.organiser, back, MONDAY + DAY)
    assert packed(make) == {promised: away.pack.id}


@pytest.mark.file
def test_a_floor_keeps_state_as_the_campaign_does(make: Make, tmp_path: Path) -> None:
    """What was said at home before rules when to ring in the pack, but no answer goes along."""
    tried, spoken, busy = make.electors(3, numbers=("07700 900001", "07700 900002"))
    vi = make.caller("Vi")
    numbers = [number.id for number in make.card(tried).numbers]
    make.call(tried, "wrong-number", vi, MONDAY - DAY, number_id=numbers[0])
    make.call(spoken, "spoke", vi, MONDAY - 2 * DAY, intention="Corbyn", note="secret")
    make.call(spoken, "callback", vi, MONDAY - DAY, callback_at=MONDAY + HOUR, note="after tea")
    make.call(busy, "busy", vi, MONDAY - timedelta(minutes=5))
    away = Away(make, tmp_path)
    floor = opened(away)
    with floor.read() as session:
        columns = ("attempts", "contacted", "turn", "due_at", "usable_numbers", "callback_for")
        for elector in (tried, spoken, busy):
            here, there = session.get_one(Elector, elector), make.state(elector)
            for column in columns:
                assert getattr(here, column) == getattr(there, column), column
        assert session.get_one(Elector, spoken).intention == "wont-say"
        assert [n.e164 for n in session.scalars(select(PhoneNumber)) if n.elector_id == tried] == [
            "+447700900002"
        ]
        calls = session.scalars(select(Call).where(Call.elector_id == spoken)).all()
        assert sorted(call.note for call in calls) == ["", "after tea"]
    assert Make(floor, tmp_path).stale() == 0
    floor.close()


@pytest.mark.file
def test_a_volunteer_may_look_nobody_up_on_a_floor(make: Make, tmp_path: Path) -> None:
    make.elector(address="1 High Street", email="ada@example.org", membership_number="L777")
    away = Away(make, tmp_path)
    floor = opened(away)
    with floor.read() as session:
        elector = session.scalars(select(Elector)).one()
    assert (elector.membership_number, elector.address, elector.email) == ("1", "", "")
    with pytest.raises(NotPermitted):
        packs.pack_rows(floor, sign_in(floor), MONDAY)
    floor.close()


@pytest.mark.file
def test_a_worked_pack_opens_for_the_return_when_it_has_expired(make: Make, tmp_path: Path) -> None:
    elector, _ = make.electors(2)
    away = Away(make, tmp_path, expires=MONDAY + DAY)
    floor = opened(away)
    me = sign_in(floor)
    ring(floor, me, elector, "spoke", MONDAY + HOUR)
    floor.close()
    after = MONDAY + 2 * DAY
    floor = pack_floor.open_pack(away.path, WORDS, after)
    assert isinstance(served(floor, me, after), Dry)
    told = pack_floor.pack_return(floor, me, tmp_path / "back.pack", after).value
    floor.close()
    assert told.is_final
    accounts = merging.merge_pack(make.db, make.organiser, told.path, after).value
    assert (accounts.added, accounts.is_final) == (1, True)


@pytest.mark.file
def test_the_floor_is_encrypted_by_the_words_of_its_pack(make: Make, tmp_path: Path) -> None:
    make.elector("Zebedee Quick")
    away = Away(make, tmp_path)
    opened(away).close()
    working = pack_floor.working_file(away.path)
    for file in tmp_path.glob("vi*"):
        assert b"Zebedee" not in file.read_bytes()
    for words in (None, "", "three sad geese"):
        with pytest.raises(KeyNeeded):
            pack_floor.open_pack(away.path, words, MONDAY)
    assert working.exists()


@pytest.mark.file
def test_the_floor_of_another_pack_is_not_opened_by_its_name(make: Make, tmp_path: Path) -> None:
    make.electors(2)
    first = Away(make, tmp_path, electors=1)
    opened(first).close()
    second = Away(make, tmp_path, "second", electors=1)
    second.path.replace(first.path)
    with pytest.raises(InputRefused, match="not the floor"):
        pack_floor.open_pack(first.path, WORDS, MONDAY)


@pytest.mark.file
def test_a_floor_issues_and_merges_nothing_and_a_campaign_returns_nothing(
    make: Make, tmp_path: Path
) -> None:
    make.elector()
    away = Away(make, tmp_path)
    with pytest.raises(InputRefused, match="campaign of its own"):
        pack_floor.pack_return(make.db, make.organiser, tmp_path / "x.pack", MONDAY)
    assert pack_floor.floor_facts(make.db, MONDAY) is None
    floor = opened(away)
    boss = Actor(1, "Vi", Role.ORGANISER)
    with pytest.raises(InputRefused, match="floor of a pack"):
        packs.issue_pack(
            floor, boss, Wanted(caller="Vi", passphrase=WORDS), tmp_path / "x.pack", MONDAY
        )
    with pytest.raises(InputRefused, match="floor of a pack"):
        merging.merge_pack(floor, boss, away.back([away.call(1)]), MONDAY)
    assert not (tmp_path / "x.pack").exists()
    floor.close()


@pytest.mark.file
def test_calls_of_somebody_else_on_the_floor_are_put_by(make: Make, tmp_path: Path) -> None:
    elector = make.elector()
    away = Away(make, tmp_path)
    floor = opened(away)
    add_caller(floor, Actor(1, "Vi", Role.ORGANISER), "Mallory")
    ring(floor, sign_in(floor, "Mallory"), elector, "spoke", MONDAY + HOUR)
    back = tmp_path / "back.pack"
    pack_floor.pack_return(floor, sign_in(floor), back, MONDAY + HOUR)
    floor.close()
    accounts = merging.merge_pack(make.db, make.organiser, back, MONDAY + HOUR).value
    assert (accounts.added, accounts.reasons) == (0, {"other-caller": 1})


@pytest.mark.file
def test_what_is_noted_beside_a_call_on_the_floor_reaches_the_organisers(
    make: Make, tmp_path: Path
) -> None:
    keen, gone = make.electors(2)
    away = Away(make, tmp_path)
    floor = opened(away)
    me = sign_in(floor)
    poster = Beside(follow_ups=(FollowUpKind.POSTER,))
    finish_call(floor, me, entry(keen, me, "spoke", note="corner house"), MONDAY, poster)
    finish_call(floor, me, entry(gone, me, "spoke"), MONDAY + HOUR, poster)
    undo_call(floor, me, MONDAY + HOUR)
    back = tmp_path / "back.pack"
    pack_floor.pack_return(floor, me, back, MONDAY + 2 * HOUR)
    floor.close()
    merging.merge_pack(make.db, make.organiser, back, MONDAY + 3 * HOUR)
    (noted,) = follow_ups.follow_ups(make.db, make.organiser)
    assert (noted.elector_id, noted.kind, noted.note) == (keen, FollowUpKind.POSTER, "corner house")


def test_the_script_goes_along_and_its_version_comes_back(make: Make, tmp_path: Path) -> None:
    elector = make.elector()
    words = scripts.script_named(make.db, make.organiser, "The usual one").newest.words
    scripts.save_script(make.db, make.organiser, "Evening", words, MONDAY)
    told = lists.list_facts(make.db, make.organiser, "Everybody")
    lists.change_list(make.db, make.organiser, "Everybody", replace(told, script="Evening"), MONDAY)
    away = Away(make, tmp_path)
    floor = opened(away)
    me = sign_in(floor)
    version = scripts.script_of_list(floor, me, "Everybody")
    assert (version.name, version.words) == ("Evening", words)
    ring(floor, me, elector, "spoke", MONDAY + HOUR, script_version_id=version.id)
    back = tmp_path / "back.pack"
    pack_floor.pack_return(floor, me, back, MONDAY + HOUR)
    floor.close()
    merging.merge_pack(make.db, make.organiser, back, MONDAY + HOUR)
    with make.db.read() as session:
        assert session.scalars(select(Call.script_version_id)).all() == [version.id]


def test_an_mp_takes_those_passed_on_to_them(make: Make, tmp_path: Path) -> None:
    passed, _ = make.electors(2)
    add_caller(make.db, make.organiser, "Ann Clwyd", is_mp=True)
    passing.pass_on(make.db, make.organiser, passed, None, "wavers", MONDAY)
    facts = ListFacts(name="For MPs", for_mp=True)
    lists.new_list(make.db, make.organiser, facts, MONDAY)
    lists.open_list(make.db, make.organiser, "For MPs", MONDAY)
    with pytest.raises(InputRefused, match="for MPs"):
        Away(make, tmp_path, list_name="For MPs")
    away = Away(make, tmp_path, "ann", "Ann Clwyd", list_name="For MPs")
    assert packed(make) == {passed: away.pack.id}
    floor = opened(away)
    me = sign_in(floor)
    found = served(floor, me, MONDAY + HOUR)
    assert isinstance(found, Served)
    assert found.card.id == passed
    ring(floor, me, passed, "spoke", MONDAY + HOUR)
    back = tmp_path / "back.pack"
    pack_floor.pack_return(floor, me, back, MONDAY + HOUR)
    floor.close()
    merging.merge_pack(make.db, make.organiser, back, MONDAY + HOUR)
    assert passing.passed_on(make.db, make.organiser) == []


def test_whoever_is_away_in_a_pack_stays_when_their_import_is_undone(
    make: Make, tmp_path: Path
) -> None:
    make.brought_in(ImportKind.ROLL, [roll_row("L1"), roll_row("L2", "Ben Bell")])
    Away(make, tmp_path, electors=1)
    undone = imports.undo_import(make.db, make.organiser, 1, MONDAY).value
    assert (undone.removed, len(undone.kept)) == (1, 1)
    assert "given out in a pack" in undone.kept[0]
