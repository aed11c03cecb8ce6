"""Questions about callers, and adding them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from phonebank.domain.permits import Actor, Role, caller_key
from phonebank.store.schema import Caller


def add(session: Session, name: str, role: Role, *, is_mp: bool = False) -> int:
    """Store a caller and return their id; the name must be new."""
    caller = Caller(name=name.strip(), key=caller_key(name), role=role.value, is_mp=is_mp)
    session.add(caller)
    session.flush()
    return caller.id


def named(session: Session, name: str) -> Caller | None:
    """The caller with this name, without regard to case."""
    return session.scalars(select(Caller).where(Caller.key == caller_key(name))).first()


def id_of(session: Session, name: str) -> int:
    """The caller's id; an unknown caller becomes a volunteer."""
    found = named(session, name)
    return found.id if found else add(session, name, Role.VOLUNTEER)


def first_organiser(session: Session) -> Caller:
    organisers = select(Caller).where(Caller.role == Role.ORGANISER.value)
    return session.scalars(organisers.order_by(Caller.id)).first() or session.get_one(Caller, 1)


def all_callers(session: Session) -> Sequence[Caller]:
    return session.scalars(select(Caller).order_by(Caller.id)).all()


def actor(caller: Caller) -> Actor:
    return Actor(caller.id, caller.name, Role(caller.role))
