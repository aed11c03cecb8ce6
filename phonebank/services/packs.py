"""Packs of a list: issuing one to a caller, seeing where they all are, recalling a lost one."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from phonebank.domain.changes import Done, Topic
from phonebank.domain.errors import InputRefused
from phonebank.domain.packs import PackState, check_passphrase, check_size, state_of
from phonebank.domain.permits import Actor, Right, require
from phonebank.services.issuing import Issued, Issuing, Wanted
from phonebank.store import audit, packs
from phonebank.store.sealing import new_keys, new_passphrase
from phonebank.unfinished import in_the_making, refuse_taken

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from phonebank.store.database import Database

__all__ = ["Issued", "Wanted", "issue_pack", "pack_rows", "recall_pack"]

TOUCHED = Topic.PACKS | Topic.LEASES


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeRow:
    """A file that came back, with its accounts as they were; times are UTC."""

    id: int
    file_name: str
    at: datetime
    by: str
    added: int
    quarantined: int
    undone_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PackRow:
    """A pack: where it stands, its calls that came in, and those put by and not settled."""

    id: str
    caller: str
    list_name: str
    state: PackState
    issued_at: datetime
    expires_at: datetime
    electors: int
    calls: int
    put_by: int
    merges: Sequence[MergeRow]


def issue_pack(db: Database, actor: Actor, wanted: Wanted, to: Path, now: datetime) -> Done[Issued]:
    """Write the next electors of a list into a pack at `to`, and lease them to it.

    Fewer than wanted where fewer may come due until it expires; InputRefused where none may.
    """
    require(actor, Right.RUN_CAMPAIGN)
    check_size(wanted.electors)
    passphrase = wanted.passphrase if wanted.passphrase is not None else new_passphrase()
    check_passphrase(passphrase)
    refuse_taken(to)
    keys = new_keys(passphrase)
    with in_the_making(to) as partial, db.write() as session:
        issuing = Issuing(session, actor, wanted, now)
        sealed = issuing.sealed(keys)
        with partial.open("wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        issued = issuing.issued(to, passphrase)
    return Done(issued, TOUCHED)


def pack_rows(db: Database, actor: Actor, now: datetime) -> Sequence[PackRow]:
    """Every pack with what came back from it, the newest first."""
    require(actor, Right.RUN_CAMPAIGN)
    with db.read() as session:
        found = packs.all_packs(session)
        merged = packs.merges_of(session, [line.pack.id for line in found])
    return [
        _row(line, [it for it in merged if it.merge.pack_id == line.pack.id], now) for line in found
    ]


def _row(line: packs.PackLine, merged: Sequence[packs.MergeLine], now: datetime) -> PackRow:
    pack = line.pack
    return PackRow(
        id=pack.id,
        caller=line.caller,
        list_name=line.list_name,
        state=state_of(now, pack.expires_at, pack.recalled_at, pack.returned_at),
        issued_at=pack.issued_at,
        expires_at=pack.expires_at,
        electors=line.electors,
        calls=line.calls,
        put_by=line.put_by,
        merges=[_merge_row(one) for one in merged],
    )


def _merge_row(line: packs.MergeLine) -> MergeRow:
    merge = line.merge
    return MergeRow(
        id=merge.id,
        file_name=merge.file_name,
        at=merge.at,
        by=line.caller,
        added=merge.counts["added"],
        quarantined=merge.counts["quarantined"],
        undone_at=merge.undone_at,
    )


def recall_pack(db: Database, actor: Actor, pack_id: str, now: datetime) -> Done[int]:
    """Give a pack up for lost: its electors are free, and what still comes of it is put by.

    How many electors that freed. Recalled twice, the first time stands.
    """
    require(actor, Right.RUN_CAMPAIGN)
    with db.write() as session:
        pack = packs.with_id(session, pack_id)
        if pack is None:
            raise InputRefused(
                f"There is no pack {pack_id}.", next_step="See phonebank packs for those there are."
            )
        if pack.recalled_at is not None:
            return Done(0, Topic(0))
        pack.recalled_at = now
        freed = packs.free(session, pack.id)
        told = {"pack": pack.id, "electors freed": freed}
        audit.add(session, actor.caller_id, now, "pack recalled", None, {}, told)
    return Done(freed, TOUCHED)
