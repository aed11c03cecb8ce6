"""The files of sample_data that were written by hand agree with what was printed in 2016."""

import tomllib
from datetime import UTC, datetime

from tests.sample_campaign.reading import SAMPLE_DATA, rows_of

SECTIONS = {"full member", "affiliated supporter", "registered supporter"}


def contest() -> dict[str, list[dict[str, object]]]:
    return tomllib.loads((SAMPLE_DATA / "contest.toml").read_text(encoding="utf-8"))


def test_the_ballot_closes_at_noon_on_21_september() -> None:
    dates = tomllib.loads((SAMPLE_DATA / "contest.toml").read_text(encoding="utf-8"))["contest"]
    assert dates["ballots_close"] == datetime(2016, 9, 21, 11, tzinfo=UTC)
    assert dates["ballots_open"].date().isoformat() == "2016-08-22"


def test_keys_of_candidates_and_reasons_do_not_clash() -> None:
    keys = [str(row["key"]) for kind in ("candidate", "reason") for row in contest()[kind]]
    assert len(set(keys)) == len(keys)
    assert {str(row["key"]) for row in contest()["reason"]} <= set("EIXPADOZ")


def test_the_roll_and_the_calls_use_only_names_of_the_contest() -> None:
    named = {kind: {row["name"] for row in contest()[kind]} for kind in ("affiliate", "reason")}
    assert {row["affiliate"] for row in rows_of("roll.csv")} - {""} <= named["affiliate"]
    assert {row["section"] for row in rows_of("roll.csv")} == SECTIONS
    given = {reason for row in rows_of("calls.csv") for reason in row["reasons"].split(";")}
    assert given - {""} <= named["reason"]


def test_twelve_canvasses_of_19_august_one_of_9_september_and_the_campaigns_own() -> None:
    days = [row["reported_on"] for row in rows_of("reported_canvasses.csv")]
    assert days == ["2016-08-19"] * 12 + ["2016-09-09", "2016-09-03"]
    words = [row["words"] for row in rows_of("reported_canvasses.csv") if row["words"]]
    assert words == ["comfortably in front", "in front", "neck and neck", "neck and neck"]


def test_the_declared_sections_add_up_to_the_declared_total() -> None:
    total, *sections = rows_of("declared_result.csv")
    assert {row["section"] for row in sections} == SECTIONS
    for candidate, votes in (("Smith", 193_229), ("Corbyn", 313_209)):
        assert int(total[candidate]) == votes == sum(int(row[candidate]) for row in sections)


def test_polls_without_undecided_add_up_to_a_hundred_by_section() -> None:
    august = [row for row in rows_of("outside_polls.csv") if row["published"] == "2016-08-30"]
    assert {row["section"] for row in august} == SECTIONS | {""}
    for row in august:
        assert int(row["Smith"]) + int(row["Corbyn"]) + int(row["undecided"] or 0) == 100


def test_endorsements_count_the_ballot_of_gmb_and_the_constituency_parties() -> None:
    rows = {row["body"]: row for row in rows_of("endorsements.csv")}
    gmb, parties = rows["GMB"], rows["Constituency Labour Parties"]
    assert int(gmb["votes_for"]) + int(gmb["votes_against"]) == 43_419
    assert (parties["votes_for"], parties["votes_against"]) == ("285", "53")
