"""Takes an import back: whom it added and nobody touched goes, what it changed is as before."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from phonebank.domain.corrections import columns_of
from phonebank.store import roll, search
from phonebank.store.call_schema import Call
from phonebank.store.import_schema import FileImport, ImportChange, ImportedCall
from phonebank.store.roll import StoredNumber
from phonebank.store.roll_writing import renumber
from phonebank.store.schema import Elector, Lease, PhoneNumber, Skip, Suppression
from phonebank.store.work_schema import AuditLine, FollowUp, KeptApart, Tag

CHUNK = 500
GOES_TOO = (
    (PhoneNumber, "elector_id"),
    (Suppression, "elector_id"),
    (Tag, "elector_id"),
    (Skip, "elector_id"),
    (KeptApart, "elector_id"),
    (KeptApart, "other_id"),
    (ImportChange, "elector_id"),
)
"""What is kept of an elector and goes with them."""


@dataclass(slots=True)
class Undone:
    """How many electors went, how many are as they were, and who stays although they were added.

    `kept` says who and why: "Ada Byron (L100)", with what was done since.
    """

    removed: int = 0
    restored: int = 0
    kept: list[str] = field(default_factory=list)
    taken_back: int = 0


def remove_added(session: Session, import_id: int) -> tuple[int, list[str]]:
    """Remove those whom the import added and nobody has worked on since; name the others."""
    added, is_touched = Elector.added_by == import_id, or_(*_traces(import_id).values())
    kept = _named(session, import_id)
    ids = list(session.scalars(select(Elector.id).where(added, ~is_touched)))
    if len(ids) == session.scalar(select(func.count()).select_from(Elector)):
        _remove_everybody(session)
        return len(ids), kept
    search.forget(session, ids)
    for start in range(0, len(ids), CHUNK):
        part = ids[start : start + CHUNK]
        for table, column in GOES_TOO:
            session.execute(delete(table).where(getattr(table, column).in_(part)))
        session.execute(delete(Elector).where(Elector.id.in_(part)))
    return len(ids), kept


def _remove_everybody(session: Session) -> None:
    for table, _ in GOES_TOO:
        session.execute(delete(table).where(true()))
    session.execute(delete(Elector))
    search.fill(session)


def _traces(import_id: int) -> dict[str, ColumnElement[bool]]:
    """What shows that somebody has worked on an elector, in words."""
    merged, later = aliased(Elector), ImportChange.import_id > import_id
    return {
        "rung since": exists().where(Call.elector_id == Elector.id),
        "being rung": exists().where(Lease.elector_id == Elector.id),
        "corrected by hand": exists().where(AuditLine.elector_id == Elector.id),
        "with a follow-up": exists().where(FollowUp.elector_id == Elector.id),
        "changed by a later import": exists().where(ImportChange.elector_id == Elector.id, later),
        "merged with another": or_(
            Elector.merged_into.is_not(None), exists().where(merged.merged_into == Elector.id)
        ),
    }


def _named(session: Session, import_id: int) -> list[str]:
    """Those added who stay, with the first reason for each."""
    kept: dict[int, str] = {}
    columns = Elector.id, Elector.first_name, Elector.last_name, Elector.membership_number
    for why, trace in _traces(import_id).items():
        rows = select(*columns).where(Elector.added_by == import_id, trace)
        for elector, first, last, number in session.execute(rows.order_by(Elector.name_key)):
            kept.setdefault(elector, f"{first} {last} ({number}), {why}".strip())
    return list(kept.values())


def restore_changed(session: Session, import_id: int) -> list[int]:
    """Put back what the import changed and is still as it left it; give the electors' ids."""
    changed = select(ImportChange).where(ImportChange.import_id == import_id)
    restored = [one.elector_id for one in session.scalars(changed) if _restore(session, one)]
    search.refresh(session, restored)
    return restored


def _restore(session: Session, change: ImportChange) -> bool:
    elector = session.get_one(Elector, change.elector_id)
    by_hand = columns_of(elector.corrected)
    before, after = dict(change.before), dict(change.after)
    is_restored = _restore_barred(session, change) if after.pop("barred", False) else False
    if (numbers := after.pop("numbers", None)) is not None and "numbers" not in by_hand:
        listed = roll.listed_numbers(session, [elector.id]).get(elector.id, [])
        if [list(number) for number in listed] == numbers:
            renumber(session, elector.id, [StoredNumber(*one) for one in before["numbers"]])
            is_restored = True
    for fact, value in after.items():
        if _plain(getattr(elector, fact)) == value and fact not in by_hand:
            setattr(elector, fact, _stored(fact, before[fact]))
            is_restored = True
    elector.row_hash = None
    session.flush()
    return is_restored


def _restore_barred(session: Session, change: ImportChange) -> bool:
    at = select(FileImport.at).where(FileImport.id == change.import_id).scalar_subquery()
    told = Suppression.elector_id == change.elector_id, Suppression.source == "roll"
    gone = session.execute(delete(Suppression).where(*told, Suppression.since == at))
    return bool(gone.rowcount)  # type: ignore[attr-defined]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _stored(fact: str, value: Any) -> Any:
    return date.fromisoformat(value) if fact == "joined_on" and value else value


def calls_of(session: Session, import_id: int) -> list[Call]:
    """The calls that the import brought and nothing supersedes, in the order they were made."""
    later = aliased(Call)
    brought = select(Call).join(ImportedCall, ImportedCall.call_id == Call.call_id)
    brought = brought.where(ImportedCall.import_id == import_id, Call.outcome.is_not(None))
    standing = brought.where(~exists().where(later.supersedes == Call.call_id))
    return list(session.scalars(standing.order_by(Call.called_at, Call.id)))
