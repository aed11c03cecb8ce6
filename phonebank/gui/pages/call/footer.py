"""The foot of the questions: Undo, Skip, Call back, Save and next; or why to skip, or what else."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from phonebank.gui.pages.call.beside_panel import BesidePanel
from phonebank.gui.pages.call.flows import Flow
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import KeyButton, PrimaryButton, QuietButton, QuietKeyButton
from phonebank.gui.widgets.labels import ElidedLabel

WHY_SKIP = (
    ("I know them", "I"),
    ("Wrong moment", "M"),
    ("Number looks wrong", "N"),
    ("Other", "O"),
)
NOT_REACHED_YET = "Call back: say first that you reached them"
TALL, LOW = 40, 36


class Footer(QWidget):
    """`skip_wanted` opens the reasons in the same place; `skipped` carries the one chosen.

    What goes beside a call opens in that place too.
    """

    undo_wanted = Signal()
    skip_wanted = Signal()
    callback_wanted = Signal()
    save_wanted = Signal()
    skipped = Signal(str)
    stay_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.undo = QuietButton("Undo last", "Ctrl+Z", "undo", TALL)
        self.skip = QuietButton("Skip…", "Q", "skip", TALL)
        self.callback = QuietButton("Call back…", "K", "clock", TALL)
        self.save = PrimaryButton("Save and next", "Ctrl+Enter", height=TALL)
        self.stay = QuietKeyButton("Stay", "", LOW)
        self.reasons = {words: KeyButton(words, key, height=LOW) for words, key in WHY_SKIP}
        self.beside = BesidePanel()
        self._acts, self._why = self._acts_page(), self._why_page()
        both = QVBoxLayout(self)  # not stacked: the hidden one must not decide the height
        both.setContentsMargins(0, 0, 0, 0)
        both.addWidget(self._acts)
        both.addWidget(self._why)
        both.addWidget(self.beside)
        self._connect()
        self.set_compact(False)
        self.ask_why_to_skip(False)

    @property
    def is_skipping(self) -> bool:
        return not self._why.isHidden()

    @property
    def is_beside_open(self) -> bool:
        return not self.beside.isHidden()

    def ask_why_to_skip(self, is_asking: bool) -> None:
        self._show(self._why if is_asking else self._acts)
        if is_asking:
            next(iter(self.reasons.values())).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_beside(self) -> None:
        self._show(self.beside)
        self.beside.focus_first()

    def _show(self, wanted: QWidget) -> None:
        for page in (self._acts, self._why, self.beside):
            page.setVisible(page is wanted)

    def reason_for(self, key: str) -> str:
        """The reason to skip with this key, empty for a dead key."""
        return next((words for words, its in WHY_SKIP if its == key), "")

    def allow_callback(self, is_allowed: bool) -> None:
        self.callback.setEnabled(is_allowed)
        self.callback.set_hint("Call back at an agreed time" if is_allowed else NOT_REACHED_YET)

    def set_compact(self, is_compact: bool, *, is_narrow: bool = False) -> None:
        height = LOW if is_compact else TALL
        for button in (self.undo, self.skip, self.callback, self.save):
            button.set_height(height)
        is_short = is_compact or is_narrow
        self.undo.set_key("" if is_short else "Ctrl+Z")
        self.undo.set_hint("Take the last call back" + (" (Ctrl+Z)" if is_short else ""))
        side, left = (16, 10) if is_compact else (24, 17)
        top = 5 if is_compact else 11
        self._row.setContentsMargins(left, top, side, top)
        for row in (self._why_row, self.beside.row):
            row.setContentsMargins(side, top, side, top)

    def _acts_page(self) -> QWidget:
        page = QWidget()
        self._row = QHBoxLayout(page)
        flow = Flow(6)
        for button in (self.undo, self.skip, self.callback):
            flow.add(button)
        flow.set_tail(self.save)
        self._row.addWidget(flow)
        return page

    def _why_page(self) -> QWidget:
        page = QWidget()
        self._why_row = QHBoxLayout(page)
        self._why_row.setSpacing(10)
        self._why_row.addWidget(ElidedLabel("Why skip?", role=fonts.question))
        flow = Flow(6)
        for button in self.reasons.values():
            button.setCheckable(False)
            flow.add(button)
        flow.set_tail(self.stay)
        self._why_row.addWidget(flow, 1)
        return page

    def _connect(self) -> None:
        self.undo.clicked.connect(self.undo_wanted)
        self.skip.clicked.connect(self.skip_wanted)
        self.callback.clicked.connect(self.callback_wanted)
        self.save.clicked.connect(self.save_wanted)
        self.stay.clicked.connect(self.stay_wanted)
        self.skip.set_hint("Pass over this elector and say why")
        self.save.set_hint("Save and show the next elector")
        self.stay.set_hint("Do not skip (Esc)")
        for words, button in self.reasons.items():
            button.clicked.connect(partial(self.skipped.emit, words))
