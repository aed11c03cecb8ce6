"""Asks every second what other programs did to the campaign, and tells when they did something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from phonebank.services.watching import changed_elsewhere

if TYPE_CHECKING:
    from phonebank.domain.changes import Topic
    from phonebank.gui.jobs import Jobs

EVERY_SECOND = 1000


class Watch(QObject):
    """One question at a time; while the server is away, asking is what waits for it.

    The first is asked at once, before any page reads: what is done after it is told.
    """

    changed = Signal(object)  # the Topic that others touched
    began = Signal()  # what others did before the first question is not told

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._is_asking, self._has_begun = jobs, False, False
        self._timer = QTimer(self, interval=EVERY_SECOND)
        self._timer.timeout.connect(self._ask)
        self._timer.start()
        self._ask()

    def stop(self) -> None:
        self._timer.stop()

    def _ask(self) -> None:
        if self._is_asking or self._jobs.is_closed:
            return
        self._is_asking = True
        job = self._jobs.new()
        job.is_answered_here = True
        job.succeeded.connect(self._tell)
        job.ended.connect(self._asked)
        job.read(changed_elsewhere)

    def _tell(self, touched: Topic) -> None:
        if not self._has_begun:
            self._has_begun = True
            self.began.emit()
        elif touched:
            self.changed.emit(touched)

    def _asked(self) -> None:
        self._is_asking = False
