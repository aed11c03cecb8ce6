"""Somebody rings back: their number among the caller's own calls of the last days."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from phonebank.gui.pages.call import telling
from phonebank.gui.pages.call.choices import capitalised
from phonebank.gui.pages.call.dry_view import emptied
from phonebank.gui.pages.call.scrolling import Scrolling
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import ActionButton, QuietKeyButton
from phonebank.gui.widgets.cards import Card, Divider
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.spaced_text import SpacedText

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from phonebank.store.rung import Rung

FIELD_WIDTH, FEWEST, MOST = 280, 4, 20
WHAT = (
    "Type four digits of their number or more: "
    "your own calls of the last seven days are looked through."
)
NOBODY = (
    "You have rung nobody with such a number in the last seven days. An organiser can look further."
)
FOUR = "Four digits are needed."


class RingBackView(Card):
    """`typed` carries the digits as they are typed, `chosen` the id of the elector who rings."""

    typed = Signal(str)
    chosen = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setFixedWidth(FIELD_WIDTH)
        self.field.setAccessibleName("Number of whoever rings back")
        self.field.setToolTip("Four digits or more; Enter takes the first that is found")
        self.field.textEdited.connect(self._type)
        self.back = QuietKeyButton("Back to the call", "Esc", 36)
        self.back.set_hint("Nobody rang (Esc)")
        self.back.clicked.connect(self.left)
        self.said = SpacedText(tone="text2")
        self._lines = QVBoxLayout()
        self.buttons: list[ActionButton] = []
        self._lay_out()

    def begin(self) -> None:
        """Ask for the number."""
        self.field.clear()
        self._type("")
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_found(self, found: Sequence[Rung], now: datetime) -> None:
        """Those it may have been, the last rung first."""
        emptied(self._lines)
        self.buttons = []
        for one in found[:MOST]:
            self._lines.addWidget(Divider())
            self._lines.addWidget(self._line(one, now))
        self.said.setText("" if found else NOBODY)
        self.said.setVisible(not found)

    def show_wrong(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.setVisible(True)

    def choose_first(self) -> None:
        """Enter in the field takes the first."""
        if self.buttons:
            self.buttons[0].click()

    def _type(self, text: str) -> None:
        digits = "".join(sign for sign in text if sign.isascii() and sign.isdigit())
        if len(digits) >= FEWEST:
            self.typed.emit(digits)
            return
        emptied(self._lines)
        self.buttons = []
        self.show_wrong(FOUR if digits else "")

    def _line(self, one: Rung, now: datetime) -> QWidget:
        place = QWidget()
        place.setFixedHeight(48)
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(ElidedLabel(one.name, role=fonts.strong), 2)
        row.addWidget(ElidedLabel(one.number, role=fonts.button), 2)
        when = capitalised(telling.moment(one.called_at, now))
        row.addWidget(ElidedLabel(f"{when}: {one.outcome.lower()}", tone="text2"), 3)
        button = ActionButton("They ring", height=32)
        button.set_hint(f"{one.name} is on the line")
        button.clicked.connect(partial(self.chosen.emit, one.elector_id))
        self.buttons.append(button)
        row.addWidget(button)
        return place

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 16, 16)
        column.setSpacing(8)
        column.addWidget(ElidedLabel("Somebody rings back", role=fonts.heading))
        column.addWidget(SpacedText(WHAT, tone="text2"))
        line = QHBoxLayout()
        line.setContentsMargins(0, 8, 0, 8)
        line.setSpacing(12)
        line.addWidget(self.field)
        line.addWidget(self.back)
        line.addStretch(1)
        column.addLayout(line)
        column.addWidget(self.said)
        inner = QWidget()
        found = QVBoxLayout(inner)
        found.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        found.addLayout(self._lines)
        found.addStretch(1)
        column.addWidget(Scrolling(inner), 1)
