"""One canvass, many files: every figure is the same, and no hostile text does anything."""

import csv
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from html.parser import HTMLParser
from io import TextIOWrapper
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QApplication

from phonebank.cli.documents_of_reports import copy as document_of
from phonebank.domain.contest import Affiliate, Candidate, Contest, Section, SectionSize
from phonebank.domain.hours import local
from phonebank.domain.sheet import Cell, Mark, Row, Sheet, cell_text
from phonebank.gui.printing.report_files import content_of
from phonebank.locations import sample
from phonebank.services.campaigns import create_campaign
from phonebank.services.exporting import export
from phonebank.services.freezing import freeze
from phonebank.services.gathering import marked
from phonebank.services.importing import ImportKind, import_file
from phonebank.services.report_pages import CanvassReport, canvass_report
from phonebank.spreadsheets.plain_text import sheet_title
from phonebank.store.database import Database
from tests.browser import converted, dom_of, fonts_of, printed, words_of
from tests.conftest import MONDAY, Make
from tests.spreadsheets.sheets import HOSTILE, formulas

pytestmark = pytest.mark.file

HEADER = 6


@pytest.fixture
def told(db: Database, make: Make) -> Database:
    """A canvass of three places, with what was reported in 2016 beside it."""
    make.answers("Exeter", 40, Smith=20, Corbyn=12, undecided=3, wont_say=1)
    make.answers("Hove", 20, Smith=2, Corbyn=9)
    make.answers("Eltham", 5, wont_vote=1)
    for name, kind in (
        ("reported_canvasses.csv", ImportKind.REPORTED),
        ("outside_polls.csv", ImportKind.POLLS),
        ("endorsements.csv", ImportKind.ENDORSEMENTS),
    ):
        import_file(db, make.organiser, sample(name), kind, MONDAY)
    return db


class Page(HTMLParser):
    """The tables of a page as lists of rows of cells: what is shown, and the exact figure."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tables: dict[str, list[list[tuple[str, str | None]]]] = {}
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._rows: list[list[tuple[str, str | None]]] = []
        self._cell: str | None = None
        self._exact: str | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append((tag, given))
        if tag == "table":
            self._rows = self.tables.setdefault(given["aria-label"] or "", [])
        elif tag == "tr":
            self._rows.append([])
        elif tag in {"td", "th"}:
            self._cell, self._exact = "", given.get("data-v")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"} and self._cell is not None:
            self._rows[-1].append((self._cell, self._exact))
            self._cell = None

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell += data


def shown(sheet: Sheet) -> Iterator[list[str]]:
    """Each row as people read it; the total has a name."""
    for row in sheet.all_rows:
        cells = (row.cells[0] or "Total", *row.cells[1:]) if row.mark is Mark.TOTAL else row.cells
        yield [cell_text(c.kind, v) for c, v in zip(sheet.columns, cells, strict=True)]


def exact(cell: Cell) -> Any:
    """The figure that a file holds for a cell: JSON's number, a local time without its zone."""
    if isinstance(cell, float | Fraction):
        return pytest.approx(float(cell), abs=1e-12)
    if isinstance(cell, datetime):
        return local(cell).replace(tzinfo=None)
    return datetime(cell.year, cell.month, cell.day) if isinstance(cell, date) else cell


def rows_of_page(page: Any, sheet: Sheet) -> Iterator[tuple[Row, list[Any]]]:
    for number, row in enumerate(sheet.all_rows, start=HEADER + 1):
        found = [cell.value for cell in page[number + (row.mark is Mark.TOTAL)]]
        yield row, found[: len(sheet.columns)]


def check_workbook(path: Path, sheets: list[Sheet]) -> None:
    book = load_workbook(path)
    taken: set[str] = set()
    for sheet in sheets:
        page = book[sheet_title(sheet.title, taken)]
        assert [cell.value for cell in page[HEADER]][: len(sheet.columns)] == [
            column.title for column in sheet.columns
        ]
        for row, found in rows_of_page(page, sheet):
            wanted = [exact(cell) for cell in row.cells]
            if row.mark is Mark.TOTAL:
                wanted[0] = wanted[0] or "Total"
            assert [None if it == "" else it for it in found] == [
                None if it == "" else it for it in wanted
            ], sheet.title


def test_workbook_csv_and_json_hold_what_was_frozen_cell_by_cell(
    told: Database, make: Make, tmp_path: Path
) -> None:
    book = export(told, make.organiser, tmp_path / "all.xlsx", MONDAY)
    texts = export(told, make.organiser, tmp_path / "all.zip", MONDAY)
    assert book.copy.given == texts.copy.given
    sheets = list(book.copy.given.sheets)
    assert len(sheets) > 5
    check_workbook(book.path, sheets)
    check_csvs(texts.path, sheets)
    for sheet, document in zip(sheets, document_of(book.copy)["sheets"], strict=True):
        rows = [*document["rows"], *([document["total"]] if document["total"] else [])]
        assert [row["cells"] for row in rows] == [
            [as_json(cell) for cell in row.cells] for row in sheet.all_rows
        ]


def as_json(cell: Cell) -> Any:
    if isinstance(cell, datetime):
        return cell.astimezone(UTC).isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return float(cell) if isinstance(cell, float | Fraction) else cell


def check_csvs(path: Path, sheets: list[Sheet]) -> None:
    with ZipFile(path) as archive:
        names = archive.namelist()
        for name, sheet in zip(names, sheets, strict=False):
            with archive.open(name) as file:
                header, *rows = csv.reader(TextIOWrapper(file, "utf-8-sig", newline=""))
            assert header == [column.title for column in sheet.columns]
            assert rows == [[as_text(cell) for cell in row.cells] for row in sheet.all_rows]
    assert names[-1].endswith("Bases and caveats.csv")


def as_text(cell: Cell) -> str:
    value = as_json(cell)
    return "" if value is None else str(value)


def made_report(
    db: Database, make: Make, places: tuple[str, ...] = ("Exeter", "Hove")
) -> CanvassReport:
    return canvass_report(db, make.organiser, MONDAY, places)


def write(db: Database, make: Make, report: CanvassReport, path: Path) -> Path:
    kept = freeze(db, make.organiser, report.given, MONDAY).value
    path.write_bytes(content_of(path, report, kept))
    return path


@pytest.mark.parametrize("places", [(), ("Exeter", "Hove")], ids=["all", "two places"])
def test_the_page_shows_every_cell_and_holds_its_exact_figure(
    qapp: QApplication, told: Database, make: Make, tmp_path: Path, places: tuple[str, ...]
) -> None:
    report = made_report(told, make, places)
    text = write(told, make, report, tmp_path / "canvass.html").read_text("utf-8")
    tables = Page(text).tables
    wanted = [marked(report.sheet), *(it.sheet for it in report.findings)]
    for sheet in wanted:
        header, *rows = tables[sheet.title]
        assert [title for title, _ in header] == [column.title for column in sheet.columns]
        assert [[text for text, _ in row] for row in rows] == list(shown(sheet))
        for row, cells in zip(sheet.all_rows, rows, strict=True):
            figures = [(c, v) for c, (_, v) in zip(row.cells, cells, strict=True) if v is not None]
            for cell, value in figures:
                if isinstance(cell, int | float | Fraction):
                    assert float(value) == float(cell)


def test_the_paper_shows_every_figure_with_base_caveat_and_number_on_each_page(
    qapp: QApplication, told: Database, make: Make, tmp_path: Path
) -> None:
    report = made_report(told, make)
    pdf = write(told, make, report, tmp_path / "report.pdf")
    words = words_of(pdf)
    pages = [page for page in words.split("\f") if page.strip()]
    for number, page in enumerate(pages, start=1):
        said = " ".join(page.split())
        assert f"Page {number} of {len(pages)}" in said
        assert "Electors on the roll, each once, by their latest answer." in said
        assert "read a share with its coverage and its bounds" in said
        assert "Copy 1, " in said
    flat = re.sub(r"\s+", "", words)
    brief = [place for place, column in enumerate(report.sheet.columns) if column.brief]
    for row in shown(report.sheet):
        for place in brief:
            for word in row[place].split():
                assert re.sub(r"\s+", "", word) in flat
    for page_of_place in report.places:
        own = next(iter(shown(page_of_place.sheet)))
        for value in own:
            for word in value.split():
                assert re.sub(r"\s+", "", word) in flat


def test_every_font_is_in_the_file(
    qapp: QApplication, told: Database, make: Make, tmp_path: Path
) -> None:
    pdf = write(told, make, made_report(told, make), tmp_path / "report.pdf")
    fonts = fonts_of(pdf)
    assert fonts
    assert {row[3] for row in fonts} == {"yes"}


def test_the_page_lets_nothing_in_and_asks_nobody(
    qapp: QApplication, told: Database, make: Make, tmp_path: Path
) -> None:
    page = write(told, make, made_report(told, make), tmp_path / "canvass.html")
    text = page.read_text("utf-8")
    parsed = Page(text)
    [policy] = [a["content"] for t, a in parsed.tags if a.get("http-equiv")]
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    outside = {"src", "href", "action", "data", "xlink:href", "style"} | {"onclick", "onload"}
    assert all(
        value is None or value.startswith("#")
        for _, given in parsed.tags
        for name, value in given.items()
        if name in outside
    )
    assert "http://" not in text.replace("http://www.w3.org/", "")
    assert "https://" not in text


def test_a_browser_opens_the_page_and_sorts_it(
    qapp: QApplication, told: Database, make: Make, tmp_path: Path
) -> None:
    """The one change is that a press is made for us; the policy is told of it."""
    page = write(told, make, made_report(told, make, ()), tmp_path / "canvass.html")
    before = places_in(page.read_text("utf-8"))
    assert before == sorted(before)
    for presses, wanted in ((1, True), (2, False)):
        pressed = tmp_path / f"pressed{presses}.html"
        pressed.write_text(with_presses(page.read_text("utf-8"), "Roll", presses), "utf-8")
        rolls = column_in(dom_of(pressed), "Roll")
        figures = [float(it) for it in rolls if it is not None]
        assert figures == sorted(figures, reverse=wanted)
        assert set(rolls[len(figures) :]) <= {None}
        assert len(figures) >= 3


def test_a_long_remark_makes_no_row_tall_and_places_stay_in_sight(
    qapp: QApplication, told: Database, make: Make, tmp_path: Path
) -> None:
    page = write(told, make, made_report(told, make, ()), tmp_path / "canvass.html")
    assert "undecided not given, one figure for" in page.read_text("utf-8")
    measured = tmp_path / "measured.html"
    measured.write_text(with_script(page.read_text("utf-8"), MEASURE), "utf-8")
    said = re.search("<title>([^<]*)</title>", dom_of(measured))
    assert said is not None
    tallest, scrolled, gone = map(float, said[1].split())
    assert tallest <= 2 * 13 * 1.45 + 9
    assert scrolled > 100
    assert gone == 0


MEASURE = (
    "const w=document.querySelector('.wide'),t=w.querySelector('tbody');w.scrollLeft=300;"
    "const left=t.querySelector('td').getBoundingClientRect().left-w.getBoundingClientRect().left;"
    "document.title=[Math.max(...[...t.rows].map(r=>r.getBoundingClientRect().height)),"
    "w.scrollLeft,left].join(' ');"
)


def test_on_paper_a_title_is_on_the_page_of_its_chart(
    qapp: QApplication, told: Database, make: Make, tmp_path: Path
) -> None:
    report = made_report(told, make, ())
    page = write(told, make, report, tmp_path / "canvass.html")
    paper = words_of(printed(page, tmp_path / "printed.pdf")).split("\f")
    flat = [re.sub(r"\s+", "", words) for words in paper]
    for finding in report.findings:
        together = [re.sub(r"\s+", "", it) for it in (finding.found.base, finding.found.caveat)]
        assert any(all(it in words for it in together) for words in flat), finding.sheet.title


def with_presses(text: str, title: str, times: int) -> str:
    """The page with a script that presses the title of a column when all is there."""
    return with_script(
        text,
        "document.querySelectorAll('table.sorts')[0].querySelectorAll('th [role=button]').forEach("
        f"function(b){{if(b.textContent==='{title}'){{" + "b.click();" * times + "}});",
    )


def with_script(text: str, press: str) -> str:
    """The page with one script more; the policy is told of it."""
    import base64
    import hashlib

    allowed = base64.b64encode(hashlib.sha256(press.encode()).digest()).decode()
    text = text.replace("script-src ", f"script-src 'sha256-{allowed}' ", 1)
    return text.replace("</body>", f"<script>{press}</script></body>")


def places_in(text: str) -> list[str]:
    _, *rows = Page(text).tables["Canvass"]
    return [row[0][0] for row in rows if row[0][0] not in {"Whole country", "Total"}]


def column_in(text: str, title: str) -> list[str | None]:
    header, *rows = Page(text).tables["Canvass"]
    place = [shown for shown, _ in header].index(title)
    return [row[place][1] for row in rows if row[0][0] != "Total"]


@pytest.mark.filterwarnings(
    "ignore:.*extension is not supported"
)  # what LibreOffice adds of its own
def test_libreoffice_recalculates_to_the_same_values(
    told: Database, make: Make, tmp_path: Path
) -> None:
    made = export(told, make.organiser, tmp_path / "all.xlsx", MONDAY)
    again = converted(made.path, tmp_path / "again", "xlsx")
    check_workbook(again, list(made.copy.given.sheets))


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[Make]:
    """A campaign in which every text is hostile."""
    texts = [text for text in (*HOSTILE, *MARKUP) if len(text) < 1000 and text.isprintable()]
    contest = Contest(
        name=MARKUP[0],
        title=MARKUP[0],
        ballots_open=MONDAY,
        ballots_close=MONDAY,
        candidates=[
            Candidate("=S", "=S", "S", "#0B6E6E", True),
            Candidate(MARKUP[1], "@C", "C", "#D1495B", False),
        ],
        sections=[Section(text, [SectionSize(1, text, None, True)]) for text in texts],
        affiliates=[Affiliate(text, text) for text in texts],
    )
    db = create_campaign(tmp_path / "hostile.phonebank", contest, MONDAY, organiser=MARKUP[0])
    make = Make(db)
    for place, name in enumerate(texts, start=1):
        elector = make.elector(name, section_id=place, affiliate_id=place)
        make.call(elector, "spoke", make.caller(name.strip()), intention="=S")
    yield make
    db.close()


MARKUP = (
    "<script>document.title='ran'</script>",
    "<img src=x onerror=alert(1)>",
    "</table></body><script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "&lt;b&gt;",
    "javascript:alert(1)",
)


def test_hostile_text_is_only_text_on_the_page(
    qapp: QApplication, hostile: Make, tmp_path: Path
) -> None:
    report = made_report(hostile.db, hostile, ())
    path = write(hostile.db, hostile, report, tmp_path / "h.html")
    text = path.read_text("utf-8")
    parsed = Page(text)
    tags = [tag for tag, _ in parsed.tags]
    assert (tags.count("script"), tags.count("img")) == (1, 0)
    assert not [a for _, given in parsed.tags for a in given if a.startswith("on")]
    header = [title for title, _ in parsed.tables["Canvass"][0]]
    assert MARKUP[1] in header


def test_a_browser_runs_nothing_that_was_imported(
    qapp: QApplication, hostile: Make, tmp_path: Path
) -> None:
    report = made_report(hostile.db, hostile, ())
    path = write(hostile.db, hostile, report, tmp_path / "h.html")
    title = re.search(r"<title>(.*?)</title>", dom_of(path))
    assert title is not None
    assert title[1].startswith("Canvass: &lt;script&gt;")


def test_no_cell_of_hostile_text_runs_in_any_file(hostile: Make, tmp_path: Path) -> None:
    book = export(hostile.db, hostile.organiser, tmp_path / "h.xlsx", MONDAY)
    assert formulas(book.path) == []
    texts = export(hostile.db, hostile.organiser, tmp_path / "h.zip", MONDAY)
    with ZipFile(texts.path) as archive:
        for name in archive.namelist():
            with archive.open(name) as file:
                rows = list(csv.reader(TextIOWrapper(file, "utf-8-sig", newline="")))
            signs = ("=", "+", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
            assert not [cell for row in rows for cell in row if cell.startswith(signs)]


def test_days_on_which_nobody_stated_fill_no_paper(
    qapp: QApplication, make: Make, tmp_path: Path
) -> None:
    """Neither the report nor the page; the tables that are kept have them all."""
    for days in (0, 3):
        elector = make.elector(place="Exeter")
        make.call(elector, "spoke", now=MONDAY - timedelta(days=days), intention="Smith")
    report = made_report(make.db, make, ("Exeter",))
    page = write(make.db, make, report, tmp_path / "exeter.html").read_text("utf-8")
    paper = words_of(write(make.db, make, report, tmp_path / "exeter.pdf"))
    (trend,) = [it.sheet for it in report.places[0].findings if it.sheet.title == "Trend"]
    assert len(trend.rows) == 4
    assert len(Page(page).tables["Trend"]) == 3
    for said in (page, paper):
        assert "Left out: 2 days on which nobody stated." in " ".join(said.split())
