"""Charts on their way from the page: to the clipboard, to files, to the printer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QGuiApplication, QPainter

from phonebank.domain.hours import local
from phonebank.domain.insight_sheets import sheet_of
from phonebank.gui.charts.leaving import KINDS, Copied, copied, write_pages, write_picture
from phonebank.gui.charts.look import PAPER, look_of
from phonebank.gui.charts.pictures import Picture, paint_on_page
from phonebank.gui.charts.titles import kind_of, title_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from phonebank.domain.insight import Found
    from phonebank.gui.desk import Desk

COPIED = "Copied: picture and table"


class Sending(QObject):
    """`written` carries the path of a file once it is whole, `told` what else was done."""

    written = Signal(object)
    told = Signal(str)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk

    def copy(self, found: Found) -> None:
        """Put the picture and its table on the clipboard."""
        job = self._desk.jobs.new()
        job.succeeded.connect(self._put_on_clipboard)
        job.run(copied, self._picture(found), sheet_of(found))

    def save(self, found: Found) -> None:
        """Ask where to, then write the picture as the chosen name ends."""
        day = local(found.as_of).date().isoformat()
        suggested = self._desk.facts.folder / f"{kind_of(found)} {day}.png"
        path = self._desk.ask.where_to_save(f"Save: {title_of(found)}", suggested, KINDS)
        if path is not None:
            job = self._desk.jobs.new()
            job.succeeded.connect(self.written)
            whole = path if path.suffix else path.with_suffix(".png")
            job.run(write_picture, whole, self._picture(found))

    def save_all(self, findings: Sequence[Found]) -> None:
        """Ask where to, then write every chart to one PDF."""
        day = local(findings[0].as_of).date().isoformat()
        suggested = self._desk.facts.folder / f"insight {day}.pdf"
        path = self._desk.ask.where_to_save("Export the page", suggested, "PDF (*.pdf)")
        if path is not None:
            self._write_all(path if path.suffix else path.with_suffix(".pdf"), findings)

    def print(self, found: Found) -> None:
        """Ask for a printer, then print the picture on one page."""
        printer = self._desk.ask.which_printer(f"Print: {title_of(found)}")
        if printer is None:
            return
        page = QRectF(printer.pageLayout().paintRectPixels(printer.resolution()))
        painter = QPainter(printer)
        paint_on_page(painter, QRectF(0, 0, page.width(), page.height()), self._picture(found))
        painter.end()
        self.told.emit("Sent to the printer")

    def _write_all(self, path: Path, findings: Sequence[Found]) -> None:
        job = self._desk.jobs.new("Export")
        job.succeeded.connect(self.written)
        title = f"{self._desk.contest.name}: insight"
        job.run(write_pages, path, title, [self._picture(found) for found in findings])

    def _put_on_clipboard(self, chart: Copied) -> None:
        QGuiApplication.clipboard().setMimeData(chart.as_mime())
        self.told.emit(COPIED)

    def _picture(self, found: Found) -> Picture:
        contest = self._desk.contest
        return Picture(found, look_of(contest, PAPER), contest.name)
