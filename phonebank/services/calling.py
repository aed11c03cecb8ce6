"""Logging what came of a call, correcting it, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from phonebank.domain.calls import CallEntry, check_entry
from phonebank.domain.changes import Done, Topic
from phonebank.domain.errors import InputRefused, WrongUse
from phonebank.domain.outcomes import Outcome, known_outcome
from phonebank.domain.permits import Actor, require_own
from phonebank.domain.phones import parse_number
from phonebank.domain.queueing import lasting_reason, number_to_ring
from phonebank.services.signing_in import id_for
from phonebank.store import calls, contest, electors, kept, merges, queue

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from phonebank.domain.contest import Contest
    from phonebank.store.call_schema import Call
    from phonebank.store.database import Database

TOUCHED = Topic.CALLS | Topic.ELECTORS | Topic.LEASES
NOT_COMPARED = frozenset({"recorded_at", "call_list_id", "seconds", "script_version_id"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """What became of a call. `logged` is False where this very call was known already."""

    call_id: UUID
    logged: bool
    elector_id: int
    membership_number: str
    attempt: int
    next_due_at: datetime | None


def log_call(db: Database, actor: Actor, entry: CallEntry, now: datetime) -> Done[Logged]:
    """Record one call and move its elector's state, in one transaction.

    It records facts: no rule of the queue refuses it. The same call id with the same content is
    logged once; with other content it is refused.
    """
    require_own(actor, entry.caller_id)
    with db.write() as session:
        return _log(session, actor, entry, now)


def log_call_for(
    db: Database, actor: Actor, caller: str, entry: CallEntry, now: datetime
) -> Done[Logged]:
    """`log_call` for a caller by name, whose id the entry need not know.

    An unknown one becomes a volunteer, if the call is kept. A callback for one caller is for them.
    """
    with db.write() as session:
        caller_id = id_for(session, actor, caller)
        mine = caller_id if entry.callback_for is not None else None
        entry = replace(entry, caller_id=caller_id, callback_for=mine)
        return _log(session, actor, entry, now)


def _log(session: Session, actor: Actor, entry: CallEntry, now: datetime) -> Done[Logged]:
    outcomes = contest.outcomes(session)
    outcome = known_outcome(outcomes, entry.outcome)
    entry = in_words_of(contest.contest(session), entry)
    check_entry(entry, outcome)
    stored = calls.with_id(session, entry.call_id)
    if stored is not None:
        check_same(session, stored, entry, outcome)
        return Done(_logged(session, entry.call_id, entry.elector_id, logged=False), Topic(0))
    corrected = check_corrects(session, actor, entry)
    entry = _completed(session, entry, corrected, now)
    append(session, entry, outcome, now)
    queue.end_lease(session, entry.elector_id, entry.caller_id)
    kept.refold(session, [entry.elector_id], outcomes)
    return Done(_logged(session, entry.call_id, entry.elector_id, logged=True), TOUCHED)


def rung(db: Database, membership_number: str, number: str = "") -> tuple[int, int | None]:
    """The ids of an elector and of the number tried, None where it is not said.

    InputRefused for an elector who is not on the roll, WrongUse for a number that is not theirs.
    """
    with db.read() as session:
        elector_id = electors.id_with_number(session, membership_number)
        if elector_id is None:
            raise InputRefused(
                f"There is no elector with membership number “{membership_number}”.",
                next_step="Check the number, or import the roll that has it.",
            )
        known = electors.numbers(session, elector_id) if number else []
    wanted = parse_number(number).e164 if number else None
    same = (n.id for n in known if n.written == number or (wanted and n.e164 == wanted))
    number_id = next(same, None)
    if number and number_id is None:
        written = ", ".join(n.written for n in known) or "none"
        raise WrongUse(
            f"“{number}” is not one of this elector's numbers.", next_step=f"Known: {written}."
        )
    return elector_id, number_id


def in_words_of(contest: Contest, entry: CallEntry) -> CallEntry:
    """The entry with its slugs as the contest writes them; WrongUse for an unknown one."""
    return replace(
        entry,
        intention=contest.intention_of(entry.intention) if entry.intention else None,
        previous_vote=(
            contest.previous_vote_of(entry.previous_vote) if entry.previous_vote else None
        ),
        reasons=tuple(dict.fromkeys(contest.reason_of(reason) for reason in entry.reasons)),
    )


def check_same(session: Session, stored: Call, entry: CallEntry, outcome: Outcome) -> None:
    """Refuse a known call id whose content is other; what was not given is not compared."""
    called_at = entry.called_at or stored.called_at
    row = calls.row_of(entry, outcome, called_at, called_at, None)
    given = {name: value for name, value in row.items() if name not in NOT_COMPARED}
    if entry.number_id is None:
        given.pop("number_id")
    same = all(getattr(stored, name) == value for name, value in given.items())
    if not (same and calls.reasons_of(session, stored.call_id) == tuple(entry.reasons)):
        raise InputRefused(
            f"Call {entry.call_id} is known already, with other content.",
            kept="The known call stands.",
            next_step="Log a correction under a new id, with supersedes.",
        )


def check_corrects(session: Session, actor: Actor, entry: CallEntry) -> Call | None:
    """The call that the entry supersedes, if any; InputRefused where it cannot."""
    if entry.supersedes is None:
        return None
    corrected = calls.with_id(session, entry.supersedes)
    if corrected is None or corrected.outcome is None:
        raise InputRefused(f"There is no call {entry.supersedes} to correct.")
    require_own(actor, corrected.caller_id)
    if corrected.elector_id not in merges.whole(session, entry.elector_id):
        raise InputRefused(f"Call {entry.supersedes} was made to another elector.")
    if calls.is_superseded(session, corrected.call_id):
        raise InputRefused(
            f"Call {entry.supersedes} was corrected or taken back already.",
            next_step="Correct the record that replaced it.",
        )
    return corrected


def _completed(
    session: Session, entry: CallEntry, corrected: Call | None, now: datetime
) -> CallEntry:
    """The time and the number, where they were not given: a correction takes over the first's."""
    if corrected is not None:
        return replace(
            entry,
            elector_id=corrected.elector_id,
            called_at=entry.called_at or corrected.called_at,
            number_id=entry.number_id or corrected.number_id,
        )
    number = number_tried(session, entry.elector_id, entry.number_id)
    return replace(entry, called_at=entry.called_at or now, number_id=number)


def number_tried(session: Session, elector_id: int, number_id: int | None) -> int | None:
    """The number given, checked, or the one that the queue would have offered."""
    if number_id is None:
        numbers = electors.numbers(session, elector_id)
        offered = number_to_ring(numbers, calls.last_try(session, elector_id))
        return offered.id if offered else None
    if not electors.has_number(session, elector_id, number_id):
        raise WrongUse("That number is not one of the elector's numbers.")
    return number_id


def append(session: Session, entry: CallEntry, outcome: Outcome, now: datetime) -> None:
    """Add the call with its reasons, under the list its caller was working."""
    called_at = entry.called_at or now
    held = queue.list_of_lease(session, entry.elector_id, entry.caller_id)
    row = calls.row_of(entry, outcome, called_at, now, held or queue.default_list(session))
    calls.add_all(session, [row], {str(entry.call_id): entry.reasons})


def undo_last(db: Database, actor: Actor, caller_id: int, now: datetime) -> Done[Logged]:
    """Take the caller's last call back by a superseding record; InputRefused if there is none."""
    require_own(actor, caller_id)
    with db.write() as session:
        last = calls.last_of_caller(session, caller_id)
        if last is None:
            raise InputRefused("There is no call to take back.")
        return _take_back(session, last, actor, now)


def _take_back(session: Session, last: Call, actor: Actor, now: datetime) -> Done[Logged]:
    calls.add_taking_back(session, uuid4(), last, actor.caller_id, now)
    kept.refold(session, [last.elector_id], contest.outcomes(session))
    return Done(_logged(session, UUID(last.call_id), last.elector_id, logged=False), TOUCHED)


def _logged(session: Session, call_id: UUID, elector_id: int, *, logged: bool) -> Logged:
    waiting = electors.waiting(session, elector_id)
    rules = contest.rules(session, contest.EVERYBODY)
    return Logged(
        call_id=call_id,
        logged=logged,
        elector_id=elector_id,
        membership_number=electors.membership_number(session, elector_id),
        attempt=waiting.attempts,
        next_due_at=None if lasting_reason(waiting, rules) else waiting.due_at,
    )
