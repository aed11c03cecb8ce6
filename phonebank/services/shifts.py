"""Shifts: planning them, who is expected, and who came; what came of them is in shift_figures."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from phonebank.domain.changes import Done, Topic
from phonebank.domain.errors import WrongUse
from phonebank.domain.permits import Actor, Right, require
from phonebank.domain.shifts import Shift, checked
from phonebank.services.shift_figures import (
    Board,
    CallerLine,
    ShiftCard,
    ShiftLine,
    board,
    known_shift,
    shift_card,
    shift_now,
    shifts,
)
from phonebank.store import audit, callers
from phonebank.store import shifts as stored

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from phonebank.store.database import Database

__all__ = [
    "Board",
    "CallerLine",
    "ShiftCard",
    "ShiftLine",
    "add_shift",
    "board",
    "change_shift",
    "expect_caller",
    "mark_came",
    "remove_shift",
    "shift_card",
    "shift_now",
    "shifts",
    "strike_caller",
]


def add_shift(
    db: Database, actor: Actor, shift: Shift, now: datetime, names: Sequence[str] = ()
) -> Done[Shift]:
    """Plan a shift, and who is expected; WrongUse in a sentence for one that cannot be."""
    require(actor, Right.RUN_CAMPAIGN)
    with db.write() as session:
        shift = checked(shift)
        shift = replace(shift, id=stored.add(session, shift))
        for name in names:
            stored.expect(session, shift.id, _caller_id(session, name), came=False)
        audit.add(session, actor.caller_id, now, "shift added", None, {}, _facts(shift))
    return Done(shift, Topic.SHIFTS)


def change_shift(db: Database, actor: Actor, shift: Shift, now: datetime) -> Done[Shift]:
    """Keep other facts of the shift with this id; who is of it stays."""
    require(actor, Right.RUN_CAMPAIGN)
    with db.write() as session:
        before, shift = known_shift(session, shift.id), checked(shift)
        stored.change(session, shift)
        told = _facts(before), _facts(shift)
        audit.add(session, actor.caller_id, now, "shift changed", None, *told)
    return Done(shift, Topic.SHIFTS)


def remove_shift(db: Database, actor: Actor, shift_id: int, now: datetime) -> Done[Shift]:
    """Forget a shift and who came to it; the calls of its callers stay."""
    require(actor, Right.RUN_CAMPAIGN)
    with db.write() as session:
        before = known_shift(session, shift_id)
        stored.remove(session, shift_id)
        audit.add(session, actor.caller_id, now, "shift removed", None, _facts(before), {})
    return Done(before, Topic.SHIFTS)


def expect_caller(db: Database, actor: Actor, shift_id: int, name: str) -> Done[Shift]:
    """Somebody is to come, known by name; who came already has come."""
    require(actor, Right.RUN_CAMPAIGN)
    with db.write() as session:
        shift, caller_id = known_shift(session, shift_id), _caller_id(session, name)
        of_it = {one.caller_id for one in stored.expected(session, shift_id)}
        if caller_id not in of_it:
            stored.expect(session, shift_id, caller_id, came=False)
    return Done(shift, Topic.SHIFTS)


def mark_came(
    db: Database, actor: Actor, shift_id: int, name: str, *, came: bool = True
) -> Done[Shift]:
    """Somebody came, expected or not; or did not, and is expected still."""
    require(actor, Right.RUN_CAMPAIGN)
    with db.write() as session:
        shift = known_shift(session, shift_id)
        stored.expect(session, shift_id, _caller_id(session, name), came=came)
    return Done(shift, Topic.SHIFTS)


def strike_caller(db: Database, actor: Actor, shift_id: int, name: str) -> Done[Shift]:
    """Somebody is not of the shift after all; their calls are of no shift then."""
    require(actor, Right.RUN_CAMPAIGN)
    with db.write() as session:
        shift = known_shift(session, shift_id)
        stored.strike(session, shift_id, _caller_id(session, name))
    return Done(shift, Topic.SHIFTS)


def _caller_id(session: Session, name: str) -> int:
    found = callers.named(session, name)
    if found is None:
        raise WrongUse(f"There is no caller “{name}”.", next_step="Add them to the callers first.")
    return found.id


def _facts(shift: Shift) -> dict[str, str]:
    """The shift as a line of the audit tells it."""
    times = shift.starts_at.isoformat(), shift.ends_at.isoformat()
    return {"venue": shift.venue, "from": times[0], "to": times[1], "note": shift.note}
