"""Printing the call sheets of a list from the window: where to, then one job that does it all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from phonebank.domain.errors import PhonebankError
from phonebank.domain.hours import local
from phonebank.gui.printing.sheets import print_sheets

if TYPE_CHECKING:
    from phonebank.gui.desk import Desk

KINDS = "PDF (*.pdf)"
UNFIT = '<>:"/\\|?*'


class SheetPrinting(QObject):
    """`printed` carries a Printed; `refused` says why nothing was printed and nobody is held."""

    printed = Signal(object)
    refused = Signal(str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk

    def print_list(self, list_name: str, electors: int) -> None:
        """Ask where to, then print sheets of the next electors of this list."""
        now = self._desk.clock.now()
        safe = "".join("-" if sign in UNFIT else sign for sign in list_name)
        suggested = self._desk.facts.folder / f"sheets {safe} {local(now).date()}.pdf"
        path = self._desk.ask.where_to_save("Print call sheets", suggested, KINDS)
        if path is None:
            return
        path = path if path.suffix else path.with_suffix(".pdf")
        job = self._desk.jobs.new("Print")
        job.is_answered_here = True
        job.succeeded.connect(self.printed)
        job.failed.connect(self._tell)
        job.write(print_sheets, self._desk.actor, path, list_name, now, electors)

    def _tell(self, error: Exception) -> None:
        if isinstance(error, PhonebankError):
            self.refused.emit(error.sentence)
        else:
            self._desk.jobs.failed.emit(error)
