"""What comes to a call floor from elsewhere: files of electors and calls, paper, and packs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from hypothesis import strategies as some
from hypothesis.stateful import precondition, rule
from sqlalchemy import select

from phonebank.domain.errors import InputRefused
from phonebank.domain.permits import Actor
from phonebank.services import call_sheets, calling, imports, merging, pack_floor, packs, serving
from phonebank.services.importing import ImportKind
from phonebank.services.packs import Wanted
from phonebank.services.serving import ANY_LIST, EVERYBODY, Served
from phonebank.services.signing_in import sign_in
from phonebank.store.call_schema import Call
from phonebank.store.database import Database
from phonebank.store.pack_schema import PutBy
from phonebank.store.schema import Lease
from tests.conftest import call_row, entry, roll_row
from tests.services.away import WORDS, issue
from tests.services.floor_at_desks import (
    EXETER,
    NUMBERS,
    PLACES,
    AtDesks,
    electors,
    flags,
    outcomes,
)
from tests.services.floor_model import Book, Rules, Told, bars

MOST_PACKS = 3


@dataclass(frozen=True, slots=True)
class Back:
    """A file that came back of a pack, with the calls and takings back that stand in it."""

    path: Path
    calls: frozenset[UUID]
    taken_back: frozenset[UUID]
    given: frozenset[int]
    is_final: bool
    skipped: Mapping[int, datetime]


@dataclass(slots=True)
class Away:
    """A pack as it was issued, its floor, and what came back of it. Lost ones are recalled."""

    id: str
    caller: str
    db: Database
    actor: Actor
    book: Book
    electors: frozenset[int]
    made: dict[UUID, Told] = field(default_factory=dict)
    files: list[Back] = field(default_factory=list)
    skipped: dict[tuple[str, int], datetime] = field(default_factory=dict)
    is_recalled: bool = False
    was_undone: bool = False


class FromElsewhere(AtDesks):
    """The floor with imports, call sheets, and up to three packs away."""

    def __init__(self) -> None:
        super().__init__()
        self.away: list[Away] = []
        self.imported: dict[int, tuple[list[dict[str, str]], set[UUID]]] = {}
        self.merges: dict[int, tuple[Away, frozenset[UUID]]] = {}
        self.rows: list[tuple[int, int, int, str]] = []
        self.in_pack: dict[int, str] = {}

    @rule(barred=some.none() | electors, email=some.integers(0, 3))
    def roll_again(self, barred: int | None, email: int) -> None:
        now = self.tick()
        same = {"mobile": NUMBERS[0], "landline": NUMBERS[1], "email": f"ada{email}@example.org"}
        rows = [
            roll_row(f"L{at:05}", constituency=place, do_not_call="yes" * (at == barred), **same)
            for at, place in enumerate(PLACES, start=1)
        ]
        told = self.make.brought_in(ImportKind.ROLL, rows, now=now)
        assert told.read == len(PLACES) == told.fates.total()
        if barred is not None and not self.book.is_barred(barred):
            self.book.barred.add(barred)

    @rule(whom=some.lists(electors, min_size=1, max_size=3), outcome=outcomes)
    def bring_in_calls(self, whom: list[int], outcome: str) -> None:
        rows, calls = [], []
        for elector in whom:
            call = self.told(elector, "Vi", outcome, 0, at=self.tick(), list_name=EVERYBODY)
            cells = {"called_at": call.at.isoformat(), "call_id": str(call.call_id)}
            rows.append(call_row(f"L{elector:05}", outcome, **cells))
            calls.append(call)
        accounts = self.make.brought_in(ImportKind.CALLS, rows, now=self.tick())
        assert accounts.read == len(rows) == accounts.fates.total()
        for call in calls:
            self.book.add(call)
        newest = accounts.import_id
        assert newest is not None
        self.imported[newest] = rows, {call.call_id for call in calls}

    @precondition(lambda self: self.imported)
    @rule(at=some.integers(0, 9), is_again=some.booleans())
    def bring_in_again_or_undo(self, at: int, is_again: bool) -> None:
        number = sorted(self.imported)[at % len(self.imported)]
        rows, ids = self.imported[number]
        now = self.tick()
        if is_again:
            accounts = self.make.brought_in(ImportKind.CALLS, rows, now=now)
            assert accounts.read == len(rows) == accounts.fates.total()
            return
        standing = {it.call_id for it in self.book.standing()} & ids
        done = imports.undo_import(self.db, self.make.organiser, number, now).value
        assert done.taken_back == len(standing)
        self.book.take_back(standing)
        del self.imported[number]

    @rule(list_name=some.sampled_from([EVERYBODY, EXETER]))
    def print_a_sheet(self, list_name: str) -> None:
        now, organiser = self.tick(), self.make.organiser
        try:
            laid = call_sheets.lay_sheets(self.db, organiser, list_name, now, 2, 2).value
        except InputRefused:
            return
        for page in laid.pages:
            for row in page.rows:
                self.check_taken(row.card.id)
                self.book.on_paper[row.card.id] = laid.until
                self.rows.append((page.number, row.row, row.card.id, list_name))

    def check_taken(self, elector: int) -> None:
        """Whoever goes on paper or into a pack is free, and may be rung."""
        now, book = self.now, self.book
        assert not any(mine.get(elector, now) > now for mine in book.holds.values())
        assert not book.is_barred(elector)
        assert elector not in book.passed_on
        assert book.away.get(elector, now) <= now
        assert book.on_paper.get(elector, now) <= now

    @precondition(lambda self: self.rows)
    @rule(at=some.integers(0, 9), outcome=outcomes, flag=flags)
    def enter_a_row(self, at: int, outcome: str, flag: int) -> None:
        sheet, row, elector, list_name = self.rows.pop(at % len(self.rows))
        self.tick()
        told = self.told(elector, "Bo", outcome, flag, list_name=list_name)
        bo = self.callers["Bo"]
        said = entry(
            elector,
            bo,
            outcome,
            call_id=told.call_id,
            called_at=told.at,
            do_not_call=told.do_not_call,
            ballot="returned" if told.returned else None,
            callback_at=told.callback_at,
            callback_for=bo.caller_id if told.callback_for else None,
        )
        call_sheets.enter_row(self.db, self.make.organiser, sheet, row, "Bo", said, self.now)
        self.book.add(told)
        self.book.on_paper.pop(elector, None)
        self.book.holds.get("Bo", {}).pop(elector, None)

    @precondition(lambda self: len(self.away) < MOST_PACKS)
    @rule(
        name=some.sampled_from(["Vi", "Bo"]),
        list_name=some.sampled_from([EVERYBODY, EXETER]),
        size=some.integers(1, 4),
    )
    def issue_a_pack(self, name: str, list_name: str, size: int) -> None:
        path, now = self.new_file(), self.tick()
        wanted = Wanted(caller=name, list_name=list_name, electors=size)
        try:
            issued = issue(self.make, wanted, path, now)
        except InputRefused:
            return
        with self.db.read() as session:
            leased = select(Lease.elector_id).where(Lease.pack_id == str(issued.id))
            held = frozenset(session.scalars(leased))
        assert len(held) == issued.electors
        for elector in held:
            self.check_taken(elector)
            self.book.away[elector] = issued.expires_at
            self.in_pack[elector] = str(issued.id)
        one, floor = self.book.lists[list_name], pack_floor.open_pack(path, WORDS, now)
        book = Book({list_name: Rules(attempts=one.attempts, waits=dict(one.waits))})
        book.calls = {it.call_id: it for it in self.book.standing() if it.elector in held}
        book.lists |= {it: rules for it, rules in self.book.lists.items() if it != list_name}
        self.away.append(Away(str(issued.id), name, floor, sign_in(floor), book, held))

    def new_file(self) -> Path:
        return self.folder / f"{uuid4()}.pack"

    @precondition(lambda self: self.away)
    @rule(at=some.integers(0, 2), outcome=outcomes, flag=flags, skips=some.booleans())
    def work_in_a_pack(self, at: int, outcome: str, flag: int, skips: bool) -> None:
        one, now = self.away[at % len(self.away)], self.tick()
        found = serving.next_elector(one.db, one.actor, one.actor.caller_id, now, ANY_LIST).value
        if not isinstance(found, Served):
            return
        elector, [list_name, *_] = found.card.id, one.book.lists
        assert elector in one.electors
        why = one.book.why_not(elector, one.caller, list_name, now, is_mp=False)
        assert not why, f"{elector} was served in a pack: {why}"
        if skips and flag > 5:
            serving.skip(one.db, one.actor, elector, "knows them", now)
            one.book.skipped[one.caller, elector] = one.skipped[one.caller, elector] = now
            return
        told = self.told(elector, one.caller, outcome, flag, list_name=list_name)
        one.made[told.call_id] = told
        one.book.add(self.said(one.db, one.actor, told))

    @precondition(lambda self: any(one.made for one in self.away))
    @rule(at=some.integers(0, 2))
    def undo_in_a_pack(self, at: int) -> None:
        one, now = self.away[at % len(self.away)], self.tick()
        if one.made.keys() - one.book.taken_back:
            gone = calling.undo_last(one.db, one.actor, one.actor.caller_id, now).value.call_id
            assert gone in one.made.keys() - one.book.taken_back
            one.book.take_back([gone])

    @precondition(lambda self: self.away)
    @rule(at=some.integers(0, 2), is_final=some.sampled_from([False, False, True]))
    def write_a_return(self, at: int, is_final: bool) -> None:
        one, now, path = self.away[at % len(self.away)], self.tick(), self.new_file()
        done = pack_floor.pack_return(one.db, one.actor, path, now, is_final=is_final).value
        taken_back = frozenset(one.book.taken_back)
        assert done.calls == len(one.made) + len(taken_back)
        with one.db.read() as session:
            here = select(Lease.elector_id).where(Lease.pack_id == one.id)
            given = one.electors if done.is_final else frozenset(session.scalars(here))
        assert len(given) == done.given_back
        skips = {elector: at for (_, elector), at in one.skipped.items()}
        made = frozenset(one.made)
        one.files.append(Back(path, made, taken_back, given, done.is_final, skips))

    @precondition(lambda self: any(one.files for one in self.away))
    @rule(at=some.integers(0, 50))
    def merge(self, at: int) -> None:
        every = [(one, back) for one in self.away for back in one.files]
        (one, back), now = every[at % len(every)], self.tick()
        before, were_put_by = self.stored(), self.put_by()
        told = merging.merge_pack(self.db, self.make.organiser, back.path, now).value
        assert told.read == len(back.calls) + len(back.taken_back)
        assert told.read == told.added + told.known + told.quarantined
        added, put_by = self.stored() - before, self.put_by() - were_put_by
        assert added <= back.calls <= before | added | put_by | were_put_by
        for call_id in added:
            self.book.add(one.made[call_id])
        self.book.barred |= {
            one.made[it].elector for it in put_by & back.calls if bars(one.made[it])
        }
        self.book.take_back(self.stored(gone=True) & back.taken_back)
        if not one.is_recalled and not one.was_undone:
            assert not put_by & back.calls
            assert back.taken_back <= self.stored(gone=True)
        if not one.is_recalled and not one.was_undone:
            for elector, at_then in back.skipped.items():
                earlier = self.book.skipped.get((one.caller, elector), at_then)
                self.book.skipped[one.caller, elector] = max(at_then, earlier)
        if not one.is_recalled:
            for elector in one.electors if back.is_final else back.given:
                self.free(one, elector)
        if told.merge_id is not None:
            self.merges[told.merge_id] = one, frozenset(added)

    def free(self, one: Away, elector: int) -> None:
        with self.db.read() as session:
            held = session.get(Lease, elector)
            assert held is None or held.pack_id != one.id
        if self.in_pack.get(elector) == one.id:
            self.book.away.pop(elector, None)

    def stored(self, *, gone: bool = False) -> set[UUID]:
        """The ids of the calls that the campaign holds, or of those that are superseded."""
        ids = select(Call.call_id).where(Call.outcome.is_not(None))
        superseded = select(Call.supersedes).where(Call.supersedes.is_not(None))
        with self.db.read() as session:
            return {UUID(str(it)) for it in session.scalars(superseded if gone else ids)}

    def put_by(self) -> set[UUID]:
        with self.db.read() as session:
            return {UUID(it) for it in session.scalars(select(PutBy.call_id))}

    @precondition(lambda self: self.merges)
    @rule(at=some.integers(0, 9))
    def undo_a_merge(self, at: int) -> None:
        number = sorted(self.merges)[at % len(self.merges)]
        one, brought = self.merges.pop(number)
        standing = {it.call_id: it for it in self.book.standing() if it.call_id in brought}
        done = merging.undo_merge(self.db, self.make.organiser, number, self.tick()).value
        assert done.taken_back == len(standing)
        self.book.barred |= {it.elector for it in standing.values() if bars(it)}
        self.book.take_back(standing)
        one.was_undone = True
        for caller_and_elector in one.skipped:
            self.book.skipped.pop(caller_and_elector, None)

    @precondition(lambda self: self.away)
    @rule(at=some.integers(0, 2))
    def recall(self, at: int) -> None:
        one, now = self.away[at % len(self.away)], self.tick()
        packs.recall_pack(self.db, self.make.organiser, one.id, now)
        one.is_recalled = True
        for elector in one.electors:
            self.free(one, elector)
