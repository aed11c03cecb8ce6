"""What an import says of its file on the command line, where nothing can be asked."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.cli.conftest import Run

HEADER = "membership_number,last_name,constituency,branch\n"


@pytest.mark.parametrize(
    ("encoding", "rival", "other"),
    [("mac-roman", "Windows-1252: Zo‘", "cp1252"), ("cp1252", "Mac Roman: ZoÎ", "mac-roman")],
)
def test_an_encoding_that_is_not_certain_is_told_with_names(
    run: Run, campaign: Path, tmp_path: Path, encoding: str, rival: str, other: str
) -> None:
    path = tmp_path / "roll.csv"
    path.write_bytes(f"{HEADER}L9,Zoë,Exeter,\n".encode(encoding))
    told = run("import", campaign, path, "--dry-run")
    assert "Look whether the names are right." in told.out
    assert f"{rival} (--encoding {other})" in told.out
    chosen = run("import", campaign, path, "--dry-run", "--encoding", encoding)
    assert "Look whether" not in chosen.out


def test_the_column_of_each_field_is_told_and_what_is_not_used(
    run: Run, campaign: Path, tmp_path: Path
) -> None:
    path = tmp_path / "roll.csv"
    path.write_text(f"Members\n\n{HEADER}L9,Zoë,Exeter,x\n", "utf-8")
    told = run("import", campaign, path, "--dry-run")
    assert "last name from “last_name”; constituency from “constituency”." in told.out
    assert "Columns not used: “branch”." in told.out
    assert "The headers were taken from line 3" in told.out
    path.write_text("L9,Zoë,Exeter,EX1 1AA\n", "utf-8")
    columns = [f"--map={name}=Column {at}" for name, at in (("last_name", 2), ("constituency", 3))]
    told = run("import", campaign, path, "--dry-run", *columns, "--map=membership_number=Column 1")
    assert "No line was taken for headers" in told.out


def test_sheets_that_are_not_read_are_told(run: Run, campaign: Path, tmp_path: Path) -> None:
    book = Workbook()
    for sheet in (book.worksheets[0], book.create_sheet("Others")):
        for line in (HEADER, "L9,Webb,Exeter,x"):
            sheet.append(line.strip().split(","))
    book.save(tmp_path / "roll.xlsx")
    told = run("import", campaign, tmp_path / "roll.xlsx", "--dry-run")
    assert "other sheets, which were not read: “Others” (--sheet chooses)." in told.out
    told = run("import", campaign, tmp_path / "roll.xlsx", "--dry-run", "--json")
    assert told.document["columns"]["constituency"] == ["constituency"]
    assert any("“Others”" in sentence for sentence in told.document["told"])


def test_of_many_words_to_decide_on_the_commonest_are_told_and_how(
    run: Run, campaign: Path, tmp_path: Path
) -> None:
    path = tmp_path / "roll.csv"
    header = HEADER.replace("branch", "section,joined_on")
    days = ("03/09/2015", "04/10/2015")
    rows = [f"L{n},Webb,Exeter,Odd{n // 2},{days[n % 2]}\n" for n in range(101, 200)]
    path.write_text("".join([header, *rows]), "utf-8")
    told = run("import", campaign, path, "--dry-run")
    assert "“Odd51” (2)" in told.out
    assert f"and 30 more. Say what it means: phonebank decide {campaign} section" in told.out
    assert "--dates day-first or month-first" in told.out
