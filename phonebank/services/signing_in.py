"""Who is at the telephone: callers by name, and on whose behalf a service acts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from phonebank.domain.changes import Done, Topic
from phonebank.domain.errors import InputRefused, WrongUse
from phonebank.domain.permits import Actor, Right, Role, is_name, require, require_own
from phonebank.services.named_callers import at_work, known
from phonebank.store import callers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from phonebank.store.database import Database
    from phonebank.store.schema import Caller

UNKNOWN = -1
BACK_AGAIN = "An organiser can take them back on the Campaign page."


class CallerRow(NamedTuple):
    id: int
    name: str
    role: Role
    is_mp: bool


def caller_rows(db: Database) -> Sequence[CallerRow]:
    """Everybody who may choose their name at the start: no password yet, and nobody who left."""
    with db.read() as session:
        return [_row(caller) for caller in callers.all_callers(session) if not caller.has_left]


def sign_in(db: Database, name: str | None = None) -> Actor:
    """The caller with this name, or the first organiser.

    WrongUse for an unknown name, InputRefused for the name of somebody who has left.
    """
    with db.read() as session:
        if name:
            return callers.actor(session, at_work(session, name, BACK_AGAIN))
        return callers.actor(session, callers.first_organiser(session))


def known_caller(db: Database, name: str) -> CallerRow:
    """The caller with this name, who may have left; WrongUse for an unknown one."""
    with db.read() as session:
        return _row(known(session, name))


def _row(caller: Caller) -> CallerRow:
    return CallerRow(caller.id, caller.name, Role(caller.role), caller.is_mp)


def add_caller(
    db: Database, actor: Actor, name: str, role: Role = Role.VOLUNTEER, *, is_mp: bool = False
) -> Done[CallerRow]:
    """Add a caller; InputRefused where the name is taken."""
    require(actor, Right.RUN_CAMPAIGN)
    if not is_name(name):
        raise WrongUse("A caller needs a name.")
    with db.write() as session:
        if callers.named(session, name):
            raise InputRefused(
                f"There is a caller “{name}” already.", next_step="Choose another name."
            )
        caller_id = callers.add(session, name, role, is_mp=is_mp)
    return Done(CallerRow(caller_id, name.strip(), role, is_mp), Topic.CALLERS)


def introduce(db: Database, name: str) -> Done[Actor]:
    """Sign in with one's own name at the start page; an unknown name becomes a volunteer."""
    if not is_name(name):
        raise WrongUse("Type your name first.")
    with db.write() as session:
        callers.id_of(session, name)
        return Done(callers.actor(session, at_work(session, name, BACK_AGAIN)), Topic.CALLERS)


def id_for(session: Session, actor: Actor, name: str) -> int:
    """The id of the caller a write is for; an unknown one becomes a volunteer in that same write.

    Volunteers name themselves only.
    """
    if not is_name(name):
        raise WrongUse("A caller needs a name.")
    found = callers.named(session, name)
    require_own(actor, found.id if found else UNKNOWN)
    return found.id if found else callers.id_of(session, name)
