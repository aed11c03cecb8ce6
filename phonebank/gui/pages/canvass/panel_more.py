"""The lower part of the panel: sections, affiliates, the trend, reasons and callers of a place."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from phonebank.gui.pages.canvass.cells import Look
from phonebank.gui.pages.canvass.detail_lines import callers_of, groups_of, reasons_of
from phonebank.gui.pages.canvass.detail_table import DetailTableView
from phonebank.gui.pages.canvass.lead_line import LeadLine
from phonebank.gui.pages.canvass.place_details import PlaceDetails
from phonebank.gui.widgets.cards import Divider


class MoreOfPlace(QWidget):
    """Blocks with a line over each; hidden until the place that is expected was counted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = ""
        self.sections, self.affiliates = DetailTableView(), DetailTableView()
        self.reasons, self.callers = DetailTableView(), DetailTableView()
        self.trend = LeadLine()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._lines: dict[QWidget, Divider] = {}
        for part in (self.sections, self.trend, self.affiliates, self.reasons, self.callers):
            self._lines[part] = Divider()
            self._column.addSpacing(4)
            self._column.addWidget(self._lines[part])
            self._column.addWidget(part)
        self.hide()

    def expect(self, place: str) -> None:
        """What was shown of another place goes; empty for a place of which there is no more."""
        if place != self.place:
            self.place = place
            self.hide()

    def show_details(self, details: PlaceDetails, look: Look) -> None:
        """Show what was counted, unless another place is expected by now."""
        if details.place != self.place:
            return
        tables = {
            self.sections: groups_of("By section", details.sections),
            self.affiliates: groups_of("By affiliate", details.affiliates),
            self.reasons: reasons_of(details.reasons),
            self.callers: callers_of(details.callers),
        }
        for view, table in tables.items():
            view.show_table(table, look)
            self._show_part(view, bool(table.lines))
        self.trend.show_trend(details.trend, look)
        self._show_part(self.trend, bool(self.trend.runs))
        self.show()

    def _show_part(self, part: QWidget, is_there: bool) -> None:
        part.setVisible(is_there)
        self._lines[part].setVisible(is_there)
