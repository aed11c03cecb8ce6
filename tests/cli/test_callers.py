"""The command `callers`: changing a caller's name, role, lists, and whether they left."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

Ask = Callable[..., Any]


@pytest.fixture
def held(ask: Ask, campaign: Path) -> Path:
    """The campaign with a volunteer, Priya."""
    ask("callers", campaign, "add", "Priya")
    return campaign


def test_only_what_is_told_of_a_caller_changes(ask: Ask, held: Path) -> None:
    changed = ask("callers", held, "change", "priya", "--name", "Priya Anand", "--mp")
    assert changed == {
        "name": "Priya Anand",
        "role": "volunteer",
        "mp": True,
        "left": False,
        "lists": [],
        "calls": 0,
    }
    again = ask("callers", held, "change", "Priya Anand", "--no-mp", "--role", "organiser")
    assert (again["mp"], again["role"], again["name"]) == (False, "organiser", "Priya Anand")


def test_a_caller_works_the_lists_that_are_named_or_every_one(ask: Ask, held: Path) -> None:
    assert ask("callers", held, "change", "Priya", "--list", "Everybody")["lists"] == ["Everybody"]
    assert ask("callers", held, "change", "Priya", "--mp")["lists"] == ["Everybody"]
    assert ask("callers", held, "change", "Priya", "--list", "")["lists"] == []


def test_who_left_can_come_back(ask: Ask, run: Run, held: Path) -> None:
    assert ask("callers", held, "change", "Priya", "--left")["left"] is True
    told = run("callers", held, "change", "Priya", "--back")
    assert told.out.strip() == "Changed Priya: volunteer."


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["change"], 2, "needs the name"),
        (["change", "Priya"], 2, "needs --name"),
        (["change", "Zoe", "--left"], 2, "no caller “Zoe”"),
        (["change", "Priya", "--name", "organiser"], 3, "a caller “Organiser” already"),
        (["change", "Priya", "--name", " "], 2, "needs a name"),
        (["change", "Priya", "--list", "Nowhere"], 2, "no call list “Nowhere”"),
        (["change", "Organiser", "--left"], 3, "Nobody would be left"),
        (["add", "Zoe", "--left"], 2, "go with “change”"),
        (["change", "Organiser", "--mp", "--as", "Priya"], 8, "may not run"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(
    ask: Ask, run: Run, held: Path, words: list[str], status: int, said: str
) -> None:
    before = ask("callers", held)
    told = run("callers", held, *words)
    assert told.status == status
    assert said in told.err
    assert ask("callers", held) == before
