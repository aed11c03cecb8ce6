"""A table on screen over a query in the file: all ids in order, and the rows looked at."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
BEFORE, AFTER = 8, 32  # rows round the one that is looked at that are read with it
MOST_ROWS = 8192  # rows that are kept, so that an hour of scrolling costs no more than a minute
_SHOWN = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class TextColumn(Generic[Row]):
    """A column: its title and what it says of a row; figures stand at the right, largest first."""

    title: str
    words: Callable[[Row], str]
    is_figure: bool = False


class QueryModel(QAbstractTableModel, Generic[Row]):
    """Knows every id from the start; fetches the rows that scroll into view, and some round them.

    `fetch` is given the ids of a page and answers the rows that there are, by id. It is called
    while Qt paints, so some forty rows have to come within 10 ms.
    """

    def __init__(
        self,
        columns: Sequence[TextColumn[Row]],
        fetch: Callable[[Sequence[int]], Mapping[int, Row]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = columns
        self._fetch = fetch
        self._ids: Sequence[int] = ()
        self._rows: dict[int, Row | None] = {}  # by position

    def show_ids(self, ids: Sequence[int]) -> None:
        """Show these rows, in this order; none is fetched before it is looked at."""
        self.beginResetModel()
        self._ids = ids
        self._rows.clear()
        self.endResetModel()

    def ids(self) -> Sequence[int]:
        """All ids in the order shown; not to be changed."""
        return self._ids

    def forget_rows(self) -> None:
        """Fetch again whatever is looked at, after something was written."""
        self._rows.clear()
        if self._ids:
            last = self.index(len(self._ids) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def id_at(self, position: int) -> int:
        return self._ids[position]

    def row_at(self, position: int) -> Row | None:
        """The row, or None if it has been deleted since the ids were read."""
        try:
            return self._rows[position]
        except KeyError:
            self._read_round(position)
            return self._rows[position]

    def words_at(self, position: int, column: int) -> str:
        """What stands in a cell; nothing if the row has been deleted."""
        row = self.row_at(position)
        return "" if row is None else self.columns[column].words(row)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in _SHOWN:
            row = self.row_at(index.row())
            return None if row is None else self.columns[index.column()].words(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self.columns[index.column()])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = self.words_at(index.row(), index.column())
            return f"{self.columns[index.column()].title} {words}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return super().headerData(section, orientation, role)
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.InitialSortOrderRole:
            falling, rising = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder
            return falling if column.is_figure else rising
        return None

    def _read_round(self, position: int) -> None:
        """Read this row and its neighbours; Qt looks at the top row first, then further down."""
        if len(self._rows) > MOST_ROWS:
            self._rows.clear()
        end = min(position + AFTER, len(self._ids))
        wanted = [at for at in range(max(0, position - BEFORE), end) if at not in self._rows]
        rows = self._fetch([self._ids[at] for at in wanted])
        self._rows.update((at, rows.get(self._ids[at])) for at in wanted)


def _alignment(column: TextColumn[Any]) -> Qt.AlignmentFlag:
    return _RIGHT if column.is_figure else _LEFT
