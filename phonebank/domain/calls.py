"""A call as it was made: what may be said together, and which calls still count."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from phonebank.domain.errors import WrongUse
from phonebank.domain.outcomes import Outcome


class Strength(StrEnum):
    FIRM = "firm"
    LEANING = "leaning"


class BallotStatus(StrEnum):
    NOT_RECEIVED = "not-received"
    RECEIVED = "received"
    RETURNED = "returned"
    INELIGIBLE = "ineligible"


SKEW = timedelta(minutes=10)
"""So far apart may the clocks of two computers be."""
PREVIOUS_NOT_NAMED = ("not-a-member", "did-not-vote", "cant-recall", "not-asked")


@dataclass(frozen=True, slots=True, kw_only=True)
class CallEntry:
    """What a caller filled in. Times carry a zone; `called_at` None means "now".

    `intention` and `previous_vote` are slugs: a candidate's short name or one of the fixed words.
    `callback_for` names the caller who promised; None leaves a callback to anybody, which
    `is_for_anybody` says in so many words. `seconds` is how long the call took, by a clock that
    nobody sets; `script_version_id` is of the words that were shown.
    """

    call_id: UUID
    elector_id: int
    caller_id: int
    outcome: str
    called_at: datetime | None = None
    number_id: int | None = None
    intention: str | None = None
    strength: Strength | None = None
    previous_vote: str | None = None
    reasons: Sequence[str] = ()
    ballot: BallotStatus | None = None
    note: str = ""
    callback_at: datetime | None = None
    callback_for: int | None = None
    is_for_anybody: bool = False
    do_not_call: bool = False
    supersedes: UUID | None = None
    seconds: int | None = None
    script_version_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRecord:
    """One stored record, as the fold of an elector's state reads it.

    `outcome` is None on a record that only takes an earlier one back. `settled`: an organiser has
    seen to what the call left to them. `reasons` are the ids of those given, in order.
    """

    call_id: UUID
    called_at: datetime
    caller_id: int
    outcome: Outcome | None
    number_id: int | None = None
    intention: str | None = None
    strength: str | None = None
    previous_vote: str | None = None
    ballot: str | None = None
    callback_at: datetime | None = None
    callback_for: int | None = None
    do_not_call: bool = False
    supersedes: UUID | None = field(default=None)
    settled: bool = False
    list_id: int | None = None
    reasons: Sequence[int] = ()


def check_was_made(called_at: datetime | None, now: datetime) -> None:
    """WrongUse for a time that is told of a call and lies ahead; clocks may differ a little."""
    if called_at is not None and called_at > now + SKEW:
        raise WrongUse(
            "A call cannot have been made later than now.", next_step="Correct the time."
        )


def check_entry(entry: CallEntry, outcome: Outcome) -> None:
    """Raise WrongUse where the entry says two things that cannot both be true of one call."""
    answers = entry.intention or entry.strength or entry.previous_vote or entry.reasons
    if answers and not outcome.takes_answer:
        raise WrongUse(
            f"“{outcome.name}” cannot carry an answer.",
            next_step="Log either what they said, with outcome spoke, or why nothing was said.",
        )
    if outcome.takes_answer and entry.intention is None:
        raise WrongUse(
            f"“{outcome.name}” needs an answer.",
            next_step="Give the intention: a candidate, undecided, wont-say or wont-vote.",
        )
    if entry.ballot and outcome.reached is False:
        raise WrongUse(
            f"“{outcome.name}” cannot carry a ballot status, because the elector was not reached.",
            next_step="Leave the ballot out.",
        )
    promised = entry.callback_at or entry.callback_for is not None or entry.is_for_anybody
    if promised and not outcome.is_callback:
        raise WrongUse(
            f"“{outcome.name}” cannot carry a callback time.",
            next_step="Log it with outcome callback, or leave the time out.",
        )


def record_of(
    entry: CallEntry, outcome: Outcome, list_id: int | None, reason_ids: Mapping[str, int]
) -> CallRecord:
    """The record that an entry with its time becomes, under this list."""
    assert entry.called_at is not None
    return CallRecord(
        call_id=entry.call_id,
        called_at=entry.called_at.astimezone(UTC),
        caller_id=entry.caller_id,
        outcome=outcome,
        number_id=entry.number_id,
        intention=entry.intention,
        strength=entry.strength,
        previous_vote=entry.previous_vote,
        ballot=entry.ballot,
        callback_at=entry.callback_at.astimezone(UTC) if entry.callback_at else None,
        callback_for=entry.callback_for,
        do_not_call=entry.do_not_call,
        supersedes=entry.supersedes,
        list_id=list_id,
        reasons=[reason_ids[name] for name in entry.reasons],
    )


def counting(calls: Iterable[CallRecord]) -> list[CallRecord]:
    """The calls that still count, in order: nothing superseded, nothing that only takes back.

    Two calls at the same time are ordered by their UUID.
    """
    calls = list(calls)
    superseded = {call.supersedes for call in calls if call.supersedes}
    kept = [c for c in calls if c.outcome is not None and c.call_id not in superseded]
    return sorted(kept, key=lambda call: (call.called_at, str(call.call_id)))
