"""Electors who may be one person: who is to be compared, merged, or kept apart."""

from collections.abc import Iterable, Iterator

from sqlalchemy import ColumnElement, String, cast, delete, func, select, update
from sqlalchemy.orm import Session

from phonebank.domain.duplicates import DuplicateElector, Group
from phonebank.store.chunks import chunks
from phonebank.store.schema import Constituency, Elector, Lease
from phonebank.store.work_schema import KeptApart

CHUNK = 1000


def groups(session: Session) -> Iterator[Group]:
    """Electors on the roll who share a postcode, then those who share an e-mail address."""
    postcode = func.upper(func.replace(Elector.postcode, " ", ""))
    for ids in _sharing(session, postcode):
        yield Group(ids, has_one_email=False)
    for ids in _sharing(session, func.lower(func.trim(Elector.email))):
        yield Group(ids, has_one_email=True)


def _sharing(session: Session, value: ColumnElement[str]) -> Iterator[tuple[int, ...]]:
    """The ids of electors for whom the value is the same; the database gathers them."""
    ids = func.aggregate_strings(cast(Elector.id, String), ",")
    shared = select(ids).where(Elector.on_roll, value != "").group_by(value)
    for joined in session.scalars(shared.having(func.count() > 1)):
        yield tuple(map(int, joined.split(",")))


def facts(session: Session, ids: Iterable[int]) -> Iterator[tuple[int, str, str, str, str]]:
    """Id, title, first name, last name and address, as they stand on the roll."""
    columns = Elector.id, Elector.title, Elector.first_name, Elector.last_name, Elector.address
    connection = session.connection()  # no objects are wanted, and without them it is quicker
    for part in chunks(sorted(set(ids)), CHUNK):
        yield from connection.execute(select(*columns).where(Elector.id.in_(part)))


def shown(session: Session, ids: Iterable[int]) -> dict[int, DuplicateElector]:
    """These electors as a list shows them, by id."""
    columns = (
        Elector.id,
        Elector.membership_number,
        Elector.first_name,
        Elector.last_name,
        Elector.postcode,
        Constituency.name,
    )
    wanted = select(*columns).join(Constituency, Constituency.id == Elector.constituency_id)
    return {
        elector: DuplicateElector(elector, number, f"{first} {last}".strip(), postcode, place)
        for part in chunks(sorted(set(ids)), CHUNK)
        for elector, number, first, last, postcode, place in session.execute(
            wanted.where(Elector.id.in_(part))
        )
    }


def merged_into(session: Session, elector_id: int) -> int | None:
    return session.scalar(select(Elector.merged_into).where(Elector.id == elector_id))


def set_merged(session: Session, elector_id: int, kept_id: int | None) -> None:
    """Merge the elector into another, or take that back; nobody goes on ringing them."""
    chosen = update(Elector).where(Elector.id == elector_id)
    session.execute(chosen.values(merged_into=kept_id))
    session.execute(delete(Lease).where(Lease.elector_id == elector_id))


def kept_apart(session: Session) -> set[tuple[int, int]]:
    """Pairs that are two persons, the lower id first."""
    rows = session.execute(select(KeptApart.elector_id, KeptApart.other_id))
    return {(one, other) for one, other in rows}


def is_kept_apart(session: Session, one: int, other: int) -> bool:
    return session.get(KeptApart, (min(one, other), max(one, other))) is not None


def keep_apart(session: Session, one: int, other: int) -> None:
    session.add(KeptApart(elector_id=min(one, other), other_id=max(one, other)))
    session.flush()


def end_apart(session: Session, one: int, other: int) -> None:
    row = session.get(KeptApart, (min(one, other), max(one, other)))
    session.delete(row)
    session.flush()


def count_merged(session: Session) -> int:
    merged = select(func.count()).where(Elector.merged_into.is_not(None))
    return session.scalar(merged) or 0
