"""What an organiser does at one press for those who wait on a call list."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from phonebank.domain.changes import Done, Topic
from phonebank.domain.contest_file import ATTEMPTS
from phonebank.domain.errors import InputRefused
from phonebank.domain.hours import PROMISED, local
from phonebank.domain.permits import Actor, Right, require
from phonebank.services import callbacks as promises
from phonebank.services import passing
from phonebank.services.facts_by_hand import opened
from phonebank.services.list_changes import noted, told
from phonebank.services.named_callers import at_work, known
from phonebank.store import audit, callbacks, cases, contest, kept, leases
from phonebank.store import lists as stored

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from phonebank.domain.floor_lines import CaseLine
    from phonebank.domain.lists import ListFacts
    from phonebank.domain.queueing import CallingRules
    from phonebank.store.database import Database
    from phonebank.store.schema import Caller, CallList

TOUCHED = Topic.LISTS | Topic.LEASES
LONGEST_NOTE = 1000


class Released(NamedTuple):
    """How many leases ended, and how many stay because their electors are away in a pack."""

    ended: int
    in_packs: int


class Reassigned(NamedTuple):
    """How many leases and callbacks went to somebody else."""

    leases: int
    callbacks: int


def release(
    db: Database, actor: Actor, list_name: str | None, now: datetime, caller: str | None = None
) -> Done[Released]:
    """End the leases on a list's electors, or all there are (None), of one caller or of all.

    A call under way is logged all the same. Packs keep theirs: recall the pack.
    """
    require(actor, Right.RUN_CAMPAIGN)
    with db.write() as session:
        one = stored.named(session, list_name) if list_name else None
        whose = known(session, caller) if caller else None
        ended = leases.end(session, now, one.id if one else None, whose.id if whose else None)
        after = {"list": one.name if one else "all", "caller": whose.name if whose else "all"}
        noted(session, actor, now, "leases released", {}, {**after, "leases": str(ended[0])})
    return Done(Released(*ended), TOUCHED)


def reassign(
    db: Database,
    actor: Actor,
    list_name: str | None,
    from_caller: str,
    to_caller: str | None,
    now: datetime,
) -> Done[Reassigned]:
    """Give one caller's leases and promised callbacks to another, or to anybody (None).

    Those of a list, or with None of all. Leases for anybody end; for another they begin anew.
    InputRefused where the other may not work the list.
    """
    require(actor, Right.RUN_CAMPAIGN)
    with db.write() as session:
        one = stored.named(session, list_name) if list_name else None
        giver = known(session, from_caller)
        taker = at_work(session, to_caller) if to_caller else None
        if one and taker:
            _check_may_work(session, one, taker)
        held = _hand_over(session, one, giver, taker, now)
        waiting = callbacks.of_caller(session, giver.id, one.id if one else None)
        moved = promises.give(session, actor, waiting, taker.id if taker else None, now)
        after = {"list": one.name if one else "all", "caller": taker.name if taker else "anybody"}
        noted(session, actor, now, "reassigned", {"caller": giver.name}, after)
    return Done(Reassigned(held, moved), TOUCHED | Topic.CALLS | Topic.ELECTORS)


def _hand_over(
    session: Session, one: CallList | None, giver: Caller, taker: Caller | None, now: datetime
) -> int:
    list_id = one.id if one else None
    if taker is None:
        return leases.end(session, now, list_id, giver.id)[0]
    rules = contest.rules(session, one.name if one else contest.EVERYBODY)
    return leases.hand_over(session, list_id, giver.id, taker.id, now, rules.lease)


def _check_may_work(session: Session, one: CallList, taker: Caller) -> None:
    allowed = stored.callers(session, one.id)
    if allowed and taker.id not in {caller.id for caller in allowed}:
        raise InputRefused(
            f"{taker.name} may not work the list “{one.name}”.",
            next_step="Add them to its callers first.",
        )
    if one.for_mp and not taker.is_mp:
        raise InputRefused(
            f"The list “{one.name}” is for MPs, and {taker.name} is not one.",
            next_step="Choose an MP, or anybody.",
        )


def raise_attempts(db: Database, actor: Actor, list_name: str, now: datetime) -> Done[ListFacts]:
    """Allow one attempt more on a list."""
    require(actor, Right.RUN_CAMPAIGN)
    with db.write() as session:
        one = stored.named(session, list_name)
        rules = contest.rules(session, one.name)
        if rules.attempts >= ATTEMPTS[-1]:
            raise InputRefused(f"{ATTEMPTS[-1]} attempts are the most that a list allows.")
        rules = replace(rules, attempts=rules.attempts + 1)
        return Done(_with_rules(session, actor, one, rules, now), TOUCHED)


def widen_hours(db: Database, actor: Actor, list_name: str, now: datetime) -> Done[ListFacts]:
    """Let a list be rung from 8:00 to 21:00 today, and from tomorrow on as before."""
    require(actor, Right.RUN_CAMPAIGN)
    if not PROMISED.open_at(now):
        raise InputRefused("Nobody is rung before 8:00 or after 21:00.", next_step="Wait for 8:00.")
    with db.write() as session:
        one = stored.named(session, list_name)
        rules = contest.rules(session, one.name)
        hours = replace(rules.hours, widened_on=local(now).date())
        rules = replace(rules, hours=hours)
        return Done(_with_rules(session, actor, one, rules, now), TOUCHED)


def _with_rules(
    session: Session, actor: Actor, one: CallList, rules: CallingRules, now: datetime
) -> ListFacts:
    before = stored.facts(session, one)
    contest.set_rules(session, one.name, rules)
    after = stored.facts(session, one)
    noted(session, actor, now, "list changed", told(before), told(after))
    return after


def organisers_cases(db: Database, actor: Actor) -> Sequence[CaseLine]:
    """Electors whom a call left to an organiser, the longest first."""
    require(actor, Right.SEE_ELECTORS)
    with db.read() as session:
        return cases.lines(session)


def settle_organisers_case(
    db: Database, actor: Actor, elector_id: int, note: str, now: datetime
) -> Done[None]:
    """Say that what a call left to an organiser is seen to: the elector may be rung again.

    The call stays as it was. InputRefused where nothing was left to an organiser.
    """
    require(actor, Right.RUN_CAMPAIGN)
    note = note.strip()[:LONGEST_NOTE]
    with db.write() as session:
        opened(session, elector_id)
        waiting = cases.unsettled(session, elector_id)
        if not waiting:
            raise InputRefused(
                "No call left this elector to an organiser.", next_step="Look at their history."
            )
        cases.settle(session, waiting, actor.caller_id, note, now)
        kept.refold(session, [elector_id], contest.outcomes(session))
        after = {"organiser's case": "settled", "note": note}
        audit.add(session, actor.caller_id, now, "case settled", elector_id, {}, after)
    return Done(None, TOUCHED | Topic.ELECTORS)


def take_back_all(db: Database, actor: Actor, list_name: str, now: datetime) -> Done[int]:
    """Let everybody ring those of a list who were passed on to an MP; how many they were."""
    require(actor, Right.RUN_CAMPAIGN)
    with db.write() as session:
        one = stored.named(session, list_name)
        electors = stored.passed_on(session, one.id, now)
        taken = sum(passing.taken_back(session, actor, elector, now) for elector in electors)
    return Done(taken, TOUCHED | Topic.ELECTORS)
