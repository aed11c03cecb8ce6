"""The command `shifts`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

Ask = Callable[..., Any]
TIMES = ("--from", "2016-09-19T18:00", "--to", "2016-09-19T20:30")
NEW = ("add", "--venue", "Westminster", *TIMES)
EMPTY = {
    "attempts": 0,
    "dials": 0,
    "contacts": 0,
    "stated": 0,
    "calls_an_hour": None,
    "median_seconds": None,
}
WESTMINSTER = {
    "id": 1,
    "venue": "Westminster",
    "starts_at": "2016-09-19T17:00:00+00:00",
    "ends_at": "2016-09-19T19:30:00+00:00",
    "note": "",
}


@pytest.fixture
def staffed(ask: Ask, campaign: Path) -> Path:
    """A campaign with a caller Priya, who called twice on the evening of 19 September."""
    said = ("--outcome", "spoke", "--intention", "Smith", "--at", "2016-09-19T18:00")
    ask("log", campaign, "--caller", "Priya", "--elector", "L1", *said)
    none = ("--outcome", "no-answer", "--at", "2016-09-19T18:30")
    ask("log", campaign, "--caller", "Priya", "--elector", "L2", *none)
    return campaign


def test_a_shift_is_planned_counted_and_removed(ask: Ask, staffed: Path) -> None:
    assert ask("shifts", staffed) == {"shifts": []}
    counted: dict[str, Any] = {"attempts": 2, "dials": 2, "contacts": 1, "stated": 1}
    counted |= {"calls_an_hour": 2.0, "median_seconds": None}
    told = ask("shifts", staffed, *NEW, "--caller", "priya")
    assert told == {"shifts": [{**WESTMINSTER, "expected": 1, "came": 0, **counted}]}
    told = ask("shifts", staffed, "change", 1, "--note", "Pizza at eight")
    assert told["shifts"][0]["note"] == "Pizza at eight"
    assert ask("shifts", staffed, "remove", 1) == {"shifts": []}


def test_who_is_expected_came_and_is_struck(ask: Ask, staffed: Path) -> None:
    ask("shifts", staffed, *NEW)
    shown = ask("shifts", staffed, "show", 1)["shift"]
    assert shown == {**WESTMINSTER, **EMPTY, "callers": [], "also_rang": ["Priya"]}
    assert ask("shifts", staffed, "expect", 1, "Priya")["shifts"][0]["expected"] == 1
    assert ask("shifts", staffed, "came", 1, "Priya")["shifts"][0]["came"] == 1
    shown = ask("shifts", staffed, "show", 1)["shift"]
    assert [(one["name"], one["came"], one["attempts"]) for one in shown["callers"]] == [
        ("Priya", True, 2)
    ]
    assert ask("shifts", staffed, "came", 1, "Priya", "--not")["shifts"][0]["came"] == 0
    assert ask("shifts", staffed, "strike", 1, "Priya")["shifts"][0]["expected"] == 0


def test_people_read_the_same_as_programs(run: Run, staffed: Path) -> None:
    told = run("shifts", staffed, *NEW, "--caller", "Priya")
    assert told.out.startswith("Added shift 1: Westminster, 18:00–20:30.")
    assert "Westminster" in run("shifts", staffed).out
    assert "Priya" in run("shifts", staffed, "show", 1).out
    assert "Came to shift 1: Priya." in run("shifts", staffed, "came", 1, "Priya").out
    assert "Its calls stay." in run("shifts", staffed, "remove", 1).out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("add", "--venue", "Hove"), "“add” needs --venue, --from and --to"),
        (("add", "1", "--venue", "Hove", *TIMES), "and no id"),
        (("change", "1"), "“change” needs --venue"),
        (("remove",), "“remove” needs the id"),
        (("came", "1"), "“came” needs the name"),
        (("show", "1", "Priya"), "Names go with"),
        (("show", "1", "--venue", "Hove"), "go with “add” and “change”"),
        (("show", "1", "--caller", "Priya"), "--caller goes with “add”"),
        (("show", "1", "--not"), "--not goes with “came”"),
        (("remove", "7"), "There is no shift 7."),
        ((*NEW, "--caller", "Nobody"), "There is no caller “Nobody”."),
        (("add", "--venue", " ", *TIMES), "A shift has a venue"),
    ],
)
def test_wrong_use_is_told_in_a_sentence(
    run: Run, campaign: Path, words: tuple[str, ...], sentence: str
) -> None:
    told = run("shifts", campaign, *words)
    assert told.status == 2
    assert sentence in told.err


def test_a_volunteer_is_refused(run: Run, staffed: Path) -> None:
    assert run("shifts", staffed, "--as", "Priya").status == 8
