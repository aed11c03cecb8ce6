"""Keeping what was entered, changed or removed on the Reported page, each as a job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from phonebank.domain.errors import PhonebankError
from phonebank.gui.pages.reported import words
from phonebank.services.reported_edits import (
    change_report,
    enter_report,
    put_back_report,
    remove_report,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from phonebank.domain.report_entries import Entry, Report
    from phonebank.gui.desk import Desk
    from phonebank.gui.jobs import Job


class Writing(QObject):
    """`said` carries a sentence, and whether what it tells can be undone."""

    saved = Signal(object)  # the Entry as it is kept
    refused = Signal(object)  # a PhonebankError that is about what was typed
    removed = Signal()
    said = Signal(str, bool)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._gone: tuple[Report, Entry] | None = None
        self.last: dict[Report, Mapping[str, str]] = {}

    def save(self, report: Report, seen: Entry | None, texts: Mapping[str, str]) -> None:
        """Keep a new entry, or change the one that was seen."""
        now = self._desk.clock.now()
        job = self._job(self.refused.emit)
        job.succeeded.connect(lambda entry: self._tell_saved(report, entry))
        if seen is None:
            job.write(enter_report, self._desk.actor, report, texts, now)
        else:
            job.write(change_report, self._desk.actor, report, seen, texts, now)

    def remove(self, report: Report, entry: Entry) -> None:
        job = self._job(lambda error: self.said.emit(error.sentence, False))
        job.succeeded.connect(lambda _: self._tell_removed(report, entry))
        job.write(remove_report, self._desk.actor, report, entry, self._desk.clock.now())

    def put_back(self) -> None:
        """Undo the last removal, if there was one and nothing was done since."""
        if self._gone is None:
            return
        (report, entry), self._gone = self._gone, None
        job = self._job(lambda error: self.said.emit(error.sentence, False))
        job.succeeded.connect(lambda kept: self._tell_saved(report, kept))
        now = self._desk.clock.now()
        job.write(put_back_report, self._desk.actor, report, entry.cells, now)

    def _tell_saved(self, report: Report, entry: Entry) -> None:
        self._gone = None
        self.last[report] = entry.cells
        self.said.emit("", False)
        self.saved.emit(entry)

    def _tell_removed(self, report: Report, entry: Entry) -> None:
        self._gone = report, entry
        self.said.emit(words.removed(report, entry), True)
        self.removed.emit()

    def _job(self, refuse: Callable[[PhonebankError], None]) -> Job:
        job = self._desk.jobs.new()
        job.is_answered_here = True
        job.failed.connect(lambda error: self._fail(error, refuse))
        return job

    def _fail(self, error: Exception, refuse: Callable[[PhonebankError], None]) -> None:
        if isinstance(error, PhonebankError):
            refuse(error)
        else:
            self._desk.jobs.failed.emit(error)
