"""The counts that a file keeps are those of counting, whatever is written and in whatever order."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from sqlalchemy.orm import Session

from phonebank.domain.canvass import By
from phonebank.services import duplicates, editing, insight_rows, suppressing
from phonebank.services.calling import undo_last
from phonebank.services.importing import ImportKind
from phonebank.services.imports import undo_import
from phonebank.services.insight_asking import Asked
from phonebank.services.insight_rows import WEEK
from phonebank.store import (
    answer_counts,
    call_counts,
    contest,
    counts,
    insight_counts,
    insight_kept,
    insight_names,
    insight_said,
    insight_times,
    kept_counts,
)
from phonebank.store.counts import Filter
from phonebank.store.database import Database
from phonebank.store.schema import Elector
from tests.conftest import MONDAY, Make, call_row, copied, roll_row

pytestmark = pytest.mark.file

TIMES = ("2016-09-01 10:00:00.000000", "2016-09-02 10:00:00.000000")
VALUES: dict[str, Sequence[Any]] = {
    "on_roll": (0, 1, 1),
    "constituency_id": (1, 2),
    "section_id": (None, 1, 2),
    "affiliate_id": (None, 1),
    "recruited_by": ("", "Unite"),
    "intention": (None, "Smith", "Corbyn", "wont-say"),
    "attempts": (0, 1, 3),
    "contacted": (0, 1),
    "last_call_at": (None, *TIMES),
    "intention_at": (None, *TIMES),
    "prior_intention": (None, "Smith", "undecided"),
    "prior_at": (None, *TIMES),
    "joined_on": (None, "2015-12-31", "2016-01-01"),
    "first_reached": (None, 1, 2),
    "disposition": (None, "conversation", "no-contact"),
    "turn": ("ready", "callback", "finished"),
    "suppressed": ("", "do-not-call"),
    "usable_numbers": (0, 1),
    "ballot": (None, "received", "returned"),
    "intention_by": (None, 1),
    "intention_list": (None, 1),
    "previous_vote": (None, "Burnham"),
    "reasons": ("", "1;3"),
    "rung": ("", "736207.1ed", "736207.1edcEDC;736207.1;736208.12dc"),
}
ids = some.integers(1, 4)
rows = some.fixed_dictionaries({name: some.sampled_from(known) for name, known in VALUES.items()})
changes = some.fixed_dictionaries(
    {}, optional={name: some.sampled_from(known) for name, known in VALUES.items()}
)
writes: Any = some.lists(
    some.one_of(
        some.tuples(some.just("add"), ids, rows),
        some.tuples(some.just("change"), ids, changes),
        some.tuples(some.just("remove"), ids, some.just({})),
    ),
    max_size=12,
)
UNSAID = "membership_number, name_key, eligible"


def written(how: str, elector: int, values: dict[str, Any]) -> tuple[str, list[Any]]:
    if how == "remove":
        return "DELETE FROM elector WHERE id = ?", [elector]
    if how == "change":
        told = ", ".join(f"{name} = ?" for name in values) or "id = id"
        return f"UPDATE elector SET {told} WHERE id = ?", [*values.values(), elector]
    columns = f"id, title, first_name, last_name, email, address, postcode, {UNSAID}"
    told = f"?, '', '', '', '', '', '', {elector}, '', 1"
    return (
        f"INSERT OR IGNORE INTO elector ({columns}, {', '.join(values)}) "
        f"VALUES ({told}{', ?' * len(values)})",
        [elector, *values.values()],
    )


@given(writes=writes)
@settings(max_examples=60, deadline=None)
def test_whatever_is_written_the_counts_go_with_it(
    writes: Sequence[tuple[str, int, dict[str, Any]]], template: Path, tmp_path_factory: Any
) -> None:
    target = tmp_path_factory.mktemp("counted") / "counted.phonebank"
    with copied(template, target) as db, db.write() as session:
        for write in writes:
            statement, values = written(*write)
            session.connection().exec_driver_sql(statement, tuple(values))
            assert kept_counts.count_wrong(session) == 0
        with kept_counts.counted_after(session):
            session.connection().exec_driver_sql("DELETE FROM elector WHERE id = 1")
        assert kept_counts.count_wrong(session) == 0


STEPS = (
    *("call", "answer", "answer", "correct", "undo", "wait", "move", "import", "undo import"),
    *("merge", "calls"),
)
WHO = ("Smith", "Corbyn", "undecided")
BYS = (By.CONSTITUENCY, By.REGION)


class Office:
    """Whatever may be done to the roll and its calls, one thing after another."""

    def __init__(self, make: Make) -> None:
        self.make, self.now = make, MONDAY
        self.electors = [make.elector(f"Ada Byron{n}") for n in range(3)]
        self.calls: list[Any] = []
        self.imports: list[int] = []

    def do(self, step: str, at: int) -> None:
        self.now += timedelta(minutes=1)
        make, elector = self.make, self.electors[at % len(self.electors)]
        if step == "wait":
            self.now += timedelta(minutes=17 * at)
        elif step == "call":
            make.call(elector, "no-answer", now=self.now)
        elif step == "answer":
            said = ("Smith", "Corbyn", "undecided", "wont-vote")[at % 4]
            self.calls.append((make.call(elector, "spoke", now=self.now, intention=said), elector))
        elif step == "correct" and self.calls:
            call, rung = self.calls.pop()
            make.call(rung, "not-eligible", now=self.now, supersedes=call)
        elif step == "undo" and self.calls:
            undo_last(make.db, make.organiser, make.organiser.caller_id, self.now)
            self.calls.clear()
        elif step == "move":
            places = ("Exeter", "Ynys Môn")
            editing.move(make.db, make.organiser, elector, places[at % 2], self.now)
        else:
            self._bring_in(step, at, elector)

    def _bring_in(self, step: str, at: int, elector: int) -> None:
        make = self.make
        if step == "import":
            row = roll_row(f"N{at}", constituency="Ynys Môn", section="full member")
            changed = roll_row("L00001", "Ada Byron0", constituency="Hove", affiliate="GMB")
            told = make.brought_in(ImportKind.ROLL, [row, changed], now=self.now)
            self.imports += [told.import_id] if told.import_id else []
        elif step == "undo import" and self.imports:
            undo_import(make.db, make.organiser, self.imports.pop(), self.now)
        elif step == "merge" and len(self.electors) > 1:
            other = self.electors.pop()
            duplicates.merge(make.db, make.organiser, self.electors[0], other, self.now)
        elif step == "calls":
            row = call_row("L00001", "spoke", called_at=self.now.isoformat())
            make.brought_in(ImportKind.CALLS, [row], now=self.now)
            suppressing.suppress(make.db, make.organiser, elector, "deceased", self.now)


@given(
    steps=some.lists(some.tuples(some.sampled_from(STEPS), some.integers(0, 5)), max_size=10),
)
@settings(max_examples=20, deadline=None)
def test_whatever_the_office_does_the_counts_are_those_of_counting(
    steps: Sequence[tuple[str, int]], template: Path, tmp_path_factory: Any
) -> None:
    folder = tmp_path_factory.mktemp("office")
    with copied(template, folder / "office.phonebank") as db:
        office = Office(Make(db, folder))
        for step in steps:
            office.do(*step)
            assert office.make.stale() == 0
        check_changes(office)


@given(
    steps=some.lists(
        some.tuples(some.sampled_from(["answer", "wait", "undo"]), some.integers(0, 5)),
        min_size=4,
        max_size=14,
    ),
)
@settings(max_examples=20, deadline=None)
def test_what_stood_before_is_told_of_whoever_answers_again_and_again(
    steps: Sequence[tuple[str, int]], template: Path, tmp_path_factory: Any
) -> None:
    with copied(template, tmp_path_factory.mktemp("again") / "again.phonebank") as db:
        office = Office(Make(db))
        del office.electors[1:]
        for step in steps:
            office.do(*step)
        check_changes(office)


def check_changes(office: Office) -> None:
    """What is kept by the hour tells of every moment what the electors themselves tell."""
    span = office.now - MONDAY
    with office.make.db.read() as session:
        for since in (MONDAY - timedelta(days=1), *(MONDAY + span * n / 4 for n in range(5))):
            kept, counted = (
                insight_rows.week_ago(asked(session, chosen, since + WEEK), BYS)
                for chosen in (Filter(), Filter(segments=[counts.ON_ROLL]))
            )
            assert {by: changed(kept[by]) for by in BYS} == {by: changed(counted[by]) for by in BYS}


def asked(session: Session, chosen: Filter, now: datetime) -> Asked:
    told = contest.contest(session)
    return Asked(session=session, contest=told, chosen=chosen, where={}, now=now)


def changed(moved: insight_rows.Moved) -> dict[str | None, dict[str, int]]:
    told = {
        at: {who: n for who, n in more.items() if n and who in WHO} for at, more in moved.items()
    }
    return {at: more for at, more in told.items() if more}


@pytest.fixture
def rung(make: Make) -> Database:
    """Answers of three places, with sections, affiliates and recruiters."""
    member = make.section("full member")
    for at, place in enumerate(("Exeter", "Ynys Môn", "Hove")):
        make.answers(place, 4 + at, Smith=1 + at, Corbyn=1, wont_say=1)
        union = make.electors(
            3, place=place, section_id=member, affiliate_id=make.affiliate("GMB"), recruited_by="Bo"
        )
        make.call(union[0], "spoke", intention="undecided")
        make.call(union[1], "no-answer", now=MONDAY + timedelta(hours=at))
        make.elector(place=place, eligible=False)
    return make.db


def chosen_in(make: Make) -> Sequence[Filter]:
    everybody = Filter()
    place = make.state(1).constituency_id
    return (
        everybody,
        replace(everybody, constituency_ids=frozenset({place})),
        replace(everybody, section_ids=frozenset({make.section("full member")})),
        replace(everybody, affiliate_ids=frozenset({make.affiliate("GMB")})),
        replace(everybody, constituency_ids=frozenset()),
    )


def test_what_is_kept_tells_the_same_as_counting_electors(make: Make, rung: Database) -> None:
    shorts = ("Smith", "Corbyn")
    with rung.read() as session:
        for chosen in chosen_in(make):
            told = counts.counted(session, shorts, chosen)
            assert isinstance(told, counts.FromKept)
            by_place = counts.ByPlace(session, shorts, chosen)
            counted = counts.Labelled(session, shorts, chosen)
            assert told.by_constituency() == by_place.by_constituency()
            assert told.by_constituency() == counted.by_constituency()
            for by in ("region", "section", "affiliate", "recruiter"):
                assert told.tallies(by) == counted.tallies(by)


EDGES = (date(2015, 1, 1), date(2016, 1, 1))


@pytest.mark.parametrize("chosen", [Filter(), Filter(segments=[Elector.recruited_by == "Bo"])])
def test_everybody_is_counted_by_when_they_joined(
    make: Make, rung: Database, chosen: Filter
) -> None:
    joined = (date(2014, 12, 31), date(2015, 1, 1), date(2015, 12, 31), date(2016, 1, 1), None)
    for at, day in enumerate(joined):
        make.electors(at + 1, joined_on=day, recruited_by="Bo", place=("Exeter", "Hove")[at % 2])
    columns = Elector.section_id, insight_counts.period(EDGES), Elector.affiliate_id
    with rung.read() as session:
        regions = insight_names.Names(session).regions
        counted = insight_counts.population(session, chosen, EDGES)
        one_by_one = insight_counts.of_roll(
            session, chosen, *columns, Elector.constituency_id, places=regions
        )
    assert sorted(counted, key=str) == sorted(map(tuple, one_by_one), key=str)
    assert {it.period for it in counted} == {-1, 0, 1, 2}


def test_sizes_and_answers_are_told_from_what_is_kept(make: Make, rung: Database) -> None:
    strong = frozenset({"firm", "leaning", None})
    with rung.read() as session:
        for chosen in chosen_in(make):
            by_index = replace(chosen, segments=[counts.ON_ROLL])
            assert counts.are_kept(session, chosen)
            assert not counts.are_kept(session, by_index)
            for ask in (insight_counts.roll_size, insight_counts.intentions):
                assert ask(session, chosen) == ask(session, by_index)
        assert not counts.are_kept(session, Filter(strengths=strong))  # type: ignore[arg-type]


def test_who_is_left_to_ring_is_told_from_what_is_kept(make: Make, rung: Database) -> None:
    """And at which attempt the others were reached, by which section and time of joining."""
    for at, day in enumerate((date(2014, 12, 31), date(2015, 1, 1), date(2016, 1, 1), None)):
        make.call(make.elector(joined_on=day, place="Hove"), "no-answer")
        make.electors(at + 1, joined_on=day, section_id=make.section("full member"))
    make.elector(do_not_call=True)
    make.elector(numbers=())
    make.call(make.elector(), "spoke", intention="Smith", ballot="returned")
    with rung.read() as session:
        for chosen in chosen_in(make):
            by_index = replace(chosen, segments=[counts.ON_ROLL])
            assert told_of_roll(session, chosen) == told_of_roll(session, by_index)
        assert insight_counts.to_ring(session, Filter(), 6).keys() == {0, 1}


def told_of_roll(session: Session, chosen: Filter) -> list[Any]:
    rows = (
        insight_counts.unreached(session, chosen, EDGES),
        insight_counts.population(session, chosen, EDGES),
        insight_counts.tries(session, chosen),
    )
    left = [insight_counts.to_ring(session, chosen, most) for most in (1, 6)]
    return [*(sorted(map(tuple, it), key=str) for it in rows), *left]


def test_answers_and_calls_are_told_from_what_is_kept_of_all(make: Make, rung: Database) -> None:
    """By hour, with what was said beside them, by day and by caller; a merged elector once."""
    bo = make.caller("Bo")
    elector = make.elector("Ada Byron", roll_previous_vote="Burnham")
    make.call(elector, "spoke", bo, intention="Smith", reasons=["Unity"])
    make.call(elector, "spoke", now=MONDAY + timedelta(days=1), intention="Corbyn")
    other = make.elector("Ada Byronn")
    make.call(other, "no-answer", bo, now=MONDAY + timedelta(days=1))
    duplicates.merge(make.db, make.organiser, elector, other, MONDAY + timedelta(days=2))
    with rung.read() as session:
        kept, counted = (answers_and_calls(session, chosen) for chosen in (ALL, BY_INDEX))
    assert kept == counted
    said, days, by_day, by_caller, _ = kept
    assert sum(n for *_, n in said) == sum(it.total() for it in days.values())
    assert sum(it.calls for it in by_day.values()) == sum(it.calls for it in by_caller.values())


ALL, BY_INDEX = Filter(), Filter(segments=[counts.ON_ROLL])


def answers_and_calls(session: Session, chosen: Filter) -> tuple[Any, ...]:
    assert counts.are_kept_of_all(session, chosen) is (chosen is ALL)
    calls = call_counts.CallCounts(session, chosen)
    said = insight_said.said(session, chosen, insight_said.SAID)
    callers = answer_counts.AnswerCounts(session, ("Smith", "Corbyn"), chosen)
    return (
        sorted(map(tuple, said), key=str),
        insight_times.latest_by_day(session, chosen),
        calls.by_day(),
        calls.by_caller(),
        callers.by_caller(),
    )


COLUMNS = (
    ("section", "period", "affiliate", "place", "intention"),
    ("list", "section", "period", "place", "caller", "intention"),
    ("section", "period", "first_reached", "intention"),
    ("intention",),
    ("caller", "intention"),
)


@pytest.mark.parametrize("names", COLUMNS, ids="-".join)
def test_answers_by_region_are_told_from_what_is_kept_of_all(
    make: Make, rung: Database, names: tuple[str, ...]
) -> None:
    """By which attempt reached whom, on which list, and when they joined."""
    for at, day in enumerate((date(2014, 12, 31), date(2015, 1, 1), date(2016, 1, 1), None)):
        elector = make.elector(joined_on=day, place=("Exeter", "Hove")[at % 2])
        make.call(elector, "no-answer", now=MONDAY - timedelta(hours=at))
        make.call(elector, "spoke", make.caller("Bo"), intention="Smith")
    with rung.read() as session:
        regions = insight_names.Names(session).regions
        kept = insight_kept.Answers(session, EDGES).by(*names)
        counted = insight_counts.answers(session, BY_INDEX, EDGES).by(*names)
        by_attempt = [insight_counts.by_attempt(session, it, EDGES) for it in (ALL, BY_INDEX)]
    assert len(kept) == len({row[:-1] for row in kept})
    assert by_region(names, counted, regions) == by_region(names, kept, regions)
    assert by_region(COLUMNS[2], by_attempt[0], regions) == by_region(
        COLUMNS[2], by_attempt[1], regions
    )


def by_region(
    names: Sequence[str], rows: Sequence[Any], regions: Mapping[Any, Any]
) -> dict[tuple[Any, ...], int]:
    people = Counter[tuple[Any, ...]]()
    for *values, n in rows:
        told: dict[str, Any] = dict(zip(names, values, strict=True))
        place = told.get("place")
        told["place"] = regions.get(place, place)
        people[tuple(told.values())] += n
    return people
