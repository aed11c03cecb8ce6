"""The chosen list, live: its figures, why electors wait and what helps, who is held or promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from phonebank.domain.lists import Remedy
from phonebank.gui.pages.lists.board_head import BoardHead
from phonebank.gui.pages.lists.figures import FigureStrip
from phonebank.gui.pages.lists.held import HeldView
from phonebank.gui.pages.lists.promised import PromisedView
from phonebank.gui.pages.lists.reasons import ReasonsView
from phonebank.gui.pages.lists.waiting import CasesView, PassedOnView
from phonebank.gui.pages.lists.words import NOBODY, why_nobody
from phonebank.gui.widgets.empty_state import EmptyState
from phonebank.gui.widgets.notices import Notice, NoticeKind
from phonebank.gui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from phonebank.gui.pages.lists.live import Floor
    from phonebank.services.list_counts import ListLine, ReasonNow

REASONS, LEASES, CALLBACKS, PASSED_ON, CASES = "reasons", "leases", "callbacks", "passed", "cases"
LEADS_TO: Mapping[Remedy, str] = {
    Remedy.RELEASE_CALLER: LEASES,
    Remedy.MOVE_CALLBACKS: CALLBACKS,
    Remedy.SETTLE_CASES: CASES,
}


class ListBoard(QWidget):
    """It shows what it is told; `remedied` carries a Remedy and what is told of its reason."""

    remedied = Signal(object, object)
    left = Signal()

    def __init__(self, *, is_read_only: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_read_only = is_read_only
        self.floor: Floor | None = None
        self.head, self.strip = BoardHead(), FigureStrip()
        self.notice = Notice(kind=NoticeKind.ERROR, action="Close")
        self.tabs = Segmented([(it, words, "") for it, words in _TABS.items()], "What to look at")
        self.reasons, self.empty = ReasonsView(), EmptyState()
        self.held, self.promised = HeldView(), PromisedView()
        self.passed_on, self.cases = PassedOnView(), CasesView()
        self._stack = QStackedWidget()
        self._connect()
        self._lay_out()

    def show_line(self, line: ListLine, now: datetime) -> None:
        """Another list, of which nothing is counted yet but what stands in the overview."""
        self.floor = None
        self.tell("")
        facts, why_not = line.facts, line.why_not_served
        self.head.show_facts(facts, why_not, now, is_read_only=self._is_read_only)
        self.strip.show_now(None)
        self.empty.say("Counting …", "On a long roll this takes a few seconds.")
        self._stack.setCurrentWidget(self.empty)

    def show_floor(self, floor: Floor) -> None:
        """Show how a list stands; of another list, from the start."""
        told = floor.told
        if self.floor is None or self.floor.told.facts.name != told.facts.name:
            self.reasons.put_in_order()
            self.empty.say(NOBODY, why_nobody(told.facts))
        self.floor = floor
        self.head.show_facts(
            told.facts, told.why_not_served, floor.now, is_read_only=self._is_read_only
        )
        self.strip.show_now(told)
        self.reasons.show_now(told, is_read_only=self._is_read_only)
        self.held.show_leases(told.leases, floor.now)
        self.promised.show_floor(floor)
        self.passed_on.show_passed_on(floor.passed_on, floor.now)
        self.cases.show_cases(floor.cases, floor.now)
        self._name_tabs(floor)
        self._show_tab()

    def offer(self, names: Sequence[str]) -> None:
        """Callers to whom something can be given."""
        self.held.to.offer(names)
        self.promised.to.offer(names)

    def tell(self, sentence: str, rest: str = "") -> None:
        """Say what was done, or refused; nothing takes it away."""
        self.notice.say(sentence, rest, "Close")
        self.notice.setVisible(bool(sentence))

    def turn_to(self, tab: str) -> None:
        """Show one of the tables, the keys in it."""
        self.tabs.choose(tab)
        lines = self._views().get(tab)
        if lines is not None:
            lines.focus_lines()

    def focus_tabs(self) -> None:
        """Put the keys onto the chosen tab."""
        self.tabs.segment(self.tabs.current()).setFocus()

    def _views(self) -> Mapping[str, HeldView | PromisedView | PassedOnView | CasesView]:
        return {
            LEASES: self.held,
            CALLBACKS: self.promised,
            PASSED_ON: self.passed_on,
            CASES: self.cases,
        }

    def _name_tabs(self, floor: Floor) -> None:
        due = sum(one.due for one in floor.told.callbacks_today)
        counts = (len(floor.told.leases), due, len(floor.passed_on), len(floor.cases))
        for tab, number in zip((LEASES, CALLBACKS, PASSED_ON, CASES), counts, strict=True):
            words = f"{_TABS[tab]} {number}" if number else _TABS[tab]
            if self.tabs.segment(tab).text() != words:
                self.tabs.segment(tab).setText(words)

    def _show_tab(self) -> None:
        wanted: QWidget = self._views().get(self.tabs.current(), self.reasons)
        is_empty = self.floor is None or not self.floor.told.electors
        if self.floor is None:
            wanted = self.reasons
        self._stack.setCurrentWidget(self.empty if is_empty and wanted is self.reasons else wanted)

    def _help(self, told: ReasonNow, remedy: Remedy) -> None:
        if remedy in LEADS_TO:
            self.turn_to(LEADS_TO[remedy])
        else:
            self.remedied.emit(remedy, told)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._show_tab)
        self.reasons.wanted.connect(self._help)
        self.held.all_released.connect(lambda: self.remedied.emit(Remedy.RELEASE_ALL, None))
        self.notice.acted.connect(lambda: self.tell(""))
        for view in self._views().values():
            view.left.connect(self.left)

    def _lay_out(self) -> None:
        for view in (self.reasons, *self._views().values(), self.empty):
            self._stack.addWidget(view)
        if self._is_read_only:
            for view in self._views().values():
                view.hide_bar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self.head, self.notice, self.strip, self.tabs):
            column.addWidget(part)
        column.addWidget(self._stack, 1)
        self.notice.hide()


_TABS: Mapping[str, str] = {
    REASONS: "Why waiting",
    LEASES: "Leases",
    CALLBACKS: "Callbacks",
    PASSED_ON: "Passed on",
    CASES: "Cases",
}
