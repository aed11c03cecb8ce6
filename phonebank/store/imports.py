"""What was imported: layouts of files, finished imports, what each changed."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Any, NamedTuple

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from phonebank.domain.intake import header_key
from phonebank.store.import_schema import Decision, FileImport, FileSource, ImportedCall
from phonebank.store.schema import Caller

MOST_IDS = 2**63
"""The database cannot even be asked about an id from here on."""


class ImportLine(NamedTuple):
    """One finished import, with its accounts as counts by fate."""

    id: int
    kind: str
    file_name: str
    read_as: str
    at: datetime
    caller: str
    counts: Mapping[str, int]
    undone_at: datetime | None


def source_key(kind: str, headers: Iterable[str]) -> str:
    """What files of one layout share: the kind and the headers, in any order."""
    told = json.dumps([kind, sorted(header_key(header) for header in headers)])
    return blake2b(told.encode(), digest_size=16).hexdigest()


def remembered(
    session: Session, kind: str, headers: Sequence[str]
) -> dict[str, tuple[str, ...]] | None:
    """The columns as they were decided for this layout, where it was imported before."""
    source = _source(session, kind, headers)
    if source is None or not all(set(held) <= set(headers) for held in source.columns.values()):
        return None
    return {name: tuple(held) for name, held in source.columns.items()}


def source_id(session: Session, kind: str, headers: Sequence[str]) -> int | None:
    source = _source(session, kind, headers)
    return source.id if source else None


def _source(session: Session, kind: str, headers: Sequence[str]) -> FileSource | None:
    key = source_key(kind, headers)
    return session.scalars(select(FileSource).where(FileSource.key == key)).first()


def remember(
    session: Session, kind: str, headers: Sequence[str], columns: Mapping[str, Sequence[str]]
) -> int:
    """Keep what the columns of this layout hold for the next time, and give the layout's id."""
    source = _source(session, kind, headers)
    if source is None:
        source = FileSource(kind=kind, key=source_key(kind, headers), columns={}, reading={})
        session.add(source)
    source.columns = {name: list(held) for name, held in columns.items()}
    session.flush()
    return source.id


def begin(
    session: Session,
    kind: str,
    file_name: str,
    read_as: str,
    source: int | None,
    caller_id: int,
    now: datetime,
) -> int:
    """Note an import whose rows are about to be written in this transaction; give its id."""
    made = FileImport(
        kind=kind,
        file_name=file_name,
        read_as=read_as,
        source_id=source,
        caller_id=caller_id,
        at=now,
        counts={},
    )
    session.add(made)
    session.flush()
    return made.id


def finish(session: Session, import_id: int, counts: Mapping[str, int]) -> None:
    session.get_one(FileImport, import_id).counts = dict(counts)
    session.flush()


def note_calls(session: Session, import_id: int, call_ids: Iterable[str]) -> None:
    rows = [{"call_id": call_id, "import_id": import_id} for call_id in call_ids]
    if rows:
        session.execute(insert(ImportedCall), rows)


def all_imports(session: Session) -> list[ImportLine]:
    """Every finished import, the newest first."""
    rows = session.execute(
        select(FileImport, Caller.name)
        .join(Caller, Caller.id == FileImport.caller_id)
        .order_by(FileImport.id.desc())
    )
    return [
        ImportLine(
            made.id,
            made.kind,
            made.file_name,
            made.read_as,
            made.at,
            caller,
            made.counts,
            made.undone_at,
        )
        for made, caller in rows
    ]


def with_id(session: Session, import_id: int) -> FileImport | None:
    return session.get(FileImport, import_id) if abs(import_id) < MOST_IDS else None


def decisions(session: Session) -> dict[tuple[str, str], str]:
    """What words mean, by field and key, as somebody decided."""
    rows = session.execute(select(Decision.field, Decision.key, Decision.means))
    return {(field, key): means for field, key, means in rows}


def decide(session: Session, field: str, key: str, written: str, means: str) -> None:
    session.merge(Decision(field=field, key=key, written=written, means=means))
    session.flush()


def fingerprint(*told: Any) -> bytes:
    """Sixteen bytes that differ wherever anything told does."""
    return blake2b(json.dumps(told, default=str).encode(), digest_size=16).digest()
