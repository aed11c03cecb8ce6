"""Logging a call with what was said beside it, offers and passing on; and taking all of it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from phonebank.domain.changes import Done, Topic
from phonebank.domain.electors import FollowUpKind
from phonebank.domain.errors import InputRefused
from phonebank.domain.permits import Actor, require_own
from phonebank.services.calling import Logged, logged_in, taken_back
from phonebank.services.passing import left_to_mp
from phonebank.services.suppressing import follow_up_added
from phonebank.store import beside_calls, callers, calls

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from phonebank.domain.calls import CallEntry
    from phonebank.store.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What goes along with a call; the call's note is the note of each.

    `passed_on` leaves the elector to an MP: to the one in `mp_id`, or to any.
    """

    follow_ups: Sequence[FollowUpKind] = ()
    passed_on: bool = False
    mp_id: int | None = None


NOTHING_BESIDE = Beside()


def finish_call(
    db: Database,
    actor: Actor,
    entry: CallEntry,
    now: datetime,
    beside: Beside = NOTHING_BESIDE,
) -> Done[Logged]:
    """`log_call` with all that goes along, in one transaction: the whole of it or nothing.

    A call that was known already brings nothing along again.
    """
    require_own(actor, entry.caller_id)

    def finish(session: Session) -> Done[Logged]:
        done = logged_in(session, actor, entry, now)
        if not done.value.logged:
            return done
        for kind in beside.follow_ups:
            follow_up_added(session, actor, entry.elector_id, kind, entry.note, now)
        if beside.passed_on:
            left_to_mp(session, actor, entry.elector_id, beside.mp_id, entry.note, now)
        return Done(done.value, done.touched | Topic.LISTS if beside.passed_on else done.touched)

    return db.repeated(finish)


def undo_call(db: Database, actor: Actor, now: datetime) -> Done[Logged]:
    """`undo_last` of the acting caller, with all that went along with that call.

    What they entered themselves comes before what was brought in for them meanwhile.
    """
    require_own(actor, actor.caller_id)
    with db.write() as session:
        last = calls.last_of_caller(session, actor.caller_id, is_own_first=True)
        if last is None:
            raise InputRefused("There is no call to take back.")
        done = taken_back(session, last, actor, now)
        at = last.recorded_at
        beside_calls.take_back(session, last.elector_id, actor.caller_id, at, now)
    return Done(done.value, done.touched | Topic.LISTS)


def mps_to_pass_to(db: Database, actor: Actor) -> Sequence[tuple[int, str]]:
    """The MPs to whom the acting caller may leave an elector, by id and name."""
    with db.read() as session:
        at_work = [one for one in callers.all_callers(session) if not one.has_left and one.is_mp]
        return [(one.id, one.name) for one in at_work if one.id != actor.caller_id]
