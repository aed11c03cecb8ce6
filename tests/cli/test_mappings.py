"""The file that says which column holds which field: written, read again, and nothing else lost."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

Ask = Callable[..., Any]


def test_the_columns_used_are_written_down_and_read_again(
    ask: Ask, campaign: Path, roll: Path, tmp_path: Path
) -> None:
    mapping = tmp_path / "columns.json"
    chosen = ("--map", "phone=mobile")
    told = ask("import", campaign, roll, "--dry-run", "--save-mapping", mapping, *chosen)
    columns = json.loads(mapping.read_text("utf-8"))
    assert columns["phone"] == ["mobile"]
    assert "mobile" not in columns, "a column holds one field"
    again = ("--mapping", mapping, "--save-mapping", mapping)
    assert ask("import", campaign, roll, "--dry-run", *again) == told
    assert json.loads(mapping.read_text("utf-8")) == columns


@pytest.mark.parametrize("name", ["mine.phonebank", "roll.csv", "letter.txt", ".", "no/where"])
def test_a_mapping_is_written_over_no_other_file(
    run: Run, ask: Ask, campaign: Path, roll: Path, name: str
) -> None:
    (roll.parent / "letter.txt").write_text("Dear Ada", "utf-8")
    target = roll.parent / name
    before = target.read_bytes() if target.is_file() else b""
    told = run("import", campaign, roll, "--save-mapping", target, "--json")
    assert (told.status, target.is_file()) == (3, bool(before))
    assert (target.read_bytes() if before else b"") == before
    assert len(ask("imports", campaign)["imports"]) == 1, "nothing was imported either"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("content", [None, "[" * 200_000, '{"mobile": 5}', '{"a": "' + "x" * 2**20])
def test_what_is_no_mapping_is_refused_at_once(
    run: Run, campaign: Path, roll: Path, tmp_path: Path, content: str | None
) -> None:
    mapping = tmp_path / "columns.json"
    if content is None:
        os.mkfifo(mapping)
    else:
        mapping.write_text(content, "utf-8")
    told = run("import", campaign, roll, "--mapping", mapping, "--json")
    assert told.status == 3
    assert told.document["message"] == f"{mapping} is not a mapping of columns."
