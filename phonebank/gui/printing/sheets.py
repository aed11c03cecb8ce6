"""Printing call sheets: laid out, held and written to a PDF, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QApplication

from phonebank.domain.changes import Done
from phonebank.domain.errors import NoRoom
from phonebank.domain.paper import ELECTORS
from phonebank.gui.printing.page import A4, CallSheetPage, paint_call_sheet
from phonebank.gui.widgets import fonts
from phonebank.services.call_sheets import lay_sheets, withdraw_sheets
from phonebank.services.campaigns import campaign_facts
from phonebank.unfinished import discarded_after

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from phonebank.domain.contest import Contest
    from phonebank.domain.paper import Laid
    from phonebank.domain.permits import Actor
    from phonebank.store.database import Database

DOTS_PER_INCH = 1200
PX_PER_INCH = 96


class Printed(NamedTuple):
    """The sheets as they were laid, and the file that has them."""

    laid: Laid
    path: Path


def make_ready() -> QApplication:
    """Have what Qt needs to set letters where there is no window; keep what this answers."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        return app
    made = QApplication(["phonebank", "-platform", "offscreen"])
    fonts.load_bundled()
    return made


def print_sheets(
    db: Database,
    actor: Actor,
    path: Path,
    list_name: str,
    now: datetime,
    electors: int = ELECTORS,
) -> Done[Printed]:
    """Lay the next electors of a list out on sheets and write them to `path`, replacing a file.

    Where the file cannot be written nobody is held. From any thread, once Qt is ready.
    """
    done = lay_sheets(db, actor, list_name, now, electors)
    try:
        _write(path, pdf_of(done.value, campaign_facts(db).contest))
    except OSError as error:
        withdraw_sheets(db, actor, [page.number for page in done.value.pages])
        raise NoRoom(
            f"The sheets could not be written to {path}: {error.strerror}.",
            kept="Nobody is held for them.",
            next_step="Check the disk and the rights there, then print again.",
        ) from error
    return Done(Printed(done.value, path), done.touched)


def _write(path: Path, document: bytes) -> None:
    with discarded_after(path) as partial:
        partial.write_bytes(document)
        partial.replace(path)


def pdf_of(laid: Laid, contest: Contest) -> bytes:
    """The sheets as a PDF of A4, a page each."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(f"Call sheets: {laid.list_name}")
    writer.setCreator("phonebank")
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF())
    writer.setResolution(DOTS_PER_INCH)
    _paint_all(writer, laid, contest)
    return bytes(buffer.data().data())


def _paint_all(writer: QPdfWriter, laid: Laid, contest: Contest) -> None:
    painter = QPainter(writer)
    try:
        painter.scale(DOTS_PER_INCH / PX_PER_INCH, DOTS_PER_INCH / PX_PER_INCH)
        for place, page in enumerate(laid.pages):
            if place:
                writer.newPage()
            paint_call_sheet(painter, A4, CallSheetPage(contest, laid, page, len(laid.pages)))
    finally:
        painter.end()
