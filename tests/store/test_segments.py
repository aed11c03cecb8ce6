"""What a segment means in SQL is what it means in words, for those of whom nothing is known too."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from phonebank.domain.errors import CampaignUnusable, WrongUse
from phonebank.domain.hours import local
from phonebank.domain.segment_words import parse, words
from phonebank.domain.segments import (
    All,
    AnyOf,
    Comparison,
    Condition,
    Field,
    Kind,
    Not,
    Tree,
    kind_of,
)
from phonebank.store import saved_segments, segments
from phonebank.store.database import Database
from phonebank.store.schema import Elector
from phonebank.store.work_schema import FollowUp, Segment, Tag
from tests.conftest import MONDAY, Make, copied

DAY = timedelta(days=1)
NOBODY: dict[str, Any] = {
    "section": None,
    "affiliate": None,
    "place": "Exeter",
    "intention": None,
    "strength": None,
    "previous": None,
    "ballot": None,
    "attempts": 0,
    "joined": None,
    "called": None,
    "recruited": "",
    "tags": (),
    "open": (),
    "done": (),
    "contacted": False,
    "suppressed": "",
    "numbers": 0,
    "on_roll": True,
}
PEOPLE: list[dict[str, Any]] = [
    NOBODY,
    {**NOBODY, "section": "full member", "intention": "Smith", "strength": "firm", "attempts": 1},
    {**NOBODY, "section": "full member", "affiliate": "GMB", "intention": "Corbyn", "attempts": 3},
    {**NOBODY, "place": "Cardiff Central", "ballot": "returned", "previous": "Burnham"},
    {**NOBODY, "place": "Hove", "ballot": "received", "joined": date(2015, 8, 12), "numbers": 2},
    {**NOBODY, "called": MONDAY, "contacted": True, "intention": "undecided", "attempts": 2},
    {**NOBODY, "called": datetime.fromisoformat("2016-08-31T23:30:00Z"), "attempts": 1},
    {**NOBODY, "recruited": "Momentum", "tags": ("poster", "driver"), "suppressed": "deceased"},
    {**NOBODY, "open": ("volunteer",), "done": ("donate",), "tags": ("driver",), "on_roll": False},
    {**NOBODY, "done": ("volunteer",), "joined": date(2016, 1, 1), "section": "full member"},
]
REGIONS = {"Exeter": "South West", "Hove": "South East", "Cardiff Central": "Wales"}


@pytest.fixture(scope="module")
def people(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A file of PEOPLE, who have their ids in order from 1."""
    with copied(template, tmp_path_factory.mktemp("people") / "c.phonebank") as db:
        make = Make(db)
        for person in PEOPLE:
            section, affiliate = person["section"], person["affiliate"]
            make.elector(
                place=person["place"],
                section_id=make.section(section) if section else None,
                affiliate_id=make.affiliate(affiliate) if affiliate else None,
                joined_on=person["joined"],
                recruited_by=person["recruited"],
            )
        with db.write() as session:
            for number, person in enumerate(PEOPLE, 1):
                row = session.get_one(Elector, number)
                row.intention, row.strength = person["intention"], person["strength"]
                row.previous_vote, row.ballot = person["previous"], person["ballot"]
                row.attempts, row.last_call_at = person["attempts"], person["called"]
                row.contacted, row.suppressed = person["contacted"], person["suppressed"]
                row.usable_numbers, row.on_roll = person["numbers"], person["on_roll"]
                session.add_all(Tag(elector_id=number, name=name) for name in person["tags"])
                for kind in (*person["open"], *person["done"]):
                    done = MONDAY if kind in person["done"] else None
                    told = {"kind": kind, "note": "", "at": MONDAY, "caller_id": 1}
                    session.add(FollowUp(elector_id=number, done_at=done, **told))
        yield db


FACTS: Mapping[Field, Any] = {
    Field.SECTION: lambda who: [who["section"]],
    Field.AFFILIATE: lambda who: [who["affiliate"]],
    Field.CONSTITUENCY: lambda who: [who["place"]],
    Field.REGION: lambda who: [REGIONS[who["place"]]],
    Field.NATION: lambda who: ["Wales" if who["place"] == "Cardiff Central" else "England"],
    Field.INTENTION: lambda who: [who["intention"]],
    Field.STRENGTH: lambda who: [who["strength"]],
    Field.PREVIOUS: lambda who: [who["previous"]],
    Field.BALLOT: lambda who: [who["ballot"]],
    Field.RECRUITED_BY: lambda who: [who["recruited"] or None],
    Field.TAG: lambda who: who["tags"] or [None],
    Field.FOLLOW_UP: lambda who: who["open"] or [None],
    Field.FINISHED_FOLLOW_UP: lambda who: who["done"] or [None],
    Field.CONTACTED: lambda who: who["contacted"],
    Field.SUPPRESSED: lambda who: bool(who["suppressed"]),
    Field.HAS_NUMBER: lambda who: who["numbers"] > 0,
    Field.ON_ROLL: lambda who: who["on_roll"],
    Field.ATTEMPTS: lambda who: who["attempts"],
    Field.JOINED: lambda who: who["joined"],
    Field.LAST_CALLED: lambda who: who["called"],
}


def holds(tree: Tree, who: Mapping[str, Any]) -> bool:
    """The rule in words: nothing known fulfils nothing but "none"."""
    match tree:
        case Condition():
            return fulfilled(tree, FACTS[tree.field](who))
        case Not(part):
            return not holds(part, who)
        case All(parts):
            return all(holds(part, who) for part in parts)
        case AnyOf(parts):
            return any(holds(part, who) for part in parts)


def fulfilled(one: Condition, fact: Any) -> bool:
    match kind_of(one.field):
        case Kind.NAMES:
            known = {name.casefold() if name else "none" for name in fact}
            wanted = {str(value).casefold() for value in one.values}
            return bool(known & wanted) or ("any" in wanted and known != {"none"})
        case Kind.TRUTH:
            return bool(fact) is (one.values == ("yes",))
    if one.comparison is Comparison.NEVER or fact is None:
        return fact is None and one.comparison is Comparison.NEVER
    if one.comparison is Comparison.WITHIN:
        return bool(fact >= MONDAY - DAY * int(str(one.values[0])))
    fact = local(fact).date() if isinstance(fact, datetime) else fact
    first, last = one.values[0], one.values[-1]
    by_comparison: dict[Comparison, bool] = {
        Comparison.IS: fact == first,
        Comparison.UNDER: fact < first,
        Comparison.BEFORE: fact < first,
        Comparison.AT_MOST: fact <= first,
        Comparison.OVER: fact > first,
        Comparison.AFTER: fact > first,
        Comparison.AT_LEAST: fact >= first,
        Comparison.BETWEEN: first <= fact <= last,
    }
    return by_comparison[one.comparison]


def found(db: Database, tree: Tree) -> list[int]:
    with db.read() as session:
        meant = segments.condition(session, tree, MONDAY)
        return list(session.scalars(select(Elector.id).where(meant).order_by(Elector.id)))


CONDITIONS = [
    parse(text)
    for text in (
        "section = FULL MEMBER",
        "section = none",
        "affiliate = GMB, none",
        "constituency = Hove, exeter",
        "region = wales",
        "nation = England",
        "intention = Smith",
        "intention = none, Undecided",
        "strength = firm",
        "previous vote = burnham",
        "ballot = returned, received",
        "attempts = 1",
        "attempts < 2",
        "attempts <= 2",
        "attempts > 0",
        "attempts >= 3",
        "attempts 1..2",
        "joined = 2015-08-12",
        "joined before 2015-08-13",
        "joined after 2015-08-12",
        "joined 2015-08-12..2016-01-01",
        "last called never",
        "last called within 2 days",
        "last called before 2016-09-01",
        "last called after 2016-08-31",
        "last called after 2016-09-01",
        "last called 2016-08-30..2016-08-31",
        "last called 2016-09-01..2016-09-05",
        "recruited by = momentum",
        "recruited by = none",
        "tag = Poster",
        "tag = any",
        "tag = none, driver",
        "follow-up = volunteer",
        "follow-up = any",
        "finished follow-up = volunteer, donate",
        "finished follow-up = none",
        "contacted",
        "suppressed = no",
        "has number",
        "on roll = no",
    )
]


def groups(parts: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.one_of(several.map(All), several.map(AnyOf), parts.map(Not))


@settings(max_examples=100)
@given(st.recursive(st.sampled_from(CONDITIONS), groups, max_leaves=6))
def test_sql_finds_exactly_whom_the_rule_means(people: Database, tree: Tree) -> None:
    check_whom_it_means(people, tree)


@pytest.mark.parametrize("tree", CONDITIONS, ids=words)
def test_each_condition_and_its_negation_mean_whom_they_say(people: Database, tree: Tree) -> None:
    check_whom_it_means(people, tree)
    check_whom_it_means(people, Not(tree))


def check_whom_it_means(people: Database, tree: Tree) -> None:
    meant = [number for number, who in enumerate(PEOPLE, 1) if holds(tree, who)]
    assert found(people, tree) == meant
    with people.read() as session:
        assert segments.count(session, tree, MONDAY) == len(meant)
        parts = segments.in_turn(session, tree, MONDAY)
        assert set(session.scalars(select(Elector.id).where(*parts))) == set(meant)


def test_not_for_smith_includes_who_said_nothing(people: Database) -> None:
    assert found(people, parse("not (intention = Smith)")) == [1, *range(3, 11)]


def test_who_was_merged_into_another_is_nobodys(make: Make) -> None:
    kept, other = make.electors(2)
    with make.db.write() as session:
        session.get_one(Elector, other).merged_into = kept
    with make.db.read() as session:
        assert segments.count(session, None, MONDAY) == 1
        assert segments.count(session, parse("attempts = 0"), MONDAY) == 1
    assert found(make.db, parse("attempts = 0")) == [kept]


@pytest.mark.parametrize(
    ("text", "sentence", "known"),
    [
        ("section = Junior", "There is no section “Junior”.", "full member"),
        ("affiliate = NUT", "There is no affiliate “NUT”.", "GMB"),
        ("constituency = Atlantis", "There is no constituency “Atlantis”.", "Aberavon"),
        ("region = Mercia", "There is no region “Mercia”.", "Wales"),
        ("nation = none", "There is no nation “none”.", "England"),
        ("intention = Eagle", "There is no intention “Eagle”.", "wont-say"),
        ("previous vote = Smith", "There is no previous vote “Smith”.", "not-a-member"),
        ("not (ballot = eaten)", "There is no ballot “eaten”.", "returned"),
    ],
)
def test_names_that_are_not_known_are_refused_with_those_that_are(
    people: Database, text: str, sentence: str, known: str
) -> None:
    with pytest.raises(WrongUse) as refused:
        found(people, parse(text))
    assert refused.value.message == sentence
    assert known in refused.value.next_step


def test_without_a_time_days_back_are_counted_from_the_campaigns_own(make: Make) -> None:
    make.call(make.elector())
    with make.db.read() as session:
        assert segments.count(session, parse("last called within 1 days")) == 0


def test_a_stored_segment_that_makes_no_sense_is_told_with_its_name(make: Make) -> None:
    with make.db.write() as session:
        session.add(Segment(name="Odd", tree={"field": "shoe"}))
    with make.db.read() as session, pytest.raises(CampaignUnusable, match="“Odd”"):
        saved_segments.saved(session)
