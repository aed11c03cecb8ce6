"""The audit for organisers: who changed what when, a page at a time, or as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from phonebank.domain.audit import sheet_of_audit
from phonebank.domain.changes import Done, Topic
from phonebank.domain.errors import InputRefused, WrongUse
from phonebank.domain.permits import Actor, Right, require
from phonebank.services.elector_exports import LONGEST_REASON, is_reason
from phonebank.services.explaining import PROGRAM, time_text
from phonebank.spreadsheets.book_files import write_book
from phonebank.spreadsheets.workbook import Book
from phonebank.spreadsheets.writing import check_target
from phonebank.store import audit, contest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from phonebank.domain.audit import Asked, AuditEntry
    from phonebank.store.database import Database

PAGE = 50
KINDS = (".xlsx", ".csv")
PERSONAL = (
    "Personal data, given out for a stated reason: keep it no longer than that needs. Given out by "
    "{}, for: {}"
)


class AuditPage(NamedTuple):
    """Lines from the place `after` on, how many there are in all, and who stands in the audit."""

    entries: Sequence[AuditEntry]
    after: int
    total: int
    people: Sequence[str]


def audit_page(
    db: Database, actor: Actor, asked: Asked, after: int = 0, limit: int | None = PAGE
) -> AuditPage:
    """What is asked for of the audit, newest first; organisers alone may see it."""
    require(actor, Right.SEE_ELECTORS)
    with db.read() as session:
        people, total = audit.people(session), audit.count(session, asked)
        if asked.by is not None and asked.by not in people:
            raise WrongUse(
                f"“{asked.by}” has changed nothing.",
                next_step=f"Known: {', '.join(people)}." if people else "Leave the name out.",
            )
        entries = audit.entries(session, asked, limit, after)
    return AuditPage(entries, after, total, people)


def export_audit(
    db: Database, actor: Actor, path: Path, asked: Asked, reason: str, now: datetime
) -> Done[int]:
    """Write what is asked for as .xlsx or .csv, as the name ends; how many lines it has.

    The audit names electors: it leaves the house for a stated reason, which is in it before there
    is a file. A file that is there already is replaced whole.
    """
    require(actor, Right.SEE_ELECTORS)
    require(actor, Right.EXPORT)
    _check(path, reason)
    with db.write() as session:
        entries = audit.entries(session, asked)
        told = {"reason": reason, "file": path.name, "lines": len(entries)}
        audit.add(session, actor.caller_id, now, "audit exported", None, {}, told)
        name = contest.contest(session).name
    sheet = sheet_of_audit(entries, PERSONAL.format(actor.name, reason))
    heading = [f"{name}. As of {time_text(now)}."]
    book = Book(title="Audit", creator=PROGRAM, created=now, heading=heading, sheets=[sheet])
    write_book(path, book)
    return Done(len(entries), Topic(0))


def _check(path: Path, reason: str) -> None:
    if path.suffix.lower() not in KINDS:
        raise InputRefused(
            f"“{path.name}” does not end in .xlsx or .csv.",
            next_step="Export again, and name it so that it does.",
        )
    if not is_reason(reason):
        raise WrongUse(
            "The audit names electors, so it leaves the house only for a stated reason.",
            next_step=f"Say what it is for, in {LONGEST_REASON} letters or fewer.",
        )
    check_target(path)
