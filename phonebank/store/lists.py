"""Questions about call lists, and the one place that makes, changes and removes them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, insert, or_, select
from sqlalchemy.orm import Session

from phonebank.domain.errors import WrongUse
from phonebank.domain.lists import ListFacts, ListState
from phonebank.domain.permits import caller_key
from phonebank.domain.places import place_key
from phonebank.store import contest, saved_segments, segments
from phonebank.store.call_schema import Call
from phonebank.store.floor_schema import CallSheet, ListCaller, PassedOn, Script
from phonebank.store.pack_schema import Pack
from phonebank.store.schema import Caller, CallList, Elector, Lease
from phonebank.store.work_schema import Segment


def all_lists(session: Session) -> Sequence[CallList]:
    """The list of everybody first, then in the order they were made."""
    return session.scalars(select(CallList).order_by(CallList.id)).all()


def named(session: Session, name: str) -> CallList:
    """The list of that name, without regard to case; WrongUse with the known ones."""
    found = find(session, name)
    if found is None:
        known = ", ".join(one.name for one in all_lists(session))
        raise WrongUse(f"There is no call list “{name}”.", next_step=f"Known: {known}.")
    return found


def find(session: Session, name: str) -> CallList | None:
    key = place_key(name)
    return next((one for one in all_lists(session) if place_key(one.name) == key), None)


def facts(session: Session, one: CallList) -> ListFacts:
    """All that was decided of a list."""
    segment = select(Segment.name).where(Segment.id == one.segment_id)
    script = select(Script.name).where(Script.id == one.script_id)
    return ListFacts(
        name=one.name,
        segment=session.scalar(segment),
        script=session.scalar(script),
        rules=contest.rules(session, one.name),
        state=ListState(one.state),
        priority=one.priority,
        opens_at=one.opens_at,
        closes_at=one.closes_at,
        callers=tuple(caller.name for caller in callers(session, one.id)),
        for_mp=one.for_mp,
    )


def callers(session: Session, list_id: int) -> Sequence[Caller]:
    """Those who may work a list; none where everybody may."""
    allowed = select(Caller).join(ListCaller, ListCaller.caller_id == Caller.id)
    allowed = allowed.where(ListCaller.call_list_id == list_id)
    return session.scalars(allowed.order_by(Caller.name)).all()


def caller_names(session: Session) -> dict[int, str]:
    """The name of every caller, by id."""
    return dict(session.execute(select(Caller.id, Caller.name)).all())


def add(session: Session, told: ListFacts) -> CallList:
    """Make a list; its name must be new."""
    made = CallList(name=told.name, rules={}, state=told.state.value)
    session.add(made)
    session.flush()
    change(session, made, told)
    return made


def change(session: Session, one: CallList, told: ListFacts) -> None:
    """Set all that is told of a list, but for its state; WrongUse for names that are not known."""
    segment, script = told.segment, told.script
    one.segment_id = saved_segments.id_named(session, segment) if segment else None
    one.script_id = _script_id(session, script) if script else None
    one.name, one.priority, one.for_mp = told.name, told.priority, told.for_mp
    one.opens_at, one.closes_at = told.opens_at, told.closes_at
    session.flush()
    contest.set_rules(session, one.name, told.rules)
    _set_callers(session, one.id, told.callers)


def _script_id(session: Session, name: str) -> int:
    known = session.execute(select(Script.name, Script.id).order_by(Script.name)).all()
    found = {place_key(one): script_id for one, script_id in known}.get(place_key(name))
    if found is None:
        listed = ", ".join(one for one, _ in known) or "only the usual one"
        raise WrongUse(f"There is no script “{name}”.", next_step=f"Known: {listed}.")
    return found


def _set_callers(session: Session, list_id: int, names: Sequence[str]) -> None:
    known = session.execute(select(Caller.key, Caller.id)).all()
    ids: dict[str, int] = {key: caller_id for key, caller_id in known}
    wanted = dict.fromkeys(caller_key(name) for name in names)
    for name in names:
        if caller_key(name) not in ids:
            listed = ", ".join(session.scalars(select(Caller.name).order_by(Caller.id)))
            raise WrongUse(f"There is no caller “{name}”.", next_step=f"Known: {listed}.")
    session.execute(delete(ListCaller).where(ListCaller.call_list_id == list_id))
    rows: list[dict[str, Any]] = [
        {"call_list_id": list_id, "caller_id": ids[key]} for key in wanted
    ]
    if rows:
        session.execute(insert(ListCaller), rows)


def set_state(session: Session, one: CallList, state: ListState) -> None:
    one.state = state.value
    session.flush()


def was_worked(session: Session, list_id: int) -> bool:
    """Whether a call, a lease, a pack or a printed sheet belongs to it."""
    belongs = (table.call_list_id == list_id for table in (Call, Lease, Pack, CallSheet))
    return bool(session.scalar(select(or_(*(exists().where(it) for it in belongs)))))


def remove(session: Session, list_id: int) -> None:
    session.execute(delete(ListCaller).where(ListCaller.call_list_id == list_id))
    session.execute(delete(CallList).where(CallList.id == list_id))


def rung_under(session: Session, list_id: int) -> Sequence[int]:
    """Every elector to whom a call was made under a list."""
    made = select(Call.elector_id).where(Call.call_list_id == list_id).distinct()
    return session.scalars(made).all()


def passed_on(session: Session, list_id: int, now: datetime) -> Sequence[int]:
    """Electors of a list who wait for an MP."""
    waiting = select(PassedOn.elector_id).where(PassedOn.done_at.is_(None))
    segment = saved_segments.of_list(session, list_id)
    listed = [segments.condition(session, segment.tree, now)] if segment else []
    theirs = select(Elector.id).where(Elector.id.in_(waiting), *listed)
    return session.scalars(theirs.order_by(Elector.id)).all()
