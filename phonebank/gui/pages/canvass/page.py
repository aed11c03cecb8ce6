"""The canvass page: who would vote for whom in every place, and how far to believe it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from phonebank.domain.canvass import By, CanvassTable
from phonebank.domain.changes import Topic
from phonebank.domain.errors import PhonebankError, WrongUse
from phonebank.domain.sheet import Sheet
from phonebank.gui.pages.canvass.export import Export
from phonebank.gui.pages.canvass.filters import Filters, Where
from phonebank.gui.pages.canvass.head import Head
from phonebank.gui.pages.canvass.panel import PlacePanel
from phonebank.gui.pages.canvass.subjects import Subject
from phonebank.gui.pages.canvass.table import TablePane
from phonebank.gui.pages.canvass.words import nobody_matches
from phonebank.gui.widgets.empty_state import EmptyState
from phonebank.gui.widgets.notices import Notice
from phonebank.services.segmenting import segments
from phonebank.services.tallying import canvass_table
from phonebank.services.warnings import warned_sheet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from phonebank.domain.permits import Actor
    from phonebank.gui.desk import Desk
    from phonebank.store.database import Database

MARGIN = 12
NARROW = 1100  # px; below it the panel opens only when it is asked for
NO_ROLL = (
    "No electors yet",
    "Import a roll first: phonebank import CAMPAIGN ROLL.csv --kind roll",
)


@dataclass(frozen=True, slots=True)
class Canvassed:
    """A table, its sheet with what must be said beside it, and the segments that are saved."""

    table: CanvassTable
    sheet: Sheet
    segments: Sequence[str]


class CanvassPage(QWidget):
    title = "Canvass"
    icon_name = "canvass"
    topics = Topic.ELECTORS | Topic.CALLS | Topic.CALLERS | Topic.REPORTED | Topic.CONTEST

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shown: Canvassed | None = None
        self._wants_panel = False
        self.head = Head()
        self.filters = Filters(desk.contest)
        self.pane = TablePane(desk.contest)
        self.notice = Notice()
        self.notice.hide()
        self.empty = EmptyState()
        self.panel = PlacePanel()
        self._export = Export(desk, self)
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Count again, narrowed as the filters say; the answer is shown when it comes."""
        job = self._desk.jobs.new()
        job.is_answered_here = True
        job.succeeded.connect(self._show)
        job.failed.connect(self._show_failure)
        job.read(canvassed, self._desk.actor, self._desk.clock.now(), self.filters.where())

    def export(self) -> None:
        """Write what is shown to a file."""
        if self._shown is not None and self.head.export.isEnabled():
            self._export.export(self._shown.table)

    def minimumSizeHint(self) -> QSize:
        return QSize(640, 400)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_panel()

    def _show(self, shown: Canvassed) -> None:
        if shown.table.where != self.filters.where():
            return  # another narrowing was chosen meanwhile, and its answer is on the way
        self._shown = shown
        self.head.say_who_is_counted(shown.sheet.base)
        self.filters.offer_regions(shown.table)
        self.filters.offer_segments(shown.segments)
        self.pane.show_table(shown.table, shown.sheet)
        wrong, _, proof = "".join(shown.sheet.notes).partition(". ")
        self.notice.say(f"{wrong}." if proof else wrong, proof)
        self._show_state(shown.table)

    def _show_state(self, table: CanvassTable) -> None:
        has_electors = bool(table.total.tally.roll)
        if has_electors:
            self._stack.setCurrentWidget(self._table_side)
        elif table.where:
            self._show_instead("Nobody there", nobody_matches(table))
        else:
            self._show_instead(*NO_ROLL)
        self.notice.setVisible(has_electors and bool(self.notice.words()))
        self.head.export.setEnabled(has_electors)
        self._place_panel()

    def _show_failure(self, error: Exception) -> None:
        if not isinstance(error, PhonebankError):
            self._desk.jobs.failed.emit(error)
            return
        self._shown = None
        self.head.export.setEnabled(False)
        self.filters.setEnabled(isinstance(error, WrongUse))  # a segment may be gone by now
        self._show_instead("The canvass is not shown", error.sentence)

    def _show_instead(self, heading: str, sentence: str) -> None:
        self.empty.say(heading, sentence)
        self.notice.hide()
        self._stack.setCurrentWidget(self.empty)
        self._place_panel()

    def _show_subject(self, subject: Subject | None) -> None:
        self.panel.show_subject(subject, self.pane.look)

    def _open_details(self) -> None:
        self._wants_panel = True
        self._place_panel()
        self.panel.focus_details()

    def _leave_details(self) -> None:
        self._wants_panel = False
        self.pane.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._place_panel()

    def _toggle_details(self, is_wanted: bool) -> None:
        self._wants_panel = is_wanted
        self._place_panel()

    def _place_panel(self) -> None:
        """Beside the table where there is room, else only when it is asked for."""
        has_table = self._stack.currentWidget() is self._table_side and self._shown is not None
        is_narrow = self.width() < NARROW
        self.panel.setVisible(has_table and (not is_narrow or self._wants_panel))
        self.head.offer_details(has_table and is_narrow, self._wants_panel)

    def _connect(self) -> None:
        self.filters.changed.connect(self.refresh)
        self.pane.chosen.connect(self._show_subject)
        self.pane.opened.connect(self._open_details)
        self.pane.left.connect(self._leave_details)
        self.panel.left.connect(self._leave_details)
        self.head.export.clicked.connect(self.export)
        self.head.details_toggled.connect(self._toggle_details)
        self._export.written.connect(self.head.tell_written)
        keys = QShortcut(QKeySequence("Ctrl+E"), self)
        keys.activated.connect(self.export)

    def _stack_up(self) -> None:
        self._table_side = QWidget()
        side = QVBoxLayout(self._table_side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(MARGIN)
        side.addWidget(self.pane, 1)
        side.addWidget(self.notice)
        side.addStretch(0)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._table_side)
        self._stack.addWidget(self.empty)

    def _lay_out(self) -> None:
        self._stack_up()
        left = QVBoxLayout()
        left.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN + 2)
        left.setSpacing(MARGIN)
        left.addWidget(self.head)
        left.addWidget(self.filters, 0, Qt.AlignmentFlag.AlignLeft)
        left.addWidget(self._stack, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(left, 1)
        whole.addWidget(self.panel)
        self.panel.hide()


def canvassed(db: Database, actor: Actor, now: datetime, where: Where) -> Canvassed:
    """The table, its sheet and its warning in one reading."""
    table = canvass_table(db, actor, now, By.CONSTITUENCY, where)
    saved = [line.name for line in segments(db, actor)]
    return Canvassed(table, warned_sheet(db, actor, table), saved)
