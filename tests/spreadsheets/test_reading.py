"""Tables out of files, as people and programs write them."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from phonebank.domain.errors import InputRefused
from phonebank.spreadsheets.reading import FileTable, read_table


def read(tmp_path: Path, raw: bytes | str, name: str = "roll.csv") -> FileTable:
    path = tmp_path / name
    path.write_bytes(raw.encode("utf-8") if isinstance(raw, str) else raw)
    return read_table(path)


def refusal(tmp_path: Path, raw: bytes | str) -> str:
    with pytest.raises(InputRefused) as refused:
        read(tmp_path, raw)
    assert refused.value.kept == "Nothing was imported."
    assert refused.value.next_step
    return refused.value.message


def test_a_byte_order_mark_is_no_part_of_the_first_header(tmp_path: Path) -> None:
    table = read(tmp_path, "\ufeffid,name\n1,Séan\n")
    assert table.headers == ["id", "name"]
    assert table.lines[0].cells == {"id": "1", "name": "Séan"}


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_lines_are_counted_as_they_stand_in_the_file(tmp_path: Path, ending: str) -> None:
    text = ending.join(["id,note", '1,"two', 'lines"', "", "2,plain", ",", "3,last"])
    assert [line.number for line in read(tmp_path, text).lines] == [2, 5, 7]


def test_a_header_alone_is_a_table_without_rows(tmp_path: Path) -> None:
    assert read(tmp_path, "id,name\n").lines == []


@pytest.mark.parametrize("raw", ["", "\ufeff", "\n\n", ",,\n"])
def test_a_file_without_anything_is_refused(tmp_path: Path, raw: str) -> None:
    assert "is empty" in refusal(tmp_path, raw) or "has no rows" in refusal(tmp_path, raw)


def test_an_unclosed_quote_is_refused_and_its_line_named(tmp_path: Path) -> None:
    assert "from line 3 on" in refusal(tmp_path, 'id,note\n1,a\n2,"b\n3,c\n')


def test_bytes_that_are_not_utf_8_are_refused_with_their_place(tmp_path: Path) -> None:
    assert "byte 6" in refusal(tmp_path, b"id\nS\xc3\xa9\xe9an\n")


def test_two_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    assert "two columns named “id”" in refusal(tmp_path, "id,name,id\n1,a,2\n")


def test_short_and_long_rows_keep_what_they_have(tmp_path: Path) -> None:
    table = read(tmp_path, "id,name\n1\n2,b,c,d\n")
    assert table.lines[0].cells == {"id": "1"}
    assert table.lines[1].cells == {"id": "2", "name": "b", "": "c d"}


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="does not exist"):
        read_table(tmp_path / "gone.csv")
    with pytest.raises(InputRefused, match="is a folder"):
        read_table(tmp_path)


@pytest.mark.parametrize("name", ["roll.xlsx", "roll.csv"])
def test_a_workbook_is_read_as_one_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["id", "mobile", "joined"])
    book.active.append([1, 7700900123, "2015-07-17"])
    book.save(tmp_path / "made.xlsx")
    table = read(tmp_path, (tmp_path / "made.xlsx").read_bytes(), name)
    assert table.lines[0] == (2, {"id": "1", "mobile": "7700900123", "joined": "2015-07-17"})


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    assert "cannot be read as a workbook" in refusal(tmp_path, b"PK\x03\x04" + bytes(100))
