"""The demonstration shows what the campaign of 2016 is to show, and says where it lies."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from phonebank.cli import main
from phonebank.cli.window import has_screen
from phonebank.services.campaigns import campaign_facts
from phonebank.services.demo import open_demo
from phonebank.unfinished import refuse_taken
from tests.cli.conftest import HOME, Run

SMITH, CORBYN = "Smith", "Corbyn"

# Smith, Corbyn, undecided, as the MPs gave them; Exeter's sum to 98.
FIGURES = {
    "Exeter": (46 / 98, 34 / 98, 18 / 98),
    "Hammersmith": (0.59, 0.26, 0.15),
    "Eltham": (0.54, 0.42, 0.04),
    "Torfaen": (0.63, 0.24, 0.13),
    "Edinburgh South": (0.60, 0.24, 0.16),
    "Stoke-on-Trent North": (43 / 101, 42 / 101, 16 / 101),
    "Ilford North": (0.44, 0.39, 0.17),
    "Pontypridd": (0.30, 0.65, 0.05),
}
GOLDEN = {
    "Hammersmith": (0.33, "comfortably in front"),
    "Exeter": (0.12, "in front"),
    "Stoke-on-Trent North": (0.01, "neck and neck"),
    "Ilford North": (0.05, "narrowly in front"),
    "Eltham": (0.12, "in front"),
    "Torfaen": (0.39, "comfortably in front"),
    "Edinburgh South": (0.36, "comfortably in front"),
    "Brighton, Kemptown": (-0.10, "behind"),
    "Bermondsey and Old Southwark": (None, "comfortably in front"),
    "Penistone and Stocksbridge": (None, "in front"),
    "Hyndburn": (None, "neck and neck"),
    "Tynemouth": (None, "neck and neck"),
    "Pontypridd": (-0.35, "comfortably behind"),
}
REPORTED = [
    "places",
    "canvasser",
    "told_by",
    "reported_on",
    "shares",
    "undecided",
    "refused",
    "coverage",
    "words",
    "sum",
    "lead",
    "verdict",
    "source",
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demonstration made from nothing; tests that change it copy it."""
    folder = tmp_path_factory.mktemp("demo") / "there"
    folder.mkdir()
    for left in ("demo-unfinished.phonebank", "demo-unfinished.phonebank-wal"):
        (folder / left).write_bytes(b"what a killed attempt left behind")
        os.utime(folder / left, (0, 0))
    with redirect_stdout(StringIO()) as out:
        assert main(["demo", "--directory", str(folder), "--no-window", "--json"]) == 0
    assert json.loads(out.getvalue())["made"] is True
    return folder


@pytest.fixture(scope="module")
def rows(made: Path) -> dict[str, Any]:
    with redirect_stdout(StringIO()) as out:
        assert main(["canvass", str(made / "demo.phonebank"), "--json"]) == 0
    table = json.loads(out.getvalue())
    return {row["place"]: row for row in (*table["rows"], table["total"])}


def test_it_leaves_one_campaign_and_a_workbook_and_nothing_else(made: Path) -> None:
    assert sorted(path.name for path in made.iterdir()) == ["canvass.xlsx", "demo.phonebank"]


def test_of_two_at_once_the_later_opens_what_the_earlier_made(made: Path, tmp_path: Path) -> None:
    campaign = tmp_path / "demo.phonebank"

    def overtaken(done: int, total: int) -> None:
        shutil.copyfile(made / campaign.name, campaign)
        refuse_taken(campaign)

    with closing(open_demo(tmp_path, report=overtaken)) as db:
        assert campaign_facts(db).is_demo
    assert list(tmp_path.iterdir()) == [campaign]


def test_hammersmith_was_covered_to_70_in_the_hundred(rows: dict[str, Any]) -> None:
    assert rows["Hammersmith"]["coverage"] == pytest.approx(0.70, abs=0.0005)
    assert rows["Hammersmith"]["bounds"]["Smith"] == pytest.approx([0.413, 0.818], abs=0.002)


def test_ilford_north_has_a_roll_of_600_and_408_who_stated(rows: dict[str, Any]) -> None:
    assert rows["Ilford North"]["roll"] == 600
    assert rows["Ilford North"]["stated"] >= 408


@pytest.mark.parametrize("place", FIGURES)
def test_our_canvass_is_within_0_7_points_of_what_the_mp_said(
    rows: dict[str, Any], place: str
) -> None:
    shares = rows[place]["shares"]
    ours = [shares[SMITH], shares[CORBYN], shares["undecided"]]
    assert ours == pytest.approx(FIGURES[place], abs=0.007)


def test_brighton_kemptown_and_hove_stand_45_to_55_together(rows: dict[str, Any]) -> None:
    both = [rows["Brighton, Kemptown"]["counts"], rows["Hove"]["counts"]]
    smith = sum(counts[SMITH] for counts in both)
    corbyn = sum(counts[CORBYN] for counts in both)
    assert smith / (smith + corbyn) == pytest.approx(0.45, abs=0.007)


@pytest.mark.parametrize("place", GOLDEN)
def test_what_was_reported_has_the_words_of_the_golden_table(
    rows: dict[str, Any], place: str
) -> None:
    (told,) = rows[place]["reported"]
    lead, verdict = GOLDEN[place]
    assert list(told) == REPORTED
    assert told["verdict"] == verdict
    assert told["lead"] == (None if lead is None else pytest.approx(lead))


def test_reported_figures_are_kept_as_printed(rows: dict[str, Any]) -> None:
    told = {place: rows[place]["reported"][0] for place in GOLDEN}
    assert told["Exeter"]["sum"] == pytest.approx(0.98)
    assert told["Stoke-on-Trent North"]["sum"] == pytest.approx(1.01)
    assert told["Brighton, Kemptown"]["undecided"] is None
    assert told["Brighton, Kemptown"]["places"] == ["Brighton, Kemptown", "Hove"]
    assert rows["Hove"]["reported"] == []
    assert rows["Hove"]["reported_with"] == "Brighton, Kemptown"
    assert "reported_with" not in rows["Brighton, Kemptown"]
    assert told["Hyndburn"]["sum"] is None
    assert told["Hyndburn"]["shares"] == {}
    assert (told["Pontypridd"]["refused"], told["Pontypridd"]["coverage"]) == (0.02, 0.56)


def test_the_total_carries_what_was_said_of_the_country(rows: dict[str, Any]) -> None:
    (told,) = rows[None]["reported"]  # type: ignore[index]
    assert told["places"] == []
    assert told["lead"] == pytest.approx(-0.06)
    assert told["verdict"] == "narrowly behind"


def test_run_again_it_keeps_what_was_logged_and_writes_the_workbook_anew(
    made: Path, tmp_path: Path, ask: Callable[..., Any]
) -> None:
    folder = Path(shutil.copytree(made, tmp_path / "again"))
    campaign = folder / "demo.phonebank"
    before = ask("canvass", campaign)["total"]["last_call"]
    elector = ask("next", campaign, "--caller", "Priya")["elector"]["membership_number"]
    ask("log", campaign, "--caller", "Priya", "--elector", elector, "--outcome", "no-answer")
    (folder / "canvass.xlsx").write_bytes(b"old")

    again = ask("demo", "--directory", folder, "--no-window")

    assert set(again) == {"campaign", "workbook", "made", "window", "canvass"}
    assert (again["made"], again["window"]) == (False, False)
    assert again["canvass"]["total"]["last_call"] > before
    assert (folder / "canvass.xlsx").read_bytes().startswith(b"PK")


def test_without_a_screen_it_says_so_and_does_the_rest(made: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(made, tmp_path / "unseen")
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    one = subprocess.run(
        [sys.executable, "-m", "phonebank", "demo", "--directory", folder],
        cwd=HOME,
        env={name: value for name, value in os.environ.items() if name not in hidden},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (one.returncode, one.stderr) == (0, "")
    assert one.stdout.rstrip().endswith("There is no screen here, so no window was opened.")
    assert f"{folder}/demo.phonebank" in one.stdout


def test_the_table_has_its_base_above_and_total_and_warning_below(
    run: Run, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    lines = run("canvass", made / "demo.phonebank").out.splitlines()
    assert lines[1].startswith("Electors on the roll, each once")
    assert lines[-1].startswith("Do not quote the +9 alone. YouGov, 30 Aug: Smith 22 behind.")
    assert lines[-2].startswith("Total")
    assert any(line.startswith("  reported") and "Andy Slaughter MP" in line for line in lines)
    assert lines[-3].startswith("Whole country, reported")


@pytest.mark.parametrize(
    ("environ", "platform", "seen"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, "linux", False),
        ({"QT_QPA_PLATFORM": "minimal:x"}, "darwin", False),
        ({"QT_QPA_PLATFORM": "vnc"}, "linux", True),
        ({}, "darwin", True),
        ({}, "win32", True),
    ],
)
def test_where_a_window_could_be_seen(environ: dict[str, str], platform: str, seen: bool) -> None:
    assert has_screen(environ, platform) is seen
