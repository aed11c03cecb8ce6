"""The figures as files: each is frozen first, then written from what was frozen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from phonebank.domain.canvass import By
from phonebank.domain.frozen import Frozen, GivenAs
from phonebank.domain.permits import Actor, Right, require
from phonebank.services.elector_exports import Personal, check_personal, log_personal, long_sheets
from phonebank.services.freezing import freeze
from phonebank.services.gathering import Gathered, gathered, gathered_canvass, marked
from phonebank.services.tallying import canvass_table
from phonebank.services.warnings import warned_sheet
from phonebank.spreadsheets.book_files import write_book
from phonebank.spreadsheets.writing import check_target, csv_text, swapped_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from phonebank.store.database import Database

__all__ = [
    "Exported",
    "canvass_csv_text",
    "export",
    "gather",
    "given_as",
    "marked",
    "put",
    "refuse_target",
    "write_out",
]

KINDS = {".xlsx": GivenAs.WORKBOOK, ".csv": GivenAs.CSV, ".zip": GivenAs.CSV}


class Exported(NamedTuple):
    """The file that was written, and the copy that was kept of its tables."""

    path: Path
    copy: Frozen


def given_as(path: Path) -> GivenAs | None:
    """What a file is by its ending; None for an ending that says nothing to us."""
    return KINDS.get(path.suffix.lower())


def export(
    db: Database,
    actor: Actor,
    path: Path,
    now: datetime,
    by: By = By.CONSTITUENCY,
    where: Mapping[str, Sequence[str]] | None = None,
    personal: Personal | None = None,
    report: Callable[[int, int], None] = lambda done, total: None,
) -> Exported:
    """Write .xlsx, .csv (the canvass alone) or .zip (a CSV of each sheet), as the name ends.

    A file that is there already is replaced when the new one is whole; whatever `report` raises
    leaves it as it was. The copy is kept before the file appears, and stays even if none does.
    """
    found = gather(db, actor, path, now, by, where)
    check_personal(db, actor, personal)
    kept = freeze(db, actor, found.given, now, KINDS[path.suffix.lower()], path).value
    write_out(db, actor, path, found, kept, personal, report)
    return Exported(path, kept)


def gather(
    db: Database,
    actor: Actor,
    path: Path,
    now: datetime,
    by: By = By.CONSTITUENCY,
    where: Mapping[str, Sequence[str]] | None = None,
) -> Gathered:
    """The tables for a file of this name, refused before anything is counted where it cannot be."""
    require(actor, Right.EXPORT)
    check_target(path)
    if path.suffix.lower() == ".csv":
        return gathered_canvass(db, actor, now, by, where)
    return gathered(db, actor, now, by, where)


def write_out(
    db: Database,
    actor: Actor,
    path: Path,
    found: Gathered,
    kept: Frozen,
    personal: Personal | None = None,
    report: Callable[[int, int], None] = lambda done, total: None,
) -> Path:
    """Write the file; tables of electors, which no copy is kept of, go into a workbook alone."""
    require(actor, Right.EXPORT)
    if given_as(path) is not GivenAs.WORKBOOK:
        personal = None
    with long_sheets(db, actor, personal, found.given.as_of) as long:
        if personal is not None:
            log_personal(db, actor, personal, found.given.as_of, long)
        write_book(path, replace(found.book(kept), long=long), report)
    return path


def refuse_target(actor: Actor, path: Path) -> None:
    """Refuse a file that cannot be written where it is wanted, before anything is counted."""
    require(actor, Right.EXPORT)
    check_target(path)


def put(actor: Actor, path: Path, content: bytes) -> Path:
    """Write a report that was made elsewhere; a file there already is replaced whole."""
    require(actor, Right.EXPORT)
    with swapped_in(path) as partial:
        partial.write_bytes(content)
    return path


def canvass_csv_text(
    db: Database,
    actor: Actor,
    now: datetime,
    by: By = By.CONSTITUENCY,
    where: Mapping[str, Sequence[str]] | None = None,
) -> str:
    """The same CSV as text, for the terminal."""
    require(actor, Right.EXPORT)
    return csv_text(marked(warned_sheet(db, actor, canvass_table(db, actor, now, by, where))))
