"""A caller's own calls of the last days, and correcting one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from phonebank.domain.calls import BallotStatus, CallEntry, Strength
from phonebank.domain.errors import InputRefused
from phonebank.domain.hours import local, midnight
from phonebank.domain.outcomes import UNDECIDED, known_outcome
from phonebank.domain.permits import Actor, require_own
from phonebank.services.calling import Logged, log_call
from phonebank.store import calls, contest, own_calls

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from phonebank.domain.changes import Done
    from phonebank.domain.outcomes import Outcomes
    from phonebank.store.call_schema import Call
    from phonebank.store.database import Database

DAYS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class MyCall:
    """One call as its caller may see it later: of the elector the first name and an initial."""

    call_id: UUID
    called_at: datetime
    who: str
    outcome: str
    outcome_name: str
    intention: str | None
    strength: str | None
    ballot: str | None
    note: str
    is_correction: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MyDay:
    """One local day: its calls, newest first, how many reached the elector, how many stated."""

    day: date
    calls: Sequence[MyCall]
    contacts: int
    stated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What was really said. Previous vote, reasons and promise stay where the outcome allows."""

    outcome: str
    intention: str | None = None
    strength: Strength | None = None
    ballot: BallotStatus | None = None
    note: str = ""


def my_calls(db: Database, actor: Actor, now: datetime, days: int = DAYS) -> Sequence[MyDay]:
    """The acting caller's calls of today and so many days before, today first.

    Only those that still count: a correction stands in the place of what it corrects. Days without
    calls are left out, but for today.
    """
    require_own(actor, actor.caller_id)
    since = midnight(now) - timedelta(days=days)
    with db.read() as session:
        outcomes = contest.outcomes(session)
        stated = {*contest.contest(session).shorts, UNDECIDED}
        made = own_calls.since(session, actor.caller_id, since)
    of_day: dict[date, list[own_calls.OwnCall]] = {local(now).date(): []}
    for one in made:
        of_day.setdefault(local(one.called_at).date(), []).append(one)
    return [
        MyDay(
            day=day,
            calls=[_my_call(one, outcomes) for one in those],
            contacts=sum(outcomes[one.outcome].reached is True for one in those),
            stated=sum(one.intention in stated for one in those),
        )
        for day, those in sorted(of_day.items(), reverse=True)
    ]


def correct_call(
    db: Database, actor: Actor, call_id: UUID, correction: Correction, new_id: UUID, now: datetime
) -> Done[Logged]:
    """Log what was really said under a new id; the old call stays and counts no more.

    InputRefused for a call that is not there or was corrected already, NotPermitted for somebody
    else's.
    """
    require_own(actor, actor.caller_id)
    with db.read() as session:
        before = calls.with_id(session, call_id)
        if before is None or before.outcome is None:
            raise InputRefused(f"There is no call {call_id} to correct.")
        require_own(actor, before.caller_id)
        reasons = calls.reasons_of(session, before.call_id)
        outcomes = contest.outcomes(session)
    entry = _entry(before, reasons, correction, new_id, outcomes)
    return log_call(db, actor, entry, now)


def _entry(
    before: Call, reasons: Sequence[str], said: Correction, new_id: UUID, outcomes: Outcomes
) -> CallEntry:
    """The whole call anew: what the correction says, and of the rest what still goes with it."""
    outcome = known_outcome(outcomes, said.outcome)
    answers, promises = outcome.takes_answer, outcome.is_callback
    return CallEntry(
        call_id=new_id,
        elector_id=before.elector_id,
        caller_id=before.caller_id,
        outcome=said.outcome,
        called_at=before.called_at,
        number_id=before.number_id,
        intention=said.intention if answers else None,
        strength=said.strength if answers else None,
        previous_vote=before.previous_vote if answers else None,
        reasons=reasons if answers else (),
        ballot=said.ballot if outcome.reached is not False else None,
        note=said.note.strip(),
        callback_at=before.callback_at if promises else None,
        callback_for=before.callback_for if promises else None,
        do_not_call=before.do_not_call,
        supersedes=UUID(before.call_id),
        seconds=before.seconds,
        script_version_id=before.script_version_id,
    )


def _my_call(one: own_calls.OwnCall, outcomes: Outcomes) -> MyCall:
    initial = f" {one.last_name[:1]}." if one.last_name else ""
    return MyCall(
        call_id=UUID(one.call_id),
        called_at=one.called_at,
        who=f"{one.first_name}{initial}".strip(),
        outcome=one.outcome,
        outcome_name=outcomes[one.outcome].name,
        intention=one.intention,
        strength=one.strength,
        ballot=one.ballot,
        note=one.note,
        is_correction=one.is_correction,
    )
