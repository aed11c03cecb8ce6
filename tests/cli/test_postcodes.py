"""Postcodes are loaded from the command line, and it says what is loaded."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

Ask = Callable[..., Any]
KEYS = [
    "file",
    "loaded_at",
    "read",
    "matched",
    "unmatched",
    "without_constituency",
    "unusable",
    "share_unmatched",
    "nations",
    "seats_without",
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "postcodes.csv"
    path.write_text("pcds,pcon\nEX1 1AA,E14000698\nJE2 3AA,L99999999\nnonsense,E14000698\n")
    return path


def test_a_file_is_loaded_and_named_afterwards(ask: Ask, campaign: Path, file: Path) -> None:
    loaded = ask("postcodes", campaign, file)
    assert list(loaded) == KEYS
    assert (loaded["read"], loaded["matched"], loaded["unusable"]) == (3, 1, 1)
    assert loaded["without_constituency"] == 1
    assert loaded["nations"]["England"] == 1
    assert ask("postcodes", campaign) == loaded


def test_nothing_loaded_is_said(ask: Ask, run: Run, campaign: Path) -> None:
    assert ask("postcodes", campaign) == {"file": None}
    assert "No postcode file is loaded" in run("postcodes", campaign).out


def test_a_person_reads_sentences(run: Run, campaign: Path, file: Path) -> None:
    told = run("postcodes", campaign, file)
    assert told.status == 0
    assert "18 constituencies of Northern Ireland" in told.out


def test_a_file_of_2024_is_refused(run: Run, campaign: Path, file: Path) -> None:
    file.write_text("pcds,pcon24cd\nEX1 1AA,E14001063\n")
    told = run("postcodes", campaign, file, "--json")
    assert told.status == 3
    assert told.document["code"] == "input-refused"
    assert "2024" in told.document["message"]
