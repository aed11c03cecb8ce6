"""Who waits for an MP, and what callers left to an organiser: looked at, and settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from phonebank.gui.pages.lists.lines import Line, LinesView, Told
from phonebank.gui.pages.lists.words import day_or_clock
from phonebank.gui.widgets.buttons import ActionButton
from phonebank.services.freeing import LONGEST_NOTE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from phonebank.domain.floor_lines import CaseLine, PassedOnLine

ALL_LISTS = "Of all lists."
ANY_MP = "any MP"
HEIGHT = 32
PASSED_ON = Told(
    "Passed on to an MP",
    ("Elector", "For", "By", "Since", "Note"),
    "Nobody waits for an MP",
    "When a caller passes somebody on to an MP, nobody else rings them until the MP has, and it "
    "stands here with the caller’s note.",
    "elector",
)
CASES = Told(
    "Left to an organiser",
    ("Elector", "Outcome", "Caller", "When", "Note"),
    "Nothing is left to an organiser",
    "When a call needs an organiser, as for another language, it stands here until you settle it; "
    "then the elector may be rung again.",
    "elector",
)


class PassedOnView(LinesView):
    """`taken_back` carries an elector's id."""

    taken_back = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(PASSED_ON, parent)
        self.take_back = ActionButton("Take back", height=HEIGHT)
        self.bar.addWidget(self.take_back)
        self.bar.addStretch(1)
        self.take_back.clicked.connect(self._take_back)
        self.chosen.connect(self._show_state)
        self._show_state()

    def show_passed_on(self, lines: Sequence[PassedOnLine], now: datetime) -> None:
        """Show who waits, the longest first."""
        self.show_lines(lines, lambda it: Line(it.elector_id, _passed_on(it, now)), ALL_LISTS)

    def focus_bar(self) -> None:
        self.take_back.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_state(self) -> None:
        is_chosen = self.key() is not None
        self.take_back.setEnabled(is_chosen)
        self.take_back.set_hint(
            "Let everybody ring them again" if is_chosen else "Choose an elector"
        )

    def _take_back(self) -> None:
        key = self.key()
        if isinstance(key, int):
            self.taken_back.emit(key)


class CasesView(LinesView):
    """`settled` carries an elector's id and a note."""

    settled = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(CASES, parent)
        self._notes: dict[int, str] = {}
        self.note = QLineEdit()
        self.note.setPlaceholderText("What was done about it")
        self.note.setAccessibleName("What was done about it")
        self.note.setToolTip("Kept with the elector’s history; Enter settles")
        self.note.setMaxLength(LONGEST_NOTE)
        self.settle = ActionButton("Settle", height=HEIGHT)
        self.bar.addWidget(self.note, 1)
        self.bar.addWidget(self.settle)
        self.note.returnPressed.connect(self._settle)
        self.note.textEdited.connect(self._remember)
        self.settle.clicked.connect(self._settle)
        self.chosen.connect(self._show_state)
        self._show_state()

    def show_cases(self, lines: Sequence[CaseLine], now: datetime) -> None:
        """Show what waits, the longest first."""
        self.show_lines(lines, lambda it: Line(it.elector_id, _case(it, now)), ALL_LISTS)

    def focus_bar(self) -> None:
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def forget_note(self, elector_id: int) -> None:
        """It was written."""
        self._notes.pop(elector_id, None)

    def _remember(self, text: str) -> None:
        """What is half typed for one elector waits while another is looked at."""
        key = self.key()
        if isinstance(key, int):
            self._notes[key] = text

    def _show_state(self) -> None:
        key = self.key()
        is_chosen = isinstance(key, int)
        self.note.setEnabled(is_chosen)
        self.note.setText(self._notes.get(key, "") if isinstance(key, int) else "")
        self.settle.setEnabled(is_chosen)
        self.settle.set_hint("It is seen to: they may be rung again" if is_chosen else "Choose one")

    def _settle(self) -> None:
        key = self.key()
        if isinstance(key, int):
            self.settled.emit(key, self.note.text())


def _passed_on(line: PassedOnLine, now: datetime) -> tuple[str, ...]:
    return line.elector, line.to or ANY_MP, line.by, day_or_clock(line.at, now), line.note


def _case(line: CaseLine, now: datetime) -> tuple[str, ...]:
    return line.elector, line.outcome, line.caller, day_or_clock(line.called_at, now), line.note
