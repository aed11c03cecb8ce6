"""The commands of one call: next, log, undo."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from phonebank.cli import documents
from phonebank.cli.answers import Answer
from phonebank.cli.opening import opened
from phonebank.domain.calls import BallotStatus, CallEntry, Strength
from phonebank.domain.phones import as_spoken
from phonebank.domain.queueing import REASON_NAMES
from phonebank.domain.sheet import Kind, cell_text
from phonebank.services import calling, serving
from phonebank.services.serving import EVERYBODY, Dry, Served
from phonebank.services.signing_in import known_caller

if TYPE_CHECKING:
    from argparse import Namespace
    from datetime import datetime

NOT_KNOWN_YET = 0


def next_due(args: Namespace) -> Answer:
    """Hold somebody for the caller, or say why there is nobody."""
    with opened(args) as it:
        name = args.list or EVERYBODY
        found = serving.next_for(it.db, it.actor, args.caller, it.now, name).value
    if isinstance(found, Dry):
        return Answer(documents.dry(found), _nobody(found))
    return Answer(documents.served(found), _whom(found))


def _whom(found: Served) -> list[str]:
    card = found.card
    usable = sorted((n for n in card.numbers if n.is_usable), key=lambda n: n != found.number)
    numbers = " or ".join(f"{as_spoken(n.e164)} ({n.kind})" for n in usable if n.e164)
    about = ", ".join(part for part in (card.constituency, card.section, card.affiliate) if part)
    return [
        f"{card.name} ({card.membership_number}), {about}",
        f"Ring {numbers or 'no usable number'}; attempt {found.attempt}, {found.why}",
        f"Held until {_moment(found.lease_until)} on list {found.list_name}",
    ]


def _nobody(found: Dry) -> list[str]:
    why = ", ".join(
        f"{REASON_NAMES[reason].lower()} {count}"
        for reason, count in found.reasons.items()
        if count
    )
    soon = f"The next is due {_moment(found.next_due_at)}." if found.next_due_at else ""
    if found.not_open:
        return [f"{found.not_open} {soon}".rstrip()]
    said = f"Nobody on list {found.list_name} may be rung now: {why or 'the list is empty'}. {soon}"
    return [said.rstrip()]


def log(args: Namespace) -> Answer:
    """Log a call, once however often it is told."""
    with opened(args) as it:
        elector_id, number_id = calling.rung(it.db, args.elector, args.number or "")
        entry = entry_of(args, elector_id, number_id)
        made = calling.log_call_for(it.db, it.actor, args.caller, entry, it.now).value
    what = "Logged" if made.logged else "Known already, and so not logged again"
    due = (
        f", next due {_moment(made.next_due_at)}" if made.next_due_at else ", not to be rung again"
    )
    said = f"{what}: attempt {made.attempt} to {made.membership_number}{due}."
    return Answer(documents.logged(made), [said, f"Call {made.call_id}"])


def entry_of(args: Namespace, elector_id: int, number_id: int | None) -> CallEntry:
    """The call as the options of `log` tell it."""
    return CallEntry(
        call_id=args.call_id or uuid4(),
        elector_id=elector_id,
        caller_id=NOT_KNOWN_YET,
        outcome=args.outcome,
        called_at=args.at,
        number_id=number_id,
        intention=args.intention,
        strength=Strength(args.strength) if args.strength else None,
        previous_vote=args.previous,
        reasons=tuple(args.reason),
        ballot=BallotStatus(args.ballot) if args.ballot else None,
        note=args.note,
        callback_at=args.callback_at,
        callback_for=NOT_KNOWN_YET if args.callback_for == "me" else None,
        is_for_anybody=args.callback_for == "anybody",
        do_not_call=args.do_not_call,
        supersedes=args.supersedes,
    )


def undo(args: Namespace) -> Answer:
    """Take the caller's last call back."""
    with opened(args) as it:
        caller = known_caller(it.db, args.caller)
        made = calling.undo_last(it.db, it.actor, caller.id, it.now).value
    said = f"Taken back: the call of {caller.name} to {made.membership_number}."
    return Answer(documents.logged(made), [said])


def _moment(when: datetime | None) -> str:
    return cell_text(Kind.TIME, when)
