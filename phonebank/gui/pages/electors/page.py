"""The electors page: the whole roll as a table, anybody found while typing, and each one's page."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from phonebank.domain.changes import Topic
from phonebank.domain.electors import ElectorCard, ElectorColumn, ElectorLine, FoundElector
from phonebank.domain.errors import PhonebankError
from phonebank.domain.segments import NO, Comparison, Condition, Field
from phonebank.gui.pages.electors.elector_view import ElectorView
from phonebank.gui.pages.electors.head import ElectorsHead, how_many, how_many_found
from phonebank.gui.pages.electors.instead import NoElectors
from phonebank.gui.pages.electors.panel import ElectorPanel
from phonebank.gui.pages.electors.table import ElectorsTable
from phonebank.services.looking_up import elector_card, elector_ids, elector_lines, find_electors
from phonebank.services.segmenting import count_electors

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from phonebank.domain.permits import Actor
    from phonebank.domain.segments import Tree
    from phonebank.gui.desk import Desk
    from phonebank.gui.settings import Settings
    from phonebank.store.database import Database

MARGIN = 12
OFF_ROLL = Condition(Field.ON_ROLL, Comparison.IS, (NO,))
PAUSE = 40  # ms after the last key before the roll is asked: a fast typist's gap
GLANCE = 80  # ms on a row before all that is known is read, so that held arrows fly past


@dataclass(frozen=True, slots=True)
class Shown:
    """What the whole table shows: its order, and the filter with the words for it."""

    column: ElectorColumn = ElectorColumn.NAME
    is_falling: bool = False
    segment: Tree | None = None
    segment_words: str = ""


class ElectorsPage(QWidget):
    title = "Electors"
    icon_name = "electors"
    topics = Topic.ELECTORS | Topic.CALLS | Topic.CONTEST
    import_wanted = Signal()
    duplicates_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shown = Shown()
        self._whole: Sequence[int] | None = None
        self._place: tuple[int, int | None] = (0, None)  # top row and chosen, before a search
        self._is_new_order, self._gone = False, 0
        self.head = ElectorsHead(desk)
        self.search, self.found = self.head.search, self.head.found
        colours = {one.short: one.colour for one in desk.contest.candidates}
        self.pane = ElectorsTable(self._lines, colours)
        self.model, self.table = self.pane.model, self.pane.view
        self.empty = NoElectors()
        self.panel = ElectorPanel()
        self.elector = ElectorView(desk)
        self._pause, self._glance = QTimer(self), QTimer(self)
        self._lay_out()
        self._connect()

    def remember_by(self, settings: Settings) -> None:
        """Take up columns and widths of last time, and keep those of now."""
        self.pane.remember_by(settings)

    def refresh(self) -> None:
        """Ask again for everything that is shown; an answer that is out of date is dropped."""
        self.model.forget_rows()
        self._ask_for_whole()
        self.head.refresh()
        if self.search.text().strip():
            self._ask_for_found()
        if self._outer.currentWidget() is self.elector:
            self.elector.refresh()

    def focus_search(self) -> None:
        """Put the keys into the search field, what is in it ready to be overwritten."""
        self._outer.setCurrentIndex(0)
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def sort_by(self, column: ElectorColumn, is_falling: bool) -> None:
        """Show the table in the order of this column; it stays as it is until that is read."""
        self.search.clear()
        self._shown = replace(self._shown, column=column, is_falling=is_falling)
        self._is_new_order = True
        self.pane.show_order(column, is_falling)
        self.found.setText("Sorting …")
        self._ask_for_whole()

    def narrow(self, segment: Tree | None, words: str = "") -> None:
        """Show only these electors, or everybody; `words` say who they are."""
        if (segment, words) == (self._shown.segment, self._shown.segment_words):
            return
        self.search.clear()
        self._shown = replace(self._shown, segment=segment, segment_words=words)
        self._is_new_order = True
        self.found.setText("Filtering …")
        self._ask_for_whole()

    def filter_by(self, segment: Tree | None) -> None:
        """Show the electors of a segment that another page names."""
        self._outer.setCurrentIndex(0)
        self.head.show_conditions(segment)

    def open_elector(self) -> None:
        """Open the chosen elector's own page."""
        chosen = self.pane.chosen_id()
        if chosen is not None:
            self.elector.open(chosen)
            self._outer.setCurrentWidget(self.elector)
            self.elector.focus_first()

    def _lines(self, ids: Sequence[int]) -> Mapping[int, ElectorLine]:
        """A page of the table, read at once; a file that cannot be read is told in the window."""
        try:
            lines = elector_lines(self._desk.jobs.db, self._desk.actor, ids)
        except PhonebankError as error:
            self._desk.jobs.failed.emit(error)
            return {}
        return {line.id: line for line in lines}

    def _ask_for_whole(self) -> None:
        job = self._desk.jobs.new()
        job.is_answered_here = True
        job.succeeded.connect(self._show_whole)
        job.failed.connect(self._show_failure)
        job.read(_ordered, self._desk.actor, self._shown)

    def _ask_for_found(self) -> None:
        self._pause.stop()
        job = self._desk.jobs.new()
        job.is_answered_here = True
        job.succeeded.connect(self._show_found)
        job.failed.connect(self._show_failure)
        job.read(_found, self._desk.actor, self.search.text())

    def _search_changed(self, text: str) -> None:
        if text.strip():
            if self._whole is not None and self.model.ids() is self._whole:
                self._place = self.pane.top_row(), self.pane.chosen_id()
            self._pause.start()
        else:
            self._pause.stop()
            self._show_table_again()

    def _show_table_again(self) -> None:
        if self._whole is not None:
            top, chosen = self._place
            self._show_ids(self._whole, chosen, top)

    def _show_whole(self, answer: tuple[Shown, Sequence[int], int]) -> None:
        shown, ids, gone = answer
        if shown != self._shown:
            return
        place = (self.pane.top_row(), self.pane.chosen_id())
        is_searching = bool(self.search.text().strip())
        top, chosen = self._place if is_searching else place
        if self._is_new_order:
            top, chosen = 0, None
        self._is_new_order, self._gone = False, gone
        before, self._whole = self._whole, ids
        self._place = top, chosen
        if before is not None and before == ids:
            self._whole = before
        if not is_searching:
            self._show_ids(self._whole, chosen, top)

    def _show_found(self, answer: tuple[str, Sequence[FoundElector]]) -> None:
        text, rows = answer
        if text != self.search.text():
            return
        ids = array("q", [row.id for row in rows])
        self.found.setText(how_many_found(len(ids)))
        if not rows:
            self.empty.say_not_found(text.strip())
            self._show_instead()
            return
        self._stack.setCurrentWidget(self.pane)
        self.pane.show_ids(ids, self.pane.chosen_id())

    def _show_ids(self, ids: Sequence[int], chosen: int | None, top: int) -> None:
        self.found.setText(how_many(len(ids), self._shown.segment_words, self._gone))
        if len(ids):
            self._stack.setCurrentWidget(self.pane)
            self.pane.show_ids(ids, chosen, top)
            return
        if self._shown.segment is not None:
            self.empty.say_nobody(self._shown.segment_words)
        else:
            self.empty.say_no_roll()
        self._show_instead()

    def _show_instead(self) -> None:
        self.panel.hide()
        self._stack.setCurrentWidget(self.empty)

    def _show_failure(self, error: Exception) -> None:
        if not isinstance(error, PhonebankError):
            self._desk.jobs.failed.emit(error)
            return
        self.head.setEnabled(error.code != "not-permitted")
        self.empty.say_refused(error.sentence)
        self._show_instead()

    def _ask_for_card(self) -> None:
        chosen = self.pane.chosen_id()
        if chosen is not None:
            job = self._desk.jobs.new()
            job.succeeded.connect(self._show_card)
            job.read(elector_card, self._desk.actor, chosen)

    def _show_card(self, card: ElectorCard) -> None:
        if self.pane.chosen_id() == card.id and self._stack.currentWidget() is self.pane:
            self.panel.show_card(card)
            self.panel.show()

    def _focus_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _leave_elector(self) -> None:
        self._outer.setCurrentIndex(0)
        self._glance.start()
        self._focus_table()

    def _open_columns(self) -> None:
        button = self.head.columns
        self.pane.open_columns_menu(button.mapToGlobal(QPoint(0, button.height())))

    def _connect(self) -> None:
        for timer, pause in ((self._pause, PAUSE), (self._glance, GLANCE)):
            timer.setSingleShot(True)
            timer.setInterval(pause)
        self._pause.timeout.connect(self._ask_for_found)
        self._glance.timeout.connect(self._ask_for_card)
        self.search.textChanged.connect(self._search_changed)
        self.search.left.connect(self._focus_table)
        self.pane.chosen.connect(self._glance.start)
        self.pane.opened.connect(self.open_elector)
        self.pane.left.connect(self.focus_search)
        self.pane.sort_wanted.connect(self.sort_by)
        self.panel.left.connect(self._focus_table)
        self.panel.open_wanted.connect(self.open_elector)
        self.elector.left.connect(self._leave_elector)
        self.head.narrowed.connect(self.narrow)
        self.head.columns.clicked.connect(self._open_columns)
        self.head.duplicates.clicked.connect(self.duplicates_wanted)
        for button in (self.head.bring_in, self.empty.bring_in):
            button.clicked.connect(self.import_wanted)

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.pane)
        self._stack.addWidget(self.empty)
        beside, table_side = QWidget(), QVBoxLayout()
        table_side.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        table_side.setSpacing(MARGIN)
        table_side.addWidget(self.head)
        table_side.addWidget(self._stack, 1)
        across = QHBoxLayout(beside)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addLayout(table_side, 1)
        across.addWidget(self.panel)
        self.panel.hide()
        self._outer = QStackedWidget()
        self._outer.addWidget(beside)
        self._outer.addWidget(self.elector)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._outer)


def _ordered(db: Database, actor: Actor, shown: Shown) -> tuple[Shown, Sequence[int], int]:
    """What was asked for, the ids in that order, and how many of all are not on the roll."""
    gone = 0 if shown.segment else count_electors(db, actor, OFF_ROLL)
    ids = elector_ids(db, actor, shown.column, shown.is_falling, shown.segment)
    return shown, ids, gone


def _found(db: Database, actor: Actor, text: str) -> tuple[str, Sequence[FoundElector]]:
    """What was asked, and who was found."""
    return text, find_electors(db, actor, text)
