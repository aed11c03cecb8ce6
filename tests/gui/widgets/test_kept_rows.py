"""Rows are painted once for as long as they look alike, and never so many that keys wait."""

import pytest
from PySide6.QtCore import QModelIndex, QRectF
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from phonebank.gui.models.sheet_model import Index
from phonebank.gui.models.text_model import TextModel, TextRow
from phonebank.gui.widgets.kept_rows import KeptRows
from phonebank.gui.widgets.row_table import RowDelegate, RowTable
from phonebank.gui.widgets.theme import DARK, current_theme

ROWS = [TextRow([f"Place {n}", str(n)]) for n in range(30)]


class Counting(RowDelegate):
    """Knows which rows it painted."""

    def __init__(self, view: RowTable) -> None:
        super().__init__(view)
        self.rows: list[int] = []

    def paint_cell(self, painter: QPainter, box: QRectF, index: QModelIndex | Index) -> None:
        if index.column() == 0:
            self.rows.append(index.row())
        super().paint_cell(painter, box, index)

    def since(self) -> list[int]:
        rows, self.rows = self.rows, []
        return sorted(rows)


def dressed(qtbot: QtBot, table: RowTable) -> Counting:
    model, delegate = TextModel(table), Counting(table)
    model.show(["Place", "Calls"], ROWS, [1])
    table.setModel(model)
    table.setItemDelegate(delegate)
    table.resize(400, 300)
    qtbot.addWidget(table)
    with qtbot.waitExposed(table):
        table.show()
    return delegate


@pytest.fixture
def table(qtbot: QtBot) -> KeptRows:
    return KeptRows("Places")


@pytest.fixture
def painted(qtbot: QtBot, table: KeptRows) -> Counting:
    delegate = dressed(qtbot, table)
    qtbot.waitUntil(lambda: seen(table) <= set(delegate.rows))
    delegate.since()
    return delegate


def seen(table: RowTable) -> set[int]:
    return set(range(table.rowAt(table.viewport().height() - 1) + 1))


def image(table: RowTable) -> QImage:
    return table.viewport().grab().toImage()


def test_a_row_that_looks_alike_is_not_painted_again(table: KeptRows, painted: Counting) -> None:
    table.viewport().repaint()
    assert painted.since() == []


def test_choosing_paints_the_row_that_is_chosen(table: KeptRows, painted: Counting) -> None:
    table.choose_row(2)
    table.viewport().repaint()
    assert 2 in painted.since()
    table.choose_row(4)
    table.viewport().repaint()
    assert painted.since() == [4]  # row 2 looks again as it did before


def test_scrolling_paints_what_was_not_to_be_seen(table: KeptRows, painted: Counting) -> None:
    before = seen(table)
    table.verticalScrollBar().setValue(36)
    table.viewport().repaint()
    assert painted.since() == [max(before) + 1]


def test_other_words_other_columns_and_another_theme_are_painted(
    qtbot: QtBot, table: KeptRows, painted: Counting
) -> None:
    model = table.model()
    assert isinstance(model, TextModel)
    model.show(["Place", "Calls"], ROWS[::-1], [1])
    qtbot.waitUntil(lambda: seen(table) <= set(painted.rows))
    painted.since()
    table.setColumnWidth(0, 160)
    qtbot.waitUntil(lambda: seen(table) <= set(painted.rows))
    painted.since()
    current_theme.show(DARK)
    table.viewport().update()
    qtbot.waitUntil(lambda: seen(table) <= set(painted.rows))


def test_rows_for_which_a_turn_has_no_time_come_in_later_turns(
    qtbot: QtBot, table: KeptRows
) -> None:
    table.at_once = 0.0
    delegate = dressed(qtbot, table)
    table.viewport().repaint()
    assert len(set(delegate.rows)) < len(seen(table))
    qtbot.waitUntil(lambda: seen(table) <= set(delegate.rows))
    assert delegate.rows == list(dict.fromkeys(delegate.rows))  # and each of them once


def test_it_looks_as_a_table_that_keeps_nothing(
    qtbot: QtBot, table: KeptRows, painted: Counting
) -> None:
    plain = RowTable("Places")
    dressed(qtbot, plain)
    for each in (table, plain):
        each.choose_row(3)
        each.verticalScrollBar().setValue(50)
    qtbot.waitUntil(lambda: image(table) == image(plain))
