"""Questions about packs: whom one may take, what one allowed, what is out and what came back."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, delete, func, insert, or_, select
from sqlalchemy.orm import Session

from phonebank.domain.pack_lines import CallLine
from phonebank.domain.packs import Terms
from phonebank.domain.queueing import Waiting
from phonebank.domain.records import document_from, record_from
from phonebank.domain.standing import Turn
from phonebank.store import waiting
from phonebank.store.chunks import chunks
from phonebank.store.contest_schema import Campaign
from phonebank.store.floor import OnFloor
from phonebank.store.floor_schema import PassedOn
from phonebank.store.pack_schema import MergedCall, Pack, PackElector, PackMerge, PutBy
from phonebank.store.schema import Caller, CallList, Constituency, Elector, Lease, may_be_rung

ASKED_AT_MOST, CHUNK = 5000, 500


class PackLine(NamedTuple):
    """A pack with its electors and, of its calls, those that came in and those put by."""

    pack: Pack
    list_name: str
    caller: str
    electors: int
    calls: int
    put_by: int


class MergeLine(NamedTuple):
    merge: PackMerge
    caller: str


def this_campaign(session: Session) -> Campaign:
    return session.get_one(Campaign, 1)


def with_id(session: Session, pack_id: str) -> Pack | None:
    return session.get(Pack, pack_id)


def candidates(
    session: Session, one: OnFloor, caller_id: int, now: datetime, until: datetime
) -> Iterator[tuple[int, Waiting]]:
    """Electors of a list who may come due until then, in the order of the queue.

    Those promised to this caller, to anybody, then fewest attempts, longest ago. Of a list for MPs
    the caller's own callbacks, and those who were passed on to them.
    """
    if one.told.for_mp:
        yield from _of_mp(session, caller_id, now)
        return
    listed = waiting.on_list(session, one.id, now)
    for turn, wanted in _in_order(caller_id):
        free = wanted.where(
            may_be_rung(turn.value),
            or_(Elector.due_at.is_(None), Elector.due_at <= until),
            Elector.id.not_in(select(Lease.elector_id)),
            ~waiting.is_passed_on,
            *listed,
        )
        ids = session.scalars(free.limit(ASKED_AT_MOST)).all()
        for part in chunks(ids, CHUNK):
            yield from _waiting(session, part)


def _waiting(session: Session, elector_ids: Sequence[int]) -> Iterator[tuple[int, Waiting]]:
    """What the queue needs to know of electors, in this order."""
    asked = select(Elector.id, *waiting.STATE, Constituency.nation)
    asked = asked.join(Constituency, Constituency.id == Elector.constituency_id)
    rows = session.execute(asked.where(Elector.id.in_(elector_ids))).mappings()
    known = {row["id"]: waiting.of_row(dict(row)) for row in rows}
    yield from ((one, known[one]) for one in elector_ids)


def _in_order(caller_id: int) -> Iterator[tuple[Turn, Select[int]]]:
    due = select(Elector.id).order_by(Elector.due_at, Elector.id)
    yield Turn.CALLBACK, due.where(Elector.callback_for == caller_id)
    yield Turn.CALLBACK, due.where(Elector.callback_for.is_(None))
    order = Elector.attempts, Elector.last_call_at, Elector.id
    yield Turn.READY, select(Elector.id).order_by(*order)


def _of_mp(session: Session, caller_id: int, now: datetime) -> Iterator[tuple[int, Waiting]]:
    _, mine = next(_in_order(caller_id))
    free = mine.where(may_be_rung(Turn.CALLBACK.value), ~waiting.is_passed_on)
    free = free.where(Elector.id.not_in(select(Lease.elector_id)))
    yield from _waiting(session, session.scalars(free).all())
    for elector_id, one in waiting.passed_to(session, caller_id, now):
        if one.leased_until is None:
            yield elector_id, one


def notes_of_passing(session: Session, elector_ids: Sequence[int]) -> dict[int, str]:
    """With which words somebody passed electors on to an MP, of those whom somebody did."""
    told = select(PassedOn.elector_id, PassedOn.note).where(PassedOn.done_at.is_(None))
    rows = session.execute(told.where(PassedOn.elector_id.in_(elector_ids)).order_by(PassedOn.id))
    return {elector_id: note for elector_id, note in rows}


def add(session: Session, pack: Pack, elector_ids: Sequence[int]) -> None:
    """Note a pack and lease its electors to it until it expires."""
    session.add(pack)
    session.flush()
    went = [{"pack_id": pack.id, "elector_id": elector} for elector in elector_ids]
    session.execute(insert(PackElector), went)
    held = {
        "caller_id": pack.caller_id,
        "call_list_id": pack.call_list_id,
        "since": pack.issued_at,
        "until": pack.expires_at,
        "pack_id": pack.id,
    }
    session.execute(insert(Lease), [{**held, "elector_id": one} for one in elector_ids])


def electors_of(session: Session, pack_id: str) -> frozenset[int]:
    went = select(PackElector.elector_id).where(PackElector.pack_id == pack_id)
    return frozenset(session.scalars(went))


def terms_of(session: Session, pack: Pack) -> Terms:
    return Terms(
        electors=electors_of(session, pack.id),
        issued_at=pack.issued_at,
        expires_at=pack.expires_at,
        is_recalled=pack.recalled_at is not None,
    )


def free(session: Session, pack_id: str, elector_ids: Iterable[int] | None = None) -> int:
    """End the pack's leases, of these electors or of all; how many ended."""
    held = select(Lease.elector_id).where(Lease.pack_id == pack_id)
    freed = set(session.scalars(held))
    if elector_ids is not None:
        freed &= set(elector_ids)
    ended = delete(Lease).where(Lease.pack_id == pack_id, Lease.elector_id.in_(freed))
    session.execute(ended)
    return len(freed)


def all_packs(session: Session) -> Sequence[PackLine]:
    """Every pack, the newest first."""
    merged = select(func.count()).select_from(MergedCall).join(PackMerge)
    doubted = select(func.count()).select_from(PutBy).join(PackMerge).where(PutBy.settled == "")
    went = select(func.count()).select_from(PackElector)
    rows = session.execute(
        select(
            Pack,
            CallList.name,
            Caller.name,
            went.where(PackElector.pack_id == Pack.id).scalar_subquery(),
            merged.where(PackMerge.pack_id == Pack.id).scalar_subquery(),
            doubted.where(PackMerge.pack_id == Pack.id).scalar_subquery(),
        )
        .join(CallList, CallList.id == Pack.call_list_id)
        .join(Caller, Caller.id == Pack.caller_id)
        .order_by(Pack.issued_at.desc(), Pack.id)
    )
    return [PackLine(*row) for row in rows]


def merges_of(session: Session, pack_ids: Collection[str]) -> Sequence[MergeLine]:
    """What came back from these packs, the first file first."""
    told = select(PackMerge, Caller.name).join(Caller, Caller.id == PackMerge.caller_id)
    rows = session.execute(told.where(PackMerge.pack_id.in_(pack_ids)).order_by(PackMerge.id))
    return [MergeLine(*row) for row in rows]


def put_by(session: Session, *, settled: bool = False) -> Sequence[tuple[PutBy, Pack, str]]:
    """Calls that wait for an organiser, or were settled, with their pack and its caller."""
    wanted = PutBy.settled != "" if settled else PutBy.settled == ""
    rows = session.execute(
        select(PutBy, Pack, Caller.name)
        .join(PackMerge, PackMerge.id == PutBy.merge_id)
        .join(Pack, Pack.id == PackMerge.pack_id)
        .join(Caller, Caller.id == Pack.caller_id)
        .where(wanted)
        .order_by(PutBy.id)
    )
    return [(one, pack, caller) for one, pack, caller in rows]


def one_put_by(session: Session, put_by_id: int) -> tuple[PutBy, Pack] | None:
    found = session.execute(
        select(PutBy, Pack)
        .join(PackMerge, PackMerge.id == PutBy.merge_id)
        .join(Pack, Pack.id == PackMerge.pack_id)
        .where(PutBy.id == put_by_id)
    ).first()
    return (found[0], found[1]) if found else None


def named(session: Session, elector_id: int) -> tuple[str, str] | None:
    """The membership number and the name of an elector; None where nobody has that id."""
    elector = session.get(Elector, elector_id)
    if elector is None:
        return None
    return elector.membership_number, f"{elector.first_name} {elector.last_name}".strip()


def told_of(session: Session, pack_id: str) -> dict[str, list[dict[str, Any]]]:
    """What was put by of a pack, settled or not, by call id."""
    rows = select(PutBy.call_id, PutBy.told).join(PackMerge, PackMerge.id == PutBy.merge_id)
    told: dict[str, list[dict[str, Any]]] = {}
    for call_id, document in session.execute(rows.where(PackMerge.pack_id == pack_id)):
        as_now_written = document_from(record_from(CallLine, document))
        told.setdefault(call_id, []).append(as_now_written)
    return told
