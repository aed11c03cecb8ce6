"""Copies a campaign through the database's own backup, proves the copy, and swaps copies in."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from phonebank.domain.errors import CampaignBusy, CampaignUnusable
from phonebank.store.database import Database, connect
from phonebank.store.faults import plain_fault
from phonebank.store.gate import APPLICATION_ID
from phonebank.unfinished import in_the_making, put_in_place, refuse_taken


def verified_copy(db: Database, target: Path) -> None:
    """Copy the live file to `target`; nothing is left behind unless the copy proved good."""
    refuse_taken(target)
    with in_the_making(target) as partial:
        _copy_for(target, db, partial)


def _copy_for(target: Path, db: Database, partial: Path) -> None:
    """Copy to an unfinished file; faults are told of the file it is to be."""
    try:
        _copy(db, partial)
    except sqlcipher.Error as error:
        raise plain_fault(str(error), target) or error from error


def _copy(db: Database, partial: Path) -> None:
    source, copy = connect(db.path, db.key, as_it_is=db.as_it_is), connect(partial, db.key)
    try:
        source.execute("BEGIN")  # one view for copying and counting, whoever writes meanwhile
        source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        _prove(source, copy, partial)
        source.execute("ROLLBACK")
    finally:
        copy.close()
        source.close()


def _prove(source: Any, copy: Any, partial: Path) -> None:
    good = copy.execute("PRAGMA quick_check").fetchone()[0] == "ok"
    ours = copy.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    if not (good and ours and row_counts(copy) == row_counts(source)):
        raise CampaignUnusable(
            f"The copy {partial.name} did not prove good.",
            kept="The campaign was not changed.",
            next_step="Check the disk, then back up again.",
        )


def row_counts(connection: Any) -> dict[str, int]:
    """How many rows each table has."""
    tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    names = [name for (name,) in connection.execute(tables)]
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names
    }


def swap_in(
    source: Database, target: Path, before: Callable[[Path], None] = lambda fresh: None
) -> Path | None:
    """Copy `source` to where `target` is; what was there is renamed and its new name returned.

    `before` is called with the copy while `target` still stands beside it, at rest.
    """
    kept = None
    if not target.exists():
        refuse_taken(target)
    with in_the_making(target) as fresh:
        _copy_for(target, source, fresh)
        if target.exists():
            kept = _free_name(target)
            settle(target, source.key)
            before(fresh)
            _rename(target, kept)
    return kept


def _rename(target: Path, kept: Path) -> None:
    """Rename a file with its log, which would else be played into the file that takes its place."""
    for ending in ("-wal", "-shm"):
        beside = target.with_name(target.name + ending)
        if beside.exists():
            put_in_place(beside, kept.with_name(kept.name + ending))
    put_in_place(target, kept)


def settle(target: Path, key: str | None) -> None:
    """Fold the write-ahead log into the file, which fails while another program has it open."""
    try:
        old = connect(target, key)
        try:
            left = old.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
        finally:
            old.close()
    except sqlcipher.Error as error:
        if isinstance(plain_fault(str(error), target), CampaignBusy):
            raise _open_elsewhere(target) from error
        return  # whatever it is, it is kept under another name as it stands
    if left != "delete":
        raise _open_elsewhere(target)


def _open_elsewhere(target: Path) -> CampaignBusy:
    return CampaignBusy(
        f"{target.name} is open in another program.",
        next_step="Close it there, then restore again.",
    )


def _free_name(target: Path) -> Path:
    """The first free name for what is put aside."""
    name, count = target.with_name(target.name + ".before-restore"), 1
    while name.exists():
        count += 1
        name = target.with_name(f"{target.name}.before-restore-{count}")
    return name
