"""Takes an import back: whom it added and nobody touched goes, what it changed is as before."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select, true, update
from sqlalchemy.orm import Session, aliased

from phonebank.domain.corrections import columns_of
from phonebank.domain.electors import sorting_key
from phonebank.store import kept_counts, roll, search
from phonebank.store.call_schema import Call
from phonebank.store.chunks import chunks
from phonebank.store.floor_schema import CallSheetRow, Draft
from phonebank.store.import_schema import FileImport, ImportChange, ImportedCall
from phonebank.store.pack_schema import PackElector
from phonebank.store.roll import StoredNumber
from phonebank.store.roll_known import MISSING
from phonebank.store.roll_writing import renumber
from phonebank.store.schema import Elector, Lease, PhoneNumber, Skip, Suppression
from phonebank.store.work_schema import AuditLine, FollowUp, KeptApart, Tag

CHUNK = 500
GOES_TOO = (
    (PhoneNumber, "elector_id"),
    (Suppression, "elector_id"),
    (Tag, "elector_id"),
    (Skip, "elector_id"),
    (Draft, "elector_id"),
    (CallSheetRow, "elector_id"),
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
    for part in chunks(ids, CHUNK):
        for table, column in GOES_TOO:
            session.execute(delete(table).where(getattr(table, column).in_(part)))
        session.execute(delete(Elector).where(Elector.id.in_(part)))
    return len(ids), kept


def _remove_everybody(session: Session) -> None:
    for table, _ in GOES_TOO:
        session.execute(delete(table).where(true()))
    with kept_counts.counted_after(session):
        session.execute(delete(Elector))
    search.fill(session)


def _traces(import_id: int) -> dict[str, ColumnElement[bool]]:
    """What shows that somebody has worked on an elector, in words."""
    merged, later = aliased(Elector), _later_and_standing(import_id)
    told = exists().where(ImportChange.elector_id == Elector.id, later)
    return {
        "rung since": exists().where(Call.elector_id == Elector.id),
        "given out in a pack": exists().where(PackElector.elector_id == Elector.id),
        "being rung": exists().where(Lease.elector_id == Elector.id),
        "corrected by hand": exists().where(AuditLine.elector_id == Elector.id),
        "with a follow-up": exists().where(FollowUp.elector_id == Elector.id),
        "not to be called by a later import": told.where(ImportChange.after["barred"].as_boolean()),
        "changed by a later import": told,
        "merged with another": or_(
            Elector.merged_into.is_not(None), exists().where(merged.merged_into == Elector.id)
        ),
    }


def _later_and_standing(import_id: int) -> ColumnElement[bool]:
    """What imports changed that came after this one and were not undone."""
    standing = select(FileImport.id).where(FileImport.undone_at.is_(None))
    return and_(ImportChange.import_id > import_id, ImportChange.import_id.in_(standing))


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
    """Put back what the import changed and is still as it left it; give the electors' ids.

    What a later import changed again stays; taken back in its turn, that gives what was before.
    """
    later = _changes_since(session, import_id)
    changed = select(ImportChange).where(ImportChange.import_id == import_id)
    restored = [
        one.elector_id
        for one in session.scalars(changed)
        if _Restoring(session, one, later.get(one.elector_id, ())).restore()
    ]
    search.refresh(session, restored)
    return restored


def _changes_since(session: Session, import_id: int) -> dict[int, list[ImportChange]]:
    """What later imports that stand changed of the same electors, the first import first."""
    mine = select(ImportChange.elector_id).where(ImportChange.import_id == import_id)
    changes = select(ImportChange).where(_later_and_standing(import_id))
    changes = changes.where(ImportChange.elector_id.in_(mine)).order_by(ImportChange.import_id)
    later: dict[int, list[ImportChange]] = {}
    for one in session.scalars(changes):
        later.setdefault(one.elector_id, []).append(one)
    return later


class _Restoring:
    """What one import changed of one elector, being put back."""

    def __init__(
        self, session: Session, change: ImportChange, later: Sequence[ImportChange]
    ) -> None:
        self.session, self.change, self.later = session, change, later
        self.elector = session.get_one(Elector, change.elector_id)
        self.by_hand = columns_of(self.elector.corrected)

    def restore(self) -> bool:
        """Whether anything is other now."""
        others = {"barred": self._unbar, "tags": self._untag, "numbers": self._renumber}
        done = False
        for fact in self.change.after.keys() - {"name_key", MISSING}:
            if fact in self.by_hand:
                continue
            done |= others[fact]() if fact in others else self._put_back(fact)
        whole = self.elector
        whole.name_key = sorting_key(whole.first_name, whole.last_name)
        whole.row_hash = None
        self.session.flush()
        return done

    def _put_back(self, fact: str) -> bool:
        if self._is_passed_on(fact):
            return False
        is_as_left: bool = _plain(getattr(self.elector, fact)) == self.change.after[fact]
        if is_as_left:
            setattr(self.elector, fact, _stored(fact, self.change.before[fact]))
        return is_as_left

    def _renumber(self) -> bool:
        before, after = self.change.before["numbers"], self.change.after["numbers"]
        if self._is_passed_on("numbers"):
            return False
        number = self.elector.id
        listed = roll.listed_numbers(self.session, [number]).get(number, [])
        is_as_left: bool = list(map(list, listed)) == after
        if is_as_left:
            renumber(self.session, number, [StoredNumber(*one) for one in before])
        return is_as_left

    def _is_passed_on(self, fact: str) -> bool:
        """Whether a later import changed the fact again: what was before is its before now."""
        heir = next((one for one in self.later if fact in one.after), None)
        if heir is not None:
            heir.before = {**heir.before, fact: self.change.before[fact]}
        return heir is not None

    def _unbar(self) -> bool:
        """A later import that said the same is now the one that said it."""
        told = and_(
            Suppression.elector_id == self.elector.id,
            Suppression.source == "roll",
            Suppression.since == self._at(self.change),
        )
        heir = next((one for one in self.later if "barred" in one.after), None)
        if heir is not None:
            since = self._at(heir)
            self.session.execute(update(Suppression).where(told).values(since=since))
            return False
        gone = self.session.execute(delete(Suppression).where(told))
        return bool(gone.rowcount)  # type: ignore[attr-defined]

    def _untag(self) -> bool:
        tags = Tag.elector_id == self.elector.id, Tag.name.in_(self.change.after["tags"])
        self.session.execute(delete(Tag).where(*tags))
        return True

    def _at(self, change: ImportChange) -> datetime:
        return self.session.get_one(FileImport, change.import_id).at


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


def has_undone_calls(session: Session) -> bool:
    undone = select(FileImport.id).where(FileImport.undone_at.is_not(None))
    return bool(session.scalar(select(exists(undone.where(FileImport.kind == "calls")))))


def id_again(session: Session, call_id: str) -> str:
    """The id for a call that a file brings: its own, or another where it went with its import.

    Calls are only ever added to: such a one comes back as a new record. What a caller took back
    stays so.
    """
    back = select(Call.call_id).where(Call.supersedes == call_id, Call.outcome.is_(None))
    back = back.join(ImportedCall, ImportedCall.call_id == Call.supersedes)
    back = back.join(FileImport, FileImport.id == ImportedCall.import_id)
    taken_back = session.scalar(back.where(Call.recorded_at == FileImport.undone_at))
    if taken_back is None:
        return call_id
    return id_again(session, str(uuid5(NAMESPACE_URL, f"again:{taken_back}")))
