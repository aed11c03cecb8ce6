"""What a merge leaves in a campaign: the file, which calls it brought, what was put by."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, insert, select, update
from sqlalchemy.orm import Session, aliased

from phonebank.domain.pack_lines import SkipLine
from phonebank.store import merges
from phonebank.store.call_schema import Call, Outcome
from phonebank.store.floor_schema import ScriptVersion
from phonebank.store.pack_schema import MergedCall, PackMerge, PutBy
from phonebank.store.schema import Skip, Suppression

SOURCE, SKIPS = "pack", "skips"
_EMPTY = dict.fromkeys(column.key for column in Call.__table__.columns if column.key != "id")


def taking_back(told: Mapping[str, Any]) -> dict[str, Any]:
    """The row of a record that only takes an earlier call back, with every column of a call."""
    return {**_EMPTY, "note": "", "takes_answer": False, "do_not_call": False, **told}


def add(session: Session, merge: PackMerge, call_ids: Sequence[str]) -> int:
    """Note a file that came back and the calls it brought; its id."""
    session.add(merge)
    session.flush()
    note_calls(session, merge.id, call_ids)
    return merge.id


def note_calls(session: Session, merge_id: int, call_ids: Sequence[str]) -> None:
    brought = [{"call_id": call_id, "merge_id": merge_id} for call_id in call_ids]
    if brought:
        session.execute(insert(MergedCall), brought)


def put_by(session: Session, merge_id: int, doubted: Sequence[Mapping[str, Any]]) -> None:
    """Keep calls for an organiser: call_id, told and reason of each."""
    if doubted:
        session.execute(insert(PutBy), [{**one, "merge_id": merge_id} for one in doubted])


def merge_with_id(session: Session, merge_id: int) -> PackMerge | None:
    return session.get(PackMerge, merge_id)


def standing_calls(session: Session, merge_id: int) -> Sequence[Call]:
    """The calls that a merge brought and nothing supersedes, in the order they came in."""
    later = aliased(Call)
    brought = select(Call).join(MergedCall, MergedCall.call_id == Call.call_id)
    brought = brought.where(MergedCall.merge_id == merge_id, Call.outcome.is_not(None))
    standing = brought.where(~exists().where(later.supersedes == Call.call_id))
    return session.scalars(standing.order_by(Call.id)).all()


def barring(session: Session, calls: Sequence[Call]) -> dict[int, str]:
    """The electors of whom one of these calls said not to ring them, with the kind."""
    slugs = set(session.scalars(select(Outcome.slug).where(Outcome.suppresses == "elector")))
    return {
        call.elector_id: "do-not-call" if call.do_not_call else str(call.outcome)
        for call in calls
        if call.do_not_call or call.outcome in slugs
    }


def bar(session: Session, kinds: Mapping[int, str], now: datetime) -> None:
    """Keep electors from being rung whatever becomes of the calls that said so; once is enough."""
    told = select(Suppression.elector_id, Suppression.kind)
    known = {
        (elector, kind)
        for elector, kind in session.execute(told.where(Suppression.elector_id.in_(list(kinds))))
    }
    rows = [
        {"elector_id": elector, "kind": kind, "source": SOURCE, "since": now}
        for elector, kind in sorted(kinds.items())
        if (elector, kind) not in known
    ]
    if rows:
        session.execute(insert(Suppression), rows)


def skips_known(session: Session, pack_id: str) -> set[tuple[int, str]]:
    """What the files of a pack told of skips already, undone or not: of whom, and when."""
    counts = session.scalars(select(PackMerge.counts).where(PackMerge.pack_id == pack_id))
    return {(one["elector"], one["at"]) for told in counts for one in told.get(SKIPS, ())}


def add_skips(
    session: Session, caller_id: int, skips: Sequence[SkipLine]
) -> Sequence[Mapping[str, Any]]:
    """Note that the pack's caller passed these over; what a merge's counts keep of each.

    Reasons are not repeated there: they may be words about somebody.
    """
    people = merges.persons(session, {one.elector for one in skips})
    rows = [
        Skip(
            elector_id=people.upwards(one.elector)[-1], caller_id=caller_id, at=one.at, why=one.why
        )
        for one in skips
    ]
    session.add_all(rows)
    session.flush()
    return [
        {"elector": one.elector, "at": one.at.isoformat(), "skip": row.id}
        for one, row in zip(skips, rows, strict=True)
    ]


def take_skips_back(session: Session, merge: PackMerge) -> None:
    """Let the caller be offered again whom this merge says they passed over."""
    brought = [one["skip"] for one in merge.counts.get(SKIPS, ())]
    session.execute(delete(Skip).where(Skip.id.in_(brought)))


def settle_rest(session: Session, merge_id: int, settled: str, by: int, now: datetime) -> None:
    """Settle whatever of a merge still waits for an organiser."""
    waiting = update(PutBy).where(PutBy.merge_id == merge_id, PutBy.settled == "")
    session.execute(waiting.values(settled=settled, settled_at=now, settled_by=by))


def has_version(session: Session, version_id: int) -> bool:
    return session.get(ScriptVersion, version_id) is not None
