"""What was imported, when and from what, and taking a whole import back."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from phonebank.domain.changes import Done, Topic
from phonebank.domain.errors import InputRefused, WrongUse
from phonebank.domain.permits import Actor, Right, require
from phonebank.services.columns import ImportKind
from phonebank.store import audit, calls, contest, imports, kept, undoing
from phonebank.store.imports import ImportLine
from phonebank.store.undoing import Undone

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from phonebank.store.database import Database

__all__ = ["ImportLine", "Undone", "imports_done", "undo_import"]
REPORTS = frozenset(ImportKind) - {ImportKind.ROLL, ImportKind.CALLS}


def imports_done(db: Database, actor: Actor) -> Sequence[ImportLine]:
    """Every finished import, the newest first."""
    require(actor, Right.IMPORT)
    with db.read() as session:
        return imports.all_imports(session)


def undo_import(
    db: Database,
    actor: Actor,
    import_id: int,
    now: datetime,
    report: Callable[[int, int], None] = lambda done, total: None,
) -> Done[Undone]:
    """Take a whole import back, in one transaction; calls made since, and their electors, stay."""
    require(actor, Right.IMPORT)
    with db.write() as session:
        made = imports.with_id(session, import_id)
        if made is None:
            known = ", ".join(str(line.id) for line in imports.all_imports(session))
            raise WrongUse(f"There is no import {import_id}.", next_step=f"Known: {known}.")
        _check_may_be_undone(made.kind, made.undone_at)
        report(0, 3)
        is_roll = made.kind == ImportKind.ROLL
        undone = (_undo_roll if is_roll else _undo_calls)(session, actor, import_id, now, report)
        made.undone_at, made.undone_by = now, actor.caller_id
        told = {"import": import_id, "file": made.file_name, "removed": undone.removed}
        audit.add(session, actor.caller_id, now, "undo-import", None, told, {})
        report(3, 3)
    return Done(undone, Topic.ELECTORS | Topic.CALLS)


def _check_may_be_undone(kind: str, undone_at: datetime | None) -> None:
    if undone_at is not None:
        raise InputRefused(
            "This import was undone already.",
            kept="Nothing was changed.",
            next_step="Import the file again if it is wanted after all.",
        )
    if kind in REPORTS:
        raise InputRefused(
            "What others reported is not undone as a whole.",
            kept="Nothing was changed.",
            next_step="Import the corrected file: each line replaces the one it corrects.",
        )


def _undo_roll(
    session: Session,
    actor: Actor,
    import_id: int,
    now: datetime,
    report: Callable[[int, int], None],
) -> Undone:
    restored = undoing.restore_changed(session, import_id)
    report(1, 3)
    removed, stay = undoing.remove_added(session, import_id)
    report(2, 3)
    kept.refold(session, restored, contest.outcomes(session))
    return Undone(removed, len(restored), stay)


def _undo_calls(
    session: Session,
    actor: Actor,
    import_id: int,
    now: datetime,
    report: Callable[[int, int], None],
) -> Undone:
    """Calls are never removed: each is taken back by a record of its own."""
    brought = undoing.calls_of(session, import_id)
    for call in brought:
        calls.add_taking_back(session, uuid4(), call, actor.caller_id, now)
    report(1, 3)
    touched = sorted({call.elector_id for call in brought})
    kept.refold(session, touched, contest.outcomes(session))
    return Undone(taken_back=len(brought))
