"""Exports: the workbook and the CSV say what the sheet and the JSON say, cell by cell."""

import csv
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from fractions import Fraction
from io import StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from phonebank.cli import documents
from phonebank.domain.canvass import By
from phonebank.domain.canvass_sheet import canvass_sheet
from phonebank.domain.contest import Affiliate, Candidate, Contest, Section, SectionSize
from phonebank.domain.errors import Cancelled, NotPermitted
from phonebank.domain.hours import ELECTORS_ZONE
from phonebank.domain.permits import Role
from phonebank.domain.sheet import Cell, Mark, Row, Sheet
from phonebank.locations import sample
from phonebank.services.campaigns import create_campaign
from phonebank.services.exporting import canvass_csv_text, export, marked
from phonebank.services.importing import ImportKind, import_file
from phonebank.services.signing_in import sign_in
from phonebank.services.tallying import canvass_table
from phonebank.spreadsheets.writing import FORMULA_SIGNS
from phonebank.store.database import Database
from tests.conftest import MONDAY, Make, copied
from tests.spreadsheets.sheets import formulas

pytestmark = pytest.mark.file

HEADER = 6
NOT_IN_JSON = {"mark", "region", "remark"}


@pytest.fixture(scope="module")
def told_file(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A canvass of three places, with what was reported in 2016 beside it, made once."""
    path = tmp_path_factory.mktemp("told") / "told.phonebank"
    with copied(template, path) as db:
        make = Make(db)
        make.answers("Exeter", 40, Smith=20, Corbyn=12, undecided=3, wont_say=1)
        make.answers("Hove", 20, Smith=2, Corbyn=9)
        make.answers("Eltham", 5, wont_vote=1)
        file = sample("reported_canvasses.csv")
        import_file(db, make.organiser, file, ImportKind.REPORTED, MONDAY)
    return path


@pytest.fixture
def told(told_file: Path, tmp_path: Path) -> Iterator[Database]:
    with copied(told_file, tmp_path / "told.phonebank") as db:
        yield db


@pytest.fixture
def make(told: Database) -> Make:
    return Make(told)


def page_of(path: Path, title: str = "Canvass") -> Any:
    return load_workbook(path)[title]


def rows_of(path: Path, sheet: Sheet) -> Iterator[tuple[Row, dict[str, Any]]]:
    """Each row of the sheet with the values of its row in the workbook, by key."""
    page = page_of(path)
    for number, row in enumerate(sheet.all_rows, start=HEADER + 1):
        gap = row.mark is Mark.TOTAL
        values = [cell.value for cell in page[number + gap]]
        yield row, dict(zip([c.key for c in sheet.columns], values, strict=True))


def as_written(value: Cell) -> Any:
    """What a workbook gives back for a cell of a sheet."""
    if isinstance(value, datetime):
        return value.astimezone(ELECTORS_ZONE).replace(tzinfo=None)
    return pytest.approx(float(value)) if isinstance(value, float | Fraction) else value


@pytest.mark.parametrize("by", list(By))
def test_the_workbook_says_what_the_sheet_says(
    told: Database, make: Make, tmp_path: Path, by: By
) -> None:
    path = export(told, make.organiser, tmp_path / "canvass.xlsx", MONDAY, by).path
    sheet = marked(canvass_sheet(canvass_table(told, make.organiser, MONDAY, by)))
    assert [c.value for c in page_of(path)[HEADER]] == [c.title for c in sheet.columns]
    for row, values in rows_of(path, sheet):
        keys = [column.key for column in sheet.columns]
        cells = dict(zip(keys, map(as_written, row.cells), strict=True))
        if row.mark is Mark.TOTAL:
            cells["place"] = "Total"
        assert values == cells


def test_the_workbook_says_what_the_json_says(told: Database, make: Make, tmp_path: Path) -> None:
    table = canvass_table(told, make.organiser, MONDAY)
    path = export(told, make.organiser, tmp_path / "canvass.xlsx", MONDAY).path
    document = documents.canvass(table)
    expected = [*_flat(document["rows"]), *_national(document["total"]), document["total"]]
    found = list(rows_of(path, marked(canvass_sheet(table))))
    for (row, values), item in zip(found, expected, strict=True):
        check = _check_reported if row.mark is Mark.REPORTED else _check_own
        check(values, item)


def _flat(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield row
        yield from ({**item, "place": row["place"]} for item in row["reported"])


def _national(total: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from ({**item, "place": "Whole country"} for item in total["reported"])


def _check_own(values: Mapping[str, Any], row: Mapping[str, Any]) -> None:
    for key, value in values.items():
        if key in NOT_IN_JSON | {"told"} or (key == "place" and row["place"] is None):
            continue
        said: Any = row
        for step in key.split("."):
            said = said[int(step)] if isinstance(said, list) else (said or {}).get(step)
        if key == "last_call" and said is not None:
            said = datetime.fromisoformat(said).astimezone(ELECTORS_ZONE).replace(tzinfo=None)
        assert value == (pytest.approx(said) if isinstance(said, float) else said), key


def _check_reported(values: Mapping[str, Any], item: Mapping[str, Any]) -> None:
    teller = f", told by {item['told_by']}" if item["told_by"] else ""
    expected = {
        "place": item["place"],
        "told": item["canvasser"] + teller,
        "coverage": item["coverage"],
        "shares.undecided": item["undecided"],
        "lead": item["lead"],
        "verdict": item["verdict"],
        **{f"shares.{short}": share for short, share in item["shares"].items()},
    }
    kept = {key: value for key, value in values.items() if key not in NOT_IN_JSON}
    assert {k: v for k, v in kept.items() if v is not None} == {
        k: pytest.approx(v) if isinstance(v, float) else v
        for k, v in expected.items()
        if v is not None
    }


def test_exeters_figures_are_kept_and_brightons_undecided_is_empty(
    told: Database, make: Make, tmp_path: Path
) -> None:
    path = export(told, make.organiser, tmp_path / "canvass.xlsx", MONDAY).path
    sheet = marked(canvass_sheet(canvass_table(told, make.organiser, MONDAY)))
    reported = {
        values["place"]: values for row, values in rows_of(path, sheet) if row.mark is Mark.REPORTED
    }
    assert reported["Exeter"]["remark"] == "sums to 98"
    assert reported["Brighton, Kemptown"]["shares.undecided"] is None
    assert reported["Brighton, Kemptown"]["remark"].startswith("undecided not given")


def test_the_csv_says_what_the_sheet_says(told: Database, make: Make, tmp_path: Path) -> None:
    sheet = marked(canvass_sheet(canvass_table(told, make.organiser, MONDAY)))
    path = export(told, make.organiser, tmp_path / "canvass.csv", MONDAY).path
    text = path.read_bytes().decode("utf-8-sig")
    assert text == canvass_csv_text(told, make.organiser, MONDAY)
    header, *rows = csv.reader(StringIO(text, newline=""))
    assert header == [column.title for column in sheet.columns]
    for row, cells in zip(sheet.all_rows, rows, strict=True):
        assert cells == [_csv_text(cell) for cell in row.cells]


def _csv_text(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return cell.astimezone(UTC).isoformat()
    if isinstance(cell, float | Fraction):
        return repr(float(cell))
    return "" if cell is None else str(cell)


def test_the_sheets_stand_in_order_and_the_declared_result_is_not_among_them(
    told: Database, make: Make, tmp_path: Path
) -> None:
    make.brought_in(
        ImportKind.RESULT, [{"section": "", "Smith": "193229", "declared_on": "2016-09-24"}]
    )
    path = export(told, make.organiser, tmp_path / "canvass.xlsx", MONDAY).path
    book = load_workbook(path)
    first, last = book.sheetnames[:4], book.sheetnames[-3:]
    assert first == ["Canvass", "Reported", "Sections", "Calls by day"]
    assert last == ["Reach", "About", "Chart figures"]
    assert {"Trend", "Projection"} <= set(book.sheetnames[4:-3])
    values = [cell.value for page in book.worksheets for row in page.iter_rows() for cell in row]
    assert 193229 not in values


def test_what_is_narrowed_is_narrowed_on_every_sheet_of_our_calls(
    told: Database, make: Make, tmp_path: Path
) -> None:
    where = {"constituency": ["Exeter"]}
    path = export(told, make.organiser, tmp_path / "e.xlsx", MONDAY, where=where).path
    for title in ("Canvass", "Sections", "Calls by day"):
        assert "Only the roll of constituency Exeter." in page_of(path, title).cell(4, 1).value
    places = {row[0].value for row in page_of(path).iter_rows(min_row=HEADER + 1, max_row=8)}
    assert places == {"Exeter"}


def test_a_workbook_without_any_answer_has_no_chart(db: Database, tmp_path: Path) -> None:
    path = export(db, sign_in(db), tmp_path / "canvass.xlsx", MONDAY).path
    assert "Chart figures" not in load_workbook(path).sheetnames
    with ZipFile(path) as parts:
        assert [name for name in parts.namelist() if "/charts/" in name] == []


def test_a_stopped_export_leaves_the_old_file_alone(
    told: Database, make: Make, tmp_path: Path
) -> None:
    target = tmp_path / "export" / "canvass.xlsx"
    target.parent.mkdir()
    target.write_bytes(b"the old one")

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        export(told, make.organiser, target, MONDAY, report=stop)
    assert target.read_bytes() == b"the old one"
    assert list(target.parent.iterdir()) == [target]


def test_progress_counts_every_row_once(told: Database, make: Make, tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    target = tmp_path / "canvass.xlsx"
    export(told, make.organiser, target, MONDAY, report=lambda *two: heard.append(two))
    total = heard[-1][1]
    assert heard == [(done, total) for done in range(1, total + 1)]


def test_a_volunteer_may_not_export(told: Database, make: Make, tmp_path: Path) -> None:
    vi = make.caller("Vi", Role.VOLUNTEER)
    with pytest.raises(NotPermitted):
        export(told, vi, tmp_path / "canvass.xlsx", MONDAY)
    with pytest.raises(NotPermitted):
        export(told, vi, tmp_path / "canvass.csv", MONDAY)
    with pytest.raises(NotPermitted):
        canvass_csv_text(told, vi, MONDAY)
    assert not list(tmp_path.glob("canvass.*"))


SIGNS = ("=1+1", "+cmd", "-2", "@x", "\tTAB", "\rCR", "＝3", "#REF!")
HOSTILE = (*SIGNS, "a\x07b", "=" + "x" * 40_000)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Make]:
    """A campaign in which everything that has a name has a hostile one; nobody changes it."""
    contest = Contest(
        name=HOSTILE[0],
        title=HOSTILE[0],
        ballots_open=MONDAY,
        ballots_close=MONDAY,
        candidates=[
            Candidate("=S", "=S", "S", "#0B6E6E", True),
            Candidate("@C", "@C", "C", "#D1495B", False),
        ],
        sections=[Section(text, [SectionSize(1, text, None, True)]) for text in HOSTILE],
        affiliates=[Affiliate(text, text) for text in HOSTILE],
    )
    path = tmp_path_factory.mktemp("hostile") / "hostile.phonebank"
    with closing(create_campaign(path, contest, MONDAY, organiser="=1+1")) as db:
        made = Make(db)
        fill(made)
        yield made


def fill(make: Make) -> None:
    """Roll, callers, calls and reported canvasses under hostile names."""
    for place, name in enumerate(HOSTILE, start=1):
        elector = make.elector(name, section_id=place, affiliate_id=place)
        make.call(elector, "spoke", make.caller(name.strip()), intention="=S")
    words = ("canvasser", "told_by", "words", "source")
    texts = [text for text in HOSTILE if text != "#REF!"]  # an import takes no failed formula
    rows = [{**dict.fromkeys(words, text), "reported_on": "2016-08-19"} for text in texts]
    taken = make.brought_in(ImportKind.REPORTED, [{**row, "places": "-Exeter"} for row in rows])
    assert not taken.rejects


@pytest.mark.parametrize("by", list(By))
def test_no_export_of_hostile_names_holds_a_formula(hostile: Make, tmp_path: Path, by: By) -> None:
    path = export(hostile.db, hostile.organiser, tmp_path / "h.xlsx", MONDAY, by).path
    assert formulas(path) == []
    strings = [c for page in load_workbook(path).worksheets for row in page for c in row if c.value]
    assert {cell.data_type for cell in strings} <= {"s", "n", "d"}
    text = canvass_csv_text(hostile.db, hostile.organiser, MONDAY, by)
    running = [
        cell
        for row in csv.reader(StringIO(text, newline=""))
        for cell in row
        if cell.startswith(FORMULA_SIGNS) and not _is_figure(cell)
    ]
    assert running == []


def _is_figure(text: str) -> bool:
    try:
        return float(text) < 0
    except ValueError:
        return False
