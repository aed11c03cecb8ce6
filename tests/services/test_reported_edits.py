from fractions import Fraction

import pytest

from phonebank.domain.changes import Topic
from phonebank.domain.errors import NotPermitted
from phonebank.domain.permits import Actor
from phonebank.domain.report_entries import (
    ChangedMeanwhile,
    Entry,
    FieldRefused,
    GoneMeanwhile,
    Report,
)
from phonebank.services import contest_edits
from phonebank.services.importing import ImportKind
from phonebank.services.reported_edits import (
    change_report,
    enter_report,
    put_back_report,
    remove_report,
    report_list,
)
from phonebank.services.tallying import canvass_table
from phonebank.store.database import Database
from tests.conftest import MONDAY, Make

CANVASS = {
    "places": "Exeter",
    "canvasser": "Ben Bradshaw MP",
    "reported_on": "19 Aug 2016",
    "Smith": "46",
    "Corbyn": "34%",
    "undecided": "18",
}
POLL = {"pollster": "YouGov", "published": "2016-08-30", "Smith": "38", "Corbyn": "62"}
ENDORSEMENT = {"body": "GMB", "candidate": "smith", "votes_for": "26,051"}
RESULT = {"section": "full member", "declared_on": "24 Sep 2016", "Smith": "116960"}
MP = {"place": "Hove", "mp": "Peter Kyle MP"}
WHOLE = {
    Report.CANVASS: CANVASS,
    Report.POLL: POLL,
    Report.ENDORSEMENT: ENDORSEMENT,
    Report.RESULT: RESULT,
    Report.MP: MP,
}
each_kind = pytest.mark.parametrize("report", Report)


@pytest.fixture
def me(make: Make) -> Actor:
    return make.organiser


def entered(db: Database, me: Actor, report: Report, **texts: str) -> Entry:
    return enter_report(db, me, report, {**WHOLE[report], **texts}, MONDAY).value


def entries(db: Database, me: Actor, report: Report) -> list[Entry]:
    return list(report_list(db, me, report, MONDAY).entries)


def sentence(db: Database, me: Actor, report: Report, **texts: str) -> tuple[str, str]:
    """The field that is refused, and what is said."""
    with pytest.raises(FieldRefused) as refused:
        entered(db, me, report, **texts)
    assert not entries(db, me, report)
    return refused.value.field, refused.value.sentence


@each_kind
def test_what_was_entered_is_read_back_field_by_field(
    db: Database, me: Actor, report: Report
) -> None:
    kept = entered(db, me, report)
    [read] = entries(db, me, report)
    assert (read.id, read.cells) == (kept.id, kept.cells)
    assert set(WHOLE[report]) <= set(read.cells)


def test_figures_are_kept_as_printed_and_never_made_to_sum_to_100(db: Database, me: Actor) -> None:
    kept = entered(db, me, Report.CANVASS)
    assert [kept.cells[it] for it in ("Smith", "Corbyn", "undecided")] == ["46", "34%", "18"]
    [row] = report_list(db, me, Report.CANVASS, MONDAY).sheet.rows
    assert "sums to 98" in row.cells


@each_kind
def test_every_change_is_in_the_audit_with_who_made_it(
    db: Database, me: Actor, report: Report
) -> None:
    kept = entered(db, me, report)
    name = {Report.MP: "mp"}.get(report, "source")
    change_report(db, me, report, kept, {**kept.cells, name: "A paper"}, MONDAY)
    [read] = entries(db, me, report)
    changed, begun = read.trail
    assert (changed.caller, changed.action) == (me.name, f"{report.noun} changed")
    assert (changed.before[name], changed.after[name]) == (kept.cells[name], "A paper")
    assert begun.action == f"{report.noun} entered"
    assert set(changed.after) == {name}


def test_saving_without_a_difference_leaves_no_line(db: Database, me: Actor) -> None:
    kept = entered(db, me, Report.CANVASS)
    change_report(db, me, Report.CANVASS, kept, kept.cells, MONDAY)
    assert len(entries(db, me, Report.CANVASS)[0].trail) == 1


@each_kind
def test_what_was_removed_can_be_put_back(db: Database, me: Actor, report: Report) -> None:
    kept = entered(db, me, report)
    assert remove_report(db, me, report, kept, MONDAY).touched == Topic.REPORTED
    assert not entries(db, me, report)
    put_back_report(db, me, report, kept.cells, MONDAY)
    [read] = entries(db, me, report)
    assert read.cells == kept.cells
    assert [line.action for line in read.trail] == [f"{report.noun} put back"]


@pytest.mark.parametrize(
    ("texts", "field", "said"),
    [
        ({"Smith": "4o"}, "Smith", "“4o” is not a percentage."),
        ({"Smith": "1e2"}, "Smith", "“1e2” is not a percentage."),
        ({"Corbyn": "146"}, "Corbyn", "146 is over 100"),
        ({"coverage": "-5"}, "coverage", "“-5” is not a percentage."),
        ({"places": "Exetr"}, "places", "“Exetr” is no constituency."),
        ({"places": "Exetr"}, "places", "Is it Exeter?"),
        ({"places": "Exeter; Xyzzy; Qwerty"}, "places", "“Xyzzy” and “Qwerty”"),
        ({"canvasser": " "}, "canvasser", "“Who says so” is empty"),
        ({"reported_on": ""}, "reported_on", "“Date” is empty"),
        ({"reported_on": "03/04/2016"}, "reported_on", "in one way"),
        ({"Smith": "", "Corbyn": ""}, "Smith", "or the words that were used"),
        ({"source": "x" * 1001}, "source", "1,000 are the most"),
    ],
)
@pytest.mark.file
def test_a_canvass_that_cannot_be_is_refused_in_a_sentence(
    db: Database, me: Actor, texts: dict[str, str], field: str, said: str
) -> None:
    named, told = sentence(db, me, Report.CANVASS, **texts)
    assert named == field
    assert said in told


@pytest.mark.parametrize(
    ("report", "texts", "field"),
    [
        (Report.POLL, {"section": "lord"}, "section"),
        (Report.POLL, {"from": "30 Aug 2016", "to": "29 Aug 2016"}, "to"),
        (Report.POLL, {"Smith": "", "Corbyn": ""}, "Smith"),
        (Report.POLL, {"stated": "many"}, "stated"),
        (Report.ENDORSEMENT, {"candidate": "Eagle"}, "candidate"),
        (Report.ENDORSEMENT, {"votes_for": "1" * 13}, "votes_for"),
        (Report.RESULT, {"Smith": ""}, "Smith"),
        (Report.MP, {"place": "Exeter; Hove"}, "place"),
        (Report.MP, {"mp": ""}, "mp"),
    ],
)
@pytest.mark.file
def test_what_cannot_be_is_refused_at_its_field(
    db: Database, me: Actor, report: Report, texts: dict[str, str], field: str
) -> None:
    assert sentence(db, me, report, **texts)[0] == field


def test_one_figure_may_be_of_several_places_or_of_the_country(db: Database, me: Actor) -> None:
    entered(db, me, Report.CANVASS, places="Kempton; Hove", canvasser="Peter Kyle MP")
    entered(db, me, Report.CANVASS, places="", canvasser="Smith campaign")
    rows = report_list(db, me, Report.CANVASS, MONDAY).sheet.rows
    assert [row.cells[0] for row in rows] == ["Brighton, Kemptown; Hove", "Whole country"]


@each_kind
def test_a_second_entry_of_the_same_is_refused(db: Database, me: Actor, report: Report) -> None:
    entered(db, me, report)
    with pytest.raises(FieldRefused, match="already"):
        entered(db, me, report)
    assert len(entries(db, me, report)) == 1


def test_the_same_canvass_under_another_spelling_is_the_same(db: Database, me: Actor) -> None:
    entered(db, me, Report.CANVASS, places="Kempton;Hove")
    with pytest.raises(FieldRefused, match="already"):
        entered(
            db,
            me,
            Report.CANVASS,
            places="Hove; Brighton Kemptown",
            canvasser="BEN BRADSHAW MP",
            reported_on="2016-08-19",
        )


@each_kind
def test_what_somebody_else_changed_meanwhile_is_told_and_not_overwritten(
    db: Database, me: Actor, report: Report
) -> None:
    seen = entered(db, me, report)
    name = {Report.MP: "mp"}.get(report, "source")
    change_report(db, me, report, seen, {**seen.cells, name: "Theirs"}, MONDAY)
    with pytest.raises(ChangedMeanwhile, match="Theirs") as refused:
        change_report(db, me, report, seen, {**seen.cells, name: "Mine"}, MONDAY)
    assert refused.value.cells[name] == "Theirs"
    with pytest.raises(ChangedMeanwhile):
        remove_report(db, me, report, seen, MONDAY)
    assert entries(db, me, report)[0].cells[name] == "Theirs"


@each_kind
def test_what_somebody_else_removed_meanwhile_is_told(
    db: Database, me: Actor, report: Report
) -> None:
    seen = entered(db, me, report)
    remove_report(db, me, report, seen, MONDAY)
    with pytest.raises(GoneMeanwhile, match="removed this entry"):
        change_report(db, me, report, seen, WHOLE[report], MONDAY)
    with pytest.raises(GoneMeanwhile, match="removed this entry"):
        remove_report(db, me, report, seen, MONDAY)


@each_kind
def test_only_organisers_change_it_and_nobody_of_an_archived_campaign(
    db: Database, me: Actor, make: Make, report: Report
) -> None:
    volunteer, kept = make.caller(), entered(db, me, report)
    contest_edits.archive_campaign(db, me, MONDAY)
    archived = Actor(me.caller_id, me.name, me.role, is_archived=True)
    for actor in (volunteer, archived):
        with pytest.raises(NotPermitted):
            enter_report(db, actor, report, WHOLE[report], MONDAY)
        with pytest.raises(NotPermitted):
            put_back_report(db, actor, report, WHOLE[report], MONDAY)
        with pytest.raises(NotPermitted):
            change_report(db, actor, report, kept, WHOLE[report], MONDAY)
        with pytest.raises(NotPermitted):
            remove_report(db, actor, report, kept, MONDAY)
    with pytest.raises(NotPermitted):
        report_list(db, volunteer, report, MONDAY)
    assert len(report_list(db, archived, report, MONDAY).entries) == 1


def mps(db: Database, me: Actor) -> dict[str, str]:
    return {one.cells["place"]: one.cells["mp"] for one in entries(db, me, Report.MP)}


def test_an_mps_own_canvass_tells_whose_seat_it_is(db: Database, me: Actor, make: Make) -> None:
    entered(db, me, Report.CANVASS)
    entered(db, me, Report.CANVASS, places="Pontypridd", canvasser="Corbyn campaign")
    entered(db, me, Report.CANVASS, places="Kempton;Hove", canvasser="Peter Kyle MP")
    told = {"places": "Hyndburn", "canvasser": "Graham Jones MP", "reported_on": "2016-08-19"}
    make.brought_in(ImportKind.REPORTED, [told])
    assert mps(db, me) == {"Exeter": "Ben Bradshaw MP", "Hyndburn": "Graham Jones MP"}


def test_a_known_mp_is_not_made_another_by_a_canvass(db: Database, me: Actor, make: Make) -> None:
    entered(db, me, Report.MP, place="Exeter", mp="Somebody Else")
    entered(db, me, Report.CANVASS)
    assert mps(db, me) == {"Exeter": "Somebody Else"}


def test_an_mp_moves_to_the_place_where_they_belong(db: Database, me: Actor) -> None:
    kept = entered(db, me, Report.MP)
    change_report(db, me, Report.MP, kept, {**MP, "place": "Exeter"}, MONDAY)
    assert mps(db, me) == {"Exeter": "Peter Kyle MP"}


def test_beside_the_declared_result_stands_how_far_out_we_were(
    db: Database, me: Actor, make: Make
) -> None:
    section = make.section("full member")
    electors = make.electors(4, section_id=section)
    for elector, said in zip(electors, ("Smith", "Smith", "Smith", "Corbyn"), strict=True):
        make.call(elector, "spoke", intention=said)
    entered(db, me, Report.RESULT, Smith="400", Corbyn="600")
    entered(db, me, Report.RESULT, section="affiliated supporter", Smith="1", Corbyn="1")
    sheet = report_list(db, me, Report.RESULT, MONDAY).sheet
    at = sheet.position("raw_error")
    found = sheet.rows[0].cells[at]
    assert found == Fraction(3, 4) - Fraction(4, 10)
    assert [row.cells[sheet.position("raw_named")] for row in sheet.rows] == [Fraction(3, 4), None]
    assert "Smith’s share of those who named a candidate" in sheet.notes[-1]


def test_without_calls_of_our_own_nothing_stands_beside_the_result(db: Database, me: Actor) -> None:
    entered(db, me, Report.RESULT, Smith="400", Corbyn="600")
    sheet = report_list(db, me, Report.RESULT, MONDAY).sheet
    assert "raw_error" not in [column.key for column in sheet.columns]


def test_a_known_mp_stands_beside_the_place_in_the_canvass(
    db: Database, me: Actor, make: Make
) -> None:
    make.electors(2, place="Hove")
    kept = entered(db, me, Report.MP)
    [row] = canvass_table(db, me, MONDAY).rows
    assert (row.place, row.mp) == ("Hove", "Peter Kyle MP")
    remove_report(db, me, Report.MP, kept, MONDAY)
    [row] = canvass_table(db, me, MONDAY).rows
    assert row.mp is None
