"""Questions about calls, and the one place that adds them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, cast, exists, func, insert, select
from sqlalchemy.orm import Session, aliased

from phonebank.domain.calls import CallEntry, CallRecord
from phonebank.domain.electors import PastCall
from phonebank.domain.outcomes import Outcome, Outcomes
from phonebank.domain.queueing import LastTry
from phonebank.store import merges
from phonebank.store.call_schema import Call, CallReason
from phonebank.store.call_schema import Outcome as OutcomeRow
from phonebank.store.contest_schema import Reason
from phonebank.store.schema import Caller

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


def add_all(
    session: Session, rows: Sequence[dict[str, Any]], reasons: Mapping[str, Sequence[str]]
) -> None:
    """Append calls in this order, and the reasons given in each, by call id, in theirs."""
    if rows:
        session.execute(insert(Call), rows)
    known = dict(session.execute(select(Reason.name, Reason.id)).all())
    given = [
        {"call_id": call_id, "position": position, "reason_id": known[name]}
        for call_id, names in reasons.items()
        for position, name in enumerate(names)
    ]
    if given:
        session.execute(insert(CallReason), given)


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


def reasons_of(session: Session, call_id: str) -> tuple[str, ...]:
    """The reasons of a call by name, in the order they were given."""
    chosen = select(Reason.name).join(CallReason).where(CallReason.call_id == call_id)
    return tuple(session.scalars(chosen.order_by(CallReason.position)))


def is_superseded(session: Session, call_id: str) -> bool:
    return bool(session.scalar(select(exists().where(Call.supersedes == call_id))))


def last_try(session: Session, elector_id: int) -> LastTry | None:
    """The number of the elector's last call that counts, and what its outcome says of numbers."""
    later = aliased(Call)
    made = (
        select(Call.number_id, OutcomeRow.next_number_first)
        .join(OutcomeRow, OutcomeRow.slug == Call.outcome)
        .where(Call.elector_id.in_(merges.whole(session, elector_id)))
        .where(~exists().where(later.supersedes == Call.call_id))
        .order_by(Call.called_at.desc(), Call.call_id.desc())
    )
    found = session.execute(made.limit(1)).first()
    return LastTry(*found) if found else None


def last_of_caller(session: Session, caller_id: int) -> Call | None:
    """The call that the caller recorded last, of those that still count."""
    later = aliased(Call)
    mine = select(Call).where(
        Call.caller_id == caller_id,
        Call.outcome.is_not(None),
        ~exists().where(later.supersedes == Call.call_id),
    )
    return session.scalars(mine.order_by(Call.id.desc()).limit(1)).first()


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


def records_of(
    session: Session, elector_ids: Sequence[int], outcomes: Outcomes
) -> dict[int, list[CallRecord]]:
    """All records of these electors, as the fold reads them."""
    records: dict[int, list[CallRecord]] = {elector_id: [] for elector_id in elector_ids}
    columns = (
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
    )
    for row in session.execute(select(*columns).where(Call.elector_id.in_(elector_ids))).mappings():
        fields = dict(row)
        records[fields.pop("elector_id")].append(_record(fields, outcomes))
    return records


def _record(fields: dict[str, object], outcomes: Outcomes) -> CallRecord:
    fields["call_id"] = UUID(str(fields["call_id"]))
    fields["outcome"] = outcomes[str(fields["outcome"])] if fields["outcome"] else None
    fields["supersedes"] = UUID(str(fields["supersedes"])) if fields["supersedes"] else None
    return CallRecord(**fields)  # type: ignore[arg-type]


def history(session: Session, elector_id: int, outcomes: Outcomes) -> list[PastCall]:
    """An elector's calls, newest first; a call taken back stays and says so.

    Calls to whoever was merged into them are theirs.
    """
    told = select(Call, Caller.name).join(Caller, Caller.id == Call.caller_id)
    rows = session.execute(
        told.where(Call.elector_id.in_(merges.whole(session, elector_id))).order_by(
            Call.called_at, Call.call_id
        )
    )
    calls = rows.all()
    superseded = {call.supersedes for call, _ in calls}
    past, attempt = [], 0
    for call, caller in calls:
        if call.outcome is None:
            continue
        counts = call.call_id not in superseded
        attempt += counts
        past.append(_past(call, caller, outcomes[call.outcome], attempt if counts else None))
    return past[::-1]


def _past(call: Call, caller: str, outcome: Outcome, attempt: int | None) -> PastCall:
    return PastCall(
        call.called_at,
        caller,
        outcome.name,
        call.intention,
        call.strength,
        call.ballot,
        call.note,
        attempt,
        attempt is None,
    )


def known_ids(session: Session, call_ids: Iterable[str]) -> set[str]:
    """Which of these call ids are stored already."""
    wanted = list(call_ids)
    known: set[str] = set()
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        known.update(session.scalars(select(Call.call_id).where(Call.call_id.in_(part))))
    return known
