"""Who is at the telephone: callers by name, and on whose behalf a service acts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from phonebank.domain.changes import Done, Topic
from phonebank.domain.errors import InputRefused, WrongUse
from phonebank.domain.permits import Actor, Right, Role, is_name, require, require_own
from phonebank.store import callers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from phonebank.store.database import Database

UNKNOWN = -1


class CallerRow(NamedTuple):
    id: int
    name: str
    role: Role
    is_mp: bool


def caller_rows(db: Database) -> Sequence[CallerRow]:
    """Everybody who may choose their name at the start: no password yet, and nobody who left."""
    with db.read() as session:
        return [
            CallerRow(caller.id, caller.name, Role(caller.role), caller.is_mp)
            for caller in callers.all_callers(session)
            if not caller.has_left
        ]


def sign_in(db: Database, name: str | None = None) -> Actor:
    """The caller with this name, or the first organiser; WrongUse for an unknown name."""
    with db.read() as session:
        caller = callers.named(session, name) if name else callers.first_organiser(session)
        if caller is None:
            known = ", ".join(one.name for one in callers.all_callers(session))
            raise WrongUse(f"There is no caller “{name}”.", next_step=f"Known: {known}.")
        return callers.actor(session, caller)


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
        caller = callers.named(session, name)
        assert caller is not None
        return Done(callers.actor(session, caller), Topic.CALLERS)


def id_for(session: Session, actor: Actor, name: str) -> int:
    """The id of the caller a write is for; an unknown one becomes a volunteer in that same write.

    Volunteers name themselves only.
    """
    if not is_name(name):
        raise WrongUse("A caller needs a name.")
    known = callers.named(session, name)
    require_own(actor, known.id if known else UNKNOWN)
    return known.id if known else callers.id_of(session, name)
