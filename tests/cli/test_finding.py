"""The commands that find electors and show one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

Ask = Callable[..., Any]


def test_find_answers_who_is_found_and_whether_there_are_more(ask: Ask, campaign: Path) -> None:
    document = ask("find", campaign, "cole")
    assert [one["membership_number"] for one in document["found"]] == ["L3"]
    assert document["more"] is False
    document = ask("find", campaign, "0770", "--limit", "2")
    assert len(document["found"]) == 2
    assert document["more"] is True


def test_find_by_a_number_as_it_is_shown(ask: Ask, campaign: Path) -> None:
    document = ask("find", campaign, "+44 7700 900104")
    assert [one["membership_number"] for one in document["found"]] == ["L4"]


def test_find_for_a_person_lists_names_or_says_that_there_are_none(
    run: Run, campaign: Path
) -> None:
    told = run("find", campaign, "l", "--limit", "1")
    assert told.status == 0
    told = run("find", campaign, "ames a")
    assert "Ada Ames" in told.out
    told = run("find", campaign, "zebedee")
    assert told.status == 0
    assert "Nobody" in told.out


@pytest.mark.parametrize("limit", ["0", "-1", "100000"])
def test_a_limit_that_cannot_be_is_wrong_use(run: Run, campaign: Path, limit: str) -> None:
    told = run("find", campaign, "ames", f"--limit={limit}", "--json")
    assert told.status == 2
    assert told.document["code"] == "wrong-use"


def test_elector_answers_everything_known(ask: Ask, campaign: Path) -> None:
    words = ("--caller", "Vi", "--elector", "L1", "--outcome", "spoke", "--intention", "Smith")
    ask("log", campaign, *words, "--strength", "firm", "--note", "keen")
    document = ask("elector", campaign, "L1")
    assert document["last_name"] == "Ames"
    assert document["constituency"] == "Exeter"
    assert document["intention"] == "Smith"
    assert [one["number"] for one in document["numbers"]] == ["+447700900101", "+442079460101"]
    assert [one["usable"] for one in document["numbers"]] == [True, True]
    assert document["history"][0]["note"] == "keen"
    assert document["audit"] == []
    assert document["origin"]["file"] == "roll.csv"


def test_elector_tells_a_person_in_lines(run: Run, campaign: Path) -> None:
    told = run("elector", campaign, "L1")
    assert told.status == 0
    assert "Ada Ames (L1), Exeter, full member" in told.out
    assert "07700 900101" in told.out


def test_an_unknown_elector_is_input_that_is_missing(run: Run, campaign: Path) -> None:
    told = run("elector", campaign, "L99", "--json")
    assert told.status == 3
    assert "L99" in told.document["message"]


def test_a_volunteer_may_not_look_electors_up(run: Run, ask: Ask, campaign: Path) -> None:
    ask("callers", campaign, "add", "Vi")
    assert run("find", campaign, "ames", "--as", "Vi", "--json").status == 8
    assert run("elector", campaign, "L1", "--as", "Vi", "--json").status == 8
