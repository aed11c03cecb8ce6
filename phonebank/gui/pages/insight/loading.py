"""Asking for one finding after another, so that a new narrowing never waits behind an old one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from phonebank.domain.errors import ConnectionLost, PhonebankError
from phonebank.services.insight import find

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from phonebank.domain.insight import Effort, Found, Insight
    from phonebank.domain.permits import Actor
    from phonebank.gui.desk import Desk
    from phonebank.store.database import Database

FAULT = "These figures could not be counted: a fault of the program, told above."


class Asked(NamedTuple):
    """What was asked, in the how manieth round of asking."""

    turn: int
    insight: Insight


class Answer(NamedTuple):
    """What came of it: a finding, or a sentence."""

    asked: Asked
    found: Found | None
    sentence: str = ""


class Loading(QObject):
    """`found` carries an insight with its Found, `failed` with a sentence. One job at a time."""

    found = Signal(object, object)
    failed = Signal(object, str)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._waiting: list[tuple[Insight, Effort | None]] = []
        self._where: Mapping[str, Sequence[str]] = {}
        self._turn = 0
        self._asked: Insight | None = None

    def ask_all(
        self,
        insights: Sequence[Insight],
        where: Mapping[str, Sequence[str]],
        efforts: Mapping[Insight, Effort | None],
    ) -> None:
        """Ask for these; what was asked before and has not come is forgotten."""
        self._turn += 1
        self._asked = None
        self._where = where
        self._waiting = [(insight, efforts.get(insight)) for insight in insights]
        self._ask_next()

    def ask_first(self, insight: Insight, effort: Effort | None) -> None:
        """Ask for this before what else is waiting."""
        others = [it for it in self._waiting if it[0] is not insight]
        self._waiting = [(insight, effort), *others]
        if self._asked is None:
            self._ask_next()

    def _ask_next(self) -> None:
        if not self._waiting:
            return
        insight, effort = self._waiting.pop(0)
        self._asked = insight
        job = self._desk.jobs.new()
        job.is_answered_here = True
        job.succeeded.connect(self._take)
        job.failed.connect(self._take_fault)
        now, where = self._desk.clock.now(), self._where
        job.read(answered, self._desk.actor, Asked(self._turn, insight), now, where, effort)

    def _take(self, answer: Answer) -> None:
        if answer.asked.turn != self._turn:
            return
        self._asked, insight = None, answer.asked.insight
        is_asked_again = any(insight is waiting for waiting, _ in self._waiting)
        self._ask_next()
        if answer.found is None:
            self.failed.emit(insight, answer.sentence)
        elif not is_asked_again:
            self.found.emit(insight, answer.found)

    def _take_fault(self, error: Exception) -> None:
        """A fault of the program: told as any other, and the next chart is asked for."""
        self._desk.jobs.failed.emit(error)
        if self._asked is not None:
            self.failed.emit(self._asked, FAULT)
            self._asked = None
            self._ask_next()


def answered(
    db: Database,
    actor: Actor,
    asked: Asked,
    now: datetime,
    where: Mapping[str, Sequence[str]],
    effort: Effort | None,
) -> Answer:
    """The finding, or in words why there is none."""
    try:
        return Answer(asked, find(db, actor, asked.insight, now, where, effort))
    except ConnectionLost:
        raise  # the job asks again
    except PhonebankError as error:
        return Answer(asked, None, error.sentence)
