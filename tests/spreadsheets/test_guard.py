"""What the guard refuses before anything parses it, and what it finds in a workbook it lets by."""

import re
import tracemalloc
from collections.abc import Iterator, Mapping
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonebank.domain.errors import InputRefused
from phonebank.spreadsheets import guard
from phonebank.spreadsheets.parts import Unsafe
from phonebank.spreadsheets.sheet_scan import COLUMNS, Box
from phonebank.spreadsheets.workbook_findings import ODS
from tests.spreadsheets import books

OLD_WORKBOOK = Path(__file__).with_name("members.xls")
LAUGHS = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 10))
DTDS = {
    "billion laughs": f'<!DOCTYPE x [<!ENTITY b0 "ha">{LAUGHS}]>',
    "a small one": '<!DOCTYPE x [<!ENTITY b "ha">]>',
    "quadratic blow-up": f'<!DOCTYPE x [<!ENTITY b "{"h" * 50_000}">]>',
    "external entity": '<!DOCTYPE x [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
    "in small letters": "<!doctype x>",
    "an entity alone": '<!ENTITY b "ha">',
}


def refusal(path: Path) -> str:
    with pytest.raises(InputRefused) as refused:
        guard.check(path)
    assert refused.value.kept == "Nothing was imported."
    assert refused.value.next_step
    return refused.value.message


def with_dtd(xml: str, dtd: str) -> str:
    return xml.replace("?>\n", f"?>\n{dtd}", 1)


def refused_parts(tmp_path: Path, of_parts: Mapping[str, str | bytes]) -> str:
    return refusal(books.write(tmp_path / "roll.xlsx", of_parts))


@pytest.mark.parametrize("dtd", DTDS.values(), ids=DTDS)
@pytest.mark.parametrize("part", books.parts())
def test_a_dtd_in_any_part_is_refused(tmp_path: Path, part: str, dtd: str) -> None:
    of_parts = books.parts()
    of_parts[part] = with_dtd(str(of_parts[part]), dtd)
    assert "a workbook part has a DTD" in refused_parts(tmp_path, of_parts)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32-be"])
def test_a_dtd_in_a_part_of_wide_characters_is_refused(tmp_path: Path, encoding: str) -> None:
    wide = with_dtd(books.sheet(), DTDS["a small one"]).encode(encoding)
    assert "has a DTD" in refused_parts(tmp_path, books.parts(sheet=wide))


@pytest.mark.parametrize("before", [0, 1 << 20, (1 << 20) - 4, 3_000_001])
def test_a_dtd_is_found_behind_a_long_comment(tmp_path: Path, before: int) -> None:
    noise = "".join(f"{n:x}" for n in range(before // 4))[:before]
    hidden = with_dtd(books.sheet(), f"<!--{noise}--><!DOCTYPE x>")
    assert "has a DTD" in refused_parts(tmp_path, books.parts(sheet=hidden))


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (books.row(1, "a") + books.cell("XFD1048576", "b"), "larger area"),
        ('<row r="1"><c r="XFD1048576"><v>1</v></c></row><row r="2"/>', "larger area"),
        ('<row r="999999999"><c r="A999999999"><v>1</v></c></row>', "beyond the last"),
        ('<row r="1048577"><c><v>1</v></c></row>', "beyond the last"),
        ('<row r="1"><c r="XFE1"><v>1</v></c></row>', "beyond the last"),
        ('<row r="1"><c r="AAAAAAA1"><v>1</v></c></row>', "beyond the last"),
        ("<row r='1'><c s='1'\n r = 'XFD900000'><v>1</v></c></row>", "larger area"),
        ('<x:row r="1"><x:c r="xfd900000"><x:v>1</x:v></x:c></x:row>', "larger area"),
        ('<row r="1"><c r="XFD900000" x="/>"><v>1</v></c></row>', "larger area"),
    ],
)
def test_cells_out_of_bounds_or_far_apart_are_refused(tmp_path: Path, rows: str, why: str) -> None:
    assert why in refused_parts(tmp_path, books.parts(sheet=books.sheet(rows)))


def test_a_million_rows_of_two_cells_far_apart_are_refused_soon(tmp_path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield books.sheet().partition("<row")[0].encode()
        for n in range(1, 200_000):
            yield b'<row r="%d"><c r="A%d"><v>1</v></c><c r="XFD%d"><v>1</v></c></row>' % (n, n, n)
        yield b"</sheetData></worksheet>"

    path = books.write_long(tmp_path / "roll.xlsx", books.SHEET, pieces())
    begun = process_time()
    assert "larger area" in refusal(path)
    assert process_time() - begun < 5


def test_the_widest_sheet_is_looked_through_soon(tmp_path: Path) -> None:
    letters = [*map(chr, range(65, 91))]
    names = [*letters, *(a + b for a in letters for b in letters)]
    names += [a + name for a in letters for name in names[26:]]
    names = names[:COLUMNS]
    rows = f'<row r="1">{"".join(f"""<c r="{name}1"><v>1</v></c>""" for name in names)}</row>'
    path = books.write(tmp_path / "roll.xlsx", books.parts(sheet=books.sheet(rows)))
    begun = process_time()
    assert guard.check(path).sheet("Members").rows == 1
    assert names[-1] == "XFD"
    assert process_time() - begun < 1


def test_empty_cells_that_only_have_a_format_take_no_room(tmp_path: Path) -> None:
    rows = books.ROWS + '<row r="1048576" s="1"><c r="A1048576" s="1"/><c r="XFD9" s="1" /></row>'
    path = books.write(tmp_path / "roll.xlsx", books.parts(sheet=books.sheet(rows)))
    assert guard.check(path).sheet("Members").rows == 2


@given(st.lists(st.tuples(st.integers(1, 1_048_576), st.integers(1, COLUMNS)), max_size=30))
def test_the_box_is_never_smaller_than_the_cells(cells: list[tuple[int, int]]) -> None:
    box = Box()
    for number, column in cells:
        letters, left = "", column
        while left:
            left, letter = divmod(left - 1, 26)
            letters = chr(65 + letter) + letters
        try:
            box.take(f'<c r="{letters}{number}"><v>1</v></c>'.encode())
        except Unsafe:
            assert max(c for _, c in cells) * max(r for r, _ in cells) > 14_000_000
            return
    assert box.columns >= max((column for _, column in cells), default=0)
    assert box.rows >= max((number for number, _ in cells), default=0)


def test_a_part_packed_a_thousand_times_is_refused_unread(tmp_path: Path) -> None:
    zeros = b"<si><t>" + b"0" * (1 << 20)
    path = books.write_long(tmp_path / "roll.xlsx", books.STRINGS, [zeros] * 300)
    assert path.stat().st_size < 3_000_000
    begun = process_time()
    assert "unpacks to far more than a workbook does" in refusal(path)
    assert process_time() - begun < 1


def test_a_part_larger_than_the_directory_says_is_refused_within_bounds(tmp_path: Path) -> None:
    bomb = books.sheet().encode() + b" " * (64 << 20)
    entries = [
        (name, bomb if name == books.SHEET else content, said)
        for name, content, said in books.raw(books.parts())
    ]
    path = books.write_raw(tmp_path / "roll.xlsx", entries)
    del bomb, entries
    tracemalloc.start()
    assert "larger than it says" in refusal(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20 << 20


def test_a_part_smaller_than_the_directory_says_is_refused(tmp_path: Path) -> None:
    entries = [(name, content, said + 1) for name, content, said in books.raw(books.parts())]
    assert "cut short or damaged" in refusal(books.write_raw(tmp_path / "roll.xlsx", entries))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_workbook_is_refused(tmp_path: Path, share: float) -> None:
    path = books.write(tmp_path / "roll.xlsx", books.parts())
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    assert "cut short or damaged" in refusal(path)


def test_damage_in_the_middle_is_noticed(tmp_path: Path) -> None:
    many = "".join(books.row(n, f"name {n * 7919}", f"{n * 104729}") for n in range(1, 2000))
    path = books.write(tmp_path / "roll.xlsx", books.parts(sheet=books.sheet(many)))
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 2] ^= 0x55
    path.write_bytes(whole)
    assert re.search("cut short or damaged|larger than it says", refusal(path))


@pytest.mark.parametrize(
    ("names", "what"),
    [
        ({"readme.txt": "hello"}, "a zip archive"),
        ({"word/document.xml": "<w/>"}, "a Word document"),
        ({"ppt/presentation.xml": "<p/>"}, "a PowerPoint presentation"),
        ({"Index/Document.iwa": "x"}, "a Numbers document"),
        (
            {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<o/>"},
            "an OpenDocument file that is no spreadsheet",
        ),
        ({}, "a zip archive"),
    ],
)
def test_a_zip_that_is_no_workbook_is_named(
    tmp_path: Path, names: dict[str, str | bytes], what: str
) -> None:
    assert f"is {what}, not a workbook" in refused_parts(tmp_path, names)


def test_an_encrypted_part_is_refused(tmp_path: Path) -> None:
    path = books.write_raw(tmp_path / "roll.xlsx", books.raw(books.parts()), flags=1)
    assert "because it is encrypted" in refusal(path)


@pytest.mark.parametrize("twin", [books.SHEET, books.SHEET.upper(), books.SHEET.replace("/", "\\")])
def test_parts_of_one_name_are_refused(tmp_path: Path, twin: str) -> None:
    entries = [*books.raw(books.parts()), *books.raw({twin: books.sheet()})]
    path = books.write_raw(tmp_path / "roll.xlsx", entries)
    assert "have the same name" in refusal(path)


@pytest.mark.parametrize("name", ["../../x", "xl/../../x", "..\\x", "/../x"])
def test_names_that_lead_out_of_the_file_are_refused_and_nothing_is_unpacked(
    tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    path = books.write_raw(folder / "roll.xlsx", books.raw({**books.parts(), name: "x"}))
    assert "leads out of the file" in refusal(path)
    assert [found for found in tmp_path.rglob("*") if found.is_file()] == [path]


def test_more_parts_than_any_workbook_are_refused_before_they_are_listed(tmp_path: Path) -> None:
    entries = [(f"x{n}", b"", 0) for n in range(10_001)]
    assert "more parts" in refusal(books.write_raw(tmp_path / "roll.xlsx", entries))


def test_old_office_documents_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "roll.xls"
    magic = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
    path.write_bytes(magic + "WordDocument".encode("utf-16-le") + bytes(500))
    assert "is an old Office document, not a workbook" in refusal(path)
    path.write_bytes(magic + "EncryptedPackage".encode("utf-16-le") + bytes(501))
    assert refusal(path) == "roll.xls is a password-protected workbook."


def test_what_a_sheet_hides_is_counted(tmp_path: Path) -> None:
    columns = (
        '<cols><col min="2" max="4" hidden="1"/><col min="6" max="6" hidden="true" width="9"/>'
        '<col min="9" max="16384" hidden="1"/><col min="1" max="1" hidden="0"/></cols>'
    )
    rows = (
        books.row(3, "Name")
        + '<row r="4" hidden="1"><c r="A4"><f>1+1</f><v>2</v></c></row>'
        + '<row r="5" hidden="false"><c r="A5" t="e"><f aca="false">1/0</f><v>#DIV/0!</v></c></row>'
    )
    merged = '<mergeCells count="2"><mergeCell ref="A1:B1"/><mergeCell ref="A2:B2"/></mergeCells>'
    made = books.parts(sheet=books.sheet(rows, columns, merged))
    found = guard.check(books.write(tmp_path / "roll.xlsx", made)).sheet("Members")
    assert (found.hidden_columns, found.hidden_rows, found.merged) == (5, 1, 2)
    assert (found.formulas, found.errors, found.rows) == (2, 1, 3)


def test_what_an_open_document_hides_is_counted_by_table(tmp_path: Path) -> None:
    path = books.write_ods(
        tmp_path / "roll.ods",
        books.ods_table("A &amp; B", books.ods_row(books.ods_cell("x", ' table:formula="of:=1"'))),
        books.ods_table(
            "C",
            '<table:table-column table:visibility="collapse" table:number-columns-repeated="3"/>',
            books.ods_row(
                books.ods_cell("y", ' table:number-columns-spanned="2"'),
                more=' table:visibility="filter"',
            ),
        ),
    )
    found = guard.check(path)
    assert found.kind == ODS
    assert (found.sheet("A & B").formulas, found.sheet("C").formulas) == (1, 0)
    assert (found.sheet("C").hidden_columns, found.sheet("C").hidden_rows) == (3, 1)
    assert (found.sheet("C").merged, found.sheet("A & B").merged) == (1, 0)


def test_a_cell_repeated_beyond_all_sheets_is_refused(tmp_path: Path) -> None:
    repeated = books.ods_cell("x", ' table:number-columns-repeated="4000000000"')
    path = books.write_ods(tmp_path / "roll.ods", books.ods_table("A", books.ods_row(repeated)))
    assert "repeated beyond the last" in refusal(path)


def test_a_file_that_changed_is_looked_through_again(tmp_path: Path) -> None:
    path = books.write(tmp_path / "roll.xlsx", books.parts())
    assert guard.check(path) is guard.check(path)
    books.write(path, books.parts(sheet=with_dtd(books.sheet(), DTDS["a small one"])))
    assert "has a DTD" in refusal(path)


def test_every_refusal_is_one_sentence_that_names_the_file(tmp_path: Path) -> None:
    message = refused_parts(tmp_path, books.parts(book=with_dtd(books.WORKBOOK, "<!DOCTYPE x>")))
    assert message == (
        "roll.xlsx: this workbook could not be read safely, because a workbook part has a DTD."
    )
    assert not re.search(r"Error|Traceback|\n", message)


def test_an_old_workbook_with_a_password_is_refused(tmp_path: Path) -> None:
    raw = bytearray(OLD_WORKBOOK.read_bytes())
    first = raw.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    raw[first + 20 : first + 22] = b"\x2f\x00"
    path = tmp_path / "roll.xls"
    path.write_bytes(raw)
    assert refusal(path) == "roll.xls is a password-protected workbook."


def test_an_open_document_with_a_password_is_refused(tmp_path: Path) -> None:
    of_parts = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": "noise",
        "META-INF/manifest.xml": "<manifest:encryption-data/>",
    }
    path = books.write(tmp_path / "roll.ods", of_parts)
    assert refusal(path) == "roll.ods is a password-protected workbook."


def test_cells_repeated_to_more_than_any_roll_are_refused(tmp_path: Path) -> None:
    repeated = books.ods_cell("x", ' table:number-columns-repeated="16384"')
    rows = [books.ods_row(repeated)] * 5000
    path = books.write_ods(tmp_path / "roll.ods", books.ods_table("A", *rows))
    assert "larger area" in refusal(path)


def test_a_part_of_wide_characters_is_refused_without_a_dtd_too(tmp_path: Path) -> None:
    made = books.parts(sheet=books.sheet().encode("utf-16"))
    assert "no text that workbooks have" in refused_parts(tmp_path, made)
