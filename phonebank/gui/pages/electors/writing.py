"""Writing one change of an elector: as a job, its refusal told where the change was made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from phonebank.domain.corrections import LABELS, Corrected
from phonebank.domain.errors import PhonebankError

if TYPE_CHECKING:
    from collections.abc import Callable

    from phonebank.domain.changes import Done
    from phonebank.gui.desk import Desk


class Writing(QObject):
    """Every change goes through here; `written` carries a sentence about what was done."""

    written = Signal(str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk

    def write(
        self,
        work: Callable[..., Done[Any]],
        *args: object,
        refused: Callable[[PhonebankError], None],
        done: Callable[[], None] | None = None,
    ) -> None:
        """Queue `work(db, actor, *args, now)`; afterwards `done` or `refused` is called."""
        job = self.desk.jobs.new()
        job.is_answered_here = True
        job.succeeded.connect(lambda value: self._tell(value, done))
        job.failed.connect(lambda error: self._fail(error, refused))
        job.write(work, self.desk.actor, *args, self.desk.clock.now())

    def _tell(self, value: object, done: Callable[[], None] | None) -> None:
        self.written.emit(sentence_of(value) if isinstance(value, Corrected) else "Saved.")
        if done is not None:
            done()

    def _fail(self, error: Exception, refused: Callable[[PhonebankError], None]) -> None:
        if isinstance(error, PhonebankError):
            refused(error)
        else:
            self.desk.jobs.failed.emit(error)


def sentence_of(corrected: Corrected) -> str:
    """ "Saved: Surname, Postcode." and what was noticed on the way."""
    facts = ", ".join(LABELS[fact] for fact in corrected.changed if fact in LABELS)
    saved = f"Saved: {facts}." if facts else "Saved."
    said = saved if corrected.changed else "Nothing was different."
    return " ".join([said, *corrected.notices])
