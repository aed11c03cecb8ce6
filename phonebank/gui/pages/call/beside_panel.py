"""What goes beside a call: offers, a word with an organiser, and passing on to an MP."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from phonebank.domain.electors import FollowUpKind
from phonebank.gui.pages.call.flows import Flow
from phonebank.gui.pages.call.key_tree import ANY_MP, Said
from phonebank.gui.widgets.buttons import KeyButton, QuietKeyButton

if TYPE_CHECKING:
    from collections.abc import Sequence

LOW = 36
OFFERS = (
    (FollowUpKind.VOLUNTEER, "Will volunteer", "V"),
    (FollowUpKind.DONATE, "Will give", "G"),
    (FollowUpKind.POSTER, "Poster", "P"),
    (FollowUpKind.SPEAK_TO_ORGANISER, "Speak to organiser", "O"),
)
HINTS = {
    FollowUpKind.VOLUNTEER: "They offered to help",
    FollowUpKind.DONATE: "They offered money",
    FollowUpKind.POSTER: "They asked for a poster",
    FollowUpKind.SPEAK_TO_ORGANISER: "Raise this with an organiser; the note goes along",
}
PASS_ON = "Leave them to {}, who alone rings them until they were reached; the note goes along"


class BesidePanel(QWidget):
    """Takes the place of the foot while it is open; each button is pressed again to take it back.

    `offered` carries a kind of follow-up, `passed` an MP's id or ANY_MP.
    """

    offered = Signal(str)
    passed = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = QHBoxLayout(self)
        self._flow = Flow(6)
        self.done = QuietKeyButton("Done", "", LOW)
        self.done.set_hint("Back to the foot of the call (Esc)")
        self.done.clicked.connect(self.closed)
        self.offers: dict[str, KeyButton] = {}
        self.mps: dict[str, KeyButton] = {}
        self._mps: Sequence[tuple[int, str]] = ()
        self._said = Said()
        self.row.addWidget(self._flow)
        self._flow.set_tail(self.done)
        self._make_buttons()

    def offer_mps(self, mps: Sequence[tuple[int, str]]) -> None:
        """To whom an elector may be left now; without any there is no such button."""
        if mps != self._mps:
            self._mps = mps
            self._flow.clear()
            self._make_buttons()
            self.show_said(self._said)

    def _make_buttons(self) -> None:
        self.offers, self.mps = {}, {}
        for kind, words, key in OFFERS:
            self.offers[kind.value] = self._button(words, key, HINTS[kind])
            self.offers[kind.value].clicked.connect(partial(self.offered.emit, kind.value))
        if self._mps:
            self._add_mps(self._mps)

    def _add_mps(self, mps: Sequence[tuple[int, str]]) -> None:
        to: list[tuple[str, str, str]] = [(ANY_MP, "any MP", "M")]
        to += [(str(mp), name, str(n)) for n, (mp, name) in enumerate(mps[:9], start=1)]
        for whom, name, key in to if len(mps) > 1 else to[:1]:
            words = f"To {name}" if len(mps) > 1 else f"To {mps[0][1]}, MP"
            self.mps[whom] = self._button(words, key, PASS_ON.format(name))
            self.mps[whom].clicked.connect(partial(self.passed.emit, whom))

    def press(self, key: str) -> None:
        """What a letter or a digit does while this is open."""
        everything = (*self.offers.values(), *self.mps.values())
        for button in everything:
            if button.key() == key:
                button.click()

    def show_said(self, said: Said) -> None:
        self._said = said
        for kind, button in self.offers.items():
            button.setChecked(kind in said.follow_ups)
        for whom, button in self.mps.items():
            button.setChecked(whom == said.pass_to)

    def focus_first(self) -> None:
        next(iter(self.offers.values())).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _button(self, words: str, key: str, hint: str) -> KeyButton:
        button = KeyButton(words, key, height=LOW)
        button.set_hint(hint)
        self._flow.add(button)
        return button
