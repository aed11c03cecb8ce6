"""Brings back the calls of a pack: twice is as once, and what is doubtful is put by."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import uuid4

from phonebank.domain import pack_lines
from phonebank.domain.changes import Done, Topic
from phonebank.domain.errors import InputRefused
from phonebank.domain.pack_lines import CallLine, GivenBack, ReturnHead, SkipLine
from phonebank.domain.packs import skip_counts
from phonebank.domain.permits import Actor, Right, require
from phonebank.services.pack_intake import Intake
from phonebank.store import (
    at_hand,
    audit,
    beside_calls,
    calls,
    contest,
    kept,
    pack_merging,
    packs,
    sealing,
)
from phonebank.store.pack_schema import Pack, PackMerge
from phonebank.store.sealing import PackKeys, Sealed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.orm import Session

    from phonebank.store.database import Database

TOUCHED = Topic.CALLS | Topic.ELECTORS | Topic.LEASES | Topic.PACKS
UNDONE = "undone"


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeAccounts:
    """What became of the calls of a file: `read` is the sum of the three after it.

    `skips` are those that were not known; `read` does not count them.
    `reasons` counts those put by now, by the slug of the rule they broke. `merge_id` is None where
    the file brought nothing that was not known, and nothing was changed.
    """

    merge_id: int | None
    pack_id: str
    read: int
    added: int
    known: int
    quarantined: int
    reasons: Mapping[str, int]
    skips: int
    freed: int
    is_final: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What stands in a file that came back."""

    head: ReturnHead
    back: Sequence[int]
    calls: Sequence[CallLine]
    skips: Sequence[SkipLine]


def merge_pack(db: Database, actor: Actor, path: Path, now: datetime) -> Done[MergeAccounts]:
    """Take in the calls and skips that a pack gave back, whatever was merged before.

    InputRefused for a file that is not whole, not of this campaign or not signed by its pack. The
    campaign keeps what opens it, so no passphrase is asked.
    """
    require(actor, Right.RUN_CAMPAIGN)
    sealed = sealing.read_sealed(path)
    if sealed.header.kind != sealing.RETURN:
        raise InputRefused(
            f"{path} is a pack as it was issued, not what came back from it.",
            next_step="Write that on the caller's computer with phonebank return.",
        )
    with db.write() as session:
        pack = _pack_of(session, sealed)
        brought = _brought(sealed, pack)
        if packs.this_campaign(session).is_demo:  # its clock stands still between two evenings
            now = max(now, brought.head.written_at)
        intake = Intake(session, pack, now)
        intake.judge(brought.calls, packs.terms_of(session, pack))
        skips = _new_skips(session, pack, brought.skips, now)
        accounts = _settled_in(session, actor, sealed, pack, replace(brought, skips=skips), intake)
    return Done(accounts, TOUCHED if accounts.merge_id is not None else Topic(0))


def _pack_of(session: Session, sealed: Sealed) -> Pack:
    campaign = packs.this_campaign(session)
    if campaign.pack_id is not None:
        raise InputRefused(
            "This is the floor of a pack: calls are merged into its campaign.",
            next_step="Take the file to whoever issued the pack.",
        )
    if sealed.header.campaign != campaign.uid:
        raise InputRefused(
            f"{sealed.path} belongs to another campaign.", next_step="Merge it into that one."
        )
    pack = packs.with_id(session, str(sealed.header.pack))
    if pack is None:
        raise InputRefused(
            f"{sealed.path} comes from a pack that this campaign does not know.",
            next_step="If an older backup was restored, merge it into the campaign it replaced.",
        )
    return pack


def _brought(sealed: Sealed, pack: Pack) -> Brought:
    """The lines of the file, counted and compared with what the pack was issued with."""
    text = sealing.opened_return(sealed, PackKeys.from_kept(pack.secret))
    try:
        head, lines = pack_lines.read(ReturnHead, text)
    except ValueError as error:
        raise _makes_no_sense(sealed, str(error)) from None
    back, told = pack_lines.only(GivenBack, lines), pack_lines.only(CallLine, lines)
    ours = (sealed.header.campaign, sealed.header.pack, pack.content_hash)
    if (head.campaign, head.pack, head.pack_hash) != ours:
        raise _makes_no_sense(sealed, "it was not made of the pack that was issued")
    skips = pack_lines.only(SkipLine, lines)
    counted = 1 + len(told) + len(skips) == len(lines) and len(back) == 1
    if not counted or (back[0].calls, back[0].skips) != (len(told), len(skips)):
        raise _makes_no_sense(sealed, "its counts are not those it says")
    return Brought(head=head, back=back[0].electors, calls=told, skips=skips)


def _makes_no_sense(sealed: Sealed, why: str) -> InputRefused:
    return InputRefused(
        f"{sealed.path} is not what phonebank writes: {why}.",
        next_step="Write it again on the caller's computer with phonebank return.",
    )


def _new_skips(
    session: Session, pack: Pack, told: Sequence[SkipLine], now: datetime
) -> Sequence[SkipLine]:
    """Those that keep the rules and that no file of the pack brought, each once."""
    terms, known = packs.terms_of(session, pack), pack_merging.skips_known(session, pack.id)
    keyed = {(one.elector, one.at.isoformat()): one for one in told if skip_counts(one, terms, now)}
    return [one for key, one in keyed.items() if key not in known]


def _settled_in(
    session: Session, actor: Actor, sealed: Sealed, pack: Pack, brought: Brought, intake: Intake
) -> MergeAccounts:
    """Write what was judged; nothing at all where the file tells nothing new."""
    intake.write()
    closes = brought.head.is_final and pack.returned_at is None and pack.recalled_at is None
    freed = packs.free(session, pack.id, None if closes else brought.back)
    if closes:
        pack.returned_at = intake.now
    counts = {
        "read": len(brought.calls),
        "added": len(intake.rows),
        "known": intake.known,
        "quarantined": len(intake.doubted),
    }
    merge_id = None
    if intake.rows or intake.doubted or brought.skips or freed or closes:
        merge_id = _note(session, actor, sealed, pack, brought, intake, counts)
    return MergeAccounts(
        merge_id=merge_id,
        pack_id=pack.id,
        **counts,
        reasons=dict(sorted(intake.breaches.items())),
        skips=len(brought.skips),
        freed=freed,
        is_final=brought.head.is_final,
    )


def _note(
    session: Session,
    actor: Actor,
    sealed: Sealed,
    pack: Pack,
    brought: Brought,
    intake: Intake,
    counts: Mapping[str, int],
) -> int:
    passed_over = pack_merging.add_skips(session, pack.caller_id, brought.skips)
    merge = PackMerge(
        pack_id=pack.id,
        file_name=sealed.path.name,
        file_hash=sealed.file_hash,
        at=intake.now,
        caller_id=actor.caller_id,
        counts={**counts, pack_merging.SKIPS: passed_over},
    )
    merge_id = pack_merging.add(session, merge, list(intake.rows))
    pack_merging.put_by(session, merge_id, intake.doubted)
    pack_merging.bar(session, intake.barred, intake.now)
    kept.refold(session, intake.touched, intake.outcomes)
    told = {"pack": pack.id, "file": sealed.path.name, **counts, "skips": len(passed_over)}
    audit.add(session, actor.caller_id, intake.now, "pack merged", None, {}, told)
    return merge_id


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeUndone:
    """How many calls were taken back; `barred` electors stay unrung, since they asked for it."""

    taken_back: int
    barred: int


def undo_merge(db: Database, actor: Actor, merge_id: int, now: datetime) -> Done[MergeUndone]:
    """Take back every call that one merge brought, by superseding records, and every skip.

    What they said of not ringing again stays in force; an organiser lifts it elector by elector.
    """
    require(actor, Right.RUN_CAMPAIGN)
    with db.write() as session:
        merge = _standing_merge(session, merge_id)
        brought = pack_merging.standing_calls(session, merge_id)
        barred = pack_merging.barring(session, brought)
        for call in brought:
            calls.add_taking_back(session, uuid4(), call, actor.caller_id, now)
            at_hand.open_passing_again(session, call.elector_id, call.called_at)
            beside_calls.take_back(session, call.elector_id, call.caller_id, call.recorded_at, now)
        pack_merging.bar(session, barred, now)
        pack_merging.take_skips_back(session, merge)
        pack_merging.settle_rest(session, merge_id, UNDONE, actor.caller_id, now)
        merge.undone_at, merge.undone_by = now, actor.caller_id
        touched = sorted({call.elector_id for call in brought})
        kept.refold(session, touched, contest.outcomes(session))
        told = {"merge": merge_id, "file": merge.file_name, "calls": len(brought)}
        audit.add(session, actor.caller_id, now, "merge undone", None, told, {})
    return Done(MergeUndone(taken_back=len(brought), barred=len(barred)), TOUCHED)


def _standing_merge(session: Session, merge_id: int) -> PackMerge:
    merge = pack_merging.merge_with_id(session, merge_id)
    if merge is None:
        raise InputRefused(
            f"There is no merge {merge_id}.", next_step="See phonebank packs for those there are."
        )
    if merge.undone_at is not None:
        raise InputRefused(f"Merge {merge_id} was undone already.")
    return merge
