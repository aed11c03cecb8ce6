"""Taking a file into the campaign: one transaction, every row accounted for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from phonebank.domain.changes import Done, Topic
from phonebank.domain.intake import CALL_FIELDS, ROLL_FIELDS, Accounts, columns_for
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
    table = read_table(path)
    intake = _intake(db, kind)
    lines = _in_fields(table, intake, options.columns)
    try:
        with db.write() as session:
            accounts = intake.take_in(session, lines, now, report)
            assert accounts.read == len(lines), "a row was dropped"
            if options.dry_run:
                raise _DryRun
    except _DryRun:
        return _told(accounts, table, options.rejects, Topic(0))
    return _told(accounts, table, options.rejects, intake.touched)


def _told(
    accounts: Accounts, table: FileTable, rejects: Path | None, touched: Topic
) -> Done[Accounts]:
    if rejects is not None and accounts.rejects:
        write_rejects(rejects, table.headers, accounts.rejects)
    return Done(accounts, touched)


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
