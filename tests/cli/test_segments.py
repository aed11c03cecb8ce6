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
