"""The duplicates page: electors who may be one person, for somebody to merge or keep apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from phonebank.domain.changes import Topic
from phonebank.domain.errors import PhonebankError
from phonebank.domain.figures import percent
from phonebank.gui.pages.duplicates.searching import Search
from phonebank.gui.pages.duplicates.view import DuplicatesView
from phonebank.gui.pages.duplicates.words import counts_line
from phonebank.services.duplicates import (
    Decided,
    Decision,
    cards_of,
    decided_so_far,
    keep_apart,
    merge,
    undo,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from PySide6.QtWidgets import QWidget

    from phonebank.domain.changes import Done
    from phonebank.domain.duplicates import DuplicatePair
    from phonebank.domain.electors import ElectorCard
    from phonebank.domain.permits import Actor
    from phonebank.gui.desk import Desk
    from phonebank.store.database import Database

    Act = Callable[[Database, Actor, int, int, datetime], Done[Decided]]

NONE_FOUND = (
    "No duplicates found",
    "Nobody with a near name has the same postcode or the same email address.",
)
ALL_DECIDED = (
    "All decided",
    "Every pair that was found is decided. Search again after the next import.",
)


@dataclass(frozen=True, slots=True)
class Step:
    """What was decided, which pairs it took off the list and from where, and which was chosen."""

    decided: Decided
    off: Sequence[tuple[int, DuplicatePair]]
    row: int


class DuplicatesPage(DuplicatesView):
    topics = Topic(0)  # deciding changes electors: the list is searched anew only when asked

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._steps: list[Step] = []
        self._is_deciding = False
        self._merged = self._apart = 0
        self.search = Search(desk, self)
        self._connect()
        self._show_what_can_be_done()

    def refresh(self) -> None:
        """Search the whole roll; what was decided before can no longer be undone here."""
        self._steps.clear()
        self.model.show([])
        self.search.start()

    def stop(self) -> None:
        """Leave off searching, as when the page is left."""
        self.search.stop()

    def _show_progress(self, done: int, total: int) -> None:
        part = done / total if total else 0.0
        self.counts.setText("")
        self.progress.set_part(part)
        self.progress.show()
        self.show_instead("Comparing electors", f"{percent(part)} done.")
        self._show_what_can_be_done()

    def _show_found(self, pairs: Sequence[DuplicatePair]) -> None:
        self.progress.hide()
        self.model.show(pairs)
        self._show_row(0)
        job = self._desk.jobs.new()
        job.succeeded.connect(self._show_counts)
        job.read(decided_so_far, self._desk.actor)

    def _show_counts(self, counts: tuple[int, int]) -> None:
        self._merged, self._apart = counts
        self.counts.setText(counts_line(len(self.model.pairs), self._merged, self._apart))

    def _show_failure(self, error: Exception) -> None:
        if not isinstance(error, PhonebankError):
            self._desk.jobs.failed.emit(error)
            return
        self.model.show([])
        self.progress.hide()
        self.show_instead("Duplicates are not shown", error.sentence)
        self._show_what_can_be_done()

    def _show_row(self, row: int) -> None:
        """Choose this pair, or the last where there are fewer, or say that there is none."""
        if self.model.pairs:
            self.show_pairs()
            self.table.choose_row(min(row, len(self.model.pairs) - 1))
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self._ask_for_cards()
        else:
            self.comparison.clear()
            self.show_instead(*(ALL_DECIDED if self._steps else NONE_FOUND))
        self._show_what_can_be_done()

    def _current(self) -> DuplicatePair | None:
        row = self.table.current_row()
        return self.model.pairs[row] if 0 <= row < len(self.model.pairs) else None

    def _ask_for_cards(self) -> None:
        pair = self._current()
        if pair is None:
            return

        def show(cards: tuple[ElectorCard, ElectorCard]) -> None:
            if self._current() is pair:
                self.comparison.show_cards(pair.why, *cards)

        job = self._desk.jobs.new()
        job.succeeded.connect(show)
        job.read(cards_of, self._desk.actor, pair)

    def _keep_left(self) -> None:
        self._decide(merge)

    def _keep_right(self) -> None:
        self._decide(merge, is_swapped=True)

    def _keep_both(self) -> None:
        self._decide(keep_apart)

    def _decide(self, act: Act, *, is_swapped: bool = False) -> None:
        pair = self._current()
        if pair is not None and not self._is_deciding:
            one, other = reversed(pair.ids) if is_swapped else pair.ids
            self._write(self._take_off, act, one, other)

    def _take_off(self, decided: Decided) -> None:
        """Take the pair off the list, and with it every other of somebody who left the roll."""
        row = self.table.current_row()
        gone = decided.other if decided.decision is Decision.MERGED else None
        both = {decided.kept, decided.other}
        off = [
            (place, pair)
            for place, pair in enumerate(self.model.pairs)
            if set(pair.ids) == both or gone in pair.ids
        ]
        self._steps.append(Step(decided, off, row))
        taken = {place for place, _ in off}
        self.model.show([it for place, it in enumerate(self.model.pairs) if place not in taken])
        self._count(decided, 1)
        self._show_row(row - sum(place < row for place in taken))

    def _take_back(self) -> None:
        if self._steps and not self._is_deciding:
            decided = self._steps[-1].decided
            self._write(self._put_back, undo, decided.kept, decided.other)

    def _put_back(self, decided: Decided) -> None:
        step = self._steps.pop()
        pairs = list(self.model.pairs)
        for place, pair in step.off:
            pairs.insert(place, pair)
        self.model.show(pairs)
        self._count(decided, -1)
        self._show_row(step.row)

    def _count(self, decided: Decided, by: int) -> None:
        is_merge = decided.decision is Decision.MERGED
        self._show_counts((self._merged + by * is_merge, self._apart + by * (not is_merge)))

    def _write(self, then: Callable[[Decided], None], act: Act, one: int, other: int) -> None:
        self._is_deciding = True
        job = self._desk.jobs.new()
        job.succeeded.connect(then)
        job.ended.connect(self._end_writing)
        job.write(act, self._desk.actor, one, other, self._desk.clock.now())

    def _end_writing(self) -> None:
        self._is_deciding = False
        self._show_what_can_be_done()

    def _show_what_can_be_done(self) -> None:
        for button in (self.keep_left, self.keep_right, self.two_people):
            button.setEnabled(self._current() is not None)
        self.undo_last.setEnabled(bool(self._steps))
        self.undo_last.set_hint("" if self._steps else "Nothing was decided here yet")

    def _leave(self) -> None:
        self.stop()
        self.left.emit()

    def _focus_list(self) -> None:
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _connect(self) -> None:
        self.search.progressed.connect(self._show_progress)
        self.search.found.connect(self._show_found)
        self.search.failed.connect(self._show_failure)
        self.table.chosen.connect(self._ask_for_cards)
        self.table.opened.connect(self.comparison.scroller.setFocus)
        self.table.left.connect(self._leave)
        self.comparison.left.connect(self._focus_list)
        self.back.clicked.connect(self._leave)
        self.again.clicked.connect(self.refresh)
        for key, button, do in (
            ("1", self.keep_left, self._keep_left),
            ("2", self.keep_right, self._keep_right),
            ("3", self.two_people, self._keep_both),
            ("Ctrl+Z", self.undo_last, self._take_back),
        ):
            button.clicked.connect(do)
            keys = QShortcut(QKeySequence(key), self)
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(do)
