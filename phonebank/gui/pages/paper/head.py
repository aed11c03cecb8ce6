"""The head of the Paper page: printing, and of a sheet its number, who rang and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from phonebank.domain.paper import ELECTORS, MOST_ELECTORS
from phonebank.domain.permits import caller_key, is_name
from phonebank.gui.pages.call.callback_fields import MomentField
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import ActionButton, BackButton
from phonebank.gui.widgets.fields import NumberField
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.picks import Pick

if TYPE_CHECKING:
    from collections.abc import Sequence

HEIGHT = 32
NUMBER_WIDTH, CALLER_WIDTH = 96, 200
NEW = "new: a volunteer of this name is added"


class Head(QWidget):
    """Two lines of fields."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: Sequence[str] = ()
        self.lists = Pick("List")
        self.electors = NumberField("Electors to print", 1, MOST_ELECTORS)
        self.print = ActionButton("Print sheets…", "Ctrl+P", "print", height=HEIGHT)
        self.back = BackButton("Back to the lists")
        self.number, self.caller = QLineEdit(), QLineEdit()
        self.when = MomentField("When they rang", HEIGHT)
        self.new, self.left = ElidedLabel(NEW, fonts.caption, "text2"), ElidedLabel()
        self._dress()
        self._lay_out()

    def show_lists(self, names: Sequence[str]) -> None:
        """Lists to print; the chosen one stays."""
        chosen = self.lists.currentText()
        self.lists.clear()
        self.lists.addItems(list(names))
        self.lists.setCurrentIndex(max(0, self.lists.findText(chosen)))

    def show_callers(self, names: Sequence[str]) -> None:
        """Callers whose names complete themselves while they are typed."""
        self._known = names
        completer = QCompleter(list(names), self.caller)
        completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.caller.setCompleter(completer)

    def caller_name(self) -> str:
        """Who rang, by the known spelling; empty while nobody is named."""
        typed = self.caller.text().strip()
        same = (name for name in self._known if caller_key(name) == caller_key(typed))
        return next(same, typed) if is_name(typed) else ""

    def sheet_number(self) -> int:
        """The number typed or scanned, 0 for what is none."""
        typed = self.number.text().strip()
        return int(typed) if typed.isdecimal() and len(typed) <= 9 else 0

    def allow_sheet(self, *, is_there: bool) -> None:
        """Who rang and when are asked of a sheet."""
        self._of_sheet.setVisible(is_there)

    def _show_whether_new(self) -> None:
        name = self.caller_name()
        self.new.setVisible(bool(name) and name not in self._known)

    def _dress(self) -> None:
        self.electors.setValue(ELECTORS)
        self.print.set_hint("Print call sheets of this list as a PDF")
        for field, words, width in (
            (self.number, "Number of the sheet", NUMBER_WIDTH),
            (self.caller, "Who rang", CALLER_WIDTH),
        ):
            field.setAccessibleName(words)
            field.setToolTip(words)
            field.setFixedWidth(width)
        self.when.setToolTip("When they rang; arrow keys change it")
        self.caller.textChanged.connect(self._show_whether_new)
        self.new.hide()

    def _lay_out(self) -> None:
        above, below = QHBoxLayout(), QHBoxLayout()
        above.addWidget(self.back)
        above.addWidget(ElidedLabel("Paper", fonts.title))
        above.addStretch(1)
        for part in (self.lists, self.electors, ElidedLabel("electors", tone="text2")):
            above.addWidget(part)
        above.addWidget(self.print)
        self._of_sheet = self._fields_of_sheet()
        below.addWidget(ElidedLabel("Sheet", tone="text2"))
        below.addWidget(self.number)
        below.addWidget(self._of_sheet, 100)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for row in (above, below):
            row.setSpacing(8)
            column.addLayout(row)

    def _fields_of_sheet(self) -> QWidget:
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(8, 0, 0, 0)
        row.setSpacing(8)
        for words, field in (("Caller", self.caller), ("On", self.when)):
            row.addWidget(ElidedLabel(words, tone="text2"))
            row.addWidget(field)
        row.addWidget(self.new)
        row.addStretch(1)
        row.addWidget(self.left)
        return place
