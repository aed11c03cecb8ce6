"""Looks on while a window comes up, leads it from step to step, and notes when it was deaf."""

from __future__ import annotations

from time import perf_counter, thread_time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QTimer

from tests.benchmarks.memory import resident_mb

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QApplication

BEAT, LOOK = 5, 2  # ms
PATIENCE = 300_000  # ms


class Watch(QObject):
    """`steps` are functions of the watch: each begins a step and gives what tells its name when it
    is over. `first_paint` and the ends in `steps` are seconds since the start; `stalls` has for
    each step the longest time that a timer had to wait beyond its turn, `turns` the most that the
    thread worked meanwhile, which another program on the machine does not lengthen.
    """

    def __init__(
        self,
        app: QApplication,
        start: float,
        steps: Sequence[Callable[[Watch], Callable[[], str]]],
    ) -> None:
        super().__init__()
        self.app, self.first_paint, self.resident = app, 0.0, 0.0
        self.steps: dict[str, float] = {}
        self.stalls: dict[str, float] = {}
        self.turns: dict[str, float] = {}
        self._start, self._left = start, list(steps)
        self._until: Callable[[], str] = str
        self._gap, self._beat_at = 0.0, 0.0
        self._work, self._worked_at = 0.0, 0.0
        self._beat, self._look = QTimer(self), QTimer(self)
        self._beat.timeout.connect(self._note_gap)
        self._look.timeout.connect(self._look_on)
        QTimer.singleShot(PATIENCE, self, self._give_up)
        app.installEventFilter(self)

    def window(self) -> Any:
        """The program's window, once it is there."""
        return next(it for it in self.app.topLevelWidgets() if hasattr(it, "rooms"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the first paint; the window's children are painted in the same turn."""
        if event.type() == QEvent.Type.Paint:
            self.app.removeEventFilter(self)
            QTimer.singleShot(0, self, self._note_paint)
        return False

    def _note_paint(self) -> None:
        self.first_paint = perf_counter() - self._start
        self._beat_at, self._worked_at = perf_counter(), thread_time()
        self._beat.start(BEAT)
        self._look.start(LOOK)
        self._next_step()

    def _next_step(self) -> None:
        if self._left:
            self._until = self._left.pop(0)(self)
            return
        self._look.stop()
        self.resident = resident_mb()
        QTimer.singleShot(0, self, self._leave)

    def _leave(self) -> None:
        for window in self.app.topLevelWidgets():
            window.close()
        self.app.quit()

    def _give_up(self) -> None:
        self.app.exit(1)

    def _note_gap(self) -> None:
        now, worked = perf_counter(), thread_time()
        self._gap = max(self._gap, now - self._beat_at - BEAT / 1000)
        self._work = max(self._work, worked - self._worked_at)
        self._beat_at, self._worked_at = now, worked

    def _look_on(self) -> None:
        done = self._until()
        if done:
            self._note_gap()
            self.steps[done] = perf_counter() - self._start
            self.stalls[done], self.turns[done] = self._gap, self._work
            self._gap = self._work = 0.0
            self._next_step()
