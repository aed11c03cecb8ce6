"""Before there is a file: where to drop one, how to choose one, and what was imported before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from phonebank.gui.pages.importing.earlier import EarlierImports
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import PrimaryButton
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.spaced_text import SpacedText
from phonebank.gui.widgets.theme import theme_now

if TYPE_CHECKING:
    from phonebank.gui.desk import Desk

TOLD = (
    "CSV in any encoding, Excel or OpenDocument: what a file really is decides, not its name. You "
    "see what would happen to every row before anything is written, and a whole import can be "
    "undone."
)


class DropPlace(QWidget):
    """A place with a broken line round it, as wherever files may be let go."""

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_now(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.control, 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(theme.surface)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)


class StartStep(QWidget):
    """One button, and under it the earlier imports."""

    choose_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.earlier = EarlierImports(desk)
        self.choose = PrimaryButton("Choose a file…", "Ctrl+O", "folder")
        self.choose.clicked.connect(self.choose_wanted)
        self._lay_out()

    def _lay_out(self) -> None:
        place = DropPlace()
        inside = QVBoxLayout(place)
        inside.setContentsMargins(24, 20, 24, 20)
        inside.setSpacing(8)
        inside.addWidget(ElidedLabel("Drop a file anywhere on the window", role=fonts.heading))
        inside.addWidget(SpacedText(TOLD, tone="text2"))
        inside.addSpacing(4)
        row = QHBoxLayout()
        row.addWidget(self.choose)
        row.addStretch(1)
        inside.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(place)
        column.addWidget(self.earlier, 1)
