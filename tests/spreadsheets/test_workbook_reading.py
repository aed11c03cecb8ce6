"""Workbooks as tables: what a look shows, and rows as the sheet has them."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from phonebank.domain.errors import InputRefused
from phonebank.domain.files import FileKind, Question, Reading, Rows, SheetSample
from phonebank.spreadsheets import parsing
from phonebank.spreadsheets.workbook_child import _copied
from phonebank.spreadsheets.workbook_reading import (
    ERROR_CELLS,
    WorkbookFile,
    WorkbookLook,
    workbook_look,
)
from tests.spreadsheets import books

OLD_WORKBOOK = Path(__file__).with_name("members.xls")
HEADERS = ["Membership number", "Name", "Phone"]
ADA = [100001, "Ada Byron", "01632 960001"]


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., Path]:
    """Writes a workbook of sheets, each a list of rows; `change` may do more to it."""

    def write(
        sheets: Mapping[str, list[list[Any]]],
        change: Callable[[Workbook], object] = lambda book: None,
        name: str = "roll.xlsx",
    ) -> Path:
        book = Workbook()
        book.remove(book.worksheets[0])
        for title, rows in sheets.items():
            page = book.create_sheet(title)
            for row in rows:
                page.append(row)
        change(book)
        book.save(tmp_path / name)
        return tmp_path / name

    return write


def batches_of(path: Path, look: WorkbookLook, size: int = 2000) -> list[Rows]:
    with WorkbookFile(path, look) as file:
        return list(file.batches(size))


def rows_of(path: Path, reading: Reading | None = None) -> dict[int, list[str]]:
    read = batches_of(path, workbook_look(path, reading or Reading()))
    return {
        line: cells for rows in read for line, cells in zip(rows.lines, rows.cells, strict=True)
    }


def refusal(path: Path, reading: Reading | None = None) -> str:
    with pytest.raises(InputRefused) as refused:
        rows_of(path, reading)
    return refused.value.message


def test_a_look_shows_what_the_file_is_and_its_first_rows(made: Callable[..., Path]) -> None:
    path = made({"Members": [HEADERS, ADA], "Empty": []})
    look = workbook_look(path, Reading())
    assert (look.name, look.kind, look.size) == (
        "roll.xlsx",
        FileKind.WORKBOOK,
        path.stat().st_size,
    )
    assert look.read_as == "Excel workbook (XLSX), sheet “Members”"
    assert look.reading == Reading(sheet="Members", header_line=1)
    assert look.headers == HEADERS
    assert look.samples == [["100001", "Ada Byron", "01632 960001"]]
    assert look.sheets == [SheetSample("Members", 2, False), SheetSample("Empty", 0, False)]
    assert (list(look.notices), look.questions) == ([], frozenset())


def test_cells_are_read_as_text_that_loses_nothing(made: Callable[..., Path]) -> None:
    cells = {
        447700900123: "447700900123",
        100001.0: "100001",
        0.25: "0.25",
        "4.47701E+11": "4.47701E+11",
        123456789012345678: "1.234567890123457e+17",
        True: "TRUE",
        date(2016, 9, 3): "2016-09-03",
        datetime(2016, 9, 3, 12, 30): "2016-09-03 12:30:00",
        time(18, 5): "18:05:00",
        "  as written ": "  as written ",
        "two\nlines": "two\nlines",
        "Séan, “Zoë” 😀": "Séan, “Zoë” 😀",
        "<b>&amp;": "<b>&amp;",
    }
    path = made({"A": [["Note", "Value"], *[["x", cell] for cell in cells]]})
    read = rows_of(path)
    assert [row[1] for row in read.values()] == list(cells.values())


def test_signs_that_end_cells_and_rows_between_processes_are_replaced() -> None:
    from phonebank.spreadsheets.workbook_child import CELL_END, ROW_END, _joined

    joined = _joined([[f"a{CELL_END}b", f"c{ROW_END}d"], ["e", "f"]])
    assert joined == f"a\ufffdb{CELL_END}c\ufffdd{ROW_END}e{CELL_END}f{ROW_END}"


@pytest.mark.parametrize("is_1904", [False, True])
def test_days_are_right_in_both_systems(made: Callable[..., Path], is_1904: bool) -> None:
    def count_from_1904(book: Workbook) -> None:
        book.epoch = CALENDAR_MAC_1904 if is_1904 else book.epoch

    days = [date(1904, 1, 2), date(1950, 2, 28), date(2016, 9, 3), date(2000, 2, 29)]
    path = made({"A": [["Name", "Joined"], *[["x", day] for day in days]]}, count_from_1904)
    assert [row[1] for row in rows_of(path).values()] == [day.isoformat() for day in days]
    has_notice = any("1904" in notice for notice in workbook_look(path, Reading()).notices)
    assert has_notice is is_1904


def test_rows_keep_the_numbers_the_sheet_gives_them(made: Callable[..., Path]) -> None:
    path = made({"A": [[], [], HEADERS, ADA, [], ["", " ", None], ADA]})
    look = workbook_look(path, Reading())
    assert look.reading.header_line == 3
    (read,) = [rows for rows in batches_of(path, look) if rows.done]
    assert (list(read.lines), read.blank, read.bad) == ([4, 7], 2, [])


def test_a_table_may_begin_in_any_column(made: Callable[..., Path]) -> None:
    path = made({"A": [[None, None, "Name", "Phone"], [None, None, "Ada", "01632 960001"]]})
    look = workbook_look(path, Reading())
    assert (look.headers, rows_of(path)[2]) == (["Name", "Phone"], ["Ada", "01632 960001"])


def test_titles_above_the_headers_are_left_out_and_said(made: Callable[..., Path]) -> None:
    path = made({"A": [["Roll of Exeter"], ["July 2016"], [], HEADERS, ADA]})
    look = workbook_look(path, Reading())
    assert (look.reading.header_line, list(look.headers)) == (4, HEADERS)
    assert "2 rows above the headers are left out." in look.notices
    assert Question.HEADER in look.questions
    assert list(rows_of(path)) == [5]


def test_a_sheet_without_headers_gets_names_for_its_columns(made: Callable[..., Path]) -> None:
    path = made({"A": [ADA, ADA]})
    look = workbook_look(path, Reading())
    assert (look.reading.header_line, look.headers) == (0, ["Column 1", "Column 2", "Column 3"])
    assert list(rows_of(path)) == [1, 2]


def test_the_row_of_headers_can_be_chosen(made: Callable[..., Path]) -> None:
    path = made({"A": [HEADERS, ["No", "Who", "Line"], ADA, []]})
    look = workbook_look(path, Reading(header_line=2))
    assert (look.headers, look.questions) == (["No", "Who", "Line"], frozenset())
    assert list(rows_of(path, Reading(header_line=0))) == [1, 2, 3]
    assert refusal(path, Reading(header_line=9)) == (
        "roll.xlsx has nothing in row 9 that could be headers."
    )


def test_cells_beyond_the_headers_are_kept_only_where_filled(made: Callable[..., Path]) -> None:
    many = [ADA] * 200
    path = made({"A": [HEADERS, *many, [*ADA, "", "stray"], ADA]})
    read = rows_of(path)
    assert len(workbook_look(path, Reading()).headers) == 3
    assert (len(read[2]), read[202][3:], len(read[203])) == (3, ["", "stray"], 3)


def test_of_several_sheets_the_first_that_is_seen_and_filled_is_offered(
    made: Callable[..., Path],
) -> None:
    def hide(book: Workbook) -> None:
        book["Secret"].sheet_state = "veryHidden"

    path = made({"Cover": [], "Secret": [HEADERS, ADA], "A": [HEADERS, ADA], "B": [HEADERS]}, hide)
    look = workbook_look(path, Reading())
    assert (look.reading.sheet, look.questions) == ("A", frozenset({Question.SHEET}))
    assert (
        "The workbook has 1 hidden sheet (“Secret”): it is not imported unless you choose so."
        in look.notices
    )
    chosen = workbook_look(path, Reading(sheet="Secret"))
    assert chosen.questions == frozenset()
    assert any("“Secret” is hidden" in notice for notice in chosen.notices)
    assert len(rows_of(path, Reading(sheet="Secret"))) == 1
    assert refusal(path, Reading(sheet="Gone")) == "roll.xlsx has no sheet “Gone”."
    assert refusal(path, Reading(sheet="Cover")) == "Sheet “Cover” of roll.xlsx has no rows."


def test_hidden_columns_and_rows_merged_cells_and_formulas_are_announced(
    made: Callable[..., Path],
) -> None:
    def change(book: Workbook) -> None:
        page = book["A"]
        for letter in "BC":
            page.column_dimensions[letter].hidden = True
        page.row_dimensions[2].hidden = True
        page.merge_cells("A3:B3")

    path = made({"A": [HEADERS, ADA, ["x"], ["=1+1"]]}, change)
    seen = "imported too, and may be more than the sender meant to send."
    assert workbook_look(path, Reading()).notices == [
        f"Sheet “A” has 2 hidden columns: they are {seen}",
        f"Sheet “A” has 1 hidden row: it is {seen}",
        "Sheet “A” has 1 place of merged cells: the text counts for the first cell of each.",
        "Sheet “A” has 1 formula: what the sender's program showed is read, nothing is calculated.",
    ]


def test_a_formula_counts_as_what_it_showed(tmp_path: Path) -> None:
    rows = books.row(1, "Name", "Phone") + (
        '<row r="2"><c r="A2" t="str"><f>HYPERLINK("http://example.org","Ada")</f><v>Ada</v></c>'
        '<c r="B2"><f>1+1</f><v>2</v></c></row>'
    )
    path = books.write(tmp_path / "roll.xlsx", books.parts(sheet=books.sheet(rows)))
    assert rows_of(path)[2] == ["Ada", "2"]


def test_error_cells_are_read_as_the_words_they_show(tmp_path: Path) -> None:
    rows = books.row(1, "Name", "Phone") + (
        '<row r="2"><c r="A2" t="e"><f>A9</f><v>#REF!</v></c><c r="B2" s="0" t="e"><v>#N/A</v></c>'
        "</row>"
    )
    path = books.write(tmp_path / "roll.xlsx", books.parts(sheet=books.sheet(rows)))
    look = workbook_look(path, Reading())
    assert rows_of(path)[2] == ["#REF!", "#N/A"] == look.samples[0]
    assert set(rows_of(path)[2]) <= ERROR_CELLS
    assert "2 cells with an error" in look.notices[-1]


def test_an_open_document_is_read_with_its_errors(tmp_path: Path) -> None:
    error = books.ods_cell("#REF!", ' office:string-value="" calcext:value-type="error"')
    path = books.write_ods(
        tmp_path / "roll.ods",
        books.ods_table(
            "Members",
            books.ods_row(books.ods_cell("Name"), books.ods_cell("Phone")),
            books.ods_row(books.ods_cell("Séan"), error),
        ),
    )
    look = workbook_look(path, Reading())
    assert look.read_as == "OpenDocument spreadsheet (ODS), sheet “Members”"
    assert rows_of(path) == {2: ["Séan", "#REF!"]}


def test_an_old_workbook_is_read_and_its_hidden_sheet_announced() -> None:
    look = workbook_look(OLD_WORKBOOK, Reading())
    assert look.read_as == "Excel workbook (old XLS), sheet “Members”"
    assert look.headers == ["Membership number", "Name", "Phone", "Joined", "Eligible"]
    assert rows_of(OLD_WORKBOOK) == {
        4: ["100001", "Séan O'Neill", "447700900123", "2016-09-03", "TRUE"],
        5: ["100002", "Zoë Byron", "07700 900124", "2016-09-03 12:30:00", "FALSE"],
        7: ["100003", "", "4.47701E+11", "", ""],
    }
    assert any("(“Notes”)" in notice for notice in look.notices)
    assert any("cannot be noticed" in notice for notice in look.notices)


@pytest.mark.parametrize("name", ["roll.csv", "roll.xls", "roll.ods", "roll"])
def test_what_a_file_is_decides_and_a_wrong_ending_is_said(
    made: Callable[..., Path], name: str
) -> None:
    path = made({"A": [HEADERS, ADA]}).rename(made({"A": []}, name="x.xlsx").with_name(name))
    assert (
        "the file is an Excel workbook (XLSX): it is read as what it is."
        in (workbook_look(path, Reading()).notices[0])
    )
    assert len(rows_of(path)) == 1


def test_batches_are_as_large_as_asked_and_none_is_lost(made: Callable[..., Path]) -> None:
    rows = [[n, f"Name {n}", ""] for n in range(1, 251)]
    path = made({"A": [HEADERS, *rows]})
    look = workbook_look(path, Reading())
    for size in (1, 7, 100, 251, 2000):
        read = batches_of(path, look, size)
        assert all(len(batch.cells) <= size for batch in read)
        assert [line for batch in read for line in batch.lines] == list(range(2, 252))
        assert [batch.done for batch in read] == sorted(batch.done for batch in read)
        assert read[-1].done == 2 * 251


def test_while_a_workbook_is_parsed_it_is_told_how_far_it_is(
    made: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = made({"A": [HEADERS, *[[n, f"Name {n}", "x" * 100] for n in range(20_000)]]})
    often = tmp_path / "often.py"
    often.write_text(
        f"import sys\nsys.path.insert(0, {str(parsing.CHILD.parent)!r})\nimport workbook_child\n"
        "workbook_child.A_MOMENT = 0.005\nsys.exit(workbook_child.main(sys.argv[1:]))"
    )
    monkeypatch.setattr(parsing, "CHILD", often)

    read = batches_of(path, workbook_look(path, Reading()))

    told = [batch.done for batch in read if not batch.cells]
    assert len({*told}) > 3
    assert told == sorted(told)
    assert max(told) <= 20_001 < read[-2].done
    assert sum(len(batch.cells) for batch in read) == 20_000


def test_a_workbook_that_is_named_as_another_kind_is_parsed_all_the_same(
    made: Callable[..., Path],
) -> None:
    path = made({"A": [HEADERS, ADA]}, name="roll.ods")
    assert len(rows_of(path)) == 1
    old = path.with_name("roll.xlsx")
    shutil.copyfile(OLD_WORKBOOK, old)
    assert rows_of(old) == rows_of(OLD_WORKBOOK)


def test_a_look_at_a_long_sheet_parses_its_beginning_and_counts_the_rest(
    made: Callable[..., Path],
) -> None:
    rows = [[n, f"Name {n}", "x" * 100] for n in range(1, 20_001)]
    path = made({"A": [HEADERS, *rows], "B": [HEADERS, *rows[:3]]})
    look = workbook_look(path, Reading())
    assert [sheet.rows for sheet in look.sheets] == [20_001, 4]
    assert look.samples[19][1] == "Name 20"
    with WorkbookFile(path, look) as file:
        assert file.total == 2 * 20_001
        assert sum(len(batch.cells) for batch in file.batches()) == 20_000


def test_a_look_takes_of_the_shared_strings_what_it_shows(tmp_path: Path) -> None:
    path = of_shared_strings(tmp_path, rows=30_000)

    look = workbook_look(path, Reading())

    assert look.headers == ["Name 0", "Number 0"]
    assert look.samples[-1] == ["Name 20", "Number 20"]
    assert look.sheets[0].rows == 30_000
    with ZipFile(_copied(path, has_errors=False, is_look=True)) as shown:
        assert (
            shown.getinfo(books.STRINGS).file_size
            < ZipFile(path).getinfo(books.STRINGS).file_size // 2
        )


@pytest.mark.parametrize("unusual", ["<c t='s' r='A9'><v> 7 </v></c>", '<c r="A9" t="s"/>'])
def test_a_look_takes_all_shared_strings_where_a_cell_does_not_say_plainly_which(
    tmp_path: Path, unusual: str
) -> None:
    path = of_shared_strings(tmp_path, rows=6, more=f'<row r="9">{unusual}</row>')

    workbook_look(path, Reading())

    with ZipFile(_copied(path, has_errors=False, is_look=True)) as shown:
        assert shown.read(books.STRINGS).count(b"</si>") == 12


def test_every_shared_string_is_read(tmp_path: Path) -> None:
    path = of_shared_strings(tmp_path, rows=30_000)

    with WorkbookFile(path, workbook_look(path, Reading())) as file:
        cells = [row for batch in file.batches() for row in batch.cells]

    assert cells[-1] == ["Name 29999", "Number 29999"]
    assert len(cells) == 29_999


def of_shared_strings(folder: Path, rows: int, more: str = "") -> Path:
    """As Excel writes a workbook: each text once, in a part of its own, named by its number."""
    filled = "".join(
        f'<row r="{at + 1}"><c r="A{at + 1}" t="s"><v>{2 * at}</v></c>'
        f'<c r="B{at + 1}" t="s"><v>{2 * at + 1}</v></c></row>'
        for at in range(rows)
    )
    texts = [f"{word} {at}" for at in range(rows) for word in ("Name", "Number")]
    parts = books.parts(sheet=books.sheet(filled + more), strings=books.strings(*texts))
    return books.write(folder / "shared.xlsx", parts)


def test_a_file_that_changes_is_refused(made: Callable[..., Path]) -> None:
    path = made({"A": [HEADERS, *[ADA] * 5000]})
    look = workbook_look(path, Reading())
    with WorkbookFile(path, look) as file:
        batches = file.batches(100)
        next(batch for batch in batches if batch.done)
        os.utime(path, ns=(1, 1))
        with pytest.raises(InputRefused, match="was changed while"):
            list(batches)
    with pytest.raises(InputRefused, match="was changed while"):
        WorkbookFile(path, look)


def test_leaving_early_ends_the_child(made: Callable[..., Path]) -> None:
    path = made({"A": [HEADERS, *[[n, "x" * 500, "y"] for n in range(5000)]]})
    with WorkbookFile(path, workbook_look(path, Reading())) as file:
        batches: Iterator[Rows] = file.batches(10)
        next(batch for batch in batches if batch.cells)
        child = file.child_id
        os.kill(child, 0)
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_the_child_has_no_handle_of_ours_and_little_environment(
    made: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PHONEBANK_PASSPHRASE", "canary")
    spy = tmp_path / "spy.py"
    spy.write_text(
        "import json, os, struct, sys\n"
        "open_ones = []\n"
        "for number in range(64):\n"
        "    try:\n        os.fstat(number)\n        open_ones.append(number)\n"
        "    except OSError:\n        pass\n"
        "seen = dict(fds=open_ones, env=sorted(os.environ), stdin=os.read(0, 1).decode())\n"
        "rows = [['Name', 'Phone'], [json.dumps(seen), '1']]\n"
        "said = json.dumps(dict(sheets=[['A', 2, False]], chosen='A', rows=rows)).encode()\n"
        "sys.stdout.buffer.write(struct.pack('>I', len(said)) + said)\n"
    )
    monkeypatch.setattr(parsing, "CHILD", spy)
    path = made({"A": [HEADERS, ADA]})
    with path.open("rb") as held:
        os.set_inheritable(held.fileno(), True)
        look = workbook_look(path, Reading())
    seen = look.samples[0][0]
    assert '"fds": [0, 1, 2]' in seen
    assert '"stdin": ""' in seen
    assert "PHONEBANK_PASSPHRASE" not in seen
    assert "HOME" not in seen


def test_nothing_is_left_in_the_folder_of_the_workbook(
    made: Callable[..., Path], tmp_path: Path
) -> None:
    path = made({"A": [HEADERS, ADA]})
    copy = shutil.copy(path, tmp_path / "copy.xlsx")
    rows_of(path)
    assert path.read_bytes() == Path(copy).read_bytes()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["copy.xlsx", "roll.xlsx"]
