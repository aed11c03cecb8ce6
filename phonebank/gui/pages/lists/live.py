"""Reading how the lists stand: one reading after another, never two at once, and not too often."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from phonebank.domain.errors import PhonebankError
from phonebank.services.callbacks import callbacks
from phonebank.services.freeing import organisers_cases
from phonebank.services.lists import list_now, lists
from phonebank.services.passing import passed_on

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from phonebank.domain.floor_lines import CallbackLine, CaseLine, PassedOnLine
    from phonebank.domain.permits import Actor
    from phonebank.gui.desk import Desk
    from phonebank.services.lists import ListNow
    from phonebank.store.database import Database

REST = 3  # times as long as a reading took, the reading thread is left to others
LONGEST_REST = 60_000


@dataclass(frozen=True, slots=True)
class Floor:
    """One list as it stands at a time, and who waits for a time, an MP or an organiser."""

    told: ListNow
    callbacks: Sequence[CallbackLine]
    passed_on: Sequence[PassedOnLine]
    cases: Sequence[CaseLine]
    now: datetime


class Live(QObject):
    """`floor_read` carries a Floor, `lines_read` every list; on a huge roll each takes seconds."""

    floor_read = Signal(object)
    lines_read = Signal(object)
    refused = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._name = ""
        self._wants_floor = self._wants_lines = self._is_urgent = self.is_reading = False
        self._took = QElapsedTimer()
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self._go_on)

    def read(self, name: str, *, at_once: bool = False) -> None:
        """Read every list, and this one first (empty for none), once nothing is being read.

        `at_once`, because somebody asked for it, cuts the rest short.
        """
        self._wants_lines = True
        self.choose(name, at_once=at_once)

    def choose(self, name: str, *, at_once: bool = True) -> None:
        """Read this list next."""
        self._name, self._wants_floor = name, bool(name)
        self._is_urgent = self._is_urgent or at_once
        if self._is_urgent:
            self._rest.stop()
        if not self.is_reading and not self._rest.isActive():
            self._go_on()

    def _go_on(self) -> None:
        if self._wants_floor:
            self._wants_floor = False
            self._read(self.floor_read.emit, _floor, self._name)
        elif self._wants_lines:
            self._wants_lines = False
            self._read(self.lines_read.emit, lists)

    def _read(self, answer: Callable[..., object], work: Callable[..., object], *args: str) -> None:
        self.is_reading, self._is_urgent = True, False
        self._took.start()
        job = self._desk.jobs.new()
        job.is_answered_here = True
        job.succeeded.connect(answer)
        job.failed.connect(self._refuse)
        job.ended.connect(self._rest_a_while)
        job.read(work, self._desk.actor, *args, self._desk.clock.now())

    def _rest_a_while(self) -> None:
        """What is wanted next waits the longer, the longer this took; what is urgent does not."""
        self.is_reading = False
        wait = 0 if self._is_urgent else min(LONGEST_REST, REST * self._took.elapsed())
        self._rest.start(wait)

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, PhonebankError):
            self.refused.emit(error)
        else:
            self._desk.jobs.failed.emit(error)


def _floor(db: Database, actor: Actor, name: str, now: datetime) -> Floor:
    told = list_now(db, actor, name, now)
    return Floor(
        told=told,
        callbacks=callbacks(db, actor, now),
        passed_on=passed_on(db, actor),
        cases=organisers_cases(db, actor),
        now=now,
    )
