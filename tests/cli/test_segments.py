"""The command `segments`, and the narrowing of a canvass to one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

Ask = Callable[..., Any]
EXETER = {"name": "West", "where": "constituency = Exeter", "electors": 3}


def test_a_segment_is_added_listed_and_removed(ask: Ask, campaign: Path) -> None:
    assert ask("segments", campaign) == {"segments": []}
    where = ("--where", "constituency = exeter")
    added = ask("segments", campaign, "add", "West", *where)
    assert added == {"segments": [{**EXETER, "where": "constituency = exeter"}]}
    assert ask("segments", campaign) == added
    assert ask("segments", campaign, "remove", "west") == {"segments": []}


def test_people_read_the_same_as_programs(run: Run, campaign: Path) -> None:
    told = run("segments", campaign, "add", "West", "--where", "constituency = Exeter")
    assert told.out.startswith("Added West: 3 electors.")
    assert "constituency = Exeter" in run("segments", campaign).out


def test_a_canvass_is_narrowed_to_a_segment(ask: Ask, campaign: Path) -> None:
    ask("segments", campaign, "add", "West", "--where", "constituency = Exeter")
    table = ask("canvass", campaign, "--where", "segment=west")
    assert (table["total"]["roll"], len(table["rows"])) == (3, 1)
    assert "segment west" in table["base"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("add",), "“add” needs the name"),
        (("remove",), "“remove” needs the name"),
        (("add", "West"), "“add” needs --where"),
        (("--where", "contacted"), "--where goes with “add”"),
        (("add", "West", "--where", "shoe = 9"), "“shoe” is no field, at character 1."),
        (("add", "West", "--where", "section = Junior"), "There is no section “Junior”."),
        (("remove", "West"), "There is no segment “West”."),
    ],
)
def test_wrong_use_is_told_in_a_sentence(
    run: Run, campaign: Path, words: tuple[str, ...], sentence: str
) -> None:
    told = run("segments", campaign, *words)
    assert told.status == 2
    assert sentence in told.err


def test_a_name_that_is_taken_is_refused(run: Run, campaign: Path) -> None:
    for status in (0, 3):
        told = run("segments", campaign, "add", "West", "--where", "contacted")
        assert told.status == status


def test_an_export_is_narrowed_to_a_segment(ask: Ask, campaign: Path, tmp_path: Path) -> None:
    ask("segments", campaign, "add", "West", "--where", "constituency = Exeter")
    target = tmp_path / "west.csv"
    ask("export", campaign, "--to", target, "--where", "segment=West")
    places = [line.split(",")[0] for line in target.read_text("utf-8-sig").splitlines()[1:]]
    assert places[0] == "Exeter"
    assert len(places) == 2, "one place and the total"


def test_a_list_rings_the_electors_of_a_segment(ask: Ask, run: Run, campaign: Path) -> None:
    ask("segments", campaign, "add", "Nobody", "--where", "attempts > 90")
    told = run("segments", campaign, "ring", "Nobody", "--list", "Late")
    assert "The list Late rings Nobody" in told.out
    dry = ask("next", campaign, "--caller", "Priya", "--list", "late")
    assert dry["elector"] is None
    told = run("segments", campaign, "add", "X", "--where", "contacted", "--list", "Late")
    assert "--list goes with “ring”" in told.err
