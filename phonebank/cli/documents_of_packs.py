"""The JSON documents of the commands about packs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.cli.documents import time

if TYPE_CHECKING:
    from phonebank.cli.documents import Document
    from phonebank.services.merging import MergeAccounts
    from phonebank.services.pack_floor import Returned
    from phonebank.services.packs import Issued, MergeRow, PackRow
    from phonebank.services.quarantine import PutByRow


def issued(made: Issued, *, is_made: bool) -> Document:
    """A passphrase that the organiser chose is not told back."""
    return {
        "pack": str(made.id),
        "file": str(made.path),
        "caller": made.caller,
        "list": made.list_name,
        "electors": made.electors,
        "expires_at": time(made.expires_at),
        "passphrase": made.passphrase if is_made else None,
    }


def pack(row: PackRow) -> Document:
    return {
        "pack": row.id,
        "caller": row.caller,
        "list": row.list_name,
        "state": row.state.value,
        "issued_at": time(row.issued_at),
        "expires_at": time(row.expires_at),
        "electors": row.electors,
        "calls": row.calls,
        "put_by": row.put_by,
        "merges": [_merge(one) for one in row.merges],
    }


def _merge(row: MergeRow) -> Document:
    return {
        "id": row.id,
        "file": row.file_name,
        "at": time(row.at),
        "by": row.by,
        "added": row.added,
        "quarantined": row.quarantined,
        "undone_at": time(row.undone_at) if row.undone_at else None,
    }


def returned(made: Returned) -> Document:
    return {
        "file": str(made.path),
        "calls": made.calls,
        "given_back": made.given_back,
        "final": made.is_final,
    }


def merged(made: MergeAccounts) -> Document:
    return {
        "read": made.read,
        "added": made.added,
        "known": made.known,
        "quarantined": made.quarantined,
        "reasons": dict(made.reasons),
    }


def put_by(row: PutByRow) -> Document:
    return {
        "id": row.id,
        "merge": row.merge_id,
        "pack": row.pack_id,
        "reason": row.reason.value,
        "membership_number": row.membership_number or None,
        "elector": row.elector or None,
        "caller": row.caller,
        "called_at": time(row.called_at),
        "outcome": row.outcome,
        "intention": row.intention,
        "note": row.note,
    }
