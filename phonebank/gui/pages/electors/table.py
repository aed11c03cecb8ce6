"""The electors' table on the page: its rows, the order, which columns and how wide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QMenu, QWidget

from phonebank.domain.electors import ElectorColumn, ElectorLine
from phonebank.gui.models.query_model import QueryModel
from phonebank.gui.pages.electors.columns import COLUMNS, FIRST, given_widths
from phonebank.gui.pages.electors.view import ElectorsView
from phonebank.gui.widgets.sorted_table import SortedHeader
from phonebank.gui.widgets.table_edge import Framed
from phonebank.gui.widgets.theme import theme_now

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from phonebank.gui.settings import Settings

NAME = "electors"  # of this table among what the settings remember
KEYS = list(COLUMNS)
OUTLINE = 140  # percent, by which the style darkens a window’s colour to draw outlines


class ElectorsTable(Framed):
    """`chosen` tells that another row is current; `sort_wanted` carries a column and its order."""

    chosen = Signal()
    opened = Signal()
    left = Signal()
    sort_wanted = Signal(object, bool)  # an ElectorColumn, and whether it is falling

    def __init__(
        self,
        fetch: Callable[[Sequence[int]], Mapping[int, ElectorLine]],
        colours: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        self.header = SortedHeader("Columns of the electors")
        self.view = ElectorsView(self.header, KEYS, colours)
        super().__init__(self.view, parent=parent)
        self.model: QueryModel[ElectorLine] = QueryModel(list(COLUMNS.values()), fetch, self)
        self._settings: Settings | None = None
        self._columns: list[ElectorColumn] = []  # as chosen; none means that nobody chose
        self._widths: dict[str, int] = {}  # as dragged
        self._is_fitting = False
        self._dress()
        self._connect()

    def remember_by(self, settings: Settings) -> None:
        """Take up the columns and widths of last time, and keep those of now."""
        self._settings = settings
        known = {key.value: key for key in KEYS}
        self._columns = [known[name] for name in settings.columns_of(NAME) if name in known]
        self._widths = {
            name: width for name, width in settings.widths_of(NAME).items() if name in known
        }
        self.fit()

    def show_ids(self, ids: Sequence[int], chosen: int | None = None, top: int = 0) -> None:
        """Show these electors from the row `top`, `chosen` or else the first shown as chosen."""
        if ids != self.model.ids():
            self.model.show_ids(ids)
        if not len(ids):
            return
        position = self._position_of(chosen)
        self.view.choose_row(top if position is None else position)
        self.view.verticalScrollBar().setValue(top * self.view.rowHeight(0))
        if position is not None:
            self.view.scrollTo(self.model.index(position, 0))

    def top_row(self) -> int:
        """The row at the upper edge."""
        return max(0, self.view.rowAt(0))

    def chosen_id(self) -> int | None:
        """The id of the chosen elector."""
        row = self.view.current_row()
        return self.model.id_at(row) if row >= 0 else None

    def show_order(self, column: ElectorColumn, is_falling: bool) -> None:
        """Mark the column that the rows are sorted by, without sorting."""
        order = Qt.SortOrder.DescendingOrder if is_falling else Qt.SortOrder.AscendingOrder
        was_blocked = self.header.blockSignals(True)
        self.header.setSortIndicator(KEYS.index(column), order)
        self.header.blockSignals(was_blocked)
        self.header.viewport().update()

    def shown_keys(self) -> list[ElectorColumn]:
        """The columns that are on screen, from left to right."""
        return [key for at, key in enumerate(KEYS) if not self.view.isColumnHidden(at)]

    def choose_columns(self, columns: Sequence[ElectorColumn]) -> None:
        """Show these columns from now on; none for those of a new campaign."""
        self._columns = list(columns)
        if not columns:
            self._widths = {}
        self._keep()
        self.fit()

    def fit(self) -> None:
        """Each column as wide as dragged or as its words; places get the room that is left."""
        room = self.view.room_beside_bar(self.width())
        given = given_widths(self._columns, self._widths, room)
        self._is_fitting = True
        for at, key in enumerate(KEYS):
            self.view.setColumnHidden(at, key not in given)
            if key in given:
                self.view.setColumnWidth(at, given[key])
        self._is_fitting = False

    def columns_menu(self) -> QMenu:
        """Which columns are shown, each with its tick."""
        menu = QMenu("Columns", self)
        menu.setAccessibleName("Columns of the electors")
        ground = menu.palette()  # whose window, darkened by the style, draws the boxes of ticks
        ground.setColor(QPalette.ColorRole.Window, theme_now().control.lighter(OUTLINE))
        menu.setPalette(ground)
        now = self._columns or list(FIRST)
        for key, column in COLUMNS.items():
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(key in now)
            action.setEnabled(key is not ElectorColumn.NAME)
            action.toggled.connect(lambda is_on, key=key: self._turn(key, is_on))
        menu.addSeparator()
        menu.addAction("As at first").triggered.connect(lambda: self.choose_columns([]))
        return menu

    def open_columns_menu(self, at: QPoint) -> None:
        """Open the menu of columns at a point of the screen."""
        menu = self.columns_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _turn(self, key: ElectorColumn, is_on: bool) -> None:
        now = set(self._columns or FIRST) | {key}
        if not is_on:
            now.discard(key)
        self.choose_columns([each for each in KEYS if each in now])

    def _keep_width(self, section: int, _before: int, width: int) -> None:
        if not self._is_fitting and width:
            self._widths[KEYS[section].value] = width
            self._keep()

    def _keep(self) -> None:
        if self._settings is not None:
            self._settings.keep_columns(NAME, [key.value for key in self._columns])
            self._settings.keep_widths(NAME, self._widths)

    def _tell_order(self, section: int, order: Qt.SortOrder) -> None:
        if 0 <= section < len(KEYS):
            self.sort_wanted.emit(KEYS[section], order == Qt.SortOrder.DescendingOrder)

    def _position_of(self, wanted: int | None) -> int | None:
        ids = self.model.ids()
        if wanted is None or wanted not in ids:
            return None
        return ids.index(wanted)

    def _dress(self) -> None:
        self.view.setModel(self.model)
        self.view.setToolTip("Arrows choose an elector, Enter opens their page.")
        self.view.setCornerWidget(QWidget())  # the style's own has a frame
        self.header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.show_order(ElectorColumn.NAME, is_falling=False)

    def _connect(self) -> None:
        self.resized.connect(self.fit)
        self.view.chosen.connect(self.chosen)
        self.view.opened.connect(self.opened)
        self.view.double_clicked.connect(self.opened)
        self.view.left.connect(self.left)
        self.header.sortIndicatorChanged.connect(self._tell_order)
        self.header.sectionResized.connect(self._keep_width)
        self.header.customContextMenuRequested.connect(
            lambda at: self.open_columns_menu(self.header.mapToGlobal(at))
        )
