"""The buttons of a chart card: its table, copy, save, print."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from phonebank.gui.widgets.buttons import IconButton


class CardButtons(QWidget):
    """Always in the same order; `name` is the chart's, so that a screen reader tells them apart."""

    table_toggled = Signal(bool)
    copy_wanted = Signal()
    save_wanted = Signal()
    print_wanted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = IconButton("canvass", f"{name}: table")
        self.copy = IconButton("copy", f"{name}: copy")
        self.save = IconButton("download", f"{name}: save")
        self.print = IconButton("print", f"{name}: print")
        self.table.setCheckable(True)
        self.table.set_hint("Show the figures as a table, or as a chart again")
        self.copy.set_hint("Copy the picture and its table (Ctrl+C on the chart)")
        self.save.set_hint("Save the picture as PNG, SVG or PDF")
        self.print.set_hint("Print the picture")
        self.table.toggled.connect(self.table_toggled)
        self.copy.clicked.connect(self.copy_wanted)
        self.save.clicked.connect(self.save_wanted)
        self.print.clicked.connect(self.print_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for button in (self.table, self.copy, self.save, self.print):
            row.addWidget(button)
