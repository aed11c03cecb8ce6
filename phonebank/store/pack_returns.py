"""What a pack's floor gives back: calls and skips made there, and whom it rings no more."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from phonebank.domain.pack_lines import CallLine, SkipLine
from phonebank.domain.standing import Turn
from phonebank.store import beside_calls, calls, queue
from phonebank.store.call_schema import Call
from phonebank.store.pack_filling import OTHERS, OWN
from phonebank.store.pack_schema import Pack, PackElector
from phonebank.store.schema import Caller, CallList, Elector, Lease, PhoneNumber, Skip


def made_here(session: Session) -> Sequence[Call]:
    """The records that were made on a pack's floor, in the order they were made."""
    return session.scalars(select(Call).where(Call.caller_id != OTHERS).order_by(Call.id)).all()


def caller_of(session: Session) -> str:
    """To whom the pack was given."""
    return session.get_one(Caller, OWN).name


def call_lines(session: Session) -> list[CallLine]:
    """The calls made here as the campaign reads them."""
    names = {caller.id: caller.name for caller in session.scalars(select(Caller))}
    numbers = {number.id: number.e164 for number in session.scalars(select(PhoneNumber))}
    return [_line(session, call, names, numbers) for call in made_here(session)]


def _line(
    session: Session, call: Call, names: dict[int, str], numbers: dict[int, str | None]
) -> CallLine:
    return CallLine(
        call_id=UUID(call.call_id),
        elector=call.elector_id,
        caller=None if call.caller_id == OWN else names[call.caller_id],
        called_at=call.called_at,
        outcome=call.outcome,
        number=call.number_id,
        dialled=numbers.get(call.number_id or 0),
        intention=call.intention,
        strength=call.strength,
        previous_vote=call.previous_vote,
        reasons=calls.reasons_of(session, call.call_id),
        ballot=call.ballot,
        note=call.note,
        callback_at=call.callback_at,
        callback_for_me=call.callback_for is not None,
        do_not_call=call.do_not_call,
        supersedes=UUID(call.supersedes) if call.supersedes else None,
        seconds=call.seconds,
        script_version=call.script_version_id,
        follow_ups=beside_calls.follow_ups_of(session, call),
    )


def skip_lines(session: Session) -> list[SkipLine]:
    """Whom the pack's caller passed over here, the first first."""
    passed = session.scalars(select(Skip).where(Skip.caller_id == OWN).order_by(Skip.id))
    return [SkipLine(elector=one.elector_id, at=one.at, why=one.why) for one in passed]


def give_back(session: Session, pack: Pack, now: datetime, *, is_final: bool) -> list[int]:
    """Whom the pack rings no more from now on: they are held here until it expires.

    Everybody where it is final. Else whoever was rung, unless they were promised another call or
    are being rung again.
    """
    if is_final:
        pack.returned_at = pack.returned_at or now
        session.get_one(CallList, OWN).state = "closed"
        every = select(PackElector.elector_id).where(PackElector.pack_id == pack.id)
        return sorted(session.scalars(every))
    queue.end_lapsed(session, now)
    back = select(Lease.elector_id).where(Lease.pack_id == pack.id)
    given = set(session.scalars(back))
    rung = {call.elector_id for call in made_here(session)} - given
    done = select(Elector.id).where(Elector.id.in_(rung), Elector.turn != Turn.CALLBACK.value)
    added = sorted(session.scalars(done.where(Elector.id.not_in(select(Lease.elector_id)))))
    held = {
        "caller_id": OTHERS,
        "call_list_id": OWN,
        "since": now,
        "until": pack.expires_at,
        "pack_id": pack.id,
    }
    if added:
        session.execute(insert(Lease), [{**held, "elector_id": elector} for elector in added])
    return sorted([*given, *added])
