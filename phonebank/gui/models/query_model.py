"""A table on screen over a query in the file."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
PAGE = 200


class QueryModel(QAbstractTableModel, Generic[Row]):
    """Knows every id from the start; fetches the rows that scroll into view, a page at a time."""

    def __init__(
        self,
        columns: Mapping[str, Callable[[Row], str]],
        fetch: Callable[[Sequence[int]], Mapping[int, Row]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._titles, self._texts = list(columns), list(columns.values())
        self._fetch = fetch
        self._ids: Sequence[int] = ()
        self._rows: dict[int, Row] = {}

    def show_ids(self, ids: Sequence[int]) -> None:
        """Show these rows, in this order; none is fetched before it is looked at."""
        self.beginResetModel()
        self._ids, self._rows = ids, {}
        self.endResetModel()

    def id_at(self, position: int) -> int:
        return self._ids[position]

    def row_at(self, position: int) -> Row | None:
        """The row, or None if it has been deleted since the ids were read."""
        wanted = self._ids[position]
        if wanted not in self._rows:
            start = position - position % PAGE
            self._rows.update(self._fetch(self._ids[start : start + PAGE]))
        return self._rows.get(wanted)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in {
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
        }:
            return None
        row = self.row_at(index.row())
        return None if row is None else self._texts[index.column()](row)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        return super().headerData(section, orientation, role)
