from array import array
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from PySide6.QtCore import QPersistentModelIndex, Qt
from pytestqt.modeltest import ModelTester

from phonebank.domain.canvass_sheet import canvass_sheet
from phonebank.domain.clock import DEMO_EVENING
from phonebank.domain.sheet import Column, Kind, Mark, Row, Sheet, cell_text
from phonebank.gui.models.query_model import MOST_ROWS, QueryModel, TextColumn
from phonebank.gui.models.sheet_model import CELL, COLUMN, MARK, SheetModel, sorted_rows, total_of
from phonebank.services import signing_in, tallying
from phonebank.store.database import Database

FALLING = Qt.SortOrder.DescendingOrder
COLUMNS = [
    Column("place", "Place", Kind.TEXT),
    Column("lead", "Lead", Kind.POINTS),
    Column("told_on", "Told on", Kind.DATE),
]


def small_sheet() -> Sheet:
    own, told = Mark.OWN, Mark.REPORTED
    rows = [
        Row(("Exeter", Fraction(1, 10), None), own),
        Row(("Exeter", Fraction(9, 10), date(2016, 8, 19)), told),
        Row(("Hove", None, None), own),
        Row(("Barnet", Fraction(3, 10), None), own),
        Row(("Barnet", None, date(2016, 8, 1)), told),
        Row(("Barnet", Fraction(2, 10), date(2016, 8, 2)), told),
        Row(("Whole country", Fraction(-6, 100), None), told),
    ]
    return Sheet("Canvass", "Base", COLUMNS, rows, Row(("", Fraction(1, 5), None), Mark.TOTAL))


def shown(model: SheetModel, column: int) -> list[str]:
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_a_sheet_keeps_every_promise_of_a_model(qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(SheetModel(small_sheet()))  # type: ignore[no-untyped-call]


def test_the_screen_says_what_the_sheet_says(sample_db: Database) -> None:
    actor = signing_in.sign_in(sample_db)
    sheet = canvass_sheet(tallying.canvass_table(sample_db, actor, DEMO_EVENING))
    model = SheetModel(sheet)
    for column, about in enumerate(sheet.columns):
        wanted = [cell_text(about.kind, row.cells[column]) for row in sheet.rows]
        assert shown(model, column) == wanted


def test_cells_can_be_had_as_they_are() -> None:
    model = SheetModel(small_sheet())
    assert model.index(0, 1).data(CELL) == Fraction(1, 10)
    assert model.index(1, 1).data(MARK) is Mark.REPORTED
    assert model.headerData(1, Qt.Orientation.Horizontal, COLUMN) == COLUMNS[1]
    align = model.index(0, 1).data(Qt.ItemDataRole.TextAlignmentRole)
    assert align & Qt.AlignmentFlag.AlignRight


def test_sorting_keeps_reported_rows_under_their_place_and_none_last() -> None:
    model = SheetModel(small_sheet())
    model.sort(1, FALLING)
    assert shown(model, 0) == [
        *["Barnet"] * 3,
        *["Exeter"] * 2,
        "Hove",
        "Whole country",
    ]
    model.sort(1, Qt.SortOrder.AscendingOrder)
    assert shown(model, 0)[:2] == ["Exeter", "Exeter"]
    assert shown(model, 0)[-2:] == ["Hove", "Whole country"]


def test_sorting_compares_true_values_not_words() -> None:
    counts = [9, 1000, 80]
    rows = [Row((n,)) for n in counts]
    order = sorted_rows(rows, 0, is_falling=True)
    assert [counts[row] for row in order] == [1000, 80, 9]


def test_reported_rows_alone_are_sorted_each_for_itself() -> None:
    rows = [Row((name, lead), Mark.REPORTED) for name, lead in (("A", 1), ("A", 3), ("B", 2))]
    assert sorted_rows(rows, 1, is_falling=True) == [1, 2, 0]


def test_a_chosen_row_stays_chosen_through_sorting() -> None:
    model = SheetModel(small_sheet())
    chosen = QPersistentModelIndex(model.index(2, 0))
    model.sort(0, FALLING)
    assert chosen.data() == "Hove"
    assert model.sheet_row(chosen.row()) == 2
    assert model.position_of(2) == chosen.row()


def test_the_total_is_a_sheet_of_its_own() -> None:
    model = SheetModel(total_of(small_sheet()))
    assert model.rowCount() == 1
    assert model.index(0, 1).data() == "+20"
    assert model.index(0, 0).data(MARK) is Mark.TOTAL


def test_a_query_fetches_only_the_page_that_is_looked_at(qtmodeltester: ModelTester) -> None:
    asked: list[int] = []

    def fetch(ids: Sequence[int]) -> Mapping[int, str]:
        asked.append(len(ids))
        return {n: f"elector {n}" for n in ids if n != 449}

    model: QueryModel[str] = QueryModel([TextColumn("Name", str.title)], fetch)
    model.show_ids(range(450))
    assert model.rowCount() == 450
    assert asked == []
    assert model.index(430, 0).data() == "Elector 430"
    assert model.index(440, 0).data() == "Elector 440"
    assert asked == [8 + 20]  # some above, and what is left below
    assert model.index(449, 0).data() is None  # deleted since the ids were read
    assert model.id_at(430) == 430
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]


def test_a_screen_reader_hears_a_lead_with_its_margin(sample_db: Database) -> None:
    actor = signing_in.sign_in(sample_db)
    sheet = canvass_sheet(tallying.canvass_table(sample_db, actor, DEMO_EVENING))
    model, heard = SheetModel(sheet), Qt.ItemDataRole.AccessibleTextRole
    assert model.index(0, sheet.position("lead")).data(heard) == "Lead +24 margin ±38"
    assert SheetModel(total_of(sheet)).index(0, 0).data(heard) == "Total of our own calls"


def counting(rows: int) -> tuple[QueryModel[str], list[int]]:
    """A model of so many rows, and every id it has asked for."""
    asked: list[int] = []

    def fetch(ids: Sequence[int]) -> Mapping[int, str]:
        asked.extend(ids)
        return {n: f"elector {n}" for n in ids}

    columns = [TextColumn("Name", str.title), TextColumn("Letters", len_of, is_figure=True)]
    model: QueryModel[str] = QueryModel(columns, fetch)
    model.show_ids(array("q", range(rows)))
    return model, asked


def len_of(row: str) -> str:
    return str(len(row))


def test_no_row_is_read_twice_while_it_is_kept() -> None:
    model, asked = counting(1000)
    for position in [*range(0, 400), *range(399, -1, -1)]:
        assert model.words_at(position, 0) == f"Elector {position}"
    assert len(asked) == len(set(asked))


def test_an_hour_of_scrolling_keeps_few_rows() -> None:
    model, asked = counting(3 * MOST_ROWS)
    for position in range(3 * MOST_ROWS):
        model.row_at(position)
    before = len(asked)
    model.row_at(0)
    assert len(asked) > before  # the first rows were let go meanwhile


def test_rows_are_read_again_after_they_were_forgotten() -> None:
    model, asked = counting(10)
    assert model.words_at(3, 1) == "9"
    model.forget_rows()
    assert model.words_at(3, 1) == "9"
    assert asked == [*range(10), *range(10)]


def test_figures_stand_at_the_right_and_sort_from_the_largest() -> None:
    model, _ = counting(3)
    across, role = Qt.Orientation.Horizontal, Qt.ItemDataRole
    assert model.index(0, 1).data(role.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert model.headerData(1, across, role.InitialSortOrderRole) == FALLING
    assert model.headerData(0, across, role.InitialSortOrderRole) != FALLING
    assert model.headerData(1, across) == "Letters"


def test_a_screen_reader_hears_a_cell_with_its_column() -> None:
    model, _ = counting(3)
    assert model.index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Name Elector 2"
