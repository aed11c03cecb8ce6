"""A table that is sorted by its header: by a click, or by Alt with an arrow."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent
from PySide6.QtWidgets import QHeaderView, QToolTip, QWidget

from phonebank.gui.widgets.row_table import RowTable
from phonebank.gui.widgets.table_header import TableHeader

SORTING = "Alt+Left and Alt+Right choose the column, Alt+Up and Alt+Down the order"


class SortedHeader(TableHeader):
    """A click on a title sorts, a second turns the order round; edges are dragged, also by menu."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent=parent)
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setMinimumSectionSize(48)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            section = self.logicalIndexAt(event.pos())
            if section >= 0:
                QToolTip.showText(event.globalPos(), self.hint(section), self.viewport())
            return True
        return super().viewportEvent(event)

    def hint(self, section: int) -> str:
        """What can be done at a title, by mouse and by keys."""
        return f"Sort by {self.title(section)}. {SORTING}. The menu chooses columns."


class SortedTable(RowTable):
    """Whole rows under a `SortedHeader`, in which Alt with an arrow moves the order."""

    double_clicked = Signal()

    def __init__(self, words: str, header: SortedHeader, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setHorizontalHeader(header)
        header.setSortIndicatorShown(True)  # a table that does not sort by itself hides it
        self.doubleClicked.connect(self.double_clicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
        elif event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self._move_order(1 if event.key() == Qt.Key.Key_Right else -1)
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            rising, falling = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
            header = self.horizontalHeader()
            order = rising if event.key() == Qt.Key.Key_Up else falling
            header.setSortIndicator(max(0, header.sortIndicatorSection()), order)
        else:
            super().keyPressEvent(event)

    def _move_order(self, step: int) -> None:
        """Sort by the next shown column to the right, or to the left, in its usual order."""
        header, model = self.horizontalHeader(), self.model()
        shown = [n for n in range(model.columnCount()) if not self.isColumnHidden(n)]
        now = header.sortIndicatorSection()
        place = shown.index(now) + step if now in shown else 0
        wanted = shown[place % len(shown)]
        role = Qt.ItemDataRole.InitialSortOrderRole
        order = model.headerData(wanted, Qt.Orientation.Horizontal, role)
        header.setSortIndicator(wanted, order)
