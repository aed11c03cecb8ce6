"""Giving out the canvass that is shown, as whatever file its name ends in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from phonebank.domain.errors import InputRefused
from phonebank.domain.hours import local
from phonebank.gui.printing.given_out import (
    ENDINGS,
    gather_table,
    given_as,
    keep,
    write_file,
)
from phonebank.services.exporting import Exported

if TYPE_CHECKING:
    from pathlib import Path

    from phonebank.domain.canvass import CanvassTable
    from phonebank.domain.frozen import Frozen
    from phonebank.gui.desk import Desk
    from phonebank.services.gathering import Gathered
    from phonebank.services.report_pages import CanvassReport

TITLE = "Export"


class Export(QObject):
    """Counts, keeps a copy, then writes; `written` carries an Exported once the file is whole.

    Only the keeping waits its turn among the writes, so that nobody's call does for the rest.
    """

    written = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk

    def export(self, table: CanvassTable) -> None:
        """Ask where to, then write this table as it was narrowed, as of its time."""
        day = local(table.as_of).date().isoformat()
        suggested = self._desk.facts.folder / f"canvass {day}.xlsx"
        path = self._desk.ask.where_to_save("Export the canvass", suggested, ENDINGS)
        if path is None:
            return
        path = path if path.suffix else path.with_suffix(".xlsx")
        if given_as(path) is None:
            self._desk.jobs.failed.emit(_unknown(path))
            return
        self._gather(path, table)

    def _gather(self, path: Path, table: CanvassTable) -> None:
        job = self._desk.jobs.new(TITLE)
        job.succeeded.connect(partial(self._keep, path, table))
        job.read(gather_table, self._desk.actor, path, table)

    def _keep(self, path: Path, table: CanvassTable, found: Gathered | CanvassReport) -> None:
        job = self._desk.jobs.new()
        job.succeeded.connect(partial(self._write, path, found))
        job.write(keep, self._desk.actor, path, found, table)

    def _write(self, path: Path, found: Gathered | CanvassReport, kept: Frozen) -> None:
        job = self._desk.jobs.new(TITLE)
        job.succeeded.connect(lambda path: self.written.emit(Exported(path, kept)))
        job.read(write_file, self._desk.actor, path, found, kept, report=job.report)


def _unknown(path: Path) -> InputRefused:
    return InputRefused(
        f"“{path.name}” does not end in .xlsx, .pdf, .html, .csv or .zip.",
        next_step="Export again, and name it so that it does.",
    )
