"""The canvass table on the page: its rows, the totals pinned under them, sorting, and widths."""

from collections.abc import Sequence
from math import ceil, floor

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from phonebank.domain import figures
from phonebank.domain.canvass import CanvassTable
from phonebank.domain.contest import Contest
from phonebank.domain.sheet import Sheet
from phonebank.gui.models.sheet_model import SheetModel, total_of
from phonebank.gui.pages.canvass.cells import Look
from phonebank.gui.pages.canvass.columns import (
    LEAD,
    ShownColumn,
    shown_columns,
    widths,
    widths_of_all,
)
from phonebank.gui.pages.canvass.delegate import CanvassDelegate, index_of
from phonebank.gui.pages.canvass.header import CanvassHeader
from phonebank.gui.pages.canvass.subjects import Subject, subjects_of
from phonebank.gui.pages.canvass.totals import TOTALS, TotalsView
from phonebank.gui.widgets.kept_rows import KeptRows
from phonebank.gui.widgets.row_table import ROW
from phonebank.gui.widgets.table_edge import Framed

_ROOM_ROUND_LEADS = 0.1
_EMPTY = Sheet("Canvass", "", [], [])


class CanvassView(KeptRows):
    """The rows. Alt with an arrow chooses the column to sort by and the order."""

    sort_moved = Signal(int)  # a column to the left, -1, or to the right, 1
    order_wanted = Signal(Qt.SortOrder)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
            return
        if event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self.sort_moved.emit(1 if event.key() == Qt.Key.Key_Right else -1)
        elif event.key() == Qt.Key.Key_Up:
            self.order_wanted.emit(Qt.SortOrder.AscendingOrder)
        elif event.key() == Qt.Key.Key_Down:
            self.order_wanted.emit(Qt.SortOrder.DescendingOrder)
        else:
            super().keyPressEvent(event)


class TablePane(Framed):
    """Rows, header and totals as one table; `chosen` carries the Subject of the chosen row."""

    chosen = Signal(object)
    opened = Signal()
    left = Signal()

    def __init__(self, contest: Contest, parent: QWidget | None = None) -> None:
        self.view = CanvassView("Canvass, one row for each place")
        self.totals = TotalsView()
        super().__init__(self.view, self.totals, parent=parent)
        self._colours = {candidate.short: candidate.colour for candidate in contest.candidates}
        self._columns: list[ShownColumn] = []
        self._subjects: list[Subject] = []
        self._with_all = self._of_attempts = False
        self.look = Look(contest.ours, self._colours)
        self.model = SheetModel(_EMPTY, self)
        self.total_model = SheetModel(_EMPTY, self)
        self.header = CanvassHeader(self._colours)
        self._delegate = CanvassDelegate(self.view, self.model)
        self._total_delegate = CanvassDelegate(self.totals, self.total_model)
        self._dress()
        self._connect()

    def show_table(self, table: CanvassTable, sheet: Sheet) -> None:
        """Show another table; the chosen place and the order stay."""
        before = self.subject()
        self.look = look = self._look(table)
        self._subjects = list(subjects_of(table))
        self._delegate.show(sheet, self._subjects, look)
        total = Subject(table.total)
        self._total_delegate.show_total(total_of(sheet), total, look, _total_words(table))
        self._choose_columns()
        self._sort_again(sheet)
        self._choose_like(before)

    def subject(self) -> Subject | None:
        """What the chosen row is about."""
        return self._delegate.subject_at(self.view.current_row())

    def show_columns(self, *, with_all: bool, of_attempts: bool) -> None:
        """Show every column and scroll across, or those that fit; count attempts, or electors."""
        self._with_all, self._of_attempts = with_all, of_attempts
        if self.model.sheet.columns:
            self._choose_columns()

    def subjects(self) -> Sequence[Subject]:
        """What the rows are about, in the order of the sheet."""
        return self._subjects

    def choose(self, subject: Subject) -> None:
        """Make the row of this subject the chosen one and show it."""
        index = index_of(self.model, self._subjects, subject)
        if index.isValid():
            self.view.choose_row(index.row())

    def shown_keys(self) -> list[str]:
        """Keys of the columns that there is room for, from left to right."""
        position = self.model.sheet.position
        return [
            column.key
            for column in self._columns
            if not self.view.isColumnHidden(position(column.key))
        ]

    def sort_by(self, key: str, order: Qt.SortOrder) -> None:
        """Sort by the column with this key, as a click on its title would."""
        self.view.sortByColumn(self.model.sheet.position(key), order)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _dress(self) -> None:
        self.view.setModel(self.model)
        self.view.setHorizontalHeader(self.header)
        self.view.setItemDelegate(self._delegate)
        self.view.setToolTip("Arrows choose a place, Enter goes to its details.")
        self.totals.setModel(self.total_model)
        self.totals.setItemDelegate(self._total_delegate)
        for view in (self.view, self.totals):
            view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _connect(self) -> None:
        self.view.setSortingEnabled(True)
        self.header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.view.chosen.connect(self._tell_chosen)
        self.view.opened.connect(self.opened)
        self.view.left.connect(self.left)
        self.view.sort_moved.connect(self._move_sort)
        self.view.order_wanted.connect(self._turn_order)
        across = self.view.horizontalScrollBar()
        across.valueChanged.connect(self.totals.horizontalScrollBar().setValue)

    def _tell_chosen(self) -> None:
        self.chosen.emit(self.subject())

    def _choose_columns(self) -> None:
        sheet = self.model.sheet
        self._columns = shown_columns(sheet, with_all=self._with_all, of_attempts=self._of_attempts)
        self.header.show_columns(sheet, self._columns)
        self._fit()

    def _look(self, table: CanvassTable) -> Look:
        """The scale of the leads takes in every lead, ours and reported, and nought."""
        shown = [s.lead for s in subjects_of(table) if s.lead is not None and not s.is_faint]
        leads = [0.0, *(float(lead) for lead in shown)]
        low = floor((min(leads) - _ROOM_ROUND_LEADS) * 10) / 10
        high = ceil((max(leads) + _ROOM_ROUND_LEADS) * 10) / 10
        return Look(table.ours, self._colours, max(-1.0, low), min(1.0, high))

    def _fit(self) -> None:
        """Share the room out among the columns; what gives way is hidden in rows and totals."""
        if not self._columns:
            return
        self.setMaximumHeight(self._wanted_height())
        given = (
            widths_of_all(self._columns) if self._with_all else widths(self._columns, self._room())
        )
        for section, column in enumerate(self.model.sheet.columns):
            width = given.get(column.key, 0)
            for view in (self.view, self.totals):
                view.setColumnHidden(section, not width)
                if width:
                    view.setColumnWidth(section, width)
        wanted = [self.model.sheet.position(column.key) for column in self._columns]
        for view in (self.view, self.totals):
            for place, section in enumerate(wanted):
                header = view.horizontalHeader()
                header.moveSection(header.visualIndex(section), place)

    def _room(self) -> int:
        is_scrolled = self._wanted_height() > self.height()
        return self.view.room_beside_bar(self.width()) if is_scrolled else self.width() - 2

    def _wanted_height(self) -> int:
        """So high that no row is hidden; the totals follow the last of few rows."""
        across = self.view.horizontalScrollBar().sizeHint().height() if self._with_all else 0
        return self.header.sizeHint().height() + self.model.rowCount() * ROW + TOTALS + 2 + across

    def _sort_again(self, sheet: Sheet) -> None:
        """In the order that was chosen; at first by the lead, largest above."""
        section = self.header.sortIndicatorSection()
        if section < 0:
            self.sort_by(LEAD, Qt.SortOrder.DescendingOrder)
        else:
            self.model.sort(section, self.header.sortIndicatorOrder())

    def _choose_like(self, before: Subject | None) -> None:
        index = index_of(self.model, self._subjects, before) if before else self.model.index(-1, 0)
        if self.model.rowCount():
            with QSignalBlocker(self.view):  # or the same place would be told twice
                self.view.choose_row(max(0, index.row()))
        self._tell_chosen()

    def _move_sort(self, step: int) -> None:
        keys = self.shown_keys()
        section = self.header.sortIndicatorSection()
        columns = self.model.sheet.columns
        now = columns[section].key if 0 <= section < len(columns) else ""
        place = keys.index(now) + step if now in keys else 0
        wanted = keys[place % len(keys)]
        role = Qt.ItemDataRole.InitialSortOrderRole
        section = self.model.sheet.position(wanted)
        order = self.model.headerData(section, Qt.Orientation.Horizontal, role)
        self.sort_by(wanted, order)

    def _turn_order(self, order: Qt.SortOrder) -> None:
        section = self.header.sortIndicatorSection()
        self.view.sortByColumn(max(0, section), order)


def _total_words(table: CanvassTable) -> tuple[str, str]:
    rung = sum(1 for row in table.rows if row.tally.attempted)
    places = f"{figures.count(rung)} place{'' if rung == 1 else 's'}"
    return f"Our calls, {places}", "Reported rows not counted"
