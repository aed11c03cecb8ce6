"""The seat of the signed-in caller: kept while the window is open, and left when it closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from phonebank.services.seats import keep_seat, leave_seat
from phonebank.services.serving import release_all

if TYPE_CHECKING:
    from phonebank.gui.desk import Desk

EVERY = 20_000  # ms; whoever is held from a seat that falls silent is free after two minutes


class Sitting(QObject):
    """One question at a time: on a server that is away, one word of life waits and no more."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._is_telling = desk, False
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.tell)
        if desk.actor.seat is not None:
            self._timer.start()

    def tell(self) -> None:
        """That the program still runs."""
        if self._is_telling or self._desk.jobs.is_closed:
            return
        self._is_telling = True
        job = self._desk.jobs.new()
        job.is_answered_here = True
        job.ended.connect(self._told)
        job.write(keep_seat, self._desk.actor, self._desk.clock.now())

    def leave(self) -> None:
        """Give back whoever is held, and the seat."""
        self._timer.stop()
        job = self._desk.jobs.new()
        if self._desk.actor.seat is None:
            job.write(release_all, self._desk.actor)
        else:
            job.write(leave_seat, self._desk.actor)

    def _told(self) -> None:
        self._is_telling = False
