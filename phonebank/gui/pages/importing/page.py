"""The import page: from a file that was dropped to what happened to every row of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from phonebank.domain.changes import Topic
from phonebank.domain.errors import PhonebankError
from phonebank.domain.files import Question, Reading
from phonebank.gui.pages.importing import words
from phonebank.gui.pages.importing.choosing import Choosing
from phonebank.gui.pages.importing.draft import Draft
from phonebank.gui.pages.importing.frame import PARTS, ImportFrame
from phonebank.gui.pages.importing.ways import Step, emptied_sentence, ways, why_not
from phonebank.gui.pages.importing.work import ImportWork
from phonebank.gui.pages.made import one_after_another
from phonebank.services.importing import ImportKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from PySide6.QtGui import QResizeEvent

    from phonebank.domain.files import FileLook
    from phonebank.domain.intake import Accounts
    from phonebank.gui.desk import Desk
    from phonebank.services.importing import Proposal

LOW, NARROW = 620, 1030  # px of the page, under which it is compact
TOO_MUCH = "More than a fifth of what is known would be emptied:"


class ImportPage(QWidget):
    """File, columns, check, import, summary; the draft between them is kept in memory only."""

    title = "Import"
    icon_name = "electors"
    topics = Topic.ELECTORS | Topic.CALLS | Topic.REPORTED
    left = Signal()

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, frame: ImportFrame | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.step = Step.START
        self.draft: Draft | None = None
        self._is_stale = False
        self._expected = ImportKind.ROLL
        self._read_before = Reading()
        self.work = ImportWork(desk, self)
        self.frame = frame or ImportFrame(desk)
        self.frame.lay_out_on(self)
        self.choosing = Choosing(self.frame, lambda: self.draft)
        self._connect_steps()
        self._connect_work()
        self._connect_keys()
        self._turn_to(Step.START)

    @classmethod
    def bit_by_bit(cls, desk: Desk) -> Iterator[ImportPage | None]:
        """The page, after a None for each of its parts that is made before it."""
        frame = ImportFrame(desk)
        yield from one_after_another(frame, *PARTS)
        yield cls(desk, frame=frame)

    @property
    def kind(self) -> ImportKind:
        """What the file holds, or the next one is taken to hold."""
        return self.draft.kind if self.draft is not None else self._expected

    def expect(self, kind: ImportKind) -> None:
        """Take the next file to hold this, until somebody says otherwise."""
        self._expected = kind

    def refresh(self) -> None:
        """Something was imported or undone: read again what there is to undo."""
        if self.step in {Step.START, Step.SUMMARY}:
            self.frame.earlier(self.step).refresh()

    def open(self, path: Path) -> None:
        """Begin with this file; an import that is under way is left to finish."""
        if self.work.is_writing:
            self.frame.tell("An import is under way.", "Wait for it, or cancel it first.")
            return
        self.work.forget()
        self.frame.tell("")
        self.draft = Draft(path, self._expected)
        self.frame.file.show_draft(self.draft)
        self._turn_to(Step.FILE)
        self._wait("Looking at the file", "What it really is, and what its first rows are.")
        self.work.look(self.draft)

    def choose_file(self) -> None:
        folder = self.draft.path.parent if self.draft else Path.home()
        path = self._desk.ask.which_file("Import a file", folder, words.FILES)
        if path is not None:
            self.open(path)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.frame.set_compact(self.height() < LOW or self.width() < NARROW)
        super().resizeEvent(event)

    def _turn_to(self, step: Step) -> None:
        self.step = step
        self.frame.show_step(step, self.draft)
        if step is Step.START:
            self.frame.earlier(self.step).refresh()
        self._show_ways()
        self.frame.focus_step(step)

    def _show_ways(self) -> None:
        """What may be done now, and what it is called."""
        draft, frame = self.draft, self.frame
        is_waiting = self.work.is_busy and frame.is_waiting()
        offered = ways(self.step, draft, is_waiting=is_waiting, is_stale=self._is_stale)
        frame.footer.show_ways(*offered)
        has_open_dates = draft is not None and bool(frame.columns.open_dates(draft))
        is_asked = bool(draft and draft.look and Question.ENCODING in draft.look.questions)
        why = why_not(self.step, draft, has_open_dates=has_open_dates, is_asked=is_asked)
        is_free = not self.work.is_busy and not (why and not self._is_stale)
        frame.footer.allow(on=is_free, why_not=why or "Wait a moment")
        emptied = emptied_sentence(draft) if draft and self.step is Step.CHECK else ""
        frame.warn(TOO_MUCH, f"{emptied}." if emptied else "")

    def _wait(self, heading: str, told: str, rows: int = 0) -> None:
        self.frame.show_wait(heading, told, rows)
        self._show_ways()

    def _go_on(self) -> None:
        draft = self.draft
        if self.step is Step.SUMMARY:
            self.left.emit()
            self._begin_anew()
        elif draft is not None and draft.look is not None:
            self.frame.tell("")
            if self.step is Step.FILE:
                self.work.propose(draft)
            elif self.step is Step.COLUMNS or self._is_stale:
                self._check(draft)
            elif self.step is Step.CHECK:
                self._bring_in(draft)

    def _check(self, draft: Draft) -> None:
        self._is_stale = False
        self._turn_to(Step.CHECK)
        self.work.check(draft)
        self._wait("Checking every row", "Nothing is written.")

    def _bring_in(self, draft: Draft) -> None:
        assert draft.accounts is not None
        self._turn_to(Step.IMPORT)
        self.work.bring_in(draft)
        told = "All of it or nothing: until the last row is in, the campaign is as it was."
        number = draft.accounts.read
        self._wait(f"Importing {words.rows(number)}", told, number if draft.is_told_in_rows else 0)

    def _go_back(self) -> None:
        if self.work.is_writing or self.frame.is_waiting():
            return
        self.frame.tell("")
        if self.step in {Step.FILE, Step.SUMMARY}:
            self._begin_anew()
        elif self.step in {Step.COLUMNS, Step.CHECK}:
            self._turn_to(Step(self.step - 1))

    def _cancel(self) -> None:
        """Escape: the nearest thing that is open is closed."""
        if self.work.is_busy and self.frame.is_waiting():
            self.frame.run.show_stopping()
            self.work.cancel()
        elif self.frame.close_what_is_open():
            return
        elif self.step in {Step.START, Step.SUMMARY}:
            self.left.emit()
        else:
            self._begin_anew()

    def _begin_anew(self) -> None:
        self.work.forget()
        self.draft, self._is_stale = None, False
        self._turn_to(Step.START)

    def _reread(self, changes: Mapping[str, Any]) -> None:
        """Look again, read as was chosen; what nobody chose is left to the file."""
        if self.draft is not None:
            self._read_before = self.draft.reading
            self.draft.reading = replace(self.draft.reading, **changes)
            self.work.look(self.draft)

    def _note_decision(self) -> None:
        self._is_stale = True
        self._show_ways()

    def _save_rejects(self) -> None:
        if self.draft is None or self.work.is_busy:
            return
        suggested = self.draft.path.with_name(f"{self.draft.path.stem} rejects.csv")
        path = self._desk.ask.where_to_save("Save the rejected rows", suggested, "CSV (*.csv)")
        if path is not None:
            self.work.save_rejects(self.draft, path)

    def _show_look(self, look: FileLook) -> None:
        assert self.draft is not None
        self.draft.take_look(look)
        self.frame.tell("")
        self._turn_to(Step.FILE)

    def _show_proposal(self, proposal: Proposal) -> None:
        assert self.draft is not None
        self.draft.take_proposal(proposal)
        self.frame.columns.make_ready(proposal.fields)

    def _show_columns(self) -> None:
        """Unless another file was taken up while the rows were made."""
        if self.step is Step.FILE and self.draft is not None and self.draft.proposal is not None:
            self._turn_to(Step.COLUMNS)

    def _show_checked(self, accounts: Accounts) -> None:
        assert self.draft is not None
        is_asked = self.draft.take_checked(accounts)
        self._turn_to(Step.COLUMNS if is_asked else Step.CHECK)
        self.frame.tell(*(words.DATES_FOUND if is_asked else ("",)))

    def _show_imported(self, accounts: Accounts) -> None:
        assert self.draft is not None
        self.draft.accounts = accounts
        self._turn_to(Step.SUMMARY)

    def _show_stopped(self) -> None:
        """A cancelled job: back to where it was asked for."""
        what = "import" if self.step is Step.IMPORT else "check"
        self._step_back()
        self.frame.tell(f"The {what} was stopped.", "Nothing was kept.")

    def _show_failure(self, error: Exception) -> None:
        if not isinstance(error, PhonebankError):
            self._desk.jobs.failed.emit(error)
            self._step_back()
            return
        self._step_back()
        self.frame.tell(error.message, f"{error.kept} {error.next_step}".strip())

    def _step_back(self) -> None:
        """From a wait to the step before it; a file that cannot be read is let go."""
        if self.draft is None or self.draft.look is None:
            self._begin_anew()
        elif self.frame.is_waiting():
            before = Step.CHECK if self.step is Step.IMPORT else Step.COLUMNS
            self._turn_to(before if self.draft.proposal else Step.FILE)
        else:
            self.draft.reading = self._read_before
            self._turn_to(self.step)

    def _connect_steps(self) -> None:
        frame = self.frame
        self.choosing.changed.connect(self._show_ways)
        frame.start.choose_wanted.connect(self.choose_file)
        frame.file.reread.connect(self._reread)
        frame.columns.ready.connect(self._show_columns)
        frame.check.decided.connect(self._note_decision)
        frame.check.save_wanted.connect(self._save_rejects)
        frame.summary.save_wanted.connect(self._save_rejects)
        frame.run.cancel_wanted.connect(self._cancel)
        for failing in (frame.check, frame.start.earlier, frame.summary.earlier):
            failing.failed.connect(self._show_failure)
        frame.footer.back_wanted.connect(self._go_back)
        frame.footer.cancel_wanted.connect(self._cancel)
        frame.back.clicked.connect(self._cancel)
        frame.footer.on_wanted.connect(self._go_on)

    def _connect_work(self) -> None:
        work = self.work
        work.looked.connect(self._show_look)
        work.proposed.connect(self._show_proposal)
        work.checked.connect(self._show_checked)
        work.imported.connect(self._show_imported)
        work.saved.connect(lambda path: self.frame.tell("The rejected rows are saved.", str(path)))
        work.failed.connect(self._show_failure)
        work.stopped.connect(self._show_stopped)
        work.progressed.connect(self.frame.run.show_progress)
        work.busy_changed.connect(self._show_ways)

    def _connect_keys(self) -> None:
        footer = self.frame.footer
        keys = {
            "Ctrl+Return": footer.on.click,
            "Ctrl+Enter": footer.on.click,
            "Alt+Left": self._go_back,
            "Escape": self._cancel,
            "Ctrl+O": self.choose_file,
        }
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)
