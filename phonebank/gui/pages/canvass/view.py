"""The parts of the canvass page and where they stand."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from phonebank.domain.contest import Contest
from phonebank.gui.pages.canvass.filters import Filters
from phonebank.gui.pages.canvass.head import Head
from phonebank.gui.pages.canvass.map_pane import MapPane
from phonebank.gui.pages.canvass.panel import PlacePanel
from phonebank.gui.pages.canvass.table import TablePane
from phonebank.gui.widgets.empty_state import EmptyState
from phonebank.gui.widgets.notices import Notice
from phonebank.gui.widgets.segmented import Segmented

MARGIN = 12
TABLE, MAP = "table", "map"
_WAYS = ((TABLE, "Table", "canvass"), (MAP, "Map", "map"))


class CanvassParts:
    """Head, filters, table or map with the warning under it, and the panel at the right."""

    def __init__(self, contest: Contest, today: Callable[[], date], page: QWidget) -> None:
        self.head = Head()
        self.switch = Segmented(_WAYS, "Table or map")
        for name, words in ((TABLE, "One row for each place"), (MAP, "One cell for each seat")):
            self.switch.segment(name).set_hint(f"{words} (Alt+M)")
        self.filters = Filters(contest, today, self.switch)
        self.pane = TablePane(contest)
        self.map = MapPane(contest)
        self.notice = Notice()
        self.notice.hide()
        self.empty = EmptyState()
        self.panel = PlacePanel()
        self._stack = QStackedWidget()
        self._lay_out(page)

    @property
    def is_empty(self) -> bool:
        """Whether there is neither table nor map to see."""
        return self._stack.currentWidget() is self.empty

    def show_way(self, name: str) -> None:
        """The table or the map; what is about columns is for the table alone."""
        for control in (self.head.columns, self.filters.count):
            control.setVisible(name == TABLE)
        self._ways.setCurrentWidget(self.map if name == MAP else self._table_side)
        self._stack.setCurrentWidget(self._filled)

    def show_instead(self) -> None:
        """Why there is nothing to see."""
        self._stack.setCurrentWidget(self.empty)

    def _lay_out(self, page: QWidget) -> None:
        self._fill_stack()
        left = QVBoxLayout()
        left.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN + 2)
        left.setSpacing(MARGIN)
        left.addWidget(self.head)
        left.addWidget(self.filters)
        left.addWidget(self._stack, 1)
        whole = QHBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(left, 1)
        whole.addWidget(self.panel)
        self.panel.hide()

    def _fill_stack(self) -> None:
        self._table_side = QWidget()
        beneath = QVBoxLayout(self._table_side)
        beneath.setContentsMargins(0, 0, 0, 0)
        beneath.addWidget(self.pane, 1)
        beneath.addStretch(0)
        self._ways = QStackedWidget()
        self._ways.addWidget(self._table_side)
        self._ways.addWidget(self.map)
        self._filled = QWidget()
        column = QVBoxLayout(self._filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MARGIN)
        column.addWidget(self._ways, 1)
        column.addWidget(self.notice)
        for each in (self._filled, self.empty):
            self._stack.addWidget(each)
