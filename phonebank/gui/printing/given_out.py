"""Whatever file the canvass on the screen is given out as: gathered, kept, then written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.domain.frozen import GivenAs
from phonebank.gui.printing.report_files import KINDS, content_of
from phonebank.services import exporting
from phonebank.services.exporting import gather, put, refuse_target, write_out
from phonebank.services.freezing import freeze
from phonebank.services.report_pages import CanvassReport, canvass_report, rows_of_a_report

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from phonebank.domain.canvass import CanvassTable
    from phonebank.domain.changes import Done
    from phonebank.domain.frozen import Frozen
    from phonebank.domain.permits import Actor
    from phonebank.services.gathering import Gathered
    from phonebank.store.database import Database

ENDINGS = (
    "Workbook (*.xlsx);;Report on paper (*.pdf);;Page for a browser (*.html);;"
    "CSV, the canvass alone (*.csv);;CSV of every sheet, zipped (*.zip)"
)


def given_as(path: Path) -> GivenAs | None:
    return KINDS.get(path.suffix.lower()) or exporting.given_as(path)


def gather_table(
    db: Database, actor: Actor, path: Path, table: CanvassTable
) -> Gathered | CanvassReport:
    """The tables of a file of this name, counted as `table` was narrowed and as of its time."""
    if path.suffix.lower() not in KINDS:
        return gather(db, actor, path, table.as_of, table.by, table.where)
    refuse_target(actor, path)
    return canvass_report(db, actor, table.as_of, rows_of_a_report(table), table.where)


def keep(
    db: Database, actor: Actor, path: Path, found: Gathered | CanvassReport, table: CanvassTable
) -> Done[Frozen]:
    """Freeze what was gathered; a short write."""
    kind = given_as(path)
    assert kind is not None
    return freeze(db, actor, found.given, table.as_of, kind, path)


def write_file(
    db: Database,
    actor: Actor,
    path: Path,
    found: Gathered | CanvassReport,
    kept: Frozen,
    report: Callable[[int, int], None],
) -> Path:
    """Write what was kept; whatever `report` raises leaves no file."""
    if isinstance(found, CanvassReport):
        return put(actor, path, content_of(path, found, kept, report))
    return write_out(db, actor, path, found, kept, None, report)
