"""The map with its key and what is not on it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from phonebank.domain.contest import Contest
from phonebank.gui.pages.canvass.cells import Look
from phonebank.gui.pages.canvass.map_key import MapKey
from phonebank.gui.pages.canvass.map_view import MapView
from phonebank.gui.pages.canvass.map_words import left_out_words
from phonebank.gui.pages.canvass.standings import canvass_map
from phonebank.gui.pages.canvass.table import TablePane
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.cards import Card
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.spaced_text import SpacedText

_LEAST = QSize(540, 300)
_ROOMY = 430  # px of height from which there is room for words under the key
_ABOUT = (
    "One cell is one seat, whatever its size; neighbours lie together as far as can be. "
    "A dot marks seats in which we are behind."
)


class MapPane(Card):
    """The map at the left, key and words at the right."""

    def __init__(self, contest: Contest, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = Look(contest.ours, {it.short: it.colour for it in contest.candidates})
        self.view = MapView()
        self.key = MapKey(look, contest.thresholds)
        self.setToolTip(_ABOUT)
        self.title = ElidedLabel("The country by seat", fonts.question)
        self.about = SpacedText(_ABOUT, fonts.caption, "text3")
        self.left_out = SpacedText(role=fonts.caption, tone="text2")
        self._lay_out()

    def show_rows(self, pane: TablePane) -> None:
        """Show the rows that the table shows, each in its cell."""
        data = canvass_map(pane.subjects(), pane.look)
        self.view.show_map(data, pane.look)
        self.key.show_counts(data)
        self.left_out.setText(left_out_words(data))
        self.left_out.setVisible(bool(data.left_out))

    def minimumSizeHint(self) -> QSize:
        return _LEAST

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the key comes before what can be guessed."""
        super().resizeEvent(event)
        self.about.setVisible(self.height() >= _ROOMY)

    def _lay_out(self) -> None:
        beside = QVBoxLayout()
        beside.setSpacing(8)
        beside.addWidget(self.title)
        beside.addWidget(self.key)
        beside.addWidget(self.about)
        beside.addWidget(self.left_out)
        beside.addStretch(1)
        for label in (self.about, self.left_out):
            label.setFixedWidth(self.key.sizeHint().width())
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 12, 16, 10)
        row.setSpacing(16)
        row.addWidget(self.view, 1)
        row.addLayout(beside)
        row.setAlignment(beside, Qt.AlignmentFlag.AlignTop)
