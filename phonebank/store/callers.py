"""Questions about callers, and adding them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from phonebank.domain.errors import WrongUse
from phonebank.domain.permits import Actor, Role, caller_key
from phonebank.store import server_logins
from phonebank.store.call_schema import Call
from phonebank.store.contest_schema import Contest
from phonebank.store.floor_schema import ListCaller
from phonebank.store.schema import Caller, CallList, Lease


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
    """The first there is; under a caller's own login, that caller."""
    if server_logins.is_guarded(session):
        return session.get_one(Caller, server_logins.caller_of_login(session))
    organisers = select(Caller).where(Caller.role == Role.ORGANISER.value, ~Caller.has_left)
    return session.scalars(organisers.order_by(Caller.id)).first() or session.get_one(Caller, 1)


def all_callers(session: Session) -> Sequence[Caller]:
    return session.scalars(select(Caller).order_by(Caller.id)).all()


def actor(session: Session, caller: Caller) -> Actor:
    """The caller as services know them; of an archived campaign they may change nothing.

    NotPermitted under the login of another caller.
    """
    if server_logins.is_guarded(session):
        server_logins.check_is_mine(session, caller.id)
    archived = session.scalar(select(Contest.archived_at)) is not None
    return Actor(caller.id, caller.name, Role(caller.role), is_archived=archived)


def calls_of_each(session: Session) -> dict[int, int]:
    """How many calls each caller made, those that were corrected too."""
    made = select(Call.caller_id, func.count()).where(Call.outcome.is_not(None))
    return dict(session.execute(made.group_by(Call.caller_id)).all())


def lists_of_each(session: Session) -> dict[int, tuple[str, ...]]:
    """The lists that name each caller, in the order they were made."""
    named_by = select(ListCaller.caller_id, CallList.name).join(
        CallList, CallList.id == ListCaller.call_list_id
    )
    found: dict[int, tuple[str, ...]] = {}
    for caller, name in session.execute(named_by.order_by(CallList.id)):
        found[caller] = (*found.get(caller, ()), name)
    return found


def organisers_beside(session: Session, caller_id: int) -> int:
    """How many organisers there are who have not left, without this caller."""
    others = select(func.count()).where(Caller.role == Role.ORGANISER.value, ~Caller.has_left)
    return session.execute(others.where(Caller.id != caller_id)).scalar_one()


def change(
    session: Session,
    caller_id: int,
    *,
    name: str,
    role: Role,
    is_mp: bool,
    has_left: bool,
    lists: Sequence[str],
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Write what is decided of a caller; the facts that differ, before and after."""
    caller = session.get_one(Caller, caller_id)
    told = {"name": name, "role": role.value, "is_mp": is_mp, "has_left": has_left}
    before = {fact: getattr(caller, fact) for fact in told}
    before["lists"] = ", ".join(lists_of_each(session).get(caller_id, ()))
    for fact, value in told.items():
        setattr(caller, fact, value)
    caller.key = caller_key(name)
    session.flush()
    _allow(session, caller_id, lists)
    if has_left:
        session.execute(delete(Lease).where(Lease.caller_id == caller_id, Lease.pack_id.is_(None)))
    after = {**told, "lists": ", ".join(lists_of_each(session).get(caller_id, ()))}
    differ = [fact for fact in after if before[fact] != after[fact]]
    return {fact: before[fact] for fact in differ}, {fact: after[fact] for fact in differ}


def _allow(session: Session, caller_id: int, lists: Sequence[str]) -> None:
    """Name the caller on these lists and no others; WrongUse for a list that there is not."""
    ids = dict(session.execute(select(CallList.name, CallList.id)).all())
    if unknown := [name for name in lists if name not in ids]:
        known = ", ".join(ids)
        raise WrongUse(f"There is no call list “{unknown[0]}”.", next_step=f"Known: {known}.")
    session.execute(delete(ListCaller).where(ListCaller.caller_id == caller_id))
    rows = [{"call_list_id": ids[name], "caller_id": caller_id} for name in lists]
    if rows:
        session.execute(insert(ListCaller), rows)
