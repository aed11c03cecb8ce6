"""Writing the canvass that is shown to a workbook or CSV: a job with progress and cancel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from phonebank.domain.hours import local
from phonebank.services.exporting import export_csv, export_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from phonebank.domain.canvass import CanvassTable
    from phonebank.gui.desk import Desk

KINDS = "Workbook (*.xlsx);;CSV, the canvass alone (*.csv)"


class Export(QObject):
    """`written` carries the path of the file once it is whole."""

    written = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk

    def export(self, table: CanvassTable) -> None:
        """Ask where to, then write this table as it was narrowed, as of its time."""
        day = local(table.as_of).date().isoformat()
        suggested = self._desk.facts.folder / f"canvass {day}.xlsx"
        path = self._desk.ask.where_to_save("Export the canvass", suggested, KINDS)
        if path is not None:
            self._write(path if path.suffix else path.with_suffix(".xlsx"), table)

    def _write(self, path: Path, table: CanvassTable) -> None:
        job = self._desk.jobs.new("Export")
        job.succeeded.connect(self.written)
        what = (self._desk.actor, path, table.as_of, table.by, table.where)
        if path.suffix.lower() == ".csv":
            job.read(export_csv, *what)
        else:
            job.read(export_workbook, *what, report=job.report)
