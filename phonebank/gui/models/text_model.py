"""Rows of plain words as a table, some cells of which are marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
MARKED = Qt.ItemDataRole.UserRole + 4  # whether the cell is the one at fault
_WORDS = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class TextRow:
    """Cells of one row, and which of them is at fault: -1 for none."""

    cells: Sequence[str]
    marked: int = -1


class TextModel(QAbstractTableModel):
    """Shows what it is handed; `figures` are columns whose words stand at the right."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._titles: Sequence[str] = ()
        self._rows: Sequence[TextRow] = ()
        self._figures: frozenset[int] = frozenset()

    def show(
        self, titles: Sequence[str], rows: Sequence[TextRow], figures: Sequence[int] = ()
    ) -> None:
        """Show these rows under these titles; missing cells are empty."""
        self.beginResetModel()
        self._titles, self._rows, self._figures = titles, rows, frozenset(figures)
        self.endResetModel()

    def texts(self) -> list[list[str]]:
        """All that is shown, a list for each row."""
        return [list(row.cells) for row in self._rows]

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role in _WORDS:
            return row.cells[column] if column < len(row.cells) else ""
        if role == Qt.ItemDataRole.ToolTipRole:
            return _plain(row.cells[column]) if column < len(row.cells) else None
        if role == MARKED:
            return row.marked == column
        return self._alignment(column, role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= len(self._titles):
            return super().headerData(section, orientation, role)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        return self._alignment(section, role)

    def _alignment(self, column: int, role: int) -> Any:
        is_figure = role == Qt.ItemDataRole.TextAlignmentRole and column in self._figures
        return _RIGHT if is_figure else None


def _plain(words: str) -> str:
    """Words for a tooltip, which would take a tag for one."""
    return f"<qt>{escape(words)}</qt>" if "<" in words else words
