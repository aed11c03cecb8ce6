"""Rows out of the lines of a text: nothing lost, nothing made up, lines counted right."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from phonebank.domain.errors import InputRefused
from phonebank.domain.files import Reading
from phonebank.spreadsheets.text_bad_rows import Form
from phonebank.spreadsheets.text_lines import Block, blocks_of, split_lines
from phonebank.spreadsheets.text_records import Records
from tests.spreadsheets.texts import CELLS, ROLL, Read, read, refusal, written

# Signs that mean something to csv or to str.splitlines, and letters of other alphabets.
SIGNS = st.text(st.sampled_from(list("ab\"',;|\t ¬é\r\n\x0b\x0c\x1c\x85\u2028Ж𝒜")), max_size=8)
TABLES = st.lists(st.lists(SIGNS, min_size=2, max_size=3), min_size=1, max_size=12)
in_one_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def lines_before(cells: list[str]) -> int:
    return len(split_lines("\0".join(cells) + "x"))


@in_one_folder
@given(
    table=TABLES,
    encoding=st.sampled_from(["utf-8", "utf-16-le", "utf-16-be"]),
    delimiter=st.sampled_from(",;\t|¬"),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
    size=st.integers(1, 5),
)
@example(table=[["", "\n\n"]], encoding="utf-8", delimiter=",", line_end="\r", size=1)
def test_whatever_csv_wrote_is_read_as_it_was(
    tmp_path: Path,
    table: list[list[str]],
    encoding: str,
    delimiter: str,
    line_end: str,
    size: int,
) -> None:
    text = io.StringIO(newline="")
    write = csv.writer(text, delimiter=delimiter, lineterminator=line_end, quoting=csv.QUOTE_ALL)
    write.writerows([["x", "y"], *table])
    path = written(tmp_path, text.getvalue().encode(encoding))
    reading = Reading(encoding=encoding, delimiter=delimiter, header_line=1)
    found = read(path, reading, size)
    filled = [row for row in table if any(map(str.strip, row))]
    assert found.cells == filled
    assert (found.bad, found.blank) == ([], len(table) - len(filled))
    number, begun = 2, []
    for row in table:
        if any(map(str.strip, row)):
            begun.append(number)
        number += lines_before(row)
    assert found.lines == begun


def read_or_nothing(path: Path, reading: Reading, size: int) -> Read | None:
    try:
        return read(path, reading, size)
    except InputRefused:
        return None


@in_one_folder
@given(text=st.text(st.sampled_from(list('ab,"\n\r é')), max_size=60), size=st.integers(1, 4))
def test_no_line_of_any_text_is_lost(tmp_path: Path, text: str, size: int) -> None:
    """Every physical line is a row, part of one, bad, or blank, unless the file is refused."""
    raw = f"id,name\n{text}"
    path = written(tmp_path, raw)
    reading = Reading(encoding="utf-8", delimiter=",", header_line=1)
    found = read_or_nothing(path, reading, size)
    if found is None:
        assert "a quote on line" in refusal(path, reading)
        return
    lines = split_lines(raw)[1:]
    kept = "".join("".join(row) for row in found.cells)
    lost = "".join("".join(bad.original) for bad in found.bad)
    letters = [sign for sign in "".join(lines) if sign in "abé"]
    assert sorted(sign for sign in kept + lost if sign in "abé") == sorted(letters)
    if '"' not in text:
        assert len(found.cells) + found.blank == len(lines)


@in_one_folder
@given(text=st.text(st.sampled_from("ab\r\né\u2028"), max_size=40), size=st.integers(1, 7))
def test_lines_do_not_depend_on_where_a_chunk_ends(tmp_path: Path, text: str, size: int) -> None:
    whole = split_lines(text)
    path = written(tmp_path, text)
    with path.open("rb", buffering=0) as file:
        short = ShortReads(file.read(), size)
    assert [line for block in blocks_of(short, path, "utf-8") for line in block.lines] == whole


class ShortReads(io.BytesIO):
    """Gives a few bytes at a time, whatever is asked for."""

    def __init__(self, raw: bytes, at_a_time: int) -> None:
        super().__init__(raw)
        self._at_a_time = at_a_time

    def read(self, size: int | None = -1) -> bytes:
        return super().read(self._at_a_time)


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ('4,"Robert "Bob" Lee",ZZ1,0', 'Robert "Bob" Lee'),
        ('4,"Robert "Bob"",ZZ1,0', 'Robert "Bob"'),
        ('4,"Bob" Lee,ZZ1,0', '"Bob" Lee'),
        ('4,"Bob" ,ZZ1,0', "Bob"),
        ('4,"a ""b"" "c" d",ZZ1,0', 'a "b" "c" d'),
    ],
)
def test_quotes_in_quotes_are_read_by_their_letters(tmp_path: Path, row: str, name: str) -> None:
    found = read(written(tmp_path, f"{ROLL}{row}\n5,e,ZZ1,0\n"))
    assert (found.cells[3], found.bad) == (["4", name, "ZZ1", "0"], [])
    assert found.lines == [2, 3, 4, 5, 6]


def test_two_stray_quotes_do_not_swallow_the_rows_between_them(tmp_path: Path) -> None:
    between = "".join(f"{number},Bob,ZZ1,0\n" for number in range(5, 60))
    found = read(written(tmp_path, f'{ROLL}4,Al,ZZ1,"0\n{between}60,Cy",ZZ1,0\n61,Di,ZZ1,0\n'))
    assert found.bad_lines == [5]
    assert [row[0] for row in found.cells] == ["1", "2", "3", *map(str, range(5, 62))]
    assert found.lines[3:] == list(range(6, 63))


def test_an_unclosed_quote_far_down_is_refused_with_its_line(tmp_path: Path) -> None:
    many = "".join(f"{number},Bob,ZZ1,0\n" for number in range(4, 40_000))
    assert "line 40001 " in refusal(written(tmp_path, f'{ROLL}{many}7,"Al,ZZ1,0\n{many}'))


def test_bad_bytes_are_found_in_whatever_block_they_are(tmp_path: Path) -> None:
    rows = [f"{number},Zoë,ZZ1,0\n".encode() for number in range(20_000)]
    for at in (0, 9_999, 19_999):
        rows[at] = f"{at},Zo".encode() + b"\xeb,ZZ1,0\n"
    found = read(written(tmp_path, ROLL.encode() + b"".join(rows)))
    assert found.bad_lines == [5, 10_004, 20_004]
    assert len(found.cells) == len(CELLS) + len(rows) - 3
    assert "byte 79 " not in found.look.notices[0]
    assert "on line 5:" in found.look.notices[0]


def rows_of(*blocks: list[str]) -> Records:
    form = Form("roll.csv", "utf-8", "UTF-8", ",", 2)
    return Records((Block(lines, True) for lines in blocks), form)


def take_all(records: Records) -> list[int]:
    """How many rows are taken at a time."""
    taken = []
    while not records.is_done:
        taken.append(len(records.take(500).cells))
    return taken


@pytest.mark.parametrize(
    ("blocks", "said"),
    [
        ([["," * 3000 + "\n"]], "more than 2,000 columns"),
        ([['"a"b,"c\n'] * 100_002], "more than 100,000 rows with misplaced quotes"),
        ([['"\n'], *[['","\n'] * 2_000_000] * 3], "a row of more than"),
    ],
)
def test_what_no_program_writes_as_a_table_is_refused(blocks: list[list[str]], said: str) -> None:
    with pytest.raises(InputRefused, match=said):
        take_all(rows_of(*blocks))


def test_a_line_without_end_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    assert "a line of more than" in refusal(written(tmp_path, b"id,name\n" + b"x" * 17_000_000))


def test_very_long_rows_are_taken_a_few_at_a_time() -> None:
    line = "x" * 100_000 + ",y\n"
    taken = take_all(rows_of(*[[line] * 100] * 3))
    assert sum(taken) == 300
    assert max(taken) < 200
