"""The numbered bad inputs that are texts, or that are no files to read at all."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from phonebank.domain.errors import InputRefused
from phonebank.domain.files import FileLook, Question, Reading
from phonebank.spreadsheets.reading import look_at, open_file
from tests.spreadsheets.texts import CELLS, HEADERS, ROLL, Read, read, refusal, written

U8 = ROLL.encode()
MARK = b"\xef\xbb\xbf"
WIDE = "x" * 131_073


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        pytest.param(b"", "is empty", id="2a-01-empty"),
        pytest.param(MARK, "is empty", id="2a-02-mark-only"),
        pytest.param(b"\xff\xfe", "is empty", id="2a-02-utf-16-mark-only"),
        pytest.param(b"\n\r\n\n", "is empty", id="2a-20-blank-lines-only"),
        pytest.param(b",,,\n,,,\n", "is empty", id="2a-21-commas-only"),
        pytest.param(
            U8 + b'4,"Bob,ZZ1 1AD,07700900004\n5,Cy,ZZ1 1AE,07700900005\n',
            "a quote on line 5 that is not closed",
            id="2a-15-unclosed-quote",
        ),
        pytest.param(
            U8 + b'4,"Bob\nBob",a,"b\n' + b"5,Cy,ZZ1 1AE,07700900005\n" * 9000,
            "a quote on line 6 that is not closed",
            id="2a-15-unclosed-quote-before-more-than-one-cell-can-hold",
        ),
        pytest.param(b"<!DOCTYPE html><table>", "is a web page (HTML)", id="2a-31-html"),
        pytest.param(b"\r\n <TABLE><tr>", "is a web page (HTML)", id="2a-31-html-fragment"),
        pytest.param(b"%PDF-1.4\n", "is a PDF document", id="2a-32-pdf"),
        pytest.param(b"SQLite format 3\0" + bytes(84), "is a database", id="2a-32-sqlite"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(64), "is an image", id="2a-32-png"),
        pytest.param(b"\x1f\x8b\x08\0" + bytes(64), "is a packed file", id="2a-32-gzip"),
        pytest.param(b'[{"id": 1}]', "is JSON", id="2a-32-json"),
        pytest.param(bytes(range(256)) * 20, "neither text nor", id="2a-32-binary"),
        pytest.param(ROLL.encode("utf-32"), "is text in UTF-32", id="2a-09-utf-32"),
        pytest.param("\ufeffid".encode("utf-32-be"), "is text in UTF-32", id="2a-09-utf-32-be"),
        pytest.param(ROLL.encode("utf-16") + b"x", "is cut off", id="2a-05-utf-16-cut-off"),
    ],
)
def test_it_is_refused_in_a_sentence(tmp_path: Path, raw: bytes, said: str) -> None:
    path = written(tmp_path, raw)
    assert said in refusal(path)
    assert path.read_bytes() == raw


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(MARK + U8, id="2a-04-utf-8-with-mark"),
        pytest.param(ROLL.encode("utf-16"), id="2a-05-utf-16-le"),
        pytest.param(b"\xfe\xff" + ROLL.encode("utf-16-be"), id="2a-05-utf-16-be"),
        pytest.param(U8.replace(b"\n", b"\r\n", 2), id="2a-13-mixed-line-ends"),
        pytest.param(U8.replace(b"\n", b"\r", 2).replace(b"\n", b"\r\n", 1), id="2a-13-three-ends"),
        pytest.param(U8.replace(b"\n", b"\r"), id="2a-14-cr-only"),
        pytest.param(U8.rstrip(), id="2a-14-no-last-line-end"),
        pytest.param(U8.replace(b",", b";"), id="2a-25-semicolons"),
        pytest.param(U8.replace(b",", b"\t"), id="2a-26-tabs"),
        pytest.param(U8.replace(b",", b"|"), id="2a-28-vertical-bars"),
        pytest.param(U8.replace(b",", "¬".encode()), id="2a-28-not-signs"),
        pytest.param(U8.replace(b",", b"^"), id="2a-28-carets"),
    ],
)
def test_the_whole_table_is_read_without_a_question(tmp_path: Path, raw: bytes) -> None:
    found = read(written(tmp_path, raw))
    assert (found.look.headers, found.cells, found.lines) == (HEADERS, CELLS, [2, 3, 4])
    assert (found.bad, found.blank, found.look.questions) == ([], 0, frozenset())


@pytest.mark.parametrize(
    ("raw", "read_as"),
    [
        pytest.param(ROLL.encode("utf-16-le"), "CSV, UTF-16, commas", id="2a-06-le"),
        pytest.param(ROLL.encode("utf-16-be"), "CSV, UTF-16 (big-endian), commas", id="2a-06-be"),
        pytest.param(ROLL.encode("cp1252"), "CSV, Windows-1252, commas", id="2a-07-cp1252"),
        pytest.param(ROLL.encode("mac-roman"), "CSV, Mac Roman, commas", id="2a-08-mac-roman"),
        pytest.param(
            ROLL.replace(",", "¬").encode("cp1252"),
            "CSV, Windows-1252, “¬”",
            id="2a-28-not-signs-in-cp1252",
        ),
    ],
)
def test_an_encoding_that_is_not_certain_is_asked(tmp_path: Path, raw: bytes, read_as: str) -> None:
    found = read(written(tmp_path, raw))
    assert found.cells == CELLS
    assert found.look.read_as == read_as
    assert found.look.questions == {Question.ENCODING}
    assert "Zoë" in found.look.encodings[0].words


@pytest.mark.parametrize(
    ("row", "reason", "original"),
    [
        pytest.param(
            b"4,J\xe9r\xe9my,ZZ1,0", "not UTF-8 text", "J\\xe9r\\xe9my", id="2a-10-mixed-encodings"
        ),
        pytest.param(b"4,a\0b,ZZ1,0", "a NUL character", "a\\x00b", id="2a-11-nul"),
        pytest.param(b"4,\xed\xa0\x80,ZZ1,0", "not UTF-8", "\\xed\\xa0\\x80", id="2a-12-surrogate"),
        pytest.param(
            f"4,{WIDE},ZZ1,0".encode(),
            "longer than 131,072",
            f"{WIDE[:200]}… (131,073 characters)",
            id="2a-18-long-cell",
        ),
        pytest.param(
            f'4,"{WIDE}",ZZ1,0'.encode(),
            "longer than 131,072",
            f'"{WIDE[:199]}… (131,075 characters)',
            id="2a-18-long-quoted-cell",
        ),
        pytest.param(
            b'4,"Bob,ZZ1,0', "a quote that opens on this line", '"Bob', id="2a-15-stray-quote"
        ),
    ],
)
def test_only_the_bad_row_is_left_out(
    tmp_path: Path, row: bytes, reason: str, original: str
) -> None:
    raw = U8 + row + b"\n" + b'5,"Cy",ZZ1 1AE,07700900005\n'
    found = read(written(tmp_path, raw))
    assert found.cells == [*CELLS, ["5", "Cy", "ZZ1 1AE", "07700900005"]]
    assert (found.lines, found.bad_lines) == ([2, 3, 4, 6], [5])
    assert reason in found.bad[0].reason
    assert list(found.bad[0].original) == ["4", original, "ZZ1", "0"]


def test_bytes_of_no_encoding_are_told_with_byte_and_line(tmp_path: Path) -> None:
    """2a-09."""
    begun = b"id,name\n1,Ada\n2,"
    found = read(written(tmp_path, begun + b"\x81\x8d\x8f\x90\x9d\n3,Bob\n"))
    assert [row[0] for row in found.cells] == ["1", "3"]
    assert found.bad_lines == [3]
    assert Question.ENCODING in found.look.questions
    assert f"byte {len(begun) + 1} on line 3" in found.look.notices[0]


def test_a_quote_amid_a_bare_cell_stands_for_itself(tmp_path: Path) -> None:
    """2a-16."""
    found = read(written(tmp_path, ROLL + '4,Bob "B" Lee,ZZ1,0\n'))
    assert found.cells[3] == ["4", 'Bob "B" Lee', "ZZ1", "0"]


def test_a_line_end_in_quotes_is_kept_and_lines_stay_physical(tmp_path: Path) -> None:
    """2a-17."""
    found = read(written(tmp_path, ROLL + '4,"a\nb\r\nc",ZZ1,0\n5,e,ZZ1,0\n'))
    assert found.cells[3][1] == "a\nb\r\nc"
    assert found.lines == [2, 3, 4, 5, 8]


def test_a_long_cell_over_many_lines_costs_one_row(tmp_path: Path) -> None:
    """2a-18."""
    long = "x\n" * 100_000
    found = read(written(tmp_path, f'{ROLL}4,"{long}",ZZ1,0\n5,e,ZZ1,0\n'))
    assert (found.bad_lines, found.lines[-1]) == ([5], 100_006)


def test_ragged_rows_are_passed_on_and_blank_ones_counted(tmp_path: Path) -> None:
    """2a-19, 2a-20, 2a-21."""
    found = read(written(tmp_path, ROLL + "4,a\n5,a,b,c,d,e\n\n,,,\n \n , ,\n,Bob,,\n"))
    assert found.cells[3:] == [["4", "a"], ["5", "a", "b", "c", "d", "e"], ["", "Bob", "", ""]]
    assert (found.blank, found.lines[3:]) == (4, [5, 6, 11])


def test_headers_are_told_apart_and_none_is_empty(tmp_path: Path) -> None:
    """2a-22."""
    found = read(written(tmp_path, "id,Phone,phone,,Phone,\n1,2,3,4,5,6\n"))
    assert found.look.headers == ["id", "Phone", "phone (2)", "Column 4", "Phone (3)", "Column 6"]
    assert found.cells == [["1", "2", "3", "4", "5", "6"]]


def test_a_table_without_headers_keeps_its_first_row(tmp_path: Path) -> None:
    """2a-23."""
    found = read(written(tmp_path, ROLL.partition("\n")[2]))
    assert found.look.headers == [f"Column {number}" for number in range(1, 5)]
    assert (found.cells, found.lines) == (CELLS, [1, 2, 3])
    assert found.look.reading.header_line == 0
    assert found.look.questions == {Question.HEADER}


def test_headers_under_a_title_are_found_and_asked(tmp_path: Path) -> None:
    """2a-24."""
    found = read(written(tmp_path, f"Members of ZZ\nPrinted 1 September,,\n\n{ROLL}"))
    assert (found.look.headers, found.lines) == (HEADERS, [5, 6, 7])
    assert found.look.reading.header_line == 4
    assert found.look.questions == {Question.HEADER}
    assert "Lines 1 to 3" in found.look.notices[0]


@pytest.mark.parametrize("first", ["sep=;\r\n", "SEP=;\n", '"sep=;"\n', "sep=;;;;\r\n"])
def test_a_first_line_that_names_the_delimiter_is_obeyed(tmp_path: Path, first: str) -> None:
    """2a-27."""
    found = read(written(tmp_path, first + ROLL.replace(",", ";")))
    assert (found.look.headers, found.cells, found.lines) == (HEADERS, CELLS, [3, 4, 5])
    assert found.look.reading.delimiter == ";"


def test_a_header_alone_is_a_table_without_rows(tmp_path: Path) -> None:
    """2a-03."""
    found = read(written(tmp_path, "id,name\n"))
    assert (found.look.headers, found.cells) == (["id", "name"], [])


def test_text_called_a_workbook_is_read_and_said(tmp_path: Path) -> None:
    """2a-30."""
    found = read(written(tmp_path, ROLL, "roll.xlsx"))
    assert found.cells == CELLS
    assert "is no workbook but text" in found.look.notices[0]


def folder(path: Path) -> None:
    path.mkdir()


def nothing(path: Path) -> None:
    path.with_suffix(".txt").touch()


def pipe(path: Path) -> None:
    os.mkfifo(path)


def endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(300 * 1024 * 1024 + 1)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        pytest.param(folder, "is a folder", id="2a-34-folder"),
        pytest.param(nothing, "does not exist", id="2a-34-missing"),
        pytest.param(pipe, "is a named pipe", id="2a-34-pipe"),
        pytest.param(endless, "is a device", id="2a-34-device"),
        pytest.param(large, "is larger than 300 MB", id="2a-36-too-large"),
    ],
)
def test_what_is_no_file_to_read_is_refused_at_once(
    tmp_path: Path, made: Callable[[Path], None], said: str
) -> None:
    path = tmp_path / "roll.csv"
    made(path)
    assert said in refusal(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    """2a-34."""
    path = written(tmp_path, ROLL)
    path.chmod(0)
    assert "cannot be read" in refusal(path)


def grown(path: Path) -> None:
    with path.open("a") as file:
        file.write("4,Bob,ZZ1,0\n")


def overwritten(path: Path) -> None:
    modified = path.stat().st_mtime_ns
    path.write_text(ROLL.replace("Ada", "Eva"), "utf-8")
    os.utime(path, ns=(modified, modified + 1))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(grown, id="2a-35-grown"),
        pytest.param(overwritten, id="2a-35-overwritten"),
        pytest.param(Path.unlink, id="2a-35-taken-away"),
    ],
)
@pytest.mark.parametrize("is_open", [False, True])
def test_a_file_that_changes_is_refused(
    tmp_path: Path, change: Callable[[Path], None], is_open: bool
) -> None:
    path = written(tmp_path, ROLL)
    look = look_at(path)
    with pytest.raises(InputRefused, match=r"changed while it was read|does not exist"):
        read_while(path, look, change, is_open)


def read_while(path: Path, look: FileLook, change: Callable[[Path], None], is_open: bool) -> None:
    """Change the file before it is opened, or between its being opened and read."""
    if not is_open:
        change(path)
    with open_file(path, look) as file:
        if is_open:
            change(path)
        list(file.batches())


def test_what_a_person_chose_is_obeyed_and_not_asked_again(tmp_path: Path) -> None:
    path = written(tmp_path, ROLL.encode("mac-roman"))
    chosen = Reading(encoding="cp1252", delimiter=";", header_line=2)
    found: Read = read(path, chosen)
    assert found.look.reading == chosen
    assert found.look.headers == ["1,Ada,ZZ1 1AA,07700900001"]
    assert found.cells == [["2,Zo‘,ZZ1 1AB,07700900002"], ["3,RenŽe,ZZ1 1AC,07700900003"]]
    assert found.look.questions == frozenset()
