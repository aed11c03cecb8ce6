"""Logging what came of a call, correcting it, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from phonebank.domain.calls import CallEntry, check_entry, check_was_made, record_of
from phonebank.domain.changes import Done, Topic
from phonebank.domain.errors import InputRefused, WrongUse
from phonebank.domain.outcomes import Outcome, known_outcome
from phonebank.domain.permits import Actor, require_own
from phonebank.domain.phones import parse_number
from phonebank.domain.queueing import Waiting, lasting_reason, number_to_ring
from phonebank.services.passing import end_reached
from phonebank.services.signing_in import id_for
from phonebank.store import at_hand, calls, drafts, electors, floor, kept, merges, queue

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
    return db.repeated(lambda session: logged_in(session, actor, entry, now))


def log_call_for(
    db: Database, actor: Actor, caller: str, entry: CallEntry, now: datetime
) -> Done[Logged]:
    """`log_call` for a caller by name, whose id the entry need not know.

    An unknown one becomes a volunteer, if the call is kept. A callback for one caller is for them.
    """

    def log(session: Session) -> Done[Logged]:
        check_was_made(entry.called_at, now)
        who = id_for(session, actor, caller)
        mine = who if entry.callback_for is not None else None
        return logged_in(session, actor, replace(entry, caller_id=who, callback_for=mine), now)

    return db.repeated(log)


def logged_in(session: Session, actor: Actor, entry: CallEntry, now: datetime) -> Done[Logged]:
    """`log_call`, within a write that there is; the draft of the call goes in the same one."""
    ids = entry.elector_id, entry.caller_id, entry.call_id
    asked = None if entry.supersedes else at_hand.ask(session, *ids)
    told = floor.floor(session)  # after that was asked: a server tells of both in one journey
    outcome = known_outcome(told.outcomes, entry.outcome)
    entry = in_words_of(told.contest, entry)
    check_entry(entry, outcome)
    it = at_hand.taken_up(asked, told) if asked else None
    if it is None:
        return _log_the_long_way(session, actor, entry, outcome, now)
    return Done(_log_at_hand(session, told, it, entry, now), TOUCHED)


def _log_at_hand(
    session: Session, told: floor.Floor, it: at_hand.AtHand, entry: CallEntry, now: datetime
) -> Logged:
    """Add a new call to an elector who stands alone, and keep what it comes to."""
    outcome = told.outcomes[entry.outcome]
    entry = replace(
        entry, called_at=entry.called_at or now, number_id=_number_at_hand(it, entry.number_id)
    )
    list_id = it.list_id or next(iter(told.lists))
    made = record_of(entry, told.outcomes_of[list_id][outcome.slug], list_id, told.reason_ids)
    row = calls.row_of(entry, outcome, entry.called_at or now, now, list_id)
    reason_ids = [told.reason_ids[name] for name in entry.reasons]
    state = at_hand.put_back(session, it, row, reason_ids, made)
    if it.is_passed_on:
        _end_passing(session, entry, outcome)
    barred = bool(state["suppressed"]) or not state["on_roll"]
    waiting = Waiting(
        turn=state["turn"],
        attempts=state["attempts"],
        suppressed=barred,
        banked=state["ballot"] == "returned",
        usable_numbers=state["usable_numbers"],
    )
    is_over = lasting_reason(waiting, told.lists[list_id].rules)
    return Logged(
        call_id=entry.call_id,
        logged=True,
        elector_id=entry.elector_id,
        membership_number=it.membership_number,
        attempt=state["attempts"],
        next_due_at=None if is_over else state["due_at"],
    )


def _number_at_hand(it: at_hand.AtHand, number_id: int | None) -> int | None:
    """`number_tried`, of what is at hand."""
    if number_id is None:
        offered = number_to_ring(it.listed, calls.last_of(it.records))
        return offered.id if offered else None
    if not it.has_number(number_id):
        raise _not_theirs()
    return number_id


def _not_theirs() -> WrongUse:
    return WrongUse("That number is not one of the elector's numbers.")


def _log_the_long_way(
    session: Session, actor: Actor, entry: CallEntry, outcome: Outcome, now: datetime
) -> Done[Logged]:
    """A call that is known, corrects another, or is to one of several who are one person."""
    queue.hold_still(session, entry.elector_id)
    if entry.supersedes is None:
        drafts.drop(session, entry.caller_id, entry.elector_id)
    for joined in sorted(merges.persons(session, [entry.elector_id]).everybody):
        queue.hold_still(session, joined)
    stored = calls.with_id(session, entry.call_id)
    if stored is not None:
        check_same(session, stored, entry, outcome)
        return Done(_logged(session, entry.call_id, entry.elector_id, logged=False), Topic(0))
    entry = _completed(session, entry, check_corrects(session, actor, entry), now)
    append(session, entry, outcome, now)
    queue.end_lease(session, entry.elector_id, entry.caller_id)
    kept.refold(session, [entry.elector_id], floor.floor(session).outcomes)
    _end_passing(session, entry, outcome)
    return Done(_logged(session, entry.call_id, entry.elector_id, logged=True), TOUCHED)


def _end_passing(session: Session, entry: CallEntry, outcome: Outcome) -> None:
    """An MP has reached whoever was passed on to them."""
    if outcome.reached and entry.called_at is not None:
        end_reached(session, entry.elector_id, entry.caller_id, entry.called_at)


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
    voted = entry.previous_vote
    return replace(
        entry,
        intention=contest.intention_of(entry.intention) if entry.intention else None,
        previous_vote=contest.previous_vote_of(voted) if voted else None,
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
        raise _not_theirs()
    return number_id


def append(session: Session, entry: CallEntry, outcome: Outcome, now: datetime) -> None:
    """Add the call with its reasons, under the list being worked or that of what it corrects."""
    first = calls.list_of(session, entry.supersedes) if entry.supersedes else None
    held = first or queue.list_of_lease(session, entry.elector_id, entry.caller_id)
    _add(session, entry, outcome, now, held or queue.default_list(session))


def _add(
    session: Session, entry: CallEntry, outcome: Outcome, now: datetime, list_id: int | None
) -> None:
    row = calls.row_of(entry, outcome, entry.called_at or now, now, list_id)
    calls.add_all(session, [row], {str(entry.call_id): entry.reasons})


def undo_last(db: Database, actor: Actor, caller_id: int, now: datetime) -> Done[Logged]:
    """Take the caller's last call back by a superseding record; InputRefused if there is none."""
    require_own(actor, caller_id)
    with db.write() as session:
        last = calls.last_of_caller(session, caller_id)
        if last is None:
            raise InputRefused("There is no call to take back.")
        return taken_back(session, last, actor, now)


def taken_back(session: Session, last: Call, actor: Actor, now: datetime) -> Done[Logged]:
    queue.hold_still(session, last.elector_id)
    calls.add_taking_back(session, uuid4(), last, actor.caller_id, now)
    kept.refold(session, [last.elector_id], floor.floor(session).outcomes)
    at_hand.open_passing_again(session, last.elector_id, last.called_at)
    return Done(_logged(session, UUID(last.call_id), last.elector_id, logged=False), TOUCHED)


def _logged(session: Session, call_id: UUID, elector_id: int, *, logged: bool) -> Logged:
    waiting = electors.waiting(session, elector_id)
    told = floor.floor(session)
    list_id = calls.list_of(session, call_id) or next(iter(told.lists))
    is_over = lasting_reason(waiting, told.lists[list_id].rules)
    return Logged(
        call_id=call_id,
        logged=logged,
        elector_id=elector_id,
        membership_number=electors.membership_number(session, elector_id),
        attempt=waiting.attempts,
        next_due_at=None if is_over else waiting.due_at,
    )
