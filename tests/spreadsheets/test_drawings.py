"""Charts drawn from a page's own figures, with names, shading and sentences that are seen whole."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from phonebank.domain.sheet import Column, Kind, Row, Sheet
from phonebank.spreadsheets.drawings import Drawing, Form
from phonebank.spreadsheets.workbook import Book, write_workbook
from tests.spreadsheets.sheets import formulas, hostile_sheet, sheet

NOW = datetime(2016, 9, 19, 17, 30, tzinfo=UTC)
SHARES = Sheet(
    "Trend",
    "Everybody.",
    [
        Column("day", "Day", Kind.TEXT),
        Column("week_shares.Smith", "Smith", Kind.SHARE),
        Column("week_shares.Corbyn", "Corbyn", Kind.SHARE),
    ],
    [Row((f"Day {n}", 0.5, 0.4)) for n in range(3)],
)
DRAWING = Drawing("Trend", Form.LINES, "Shares", 0, (1, 2), 0, 3, {"Smith": "#0B6E6E"})
BOOK = Book(
    title="A contest",
    creator="phonebank",
    created=NOW,
    heading=["A contest", "As of now"],
    sheets=[SHARES],
    drawings=[DRAWING],
    reference="Copy 12, 3f9a21c4",
)


def chart_of(target: Path, book: Book) -> str:
    write_workbook(target, book)
    with ZipFile(target) as parts:
        return parts.read("xl/charts/chart1.xml").decode()


@pytest.mark.parametrize(
    ("form", "element"),
    [(Form.LINES, "lineChart"), (Form.COLUMNS, "barChart"), (Form.BARS, "barChart")],
)
def test_a_chart_is_drawn_from_the_cells_beneath_the_titles(
    tmp_path: Path, form: Form, element: str
) -> None:
    drawn = chart_of(tmp_path / "b.xlsx", replace(BOOK, drawings=[DRAWING._replace(form=form)]))
    assert f"<{element}>" in drawn
    for cells in ("'Trend'!$B$7:$B$9", "'Trend'!$C$7:$C$9", "'Trend'!$A$7:$A$9"):
        assert cells in drawn
    assert "'Trend'!$B$6" in drawn
    assert "0B6E6E" in drawn


def test_a_part_of_the_rows_is_drawn(tmp_path: Path) -> None:
    drawn = chart_of(
        tmp_path / "b.xlsx", replace(BOOK, drawings=[DRAWING._replace(start=1, rows=2)])
    )
    assert "'Trend'!$B$8:$B$9" in drawn


def loaded(target: Path, book: Book) -> Any:
    write_workbook(target, book)
    return load_workbook(target)


def test_tables_and_columns_have_names_without_the_total(tmp_path: Path) -> None:
    made = loaded(tmp_path / "b.xlsx", replace(BOOK, sheets=[sheet()], drawings=[]))
    names = {name: given.attr_text for name, given in made.defined_names.items()}
    assert names["Canvass.table"] == "'Canvass'!$A$6:$J$8"
    assert names["Canvass.lead"] == "'Canvass'!$E$7:$E$8"


def test_names_of_hostile_columns_are_only_names(tmp_path: Path) -> None:
    target = tmp_path / "b.xlsx"
    made = loaded(target, replace(BOOK, sheets=[hostile_sheet()], drawings=[]))
    assert formulas(target) == []
    assert all(name.replace(".", "_").isidentifier() for name in made.defined_names)


def test_leads_are_shaded_and_the_total_is_not(tmp_path: Path) -> None:
    page = loaded(tmp_path / "b.xlsx", replace(BOOK, sheets=[sheet()], drawings=[]))["Canvass"]
    assert [str(it.sqref) for it in page.conditional_formatting] == ["E7:E8"]


def test_a_sentence_wider_than_the_paper_is_seen_whole(tmp_path: Path) -> None:
    long = "Who is counted, at length. " * 20
    page = loaded(tmp_path / "b.xlsx", replace(BOOK, sheets=[replace(SHARES, base=long)]))["Trend"]
    [merged] = page.merged_cells.ranges
    assert merged.coord.startswith("A4:")
    assert page.cell(4, 1).alignment.wrap_text
    assert page.row_dimensions[4].height > 40


def test_the_workbook_names_the_copy_that_was_kept(tmp_path: Path) -> None:
    assert loaded(tmp_path / "b.xlsx", BOOK).properties.identifier == "Copy 12, 3f9a21c4"
