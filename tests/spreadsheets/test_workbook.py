"""Workbooks: typed cells, text that never runs, and a target that is whole or untouched."""

import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from python_calamine import CalamineWorkbook

from phonebank.domain.errors import Cancelled
from phonebank.domain.sheet import Column, Kind, Row, Sheet
from phonebank.domain.verdicts import Verdict
from phonebank.spreadsheets import looks
from phonebank.spreadsheets.archive import DatedArchive
from phonebank.spreadsheets.page_rows import letter
from phonebank.spreadsheets.plain_text import for_workbook
from phonebank.spreadsheets.share_chart import ShareChart
from phonebank.spreadsheets.workbook import Book, write_workbook
from tests.spreadsheets.sheets import EXETER, HOSTILE, formulas, hostile_sheet, sheet

HEADER = 6
NOW = datetime(2016, 9, 19, 17, 30, tzinfo=UTC)
BARS = ShareChart(
    "Canvass",
    Sheet(
        "Chart figures",
        "Everybody.",
        [Column("p", "Place", Kind.TEXT), Column("s", "Smith", Kind.SHARE)],
        [Row((f"Place {i}", 0.5)) for i in range(14)],
    ),
    "Shares",
    {"Smith": "#0B6E6E"},
)
BOOK = Book(
    title="A contest",
    creator="phonebank 0.0.0",
    created=NOW,
    heading=["A contest", "As of now"],
    sheets=[sheet()],
    chart=BARS,
)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "book.xlsx"


def pages(target: Path, book: Book = BOOK) -> Any:
    write_workbook(target, book)
    return load_workbook(target)


def test_figures_are_numbers_and_times_are_times_in_local_time(target: Path) -> None:
    row = [cell.value for cell in pages(target)["Canvass"][HEADER + 1]]
    assert row[:2] == ["Exeter", 1447]
    assert row[2:6] == pytest.approx([1 / 3, 0.465, -0.1, 0.05])
    times = [value.isoformat() for value in row[7:9]]
    assert [row[6], *times] == ["behind", "2016-09-18T18:30:00", "2016-09-18T00:00:00"]
    assert row[9] == 1.25


@pytest.mark.parametrize(
    ("margin", "shown"), [(0.0, '"±"0%'), (0.02, '"±"0%'), (0.003, '"±"0.0%'), (0.0004, '"±"0.00%')]
)
def test_a_small_margin_is_not_shown_as_none(margin: float, shown: str) -> None:
    assert looks.number_format(Kind.MARGIN, margin) == shown


def test_number_formats_show_percents_points_and_decimals_as_given(target: Path) -> None:
    formats = [cell.number_format for cell in pages(target)["Canvass"][HEADER + 1]]
    assert formats == [
        "@",
        "#,##0",
        "0%",
        "0.0%",
        '+0%;"−"0%;0%',
        '"±"0%',
        "@",
        "d mmm hh:mm",
        "d mmm yyyy",
        '[>1]"cannot be tied";0%',
    ]


def test_where_there_is_no_figure_the_cell_is_empty_and_not_nought(target: Path) -> None:
    row = [cell.value for cell in pages(target)["Canvass"][HEADER + 2]]
    assert row == ["Hove", *[None] * 9]


def test_title_heading_and_base_stand_above_a_frozen_header(target: Path) -> None:
    page = pages(target)["Canvass"]
    above = [page.cell(row, 1).value for row in range(1, HEADER + 1)]
    assert above == ["Canvass", "A contest", "As of now", "Everybody.", None, "Place"]
    assert page.freeze_panes == f"B{HEADER + 1}"


def test_the_filter_takes_in_the_rows_and_not_the_total(target: Path) -> None:
    page = pages(target)["Canvass"]
    assert page.auto_filter.ref == f"A{HEADER}:J{HEADER + 2}"
    assert page.cell(HEADER + 3, 1).value is None
    assert page.cell(HEADER + 4, 1).value == "Total"


def test_details_are_not_printed(target: Path) -> None:
    page = pages(target)["Canvass"]
    assert page.print_area.startswith("'Canvass'!$A$1:$I$")
    assert page.page_setup.orientation == "landscape"
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 1)


def leaves_of(target: Path, rows: int, chart: ShareChart | None = None) -> tuple[int, int, bool]:
    """Into how many leaves all is shrunk (0 for as many as it takes), how many begin before a
    chart, and whether the header is on each."""
    made = replace(sheet(), rows=[row for row in sheet().rows[:1] for _ in range(rows)])
    page = pages(target, replace(BOOK, sheets=[made], chart=chart))["Canvass"]
    breaks = len(page.row_breaks.brk)
    return page.page_setup.fitToHeight, breaks, page.print_title_rows is not None


def test_what_spills_a_little_is_shrunk_onto_the_leaf_before(target: Path) -> None:
    assert leaves_of(target, 10) == (1, 0, False)
    assert leaves_of(target, 32) == (1, 0, True)
    assert leaves_of(target, 60) == (2, 0, True)


def test_a_chart_stands_under_its_table_where_there_is_room_and_else_alone(target: Path) -> None:
    """Alone, without a header over nothing."""
    assert leaves_of(target, 1, BARS) == (1, 0, False)
    assert leaves_of(target, 22, BARS) == (0, 1, False)


def test_a_long_table_is_not_shrunk(target: Path) -> None:
    assert leaves_of(target, 400) == (0, 0, True)


def test_the_chart_names_every_place_on_axes_that_are_shown(target: Path) -> None:
    write_workbook(target, BOOK)
    with ZipFile(target) as parts:
        chart = parts.read("xl/charts/chart1.xml").decode()
    assert chart.count('<delete val="0" />') == 2
    assert "'Chart figures'!$A$7:$A$20" in chart
    assert "'Chart figures'!$B$7:$B$20" in chart
    assert '<tickLblSkip val="1" />' in chart
    assert "0B6E6E" in chart


def test_hostile_text_is_text_and_never_a_formula(target: Path) -> None:
    book = replace(BOOK, title="=1+1", heading=HOSTILE, sheets=[hostile_sheet()], chart=None)
    page = pages(target, book).worksheets[0]
    assert formulas(target) == []
    header = len(HOSTILE) + 4
    types = {cell.data_type for row in page.iter_rows() for cell in row if cell.value is not None}
    assert types == {"s"}
    texts = [cell.value for cell in page[header + 1]]
    assert texts == [for_workbook(text) for text in HOSTILE]
    assert [cell.value for cell in page[header + 2]] == texts
    assert max(map(len, texts)) == 32_767


def test_other_readers_open_it_too(target: Path) -> None:
    write_workbook(target, replace(BOOK, sheets=[sheet(), hostile_sheet()]))
    book = CalamineWorkbook.from_path(str(target))
    assert book.sheet_names == ["Canvass", "=1+1", "Chart figures"]
    rows = book.get_sheet_by_name("Canvass").to_python(skip_empty_area=False)
    assert rows[HEADER][:2] == [EXETER[0], EXETER[1]]


def test_the_same_figures_give_the_same_file(target: Path) -> None:
    write_workbook(target, BOOK)
    first = target.read_bytes()
    write_workbook(target, BOOK)
    assert target.read_bytes() == first


def test_the_workbook_says_what_it_is_and_of_when(target: Path) -> None:
    said = pages(target).properties
    assert (said.title, said.creator) == ("A contest", "phonebank 0.0.0")
    assert said.created == said.modified == NOW.replace(tzinfo=None)


def stop_at(row: int) -> Callable[[int, int], None]:
    def report(done: int, total: int) -> None:
        assert total == 16
        if done == row:
            raise Cancelled

    return report


@pytest.mark.parametrize("row", [1, 3, 16])
def test_a_stopped_workbook_leaves_the_old_one_and_nothing_else(
    target: Path, tmp_path: Path, row: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    target.write_bytes(b"the old one")
    with pytest.raises(Cancelled):
        write_workbook(target, BOOK, stop_at(row))
    assert target.read_bytes() == b"the old one"
    assert list(tmp_path.iterdir()) == [target]


def test_words_can_be_read_on_every_ground() -> None:
    grounds = ["FFFFFF", looks.HEADER_FILL, looks.TOTAL_FILL, looks.REPORTED_FILL]
    inks = [looks.INK, *(looks.INK_BY_SIDE[verdict.side] for verdict in Verdict)]
    assert all(contrast(ink, ground) >= 4.5 for ink in inks for ground in grounds)


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_columns_are_lettered_as_everywhere() -> None:
    assert all(letter(place) == get_column_letter(place) for place in range(1, 16_385))


def test_a_cell_more_costs_few_steps(target: Path) -> None:
    """Of Python's own calls, which unlike seconds are the same every time."""

    def steps(rows: int) -> int:
        long = replace(sheet(), rows=[sheet().rows[0]] * rows)
        called = []
        sys.setprofile(lambda frame, event, argument: called.append(1))
        try:
            write_workbook(target, replace(BOOK, sheets=[long], chart=None))
        finally:
            sys.setprofile(None)
        return len(called)

    steps(100)
    cells = 100 * len(sheet().columns)
    assert (steps(200) - steps(100)) / cells < 120


@pytest.mark.parametrize("empty", [b"<sheetData />", b"<sheetData/>", b"<sheetData></sheetData>"])
def test_rows_are_put_where_a_page_has_none(tmp_path: Path, empty: bytes) -> None:
    page, target = tmp_path / "page.xml", tmp_path / "book.zip"
    page.write_bytes(b"<worksheet>" + empty + b"<tail/></worksheet>")
    with closing(DatedArchive(target, NOW, {"page": [b"<row/>", b"<row/>"]})) as archive:
        archive.write(page, "page")
    with ZipFile(target) as parts:
        assert parts.read("page") == (
            b"<worksheet><sheetData><row/><row/></sheetData><tail/></worksheet>"
        )
