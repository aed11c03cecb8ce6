"""The chosen shift: its facts, the ladder of all, its callers, and who else rang then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from phonebank.gui.pages.shifts.caller_rows import CallerRows, RowsHeader
from phonebank.gui.pages.shifts.ladder_strip import LadderStrip
from phonebank.gui.pages.shifts.words import when_of
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import ActionButton, QuietButton
from phonebank.gui.widgets.completions import Completions
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.notices import Notice
from phonebank.gui.widgets.spaced_text import SpacedText

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from phonebank.domain.shifts import Shift
    from phonebank.services.shifts import ShiftCard

NOBODY = "Nobody is expected yet. Add callers below by name."


class CardOfShift(QWidget):
    """Tells what is wanted and writes nothing itself."""

    change_wanted = Signal()
    removed = Signal()
    expected = Signal(str)
    came = Signal(str, bool)
    struck = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card: ShiftCard | None = None
        self.venue = ElidedLabel(role=fonts.title)
        self.when, self.note = ElidedLabel(tone="text2"), SpacedText(tone="text2")
        self.change = QuietButton("Change", height=32)
        self.remove = QuietButton("Remove", height=32)
        self.sure = Notice(action="Remove it")
        self.strip, self.header, self.rows = LadderStrip(), RowsHeader(), CallerRows()
        self.nobody = ElidedLabel(NOBODY, tone="text2")
        self.name, self.add = QLineEdit(), ActionButton("Expect", height=32)
        self.others = QuietButton("", height=32)
        self.fault = SpacedText(tone="warn_text")
        self._dress()
        self._lay_out()

    @property
    def shift(self) -> Shift | None:
        return self.card.shift if self.card else None

    def show_card(self, card: ShiftCard, now: datetime) -> None:
        """Show this shift; what is half typed stays while it is the same one."""
        if self.card is None or self.card.shift.id != card.shift.id:
            self.name.clear()
            self.sure.hide()
            self.tell("")
        self.card = card
        self.venue.setText(card.shift.venue)
        self.when.setText(when_of(card.shift, now))
        self.note.setText(card.shift.note)
        self.note.setVisible(bool(card.shift.note))
        self.strip.show_ladder(card.total)
        self.rows.show_lines(card.callers)
        self.nobody.setVisible(not card.callers)
        self._show_others(card.others)

    def show_again(self) -> None:
        """Let the ticks say again what is kept."""
        if self.card is not None:
            self.rows.show_lines(self.card.callers)

    def know_names(self, names: Sequence[str]) -> None:
        """Offer these while a name is typed."""
        self.name.setCompleter(Completions(names, self.name))

    def tell(self, sentence: str) -> None:
        """Say what was refused; nothing where all is well."""
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))

    def _show_others(self, names: Sequence[str]) -> None:
        """Whoever rang then without being of a shift: one press, and they came."""
        self.others.setVisible(bool(names))
        if names:
            more = f", {len(names) - 1} more after" if len(names) > 1 else ""
            self.others.setText(f"{names[0]} rang then{more}")
            self.others.set_hint(f"{', '.join(names)} rang then: note that {names[0]} came")

    def _expect(self) -> None:
        name = self.name.text().strip()
        if name:
            self.tell("")
            self.expected.emit(name)

    def _note_other(self) -> None:
        if self.card is not None and self.card.others:
            self.came.emit(self.card.others[0], True)

    def _ask(self) -> None:
        """Removing takes a second press, beside what it costs."""
        self.sure.say("Remove this shift?", "Who came is forgotten, the calls stay.", "Remove it")
        self.sure.setVisible(not self.sure.isVisible())

    def _dress(self) -> None:
        self._connect()
        self.change.set_hint("Change venue, day, times or note")
        self.remove.set_hint("Forget this shift; asks once more")
        self.name.setPlaceholderText("Name of a caller")
        self.name.setAccessibleName("Name of a caller to expect")
        self.name.setToolTip("Type a part of the name and choose; Enter adds")
        self.name.setMaximumWidth(280)
        self.add.set_hint("Expect this caller (Enter in the name)")
        self.sure.hide()
        self.fault.hide()

    def _connect(self) -> None:
        self.change.clicked.connect(self.change_wanted)
        self.remove.clicked.connect(self._ask)
        self.sure.acted.connect(self.removed)
        self.add.clicked.connect(self._expect)
        self.name.returnPressed.connect(self._expect)
        self.others.clicked.connect(self._note_other)
        self.rows.ticked.connect(self.came)
        self.rows.struck.connect(self.struck)
        self.rows.widened.connect(self.header.stand_over)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.venue, 1)
        head.addWidget(self.change)
        head.addWidget(self.remove)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.name, 1)
        foot.addWidget(self.add)
        foot.addStretch(1)
        foot.addWidget(self.others)
        self._stack_up(head, foot)

    def _stack_up(self, head: QHBoxLayout, foot: QHBoxLayout) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.when)
        column.addWidget(self.note)
        column.addSpacing(8)
        column.addWidget(self.sure)
        column.addSpacing(8)
        for part in (self.strip, self.header, self.nobody):
            column.addWidget(part)
        column.addWidget(self.rows, 1)
        column.addWidget(self.fault)
        column.addSpacing(8)
        column.addLayout(foot)
