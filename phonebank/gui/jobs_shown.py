"""Shows in the status strip what takes long, with its progress and a way to cancel it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from phonebank.gui.jobs import Job, Jobs
    from phonebank.gui.widgets.status_strip import StatusStrip


class JobsShown(QObject):
    """Of the jobs that have a title, the newest."""

    def __init__(self, jobs: Jobs, strip: StatusStrip) -> None:
        super().__init__(strip)
        self._strip = strip
        self.running: list[Job] = []
        jobs.started.connect(self._watch)
        strip.cancel_wanted.connect(self._cancel_newest)

    def _watch(self, job: Job) -> None:
        if not job.title:
            return
        self.running.append(job)
        self._strip.show_job(job.title)
        job.progressed.connect(lambda done, total: self._strip.show_job(job.title, done, total))
        job.ended.connect(lambda: self._forget(job))

    def _forget(self, job: Job) -> None:
        self.running.remove(job)
        if self.running:
            self._strip.show_job(self.running[-1].title)
        else:
            self._strip.hide_job()

    def _cancel_newest(self) -> None:
        if self.running:
            self.running[-1].cancel()
