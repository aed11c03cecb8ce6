"""The JSON documents of the command about call sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.cli.documents import time

if TYPE_CHECKING:
    from pathlib import Path

    from phonebank.cli.documents import Document
    from phonebank.domain.paper import EnteredCall, EnteredRow, Laid, SheetNow


def printed(laid: Laid, path: Path) -> Document:
    return {
        "file": str(path),
        "list": laid.list_name,
        "electors": laid.electors,
        "held_until": time(laid.until),
        "sheets": [
            {
                "sheet": page.number,
                "electors": [row.card.membership_number for row in page.rows],
            }
            for page in laid.pages
        ],
    }


def sheet(found: SheetNow) -> Document:
    return {
        "sheet": found.number,
        "list": found.list_name,
        "printed_at": time(found.printed_at),
        "printed_by": found.printed_by,
        "left": found.left,
        "rows": [_row(row) for row in found.rows],
    }


def _row(row: EnteredRow) -> Document:
    return {
        "row": row.row,
        "membership_number": row.membership_number,
        "name": row.name,
        "constituency": row.place,
        "number": row.number.e164 if row.number else None,
        "call": _call(row.call) if row.call else None,
    }


def _call(call: EnteredCall) -> Document:
    return {
        "call_id": str(call.call_id),
        "caller": call.caller,
        "called_at": time(call.called_at),
        "outcome": call.outcome,
        "intention": call.intention,
        "strength": call.strength,
        "previous_vote": call.previous_vote,
        "ballot": call.ballot,
        "reasons": list(call.reasons),
        "note": call.note,
        "callback_at": time(call.callback_at),
        "do_not_call": call.do_not_call,
    }
