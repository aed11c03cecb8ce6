"""The commands about packs: issued, listed, returned, merged, settled, recalled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.cli import documents_of_packs as documents
from phonebank.cli.answers import Answer
from phonebank.cli.opening import opened
from phonebank.cli.values import passphrase_in
from phonebank.domain.errors import WrongUse
from phonebank.domain.sheet import Column, Kind, Row, Sheet, cell_text
from phonebank.services import merging, pack_floor, packs
from phonebank.services import quarantine as doubted
from phonebank.services.packs import Wanted
from phonebank.services.serving import EVERYBODY

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from phonebank.services.merging import MergeAccounts
    from phonebank.services.packs import PackRow
    from phonebank.services.quarantine import PutByRow

IN_PART = 9
PACKS = (
    Column("pack", "Pack", Kind.TEXT),
    Column("caller", "Caller", Kind.TEXT),
    Column("list", "List", Kind.TEXT),
    Column("state", "State", Kind.TEXT),
    Column("expires_at", "Expires", Kind.TIME),
    Column("electors", "Electors", Kind.COUNT),
    Column("calls", "Calls", Kind.COUNT),
    Column("put_by", "Put by", Kind.COUNT),
    Column("merges", "Merges", Kind.TEXT),
)
PUT_BY = (
    Column("id", "Id", Kind.COUNT),
    Column("elector", "Elector", Kind.TEXT),
    Column("caller", "Caller", Kind.TEXT),
    Column("called_at", "Called", Kind.TIME),
    Column("outcome", "Outcome", Kind.TEXT),
    Column("reason", "Why", Kind.TEXT),
)


def issue(args: Namespace) -> Answer:
    """Write a pack; a passphrase that was made is told here and nowhere else."""
    given = passphrase_in(args.pack_passphrase_file)
    wanted = Wanted(
        caller=args.caller,
        list_name=args.list or EVERYBODY,
        electors=args.electors,
        expires=args.expires,
        passphrase=given,
    )
    with opened(args) as it:
        made = packs.issue_pack(it.db, it.actor, wanted, args.to, it.now).value
    until = cell_text(Kind.TIME, made.expires_at)
    said = [
        f"{made.path}: {_many(made.electors, 'elector')} of {made.list_name} for {made.caller}, "
        f"until {until}.",
        f"Pack {made.id}",
    ]
    if given is None:
        said.append(f"Passphrase, told this once: {made.passphrase}")
    return Answer(documents.issued(made, is_made=given is None), said)


def listed(args: Namespace) -> Answer:
    with opened(args) as it:
        rows = packs.pack_rows(it.db, it.actor, it.now)
    return Answer({"packs": [documents.pack(row) for row in rows]}, [_sheet(rows)])


def _sheet(rows: Sequence[PackRow]) -> Sheet:
    cells = [
        Row(
            (
                row.id,
                row.caller,
                row.list_name,
                row.state.value,
                row.expires_at,
                row.electors,
                row.calls,
                row.put_by,
                ", ".join(f"{m.id}{' (undone)' if m.undone_at else ''}" for m in row.merges),
            )
        )
        for row in rows
    ]
    return Sheet("Packs", "", PACKS, cells)


def give_back(args: Namespace) -> Answer:
    """Write what was rung from a pack."""
    with opened(args) as it:
        made = pack_floor.pack_return(it.db, it.actor, args.to, it.now, is_final=args.final).value
    end = "The pack is done with" if made.is_final else "The pack may be gone on with"
    said = f"{made.path}: {_many(made.calls, 'call')}. {end}."
    return Answer(documents.returned(made), [said])


def merge(args: Namespace) -> Answer:
    """Take in a file, or take a merge back."""
    if (args.file is None) == (args.undo is None):
        raise WrongUse("Name either the file to merge or, with --undo, the merge to take back.")
    if args.undo is not None:
        return _undo(args)
    with opened(args) as it:
        made = merging.merge_pack(it.db, it.actor, args.file, it.now).value
    status = IN_PART if made.quarantined else 0
    return Answer(documents.merged(made), _accounts(made), status)


def _accounts(made: MergeAccounts) -> list[str]:
    said = [
        f"Read {made.read}: added {made.added}, known already {made.known}, "
        f"put by {made.quarantined}."
    ]
    if made.quarantined:
        why = ", ".join(f"{reason} {count}" for reason, count in made.reasons.items())
        said.append(f"Put by for an organiser: {why}. See phonebank quarantine.")
    if made.skips:
        said.append(f"Passed over by the pack's caller: {_many(made.skips, 'elector')}.")
    if made.merge_id is None:
        said.append("All of it was known, so nothing was changed.")
    else:
        said.append(f"Merge {made.merge_id}, free again: {_many(made.freed, 'elector')}.")
    return said


def _undo(args: Namespace) -> Answer:
    with opened(args) as it:
        made = merging.undo_merge(it.db, it.actor, args.undo, it.now).value
    said = [f"Merge {args.undo} is undone: {_many(made.taken_back, 'call')} taken back."]
    if made.barred:
        said.append(f"Not to be rung, as they asked in it: still {made.barred} of its electors.")
    return Answer({"undone": args.undo, "taken_back": made.taken_back, "barred": made.barred}, said)


def quarantine(args: Namespace) -> Answer:
    """List what was put by, or settle one of it."""
    with opened(args) as it:
        if args.take is not None:
            call_id = doubted.take_put_by(it.db, it.actor, args.take, it.now).value
            return Answer({"taken": args.take, "call_id": call_id}, [f"Taken: call {call_id}"])
        if args.leave is not None:
            doubted.leave_put_by(it.db, it.actor, args.leave, it.now)
            return Answer({"left": args.leave}, [f"Left out: {args.leave}."])
        rows = doubted.quarantine(it.db, it.actor)
    return Answer({"quarantine": [documents.put_by(row) for row in rows]}, [_doubts(rows)])


def _doubts(rows: Sequence[PutByRow]) -> Sheet:
    cells = [
        Row((row.id, row.elector, row.caller, row.called_at, row.outcome or "taken back", row.why))
        for row in rows
    ]
    return Sheet("Quarantine", "", PUT_BY, cells)


def recall(args: Namespace) -> Answer:
    with opened(args) as it:
        freed = packs.recall_pack(it.db, it.actor, args.pack, it.now).value
    said = (
        f"Recalled, free again: {_many(freed, 'elector')}. What still comes of it will be put by."
    )
    return Answer({"pack": args.pack, "freed": freed}, [said])


def _many(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
