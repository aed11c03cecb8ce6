"""Promised callbacks as a list: whom to ring again when, and giving one to somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.domain.changes import Done, Topic
from phonebank.domain.errors import InputRefused, WrongUse
from phonebank.domain.hours import within_a_campaign
from phonebank.domain.permits import Actor, Right, require, require_own
from phonebank.services.named_callers import at_work, known
from phonebank.store import audit, contest, kept, lists
from phonebank.store import callbacks as stored

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from phonebank.domain.floor_lines import CallbackLine
    from phonebank.store.database import Database

TOUCHED = Topic.CALLS | Topic.ELECTORS | Topic.LEASES


def callbacks(
    db: Database, actor: Actor, now: datetime, caller: str | None = None
) -> Sequence[CallbackLine]:
    """Callbacks that are promised, the earliest first: all, or those for one caller.

    A volunteer sees their own.
    """
    if caller is None and actor.may(Right.SEE_ELECTORS):
        with db.read() as session:
            return stored.lines(session, now)
    with db.read() as session:
        whose = known(session, caller).id if caller else actor.caller_id
        if not actor.may(Right.SEE_ELECTORS):
            require_own(actor, whose)
        return stored.lines(session, now, whose)


def move_callback(
    db: Database,
    actor: Actor,
    elector_id: int,
    due_at: datetime,
    for_caller: str | None,
    now: datetime,
) -> Done[None]:
    """Promise a callback for another time, to another caller or to anybody (None).

    The call stays as it was, but for a correction that supersedes it in this alone.
    """
    require(actor, Right.RUN_CAMPAIGN)
    if not within_a_campaign(due_at):
        raise WrongUse("That time is not within a campaign.")
    with db.write() as session:
        promise = stored.last_calls(session, [elector_id]).get(elector_id)
        if promise is None or not contest.outcomes(session)[str(promise.call.outcome)].is_callback:
            raise InputRefused(
                "No callback is promised to this elector.",
                next_step="Look at their history: they were rung since, or it was taken back.",
            )
        for_id = at_work(session, for_caller).id if for_caller else None
        give(session, actor, [elector_id], for_id, now, due_at)
    return Done(None, TOUCHED)


def give(
    session: Session,
    actor: Actor,
    elector_ids: Sequence[int],
    for_id: int | None,
    now: datetime,
    due_at: datetime | None = None,
) -> int:
    """Let another caller keep these promises, or anybody; each has its line in the audit.

    How many they are.
    """
    promises = stored.last_calls(session, elector_ids)
    names = lists.caller_names(session)
    for elector_id, promise in promises.items():
        call = promise.call
        when = due_at or call.callback_at
        was = _in_words(call.callback_at, names.get(call.callback_for or 0))
        stored.move(session, call, when, for_id)
        became = _in_words(when, names.get(for_id or 0))
        audit.add(session, actor.caller_id, now, "callback moved", elector_id, was, became)
    kept.refold(session, list(promises), contest.outcomes(session))
    return len(promises)


def _in_words(due_at: datetime | None, for_caller: str | None) -> dict[str, str]:
    when = due_at.isoformat() if due_at else ""
    return {"callback at": when, "callback for": for_caller or "anybody"}
