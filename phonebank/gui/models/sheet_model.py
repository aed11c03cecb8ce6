"""A finished sheet of figures as a table: its own text, sorted by its true values."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from phonebank.domain.sheet import Cell, Column, Kind, Mark, Row, Sheet, cell_text

Index = QModelIndex | QPersistentModelIndex

CELL = Qt.ItemDataRole.UserRole + 1  # the cell as it is, before it is written
MARK = Qt.ItemDataRole.UserRole + 2  # the Mark of its row
COLUMN = Qt.ItemDataRole.UserRole + 3  # of a header: its Column

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class SheetModel(QAbstractTableModel):
    """Shows the rows of a sheet, not its total. A place's reported rows stay under its own row."""

    def __init__(self, sheet: Sheet, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._order = list(range(len(sheet.rows)))
        self._at = {column.key: at for at, column in enumerate(sheet.columns)}
        self._written: dict[tuple[int, int], str] = {}  # by row and column of the sheet

    @property
    def sheet(self) -> Sheet:
        """What is shown, in the order in which it was made."""
        return self._sheet

    def show(self, sheet: Sheet) -> None:
        """Show another sheet, in its own order."""
        self.beginResetModel()
        self._sheet = sheet
        self._order = list(range(len(sheet.rows)))
        self._at = {column.key: at for at, column in enumerate(sheet.columns)}
        self._written.clear()
        self.endResetModel()

    def sheet_row(self, position: int) -> int:
        """The index in `sheet.rows` of the row shown at `position`."""
        return self._order[position]

    def position_of(self, sheet_row: int) -> int:
        """Where the row with this index in `sheet.rows` is shown."""
        return self._order.index(sheet_row)

    def said(self, position: int, key: str) -> str:
        """What the row shown at `position` says in the column with this key."""
        return self.text(position, self._at[key])

    def text(self, position: int, column: int) -> str:
        """A cell of the row shown at `position`, written once: every paint asks for it again."""
        row = self._order[position]
        known = self._written.get((row, column))
        if known is None:
            kind, cell = self._sheet.columns[column].kind, self._sheet.rows[row].cells[column]
            known = self._written[row, column] = cell_text(kind, cell)
        return known

    def mark(self, position: int) -> Mark:
        """What the row shown at `position` is."""
        return self._sheet.rows[self._order[position]].mark

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._sheet.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), index.column())
        row = self._sheet.rows[self._order[index.row()]]
        column = self._sheet.columns[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(self._sheet, row, index.column())
        return _datum(column, row, row.cells[index.column()], role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= len(self._sheet.columns):
            return super().headerData(section, orientation, role)
        column = self._sheet.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.InitialSortOrderRole:
            return _first_order(column)
        return column if role == COLUMN else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by true values, None last; a column below nought gives the sheet's own order."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        kept = [self._order[index.row()] for index in before]
        is_falling = order == Qt.SortOrder.DescendingOrder
        self._order = sorted_rows(self._sheet.rows, column, is_falling=is_falling)
        place = {row: position for position, row in enumerate(self._order)}
        after = [
            self.index(place[row], index.column()) for row, index in zip(kept, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()


def total_of(sheet: Sheet) -> Sheet:
    """The total of a sheet as a sheet of that one row."""
    rows = [sheet.total] if sheet.total else []
    return Sheet(sheet.title, sheet.base, sheet.columns, rows)


def sorted_rows(rows: Sequence[Row], column: int, *, is_falling: bool = False) -> list[int]:
    """Indexes of `rows` by their cells in `column`, None last either way.

    What was reported of a place moves with the place's own row; what was reported of no row of
    ours, as for the whole country, stays below.
    """
    groups = _grouped(rows)
    if column < 0:
        return [row for group in groups for row in group]
    cells = {group[0]: rows[group[0]].cells[column] for group in groups}
    known = [group for group in groups if cells[group[0]] is not None]
    unknown = [group for group in groups if cells[group[0]] is None]
    known.sort(key=lambda group: _comparable(cells[group[0]]), reverse=is_falling)
    has_own = any(row.mark is Mark.OWN for row in rows)
    ordered = [*known, *unknown]
    ordered.sort(key=lambda group: has_own and rows[group[0]].mark is not Mark.OWN)
    return [row for group in ordered for row in group]


def _grouped(rows: Sequence[Row]) -> list[list[int]]:
    groups: list[list[int]] = []
    for position, row in enumerate(rows):
        if groups and _belongs(row, rows[groups[-1][0]]):
            groups[-1].append(position)
        else:
            groups.append([position])
    return groups


def _belongs(row: Row, leader: Row) -> bool:
    is_beneath = row.mark is Mark.REPORTED and leader.mark is Mark.OWN
    return is_beneath and row.cells[:1] == leader.cells[:1]


def _comparable(cell: Cell) -> Any:
    if isinstance(cell, Fraction):
        return float(cell)  # equal ones stay equal, and comparing takes a tenth of the time
    return cell.casefold() if isinstance(cell, str) else cell


def _alignment(column: Column) -> Qt.AlignmentFlag:
    return _RIGHT if column.kind.is_figure else _LEFT


def _first_order(column: Column) -> Qt.SortOrder:
    """Names from A, figures from the largest."""
    is_figure = column.kind.is_figure
    return Qt.SortOrder.DescendingOrder if is_figure else Qt.SortOrder.AscendingOrder


def spoken(sheet: Sheet, row: Row, section: int) -> str:
    """A cell as a screen reader says it, with its column: a lead is never heard alone."""
    column, cell = sheet.columns[section], row.cells[section]
    if column.key == "place" and cell is None:
        return "Total of our own calls"
    words = [column.title, cell_text(column.kind, cell)]
    if column.key == "lead" and cell is not None:
        beside = zip(sheet.columns, row.cells, strict=True)
        words += ["margin " + cell_text(c.kind, m) for c, m in beside if c.kind is Kind.MARGIN]
    return " ".join(words)


def _datum(column: Column, row: Row, cell: Cell, role: int) -> Any:
    if role == Qt.ItemDataRole.TextAlignmentRole:
        return _alignment(column)
    if role == Qt.ItemDataRole.ToolTipRole:
        return cell if isinstance(cell, str) else None
    return {CELL: cell, MARK: row.mark}.get(int(role))
