"""Possible duplicates are listed, merged, kept apart and undone from the command line."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

Ask = Callable[..., Any]
TWICE = """\
membership_number,first_name,last_name,mobile,postcode,constituency
D1,Ada,Ames,07700 900201,EX1 1AA,Exeter
D2,A,Ames,07700 900202,EX1 1AA,Exeter
"""


@pytest.fixture
def twice(campaign: Path, run: Run, tmp_path: Path) -> Path:
    """The campaign with one person on its roll twice."""
    (tmp_path / "twice.csv").write_text(TWICE, "utf-8")
    assert run("import", campaign, tmp_path / "twice.csv").status == 0
    return campaign


def numbers(document: Any) -> list[list[str]]:
    return [[it["membership_number"] for it in pair["electors"]] for pair in document["pairs"]]


def test_pairs_are_listed_with_why(ask: Ask, twice: Path) -> None:
    told = ask("duplicates", twice)
    assert numbers(told) == [["D1", "D2"]]
    (pair,) = told["pairs"]
    assert list(pair) == ["electors", "why", "score"]
    assert list(pair["electors"][0]) == ["membership_number", "name", "postcode", "constituency"]
    assert pair["why"] == "same surname, an initial that fits"
    assert told["counts"] == {"pairs": 1, "merged": 0, "kept_apart": 0}


def test_a_person_reads_a_table(run: Run, twice: Path, campaign: Path) -> None:
    told = run("duplicates", twice)
    assert "D1 Ada Ames" in told.out
    assert "1 pairs may be one person each." in told.out


def test_a_merge_is_done_and_undone(ask: Ask, twice: Path) -> None:
    done = ask("duplicates", twice, "--merge", "D2", "D1")
    assert done == {"decision": "merged", "undone": False, "electors": ["D2", "D1"]}
    told = ask("duplicates", twice)
    assert (told["pairs"], told["counts"]["merged"]) == ([], 1)
    assert ask("canvass", twice)["total"]["roll"] == 7
    undone = ask("duplicates", twice, "--undo", "D1", "D2")
    assert undone == {"decision": "merged", "undone": True, "electors": ["D2", "D1"]}
    assert ask("canvass", twice)["total"]["roll"] == 8


def test_two_persons_are_kept_apart(ask: Ask, run: Run, twice: Path) -> None:
    ask("duplicates", twice, "--keep", "D1", "D2")
    assert ask("duplicates", twice)["counts"] == {"pairs": 0, "merged": 0, "kept_apart": 1}
    assert "decided again" in run("duplicates", twice, "--undo", "D1", "D2").out


def test_a_call_for_the_merged_number_lands_with_the_kept_elector(ask: Ask, twice: Path) -> None:
    ask("duplicates", twice, "--merge", "D1", "D2")
    call = ["--elector", "D2", "--outcome", "spoke", "--intention", "Smith"]
    ask("log", twice, "--caller", "Priya", *call)
    assert ask("canvass", twice)["total"]["stated"] == 1


def test_wrong_use_is_told(run: Run, twice: Path) -> None:
    both = ["--merge", "D1", "D2", "--keep", "D1", "D2"]
    assert run("duplicates", twice, *both, "--json").status == 2
    told = run("duplicates", twice, "--merge", "D1", "D9", "--json")
    assert told.status == 3
    assert "“D9”" in told.document["message"]
