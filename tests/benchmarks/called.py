"""Millions of calls made in bulk, with every elector's kept state what the fold makes of them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any
from uuid import UUID

from phonebank.domain.calls import CallRecord
from phonebank.domain.permits import Role
from phonebank.domain.queueing import CallingRules
from phonebank.domain.standing import Standing, standing_after
from phonebank.services.campaigns import shipped_outcomes
from phonebank.services.signing_in import add_caller, caller_rows, sign_in
from phonebank.store import contest, kept
from phonebank.store.kept_counts import counted_after
from tests.benchmarks.generated import words_in

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from phonebank.store.database import Database

NOW = datetime(2016, 9, 5, 17, 0, tzinfo=UTC)
"""A Monday at 18:00 in London, when anybody may be rung."""
FIRST_EVENING = datetime(2016, 8, 22, 16, 0, tzinfo=UTC)
HISTORIES, CALLERS, SAMPLED = 2000, 40, 2000
STILL_DUE = 0.45  # of the histories end so that the elector may be rung again
SPREAD = (0, 5 / 7, 5 / 7, 10 / 7, 15 / 7)  # of their calls, about an average of 1.4
UNANSWERED = ("no-answer",) * 6 + ("busy", "machine", "machine-message", "machine", "not-in")
ENDS = ("spoke",) * 12 + (
    "do-not-call",
    "unable",
    "language",
    "not-eligible",
    "no-answer",
    "not-now",
)
ANSWERS = ("Smith",) * 6 + ("Corbyn",) * 8 + ("undecided",) * 4 + ("wont-say", "wont-vote")
GIVEN = ((), (), (1,), (2,), (4,), (1, 2), (2, 1), (3, 1), (5, 4), (4, 6), (7, 1, 2))
STATE = words_in(
    "attempts contacted first_reached disposition intention strength intention_at intention_by "
    "intention_list reasons prior_intention prior_at answers ballot last_call_at rung turn due_at "
    "callback_for"
)
CALL_ID = "printf('%08x-0000-4000-8000-%012x', place, elector_id)"
RECORD = words_in(
    "caller_id called_at outcome takes_answer intention strength previous_vote ballot "
    "callback_at callback_for"
)


def add_calls(db: Database, calls: int, seed: int = 2016) -> None:
    """Add at least so many calls to electors who have none.

    There are some thousand histories, each folded once by the domain's own rule; an elector gets
    one of them. A sample is folded anew from what was written, and nobody may differ.
    """
    for number in range(CALLERS - len(caller_rows(db))):
        add_caller(db, sign_in(db), f"Volunteer {number}", Role.VOLUNTEER)
    with db.write() as session:
        electors = session.connection().exec_driver_sql("SELECT count(*) FROM elector").scalar_one()
        made = [*islice(histories(calls / max(1, electors), seed), HISTORIES)]
        _note_histories(session, made)
        _write_calls(session)
        _write_states(session)
        _check_kept(session)


def histories(average: float, seed: int) -> Iterator[Sequence[CallRecord]]:
    """Calls to one elector, again and again; their number is the average in the long run."""
    random_ = random.Random(seed)
    still_due = min(1.4, average)
    others = (average - STILL_DUE * still_due) / (1 - STILL_DUE)
    for at in range(10**9):
        is_due = at % 100 < STILL_DUE * 100
        wanted = still_due * random_.choice(SPREAD) if is_due else others
        count = int(wanted) + (random_.random() < wanted % 1)
        yield list(_history(random_, min(count, 3) if is_due else count, is_due=is_due))


def _history(random_: random.Random, count: int, *, is_due: bool) -> Iterator[CallRecord]:
    day = random_.randrange(4)
    for place in range(count):
        called_at = FIRST_EVENING + timedelta(days=day, minutes=random_.randrange(180))
        last = place == count - 1
        outcome = random_.choice(UNANSWERED)
        if last:
            promised = random_.random() < 0.06
            outcome = ("callback" if promised else outcome) if is_due else random_.choice(ENDS)
        yield _record(random_, called_at, outcome)
        day += random_.randrange(1, 3)


def _record(random_: random.Random, called_at: datetime, slug: str) -> CallRecord:
    has_spoken, is_promised = slug == "spoke", slug == "callback"
    caller = random_.randrange(1, CALLERS + 1)
    promised = called_at + timedelta(days=1, minutes=random_.randrange(60))
    previous, ballots = ("Corbyn", "Burnham", None), ("received", "not-received", "returned", None)
    return CallRecord(
        call_id=UUID(int=random_.getrandbits(128), version=4),
        called_at=called_at,
        caller_id=caller,
        outcome=OUTCOMES[slug],
        intention=random_.choice(ANSWERS) if has_spoken else None,
        strength=random_.choice(("firm", "leaning", None)) if has_spoken else None,
        previous_vote=random_.choice(previous) if has_spoken else None,
        ballot=random_.choice(ballots) if has_spoken else None,
        callback_at=promised if is_promised else None,
        callback_for=caller if is_promised and random_.random() < 0.3 else None,
        list_id=1,
        reasons=random_.choice(GIVEN) if has_spoken else (),
    )


OUTCOMES = shipped_outcomes()


def _note_histories(session: Session, made: Sequence[Sequence[CallRecord]]) -> None:
    """The histories and what each comes to, as tables of this connection alone."""
    calls = [
        (at, place, *_row(one)) for at, calls in enumerate(made) for place, one in enumerate(calls)
    ]
    _table(session, "history_call", ("history", "place", *RECORD), calls)
    given = [
        (at, place, position, reason)
        for at, calls in enumerate(made)
        for place, one in enumerate(calls)
        for position, reason in enumerate(one.reasons)
    ]
    _table(session, "history_reason", ("history", "place", "position", "reason_id"), given)
    states = [(at, *_state(standing_after(calls))) for at, calls in enumerate(made)]
    columns = ("history", *STATE, "off_roll", "said_previous_vote", "told_suppressed")
    _table(session, "history_state", columns, states)
    session.connection().exec_driver_sql(
        "CREATE TEMP TABLE history_of AS SELECT id AS elector_id, "
        f"(id * 7919 + constituency_id * 104729) % {HISTORIES} AS history FROM elector"
    )


def _table(session: Session, name: str, columns: Sequence[str], rows: Sequence[Any]) -> None:
    run = session.connection().exec_driver_sql
    run(f"CREATE TEMP TABLE {name} ({', '.join(columns)})")
    run(f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})", [*rows])
    run(f"CREATE INDEX temp.of_{name} ON {name} (history)")


def _row(call: CallRecord) -> tuple[Any, ...]:
    assert call.outcome is not None
    return (
        call.caller_id,
        _stored(call.called_at),
        call.outcome.slug,
        call.outcome.takes_answer,
        call.intention,
        call.strength,
        call.previous_vote,
        call.ballot,
        _stored(call.callback_at),
        call.callback_for,
    )


def _state(standing: Standing) -> tuple[Any, ...]:
    kept_values = [getattr(standing, name) for name in STATE]
    plain = [_stored(it) if isinstance(it, datetime) else it for it in kept_values]
    told = standing.off_roll, standing.previous_vote, standing.suppressed
    return (*(str(it) if isinstance(it, str) else it for it in plain), *told)


def _stored(when: datetime | None) -> str | None:
    return when.strftime("%Y-%m-%d %H:%M:%S.%f") if when else None


def _write_calls(session: Session) -> None:
    """In the order of their times, as they would have come."""
    run = session.connection().exec_driver_sql
    run(
        "INSERT INTO call (call_id, elector_id, call_list_id, recorded_at, note, do_not_call, "
        f"{', '.join(RECORD)}) SELECT {CALL_ID}, "
        f"elector_id, (SELECT min(id) FROM call_list), called_at, '', 0, {', '.join(RECORD)} "
        "FROM history_of JOIN history_call USING (history) ORDER BY called_at, elector_id"
    )
    run(
        f"INSERT INTO call_reason (call_id, position, reason_id) SELECT {CALL_ID}, position, "
        "reason_id FROM history_of JOIN history_reason USING (history)"
    )


def _write_states(session: Session) -> None:
    same = ", ".join(f"{name} = told.{name}" for name in STATE)
    with counted_after(session):
        session.connection().exec_driver_sql(
            f"UPDATE elector SET {same}, on_roll = on_roll AND NOT told.off_roll, "
            "previous_vote = coalesce(told.said_previous_vote, elector.previous_vote), "
            "suppressed = coalesce(nullif(told.told_suppressed, ''), elector.suppressed) FROM "
            "history_of JOIN history_state AS told USING (history) WHERE elector_id = elector.id"
        )


def _check_kept(session: Session) -> None:
    """A fold of what was written changes nobody of a sample."""
    ids = session.connection().exec_driver_sql("SELECT id FROM elector").scalars().all()
    sample = random.Random(1).sample(ids, min(SAMPLED, len(ids)))
    changed = kept.refold(session, sorted(sample), contest.outcomes(session))
    assert not changed, f"{changed} of {len(sample)} kept states are not the fold of their calls"


DUE = (
    "SELECT id FROM elector WHERE on_roll AND suppressed = '' AND usable_numbers > 0 "
    "AND (ballot IS NULL OR ballot <> 'returned') AND (due_at IS NULL OR due_at <= ?) "
    "AND (turn = 'ready' AND attempts < ? OR turn = 'callback' AND due_at IS NOT NULL)"
)


def leave_due(db: Database, wanted: int) -> int:
    """Screen electors out, evenly, until so many are due now; how many are."""
    rules = CallingRules()
    with db.write() as session:
        run = session.connection().exec_driver_sql
        due = run(DUE, (_stored(NOW), rules.attempts)).scalars().all()
        random.Random(2).shuffle(due := [*due])
        screened = [(elector,) for elector in due[wanted:]]
        if screened:
            run(
                "INSERT INTO suppression (elector_id, kind, source, since) "
                "VALUES (?, 'do-not-call', 'screening', '2016-09-05 08:00:00.000000')",
                screened,
            )
            run("UPDATE elector SET suppressed = 'do-not-call' WHERE id = ?", screened)
        _check_kept(session)
    return min(wanted, len(due))
