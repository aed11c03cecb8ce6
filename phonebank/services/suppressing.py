"""Keeping electors and numbers from being rung, and follow-ups, each with its line in the audit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.domain.changes import Done, Topic
from phonebank.domain.corrections import Corrected
from phonebank.domain.electors import FollowUpKind
from phonebank.domain.errors import InputRefused, WrongUse
from phonebank.domain.permits import Actor, Right, require
from phonebank.services.facts_by_hand import opened
from phonebank.store import audit, contest, elector_work, kept
from phonebank.store import elector_edits as edits

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from phonebank.store.database import Database

ELECTOR_KINDS = ("do-not-call", "deceased")
NUMBER_KINDS = ("do-not-call", "tps", "wrong-number", "dead-number")
TOUCHED = Topic.ELECTORS | Topic.LEASES
SUPPRESSED = Corrected(("suppressed",))
NOTHING = Corrected(())


def suppress(
    db: Database, actor: Actor, elector_id: int, kind: str, now: datetime
) -> Done[Corrected]:
    """Nobody is to ring them: kind is one of ELECTOR_KINDS. Told twice, it is kept once."""
    require(actor, Right.CORRECT)
    _check_kind(kind, ELECTOR_KINDS)
    with db.write() as session:
        opened(session, elector_id)
        before = edits.told_kinds(session, elector_id)
        if kind in before:
            return Done(NOTHING, Topic(0))
        edits.suppress(session, kind, now, elector_id, None)
        _note(session, actor, [elector_id], now, "suppressed", before, [*before, kind])
    return Done(SUPPRESSED, TOUCHED)


def lift_suppression(db: Database, actor: Actor, elector_id: int, now: datetime) -> Done[Corrected]:
    """Take back what was told outside calls; InputRefused where only a call says so.

    What a caller heard stays with their call, and a notice says so.
    """
    require(actor, Right.CORRECT)
    with db.write() as session:
        opened(session, elector_id)
        before = edits.told_kinds(session, elector_id)
        heard = elector_work.heard(session, elector_id)
        still = f"It was heard in a {heard[0].source}: correct that call." if heard else ""
        if not before:
            raise InputRefused(
                "No suppression of this elector was told outside calls.", next_step=still
            )
        edits.lift(session, elector_id, None)
        edits.settle(session, elector_id, ("do_not_call",), contest.outcomes(session))
        _note(session, actor, [elector_id], now, "suppression lifted", before, [])
    notices = (f"They are still not to be called. {still}",) if still else ()
    return Done(Corrected(("suppressed",), notices), TOUCHED)


def suppress_number(
    db: Database, actor: Actor, elector_id: int, number_id: int, kind: str, now: datetime
) -> Done[Corrected]:
    """Nobody is to ring this number, whoever has it: kind is one of NUMBER_KINDS."""
    require(actor, Right.CORRECT)
    _check_kind(kind, NUMBER_KINDS)
    with db.write() as session:
        e164 = _number(session, elector_id, number_id)
        before = edits.told_kinds(session, e164=e164)
        if kind in before:
            return Done(NOTHING, Topic(0))
        edits.suppress(session, kind, now, None, e164)
        theirs = edits.who_has(session, e164)
        _note(session, actor, theirs, now, f"suppressed {e164}", before, [*before, kind])
    return Done(SUPPRESSED, TOUCHED)


def lift_number(
    db: Database, actor: Actor, elector_id: int, number_id: int, now: datetime
) -> Done[Corrected]:
    """Let a number be rung again; InputRefused where only a call says that it must not."""
    require(actor, Right.CORRECT)
    with db.write() as session:
        e164 = _number(session, elector_id, number_id)
        before = edits.told_kinds(session, e164=e164)
        if not before:
            raise InputRefused(
                "No suppression of this number was told outside calls.",
                next_step="If a call found it wrong or dead, correct that call.",
            )
        edits.lift(session, None, e164)
        theirs = edits.who_has(session, e164)
        _note(session, actor, theirs, now, f"suppression of {e164} lifted", before, [])
    return Done(SUPPRESSED, TOUCHED)


def _check_kind(kind: str, known: Sequence[str]) -> None:
    if kind not in known:
        raise WrongUse(
            f"There is no suppression “{kind}”.", next_step=f"Known: {', '.join(known)}."
        )


def _number(session: Session, elector_id: int, number_id: int) -> str:
    opened(session, elector_id)
    number = edits.number(session, elector_id, number_id)
    if number is None:
        raise WrongUse("That number is not one of the elector's numbers.")
    if number.e164 is None:
        raise InputRefused("That number cannot be rung as it is written, so nobody will ring it.")
    return number.e164


def _note(
    session: Session,
    actor: Actor,
    elector_ids: Sequence[int],
    now: datetime,
    action: str,
    before: Sequence[str],
    after: Sequence[str],
) -> None:
    was, became = ({"suppressed": ", ".join(kinds)} for kinds in (before, after))
    for elector_id in elector_ids:
        audit.add(session, actor.caller_id, now, action, elector_id, was, became)
    kept.refold(session, elector_ids, contest.outcomes(session))


def add_follow_up(
    db: Database, actor: Actor, elector_id: int, kind: FollowUpKind, note: str, now: datetime
) -> Done[int]:
    """Note something to be done for an elector; the id of the follow-up."""
    require(actor, Right.CORRECT)
    with db.write() as session:
        added = follow_up_added(session, actor, elector_id, kind, note, now)
    return Done(added, Topic.ELECTORS)


def follow_up_added(
    session: Session, actor: Actor, elector_id: int, kind: FollowUpKind, note: str, now: datetime
) -> int:
    """A follow-up within a write that there is, by whoever may log the call it was said in."""
    require(actor, Right.RING)
    opened(session, elector_id)
    by = actor.caller_id
    added = edits.add_follow_up(session, elector_id, kind.value, note.strip(), by, now)
    told = {"follow-up": kind.value, "note": note.strip()}
    audit.add(session, by, now, "follow-up added", elector_id, {}, told)
    return added


def finish_follow_up(db: Database, actor: Actor, follow_up_id: int, now: datetime) -> Done[int]:
    """It is done; the id of the elector. Finished twice, the first time stands."""
    require(actor, Right.CORRECT)
    with db.write() as session:
        found = edits.follow_up(session, follow_up_id)
        if found is None:
            raise InputRefused("There is no such follow-up.")
        if found.done_at is None:
            found.done_at = now
            told = {"follow-up": found.kind, "note": found.note}
            by, elector_id = actor.caller_id, found.elector_id
            audit.add(session, by, now, "follow-up done", elector_id, told, {})
        return Done(found.elector_id, Topic.ELECTORS)
