"""The totals under the canvass table: one row that never scrolls away."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from phonebank.gui.widgets.row_table import RowTable
from phonebank.gui.widgets.shapes import paint_box
from phonebank.gui.widgets.theme import theme_now

TOTALS = 40


class TotalsView(RowTable):
    """One row of the same columns, which never scrolls away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Totals of our calls; reported rows are not counted", parent)
        self.horizontalHeader().setVisible(False)
        self.verticalHeader().setMinimumSectionSize(TOTALS)
        self.verticalHeader().setDefaultSectionSize(TOTALS)
        self.setFixedHeight(TOTALS)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), TOTALS)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_now(), QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme.sunken)
        if self.is_ringed and self.hasFocus():
            paint_box(painter, QRectF(self.viewport().rect()), None, theme.focus, 2.0, 0.0)
        painter.end()
        super().paintEvent(event)
