"""What leaves the house by command: reports, exports with electors, and the copies kept."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from phonebank.cli import main
from phonebank.domain.segment_words import parse
from phonebank.services.segmenting import save_segment
from tests.conftest import MONDAY, Make

pytestmark = pytest.mark.file


@pytest.fixture
def campaign(make: Make) -> Path:
    """Two places with answers, and a segment; closed, so that commands open it."""
    make.answers("Exeter", 40, Smith=20, Corbyn=12)
    make.answers("Hove", 20, Smith=2, Corbyn=9)
    save_segment(make.db, make.organiser, "Waverers", parse("on roll = yes"), MONDAY)
    make.db.close()
    return make.db.path


def answer(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, Any]:
    status = main([*map(str, words), "--json"])
    return status, json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("name", ["two.pdf", "two.html"])
def test_a_report_of_places_is_written_and_kept(
    campaign: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    target = tmp_path / name
    status, told = answer(capsys, "report", campaign, "--place", "Exeter", "Hove", "--to", target)
    assert (status, told["file"], told["copy"]) == (0, str(target), 1)
    assert target.stat().st_size > 5000
    status, kept = answer(capsys, "frozen", campaign, 1)
    assert (kept["fingerprint"], kept["file"]) == (told["fingerprint"], name)
    assert kept["sheets"][0]["title"] == "Canvass"
    assert {"Exeter", "Hove"} <= {sheet["title"] for sheet in kept["sheets"]}


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("--place", "Nowhere", "--to", "x.pdf"), 2),
        (("--to", "x.docx"), 2),
        (("--to", "there.pdf"), 3),
    ],
)
def test_a_report_that_cannot_be_leaves_no_file_and_no_copy(
    campaign: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    status: int,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("there.pdf").touch()
    assert answer(capsys, "report", campaign, *words)[0] == status
    assert not Path("x.pdf").exists()
    assert answer(capsys, "frozen", campaign)[1] == {"copies": []}


def test_freeze_keeps_and_frozen_lists_and_writes_again(
    campaign: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, kept = answer(capsys, "freeze", campaign)
    assert (status, kept["copy"], kept["given_as"], kept["by"]) == (0, 1, "no file", "Organiser")
    assert kept["file"] is None
    assert answer(capsys, "frozen", campaign)[1]["copies"] == [kept]
    again = tmp_path / "again.xlsx"
    assert answer(capsys, "frozen", campaign, 1, "--to", again)[0] == 0
    assert load_workbook(again)["Canvass"].cell(7, 1).value == "Exeter"
    assert answer(capsys, "frozen", campaign)[1]["copies"] == [kept]


def test_an_unknown_copy_is_refused(campaign: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, told = answer(capsys, "frozen", campaign, 9)
    assert (status, told["code"]) == (3, "input-refused")


def test_electors_and_answers_stand_in_a_workbook_for_a_reason(
    campaign: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "all.xlsx"
    wanted = ("--electors", "waverers", "--answers")
    status, told = answer(capsys, "export", campaign, "--to", target, *wanted)
    assert (status, told["code"]) == (2, "wrong-use")
    assert not target.exists()
    words = (*wanted, "--reason", "a leaflet")
    assert answer(capsys, "export", campaign, "--to", target, *words)[0] == 0
    book = load_workbook(target)
    assert book.sheetnames[-3:] == ["Electors, Waverers", "Latest answers", "All answers"]
    assert [book[title].max_row - 6 for title in book.sheetnames[-3:]] == [60, 43, 43]
    assert "For: a leaflet." in book["Latest answers"].cell(4, 1).value


@pytest.mark.parametrize("words", [("--reason", "x"), ("--answers", "--reason", "x")])
def test_a_csv_has_no_electors(
    campaign: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    status, _ = answer(capsys, "export", campaign, "--to", tmp_path / "a.csv", *words)
    assert status == 2


def test_a_volunteer_gives_nothing_out(
    campaign: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer(capsys, "callers", campaign, "add", "Vi")
    for words in (
        ("report", campaign, "--to", tmp_path / "a.pdf"),
        ("freeze", campaign),
        ("frozen", campaign),
        ("export", campaign, "--to", tmp_path / "a.zip"),
    ):
        assert answer(capsys, *words, "--as", "Vi")[0] == 8
    assert not list(tmp_path.glob("a.*"))
