"""Says over every page that this is a pack taken away, and writes what goes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.domain.changes import Topic
from phonebank.domain.errors import PhonebankError
from phonebank.domain.figures import count
from phonebank.domain.packs import SUFFIX
from phonebank.gui.widgets.notices import Notice
from phonebank.gui.words import moment
from phonebank.services.pack_floor import floor_facts, pack_return

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from phonebank.gui.desk import Desk
    from phonebank.services.pack_floor import FloorFacts, Returned

KINDS = f"Packs (*{SUFFIX})"
ACTION = "Write what goes back…"


class FloorNotice(Notice):
    """Hidden in a campaign of its own."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._desk = desk
        self._floor: FloorFacts | None = None
        self.hide()
        self.acted.connect(self._write)
        desk.jobs.changed.connect(self._mark_stale)

    def refresh(self) -> None:
        """Read how far the pack has come."""
        job = self._desk.jobs.new()
        job.succeeded.connect(self._show)
        job.read(floor_facts, self._desk.clock.now())

    def _mark_stale(self, touched: Topic) -> None:
        if self._floor is not None and touched & Topic.CALLS:
            self.refresh()

    def _show(self, floor: FloorFacts | None) -> None:
        self._floor = floor
        if floor is not None:
            rung = f"{count(floor.rung)} of {count(floor.electors)} electors rung"
            rest = f"{rung}; work it until {moment(floor.expires_at)}."
            self.say(f"This is the pack of {floor.caller}.", rest, ACTION)
        self.setVisible(floor is not None)

    def _write(self) -> None:
        facts = self._desk.facts
        suggested = facts.folder / f"{facts.address.name} back{SUFFIX}"
        path = self._desk.ask.where_to_save("Write what goes back", suggested, KINDS)
        if path is not None:
            job = self._desk.jobs.new("Writing the calls")
            job.is_answered_here = True
            job.succeeded.connect(self._show_written)
            job.failed.connect(self._show_failure)
            job.write(pack_return, self._desk.actor, path, self._desk.clock.now())

    def _show_written(self, told: Returned) -> None:
        rest = "Take it or send it to an organiser; nothing happens to the calls here."
        self.say(f"{told.path.name} holds {count(told.calls)} calls.", rest, ACTION)

    def _show_failure(self, error: Exception) -> None:
        if isinstance(error, PhonebankError):
            self.say(error.message, f"{error.kept} {error.next_step}", ACTION)
        else:
            self._desk.jobs.failed.emit(error)
