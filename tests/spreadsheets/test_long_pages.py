"""Tables of any length: the same cells, no formula, memory that does not grow."""

import tracemalloc
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from phonebank.domain.errors import Cancelled
from phonebank.domain.sheet import Cell, Column, Kind
from phonebank.spreadsheets import long_pages
from phonebank.spreadsheets.long_pages import LongSheet
from phonebank.spreadsheets.plain_text import for_workbook
from phonebank.spreadsheets.workbook import Book, write_workbook
from tests.spreadsheets.sheets import HOSTILE, formulas, sheet

NOW = datetime(2016, 9, 19, 17, 30, tzinfo=UTC)
COLUMNS = (
    Column("number", "Membership number", Kind.TEXT),
    Column("attempts", "Attempts", Kind.COUNT),
    Column("last", "Last call", Kind.TIME),
    Column("joined", "Joined", Kind.DATE),
)
ROW: tuple[Cell, ...] = ("L100", 3, NOW, date(2011, 3, 1))
HEADER = 6


def book(*long: LongSheet) -> Book:
    return Book(
        title="A contest",
        creator="phonebank",
        created=NOW,
        heading=["A contest", "As of now"],
        sheets=[sheet()],
        long=long,
    )


def long_sheet(rows: list[tuple[Cell, ...]], title: str = "Electors") -> LongSheet:
    return LongSheet(title, "For a leaflet.", COLUMNS[: len(rows[0])], len(rows), iter(rows))


def written(target: Path, *long: LongSheet) -> Any:
    write_workbook(target, book(*long))
    return load_workbook(target)


def test_cells_are_texts_numbers_and_local_times(tmp_path: Path) -> None:
    page = written(tmp_path / "b.xlsx", long_sheet([ROW, ("L200", 0, None, None)]))["Electors"]
    values = [cell.value for cell in page[HEADER + 1]]
    assert values[:2] == ["L100", 3]
    assert [value.isoformat() for value in values[2:]] == [
        "2016-09-19T18:30:00",
        "2011-03-01T00:00:00",
    ]
    assert [cell.value for cell in page[HEADER + 2]] == ["L200", 0, None, None]
    assert [page.cell(n, 1).value for n in (1, 4, HEADER)] == [
        "Electors",
        "For a leaflet.",
        "Membership number",
    ]
    assert page.freeze_panes == f"A{HEADER + 1}"
    assert page.auto_filter.ref == f"A{HEADER}:D{HEADER + 2}"


def test_hostile_texts_are_texts(tmp_path: Path) -> None:
    rows: list[tuple[Cell, ...]] = [(text,) for text in HOSTILE]
    target = tmp_path / "b.xlsx"
    page = written(target, long_sheet(rows))["Electors"]
    assert formulas(target) == []
    found = [page.cell(HEADER + 1 + n, 1).value for n in range(len(HOSTILE))]
    assert found == [for_workbook(text) for text in HOSTILE]


def test_what_is_too_long_for_a_page_goes_on_to_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_pages, "ROWS_OF_A_PAGE", 2)
    rows: list[tuple[Cell, ...]] = [(f"L{n}", n) for n in range(5)]
    made = written(tmp_path / "b.xlsx", long_sheet(rows))
    titles = ["Electors", "Electors (2)", "Electors (3)"]
    assert made.sheetnames[1:] == titles
    numbers = [
        row[1].value for title in titles for row in made[title].iter_rows(min_row=HEADER + 1)
    ]
    assert numbers == list(range(5))


def test_a_stopped_workbook_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        assert total == 2 + 5
        if done == 4:
            raise Cancelled

    rows: list[tuple[Cell, ...]] = [(f"L{n}", n) for n in range(5)]
    with pytest.raises(Cancelled):
        write_workbook(tmp_path / "b.xlsx", book(long_sheet(rows)), stop)
    assert list(tmp_path.iterdir()) == []


def test_ten_times_the_rows_take_no_more_memory(tmp_path: Path) -> None:
    def rows(count: int) -> Iterator[tuple[Cell, ...]]:
        return ((f"L{n}", n) for n in range(count))

    peaks = []
    for count in (2_000, 20_000):
        long = LongSheet("Electors", "", COLUMNS[:2], count, rows(count))
        tracemalloc.start()
        write_workbook(tmp_path / "b.xlsx", book(long))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.5
