"""Charts on their way from the page: to the clipboard, to files, to the printer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QGuiApplication, QPainter

from phonebank.domain.frozen import GivenAs, copy_words
from phonebank.domain.hours import local
from phonebank.domain.insight_sheets import sheet_of
from phonebank.domain.insight_titles import chart_title, kind_of
from phonebank.gui.charts.leaving import KINDS, Copied, copied, write_pages, write_picture
from phonebank.gui.charts.look import PAPER, look_of
from phonebank.gui.charts.pictures import Picture, paint_on_page
from phonebank.services.exporting import Exported
from phonebank.services.giving_findings import keep_findings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtPrintSupport import QPrinter

    from phonebank.domain.frozen import Frozen
    from phonebank.domain.insight import Found
    from phonebank.gui.desk import Desk
    from phonebank.gui.jobs import Job

COPIED = "Copied: picture and table"


class Sending(QObject):
    """`written` carries an Exported once the file is whole, `told` what else was done.

    A copy is kept of what goes to a file or onto paper, and its number stands on it. What is only
    put on the clipboard is not yet given to anybody: no copy is kept, and none is named.
    """

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
        path = self._desk.ask.where_to_save(f"Save: {chart_title(found)}", suggested, KINDS)
        if path is not None:
            whole = path if path.suffix else path.with_suffix(".png")
            write = partial(self._write_picture, whole, found)
            self._keep([found], GivenAs.PICTURE, write, whole)

    def save_all(self, findings: Sequence[Found]) -> None:
        """Ask where to, then write every chart to one PDF."""
        day = local(findings[0].as_of).date().isoformat()
        suggested = self._desk.facts.folder / f"insight {day}.pdf"
        path = self._desk.ask.where_to_save("Export the page", suggested, "PDF (*.pdf)")
        if path is not None:
            whole = path if path.suffix else path.with_suffix(".pdf")
            write = partial(self._write_all, whole, findings)
            self._keep(findings, GivenAs.REPORT, write, whole)

    def print(self, found: Found) -> None:
        """Ask for a printer, then print the picture on one page."""
        printer = self._desk.ask.which_printer(f"Print: {chart_title(found)}")
        if printer is not None:
            self._keep([found], GivenAs.PRINT, partial(self._print_on, printer, found))

    def _keep(
        self,
        findings: Sequence[Found],
        given_as: GivenAs,
        then: Callable[[Frozen], None],
        path: Path | None = None,
    ) -> None:
        job = self._desk.jobs.new()
        job.succeeded.connect(then)
        now = self._desk.clock.now()
        job.write(keep_findings, self._desk.actor, findings, now, given_as, path)

    def _write_picture(self, path: Path, found: Found, kept: Frozen) -> None:
        job = self._writing("", kept)
        job.run(write_picture, path, self._picture(found, kept))

    def _write_all(self, path: Path, findings: Sequence[Found], kept: Frozen) -> None:
        job = self._writing("Export", kept)
        title = f"{self._desk.contest.name}: insight, {_reference(kept)}"
        job.run(write_pages, path, title, [self._picture(found, kept) for found in findings])

    def _writing(self, title: str, kept: Frozen) -> Job:
        job = self._desk.jobs.new(title)
        job.succeeded.connect(lambda path: self.written.emit(Exported(path, kept)))
        return job

    def _print_on(self, printer: QPrinter, found: Found, kept: Frozen) -> None:
        page = QRectF(printer.pageLayout().paintRectPixels(printer.resolution()))
        painter = QPainter(printer)
        picture = self._picture(found, kept)
        paint_on_page(painter, QRectF(0, 0, page.width(), page.height()), picture)
        painter.end()
        self.told.emit(f"Sent to the printer. Copy {kept.line.number} kept")

    def _put_on_clipboard(self, chart: Copied) -> None:
        QGuiApplication.clipboard().setMimeData(chart.as_mime())
        self.told.emit(COPIED)

    def _picture(self, found: Found, kept: Frozen | None = None) -> Picture:
        contest, is_demo = self._desk.contest, self._desk.facts.is_demo
        reference = _reference(kept) if kept is not None else ""
        return Picture(found, look_of(contest, PAPER), contest.name, reference, is_demo)


def _reference(kept: Frozen) -> str:
    return copy_words(kept.line.number, kept.line.content_hash)
