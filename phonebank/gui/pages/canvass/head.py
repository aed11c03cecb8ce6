"""The head of the canvass page: its title, its base, and what can be done with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import IconButton, KeyButton, PrimaryButton
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.spaced_text import SpacedText
from phonebank.services.exporting import Exported

_WIDEST_WRITTEN = 220


class Head(QWidget):
    """Title, base, a word on the file just written, Details where narrow, Export."""

    details_toggled = Signal(bool)
    columns_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ElidedLabel("Canvass", fonts.title)
        self.base = SpacedText(role=fonts.caption, tone="text2")
        self.written = ElidedLabel(role=fonts.caption_medium, tone="ok")
        self.written.setMaximumWidth(_WIDEST_WRITTEN)
        self.written.hide()
        self.details = KeyButton("Details", height=32)
        self.details.set_hint("Show the chosen place beside the table (Enter in the table)")
        self.details.clicked.connect(self.details_toggled)
        self.details.hide()
        self.columns = IconButton("columns", "All columns", is_outlined=True, size=32)
        self.columns.set_hint("Show every column and scroll across, or those that fit (Alt+C)")
        self.columns.setCheckable(True)
        self.columns.setShortcut("Alt+C")
        self.columns.toggled.connect(self.columns_toggled)
        self.export = PrimaryButton("Export", icon="download", height=32)
        self.export.set_hint("Write what is shown to a workbook or CSV (Ctrl+E)")
        self.export.setEnabled(False)
        self._lay_out()

    def say_who_is_counted(self, base: str) -> None:
        """Say who is counted, in the sheet's own words."""
        self.base.setText(base)
        self.written.hide()

    def offer_details(self, is_offered: bool, is_open: bool) -> None:
        """Whether the panel can be opened from here, and whether it is."""
        self.details.setVisible(is_offered)
        self.details.setChecked(is_open)

    def tell_written(self, made: Exported) -> None:
        """Say which copy was kept, and to which file it was written."""
        self.written.setText(f"Copy {made.copy.line.number} kept. Written: {made.path}")
        self.written.setToolTip(self.written.text())
        self.written.show()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addSpacing(8)
        middle = QVBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.base)
        middle.addStretch(1)
        row.addLayout(middle, 1)
        for widget in (self.written, self.details, self.columns, self.export):
            row.addWidget(widget)
