"""The right of the page: script and history as two cards, or as two tabs of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from phonebank.domain.scripts import values_of
from phonebank.gui.pages.call import history_card
from phonebank.gui.pages.call.history_card import HistoryPanel
from phonebank.gui.pages.call.script_card import ScriptPanel
from phonebank.gui.pages.call.scrolling import SCROLL_BAR
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.cards import Card
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from datetime import datetime

    from phonebank.domain.contest import Contest
    from phonebank.domain.scripts import Values
    from phonebank.gui.pages.call.key_tree import KeyTree, Said
    from phonebank.services.serving import Served

WIDTH, WIDTH_COMPACT = 352, 288
HISTORY_HEIGHT = 198


class Side(QWidget):
    """Made once; `set_compact` moves the two panels between two cards and one."""

    def __init__(self, contest: Contest, caller: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._contest, self._caller = contest, caller
        self.script, self.history = ScriptPanel(contest), HistoryPanel()
        self.tabs = Segmented(
            (("script", "Script", ""), ("history", "History", "")), "Script or history"
        )
        self.for_whom = ElidedLabel(tone="text2")
        self.how_many = ElidedLabel(tone="text2")
        self._is_compact: bool | None = None
        self._lay_out()
        self.tabs.chosen.connect(self._show_tab)
        self.set_compact(False)

    def show_elector(self, served: Served, now: datetime) -> None:
        card = served.card
        self.script.show_script(served.script.words, self._values(served))
        self.history.show_history(card, now)
        self.how_many.setText(history_card.how_many(card))
        calls = sum(not past.superseded for past in card.history)
        self.tabs.segment("history").setText(f"History, {calls}")
        nth = "first call" if served.attempt == 1 else f"call {served.attempt}"
        self.for_whom.setText(", ".join(it for it in (card.section, nth) if it))
        self.tabs.choose("script")

    def show_call(self, tree: KeyTree, said: Said) -> None:
        self.script.show_call(tree, said)

    def clear(self) -> None:
        self.script.clear()
        self.history.clear()
        for label in (self.for_whom, self.how_many):
            label.setText(" ")
        self.tabs.segment("history").setText("History")

    def set_compact(self, is_compact: bool, *, is_narrow: bool = False) -> None:
        self.setFixedWidth(WIDTH_COMPACT if is_compact or is_narrow else WIDTH)
        if is_compact == self._is_compact:
            return
        self._is_compact = is_compact
        for card in (self._script_card, self._history_card):
            card.setVisible(not is_compact)
        self._tab_card.setVisible(is_compact)
        if is_compact:
            self._pages.addWidget(self.script)
            self._pages.addWidget(self.history)
            self._show_tab(self.tabs.current())
        else:
            self._script_column.addWidget(self.script, 1)
            self._history_column.addWidget(self.history, 1)
            self.script.show()
            self.history.show()

    def _values(self, served: Served) -> Values:
        return values_of(
            self._contest,
            first=served.card.first_name or served.card.spoken_name,
            caller=self._caller,
            place=served.card.constituency,
            is_mp=served.by_mp,
        )

    def _show_tab(self, name: str) -> None:
        if self._is_compact:
            self._pages.setCurrentWidget(self.script if name == "script" else self.history)

    def _lay_out(self) -> None:
        self._script_card, self._script_column = _titled("Script", self.for_whom)
        self._history_card, self._history_column = _titled("History", self.how_many)
        self._history_card.setFixedHeight(HISTORY_HEIGHT)
        self._tab_card = Card()
        tabs = QVBoxLayout(self._tab_card)
        tabs.setContentsMargins(16, 12, 16 - SCROLL_BAR, 10)
        tabs.setSpacing(10)
        tabs.addWidget(self.tabs)
        self._pages = QStackedLayout()
        tabs.addLayout(self._pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._script_card, 1)
        column.addWidget(self._history_card)
        column.addWidget(self._tab_card, 1)


def _titled(title: str, note: ElidedLabel) -> tuple[Card, QVBoxLayout]:
    card = Card()
    column = QVBoxLayout(card)
    column.setContentsMargins(20, 12, 20 - SCROLL_BAR, 14)
    column.setSpacing(8)
    head = QHBoxLayout()
    head.setContentsMargins(0, 0, SCROLL_BAR, 0)
    head.addWidget(ElidedLabel(title, role=fonts.question))
    head.addStretch(1)
    head.addWidget(note)
    column.addLayout(head)
    return card, column
