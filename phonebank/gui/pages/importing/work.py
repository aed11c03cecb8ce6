"""The jobs of one import: of several of a kind the latest counts, and one that writes is alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from phonebank.services.apart import apart
from phonebank.services.importing import import_file, look_at_file, propose

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import SignalInstance

    from phonebank.gui.desk import Desk
    from phonebank.gui.jobs import Job
    from phonebank.gui.pages.importing.draft import Draft
    from phonebank.services.importing import ImportOptions


class ImportWork(QObject):
    """Asks the services; what is out of date by the time it is answered is dropped."""

    looked = Signal(object)  # FileLook
    proposed = Signal(object)  # Proposal
    checked = Signal(object)  # Accounts of a dry run
    imported = Signal(object)  # Accounts
    saved = Signal(object)  # the Path of a file of rejects
    failed = Signal(object)
    stopped = Signal()  # cancelled: nothing was kept
    progressed = Signal(int, int)
    busy_changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._job: Job | None = None
        self._is_writing = False
        self._has_answered = False

    @property
    def is_busy(self) -> bool:
        return self._job is not None

    @property
    def is_writing(self) -> bool:
        """Whether the import itself is under way."""
        return self._is_writing and self._job is not None

    def look(self, draft: Draft) -> None:
        job = self._new(self.looked)
        job.run(look_at_file, draft.path, draft.reading)

    def propose(self, draft: Draft) -> None:
        job = self._new(self.proposed)
        assert draft.look is not None
        job.read(propose, self._desk.actor, draft.path, draft.kind, draft.look.reading)

    def check(self, draft: Draft) -> None:
        self._import(self.checked, f"Checking {draft.path.name}", draft, dry_run=True)

    def bring_in(self, draft: Draft) -> None:
        self._import(self.imported, f"Importing {draft.path.name}", draft, dry_run=False)
        self._is_writing = True

    def save_rejects(self, draft: Draft, path: Path) -> None:
        """Write every rejected row to a file: another dry run, which knows them all."""
        job = self._new(None, f"Saving the rejected rows of {draft.path.name}")
        job.succeeded.connect(lambda _: self._answer(job, self.saved, path))
        self._write(job, draft, draft.options(dry_run=True, rejects=path))

    def cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def forget(self) -> None:
        """Whatever is under way is of no interest any more."""
        self.cancel()
        self._job = None
        self.busy_changed.emit()

    def _import(self, told: SignalInstance, title: str, draft: Draft, *, dry_run: bool) -> None:
        self._write(self._new(told, title), draft, draft.options(dry_run=dry_run))

    def _write(self, job: Job, draft: Draft, options: ImportOptions) -> None:
        actor, now = self._desk.actor, self._desk.clock.now()
        job.write(
            apart, import_file, actor, draft.path, draft.kind, now, options, report=job.report
        )

    def _new(self, told: SignalInstance | None, title: str = "") -> Job:
        if self._job is not None:
            self._job.cancel()
        job = self._desk.jobs.new(title)
        self._job, self._is_writing, self._has_answered = job, False, False
        job.is_answered_here = True
        if told is not None:
            job.succeeded.connect(lambda value: self._answer(job, told, value))
        job.failed.connect(lambda error: self._answer(job, self.failed, error))
        job.progressed.connect(lambda done, total: self._tell_progress(job, done, total))
        job.ended.connect(lambda: self._end(job))
        self.busy_changed.emit()
        return job

    def _answer(self, job: Job, told: SignalInstance, value: object) -> None:
        if job is self._job:
            self._has_answered = True
            self._job = None
            self.busy_changed.emit()
            told.emit(value)

    def _tell_progress(self, job: Job, done: int, total: int) -> None:
        if job is self._job:
            self.progressed.emit(done, total)

    def _end(self, job: Job) -> None:
        """A job that ends without an answer was cancelled."""
        if job is self._job:
            self._job = None
            self.busy_changed.emit()
            self.stopped.emit()
