"""Questions about calls, and the one place that adds them."""

import typing
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Integer,
    String,
    Table,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    insert,
    select,
)
from sqlalchemy.orm import Session, aliased

from phonebank.domain.calls import CallEntry, CallRecord, counting
from phonebank.domain.outcomes import Outcome, Outcomes
from phonebank.domain.queueing import LastTry
from phonebank.store import floor, merges
from phonebank.store.call_schema import Call, CallReason
from phonebank.store.call_schema import Outcome as OutcomeRow
from phonebank.store.chunks import chunks
from phonebank.store.contest_schema import Reason
from phonebank.store.floor_schema import SettledCase
from phonebank.store.statements import Answer, Statement

CHUNK = 500


def row_of(
    entry: CallEntry, outcome: Outcome, called_at: datetime, now: datetime, list_id: int | None
) -> dict[str, Any]:
    """The columns of a call as it was entered."""
    return {
        "call_id": str(entry.call_id),
        "elector_id": entry.elector_id,
        "caller_id": entry.caller_id,
        "call_list_id": list_id,
        "number_id": entry.number_id,
        "called_at": called_at,
        "recorded_at": now,
        "outcome": outcome.slug,
        "takes_answer": outcome.takes_answer,
        "intention": entry.intention,
        "strength": entry.strength,
        "previous_vote": entry.previous_vote,
        "ballot": entry.ballot,
        "note": entry.note,
        "callback_at": entry.callback_at,
        "callback_for": entry.callback_for,
        "do_not_call": entry.do_not_call,
        "supersedes": str(entry.supersedes) if entry.supersedes else None,
        "seconds": entry.seconds,
        "script_version_id": entry.script_version_id,
    }


_CALLS = insert(typing.cast(Table, Call.__table__))
_REASONS = insert(typing.cast(Table, CallReason.__table__))
_REASON = Statement(_REASONS, ("call_id", "position", "reason_id"))


@cache
def _to_add(columns: tuple[str, ...]) -> Statement:
    return Statement(_CALLS.inline(), columns)


def add_one(session: Session, row: Mapping[str, Any], reason_ids: Sequence[int]) -> None:
    """Append one call, and the reasons given in it, in this order."""
    _to_add(tuple(row)).say(session, row)
    for position, reason_id in enumerate(reason_ids):
        given = {"call_id": row["call_id"], "position": position, "reason_id": reason_id}
        _REASON.say(session, given)


def add_all(
    session: Session,
    rows: Sequence[dict[str, Any]],
    reasons: Mapping[str, Sequence[str]],
) -> None:
    """Append calls in this order, and the reasons given in each, by call id, in theirs."""
    if rows:
        session.connection().execute(_CALLS, rows)
    if not any(reasons.values()):
        return
    known = floor.floor(session).reason_ids
    given = [
        {"call_id": call_id, "position": position, "reason_id": known[name]}
        for call_id, names in reasons.items()
        for position, name in enumerate(names)
    ]
    session.connection().execute(_REASONS, given)


def add_taking_back(
    session: Session, call_id: UUID, taken_back: Call, by: int, now: datetime
) -> None:
    """Append a record that only takes an earlier call back."""
    session.add(
        Call(
            call_id=str(call_id),
            elector_id=taken_back.elector_id,
            caller_id=by,
            called_at=now,
            recorded_at=now,
            outcome=None,
            takes_answer=False,
            supersedes=taken_back.call_id,
        )
    )
    session.flush()


def with_id(session: Session, call_id: UUID) -> Call | None:
    return session.scalars(select(Call).where(Call.call_id == str(call_id))).first()


def list_of(session: Session, call_id: UUID) -> int | None:
    """The list under which the call was made."""
    return session.scalar(select(Call.call_list_id).where(Call.call_id == str(call_id)))


def last_list(session: Session, elector_id: int) -> int | None:
    """The list under which the elector was rung last."""
    made = select(Call.call_list_id).where(Call.elector_id == elector_id)
    return session.scalar(made.order_by(Call.called_at.desc(), Call.id.desc()).limit(1))


def reasons_of(session: Session, call_id: str) -> tuple[str, ...]:
    """The reasons of a call by name, in the order they were given."""
    chosen = select(Reason.name).join(CallReason).where(CallReason.call_id == call_id)
    return tuple(session.scalars(chosen.order_by(CallReason.position)))


def is_superseded(session: Session, call_id: str) -> bool:
    return bool(session.scalar(select(exists().where(Call.supersedes == call_id))))


def last_try(session: Session, elector_id: int) -> LastTry | None:
    """The number of the elector's last call that counts, and what its outcome says of numbers."""
    outcomes = floor.floor(session).outcomes
    return last_of(records_of_person(session, elector_id, outcomes))


def last_of(records: Iterable[CallRecord]) -> LastTry | None:
    """`last_try`, of records that are at hand."""
    tries = (
        LastTry(call.number_id, call.outcome.next_number_first)
        for call in reversed(counting(records))
        if call.outcome is not None
    )
    return next(tries, None)


def last_of_caller(session: Session, caller_id: int, *, is_own_first: bool = False) -> Call | None:
    """The call that the caller recorded last, of those that still count.

    With `is_own_first` what others brought in for the caller, from a file or from paper, comes
    after all that they entered themselves: of that alone it is known how long it took.
    """
    later = aliased(Call)
    mine = select(Call).where(
        Call.caller_id == caller_id,
        Call.outcome.is_not(None),
        ~exists().where(later.supersedes == Call.call_id),
    )
    is_brought = and_(Call.seconds.is_(None), Call.supersedes.is_(None))
    whose = [is_brought] if is_own_first else []
    latest = Call.recorded_at.desc(), Call.id.desc()
    return session.scalars(mine.order_by(*whose, *latest).limit(1)).first()


def ladder_of_caller(
    session: Session, caller_id: int, since: datetime, stated: Sequence[str]
) -> tuple[int, int, int]:
    """Of the caller's calls since then that still count: all, those reached, those who stated."""
    later = aliased(Call)
    made = (
        select(
            func.count(),
            func.coalesce(func.sum(cast(OutcomeRow.reached, Integer)), 0),
            func.coalesce(func.sum(cast(Call.intention.in_(stated), Integer)), 0),
        )
        .select_from(Call)
        .join(OutcomeRow, OutcomeRow.slug == Call.outcome)
        .where(Call.caller_id == caller_id, Call.called_at >= since)
        .where(~exists().where(later.supersedes == Call.call_id))
    )
    calls, spoke, said = session.execute(made).one()
    return calls, spoke, said


# In no order of its own: each reason has its place beside it.
_GIVEN = (
    select(
        func.aggregate_strings(
            cast(CallReason.position, String) + ":" + cast(CallReason.reason_id, String), ";"
        )
    )
    .where(CallReason.call_id == Call.call_id)
    .scalar_subquery()
)
_RECORD = (
    Call.elector_id,
    Call.call_id,
    Call.called_at,
    Call.caller_id,
    Call.outcome,
    Call.number_id,
    Call.intention,
    Call.strength,
    Call.previous_vote,
    Call.ballot,
    Call.callback_at,
    Call.callback_for,
    Call.do_not_call,
    Call.supersedes,
    Call.call_list_id,
    case((Call.takes_answer, _GIVEN)).label("reasons"),
    exists().where(SettledCase.call_id == Call.call_id).label("settled"),
)
_TO_ANY = select(*_RECORD).where(Call.elector_id.in_(bindparam("electors", expanding=True)))
_TO_ONE = Statement(select(*_RECORD).where(Call.elector_id == bindparam("elector")))


def records_of(
    session: Session, elector_ids: Sequence[int], outcomes: Outcomes
) -> dict[int, list[CallRecord]]:
    """All records of these electors, as the fold reads them: with the waits of their lists."""
    records: dict[int, list[CallRecord]] = {elector_id: [] for elector_id in elector_ids}
    waits = floor.floor(session).outcomes_of
    rows = session.connection().execute(_TO_ANY, {"electors": list(elector_ids)})
    for elector_id, *fields in rows:
        records[elector_id].append(_record(fields, outcomes, waits))
    return records


def ask_records(session: Session, elector_id: int) -> Answer:
    """For the calls to one elector, from which `records_in` makes what `records_of` gives."""
    return _TO_ONE.say(session, {"elector": elector_id})


def records_in(asked: Answer, told: floor.Floor) -> list[CallRecord]:
    rows = asked.rows()
    return [_record(fields, told.outcomes, told.outcomes_of) for _, *fields in rows]


def records_of_person(session: Session, elector_id: int, outcomes: Outcomes) -> list[CallRecord]:
    """All records of an elector and of whoever was merged into them."""
    made = records_of(session, merges.whole(session, elector_id), outcomes)
    return [record for records in made.values() for record in records]


def _record(fields: Sequence[Any], outcomes: Outcomes, waits: Mapping[int, Outcomes]) -> CallRecord:
    call_id, at, caller, slug, number, *answers, supersedes, list_id, given, settled = fields
    intention, strength, previous, ballot, callback_at, callback_for, do_not_call = answers
    return CallRecord(
        call_id=UUID(call_id),
        called_at=at,
        caller_id=caller,
        outcome=waits.get(list_id, outcomes)[slug] if slug else None,
        number_id=number,
        intention=intention,
        strength=strength,
        previous_vote=previous,
        ballot=ballot,
        callback_at=callback_at,
        callback_for=callback_for,
        do_not_call=do_not_call,
        supersedes=UUID(supersedes) if supersedes else None,
        settled=bool(settled),
        list_id=list_id,
        reasons=_in_order(given) if given else (),
    )


def _in_order(given: str) -> list[int]:
    """The ids in "position:id;position:id", in the order in which they were given."""
    pairs = sorted(tuple(map(int, one.split(":"))) for one in given.split(";"))
    return [reason for _, reason in pairs]


def known_ids(session: Session, call_ids: Iterable[str]) -> set[str]:
    """Which of these call ids are stored already."""
    wanted = list(call_ids)
    known: set[str] = set()
    for part in chunks(wanted, CHUNK):
        known.update(session.scalars(select(Call.call_id).where(Call.call_id.in_(part))))
    return known
