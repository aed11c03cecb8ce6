"""Tables beside the canvass: what others say as they said it, sections, days, explanations."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from phonebank.domain.contest import Section, SectionSize
from phonebank.domain.errors import NotPermitted
from phonebank.domain.permits import Role
from phonebank.domain.sheet import Cell, Sheet, cell_text
from phonebank.locations import sample
from phonebank.services import reporting
from phonebank.services.explaining import about_sheet
from phonebank.services.importing import ImportKind, import_file
from phonebank.services.insight_asking import asking
from phonebank.services.tallying import canvass_table
from phonebank.store import contest_schema
from phonebank.store.database import Database
from tests.conftest import MONDAY, Make


def column(sheet: Sheet, key: str) -> list[Cell]:
    return [row.cells[sheet.position(key)] for row in sheet.rows]


def shown(sheet: Sheet, first: str, key: str) -> str:
    """A cell of the row that begins so, as a person reads it."""
    place = sheet.position(key)
    row = next(row for row in sheet.rows if row.cells[0] == first)
    return cell_text(sheet.columns[place].kind, row.cells[place])


@pytest.fixture
def reported(db: Database, make: Make) -> Sheet:
    file = sample("reported_canvasses.csv")
    import_file(db, make.organiser, file, ImportKind.REPORTED, MONDAY)
    return reporting.reported_sheet(db, make.organiser)


def test_a_reported_canvass_is_kept_as_printed(reported: Sheet) -> None:
    keys = ("shares.Smith", "shares.Corbyn", "undecided", "sum", "lead", "verdict", "remark")
    assert [shown(reported, "Exeter", key) for key in keys] == [
        "46%",
        "34%",
        "18%",
        "98%",
        "+12",
        "in front",
        "sums to 98",
    ]
    assert shown(reported, "Stoke-on-Trent North", "sum") == "101%"
    assert shown(reported, "Stoke-on-Trent North", "printed_places") == "Stoke North"


def test_what_was_not_given_has_no_figure(reported: Sheet) -> None:
    both = "Brighton, Kemptown; Hove"
    assert shown(reported, both, "undecided") == "—"
    assert shown(reported, both, "printed_places") == "Kempton;Hove"
    assert shown(reported, "Hyndburn", "sum") == "—"
    assert shown(reported, "Hyndburn", "words") == "neck and neck"
    assert shown(reported, "Pontypridd", "refused") == "2%"


def test_the_country_stands_below_the_places(reported: Sheet) -> None:
    places = column(reported, "places")
    assert places == [*sorted(map(str, places[:-1])), "Whole country"]
    assert len(places) == 14


def test_a_printed_decimal_stays(db: Database, make: Make) -> None:
    told = {"places": "Exeter", "canvasser": "An MP", "reported_on": "2016-08-19"}
    make.brought_in(ImportKind.REPORTED, [{**told, "Smith": "46.5", "Corbyn": "53.50%"}])
    sheet = reporting.reported_sheet(db, make.organiser)
    assert shown(sheet, "Exeter", "shares.Smith") == "46.5%"
    assert shown(sheet, "Exeter", "shares.Corbyn") == "53.5%"


def test_polls_are_of_a_section_or_of_everybody(db: Database, make: Make) -> None:
    poll = {"pollster": "YouGov", "published": "2016-08-30", "stated": "1,236"}
    shares = {"Smith": "35", "Corbyn": "57"}
    make.brought_in(
        ImportKind.POLLS,
        [{**poll, **shares, "undecided": "8"}, {**poll, **shares, "section": "full member"}],
    )
    sheet = reporting.polls_sheet(db, make.organiser)
    assert column(sheet, "section") == ["everybody", "full member"]
    assert column(sheet, "shares.Smith") == [Fraction(35, 100)] * 2
    assert column(sheet, "undecided") == [Fraction(8, 100), None]
    assert column(sheet, "stated") == [1236, 1236]


def test_turnout_is_computed_only_where_all_is_known(db: Database, make: Make) -> None:
    votes = {"candidate": "Smith", "votes_for": "60", "votes_against": "40"}
    make.brought_in(
        ImportKind.ENDORSEMENTS,
        [
            {"body": "GMB", **votes, "electorate": "1000", "decided_on": "2016-08-10"},
            {"body": "Unite", **votes},
            {"body": "PLP", "candidate": "Smith", "votes_for": "172", "electorate": "251"},
        ],
    )
    sheet = reporting.endorsements_sheet(db, make.organiser)
    assert column(sheet, "turnout") == [Fraction(1, 10), None, None]
    assert column(sheet, "decided_on") == [date(2016, 8, 10), None, None]


def test_the_declared_result_is_there_for_asking(db: Database, make: Make) -> None:
    file = sample("declared_result.csv")
    import_file(db, make.organiser, file, ImportKind.RESULT, MONDAY)
    sheet = reporting.declared_sheet(db, make.organiser)
    assert shown(sheet, "everybody", "shares.Corbyn") == "62%"
    assert shown(sheet, "everybody", "votes.Corbyn") == "313\u2009209"
    assert shown(sheet, "everybody", "electorate") == "654\u2009006"


def test_a_section_has_its_official_size_beside_our_roll(db: Database, make: Make) -> None:
    with db.write() as session:
        sizes = [SectionSize(343500, "a newspaper", date(2016, 8, 22), True)]
        sizes += [SectionSize(388000, "another", None, False)]
        for size in Section("full member", sizes).sizes:
            row = contest_schema.SectionSize(
                section_id=make.section("full member"), **size._asdict()
            )
            session.add(row)
    make.elector(section_id=make.section("full member"))
    make.elector()
    with asking(db, make.organiser, MONDAY) as asked:
        sheet = reporting.sections_sheet(asked)
    assert column(sheet, "place") == ["No section", "full member"]
    assert column(sheet, "official_size") == [None, 343500]
    assert column(sheet, "official_source") == [None, "a newspaper"]
    assert column(sheet, "roll") == [1, 1]
    assert not {"told", "region", "ons_code", "remark"} & {c.key for c in sheet.columns}


def test_a_day_is_a_date_and_has_no_roll(db: Database, make: Make) -> None:
    first, second = make.electors(2)
    make.call(first, "spoke")
    make.call(first, "no-answer", now=MONDAY + timedelta(days=1))
    make.call(second, "spoke", now=MONDAY + timedelta(days=1), intention="Corbyn")
    with asking(db, make.organiser, MONDAY) as asked:
        sheet = reporting.days_sheet(asked)
    assert column(sheet, "place") == [date(2016, 9, 5), date(2016, 9, 6)]
    assert column(sheet, "attempted") == [1, 2]
    assert column(sheet, "shares.Smith") == [1, 0]
    assert not {"roll", "coverage", "verdict"} & {c.key for c in sheet.columns}


def test_the_explanation_has_every_threshold_and_whose_data_it_is(db: Database, make: Make) -> None:
    table = canvass_table(db, make.organiser, MONDAY)
    sheet = about_sheet(db, make.organiser, MONDAY, table)
    said = {str(term): str(meaning) for term, meaning in (row.cells for row in sheet.rows) if term}
    assert said["As of"] == "Monday 5 September 2016, 18:00 UK time"
    assert said["Base"] == table.base
    assert said["Demonstration"] == "No."
    assert said["Verdict: too few to say"] == "Fewer than 30 stated, or coverage under 5%."
    assert said["Verdict: in front, behind"] == "A lead of 8 points or more and less than 20."
    assert said["Lead"].startswith("Smith’s share minus the strongest rival’s")
    meanings = column(sheet, "meaning")
    assert "Contains OS data © Crown copyright and database right 2022" in meanings


def test_a_volunteer_sees_none_of_it(db: Database, make: Make) -> None:
    vi = make.caller("Vi", Role.VOLUNTEER)
    sheets = [
        reporting.reported_sheet,
        reporting.polls_sheet,
        reporting.endorsements_sheet,
        reporting.declared_sheet,
    ]
    for sheet in sheets:
        with pytest.raises(NotPermitted):
            sheet(db, vi)
    with pytest.raises(NotPermitted), asking(db, vi, MONDAY):
        pass
