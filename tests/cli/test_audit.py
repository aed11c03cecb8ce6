"""The command `audit`: who changed what by hand."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

Ask = Callable[..., Any]


@pytest.fixture
def changed(ask: Ask, campaign: Path) -> Path:
    """The list everybody is on was paused, then opened."""
    for action in ("pause", "open"):
        ask("list", action, campaign, "Everybody")
    return campaign


def test_the_newest_lines_come_first_as_a_table_and_as_json(
    run: Run, ask: Ask, changed: Path
) -> None:
    told = ask("audit", changed)
    assert [line["action"] for line in told["audit"]] == ["list open", "list paused"]
    line = told["audit"][0]
    assert line.keys() == {
        "id", "at", "by", "action", "what", "membership_number", "elector", "before", "after"
    }  # fmt: skip
    assert (line["what"], line["before"]["state"], line["after"]["state"]) == (
        "List opened", "paused", "open",
    )  # fmt: skip
    assert len(ask("audit", changed, "--limit", 1)["audit"]) == 1
    assert ask("audit", changed, "--limit", 1)["total"] == 2
    assert ask("audit", changed, "--kind", "packs") == {"audit": [], "total": 0}
    out = run("audit", changed).out
    assert "List opened" in out
    assert "The newest 2 of 2 lines." in out
    assert run("audit", changed, "--elector", "Nobody").out.startswith("Nothing of that kind")


def test_it_is_written_to_a_file_for_a_reason(run: Run, ask: Ask, changed: Path) -> None:
    to = changed.with_name("audit.csv")
    assert run("audit", changed, "--to", to).status == 2
    assert ask("audit", changed, "--to", to, "--reason", "review") == {"file": str(to), "lines": 2}
    assert to.read_text("utf-8-sig").count("\n") == 3
    assert run("audit", changed, "--to", to, "--reason", "review").status == 3
    assert ask("audit", changed)["audit"][0]["after"]["reason"] == "review"


def test_volunteers_and_wrong_words_are_refused(run: Run, ask: Ask, changed: Path) -> None:
    ask("callers", changed, "add", "Vi")
    assert run("audit", changed, "--as", "Vi").status == 8
    assert run("audit", changed, "--limit", 0).status == 2
    assert run("audit", changed, "--by", "Nobody").status == 2
    assert run("audit", changed, "--kind", "gossip").status == 2
