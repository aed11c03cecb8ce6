"""Passing an elector on to an MP, who alone rings them until they were reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.domain.changes import Done, Topic
from phonebank.domain.errors import InputRefused, NotPermitted
from phonebank.domain.permits import Actor, Right, require
from phonebank.services.facts_by_hand import opened
from phonebank.services.named_callers import check_mp
from phonebank.store import audit, callbacks, electors, queue
from phonebank.store import passing as stored

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from phonebank.domain.floor_lines import PassedOnLine
    from phonebank.store.database import Database

TOUCHED = Topic.ELECTORS | Topic.LEASES | Topic.LISTS
LONGEST_NOTE = 1000


def pass_on(
    db: Database, actor: Actor, elector_id: int, to: int | None, note: str, now: datetime
) -> Done[None]:
    """Leave an elector to an MP, by the caller's id, or to any MP (None); nobody else rings them.

    Told again, the last word counts. A volunteer passes on whom they hold or rang last.
    """
    with db.write() as session:
        left_to_mp(session, actor, elector_id, to, note, now)
    return Done(None, TOUCHED)


def left_to_mp(
    session: Session, actor: Actor, elector_id: int, to: int | None, note: str, now: datetime
) -> None:
    """`pass_on`, within a write that there is."""
    require(actor, Right.RING)
    note = note.strip()[:LONGEST_NOTE]
    opened(session, elector_id)
    _check_own(session, actor, elector_id)
    name = check_mp(session, to)
    if electors.waiting(session, elector_id).suppressed:
        raise InputRefused("This elector is not to be called, by an MP no more than by others.")
    stored.end(session, stored.open_ids(session, elector_id), now)
    stored.add(session, elector_id, to, actor.caller_id, note, now)
    _note(session, actor, elector_id, now, {}, {"passed on to": name, "note": note})


def _check_own(session: Session, actor: Actor, elector_id: int) -> None:
    if actor.may(Right.CORRECT) or queue.holder(session, elector_id) == actor.caller_id:
        return
    last = callbacks.last_calls(session, [elector_id]).get(elector_id)
    if last is None or last.call.caller_id != actor.caller_id:
        raise NotPermitted("A volunteer may pass on whom they ring.", next_step="Ask an organiser.")


def passed_on(db: Database, actor: Actor) -> Sequence[PassedOnLine]:
    """Whoever waits for an MP, the longest first.

    An MP who is a volunteer sees those for them or for any; other volunteers, whom they passed on.
    """
    with db.read() as session:
        if actor.may(Right.SEE_ELECTORS):
            return stored.lines(session)
        require(actor, Right.RING)
        if stored.is_mp(session, actor.caller_id):
            return stored.lines(session, to_or_any=actor.caller_id)
        return stored.lines(session, by=actor.caller_id)


def take_back(db: Database, actor: Actor, elector_id: int, now: datetime) -> Done[bool]:
    """Let everybody ring an elector again; True where they waited for an MP."""
    require(actor, Right.RUN_CAMPAIGN)
    with db.write() as session:
        return Done(taken_back(session, actor, elector_id, now), TOUCHED)


def taken_back(session: Session, actor: Actor, elector_id: int, now: datetime) -> bool:
    """`take_back`, within a write that there is."""
    waiting = stored.open_ids(session, elector_id)
    stored.end(session, waiting, now)
    if waiting:
        _note(session, actor, elector_id, now, {"passed on": "yes"}, {"passed on": "no"})
    return bool(waiting)


def end_reached(session: Session, elector_id: int, caller_id: int, now: datetime) -> None:
    """After a call that reached an elector: it is over if that was the MP they were left to.

    For services/calling, within the write that logs the call.
    """
    if stored.is_mp(session, caller_id):
        stored.end(session, stored.open_ids(session, elector_id, reached_by=caller_id), now)


def _note(
    session: Session,
    actor: Actor,
    elector_id: int,
    now: datetime,
    before: Mapping[str, str],
    after: Mapping[str, str],
) -> None:
    audit.add(session, actor.caller_id, now, "passed on", elector_id, before, after)
