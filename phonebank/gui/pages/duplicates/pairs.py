"""The list of pairs to decide: two lines for each, the names and why they may be one person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QRectF, Qt
from PySide6.QtWidgets import QHeaderView, QWidget

from phonebank.gui.pages.duplicates.words import names_line, why_line
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.row_table import MARGIN, RowDelegate, RowTable
from phonebank.gui.widgets.shapes import paint_words
from phonebank.gui.widgets.theme import theme_now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPersistentModelIndex
    from PySide6.QtGui import QPainter

    from phonebank.domain.duplicates import DuplicatePair

ROW = 48
_TOP, _LINE = 5, 19


class PairsModel(QAbstractTableModel):
    """One column, a row for each pair; decided ones are taken out and may be put back."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pairs: list[DuplicatePair] = []

    def show(self, pairs: Sequence[DuplicatePair]) -> None:
        self.beginResetModel()
        self.pairs = list(pairs)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.pairs)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else 1

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if not index.isValid():
            return None
        pair = self.pairs[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return names_line(pair)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{names_line(pair)}\n{why_line(pair)}"
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return why_line(pair)
        return None


class PairDelegate(RowDelegate):
    """The names over the reason."""

    def paint_cell(
        self, painter: QPainter, box: QRectF, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, model = theme_now(), index.model()
        upper = QRectF(box.left() + MARGIN, box.top() + _TOP, box.width() - 2 * MARGIN, _LINE)
        reason = model.data(index, Qt.ItemDataRole.AccessibleDescriptionRole)
        paint_words(painter, upper, model.data(index), fonts.strong(), theme.text)
        paint_words(painter, upper.translated(0, _LINE), reason, fonts.tick(), theme.text3)


class PairTable(RowTable):
    """The pairs, as wide as there is room for."""

    def __init__(self, model: PairsModel, parent: QWidget | None = None) -> None:
        super().__init__("Electors who may be one person", parent)
        self.setModel(model)
        self.setItemDelegate(PairDelegate(self))
        self.horizontalHeader().setVisible(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setAccessibleName("The pairs")
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setToolTip("Up and down choose a pair, 1, 2 and 3 decide it")
