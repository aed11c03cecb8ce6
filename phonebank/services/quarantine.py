"""Calls from packs that broke a rule: an organiser sees why, and takes or leaves each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from phonebank.domain.changes import Done, Topic
from phonebank.domain.errors import InputRefused
from phonebank.domain.pack_lines import CallLine
from phonebank.domain.packs import BREACH_WORDS, Breach
from phonebank.domain.permits import Actor, Right, require
from phonebank.domain.records import record_from
from phonebank.services.pack_intake import Doubted, Intake
from phonebank.store import audit, callers, kept, pack_merging, packs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from phonebank.store.database import Database
    from phonebank.store.pack_schema import Pack, PutBy

TAKEN, LEFT = "taken", "left"
TOUCHED = Topic.CALLS | Topic.ELECTORS | Topic.PACKS


@dataclass(frozen=True, slots=True, kw_only=True)
class PutByRow:
    """A call that waits for an organiser. `elector` is empty where nobody has that id."""

    id: int
    merge_id: int
    pack_id: str
    reason: Breach
    elector: str
    membership_number: str
    caller: str
    called_at: datetime
    outcome: str | None
    intention: str | None
    note: str
    settled: str

    @property
    def why(self) -> str:
        return BREACH_WORDS[self.reason]


def quarantine(db: Database, actor: Actor, *, settled: bool = False) -> Sequence[PutByRow]:
    """What waits for an organiser, or what was settled, in the order it came."""
    require(actor, Right.RUN_CAMPAIGN)
    with db.read() as session:
        return [
            _row(session, one, pack, caller)
            for one, pack, caller in packs.put_by(session, settled=settled)
        ]


def _row(session: Session, one: PutBy, pack: Pack, caller: str) -> PutByRow:
    told = record_from(CallLine, one.told)
    number, name = packs.named(session, told.elector) or ("", "")
    return PutByRow(
        id=one.id,
        merge_id=one.merge_id,
        pack_id=pack.id,
        reason=Breach(one.reason),
        elector=name,
        membership_number=number,
        caller=told.caller or caller,
        called_at=told.called_at,
        outcome=told.outcome,
        intention=told.intention,
        note=told.note,
        settled=one.settled,
    )


def take_put_by(db: Database, actor: Actor, put_by_id: int, now: datetime) -> Done[str]:
    """Let a call in after all; its id. InputRefused where it cannot be a call of this campaign."""
    require(actor, Right.RUN_CAMPAIGN)
    with db.write() as session:
        one, pack = _waiting(session, put_by_id)
        told = record_from(CallLine, one.told)
        intake = Intake(session, pack, now)
        _let_in(session, intake, told)
        pack_merging.note_calls(session, one.merge_id, list(intake.rows))
        kept.refold(session, intake.touched, intake.outcomes)
        _settle(session, actor, one, TAKEN, now)
    return Done(str(told.call_id), TOUCHED)


def _let_in(session: Session, intake: Intake, told: CallLine) -> None:
    if packs.named(session, told.elector) is None:
        raise _cannot("nobody on this roll is meant by it")
    if told.caller is not None:
        callers.id_of(session, told.caller)  # from here on a caller of this campaign
    try:
        if intake.is_in(told):
            raise _cannot("it is in already")
        intake.take(told)
    except Doubted as doubt:
        why = BREACH_WORDS[doubt.breach]
        raise _cannot(f"{why[0].lower()}{why[1:]}") from None
    intake.write()


def _cannot(why: str) -> InputRefused:
    return InputRefused(f"This call cannot be taken: {why}.", next_step="Leave it.")


def leave_put_by(db: Database, actor: Actor, put_by_id: int, now: datetime) -> Done[None]:
    """Leave a call out for good. If it said not to ring, that stays until somebody lifts it."""
    require(actor, Right.RUN_CAMPAIGN)
    with db.write() as session:
        one, _ = _waiting(session, put_by_id)
        _settle(session, actor, one, LEFT, now)
    return Done(None, Topic.PACKS)


def _waiting(session: Session, put_by_id: int) -> tuple[PutBy, Pack]:
    found = packs.one_put_by(session, put_by_id)
    if found is None:
        raise InputRefused(
            f"There is no call {put_by_id} in quarantine.",
            next_step="See phonebank quarantine for those there are.",
        )
    if found[0].settled:
        raise InputRefused(f"Call {put_by_id} was settled already ({found[0].settled}).")
    return found


def _settle(session: Session, actor: Actor, one: PutBy, settled: str, now: datetime) -> None:
    one.settled, one.settled_at, one.settled_by = settled, now, actor.caller_id
    told = {"call": one.call_id, "reason": one.reason}
    audit.add(session, actor.caller_id, now, f"call {settled} from quarantine", None, told, {})
