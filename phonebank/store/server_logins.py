"""At work under a caller's own login, to which the server shows only whom the caller holds.

What the program does elsewhere by statements of its own, it asks of the server's functions here
(store/server_functions).
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    RowMapping,
    String,
    and_,
    bindparam,
    exists,
    literal_column,
    select,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from phonebank.domain.errors import InputRefused, NotPermitted, PhonebankError
from phonebank.store import floor, saved_segments, segments, waiting
from phonebank.store.dialect import as_server_text
from phonebank.store.schema import CallList
from phonebank.store.statements import Statement
from phonebank.store.utc import UtcDateTime

IS_GUARDED = """
SELECT coalesce((SELECT row_security_active(oid) FROM pg_class
WHERE oid = to_regclass('elector')), false)"""
"""Whether the server holds rows back from this login."""


def is_guarded(session: Session) -> bool:
    assert session.bind is not None
    return bool(session.bind.get_execution_options().get("is_guarded"))


def caller_of_login(session: Session) -> int:
    """The caller whose login this is; NotPermitted where it is nobody's who is still there."""
    found: int | None = session.scalar(text("SELECT my_caller()"))
    if found is None:
        raise NotPermitted(
            "This login is no caller's of this campaign any more.", next_step="Ask an organiser."
        )
    return found


def check_is_mine(session: Session, caller_id: int) -> None:
    """NotPermitted where this login is another caller's."""
    if caller_of_login(session) != caller_id:
        raise NotPermitted(
            "This login is another caller's.", next_step="Sign in with the name that goes with it."
        )


_WHEN = UtcDateTime()
_PICK_VALUES = (
    bindparam("list", type_=BigInteger()),
    bindparam("kinds", type_=ARRAY(Integer())),
    bindparam("now", type_=_WHEN),
    bindparam("passed_over_since", type_=_WHEN),
    bindparam("ready_attempts", type_=Integer()),
    bindparam("callback_attempts", type_=Integer()),
    bindparam("closed", type_=ARRAY(String())),
)
_PICK: Any = text(
    "SELECT kind, due, elector FROM pick_elector(:list, :kinds, :now, :passed_over_since, "
    ":ready_attempts, :callback_attempts, :closed)"
).bindparams(*_PICK_VALUES)
_PICK = _PICK.columns(kind=Integer(), due=_WHEN, elector=BigInteger())


def picked(session: Session, values: Mapping[str, object]) -> Sequence[Any] | None:
    """The first of these kinds on the list, offered to this caller until the transaction ends."""
    first: Sequence[Any] | None = session.connection().execute(_PICK, values).first()
    return first


_AT_NUMBER: Any = text(
    "SELECT elector FROM hold_at_number(:elector, :list, :kinds, :now, :passed_over_since, "
    ":ready_attempts, :callback_attempts, :closed)"
).bindparams(bindparam("elector", type_=BigInteger()), *_PICK_VALUES)


def hold_at_number(session: Session, values: Mapping[str, object]) -> int | None:
    """Hold who else is at a number of an elector in hand, and may be rung; their id."""
    found: int | None = session.connection().execute(_AT_NUMBER, values).scalar()
    return found


_OPEN_PASSED = Statement(
    text("SELECT open_passed(:list, :now)").bindparams(
        bindparam("list", type_=BigInteger()), bindparam("now", type_=_WHEN)
    )
)


def open_passed(session: Session, list_id: int | None, now: datetime) -> None:
    """See, until the transaction ends, some who were passed on to this MP and are held by nobody.

    On a list for MPs that is open to them; elsewhere it is nobody.
    """
    _OPEN_PASSED.say(session, {"list": list_id, "now": now})


_COUNT: Any = text(
    "SELECT * FROM count_waiting(:list, :besides, :now, :passed_over_since)"
).bindparams(
    bindparam("list", type_=BigInteger()),
    bindparam("besides", type_=ARRAY(BigInteger())),
    bindparam("now", type_=_WHEN),
    bindparam("passed_over_since", type_=_WHEN),
)
_COUNT = _COUNT.columns(due_at=_WHEN, leased_until=_WHEN, passed_over_at=_WHEN)


def counted(session: Session, values: Mapping[str, object]) -> Sequence[RowMapping]:
    """How many of a list wait for what: no names, and times to the minute."""
    rows: Sequence[RowMapping] = session.connection().execute(_COUNT, values).mappings().all()
    return rows


_HOLD = text("SELECT hold_elector(:elector, :list, :since, :until, :seat)").bindparams(
    bindparam("elector", type_=BigInteger()),
    bindparam("list", type_=BigInteger()),
    bindparam("since", type_=_WHEN),
    bindparam("until", type_=_WHEN),
    bindparam("seat", type_=String()),
)


def hold(session: Session, row: Mapping[str, object]) -> None:
    """Hold whom the queue offered, or whom the caller rang lately; the server refuses others."""
    values = {
        "elector": row["elector_id"],
        "list": row["call_list_id"],
        "since": row["since"],
        "until": row["until"],
        "seat": row["seat_id"],
    }
    if not session.connection().execute(_HOLD, values).scalar():
        raise InputRefused("Another caller holds this elector now.")


_OPEN = Statement(
    text("SELECT open_rung(:elector)").bindparams(bindparam("elector", type_=BigInteger()))
)


def open_rung(session: Session, elector_id: int) -> None:
    """See, until the transaction ends, an elector whom the caller was served or rang lately.

    NotPermitted for anybody else whom they do not hold.
    """
    if _OPEN.first(session, {"elector": elector_id}) != (True,):
        raise NotPermitted(
            "You neither hold this elector nor rang them lately.", next_step="Ask an organiser."
        )


_END_LAPSED = Statement(text("SELECT end_lapsed(:now)").bindparams(bindparam("now", type_=_WHEN)))


def end_lapsed(session: Session, now: datetime) -> None:
    _END_LAPSED.say(session, {"now": now})


_OWN_CALLS: Any = text("SELECT * FROM own_calls(:since)").bindparams(
    bindparam("since", type_=_WHEN)
)
_OWN_CALLS = _OWN_CALLS.columns(call_id=String(), called_at=_WHEN)


def own_calls(session: Session, since: datetime) -> Sequence[Sequence[Any]]:
    """The caller's calls since then that count, newest first; of a surname the first letter."""
    made: Sequence[Sequence[Any]]
    made = session.connection().execute(_OWN_CALLS, {"since": since}).all()
    return made


_RUNG: Any = text(
    "SELECT elector_id, membership_number, name, number, called_at, outcome "
    "FROM own_rung(:since, :digits)"
).bindparams(bindparam("since", type_=_WHEN), bindparam("digits", type_=ARRAY(String())))
_RUNG = _RUNG.columns(
    elector_id=BigInteger(),
    membership_number=String(),
    name=String(),
    number=String(),
    called_at=_WHEN,
    outcome=String(),
)


def rung(session: Session, since: datetime, digits: Sequence[str]) -> Sequence[Sequence[Any]]:
    """The caller's calls since then to numbers with these digits, four or more, newest first."""
    values = {"since": since, "digits": list(digits)}
    made: Sequence[Sequence[Any]] = session.connection().execute(_RUNG, values).all()
    return made


# As the functions of the server have it: their second value.
_MOMENT: Any = literal_column("$2", UtcDateTime())
_SHOWN = text(
    "INSERT INTO list_condition (call_list_id, listed, again) VALUES (:list, :listed, :again) "
    "ON CONFLICT (call_list_id) DO UPDATE SET listed = excluded.listed, again = excluded.again"
)
_HAS_CONDITIONS = text("SELECT to_regclass('list_condition') IS NOT NULL")

_HAS_LISTS = select(exists().where(CallList.id.is_not(None)))


def tell_lists(session: Session) -> None:
    """Tell the server what the lists are, so that it can find the next elector of each.

    Only where callers may have logins of their own, and once there is a campaign.
    """
    if not session.scalar(_HAS_CONDITIONS) or not session.scalar(_HAS_LISTS):
        return
    for one in floor.floor(session).lists.values():
        listed, again = _written(session, one)
        values = {"list": one.id, "listed": listed, "again": again}
        session.connection().execute(_SHOWN, values)


def _written(session: Session, one: floor.OnFloor) -> tuple[str, str]:
    """Who is on a list, and whom it asks again; nobody where its segment makes no sense."""
    try:
        listed = and_(true(), *_listed(session, one))
        again = waiting.is_asked_again(session, one.id, one.rules, _MOMENT)
    except PhonebankError:
        return "false", "false"
    is_asked_again = as_server_text(and_(again, listed), with_values=True)
    return as_server_text(listed, with_values=True), is_asked_again


def _listed(session: Session, one: floor.OnFloor) -> Iterator[ColumnElement[bool]]:
    segment = saved_segments.of_list(session, one.id)
    if segment is not None:
        yield from segments.in_turn(session, segment.tree, _MOMENT)
    elif one.told.for_mp:
        yield literal_column("false")
