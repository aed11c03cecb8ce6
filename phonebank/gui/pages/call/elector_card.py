"""Who is rung: name, number, the ways to ring it, and what is known of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from phonebank.domain.phones import as_spoken
from phonebank.gui.pages.call import telling
from phonebank.gui.pages.call.choices import capitalised
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import ActionButton, QuietButton
from phonebank.gui.widgets.cards import Card, Divider
from phonebank.gui.widgets.chips import Chip, ChipKind
from phonebank.gui.widgets.labels import ElidedLabel

if TYPE_CHECKING:
    from phonebank.domain.electors import NumberRow
    from phonebank.domain.outcomes import Outcomes
    from phonebank.services.serving import Served

NO_NUMBER = "no usable number"
FACT_GAP, FACTS_HEIGHT = 32, 67
NAME_HEIGHT, PHONE_HEIGHT = 37, 47
KEPT_WIDTH, PHONE_GAP = 190, 8
CHIP_GAP, NAME_GAP = 8, 10
BESIDE_NAME = NAME_GAP + 5 * CHIP_GAP


class FactColumn(QWidget):
    """One fact: caption, the fact itself, and a line below."""

    def __init__(self, fact: telling.Fact, *, is_kept: bool, parent: QWidget | None = None) -> None:
        """`is_kept` keeps it whole where room is short, up to a width."""
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        lines = (
            ElidedLabel(fact.caption, role=fonts.caption, tone="text2"),
            ElidedLabel(fact.words, role=fonts.fact),
            ElidedLabel(fact.below or " ", tone="text2"),
        )
        for line in lines:
            column.addWidget(line)
            if is_kept:
                line.setMinimumWidth(min(line.sizeHint().width(), KEPT_WIDTH))


class ElectorCard(Card):
    """`number_chosen` carries the number that the caller rings in place of the one offered."""

    number_chosen = Signal(object)
    not_opened = Signal()

    def __init__(self, outcomes: Outcomes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outcomes = outcomes
        self._number: NumberRow | None = None
        self._others: list[NumberRow] = []
        self._copied = ""
        self.name = ElidedLabel(role=fonts.name)
        self.attempt = Chip()
        self.why = Chip(kind=ChipKind.FILLED, icon="clock")
        self.phone = ElidedLabel(role=fonts.phone)
        self.kind = ElidedLabel(tone="text2")
        self.other = QuietButton("Other number", height=28)
        self.copy = ActionButton("Copy", "Ctrl+C", "copy")
        self.call = ActionButton("Call", "Ctrl+D", "call")
        self.first_line = ElidedLabel(role=fonts.strong)
        self.second_line = ElidedLabel(tone="text2")
        self._lay_out()
        self._connect()
        self.clear()

    def show_elector(self, served: Served, number_id: int | None) -> None:
        """Everything of the elector held, ringing the number with this id."""
        self._forget_copy()
        card = served.card
        self.name.setText(card.spoken_name)
        self._chips(served)
        usable = [number for number in card.numbers if number.is_usable]
        self._number = next((it for it in usable if it.id == number_id), served.number)
        self._others = [it for it in usable if it != self._number]
        self._show_number()
        self._fill_facts(telling.facts(card, self._outcomes))
        self.first_line.setText(telling.facts_line(card))
        self.second_line.setText(telling.last_line(card, self._outcomes))

    def clear(self, words: str = "") -> None:
        """Nobody: personal details are gone, from the clipboard too."""
        self.name.setText(words)
        self._number, self._others = None, []
        for label in (self.phone, self.kind, self.first_line, self.second_line):
            label.setText(" ")
        self.phone.setMinimumWidth(0)
        for widget in (self.attempt, self.why, self.copy, self.call, self.other):
            widget.setVisible(False)
        self._fill_facts([])
        self._forget_copy()

    def _forget_copy(self) -> None:
        """Take the number off the clipboard, unless something else is there by now."""
        clipboard = QGuiApplication.clipboard()
        if self._copied and clipboard.text() == self._copied:
            clipboard.clear()
        self._copied = ""

    def copy_number(self) -> None:
        if self._number is not None and self._number.e164:
            self._copied = as_spoken(self._number.e164)
            QGuiApplication.clipboard().setText(self._copied)

    def open_number(self) -> None:
        """Hand the number to the program for telephone links; this program never dials."""
        if self._number is None or not self._number.e164:
            return
        if not QDesktopServices.openUrl(QUrl(f"tel:{self._number.e164}")):
            self.not_opened.emit()

    def ring_other(self) -> None:
        """Go on to the elector's next number."""
        if self._others and self._number is not None:
            chosen, *rest = self._others
            self._others = [*rest, self._number]
            self._number = chosen
            self._show_number()
            self.number_chosen.emit(chosen.id)

    def set_compact(self, is_compact: bool) -> None:
        """In a small window the facts are two lines and the chips stand at the right."""
        self.name.set_role((lambda: fonts.name(True)) if is_compact else fonts.name)
        margins = (16, 6, 12, 8) if is_compact else (24, 15, 24, 13)
        self._column.setContentsMargins(*margins)
        for widget in (self._below_number, self._divider, self._facts_place):
            widget.setVisible(not is_compact)
        for label in (self.first_line, self.second_line):
            label.setVisible(is_compact)
        self.copy.set_key("" if is_compact else "Ctrl+C")
        self.call.set_key("" if is_compact else "Ctrl+D")
        self.copy.set_hint("Copy the number" + (" (Ctrl+C)" if is_compact else ""))
        self.call.set_hint(
            "Open the number in your telephone program; nothing is dialled here"
            + (" (Ctrl+D)" if is_compact else "")
        )
        self._order_chips(is_compact)
        self._make_room_for_name()

    def _chips(self, served: Served) -> None:
        self.attempt.setText(f"{telling.ordinal(served.attempt)} attempt")
        self.why.setText(capitalised(served.why))
        self.why.setVisible(True)
        self._make_room_for_name()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room_for_name()

    def _make_room_for_name(self) -> None:
        """Who is rung stands whole before it is said how often; the history says that, too."""
        margins = self._column.contentsMargins()
        room = self.width() - margins.left() - margins.right() - BESIDE_NAME
        wanted = sum(it.sizeHint().width() for it in (self.name, self.why, self.attempt))
        self.attempt.setVisible(not self.why.isHidden() and wanted <= room)

    def _show_number(self) -> None:
        number = self._number
        spoken = as_spoken(number.e164) if number and number.e164 else NO_NUMBER
        self.phone.setText(spoken)
        whole = self.phone.sizeHint().width() + PHONE_GAP
        self.phone.setMinimumWidth(whole)  # a number is never cut
        self.phone.setToolTip(number.kind if number else "")
        self.phone.set_tone("text" if number else "text3")
        self.kind.setText(number.kind if number else "")
        for button in (self.copy, self.call):
            button.setVisible(True)
            button.setEnabled(number is not None)
        self.other.setVisible(bool(self._others))
        self.kind.setVisible(not self._others)  # beside the other's kind there is no room for it
        if self._others:
            other = self._others[0]
            self.other.setText(f"Other number: {other.kind}")
            self.other.set_hint(f"Ring {as_spoken(other.e164 or '')} instead (Alt+N)")

    def _fill_facts(self, facts: list[telling.Fact]) -> None:
        while item := self._facts.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for fact in facts:
            self._facts.addWidget(FactColumn(fact, is_kept=fact is not facts[-1]))
        self._facts.addStretch(1)

    def _order_chips(self, is_compact: bool) -> None:
        for chip in (self.attempt, self.why):
            self._names.removeWidget(chip)
        chips = (self.why, self.attempt) if is_compact else (self.attempt, self.why)
        at = 3 if is_compact else 2
        for place, chip in enumerate(chips):
            self._names.insertWidget(at + place, chip, 0, Qt.AlignmentFlag.AlignVCenter)

    def _lay_out(self) -> None:
        self._divider, self._below_number = Divider(), QWidget()
        self._below_number.setFixedHeight(12)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addLayout(self._row_of_name())
        self._column.addLayout(self._row_of_number())
        for part in (self.first_line, self.second_line, self._below_number, self._divider):
            self._column.addWidget(part)
        self._column.addWidget(self._row_of_facts())
        self._order_chips(False)
        self.set_compact(False)

    def _row_of_name(self) -> QHBoxLayout:
        self.name.setFixedHeight(NAME_HEIGHT)
        self._names = QHBoxLayout()
        self._names.setSpacing(CHIP_GAP)
        self._names.addWidget(self.name)
        self._names.addSpacing(NAME_GAP)
        self._names.addStretch(1)
        return self._names

    def _row_of_number(self) -> QHBoxLayout:
        self.phone.setFixedHeight(PHONE_HEIGHT)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.phone)
        row.addSpacing(6)
        row.addWidget(self.kind)
        row.addWidget(self.other)
        row.addStretch(1)
        row.addWidget(self.copy)
        row.addWidget(self.call)
        return row

    def _row_of_facts(self) -> QWidget:
        self._facts_place = QWidget()
        self._facts_place.setFixedHeight(FACTS_HEIGHT)
        self._facts = QHBoxLayout(self._facts_place)
        self._facts.setContentsMargins(0, 11, 0, 0)
        self._facts.setSpacing(FACT_GAP)
        return self._facts_place

    def _connect(self) -> None:
        self.copy.clicked.connect(self.copy_number)
        self.call.clicked.connect(self.open_number)
        self.other.clicked.connect(self.ring_other)
