"""The files of sample_data: made as the generator makes them, harmless, and true to the rules."""

import re
from collections import Counter, defaultdict
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import pairwise
from uuid import UUID
from xml.etree.ElementTree import canonicalize
from zipfile import ZipFile

import openpyxl
import pytest

from tests.sample_campaign.campaign import make_campaign
from tests.sample_campaign.reading import REACHED, SAMPLE_DATA, calls_by_elector, rows_of
from tests.sample_campaign.writing import CALL_COLUMNS, ROLL_COLUMNS, files_of

# Ofcom, numbers for drama: mobiles, then landlines.
MOBILE = re.compile(r"07700 900\d{3}")
LANDLINE = re.compile(
    r"01(1[345678]|[23456]1) 496 0\d{3}|020 7946 0\d{3}|0191 498 0\d{3}|028 9649 6\d{3}"
    r"|029 2018 0\d{3}|01632 960\d{3}"
)
HOUSEHOLD = ("last_name", "address", "postcode")
OUTCOMES = """spoke callback not-now do-not-call broke-off refused-by-other language unable deceased
    no-answer busy machine-message machine not-in wrong-number dead-number failed not-eligible"""
MINUTES = {"failed": 60, "busy": 30, "no-answer": 180, "machine": 1440, "not-in": 1440}
MINUTES |= {"machine-message": 2880, "refused-by-other": 4320, "not-now": 10080, "broke-off": 10080}
FINAL = {"do-not-call", "language", "unable", "deceased", "not-eligible"}
WELL_KNOWN = """Jeremy Corbyn|Owen Smith|Angela Eagle|Andy Burnham|Yvette Cooper|Liz Kendall
Tom Watson|John McDonnell|Diane Abbott|Emily Thornberry|Keir Starmer|Angela Rayner|Ed Miliband
David Miliband|Gordon Brown|Tony Blair|Harriet Harman|Margaret Beckett|Hilary Benn|Alan Johnson
Ben Bradshaw|Andy Slaughter|Clive Efford|Nick Thomas-Symonds|Ian Murray|Ruth Smeeth|Wes Streeting
Peter Kyle|Neil Coyle|Angela Smith|Graham Jones|Alan Campbell|Chuka Umunna|Lisa Nandy|Clive Lewis
Stella Creasy|Jess Phillips|Rachel Reeves|Sadiq Khan|Carwyn Jones|Kezia Dugdale|Iain McNicol
Theresa May|David Cameron|George Osborne|Boris Johnson|Michael Gove|Amber Rudd|Philip Hammond
Nicola Sturgeon|Alex Salmond|Nick Clegg|Tim Farron|Nigel Farage|Caroline Lucas|Leanne Wood
Len McCluskey|Dave Prentis|Paul Kenny|Tim Roache|Liam Byrne|Yasmin Qureshi|Eric Pickles
Nicholas Brown|Geraint Davies|Hywel Williams|Rhodri Morgan|Alan Mak|Jonathan Edwards|Alun Davies"""


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return files_of(make_campaign())


def as_xml(workbook: bytes) -> dict[str, str]:
    """The parts of a workbook, uncompressed and written in one way."""
    with ZipFile(BytesIO(workbook)) as parts:
        return {name: canonicalize(parts.read(name).decode()) for name in parts.namelist()}


@pytest.mark.parametrize("name", ["roll.csv", "calls.csv"])
def test_the_generator_makes_the_committed_file(made: dict[str, bytes], name: str) -> None:
    assert (SAMPLE_DATA / name).read_bytes().replace(b"\r\n", b"\n") == made[name]


def test_the_generator_makes_the_committed_workbook(made: dict[str, bytes]) -> None:
    committed = (SAMPLE_DATA / "roll.xlsx").read_bytes()
    assert committed == made["roll.xlsx"] or as_xml(committed) == as_xml(made["roll.xlsx"])


def test_the_workbook_is_the_same_roll_as_text_under_a_frozen_header() -> None:
    book = openpyxl.load_workbook(SAMPLE_DATA / "roll.xlsx")
    (sheet,) = book.worksheets
    header, *lines = sheet.iter_rows()
    assert sheet.freeze_panes == "A2"
    assert all(cell.font.bold for cell in header)
    found = [tuple(cell.value or "" for cell in line) for line in lines]
    assert found == [tuple(row[name] for name in ROLL_COLUMNS) for row in rows_of("roll.csv")]
    assert {cell.data_type for line in lines for cell in line if cell.value} == {"s"}


def test_headers_are_those_of_the_contract() -> None:
    assert tuple(rows_of("roll.csv")[0]) == ROLL_COLUMNS
    assert tuple(rows_of("calls.csv")[0]) == CALL_COLUMNS


def test_every_number_is_of_a_drama_range_and_at_most_a_thousand_are_mobiles() -> None:
    roll = rows_of("roll.csv")
    mobiles = [row["mobile"] for row in roll if row["mobile"]]
    assert all(MOBILE.fullmatch(number) for number in mobiles)
    assert 900 <= len(mobiles) <= 1000
    assert all(LANDLINE.fullmatch(row["landline"]) for row in roll if row["landline"])
    assert all(row["mobile"] or row["landline"] for row in roll)


def test_no_number_is_shared_outside_a_household() -> None:
    homes = defaultdict(set)
    for row in rows_of("roll.csv"):
        for number in filter(None, (row["mobile"], row["landline"])):
            homes[number].add(tuple(row[name] for name in HOUSEHOLD))
    assert max(len(households) for households in homes.values()) == 1


def test_mail_is_at_example_org_and_postcodes_are_where_nobody_lives() -> None:
    for row in rows_of("roll.csv"):
        assert re.fullmatch(r"[a-z]+\.[a-z]+\d*@example\.org|", row["email"])
        assert re.fullmatch(r"ZZ\d\d? \d[A-Z]{2}", row["postcode"])
    mail = Counter(row["email"] for row in rows_of("roll.csv") if row["email"])
    assert max(mail.values()) == 1


def test_no_elector_has_the_name_of_a_politician() -> None:
    names = {f"{row['first_name']} {row['last_name']}" for row in rows_of("roll.csv")}
    assert not names & set(WELL_KNOWN.replace("\n", "|").split("|"))
    assert len(WELL_KNOWN.replace("\n", "|").split("|")) > 60


def test_the_roll_keeps_the_dates_and_rules_of_2016() -> None:
    roll = rows_of("roll.csv")
    assert 5900 <= len(roll) <= 6200
    assert len({row["membership_number"] for row in roll}) == len(roll)
    for row in roll:
        joined, section = date.fromisoformat(row["joined_on"]), row["section"]
        assert joined <= date(2016, 1, 12) or section != "full member"
        assert (section == "affiliated supporter") == bool(row["affiliate"])
        if section == "registered supporter":
            assert date(2016, 7, 18) <= joined <= date(2016, 7, 20)
    assert Counter(row["eligible"] for row in roll)["no"] == 60
    assert Counter(row["do_not_call"] for row in roll)["yes"] == 40


def test_there_are_about_nine_thousand_calls_with_every_outcome_in_order_of_time() -> None:
    calls = rows_of("calls.csv")
    assert 8700 <= len(calls) <= 9300
    counts = Counter(row["outcome"] for row in calls)
    assert set(counts) == set(OUTCOMES.split())
    assert min(counts.values()) >= 4
    assert [row["called_at"] for row in calls] == sorted(row["called_at"] for row in calls)
    assert len({UUID(row["call_id"]) for row in calls}) == len(calls)


def test_calls_are_made_inside_calling_hours_from_5_august_to_18_september() -> None:
    for row in rows_of("calls.csv"):
        at = datetime.fromisoformat(row["called_at"])
        assert at.utcoffset() == timedelta(hours=1)
        assert date(2016, 8, 5) <= at.date() <= date(2016, 9, 18)
        opens, closes = (time(10), time(18)) if at.weekday() > 4 else (time(9), time(20, 30))
        assert opens <= at.time() < closes
    days = {row["called_at"][:10] for row in rows_of("calls.csv")}
    assert {"2016-08-05", "2016-09-18"} <= days
    assert "2016-08-29" not in days


def test_a_call_has_answers_or_a_reason_for_none() -> None:
    for row in rows_of("calls.csv"):
        spoke = row["outcome"] == "spoke"
        assert bool(row["intention"]) == spoke
        assert spoke or not (row["strength"] or row["previous_vote"] or row["reasons"])
        assert not row["strength"] or row["intention"] in {"Smith", "Corbyn"}
        assert not row["ballot"] or row["outcome"] in REACHED
        assert bool(row["callback_at"]) == (row["outcome"] == "callback")
        assert bool(row["callback_at"]) == bool(row["callback_for"])


def test_waits_are_kept_and_nobody_is_rung_after_a_final_outcome() -> None:
    for calls in calls_by_elector().values():
        for before, after in pairwise(calls):
            assert before["outcome"] not in FINAL
            assert before["do_not_call"] == ""
            assert before["ballot"] != "returned"
            due = datetime.fromisoformat(before["callback_at"] or before["called_at"])
            wait = timedelta(minutes=MINUTES.get(before["outcome"], 0))
            assert datetime.fromisoformat(after["called_at"]) >= due + wait


def test_attempts_are_four_and_at_most_two_kept_callbacks_beyond() -> None:
    attempts = Counter(len(calls) for calls in calls_by_elector().values())
    assert max(attempts) <= 6
    assert sum(attempts[n] for n in (1, 2, 3, 4)) > 0.99 * sum(attempts.values())


def test_numbers_rung_are_the_electors_own_and_never_ones_known_to_be_bad() -> None:
    own = {row["membership_number"]: row for row in rows_of("roll.csv")}
    bad: set[str] = set()
    for row in rows_of("calls.csv"):
        elector = own[row["membership_number"]]
        assert row["number"] in {elector["mobile"], elector["landline"]} - bad
        if row["outcome"] in {"wrong-number", "dead-number"}:
            bad.add(row["number"])
        assert elector["do_not_call"] == "no"


def test_no_caller_is_on_two_calls_at_once() -> None:
    ends: dict[str, str] = {}
    for row in rows_of("calls.csv"):
        assert row["supersedes"] or row["called_at"] > ends.get(row["caller"], "")
        ends[row["caller"]] = row["called_at"]
    assert 12 <= len(ends) <= 14


def test_corrections_point_at_an_earlier_call_to_the_same_elector() -> None:
    by_id = {row["call_id"]: row for row in rows_of("calls.csv")}
    corrections = [row for row in by_id.values() if row["supersedes"]]
    assert len(corrections) >= 10
    for row in corrections:
        wrong = by_id[row["supersedes"]]
        assert wrong["membership_number"] == row["membership_number"]
        assert wrong["called_at"] < row["called_at"]


def test_two_thirds_of_those_who_stated_in_the_last_week_have_returned_their_ballots() -> None:
    stated = [
        row for row in rows_of("calls.csv") if row["intention"] in {"Smith", "Corbyn", "undecided"}
    ]
    early = [row["ballot"] for row in stated if row["called_at"] < "2016-08-24"]
    late = [row["ballot"] for row in stated if row["called_at"] > "2016-09-12"]
    assert "returned" not in early
    assert late.count("returned") / len(late) == pytest.approx(2 / 3, abs=0.06)


def test_on_monday_evening_callbacks_are_due_and_many_have_never_been_rung() -> None:
    last = [calls[-1] for calls in calls_by_elector().values()]
    anybody = [row["callback_at"] for row in last if row["callback_for"] == "anybody"]
    assert anybody.count("2016-09-19T18:00:00+01:00") >= 1
    assert anybody.count("2016-09-19T18:15:00+01:00") >= 1
    rung = calls_by_elector()
    fresh = [row for row in rows_of("roll.csv") if row["membership_number"] not in rung]
    assert sum(row["do_not_call"] == "no" and row["eligible"] == "yes" for row in fresh) > 1000
