"""What was noted together with a call: follow-ups and passing on, found by the same moment."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from phonebank.store.call_schema import Call
from phonebank.store.floor_schema import PassedOn
from phonebank.store.work_schema import FollowUp


def take_back(
    session: Session, elector_id: int, caller_id: int, at: datetime, now: datetime
) -> None:
    """End what the caller noted of the elector at that moment, unless somebody has seen to it."""
    connection = session.connection()
    passing = PassedOn.elector_id == elector_id, PassedOn.caller_id == caller_id
    left = update(PassedOn).where(*passing, PassedOn.at == at, PassedOn.done_at.is_(None))
    connection.execute(left.values(done_at=now))
    noted = FollowUp.elector_id == elector_id, FollowUp.caller_id == caller_id
    connection.execute(
        delete(FollowUp).where(*noted, FollowUp.at == at, FollowUp.done_at.is_(None))
    )


def follow_ups_of(session: Session, call: Call) -> Sequence[str]:
    """The kinds of what was noted together with the call, in the order they were noted."""
    noted = FollowUp.elector_id == call.elector_id, FollowUp.caller_id == call.caller_id
    wanted = select(FollowUp.kind).where(*noted, FollowUp.at == call.recorded_at)
    return tuple(session.scalars(wanted.order_by(FollowUp.id)))
