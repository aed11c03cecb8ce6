"""The form of a pack: for whom, of which list, how many electors, until when."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from phonebank.domain.hours import ELECTORS_ZONE, local
from phonebank.domain.packs import ELECTORS, LASTS, MOST_ELECTORS
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import PrimaryButton, QuietButton
from phonebank.gui.widgets.fields import DateField, NumberField
from phonebank.gui.widgets.form import Form
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.picks import Pick
from phonebank.gui.widgets.spaced_text import SpacedText
from phonebank.services.packs import Wanted

if TYPE_CHECKING:
    from collections.abc import Sequence


_CAPTION = 96
_WIDEST = 560
MIDNIGHT = time(23, 59)


class PackForm(Form):
    """`issue_wanted` carries what the pack is to be."""

    issue_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaximumWidth(_WIDEST)
        self.caller, self.of_list = Pick("For"), Pick("List")
        self.electors = NumberField("Electors", 1, MOST_ELECTORS)
        self.until = DateField("Until the end of")
        self.fault = SpacedText(tone="warn_text")
        self.keep = self.issue = PrimaryButton("Write the pack…", "Ctrl+Enter", height=36)
        self.cancel = QuietButton("Cancel", "Esc", height=36)
        self.issue.clicked.connect(self._want)
        self.cancel.clicked.connect(self.cancelled)
        self._lay_out()

    def show_new(self, callers: Sequence[str], lists: Sequence[str], now: datetime) -> None:
        """A form for one more pack, with the usual size and time."""
        for pick, names in ((self.caller, callers), (self.of_list, lists)):
            pick.clear()
            pick.addItems(list(names))
        self.electors.setValue(ELECTORS)
        self.until.show_day(local(now + LASTS).date())
        self.tell("")
        self.caller.setFocus(Qt.FocusReason.OtherFocusReason)

    def _want(self) -> None:
        ends = datetime.combine(self.until.day(), MIDNIGHT, ELECTORS_ZONE) + timedelta(minutes=1)
        self.issue_wanted.emit(
            Wanted(
                caller=self.caller.currentText(),
                list_name=self.of_list.currentText(),
                electors=self.electors.value(),
                expires=ends,
            )
        )

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        for place, pick in enumerate((self.caller, self.of_list)):  # which say what they are
            grid.addWidget(pick, place, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        fields = (("Electors", self.electors), ("Until the end of", self.until))
        for place, (words, field) in enumerate(fields, start=2):
            caption = ElidedLabel(words, tone="text2")
            caption.setFixedWidth(_CAPTION)
            caption.setBuddy(field)
            grid.addWidget(caption, place, 0)
            grid.addWidget(field, place, 1, Qt.AlignmentFlag.AlignLeft)
        return grid

    def _lay_out(self) -> None:
        end = QHBoxLayout()
        end.setSpacing(8)
        end.addStretch(1)
        end.addWidget(self.cancel)
        end.addWidget(self.issue)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(ElidedLabel("A new pack", role=fonts.title))
        column.addLayout(self._grid())
        column.addWidget(self.fault)
        column.addLayout(end)
        column.addStretch(1)
