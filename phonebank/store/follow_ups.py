"""The follow-ups of all electors, as a list to work off."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from phonebank.domain.electors import FollowUpKind
from phonebank.domain.floor_lines import FollowUpLine
from phonebank.store.schema import Caller, Constituency, Elector
from phonebank.store.work_schema import FollowUp


def lines(session: Session, kind: FollowUpKind | None, *, done: bool) -> Sequence[FollowUpLine]:
    """Open ones, the oldest first, or those that are done, the last first."""
    finished = FollowUp.done_at.is_not(None)
    order = (FollowUp.done_at.desc(),) if done else (FollowUp.at, FollowUp.id)
    wanted = (
        select(FollowUp, Elector, Constituency.name, Caller.name)
        .join(Elector, Elector.id == FollowUp.elector_id)
        .join(Constituency, Constituency.id == Elector.constituency_id)
        .join(Caller, Caller.id == FollowUp.caller_id)
        .where(finished if done else ~finished)
        .order_by(*order)
    )
    if kind is not None:
        wanted = wanted.where(FollowUp.kind == kind.value)
    return [
        FollowUpLine(
            one.id,
            elector.id,
            elector.membership_number,
            f"{elector.first_name} {elector.last_name}".strip(),
            place,
            elector.email,
            FollowUpKind(one.kind),
            one.note,
            one.at,
            caller,
            one.done_at,
        )
        for one, elector, place, caller in session.execute(wanted)
    ]
