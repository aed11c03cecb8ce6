"""What the script editor asks of the services, each as a job, and the refusals as one signal."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from phonebank.domain.errors import PhonebankError
from phonebank.services import scripts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from phonebank.domain.permits import Actor
    from phonebank.domain.scripts import Script, ScriptVersion
    from phonebank.gui.desk import Desk
    from phonebank.gui.jobs import Job
    from phonebank.services.scripts import Sample
    from phonebank.store.database import Database


class Opened(NamedTuple):
    """All that is read to write one script: the names there are, and its versions, newest first."""

    names: Sequence[str]
    versions: Sequence[ScriptVersion]
    sample: Sample


class ScriptWriting(QObject):
    """`then` is called with what came of it; `refused` carries the error a person can act on."""

    refused = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk

    def open(self, name: str, then: Callable[[Opened], object]) -> None:
        self._job(then).read(_opened, self._desk.actor, name)

    def save(self, name: str, words: Script, then: Callable[[ScriptVersion], object]) -> None:
        now = self._desk.clock.now()
        self._job(then).write(scripts.save_script, self._desk.actor, name, words, now)

    def rename(self, name: str, wanted: str, then: Callable[[str], object]) -> None:
        self._job(then).write(scripts.rename_script, self._desk.actor, name, wanted)

    def remove(self, name: str, then: Callable[[None], object]) -> None:
        self._job(then).write(scripts.remove_script, self._desk.actor, name)

    def _job(self, then: Callable[..., object]) -> Job:
        job = self._desk.jobs.new()
        job.is_answered_here = True
        job.succeeded.connect(then)
        job.failed.connect(self._refuse)
        return job

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, PhonebankError):
            self.refused.emit(error)
        else:
            self._desk.jobs.failed.emit(error)


def _opened(db: Database, actor: Actor, name: str) -> Opened:
    lines = scripts.scripts(db, actor)
    versions = scripts.versions(db, actor, name)
    lists = next((line.lists for line in lines if line.name == versions[0].name), ())
    sample = scripts.sample_elector(db, actor, lists[0] if lists else None)
    return Opened([line.name for line in lines], versions, sample)
