"""Work done off the GUI thread. No other module may start a thread."""

from __future__ import annotations

from concurrent.futures import Executor, ThreadPoolExecutor
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from PySide6.QtCore import QObject, Qt, Signal

from phonebank.domain.changes import Done
from phonebank.domain.errors import Cancelled, ConnectionLost

if TYPE_CHECKING:
    from collections.abc import Callable

    from phonebank.store.database import Database

P = ParamSpec("P")
BETWEEN_REPORTS = 0.05
PATIENCE = 30.0
"""Seconds for which work is done again and again that the server went away from."""
AGAIN_AFTER = 0.5


class Jobs(QObject):
    """Writes queue on one thread, so two never meet; reads have a thread of their own."""

    changed = Signal(object)  # the Topic a finished write touched
    failed = Signal(object)  # any job's exception, for the window to tell the user
    started = Signal(object)  # a Job, for the status strip to show
    reconnecting = Signal(bool)  # whether work waits for a server that went away

    def __init__(self, db: Database | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._db = db
        self.is_closed = False
        self.leaving = Event()
        self.writer = ThreadPoolExecutor(1, "writer")
        self.reader = ThreadPoolExecutor(1, "reader")

    @property
    def db(self) -> Database:
        """The open campaign; before one is open, jobs can only `run`."""
        assert self._db is not None, "no campaign is open"
        return self._db

    @property
    def is_reading(self) -> bool:
        """Whether a read is at work or waits for its turn."""
        return any(job.is_reading for job in self.findChildren(Job))

    def new(self, title: str = "") -> Job:
        """A job yet to be given its work; one with a title is shown with progress and cancel."""
        return Job(self, title)

    def close(self) -> None:
        """Cancel what may be cancelled and wait for the rest, so that no write is cut off."""
        self.leave_off()
        self.wait()

    def leave_off(self) -> None:
        """Cancel what may be cancelled, and begin nothing more."""
        self.is_closed = True
        self.leaving.set()
        for job in self.findChildren(Job):
            job.cancel()

    def wait(self) -> None:
        """Until the last job is through; from any thread."""
        self.writer.shutdown()
        self.reader.shutdown()


class Job(QObject):
    """One piece of work. Its signals arrive on the GUI thread, wherever the work ran."""

    progressed = Signal(int, int)
    succeeded = Signal(object)
    failed = Signal(object)
    ended = Signal()
    _reported = Signal(int, int)
    _returned = Signal(object)

    def __init__(self, jobs: Jobs, title: str = "") -> None:
        super().__init__(jobs)  # the parent keeps us alive until the result is delivered
        self.title = title
        self.is_answered_here = self.is_reading = False
        self._jobs = jobs
        self._stop = Event()
        self._last_report = 0.0
        self._reported.connect(self.progressed, Qt.ConnectionType.QueuedConnection)
        self._returned.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def write(
        self, work: Callable[Concatenate[Database, P], Done[object]], *args: P.args, **kw: P.kwargs
    ) -> None:
        self._start(self._jobs.writer, lambda: work(self._jobs.db, *args, **kw))

    def read(
        self, work: Callable[Concatenate[Database, P], object], *args: P.args, **kw: P.kwargs
    ) -> None:
        self._start(self._jobs.reader, lambda: work(self._jobs.db, *args, **kw))

    def run(self, work: Callable[P, object], *args: P.args, **kw: P.kwargs) -> None:
        """Work that needs no open campaign, such as opening one."""
        self._start(self._jobs.reader, lambda: work(*args, **kw))

    def report(self, done: int, total: int) -> None:
        """Handed to the work, which calls it as it goes; here a cancelled job stops."""
        if self._stop.is_set():
            raise Cancelled
        if done == total or monotonic() - self._last_report > BETWEEN_REPORTS:
            self._last_report = monotonic()
            self._reported.emit(done, total)

    def cancel(self) -> None:
        self._stop.set()

    def _start(self, thread: Executor, work: Callable[[], object]) -> None:
        def run() -> None:
            try:
                self._returned.emit(self._patiently(work))
            except Exception as error:
                self._returned.emit(error)

        if not self._jobs.is_closed:  # a page may wake once more while the window goes
            self._jobs.started.emit(self)
            self.is_reading = thread is self._jobs.reader
            thread.submit(run)

    def _patiently(self, work: Callable[[], object]) -> object:
        """Work that lost its server is done again when that is back: nothing of it was kept."""
        until, is_waiting = monotonic() + PATIENCE, False
        while True:
            try:
                result = work()
            except ConnectionLost:
                if monotonic() > until or self._jobs.leaving.wait(AGAIN_AFTER):
                    raise
                is_waiting = True
                self._jobs.reconnecting.emit(True)
            else:
                if is_waiting:
                    self._jobs.reconnecting.emit(False)
                return result

    def _deliver(self, result: object) -> None:
        if self._jobs.is_closed:
            return
        match result:
            case Cancelled():
                pass
            case Exception():
                self.failed.emit(result)
                if not self.is_answered_here:
                    self._jobs.failed.emit(result)
            case Done(value, touched):
                self.succeeded.emit(value)
                self._jobs.changed.emit(touched)
            case value:
                self.succeeded.emit(value)
        self.ended.emit()
        self.deleteLater()
