"""The command for what the answers tell, and the story of 2016 that the demonstration tells."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from phonebank.domain.insight import Insight
from tests.cli.conftest import Run

SHARED = {"insight", "as_of", "where", "ours", "candidates", "base", "caveat", "warnings"}


@pytest.fixture
def demo(demo_file: Path, tmp_path: Path) -> Path:
    return shutil.copyfile(demo_file, tmp_path / "demo.phonebank")


def told(run: Run, demo: Path, insight: str, *more: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(run("insight", demo, insight, *more, "--json").out)
    return document


@pytest.mark.parametrize("insight", [it.value for it in Insight])
def test_each_answers_in_json_and_in_a_table(run: Run, demo: Path, insight: str) -> None:
    document = told(run, demo, insight)
    assert document.keys() >= SHARED
    assert document["insight"] == insight
    assert document["base"]
    assert document["caveat"]
    shown = run("insight", demo, insight)
    assert shown.status == 0
    assert document["base"] in shown.out
    assert document["caveat"] in shown.out


def test_the_story_of_2016_is_told_by_the_projection(run: Run, demo: Path) -> None:
    """Raw canvass ahead, weighted behind, polls behind, warning lit, declared result at the end."""
    found = told(run, demo, "projection")
    assert found["raw"]["Smith"] > found["raw"]["Corbyn"]
    assert found["weighted"]["Smith"] < found["weighted"]["Corbyn"]
    low, high = found["interval"]["Smith"]
    assert low < found["weighted"]["Smith"] < high
    assert found["stated"] > found["effective_n"] > 0
    assert found["design_effect"] == pytest.approx(found["stated"] / found["effective_n"])
    [poll] = found["polls"]
    assert poll["pollster"] == "YouGov"
    assert poll["figures"]["Smith"] == pytest.approx(35 / 92)
    assert poll["gap"] == pytest.approx(35 / 92 - 193229 / 506438)
    assert found["declared"]["Smith"] == pytest.approx(193229 / 506438)
    assert found["error"] == pytest.approx(
        found["weighted_named"]["Smith"] - found["declared"]["Smith"]
    )
    raw_error = found["raw_named"]["Smith"] - found["declared"]["Smith"]
    assert 0 < found["error"] < raw_error
    lit = {warning["code"]: warning["sentence"] for warning in found["warnings"]}
    assert {"polls-disagree", "hard-to-reach"} <= lit.keys()
    assert lit["hard-to-reach"].startswith("Harder-to-reach electors turn from Smith: 54% at the")


def test_the_rows_are_those_of_the_table(run: Run, demo: Path) -> None:
    attempts = told(run, demo, "attempts")
    assert [row["attempt"] for row in attempts["rows"][:2]] == ["1st attempt", "2nd attempt"]
    low, high = attempts["rows"][0]["intervals"]["Smith"]
    assert low < attempts["rows"][0]["shares"]["Smith"] < high
    assert attempts["test"]["p"] < 0.001


def test_it_is_narrowed_and_says_so(run: Run, demo: Path) -> None:
    whole = told(run, demo, "switching")
    exeter = told(run, demo, "switching", "--where", "constituency=exeter")
    assert exeter["where"] == {"constituency": ["exeter"]}
    assert "Only the roll of constituency exeter." in exeter["base"]
    assert sum(row["people"] for row in exeter["rows"]) < sum(r["people"] for r in whole["rows"])


def test_more_callers_reach_more(run: Run, demo: Path) -> None:
    few = told(run, demo, "reach", "--callers", "2")
    many = told(run, demo, "reach", "--callers", "20", "--close", "2016-09-20")
    assert few["effort"]["callers"] == 2
    assert many["effort"]["close"] == "2016-09-20"
    assert many["forecast"]["reached"] > few["forecast"]["reached"]


def test_an_effort_that_cannot_be_is_refused(run: Run, demo: Path) -> None:
    refused = run("insight", demo, "reach", "--hours", "25")
    assert refused.status == 2
    assert "25 is no number of hours a day." in refused.err


def test_canvass_rows_have_pooled_shares_and_the_barred_apart(run: Run, demo: Path) -> None:
    canvass = json.loads(run("canvass", demo, "--json").out)
    row = next(row for row in canvass["rows"] if row["place"] == "Exeter")
    low, high = row["pooled_interval"]["Smith"]
    assert low < row["pooled"]["Smith"] < high
    assert canvass["total"]["barred"] > 0
    recruiters = json.loads(run("canvass", demo, "--by", "recruiter", "--json").out)
    assert {"Momentum", "No recruiter"} <= {row["place"] for row in recruiters["rows"]}
    assert recruiters["total"]["roll"] == canvass["total"]["roll"]
