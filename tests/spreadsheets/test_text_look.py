"""What a first look tells about encodings, delimiters and headers."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonebank.domain.files import Question
from phonebank.spreadsheets.reading import look_at
from phonebank.spreadsheets.text_delimiter import delimiter_of
from phonebank.spreadsheets.text_encoding import line_of
from phonebank.spreadsheets.text_header import headers_of, heading_of
from tests.spreadsheets.texts import ROLL, written

NAMES = "Zoë Renée José Müller Siân Seán García O’Neill François Björk Ångström Élodie ANDRÉ Peña"


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman"])
@pytest.mark.parametrize("name", NAMES.split())
def test_one_name_tells_the_encoding(tmp_path: Path, encoding: str, name: str) -> None:
    raw = f"id,name\n1,Ada\n2,{name}\n".encode(encoding)
    look = look_at(written(tmp_path, raw))
    assert look.reading.encoding == encoding
    assert look.samples[1] == ["2", name]
    assert Question.ENCODING in look.questions


def test_the_same_words_are_shown_in_every_encoding(tmp_path: Path) -> None:
    rows = "".join(f"{number},{name}\n" for number, name in enumerate(NAMES.split()))
    look = look_at(written(tmp_path, f"id,name\n{rows}".encode("cp1252")))
    words = {sample.encoding: list(sample.words) for sample in look.encodings}
    raw = [word.encode("cp1252") for word in words["cp1252"]]
    assert len(raw) == 5
    assert all(word.decode("cp1252") in NAMES for word in raw)
    assert words["mac-roman"] == [word.decode("mac-roman") for word in raw]


def test_utf_8_is_certain_but_may_be_overruled(tmp_path: Path) -> None:
    look = look_at(written(tmp_path, ROLL))
    assert [sample.encoding for sample in look.encodings] == ["utf-8", "cp1252", "mac-roman"]
    assert look.encodings[1].words == ["ZoÃ«", "RenÃ©e"]
    assert not look.questions


def test_plain_letters_leave_no_choice(tmp_path: Path) -> None:
    look = look_at(written(tmp_path, "id,name\n1,Ada\n"))
    assert [(sample.encoding, sample.words) for sample in look.encodings] == [("utf-8", [])]


@pytest.mark.parametrize("before", ["a\n", "a\r\n", "a\r"])
def test_a_bad_byte_is_placed_beyond_the_first_chunk(tmp_path: Path, before: str) -> None:
    many = before * 700_000
    path = written(tmp_path, many.encode() + b"\xff")
    with path.open("rb") as file:
        assert line_of(file, len(many)) == 700_001


def test_letters_that_a_chunk_cuts_in_two_are_read(tmp_path: Path) -> None:
    path = written(tmp_path, b"id,name\n" + "1,aéé\n".encode() * 400_000)
    assert look_at(path).reading.encoding == "utf-8"
    assert not look_at(path).questions
    assert not look_at(path).notices


@pytest.mark.parametrize(
    ("lines", "delimiter"),
    [
        (["name\tphone", "Byron, Ada\t1", "Lee, Bob\t2"], "\t"),
        (["id;name;address", "1;Ada;1 High Street, Town, Shire", "2;Bob;2, Low Road"], ";"),
        (["id,note", '1,"a;b;c"', '2,"d;e;f"', '3,"g;h;i"'], ","),
        (["id|name,first", "1|a,b", "2|c", "3|d,e,f"], "|"),
        (["Members, all of them", "", "id;name", "1;Ada", "2;Bob"], ";"),
        (["phone", "07700900001", "07700900002"], ","),
        (["id~name", "1~a"], "~"),
        ([], ","),
    ],
)
def test_the_sign_that_parts_most_rows_alike_is_the_delimiter(
    lines: list[str], delimiter: str
) -> None:
    assert delimiter_of([f"{line}\n" for line in lines]) == delimiter


@pytest.mark.parametrize(
    ("rows", "at", "is_certain"),
    [
        (["id,name", "1,Ada"], 0, True),
        (["Mem No,Fore name,POSTCODE,votes2015", "1,Ada,ZZ1 1AA,"], 0, True),
        (["foo,bar", "ada,12345", "bob,67890"], 0, True),
        (["foo,bar", "ada,leeds", "bob,york"], 0, False),
        (["1,Ada,ZZ1 1AA", "2,Bob,ZZ1 1AB"], None, False),
        (["Ada,ada@example.org,Full member", "Bob,bob@example.org,Full member"], None, False),
        (["The members,,,", "id,name,phone,postcode", "1,a,0,b"], 1, False),
        (["Phone,Custom,,", "07700900001,a,,"], 0, True),
        (["Phone", "07700900001"], 0, True),
        (["07700900001", "07700900002"], None, False),
        (["Phone 1,Phone 2,Address6,votes 2015", "1,2,3,4"], 0, True),
    ],
)
def test_headers_are_known_by_their_words_and_by_what_is_below(
    rows: list[str], at: int | None, is_certain: bool
) -> None:
    assert heading_of([row.split(",") for row in rows]) == (at, is_certain)


@given(st.lists(st.sampled_from(["", " ", "a", "A", "A (2)", "Column 1", "b\nc"]), max_size=9))
def test_headers_are_unique_and_none_is_empty(cells: list[str]) -> None:
    headers = headers_of(cells, 4)
    assert len(headers) == max(4, len(cells))
    assert all(headers)
    assert len({header.casefold() for header in headers}) == len(headers)
