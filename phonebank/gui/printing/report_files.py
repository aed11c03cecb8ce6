"""Writing a report to a file: on paper as PDF, or as one page for a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.domain.frozen import GivenAs
from phonebank.gui.printing.html_page import html_of
from phonebank.gui.printing.report_pdf import pdf_of_report
from phonebank.services.exporting import Exported, put, refuse_target
from phonebank.services.freezing import freeze
from phonebank.services.report_pages import canvass_report

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from phonebank.domain.frozen import Frozen
    from phonebank.domain.permits import Actor
    from phonebank.services.report_pages import CanvassReport
    from phonebank.store.database import Database

KINDS = {".pdf": GivenAs.REPORT, ".html": GivenAs.PAGE}


def write_report(
    db: Database, actor: Actor, path: Path, now: datetime, places: Sequence[str] = ()
) -> Exported:
    """Write the report of these places, or of all, as the file's name ends: .pdf or .html.

    The copy is kept before the file appears. From any thread, once Qt is ready.
    """
    refuse_target(actor, path)
    report = canvass_report(db, actor, now, places)
    kept = freeze(db, actor, report.given, now, KINDS[path.suffix.lower()], path).value
    return Exported(put(actor, path, content_of(path, report, kept)), kept)


def content_of(
    path: Path,
    report: CanvassReport,
    kept: Frozen,
    tell: Callable[[int, int], None] = lambda done, total: None,
) -> bytes:
    """What the file of a report holds, as its name ends."""
    if KINDS[path.suffix.lower()] is GivenAs.PAGE:
        return html_of(report, kept).encode()
    return pdf_of_report(report, kept, tell)
