"""What the campaign knew of electors before a roll came in: who they are, what was told of them."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, String, select
from sqlalchemy.orm import Session

from phonebank.domain.corrections import columns_of
from phonebank.domain.intake import Sample
from phonebank.store import roll
from phonebank.store.chunks import chunks
from phonebank.store.dialect import packed, unpacked
from phonebank.store.import_schema import FileImport, ImportChange
from phonebank.store.roll import CHUNK, FACTS, StoredElector
from phonebank.store.schema import RETIRED, Constituency, Elector, PhoneNumber, Suppression
from phonebank.store.work_schema import AuditLine, Tag

MISSING = "missing"
"""Stands beside what a change made of an elector who was taken off the roll for that."""


def has_known_rows(session: Session) -> bool:
    """Whether anybody came from a file at all."""
    return (
        session.scalar(select(Elector.id).where(Elector.row_hash.is_not(None)).limit(1)) is not None
    )


def known_rows(session: Session) -> dict[int, int]:
    """Elector ids by what a file said of them last."""
    columns = Elector.__table__.c
    asked = select(packed(session, columns.row_hash), packed(session, columns.id))
    hashes, ids = session.execute(asked.where(Elector.row_hash.is_not(None))).one()
    return dict(zip(unpacked(hashes), unpacked(ids), strict=True))


def suppressed_ids(session: Session) -> set[int]:
    return set(session.scalars(select(Elector.id).where(Elector.suppressed != "")))


def stored(
    session: Session, membership_numbers: Sequence[str], below: int
) -> dict[str, StoredElector]:
    """Those of these whom the campaign knew before, by membership number; ids are `below` that."""
    found: dict[str, StoredElector] = {}
    for part in chunks(membership_numbers, CHUNK):
        found |= _stored(session, part)
    return {number: one for number, one in found.items() if one.id < below}


def _stored(session: Session, membership_numbers: Sequence[str]) -> dict[str, StoredElector]:
    columns = [getattr(Elector, name) for name in FACTS]
    beside = Elector.id, Elector.suppressed, Elector.corrected, Elector.row_hash
    wanted = select(*beside, *columns).where(Elector.membership_number.in_(membership_numbers))
    rows = session.execute(wanted).all()
    ids = [row[0] for row in rows]
    numbers = roll.listed_numbers(session, ids)
    told = select(Suppression.elector_id).where(Suppression.elector_id.in_(ids))
    told_not = set(session.scalars(told.where(Suppression.kind == "do-not-call")))
    tags = _tags(session, ids)
    missing = _missing_before(session, ids)
    return {
        facts[0]: StoredElector(
            elector,
            dict(zip(FACTS, facts, strict=True)),
            numbers.get(elector, []),
            suppressed,
            elector in told_not,
            columns_of(corrected),
            row_hash,
            tags.get(elector, ()),
            elector in missing,
        )
        for elector, suppressed, corrected, row_hash, *facts in rows
    }


def _tags(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    tags: dict[int, list[str]] = {}
    rows = select(Tag.elector_id, Tag.name).where(Tag.elector_id.in_(ids))
    for elector, name in session.execute(rows):
        tags.setdefault(elector, []).append(name)
    return tags


def _missing_before(session: Session, ids: Sequence[int]) -> set[int]:
    """Those whom an import took off the roll because its file had them not, and nothing since."""
    changes = select(ImportChange.elector_id, ImportChange.after).join(
        FileImport, FileImport.id == ImportChange.import_id
    )
    off = select(Elector.id).where(Elector.id.in_(ids), ~Elector.eligible)
    standing = changes.where(FileImport.undone_at.is_(None), ImportChange.elector_id.in_(off))
    last = {
        elector: MISSING in after
        for elector, after in session.execute(standing.order_by(ImportChange.import_id))
        if "eligible" in after
    }
    return {elector for elector, is_missing in last.items() if is_missing}


def ids_of(session: Session, membership_numbers: Collection[str]) -> set[int]:
    """The electors who have these membership numbers."""
    found = set[int]()
    for part in chunks(list(membership_numbers), CHUNK):
        wanted = select(Elector.id).where(Elector.membership_number.in_(part))
        found.update(session.scalars(wanted))
    return found


def former_numbers(session: Session) -> dict[str, str]:
    """The membership number that an elector has now, by one that somebody corrected by hand.

    A number that another elector has now is that elector's.
    """
    corrected = Elector.corrected.contains("membership_number")
    lines = select(AuditLine.details, Elector.membership_number)
    lines = lines.join(Elector, Elector.id == AuditLine.elector_id).where(corrected)
    former = {}
    for details, now in session.execute(lines.order_by(AuditLine.id)):
        before = details.get("before", {}).get("membership_number")
        if before and before != now:
            former[before] = now
    others = select(Elector.membership_number).where(Elector.membership_number.in_(former))
    taken = set(session.scalars(others))
    return {before: now for before, now in former.items() if before not in taken}


def count_holding(session: Session, fact: str, ids: Sequence[int]) -> int:
    """Of how many of these electors the campaign holds this fact, or any number."""
    if fact == "numbers":
        held = select(PhoneNumber.elector_id).where(PhoneNumber.position < RETIRED)
    else:
        held = select(Elector.id).where(_is_held(fact))
    return len(set(session.scalars(held)).intersection(ids))


def _is_held(fact: str) -> ColumnElement[bool]:
    column = Elector.__table__.c[fact]
    return column != "" if isinstance(column.type, String) else column.is_not(None)


class Alike(NamedTuple):
    """An elector of the same name: enough to tell whether a row without a number means them."""

    membership_number: str
    name_key: str
    postcode: str
    e164: frozenset[str | None]


def of_names(session: Session, keys: Sequence[str], below: int) -> dict[str, list[Alike]]:
    """The electors of these names whom the campaign knew before, by sorting key."""
    found: dict[str, list[Alike]] = {}
    rows = select(Elector.id, Elector.membership_number, Elector.name_key, Elector.postcode).where(
        Elector.merged_into.is_(None), Elector.id < below
    )
    for part in chunks(keys, CHUNK):
        electors = session.execute(rows.where(Elector.name_key.in_(part))).all()
        numbers = roll.listed_numbers(session, [row[0] for row in electors])
        for elector, number, key, postcode in electors:
            theirs = frozenset(n.e164 for n in numbers.get(elector, ()))
            found.setdefault(key, []).append(Alike(number, key, postcode, theirs))
    return found


def missing(
    session: Session,
    source_id: int,
    seen: bytearray,
    moved: Mapping[int, tuple[int | None, int | None]],
) -> list[int]:
    """Electors on the roll whom a file of this layout brought and who were not seen, by name.

    `seen` has a byte for each elector known before, 1 where the file had them. Only those count
    whose constituency and affiliate the file has: one seat's file says nothing of another's.
    `moved` has both as the file has them, of electors of whom it changes either.
    """
    columns = Elector.id, Elector.eligible, Elector.constituency_id, Elector.affiliate_id
    asked = select(*columns).where(Elector.source_id == source_id)
    asked = asked.where(Elector.merged_into.is_(None), Elector.id < len(seen))
    places, affiliates = set(), set()
    unseen = []
    for elector, eligible, *where in session.execute(asked.order_by(Elector.name_key)):
        place, affiliate = moved.get(elector, where)
        if seen[elector]:
            places.add(place)
            affiliates.add(affiliate)
        elif eligible:
            unseen.append((elector, place, affiliate))
    return [i for i, place, affiliate in unseen if place in places and affiliate in affiliates]


def samples(session: Session, ids: Sequence[int]) -> list[Sample]:
    """These electors as rows to look at, in this order."""
    columns = Elector.id, Elector.membership_number, Elector.first_name, Elector.last_name
    rows = select(*columns, Constituency.name).join(
        Constituency, Constituency.id == Elector.constituency_id
    )
    found = {
        elector: Sample(0, number, f"{first} {last.upper()}".strip(), "", place)
        for elector, number, first, last, place in session.execute(rows.where(Elector.id.in_(ids)))
    }
    return [found[elector] for elector in ids]
