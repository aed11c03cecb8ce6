"""What every test stands on: builders, so that a test names only what it is about."""

import csv
import gc
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from alembic import command
from argon2 import low_level
from hypothesis import settings
from sqlalchemy import Engine, select

from phonebank.domain.calls import CallEntry, CallRecord
from phonebank.domain.contest import (
    Affiliate,
    Candidate,
    Contest,
    PreviousChoice,
    Reason,
    Section,
)
from phonebank.domain.electors import ElectorCard, sorting_key
from phonebank.domain.intake import Accounts
from phonebank.domain.permits import Actor, Role
from phonebank.domain.phones import parse_number
from phonebank.domain.places import place_key
from phonebank.services import calling, importing
from phonebank.services.campaigns import create_campaign, shipped_outcomes
from phonebank.services.demo import open_demo
from phonebank.services.importing import ImportKind, ImportOptions
from phonebank.services.signing_in import add_caller, caller_rows, sign_in
from phonebank.store import (
    contest,
    electors,
    kept,
    kept_counts,
    places,
    roll,
    roll_writing,
    search,
)
from phonebank.store.database import Database
from phonebank.store.schema import Elector
from phonebank.unfinished import Taken, put_in_place
from tests.cluster import Cluster, cluster
from tests.made_once import CompiledOnce, MigratedOnce

__all__ = ["cluster"]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")

MONDAY = datetime(2016, 9, 5, 17, 0, tzinfo=UTC)
"""A Monday at 18:00 in London: anybody may be rung."""

OUTCOMES = shipped_outcomes()

CONTEST = Contest(
    name="Test contest",
    title="A contest made for tests",
    ballots_open=datetime(2016, 8, 22, tzinfo=UTC),
    ballots_close=datetime(2016, 9, 21, 11, tzinfo=UTC),
    candidates=[
        Candidate("Corbyn", "Jeremy Corbyn", "C", "#D1495B", False),
        Candidate("Smith", "Owen Smith", "S", "#0B6E6E", True),
    ],
    sections=[Section("full member"), Section("affiliated supporter")],
    affiliates=[Affiliate("GMB", "trade union"), Affiliate("UNISON", "trade union")],
    previous=[PreviousChoice("Corbyn", "Jeremy Corbyn"), PreviousChoice("Burnham", "Andy Burnham")],
    reasons=[Reason("unity", "I"), Reason("electability", "E"), Reason("Brexit", "X")],
)


@contextmanager
def copied(template: Path, target: Path) -> Iterator[Database]:
    """A copy of a closed campaign, open as long as the block lasts."""
    shutil.copyfile(template, target)
    opened = Database(target)
    try:
        yield opened
    finally:
        opened.close()


def record(outcome: str = "no-answer", minutes: int = 0, **fields: Any) -> CallRecord:
    """A stored call as the fold reads it, some minutes after MONDAY."""
    if outcome == "spoke":
        fields.setdefault("intention", "Smith")
    if outcome == "callback":
        fields.setdefault("callback_at", MONDAY + timedelta(minutes=minutes, days=1))
    fields.setdefault("call_id", uuid4())
    fields.setdefault("caller_id", 1)
    return CallRecord(
        called_at=MONDAY + timedelta(minutes=minutes), outcome=OUTCOMES[outcome], **fields
    )


def taking_back(call: CallRecord) -> CallRecord:
    """The record that an undo leaves."""
    return CallRecord(
        call_id=uuid4(),
        called_at=call.called_at + timedelta(minutes=1),
        caller_id=call.caller_id,
        outcome=None,
        supersedes=call.call_id,
    )


def entry(elector: int, by: Actor, outcome: str = "no-answer", **fields: Any) -> CallEntry:
    """A call as a caller fills it in; whoever spoke is for Smith unless told."""
    if outcome == "spoke":
        fields.setdefault("intention", "Smith")
    fields.setdefault("call_id", uuid4())
    fields.setdefault("caller_id", by.caller_id)
    return CallEntry(elector_id=elector, outcome=outcome, **fields)


class Make:
    """Builds valid rows in one campaign."""

    def __init__(self, db: Database, folder: Path | None = None) -> None:
        self.db = db
        self._folder = folder
        self.organiser = sign_in(db)
        self._made = 0
        self._places: dict[str, int] = {}

    def caller(self, name: str = "Vi", role: Role = Role.VOLUNTEER) -> Actor:
        """The caller with this name, added when new."""
        if name not in self.names():
            add_caller(self.db, self.organiser, name, role)
        return sign_in(self.db, name)

    def names(self) -> list[str]:
        return [row.name for row in caller_rows(self.db)]

    def elector(
        self,
        name: str = "Ada Byron",
        place: str = "Exeter",
        numbers: Sequence[str] = ("07700 900001",),
        *,
        do_not_call: bool = False,
        **facts: Any,
    ) -> int:
        """Put somebody on the roll and answer their id."""
        return self.electors(1, name, place, numbers, do_not_call=do_not_call, **facts)[0]

    def electors(
        self,
        count: int,
        name: str = "Ada Byron",
        place: str = "Exeter",
        numbers: Sequence[str] = ("07700 900001",),
        *,
        do_not_call: bool = False,
        **facts: Any,
    ) -> list[int]:
        """Put several alike on the roll at once and answer their ids."""
        parsed = [(text, parse_number(text)) for text in numbers]
        stored = [roll.StoredNumber(text, n.e164, n.kind) for text, n in parsed]
        with self.db.write() as session:
            writer = roll_writing.BulkWriter(session, roll.Origin(None, None, MONDAY))
            new, there = [], self._place(session, place)
            for _ in range(count):
                self._made += 1
                row = {**self._facts(name, facts), "constituency_id": there}
                new.append(roll.NewElector(**row, numbers=tuple(stored), barred=do_not_call))
            writer.add(roll.NewElectors.of(new), [None] * count)
            search.fill_new(session, writer.first_id - 1)
            return list(range(writer.first_id, writer.next_id))

    def _facts(self, name: str, facts: Mapping[str, Any]) -> dict[str, Any]:
        first, _, last = name.partition(" ")
        blank: dict[str, Any] = dict.fromkeys(roll.FACTS, "")
        unknown = {"section_id", "affiliate_id", "joined_on", "roll_previous_vote"}
        return {
            **blank,
            **dict.fromkeys(unknown),
            "eligible": True,
            "membership_number": f"L{self._made:05}",
            "first_name": first,
            "last_name": last,
            "name_key": sorting_key(first, last),
            **facts,
        }

    def _place(self, session: Any, place: str) -> int:
        if place not in self._places:
            self._places[place] = places.constituency_ids(session)[place_key(place)]
        return self._places[place]

    def section(self, name: str) -> int:
        with self.db.read() as session:
            return places.section_ids(session)[place_key(name)]

    def affiliate(self, name: str) -> int:
        with self.db.read() as session:
            return places.affiliate_ids(session)[place_key(name)]

    def call(
        self,
        elector: int,
        outcome: str = "no-answer",
        by: Actor | None = None,
        now: datetime = MONDAY,
        **fields: Any,
    ) -> UUID:
        """Log a call and answer its id."""
        actor = by or self.organiser
        said = entry(elector, actor, outcome, **fields)
        return calling.log_call(self.db, actor, said, now).value.call_id

    def answers(self, place: str, roll_size: int, by: Actor | None = None, **counts: int) -> None:
        """A place of so many electors, of whom so many gave each answer (`wont_say` and so on)."""
        ids = iter(self.electors(roll_size, place=place))
        for answer, count in counts.items():
            for _ in range(count):
                self.call(next(ids), "spoke", by, intention=answer.replace("_", "-"))

    def state(self, elector: int) -> Elector:
        """The elector's row: facts and kept state."""
        with self.db.read() as session:
            return session.scalars(select(Elector).where(Elector.id == elector)).one()

    def card(self, elector: int) -> ElectorCard:
        with self.db.read() as session:
            return electors.card(session, elector, contest.outcomes(session))

    def stale(self) -> int:
        """How many electors' kept state is not the fold of their calls, and how many kept counts
        are not what counting electors comes to."""
        with self.db.read() as session:
            folded = kept.count_stale(session, contest.outcomes(session))
            return folded + kept_counts.count_wrong(session)

    def brought_in(
        self,
        kind: ImportKind,
        rows: Sequence[Mapping[str, str]],
        options: ImportOptions | None = None,
        now: datetime = MONDAY,
    ) -> Accounts:
        """Write the rows to a file and import it."""
        path = csv_file((self._folder or self.db.path.parent) / f"{kind.value}.csv", rows)
        return importing.import_file(self.db, self.organiser, path, kind, now, options).value


def csv_file(path: Path, rows: Sequence[Mapping[str, str]]) -> Path:
    """A CSV whose header is every column that some row has."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def roll_row(number: str = "L1", name: str = "Ada Byron", **cells: str) -> dict[str, str]:
    """A row of a roll as somebody would write it."""
    first, _, last = name.partition(" ")
    named = {"membership_number": number, "first_name": first, "last_name": last}
    return {**named, "constituency": "Exeter", "mobile": "07700 900001", **cells}


def call_row(who: str = "L1", /, outcome: str = "no-answer", **cells: str) -> dict[str, str]:
    """A row of a call file as somebody would write it."""
    said = {"intention": "Smith"} if outcome == "spoke" else {}
    first = {"membership_number": who, "called_at": "2016-09-05T18:00:00+01:00"}
    return {**first, "caller": "Vi", "outcome": outcome, **said, **cells}


@pytest.fixture(scope="session", autouse=True)
def _made_once() -> Iterator[None]:
    """Argon2 makes the same key of the same words and salt, at a high cost: once is enough.

    So it is with what SQLAlchemy compiles and what Alembic says to a new file (tests/made_once).
    """
    compiled = CompiledOnce()
    for_all = property(lambda engine: compiled, lambda engine, own: None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(low_level, "hash_secret_raw", cache(low_level.hash_secret_raw))
        patch.setattr(Engine, "_compiled_cache", for_all, raising=False)
        patch.setattr(command, "upgrade", MigratedOnce())
        yield


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, made once for all workers; copy it."""
    own = tmp_path_factory.getbasetemp()
    shared = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "demo.phonebank"
    if not shared.exists():
        db = open_demo(tmp_path_factory.mktemp("demo"))
        db.close()
        with suppress(Taken):  # by another worker at the same moment
            put_in_place(db.path, shared)
    return shared


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A campaign without electors, made once; `db` and `copied` open copies of it."""
    path = tmp_path_factory.mktemp("template") / "template.phonebank"
    create_campaign(path, CONTEST, MONDAY).close()
    return path


@pytest.fixture(scope="session")
def server_template(cluster: Cluster) -> str:
    """The same in a database, by whose name copies are made."""
    name = cluster.make()
    create_campaign(cluster.address(name), CONTEST, MONDAY).close()
    return name


@contextmanager
def on_server(cluster: Cluster, template: str) -> Iterator[Database]:
    """A copy of a campaign on the server, open as long as the block lasts."""
    name = cluster.make(template)
    opened = Database(cluster.address(name))
    try:
        yield opened
    finally:
        opened.close()
        cluster.drop(name)


HOMES = ("file", pytest.param("server", marks=pytest.mark.server))
ON_BOTH = ("services", "store")


def pytest_collection_finish() -> None:
    """What thousands of tests are made of stays to the end, so rubbish is looked for elsewhere."""
    gc.collect()
    gc.freeze()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What services and store do is tested in a file and on a server, unless marked for a file
    or told by the test itself."""
    test = metafunc.definition
    is_for_both = test.path.parent.name in ON_BOTH and not test.get_closest_marker("file")
    is_told = any("home" in mark.args[0] for mark in test.iter_markers("parametrize"))
    if "home" in metafunc.fixturenames and is_for_both and not is_told:
        metafunc.parametrize("home", HOMES, indirect=True)


@pytest.fixture
def home(request: pytest.FixtureRequest) -> str:
    """Where the campaign of a test is."""
    return str(getattr(request, "param", "file"))


@pytest.fixture
def db(home: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A fresh campaign of Smith (ours) against Corbyn, with its first organiser."""
    if home == "server":
        names = "cluster", "server_template"
        opening = on_server(*map(request.getfixturevalue, names))
    else:
        opening = copied(request.getfixturevalue("template"), tmp_path / "campaign.phonebank")
    with opening as opened:
        yield opened


@pytest.fixture
def make(db: Database, tmp_path: Path) -> Make:
    return Make(db, tmp_path)
