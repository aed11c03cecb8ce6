"""Taking a file into the campaign: one transaction, every row accounted for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from phonebank.domain.changes import Done, Topic
from phonebank.domain.errors import InputRefused
from phonebank.domain.intake import CALL_FIELDS, ROLL_FIELDS, Accounts, Reject, columns_for
from phonebank.domain.permits import Actor, Right, require
from phonebank.services import intake_of_calls, intake_of_reports, intake_of_roll
from phonebank.spreadsheets.reading import FileTable, Line, read_table
from phonebank.spreadsheets.writing import write_rejects
from phonebank.store import contest

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.orm import Session

    from phonebank.store.database import Database

Report = Callable[[int, int], None]
REJECTS_BEGIN = b"line,column,reason"


class ImportKind(StrEnum):
    ROLL = "roll"
    CALLS = "calls"
    REPORTED = "reported"
    POLLS = "polls"
    ENDORSEMENTS = "endorsements"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """`columns` maps fields to headers where they differ; `rejects` gets the rejected rows."""

    columns: Mapping[str, str] = field(default_factory=dict)
    dry_run: bool = False
    rejects: Path | None = None


class _DryRun(Exception):
    """Raised inside the transaction so that a dry run writes nothing."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What the rows of one kind of file need: fields known, fields needed, what takes them in."""

    fields: Sequence[str]
    needed: Sequence[str]
    take_in: Callable[[Session, Sequence[Line], datetime, Report], Accounts]
    touched: Topic


def import_file(
    db: Database,
    actor: Actor,
    path: Path,
    kind: ImportKind,
    now: datetime,
    options: ImportOptions | None = None,
    report: Report = lambda done, total: None,
) -> Done[Accounts]:
    """Import a file; nothing is kept if it is refused or `report` stops it."""
    require(actor, Right.IMPORT)
    options = options or ImportOptions()
    _check_rejects(options.rejects, (path, db.path))
    table = read_table(path)
    intake = _intake(db, kind)
    lines = _in_fields(table, intake, options.columns)
    try:
        with db.write() as session:
            accounts = intake.take_in(session, lines, now, report)
            assert accounts.read == len(lines), "a row was dropped"
            if options.rejects is not None and accounts.rejects:
                _write_rejects(options.rejects, table, accounts.rejects)
            if options.dry_run:
                raise _DryRun
    except _DryRun:
        return Done(accounts, Topic(0))
    return Done(accounts, intake.touched)


def _write_rejects(target: Path, table: FileTable, rejects: Sequence[Reject]) -> None:
    """Write rejected rows with their cells under the headers they stood under."""
    lines = {line.number: line.cells for line in table.lines}
    headers = [*table.headers, *([""] if any("" in line for line in lines.values()) else [])]
    as_they_were = [
        replace(reject, original=[lines[reject.line].get(header, "") for header in headers])
        for reject in rejects
    ]
    write_rejects(target, headers, as_they_were)


def _check_rejects(rejects: Path | None, spared: Sequence[Path]) -> None:
    """Refuse to write rejects over anything but an earlier list of rejects, or over `spared`."""
    if rejects is None or not rejects.exists():
        return
    if not any(rejects.samefile(path) for path in spared if path.exists()) and _is_rejects(rejects):
        return
    raise InputRefused(
        f"{rejects} exists already and is not a list of rejects that may be replaced.",
        kept="It was not touched and nothing was imported.",
        next_step="Choose another name for the rejects.",
    )


def _is_rejects(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return REJECTS_BEGIN in file.read(32)


def _in_fields(table: FileTable, intake: Intake, chosen: Mapping[str, str]) -> list[Line]:
    """The same lines, their cells by field; what no field takes stays under its header."""
    columns = columns_for(intake.fields, intake.needed, table.headers, chosen)
    return [
        Line(line.number, {**line.cells, **{f: line.cells.get(h, "") for f, h in columns.items()}})
        for line in table.lines
    ]


def _intake(db: Database, kind: ImportKind) -> Intake:
    with db.read() as session:
        shorts = contest.contest(session).shorts
    electors = Topic.ELECTORS | Topic.CALLS | Topic.CALLERS
    if kind is ImportKind.ROLL:
        needed = ("membership_number", "constituency")
        return Intake(ROLL_FIELDS, needed, intake_of_roll.take_in, electors)
    if kind is ImportKind.CALLS:
        for_calls = ("membership_number", "called_at", "caller", "outcome")
        return Intake(CALL_FIELDS, for_calls, intake_of_calls.take_in, electors)
    form = intake_of_reports.FORMS[kind.value]
    fields = (*form.fields, *(shorts if form.has_candidates else ()))
    return Intake(fields, form.needed, form.take_in, Topic.REPORTED)
