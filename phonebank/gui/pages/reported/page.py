"""The Reported page: what others say, kept as they said it and never mixed with our calls."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from phonebank.domain.changes import Topic
from phonebank.domain.errors import PhonebankError
from phonebank.domain.permits import Right
from phonebank.domain.report_entries import Report, ReportList
from phonebank.gui.ask import Unsaved
from phonebank.gui.pages.reported import words
from phonebank.gui.pages.reported.view import ReportedView
from phonebank.gui.pages.reported.writing import Writing
from phonebank.services.reported_edits import report_list

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from phonebank.domain.report_entries import Entry
    from phonebank.gui.desk import Desk


class ReportedPage(ReportedView):
    """`import_wanted` carries the kind of report whose file is to be imported.

    `given_out_wanted` leads to what we gave others.
    """

    title = "Reported"
    icon_name = "reported"
    topics = Topic.REPORTED | Topic.CONTEST
    import_wanted = Signal(object)
    given_out_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._wants_result = False
        self._listed: ReportList | None = None
        self._chosen: int | None = None  # the id of the entry to be chosen when they are read
        self.writing = Writing(desk, self)
        self._connect()
        self._dress_ways()

    @property
    def report(self) -> Report:
        """The kind that is looked at."""
        return Report(self.head.segments.current())

    @property
    def entry(self) -> Entry | None:
        """The chosen one."""
        row, listed = self.table.current_row(), self._listed
        if listed is None or not 0 <= row < min(len(listed.entries), self.model.rowCount()):
            return None
        return listed.entries[self.model.sheet_row(row)]

    def refresh(self) -> None:
        """Read the chosen kind; the declared result is read only after it was asked for."""
        self.show_result.setVisible(self._is_hidden())
        if self._is_hidden():
            self._listed = None
            self._say_instead(*words.HIDDEN)
            return
        job = self._desk.jobs.new()
        job.is_answered_here = True
        job.succeeded.connect(self._show)
        job.failed.connect(self._show_failure)
        job.read(report_list, self._desk.actor, self.report, self._desk.clock.now())

    def reveal_result(self) -> None:
        """Show the declared result from now on."""
        self._wants_result = True
        self.head.segments.choose(Report.RESULT.value)
        self.refresh()

    def enter(self) -> None:
        """The form of a new entry."""
        if self._may_change() and self._listed is not None and not self.is_form_open:
            before = self.writing.last.get(self.report, {})
            self.form.show_new(words.NEW[self.report], self._listed.fields, before)
            self._open_form()

    def edit(self) -> None:
        """The form of the chosen entry."""
        if self._may_change() and self._listed and self.entry and not self.is_form_open:
            name = words.name_of(self.report, self.entry)
            self.form.show_entry(name[:1].upper() + name[1:], self._listed.fields, self.entry)
            self._open_form()

    def remove(self) -> None:
        """Take the chosen entry away; it can be put back at once."""
        if self._may_change() and self.entry is not None and not self.is_form_open:
            self.writing.remove(self.report, self.entry)

    def _is_hidden(self) -> bool:
        return self.report is Report.RESULT and not self._wants_result

    def _may_change(self) -> bool:
        return self._desk.actor.may(Right.RUN_CAMPAIGN)

    def _show(self, listed: ReportList) -> None:
        if listed.report is not self.report or self._is_hidden():
            return
        wanted = self._chosen or (self.entry.id if self.entry else None)
        before = max(0, self.table.current_row())
        self._chosen, self._listed = None, listed
        sheet = listed.sheet
        with QSignalBlocker(self.table):
            self.model.show(replace(sheet, rows=sheet.all_rows, total=None))
        if not sheet.rows:
            to_do = words.TO_DO[listed.report] if self._may_change() else words.FOR_ORGANISERS
            self._say_instead(words.NOTHING, to_do)
            return
        self.show_table(sheet)
        ids = [entry.id for entry in listed.entries]
        row = ids.index(wanted) if wanted in ids else min(before, len(ids) - 1)
        with QSignalBlocker(self.table):
            self.table.choose_row(row)
        self._show_line()
        self._dress_ways()

    def _show_failure(self, error: Exception) -> None:
        if not isinstance(error, PhonebankError):
            self._desk.jobs.failed.emit(error)
            return
        self._listed = None
        self._say_instead("This is not shown", error.sentence)

    def _say_instead(self, heading: str, sentence: str) -> None:
        had_keys = self.table.hasFocus()
        self.show_instead(heading, sentence)
        self._dress_ways()
        if had_keys:
            self.enter_first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_line(self) -> None:
        row, entry, listed = self.table.current_row(), self.entry, self._listed
        if listed is not None and entry is not None and not self.is_form_open:
            may_change = self._may_change()
            self.panel.show_line(self.model, row, entry, listed.fields, may_change=may_change)

    def _turn(self) -> None:
        """Another kind was chosen; what is being typed is saved or dropped first."""
        if self.is_form_open and not self._may_leave_form():
            with QSignalBlocker(self.head.segments):
                assert self._listed is not None
                self.head.segments.choose(self._listed.report.value)
            return
        self._close_form()
        self.said.say("")
        self._listed = None
        self.table.setCurrentIndex(QModelIndex())
        self.refresh()

    def _may_leave_form(self) -> bool:
        """Whether nothing typed would be lost, or may be."""
        if not self.form.has_unsaved:
            return True
        answer = self._desk.ask.about_changes(*words.UNSAVED)
        if answer is Unsaved.SAVE:
            self.form.save.click()
        return answer is Unsaved.DISCARD

    def _save(self, texts: dict[str, str]) -> None:
        assert self._listed is not None
        self.writing.save(self._listed.report, self.form.seen, texts)

    def _show_saved(self, entry: Entry) -> None:
        self._chosen = entry.id
        self._close_form()  # and the entries are read anew, since they were touched
        self.focus_table()

    def _cancel(self) -> None:
        if self._may_leave_form():
            self._close_form()
            self.focus_table()

    def _open_form(self) -> None:
        self.said.say("")
        self.panel.hide()
        self.form_panel.show()
        self._dress_ways()
        self.form.take_keys()

    def _close_form(self) -> None:
        self.form_panel.hide()
        self._dress_ways()
        self._show_line()

    def _dress_ways(self) -> None:
        may_change = self._may_change() and self._listed is not None
        self.show_ways(self.report, may_change=may_change)

    def _put_back(self) -> None:
        if not self.is_form_open:
            self.writing.put_back()

    def _connect(self) -> None:
        self.show_result.clicked.connect(self.reveal_result)
        self.head.segments.chosen.connect(self._turn)
        self.table.chosen.connect(self._show_line)
        self.table.opened.connect(self.panel.focus_details)
        self.panel.left.connect(self.focus_table)
        self.panel.edit_wanted.connect(self.edit)
        self.panel.remove_wanted.connect(self.remove)
        self.form.save_wanted.connect(self._save)
        self.form.cancelled.connect(self._cancel)
        self.writing.saved.connect(self._show_saved)
        self.writing.refused.connect(self.form.refuse)
        self.writing.removed.connect(self.focus_table)
        self.writing.said.connect(self.said.say)
        self.said.undo.clicked.connect(self._put_back)
        self._connect_ways()

    def _connect_ways(self) -> None:
        for leading in (self.head.bring_in.clicked, self.bring_in_first.clicked):
            leading.connect(lambda: self.import_wanted.emit(self.report.value))
        self.given_out.clicked.connect(self.given_out_wanted)
        for entering in (self.head.enter.clicked, self.enter_first.clicked):
            entering.connect(self.enter)
        keys = {"Ctrl+N": self.enter, "F2": self.edit, "Del": self.remove, "Ctrl+Z": self._put_back}
        for key, do in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(do)
