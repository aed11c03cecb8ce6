"""What callers and organisers do of an evening, each step beside the book of what must hold."""

import shutil
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from phonebank.domain.calls import BallotStatus
from phonebank.domain.errors import InputRefused
from phonebank.domain.permits import Actor
from phonebank.domain.queueing import CallingRules
from phonebank.services import calling, freeing, lists, passing, serving, suppressing
from phonebank.services.serving import ANY_LIST, EVERYBODY, Served
from phonebank.store.database import Database
from phonebank.store.schema import CallList, Lease
from tests.conftest import MONDAY, Make, entry
from tests.services.floor_model import CALLBACK, HOUR, MINUTE, OUTCOMES, SPOKE, Book, Rules, Told
from tests.services.test_serving_lists import make_list, make_mp

PLACES = ("Exeter",) * 5 + ("Ipswich",) * 4
NUMBERS = ("07700 900001", "01632 960024")
EXETER, FOR_MPS = "Exeter", "For MPs"
COMMON = ("no-answer", "busy", "machine", CALLBACK, CALLBACK, SPOKE)
WAITS = {"no-answer": 10 * HOUR, "busy": 2 * HOUR}

names = some.sampled_from(["Vi", "Bo", "Vi", "Bo", "Ann"])
electors = some.integers(1, len(PLACES))
asked_lists = some.sampled_from([ANY_LIST, ANY_LIST, EVERYBODY, EXETER, FOR_MPS])
flags = some.integers(0, 9)
outcomes = some.sampled_from([*OUTCOMES, *COMMON, *COMMON])


class AtDesks(RuleBasedStateMachine):
    """Two callers and an MP at two lists and one for MPs, nine electors with two numbers each."""

    template: Path

    @initialize()
    def open_the_campaign(self) -> None:
        self.folder = Path(mkdtemp(prefix="floor-"))
        self.now = MONDAY
        shutil.copyfile(self.template, self.folder / "campaign.phonebank")
        self.db = Database(self.folder / "campaign.phonebank")
        self.make = Make(self.db, self.folder)
        for place in PLACES:
            self.make.elector("Ada Byron", place, NUMBERS)
        self.callers = {name: self.make.caller(name) for name in ("Vi", "Bo")}
        self.callers["Ann"] = make_mp(self.make, "Ann")
        rules = CallingRules(attempts=3, cooldowns=WAITS)
        make_list(self.make, EXETER, "constituency = Exeter", rules, priority=5)
        make_list(self.make, FOR_MPS, for_mp=True)
        of_exeter = frozenset(range(1, PLACES.count("Exeter") + 1))
        self.book = Book(
            {
                EVERYBODY: Rules(),
                EXETER: Rules(attempts=3, waits=dict(WAITS), electors=of_exeter),
                FOR_MPS: Rules(for_mp=True),
            }
        )

    def tick(self) -> datetime:
        self.now += MINUTE
        return self.now

    def check_served(self, found: Served, name: str) -> None:
        why = self.book.why_not(found.card.id, name, found.list_name, self.now, is_mp=name == "Ann")
        assert not why, f"{found.card.id} was served to {name} on {found.list_name}: {why}"
        assert found.number is not None
        assert found.attempt == len(self.book.standing(found.card.id)) + 1

    @rule(name=names, list_name=asked_lists)
    def ask_for_the_next(self, name: str, list_name: str) -> None:
        actor, now = self.callers[name], self.tick()
        found = serving.next_elector(self.db, actor, actor.caller_id, now, list_name).value
        mine = self.book.holds.setdefault(name, {})
        if not isinstance(found, Served):
            mine.clear()
            return
        self.check_served(found, name)
        while mine and next(iter(mine)) != found.card.id:
            del mine[next(iter(mine))]
        mine[found.card.id] = found.lease_until

    @rule(name=names, list_name=asked_lists)
    def look_ahead(self, name: str, list_name: str) -> None:
        now, mine = self.tick(), self.book.holds.setdefault(name, {})
        first = next(iter(mine), None)
        if first is None:
            return
        found = serving.next_ahead(self.db, self.callers[name], first, now, list_name).value.served
        self.book.holds[name] = {first: mine[first]}
        if found is not None:
            assert found.card.id != first
            self.check_served(found, name)
            self.book.holds[name][found.card.id] = found.lease_until

    @rule(name=names)
    def skip(self, name: str) -> None:
        for elector in list(self.book.holds.get(name, {}))[:1]:
            now = self.tick()
            serving.skip(self.db, self.callers[name], elector, "knows them", now)
            self.book.skipped[name, elector] = now
            del self.book.holds[name][elector]

    def said(self, db: Database, actor: Actor, told: Told) -> Told:
        """Log what is told, and once more as if the answer had been lost on the way."""
        sent = entry(
            told.elector,
            actor,
            told.outcome,
            call_id=told.call_id,
            called_at=None if told.supersedes else told.at,
            do_not_call=told.do_not_call,
            ballot=BallotStatus.RETURNED if told.returned else None,
            callback_at=told.callback_at,
            callback_for=actor.caller_id if told.callback_for else None,
            supersedes=told.supersedes,
        )
        for is_first in (True, False):
            assert calling.log_call(db, actor, sent, self.now).value.logged is is_first
        return told

    def told(self, elector: int, name: str, outcome: str, flag: int, **more: Any) -> Told:
        """A call in which now and then more is said than its outcome."""
        if outcome == CALLBACK:
            more["callback_at"] = self.now + timedelta(hours=3 * flag) if flag > 1 else None
            more["callback_for"] = name if flag % 2 else None
        return Told(
            call_id=uuid4(),
            elector=elector,
            caller=name,
            outcome=outcome,
            do_not_call=flag == 1,
            returned=flag == 2 and outcome == SPOKE,
            **{"at": self.now, **more},
        )

    @rule(name=names, outcome=outcomes, flag=flags)
    def log(self, name: str, outcome: str, flag: int) -> None:
        if not self.book.holds.get(name):
            self.ask_for_the_next(name, ANY_LIST)
        for elector in list(self.book.holds.get(name, {}))[:1]:
            self.tick()
            one = self.list_held_under(elector, self.callers[name])
            told = self.told(elector, name, outcome, flag, list_name=one)
            self.book.add(self.said(self.db, self.callers[name], told), by_mp=name == "Ann")
            del self.book.holds[name][elector]

    def list_held_under(self, elector: int, actor: Actor) -> str:
        with self.db.read() as session:
            held = session.get(Lease, elector)
            is_mine = held is not None and held.caller_id == actor.caller_id
            return session.get_one(CallList, held.call_list_id if held and is_mine else 1).name

    @rule(name=names, at=some.integers(0, 50), outcome=outcomes, flag=flags)
    def correct(self, name: str, at: int, outcome: str, flag: int) -> None:
        mine = [it for it in self.book.standing() if it.caller == name]
        if mine:
            earlier, _ = mine[at % len(mine)], self.tick()
            as_before = {"at": earlier.at, "list_name": earlier.list_name}
            told = self.told(earlier.elector, name, outcome, flag, **as_before)
            told = replace(told, supersedes=earlier.call_id)
            self.book.add(self.said(self.db, self.callers[name], told), by_mp=name == "Ann")
            self.book.holds.get(name, {}).pop(earlier.elector, None)

    @rule(name=names)
    def undo(self, name: str) -> None:
        actor, now = self.callers[name], self.tick()
        mine = {it.call_id for it in self.book.standing() if it.caller == name}
        if mine:
            gone = calling.undo_last(self.db, actor, actor.caller_id, now).value.call_id
            assert gone in mine
            self.book.take_back([gone])
            return
        with pytest.raises(InputRefused):
            calling.undo_last(self.db, actor, actor.caller_id, now)

    @rule(elector=electors, kind=some.sampled_from(["do-not-call", "deceased"]))
    def suppress(self, elector: int, kind: str) -> None:
        suppressing.suppress(self.db, self.make.organiser, elector, kind, self.tick())
        self.book.barred.add(elector)

    @rule(elector=electors)
    def lift(self, elector: int) -> None:
        if elector in self.book.barred:
            suppressing.lift_suppression(self.db, self.make.organiser, elector, self.tick())
            self.book.barred.discard(elector)

    @rule(elector=electors)
    def pass_on(self, elector: int) -> None:
        now = self.tick()
        with suppress(InputRefused):  # nobody passes on whoever is not to be called
            passing.pass_on(self.db, self.make.organiser, elector, None, "", now)
            self.book.passed_on[elector] = now

    @rule()
    def release_everybody(self) -> None:
        freeing.release(self.db, self.make.organiser, None, self.tick())
        self.book.holds.clear()
        self.book.on_paper.clear()

    @rule(list_name=some.sampled_from([EVERYBODY, EXETER, FOR_MPS]))
    def pause_or_open(self, list_name: str) -> None:
        one = self.book.lists[list_name]
        move = lists.pause_list if one.is_open else lists.open_list
        move(self.db, self.make.organiser, list_name, self.tick())
        one.is_open = not one.is_open

    @rule(hours=some.sampled_from([1, 10]))
    def change_a_wait(self, hours: int) -> None:
        self.book.lists[EXETER].waits["no-answer"] = hours * HOUR
        facts = lists.list_facts(self.db, self.make.organiser, EXETER)
        rules = replace(facts.rules, cooldowns=dict(self.book.lists[EXETER].waits))
        changed = replace(facts, rules=rules)
        lists.change_list(self.db, self.make.organiser, EXETER, changed, self.tick())

    @rule(minutes=some.sampled_from([7, 29, 31, 180, 600, 840, 1440, 10080]))
    def wait(self, minutes: int) -> None:
        self.now += minutes * MINUTE

    @rule(hour=some.integers(0, 23))
    def wait_until(self, hour: int) -> None:
        self.now += HOUR * ((hour - self.now.hour) % 24)
