"""CSV: figures that machines read, text that never runs, a target that is whole or untouched."""

import csv
from io import StringIO
from pathlib import Path

import pytest

from phonebank.domain.errors import InputRefused
from phonebank.spreadsheets.writing import FORMULA_SIGNS, csv_text, swapped_in, write_csv
from tests.spreadsheets.sheets import hostile_sheet, sheet


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text, newline="")))


def test_figures_are_plain_numbers_and_a_negative_one_has_no_apostrophe() -> None:
    header, exeter, hove, total = cells(csv_text(sheet()))
    assert header[:3] == ["Place", "Roll", "Share"]
    assert exeter == [
        "Exeter",
        "1447",
        "0.3333333333333333",
        "0.465",
        "-0.1",
        "0.05",
        "behind",
        "2016-09-18T17:30:00+00:00",
        "2016-09-18",
        "1.25",
    ]
    assert hove == ["Hove", *[""] * 9]
    assert total[0] == ""
    assert total[1:] == exeter[1:]


def test_no_text_begins_with_a_sign_that_runs() -> None:
    rows = cells(csv_text(hostile_sheet()))
    assert not [cell for row in rows for cell in row if cell.startswith(FORMULA_SIGNS)]
    assert rows[1][:2] == ["'=1+1", '\'=HYPERLINK("http://example.org","x")']


def test_a_spreadsheet_program_sees_that_it_is_utf8(tmp_path: Path) -> None:
    write_csv(tmp_path / "canvass.csv", sheet(("Ynys Môn", *[None] * 9)))
    written = (tmp_path / "canvass.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbfPlace,")
    assert "Ynys Môn".encode() in written
    assert b"\r\r\n" not in written


def test_a_target_is_replaced_only_by_a_whole_file(tmp_path: Path) -> None:
    target = tmp_path / "canvass.csv"
    target.write_text("the old one")

    def write_half() -> None:
        with swapped_in(target) as partial:
            partial.write_text("half")
            raise KeyError

    with pytest.raises(KeyError):
        write_half()
    assert target.read_text() == "the old one"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="does not exist"):
        write_csv(tmp_path / "none" / "canvass.csv", sheet())
    with pytest.raises(InputRefused, match="is a folder"):
        write_csv(tmp_path, sheet())
