"""The canvass page: who would vote for whom in every place, and how far to believe it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from phonebank.domain.changes import Topic
from phonebank.domain.errors import PhonebankError, WrongUse
from phonebank.domain.hours import local
from phonebank.domain.lists import not_asked_in
from phonebank.gui.breath import after_a_breath
from phonebank.gui.pages.canvass.counting import Canvassed, canvassed
from phonebank.gui.pages.canvass.export import Export
from phonebank.gui.pages.canvass.place_details import PlaceDetails, place_details
from phonebank.gui.pages.canvass.view import MAP, TABLE, CanvassParts
from phonebank.gui.pages.canvass.words import nobody_matches
from phonebank.services.tallying import canvass_table

if TYPE_CHECKING:
    from phonebank.domain.canvass import CanvassTable
    from phonebank.gui.desk import Desk
    from phonebank.gui.pages.canvass.subjects import Subject

NARROW = 1100  # px; below it the panel opens only when it is asked for
UNHURRIED = 150  # ms for which a place stays chosen before more of it is counted
SEE_INSIGHT = "See Insight"
NO_ROLL = (
    "No electors yet",
    "Import the roll first: press Ctrl+I, or drop a file of it anywhere on this window.",
)


class CanvassPage(QWidget):
    title = "Canvass"
    icon_name = "canvass"
    topics = Topic.ELECTORS | Topic.CALLS | Topic.CALLERS | Topic.REPORTED | Topic.CONTEST
    insight_wanted = Signal()
    list_wanted = Signal(str, object)  # a place, and the Tree of its electors who are to be rung

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shown: Canvassed | None = None
        self._wants_panel = False
        self._export = Export(desk, self)
        self._later = QTimer(self, interval=UNHURRIED, singleShot=True)
        parts = CanvassParts(desk.contest, lambda: local(desk.clock.now()).date(), self)
        self.parts = parts
        self.head, self.filters, self.switch = parts.head, parts.filters, parts.switch
        self.pane, self.map, self.panel = parts.pane, parts.map, parts.panel
        self.notice, self.empty = parts.notice, parts.empty
        self._connect()

    def refresh(self) -> None:
        """Count again, narrowed as the filters say; the answer is shown when it comes."""
        job = self._desk.jobs.new()
        job.is_answered_here = True
        job.succeeded.connect(self._show)
        job.failed.connect(self._show_failure)
        now, where, with_all = self._desk.clock.now(), self.filters.where(), self._shows_all
        job.read(canvassed, self._desk.actor, now, where, is_pooled=with_all)

    def export(self) -> None:
        """Write what is shown to a file."""
        if self._shown is not None and self.head.export.isEnabled():
            self._export.export(self._shown.table)

    def export_place(self) -> None:
        """Write the chosen place alone, narrowed as the table is."""
        subject = self.pane.subject()
        if self._shown is None or subject is None or not subject.row.place:
            return
        job, table = self._desk.jobs.new(), self._shown.table
        job.succeeded.connect(self._export.export)
        where = {**table.where, "constituency": [subject.row.place]}
        job.read(canvass_table, self._desk.actor, table.as_of, table.by, where)

    def make_list(self) -> None:
        """Have those rung in the chosen place, narrowed as the table is, who have not answered."""
        subject = self.pane.subject()
        if subject is not None and subject.row.place and subject.row.tally.roll:
            place = subject.row.place
            self.list_wanted.emit(place, not_asked_in(place, self.filters.where()))

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
        for field, names in shown.offered.items():
            self.filters.offer_names(field, names)
        self.pane.show_table(shown.table, shown.sheet)
        after_a_breath(self, self._show_map)
        wrong, _, proof = "".join(shown.sheet.notes).partition(". ")
        self.notice.say(f"{wrong}." if proof else wrong, proof, SEE_INSIGHT)
        self._show_state(shown.table)
        self._count_the_pooled()

    def _show_state(self, table: CanvassTable) -> None:
        has_electors = bool(table.total.tally.roll)
        if has_electors:
            self.parts.show_way(self.switch.current())
        elif table.where:
            self._show_instead("Nobody there", nobody_matches(table))
        else:
            self._show_instead(*NO_ROLL)
        has_warning = bool(self._shown and self._shown.sheet.notes)
        self.notice.setVisible(has_electors and has_warning)
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
        self.parts.show_instead()
        self._place_panel()

    def _choose_columns(self) -> None:
        self.pane.show_columns(with_all=self._shows_all, of_attempts=self.filters.counts_attempts)
        self._count_the_pooled()

    @property
    def _shows_all(self) -> bool:
        return self.head.columns.isChecked()

    def _count_the_pooled(self) -> None:
        """Pooled shares cost as much as the rest, so they are counted when they are to be seen."""
        if self._shows_all and self._shown is not None and not self._shown.is_pooled:
            self.refresh()

    def _show_way(self, name: str) -> None:
        """Table or map, of the same rows."""
        if self.parts.is_empty:
            return
        self.parts.show_way(name)
        self._show_map()
        self._place_panel()

    def _turn_way(self) -> None:
        """From the table to the map, or back, by keyboard."""
        self.switch.choose(TABLE if self.switch.current() == MAP else MAP)
        shown = self.map.view if self.switch.current() == MAP else self.pane.view
        shown.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_map(self) -> None:
        """Only where it is seen: the table is looked at more often."""
        if self.switch.current() == MAP and self._shown is not None:
            self.map.show_rows(self.pane)
            self._mark_seat(self.pane.subject())

    def _show_subject(self, subject: Subject | None) -> None:
        self.panel.show_subject(subject, self.pane.look)
        self._mark_seat(subject)
        self._later.start()

    def _mark_seat(self, subject: Subject | None) -> None:
        self.map.view.choose_place(subject.place if subject else None)

    def _show_row(self, subject: Subject) -> None:
        """From a seat of the map to its row in the table."""
        self.switch.choose(TABLE)
        self.pane.choose(subject)
        self.pane.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _count_more(self) -> None:
        """More of the chosen place, once nobody hurries past it."""
        place = self.panel.wanted
        if not place or not self.panel.isVisible():
            return
        job = self._desk.jobs.new()
        job.succeeded.connect(self._show_more)
        now, where = self._desk.clock.now(), self.filters.where()
        job.read(place_details, self._desk.actor, now, where, place)

    def _show_more(self, details: PlaceDetails) -> None:
        self.panel.show_more(details, self.pane.look)

    def _open_details(self) -> None:
        self._wants_panel = True
        self._place_panel()
        self.panel.focus_details()

    def _leave_details(self) -> None:
        self._wants_panel = False
        way = self.map.view if self.switch.current() == MAP else self.pane.view
        way.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._place_panel()

    def _toggle_details(self, is_wanted: bool) -> None:
        self._wants_panel = is_wanted
        self._place_panel()

    def _place_panel(self) -> None:
        """Beside the table where there is room, else only when it is asked for."""
        has_rows = not self.parts.is_empty and self._shown is not None
        is_narrow = self.width() < NARROW
        was_there = self.panel.isVisible()
        self.panel.setVisible(has_rows and (not is_narrow or self._wants_panel))
        self.head.offer_details(has_rows and is_narrow, self._wants_panel)
        if self.panel.isVisible() and not was_there:
            self._later.start()

    def _connect(self) -> None:
        self.filters.changed.connect(self.refresh)
        self.filters.count_changed.connect(self._choose_columns)
        self.head.columns_toggled.connect(self._choose_columns)
        self.switch.chosen.connect(self._show_way)
        self.pane.chosen.connect(self._show_subject)
        self.pane.opened.connect(self._open_details)
        self.map.view.chosen.connect(self.pane.choose)
        self.map.view.opened.connect(self._show_row)
        for leaving in (self.pane, self.map.view, self.panel):
            leaving.left.connect(self._leave_details)
        self._later.timeout.connect(self._count_more)
        self.notice.acted.connect(self.insight_wanted)
        self.head.export.clicked.connect(self.export)
        self.panel.export.clicked.connect(self.export_place)
        self.panel.ring.clicked.connect(self.make_list)
        self.head.details_toggled.connect(self._toggle_details)
        self._export.written.connect(self.head.tell_written)
        keys = {"Ctrl+E": self.export, "Ctrl+N": self.make_list, "Alt+M": self._turn_way}
        for key, doing in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(doing)
