"""The packs page: issue a pack, take its return in, recall a lost one, settle what was put by."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut

from phonebank.domain.changes import Topic
from phonebank.domain.errors import PhonebankError
from phonebank.domain.packs import SUFFIX, PackState
from phonebank.gui.pages.packs import words
from phonebank.gui.pages.packs.view import PACKS, PUT_BY, PacksView
from phonebank.services.merging import merge_pack, undo_merge
from phonebank.services.packs import issue_pack, pack_rows, recall_pack
from phonebank.services.quarantine import leave_put_by, quarantine, take_put_by
from phonebank.services.serving import list_names
from phonebank.services.signing_in import caller_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from PySide6.QtWidgets import QWidget

    from phonebank.domain.changes import Done
    from phonebank.domain.permits import Actor
    from phonebank.gui.desk import Desk
    from phonebank.gui.jobs import Job
    from phonebank.services.merging import MergeAccounts
    from phonebank.services.packs import Issued, PackRow, Wanted
    from phonebank.services.quarantine import PutByRow
    from phonebank.store.database import Database

KINDS = f"Packs (*{SUFFIX})"
RECALL = (
    "Recall this pack?",
    "Its electors are free again at once. What still comes back of it is put by for you to look "
    "at.",
)
UNDO = (
    "Undo this return?",
    "Every call that it brought is taken back by a record of its own. A do-not-call said in it "
    "stays in force.",
)


class PacksPage(PacksView):
    left = Signal()

    title = "Packs"
    topics = Topic.PACKS | Topic.LISTS | Topic.CALLERS

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.packs: Sequence[PackRow] = ()
        self.waiting: Sequence[PutByRow] = ()
        self._connect()

    def refresh(self) -> None:
        """Read the packs, and what waits for an organiser."""
        job = self._desk.jobs.new()
        job.succeeded.connect(self._show)
        job.read(_as_they_stand, self._desk)

    def _show(self, found: tuple[Sequence[PackRow], Sequence[PutByRow]]) -> None:
        self.packs, self.waiting = found
        waiting = f" {len(self.waiting)}" if self.waiting else ""
        self.segments.segment(PUT_BY).setText(f"Put by{waiting}")
        if not self.is_form_shown():
            self._show_chosen_kind()

    def _show_chosen_kind(self) -> None:
        of_packs = self.segments.current() == PACKS
        rows = [words.pack_row(one) for one in self.packs] if of_packs else []
        rows += [] if of_packs else [words.put_by_row(one) for one in self.waiting]
        if not rows:
            self.show_instead(*(words.NO_PACKS if of_packs else words.NOTHING_PUT_BY))
            return
        before = max(0, self.table.current_row())
        titles = words.PACK_TITLES if of_packs else words.PUT_BY_TITLES
        figures = words.PACK_FIGURES if of_packs else ()
        self.table.show_rows(titles, rows, figures, strong=(0,))
        self.show_table()
        self.table.choose_row(min(before, len(rows) - 1))
        self._show_line()

    def _pack(self) -> PackRow | None:
        row = self.table.current_row()
        of_packs = self.segments.current() == PACKS
        return self.packs[row] if of_packs and 0 <= row < len(self.packs) else None

    def _put_by(self) -> PutByRow | None:
        row = self.table.current_row()
        of_packs = self.segments.current() == PACKS
        return self.waiting[row] if not of_packs and 0 <= row < len(self.waiting) else None

    def _show_line(self) -> None:
        pack, call = self._pack(), self._put_by()
        is_out = pack is not None and pack.state in {PackState.OUT, PackState.EXPIRED}
        self.recall.setVisible(is_out)
        self.undo.setVisible(pack is not None and self._last_merge(pack) is not None)
        self.take.setVisible(call is not None)
        self.leave.setVisible(call is not None)
        if pack is not None:
            self.panel.title.setText(pack.caller)
            self.panel.show_parts(words.pack_parts(pack))
        elif call is not None:
            self.panel.title.setText(call.elector or "Not on the roll")
            self.panel.show_parts(words.put_by_parts(call))

    def _last_merge(self, pack: PackRow) -> int | None:
        """The newest return that is not undone and brought anything."""
        standing = [it.id for it in pack.merges if it.undone_at is None and it.added]
        return max(standing, default=None)

    def _ask_new(self) -> None:
        job = self._desk.jobs.new()
        job.succeeded.connect(self._show_form)
        job.read(_names)

    def _show_form(self, found: tuple[Sequence[str], Sequence[str]]) -> None:
        self.form.show_new(*found, self._desk.clock.now())
        self.say("")
        self.show_form()

    def _issue(self, wanted: Wanted) -> None:
        suggested = Path.home() / f"{wanted.caller}{SUFFIX}"
        path = self._desk.ask.where_to_save("Where to write the pack", suggested, KINDS)
        if path is None:
            return
        job = self._desk.jobs.new("Writing the pack")
        job.is_answered_here = True
        job.succeeded.connect(self._show_issued)
        job.failed.connect(lambda error: self._tell_in(self.form.tell, error))
        job.write(issue_pack, self._desk.actor, wanted, path, self._desk.clock.now())

    def _show_issued(self, issued: Issued) -> None:
        self.once.tell(words.issued_words(issued), issued.passphrase)
        self._leave_form()

    def _leave_form(self) -> None:
        self.show_table()
        self._show_chosen_kind()

    def _take_in(self) -> None:
        path = self._desk.ask.which_file("Take a return in", Path.home(), KINDS)
        if path is not None:
            job = self._new_job("Taking the return in")
            job.succeeded.connect(self._show_merged)
            job.write(merge_pack, self._desk.actor, path, self._desk.clock.now())

    def _show_merged(self, told: MergeAccounts) -> None:
        self.say(words.merged_words(told))

    def _recall(self) -> None:
        pack = self._pack()
        if pack is not None and self._desk.ask.may_go_on(*RECALL, "Recall"):
            job = self._new_job()
            job.write(recall_pack, self._desk.actor, pack.id, self._desk.clock.now())

    def _undo(self) -> None:
        pack = self._pack()
        merge = self._last_merge(pack) if pack is not None else None
        if merge is not None and self._desk.ask.may_go_on(*UNDO, "Undo it"):
            job = self._new_job("Undoing the return")
            job.write(undo_merge, self._desk.actor, merge, self._desk.clock.now())

    def _settle(self, how: Callable[[Database, Actor, int, datetime], Done[object]]) -> None:
        call = self._put_by()
        if call is not None:
            self._new_job().write(how, self._desk.actor, call.id, self._desk.clock.now())

    def _new_job(self, title: str = "") -> Job:
        """A job whose refusal is told above the table."""
        job = self._desk.jobs.new(title)
        job.is_answered_here = True
        job.failed.connect(lambda error: self._tell_in(self.say, error))
        return job

    def _tell_in(self, tell: Callable[[str], None], error: Exception) -> None:
        if isinstance(error, PhonebankError):
            tell(error.sentence)
        else:
            self._desk.jobs.failed.emit(error)

    def _leave(self) -> None:
        """Out of the form first, then off the page."""
        if self.is_form_shown():
            self._leave_form()
        else:
            self.left.emit()

    def _connect(self) -> None:
        for button, do, key in (
            (self.new, self._ask_new, "Ctrl+N"),
            (self.take_in, self._take_in, "Ctrl+R"),
            (self.back, self._leave, "Escape"),
        ):
            button.clicked.connect(do)
            QShortcut(QKeySequence(key), self).activated.connect(do)
        self.segments.chosen.connect(self._show_chosen_kind)
        self.table.chosen.connect(self._show_line)
        self.form.issue_wanted.connect(self._issue)
        self.form.cancelled.connect(self._leave_form)
        self.recall.clicked.connect(self._recall)
        self.undo.clicked.connect(self._undo)
        self.take.clicked.connect(lambda: self._settle(take_put_by))
        self.leave.clicked.connect(lambda: self._settle(leave_put_by))


def _as_they_stand(db: Database, desk: Desk) -> tuple[Sequence[PackRow], Sequence[PutByRow]]:
    return pack_rows(db, desk.actor, desk.clock.now()), quarantine(db, desk.actor)


def _names(db: Database) -> tuple[Sequence[str], Sequence[str]]:
    """Who may be given a pack, and of which lists."""
    return [caller.name for caller in caller_rows(db)], list_names(db)
