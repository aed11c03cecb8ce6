"""Tables out of files, as people and programs write them."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from phonebank.domain.errors import InputRefused, WrongUse
from phonebank.domain.files import FileKind, Question, Reading
from phonebank.spreadsheets.reading import look_at, open_file
from tests.spreadsheets.texts import CELLS, HEADERS, ROLL, read, refusal, written


def test_a_look_shows_what_the_file_is_and_how_it_will_be_read(tmp_path: Path) -> None:
    look = look_at(written(tmp_path, ROLL.replace(",", ";")))
    assert (look.name, look.kind) == ("roll.csv", FileKind.TEXT)
    assert look.read_as == "CSV, UTF-8, semicolons"
    assert look.reading == Reading(encoding="utf-8", delimiter=";", header_line=1)
    assert (look.headers, look.samples, look.size) == (HEADERS, CELLS, len(ROLL.encode()))


@pytest.mark.parametrize("name", ["roll.xlsx", "roll.csv"])
def test_a_workbook_is_read_as_one_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["id", "mobile", "postcode"])
    book.active.append(["1", "07700900123", "ZZ1 1AA"])
    path = tmp_path / name
    book.save(path)
    look = look_at(path)
    with open_file(path, look) as file:
        rows = [row for batch in file.batches() for row in batch.cells]
    assert look.kind is FileKind.WORKBOOK
    assert rows == [["1", "07700900123", "ZZ1 1AA"]]


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefused):
        look_at(written(tmp_path, b"PK\x03\x04" + bytes(100)))


@pytest.mark.parametrize(
    "reading",
    [
        Reading(encoding="zip"),
        Reading(encoding="no such"),
        Reading(encoding="idna"),
        Reading(delimiter=";;"),
        Reading(delimiter='"'),
    ],
)
def test_a_reading_that_cannot_be_is_wrong_use(tmp_path: Path, reading: Reading) -> None:
    with pytest.raises(WrongUse) as wrong:
        look_at(written(tmp_path, ROLL), reading)
    assert wrong.value.next_step


def test_a_line_without_anything_has_no_headers(tmp_path: Path) -> None:
    path = written(tmp_path, f"\n{ROLL}")
    assert "nothing on line 1 " in refusal(path, Reading(header_line=1))
    assert "nothing on line 400 " in refusal(path, Reading(header_line=400))


def test_without_headers_every_row_is_read(tmp_path: Path) -> None:
    found = read(written(tmp_path, ROLL), Reading(header_line=0))
    assert found.cells == [HEADERS, *CELLS]
    assert found.look.headers == ["Column 1", "Column 2", "Column 3", "Column 4"]


def test_samples_are_as_wide_as_the_headers(tmp_path: Path) -> None:
    path = written(tmp_path, "id,name,note\n1\n2,b,c,d\n3,e,f\n4,g,h\n")
    assert look_at(path).samples == [
        ["1", "", ""],
        ["2", "b", "c"],
        ["3", "e", "f"],
        ["4", "g", "h"],
    ]


def test_a_table_has_its_cells_by_line_without_a_byte_order_mark(tmp_path: Path) -> None:
    path = written(tmp_path, "\ufeffid,name\n1, Séan \n\n2,b,c,d\n3\n")
    look = look_at(path, Reading(header_line=1))
    with open_file(path, look) as file:
        [rows] = file.batches()
    assert look.headers[:2] == ["id", "name"]
    assert list(rows.lines) == [2, 4, 5]
    assert rows.cells == [["1", " Séan "], ["2", "b", "c", "d"], ["3"]]


def test_whatever_is_in_doubt_is_asked_about_or_told_with_its_line(tmp_path: Path) -> None:
    assert Question.ENCODING in look_at(written(tmp_path, ROLL.encode("cp1252"))).questions
    path = written(tmp_path, f"{ROLL}4,a\0,b,c\n")
    with open_file(path, look_at(path)) as file:
        [bad] = [bad for rows in file.batches() for bad in rows.bad]
    assert (bad.line, bad.reason) == (5, "a cell holds a NUL character")
