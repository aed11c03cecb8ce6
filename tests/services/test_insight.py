"""Every insight beside a plain reckoning of what was entered, on campaigns made at random."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from phonebank.domain.canvass import By
from phonebank.domain.canvass_sheet import canvass_sheet
from phonebank.domain.errors import NotPermitted
from phonebank.domain.hours import local
from phonebank.domain.insight import Effort, Insight, Projection, Reach
from phonebank.domain.insight_sheets import sheet_of
from phonebank.domain.sheet import Cell, Mark
from phonebank.domain.tallies import Tally
from phonebank.services.insight import find, found
from phonebank.services.insight_asking import asking
from phonebank.services.insight_warnings import of_sections
from phonebank.services.signing_in import sign_in
from phonebank.services.tallying import canvass_table, tables_of
from phonebank.store.database import Database
from tests.conftest import MONDAY, Make, copied
from tests.services import insight_plainly as plainly
from tests.services.insight_plainly import WHO, Person, Said

PLACES = ("Exeter", "Hove", "Eltham")
SECTIONS = ("full member", "affiliated supporter", None)
REASONS = ("electability", "unity", "Brexit")
NOW = MONDAY + timedelta(days=12)
MADE_AT = datetime(2016, 9, 18, 18, tzinfo=UTC)
"""When the last call of the demonstration has been made."""
SINCE = NOW - timedelta(days=7)
# What an example has left in the campaign stays there, so none is tried again in a smaller form.
FEW = settings(
    max_examples=5,
    deadline=None,
    phases=[Phase.generate],
    report_multiple_bugs=False,
    suppress_health_check=[*HealthCheck],
)
answers = some.sampled_from((*WHO, *WHO, "wont-say", "wont-vote"))
spoken = some.fixed_dictionaries(
    {
        "outcome": some.just("spoke"),
        "intention": answers,
        "previous_vote": some.sampled_from(("Corbyn", "Burnham", "cant-recall", None)),
        "reasons": some.lists(some.sampled_from(REASONS), unique=True, max_size=2).map(tuple),
    }
)
silent = some.sampled_from(("no-answer", "busy", "not-now")).map(lambda it: {"outcome": it})
rings = some.tuples(
    some.integers(0, 12 * 24 * 60),
    some.sampled_from(("Vi", "Bo")),
    spoken | silent,
    some.booleans(),
)
electors = some.tuples(
    some.sampled_from(PLACES),
    some.sampled_from(SECTIONS),
    some.sampled_from(("", "a friend")),
    some.sampled_from((None, "Burnham")),
    some.lists(rings, max_size=5),
)
CORRECTED: dict[str, Any] = {"outcome": "spoke", "intention": "undecided"}
campaigns = some.lists(electors, min_size=1, max_size=8)


def add(make: Make, plan: tuple[Any, ...]) -> Person:
    """Put an elector and their calls into the campaign; some calls are corrected at once."""
    place, section, recruiter, previous, calls = plan
    person = Person(place, section, recruiter, previous)
    elector = make.elector(
        place=place,
        section_id=make.section(section) if section else None,
        recruited_by=recruiter,
        roll_previous_vote=previous,
    )
    for minutes, caller, facts, is_corrected in calls:
        at, by = MONDAY + timedelta(minutes=minutes), make.caller(caller)
        call_id = make.call(elector, by=by, called_at=at, **facts)
        if is_corrected:
            call_id = make.call(elector, by=by, called_at=at, supersedes=call_id, **CORRECTED)
        person.calls.append(said(call_id, at, caller, CORRECTED if is_corrected else facts))
    return person


def said(call_id: Any, at: datetime, caller: str, facts: dict[str, Any]) -> Said:
    return Said(
        call_id,
        at,
        caller,
        facts["outcome"],
        facts.get("intention"),
        facts.get("previous_vote"),
        facts.get("reasons", ()),
    )


def asked(make: Make, insight: Insight, **where: list[str]) -> Any:
    return find(make.db, make.organiser, insight, NOW, where)


def test_all_insights_are_what_a_plain_reckoning_finds(make: Make) -> None:
    """Each example adds to the same campaign, and all of it is reckoned anew."""
    people: list[Person] = []
    make.caller("Vi")

    @FEW
    @given(campaigns)
    def grow(plans: list[Any]) -> None:
        people.extend(add(make, plan) for plan in plans)
        assert make.stale() == 0
        check_answers(make, people)
        check_bias(make, people)
        check_sections(make, people)
        check_calls(make, people)
        here = [one for one in people if one.place == "Hove" and one.section == "full member"]
        check_answers(make, here, constituency=["Hove"], section=["full member"])

    grow()


def check_calls(make: Make, people: list[Person]) -> None:
    """By day and by caller, all of them and some: calls, who was rung, who was reached."""
    ways: tuple[tuple[dict[str, list[str]], Callable[[Said], bool]], ...] = (
        ({}, lambda call: True),
        ({"caller": ["Vi"]}, lambda call: call.caller == "Vi"),
        ({"to": ["2016-09-10"]}, lambda call: local(call.at).date() <= date(2016, 9, 10)),
    )
    for where, is_chosen in ways:
        chosen = [[call for call in one.calls if is_chosen(call)] for one in people]
        for by, label in (
            (By.DAY, lambda call: local(call.at).date().isoformat()),
            (By.CALLER, lambda call: call.caller),
        ):
            table = canvass_table(make.db, make.organiser, NOW, by, where)
            told = {row.place: rung_of(row.tally) for row in table.rows}
            assert told == plainly.rung(chosen, label)
            whole = plainly.rung(chosen, lambda call: "")
            assert rung_of(table.total.tally) == whole.get("", (0, 0, 0, None))


def rung_of(tally: Tally) -> tuple[object, ...]:
    return tally.calls, tally.attempted, tally.contacted, tally.last_call


def check_answers(make: Make, people: list[Person], **where: list[str]) -> None:
    days = plainly.by_day(people)
    trend = {day.day: day for day in asked(make, Insight.TREND, **where).days}
    assert {day for day, it in trend.items() if it.stated} == set(days)
    for day, counts in days.items():
        assert trend[day].stated == counts.total()
        assert trend[day].shares == {it: Fraction(counts[it], counts.total()) for it in WHO}
        week = [counts for other, counts in days.items() if 0 <= (day - other).days < 7]
        assert trend[day].week_stated == sum(counts.total() for counts in week)

    assert asked(make, Insight.SWITCHING, **where).people == plainly.switched(people)

    undecided = asked(make, Insight.UNDECIDED, **where)
    assert Counter(undecided.people) == plainly.moved(people, SINCE)
    still = [one for one in plainly.stated(people) if one.latest and one.latest.at < SINCE]
    assert undecided.not_asked_again == len(still)

    found = asked(make, Insight.REASONS, **where)
    for who in WHO:
        every, first = plainly.reasons(people, who)
        assert {it.reason: it.people for it in found.by_candidate[who]} == every
        assert {it.reason: it.first for it in found.by_candidate[who] if it.first} == first


def check_bias(make: Make, people: list[Person]) -> None:
    attempts = asked(make, Insight.ATTEMPTS)
    expected = plainly.by_attempt(people)
    assert {it.attempt: Counter(it.counts) for it in attempts.groups if it.stated} == expected
    assert attempts.unreached == sum(one.first_reached is None for one in people)

    reach = asked(make, Insight.REACH)
    assert {it.attempt: (it.rung, it.reached) for it in reach.attempts} == plainly.tries(people)
    assert reach.ladder.calls == sum(len(one.calls) for one in people)
    assert reach.ladder.stated == len(plainly.stated(people))

    heard = Counter(one.latest.caller for one in plainly.stated(people) if one.latest)
    for effect in asked(make, Insight.CALLERS).callers:
        assert effect.stated <= heard[effect.caller]


def check_sections(make: Make, people: list[Person]) -> None:
    found = asked(make, Insight.SECTIONS)
    sections = Counter(one.section or "No section" for one in people)
    assert {row.place: row.tally.roll for row in found.sections.rows} == sections
    recruiters = Counter(one.recruiter or "No recruiter" for one in people)
    assert {row.place: row.tally.roll for row in found.recruiters.rows} == recruiters

    stated = plainly.stated(people)
    named = Counter(one.intention for one in stated)
    whole = asked(make, Insight.PROJECTION).whole
    assert whole.stated == len(stated)
    assert whole.raw == ({it: Fraction(named[it], len(stated)) for it in WHO} if stated else {})


def test_a_volunteer_sees_none_of_it(make: Make) -> None:
    for insight in Insight:
        with pytest.raises(NotPermitted):
            find(make.db, make.caller("Vi"), insight, NOW)


def test_a_section_of_a_known_size_without_answers_is_refused_in_a_sentence(make: Make) -> None:
    make.call(make.elector(section_id=make.section("full member")), "spoke", intention="Smith")
    make.elector(section_id=make.section("affiliated supporter"))
    found = asked(make, Insight.PROJECTION)
    assert found.whole.weighted == {}
    assert "affiliated supporter" in (found.whole.refusal or "")
    assert "sections-missing" in [warning.code for warning in found.warnings]


def test_before_anybody_has_stated_no_section_is_missing() -> None:
    sizes = {"full member": 300, "affiliated supporter": 100}
    assert of_sections({}, sizes, None) == []
    (warned,) = of_sections({"full member": 1}, sizes, None)
    assert "nobody of affiliated supporter has stated, 100 of 400 electors" in warned.sentence


def test_those_reached_late_who_answer_otherwise_are_warned_of(make: Make) -> None:
    for late, intention in ((0, "Smith"), (2, "Corbyn")):
        for elector in make.electors(25, section_id=make.section("full member")):
            for hour in range(late):
                make.call(elector, called_at=MONDAY + timedelta(hours=hour))
            at = MONDAY + timedelta(hours=late)
            make.call(elector, "spoke", called_at=at, intention=intention)
    warned = dict(asked(make, Insight.ATTEMPTS).warnings)
    assert warned["hard-to-reach"] == (
        "Harder-to-reach electors turn from Smith: 100% at the first attempt, 0% at the third "
        "(trend p < 0.001)."
    )


def test_a_caller_who_hears_what_they_hope_is_named(make: Make) -> None:
    for name, ours in (("Vi", 38), ("Bo", 18), ("Cy", 18)):
        ids = iter(make.electors(40, section_id=make.section("full member")))
        for place, elector in enumerate(ids):
            intention = "Smith" if place < ours else "Corbyn"
            make.call(elector, "spoke", make.caller(name), intention=intention)
    found = asked(make, Insight.CALLERS)
    assert [it.caller for it in found.callers if it.is_flagged] == ["Vi"]
    assert "Vi heard Smith at 95%" in dict(found.warnings)["callers-differ"]


def test_the_most_answers_by_one_caller_are_warned_of(make: Make) -> None:
    for name, count in (("Vi", 5), ("Bo", 2)):
        for elector in make.electors(count):
            make.call(elector, "spoke", make.caller(name), intention="Smith")
    told = dict(asked(make, Insight.CALLERS).warnings)["one-caller"]
    assert told == "One caller made most of the answers: Vi obtained 71% of 7 stated."


@pytest.mark.parametrize(
    ("given", "expected"),
    [("banked", {"Smith": 1}), ("outstanding", {"Corbyn": 1, "undecided": 1})],
)
def test_ballots_are_banked_or_outstanding(
    make: Make, given: str, expected: dict[str, int]
) -> None:
    for intention, ballot in (("Smith", "returned"), ("Corbyn", "received"), ("undecided", None)):
        make.call(make.elector(), "spoke", intention=intention, ballot=ballot)
    found = asked(make, Insight.SWITCHING, ballot=[given])
    assert {now: n for (_, now), n in found.people.items()} == expected


@pytest.fixture
def demo(demo_file: Path, tmp_path: Path) -> Iterator[Database]:
    with copied(demo_file, tmp_path / "demo.phonebank") as opened:
        yield opened


@pytest.mark.file
@pytest.mark.parametrize("insight", list(Insight))
def test_every_finding_is_laid_out_with_a_cell_for_each_column(
    demo: Database, insight: Insight
) -> None:
    found = find(demo, sign_in(demo), insight, MADE_AT)
    sheet = sheet_of(found)
    assert sheet.rows
    assert {len(row.cells) for row in sheet.all_rows} == {len(sheet.columns)}
    assert len({column.key for column in sheet.columns}) == len(sheet.columns)
    assert found.caveat in sheet.notes
    assert [warning.sentence for warning in found.warnings] == list(
        sheet.notes[: len(found.warnings)]
    )


@pytest.mark.file
@pytest.mark.parametrize(
    "where", [{}, {"region": ["Wales", "London"]}, {"strength": ["firm"]}], ids=str
)
def test_what_is_found_together_is_what_each_finds_alone(
    demo: Database, where: dict[str, list[str]]
) -> None:
    """Together, one count of much serves several; in what order floats add up is not told."""
    organiser = sign_in(demo)
    with asking(demo, organiser, MADE_AT, where, asks_all=True) as everything:
        tables_of(everything, list(By))
        together = {insight: sheet_of(found(everything, insight)) for insight in Insight}
        tables = {by: canvass_sheet(tables_of(everything, [by])[0]) for by in By}
    for insight, sheet in together.items():
        alone = sheet_of(find(demo, organiser, insight, MADE_AT, where))
        assert (alone.base, alone.notes, alone.columns) == (sheet.base, sheet.notes, sheet.columns)
        for row, other in zip(sheet.rows, alone.rows, strict=True):
            assert [*map(rounded, row.cells)] == [*map(rounded, other.cells)]
    for by, sheet in tables.items():
        assert sheet == canvass_sheet(canvass_table(demo, organiser, MADE_AT, by, where))


def rounded(cell: Cell) -> Cell:
    return round(cell, 12) if isinstance(cell, float) else cell


@pytest.mark.file
def test_the_table_of_the_projection_has_its_very_numbers(demo: Database) -> None:
    found = find(demo, sign_in(demo), Insight.PROJECTION, MADE_AT)
    assert isinstance(found, Projection)
    sheet = sheet_of(found)
    whole = dict(zip((column.key for column in sheet.columns), sheet.rows[0].cells, strict=True))
    assert whole["raw.Smith"] == found.whole.raw["Smith"]
    assert whole["weighted_named.Smith"] == found.whole.weighted_named["Smith"]
    assert whole["declared.Corbyn"] == Fraction(313209, 506438)
    assert whole["gap"] == found.whole.error
    poll = sheet.rows[1]
    assert poll.mark is Mark.REPORTED
    assert poll.cells[sheet.position("weighted_named.Smith")] == Fraction(35, 92)
    assert poll.cells[sheet.position("gap")] == found.whole.polls[0].gap


@pytest.mark.file
def test_a_place_has_no_polls_and_is_weighted_to_its_own_roll(demo: Database) -> None:
    found = find(demo, sign_in(demo), Insight.PROJECTION, MADE_AT, {"constituency": ["Exeter"]})
    assert isinstance(found, Projection)
    assert (found.whole.polls, found.whole.declared) == ([], None)
    assert found.whole.weighted


@pytest.mark.file
def test_what_is_weighted_together_for_want_of_answers_is_said(demo: Database) -> None:
    found = find(demo, sign_in(demo), Insight.PROJECTION, MADE_AT)
    assert isinstance(found, Projection)
    assert len(found.whole.merged) > 1
    assert set(found.whole.merged) <= set(sheet_of(found).notes)
    assert f"{len(found.whole.merged)} groups" in found.caveat


@pytest.mark.file
def test_as_many_callers_as_are_needed_are_done_in_time_and_one_fewer_is_not(
    demo: Database,
) -> None:
    organiser, close = sign_in(demo), MADE_AT.date() + timedelta(days=30)

    def reach(callers: int) -> Reach:
        effort = Effort(
            callers=callers, hours_a_day=2, calls_an_hour=20, cost_a_call=0.1, close=close
        )
        found = find(demo, organiser, Insight.REACH, MADE_AT, effort=effort)
        assert isinstance(found, Reach)
        return found

    needed = reach(1).forecast.callers_needed
    assert needed is not None
    assert reach(needed).forecast.finished_on is not None
    assert reach(needed - 1).forecast.finished_on is None
    said = f"{needed} callers would be done by {close.day} {close:%b}."
    assert said in sheet_of(reach(1)).notes
