"""The command about call sheets: print, show, enter."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from PySide6.QtWidgets import QApplication

from tests.cli.conftest import Run

Ask = Callable[..., Any]
IN_HOURS = "2016-09-05T18:40:00+01:00"


@pytest.fixture
def printed(ask: Ask, campaign: Path, tmp_path: Path, qapp: QApplication) -> Any:
    """All six electors on sheet 1."""
    return ask("sheet", "print", campaign, "--list", "everybody", "--to", tmp_path / "sheets.pdf")


def enter(ask: Ask, campaign: Path, row: int, *said: object) -> Any:
    where = ("--sheet", 1, "--row", row, "--caller", "Priya")
    return ask("sheet", "enter", campaign, *where, *said)


def test_sheets_are_printed_and_their_electors_held(
    printed: Any, run: Run, ask: Ask, campaign: Path, tmp_path: Path
) -> None:
    assert printed.keys() == {"file", "list", "electors", "held_until", "sheets"}
    (sheet,) = printed["sheets"]
    assert sheet == {"sheet": 1, "electors": ["L1", "L2", "L3", "L4", "L5", "L6"]}
    document = (tmp_path / "sheets.pdf").read_bytes()
    assert document.startswith(b"%PDF-")
    nobody = ask("next", campaign, "--caller", "Priya")
    assert nobody["reasons"]["leased"] == 6
    again = run("sheet", "print", campaign, "--to", tmp_path / "sheets.pdf")
    assert again.status == 3
    assert "exists already" in again.err
    assert "Nobody of the list" in run(
        "sheet", "print", campaign, "--to", tmp_path / "more.pdf"
    ).err  # fmt: skip
    assert not (tmp_path / "more.pdf").exists()


def test_rows_are_entered_with_the_options_of_log(printed: Any, ask: Ask, campaign: Path) -> None:
    spoke = ("--outcome", "spoke", "--intention", "smith", "--strength", "firm", "--at", IN_HOURS)
    made = enter(ask, campaign, 2, *spoke, "--note", "keen", "--reason", "unity")
    assert (made["membership_number"], made["attempt"], made["left"]) == ("L2", 1, 5)
    shown = ask("sheet", "show", campaign, 1)
    assert (shown["sheet"], shown["list"], shown["left"]) == (1, "Everybody", 5)
    call = shown["rows"][1]["call"]
    assert (call["caller"], call["intention"], call["note"]) == ("Priya", "Smith", "keen")
    assert call["called_at"] == "2016-09-05T17:40:00+00:00"
    assert shown["rows"][0]["call"] is None


def test_a_row_is_corrected_by_naming_its_call(
    printed: Any, run: Run, ask: Ask, campaign: Path
) -> None:
    first = enter(ask, campaign, 1, "--outcome", "busy")["call_id"]
    row = ("sheet", "enter", campaign, "--sheet", 1, "--row", 1, "--caller", "Priya")
    refused = run(*row, "--outcome", "no-answer")
    assert refused.status == 3
    assert f"entered already, as call {first}" in refused.err
    enter(ask, campaign, 1, "--outcome", "no-answer", "--supersedes", first)
    call = ask("sheet", "show", campaign, 1)["rows"][0]["call"]
    assert call["outcome"] == "no-answer"


def test_the_number_rung_may_be_another_than_the_one_on_paper(
    printed: Any, run: Run, ask: Ask, campaign: Path
) -> None:
    enter(ask, campaign, 1, "--outcome", "dead-number", "--number", "020 7946 0101")
    numbers = ask("elector", campaign, "L1")["numbers"]
    assert {one["number"]: one["status"] for one in numbers} == {
        "+447700900101": None,
        "+442079460101": "dead",
    }
    told = run(
        "sheet", "enter", campaign, "--sheet", 1, "--row", 2, "--caller", "Priya",
        "--outcome", "busy", "--number", "0151 496 0000",
    )  # fmt: skip
    assert told.status == 2
    assert "not one of this elector's numbers" in told.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("show",), "Name the sheet by its number"),
        (("show", 7), "There is no call sheet 7"),
        (("enter", "--sheet", 1, "--row", 1), "give --caller, --outcome too"),
        (
            ("enter", "--sheet", 7, "--row", 1, "--caller", "P", "--outcome", "busy"),
            "There is no call sheet 7",
        ),
        (("enter", 7, "--sheet", 1), "makes no sense here"),
        (("print", "--to", "sheets.txt"), "ends in .pdf"),
        (("print",), "ends in .pdf"),
        (("print", "--to", "x.pdf", "--electors", 0), "1 to 600 electors"),
    ],
)
def test_what_makes_no_sense_is_said_in_a_sentence(
    run: Run, campaign: Path, words: tuple[object, ...], says: str, qapp: QApplication
) -> None:
    action, *rest = words
    told = run("sheet", action, campaign, *rest)
    assert told.status == 2
    assert says in told.err


def test_sheets_are_printed_where_there_is_no_screen(campaign: Path, tmp_path: Path) -> None:
    words = ["sheet", "print", str(campaign), "--to", str(tmp_path / "sheets.pdf")]
    made = subprocess.run(
        [sys.executable, "-m", "phonebank", *words],
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (made.returncode, made.stderr) == (0, "")
    assert "sheet 1, 6 electors of Everybody" in made.stdout
    assert (tmp_path / "sheets.pdf").stat().st_size > 10_000


def test_nobody_is_held_where_the_file_cannot_be_written(
    run: Run, ask: Ask, campaign: Path, qapp: QApplication
) -> None:
    too_long = campaign.parent / ("x" * 246 + ".pdf")  # the name in the making is longer
    told = run("sheet", "print", campaign, "--to", too_long)
    assert told.status == 6
    assert "Nobody is held for them" in told.err
    found = ask("next", campaign, "--caller", "Priya")  # at night it is nobody, for another reason
    assert not (found.get("reasons") or {}).get("leased")


def test_a_call_id_is_entered_once(printed: Any, ask: Ask, campaign: Path) -> None:
    same = ("--outcome", "busy", "--call-id", uuid4(), "--at", IN_HOURS)
    assert enter(ask, campaign, 1, *same)["logged"]
    assert not enter(ask, campaign, 1, *same)["logged"]
