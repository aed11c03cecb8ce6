"""The JSON documents about electors: those found, and everything known of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.cli.documents import time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonebank.cli.documents import Document
    from phonebank.domain.electors import (
        AuditRow,
        ElectorCard,
        FollowUpRow,
        FoundElector,
        NumberRow,
        Origin,
        PastCall,
        SuppressionRow,
    )


def found(rows: Sequence[FoundElector], *, more: bool) -> Document:
    return {"found": [_line(row) for row in rows], "more": more}


def _line(row: FoundElector) -> Document:
    return {
        "membership_number": row.membership_number,
        "name": row.name,
        "constituency": row.constituency,
        "postcode": row.postcode,
        "section": row.section,
        "intention": row.intention,
        "attempts": row.attempts,
        "suppressed": row.suppressed or None,
    }


def elector(card: ElectorCard, audit: Sequence[AuditRow]) -> Document:
    """Facts of the roll, where they stand, their numbers, and what was done."""
    return {
        **_facts(card),
        **_standing(card),
        "numbers": [_number(row) for row in card.numbers],
        "former_numbers": [_number(row) for row in card.former_numbers],
        "suppressions": [_suppression(row) for row in card.suppressions],
        "tags": list(card.tags),
        "follow_ups": [_follow_up(row) for row in card.follow_ups],
        "corrected": list(card.corrected),
        "origin": _origin(card.origin),
        "merged": list(card.merged),
        "merged_into": card.merged_into or None,
        "history": [_call(call) for call in card.history],
        "audit": [_change(row) for row in audit],
    }


def _facts(card: ElectorCard) -> Document:
    return {
        "membership_number": card.membership_number,
        "title": card.title,
        "first_name": card.first_name,
        "last_name": card.last_name,
        "email": card.email,
        "address": card.address,
        "postcode": card.postcode,
        "constituency": card.constituency,
        "region": card.region,
        "nation": card.nation,
        "section": card.section,
        "affiliate": card.affiliate,
        "joined_on": card.joined_on.isoformat() if card.joined_on else None,
        "recruited_by": card.recruited_by,
        "eligible": card.eligible,
        "on_roll": card.on_roll,
    }


def _standing(card: ElectorCard) -> Document:
    return {
        "attempts": card.attempts,
        "intention": card.intention,
        "strength": card.strength,
        "intention_at": time(card.intention_at),
        "previous_vote": card.previous_vote,
        "ballot": card.ballot,
        "next_due_at": time(card.due_at),
        "suppressed": card.suppressed or None,
        "not_again": card.not_again or None,
    }


def _number(row: NumberRow) -> Document:
    return {
        "number": row.e164,
        "written": row.written,
        "kind": row.kind,
        "extension": row.extension or None,
        "status": row.status or None,
        "usable": row.is_usable,
    }


def _suppression(row: SuppressionRow) -> Document:
    return {
        "kind": row.kind,
        "source": row.source,
        "since": time(row.since),
        "number": row.e164,
        "may_be_lifted": row.may_be_lifted,
    }


def _follow_up(row: FollowUpRow) -> Document:
    return {
        "kind": row.kind.value,
        "note": row.note,
        "at": time(row.at),
        "caller": row.caller,
        "done_at": time(row.done_at),
    }


def _origin(origin: Origin | None) -> Document | None:
    if origin is None:
        return None
    return {
        "import": origin.import_id,
        "file": origin.file_name,
        "read_as": origin.read_as,
        "at": time(origin.at),
    }


def _call(call: PastCall) -> Document:
    return {
        "called_at": time(call.called_at),
        "caller": call.caller,
        "outcome": call.outcome,
        "intention": call.intention,
        "strength": call.strength,
        "ballot": call.ballot,
        "note": call.note,
        "attempt": call.attempt,
        "superseded": call.superseded,
    }


def _change(row: AuditRow) -> Document:
    return {
        "at": time(row.at),
        "caller": row.caller,
        "action": row.action,
        "before": dict(row.before),
        "after": dict(row.after),
    }
