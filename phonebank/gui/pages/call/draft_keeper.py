"""Keeps what is entered every two seconds, as a write of its own, and knows what was kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from phonebank.gui.pages.call.kept_entry import entered_of
from phonebank.gui.pages.call.key_tree import Said
from phonebank.services.drafts import draft_of, drop_draft, keep_draft

if TYPE_CHECKING:
    from collections.abc import Callable

    from phonebank.gui.desk import Desk
    from phonebank.gui.jobs import Job
    from phonebank.gui.pages.call.entries import Draft

EVERY = 2000  # ms


class DraftKeeper(QObject):
    """One write at a time, none while a call is being saved, so that no save waits for it."""

    kept = Signal(object)  # datetime
    found = Signal(object)  # KeptDraft, or None

    def __init__(self, desk: Desk, present: Callable[[], Draft | None], parent: QObject) -> None:
        """`present` tells of the call in hand, None where there is none to keep now."""
        super().__init__(parent)
        self._desk, self._present = desk, present
        self._is_writing = False
        self._last: dict[str, Any] | None = None
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.keep_now)
        self._timer.start()

    def look(self) -> None:
        """What was left of a call by a program that ended; told by `found`."""
        job = self._desk.jobs.new()
        job.is_answered_here = True
        job.succeeded.connect(self.found)
        job.failed.connect(lambda _: self.found.emit(None))
        job.read(draft_of, self._desk.actor)

    def keep_now(self) -> None:
        """Keep what has changed since it was last kept, if anything has."""
        draft = self._present()
        if draft is None or self._is_writing:
            return
        entered = entered_of(draft)
        if draft.said == Said():
            self.forget(draft)
            return
        if self._last is not None and _without_time(self._last) == _without_time(entered):
            return
        now = self._desk.clock.now()
        job = self._new_job()
        job.succeeded.connect(lambda _: self._has_kept(entered))
        job.succeeded.connect(lambda _: self.kept.emit(now))
        job.write(keep_draft, self._desk.actor, draft.served.card.id, entered, now)

    def forget(self, draft: Draft) -> None:
        """This call will never be made: what was kept of it goes."""
        if self._last is not None and self._last["call"] == str(draft.call_id):
            self.drop()

    def drop(self) -> None:
        """Keep nothing more of what was kept."""
        self._last = None
        self._new_job().write(drop_draft, self._desk.actor)

    def _new_job(self) -> Job:
        self._is_writing = True
        job = self._desk.jobs.new()
        job.is_answered_here = True  # a draft that cannot be kept now is kept two seconds later
        job.ended.connect(self._wrote)
        return job

    def _has_kept(self, entered: dict[str, Any]) -> None:
        self._last = entered

    def _wrote(self) -> None:
        self._is_writing = False


def _without_time(entered: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in entered.items() if name != "seconds"}
