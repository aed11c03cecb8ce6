"""Frozen copies: kept under the next number, listed, and opened again as they were."""

import zlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from phonebank.domain.errors import CampaignUnusable
from phonebank.domain.frozen import Frozen, FrozenLine, Given, given_in, hash_of, text_of
from phonebank.store.copy_schema import FrozenCopy
from phonebank.store.schema import Caller

LINE = (
    FrozenCopy.number,
    FrozenCopy.frozen_at,
    Caller.name.label("by"),
    FrozenCopy.given_as,
    FrozenCopy.title,
    FrozenCopy.content_hash,
    FrozenCopy.file_name,
)


def add(
    session: Session, caller_id: int, at: datetime, given_as: str, given: Given, file_name: str
) -> int:
    """Keep these tables; the number of the copy, which no other ever has."""
    text = text_of(given)
    copy = FrozenCopy(
        frozen_at=at,
        caller_id=caller_id,
        given_as=given_as,
        title=given.title,
        content_hash=hash_of(text),
        content=zlib.compress(text.encode()),
        file_name=file_name,
    )
    session.add(copy)
    session.flush()
    return copy.number


def lines(session: Session) -> Sequence[FrozenLine]:
    """All copies without what is in them, newest first."""
    return [_line(row) for row in session.execute(_listed().order_by(FrozenCopy.number.desc()))]


def opened(session: Session, number: int) -> Frozen | None:
    """A copy, whole; None where there is no such number, CampaignUnusable where it was altered."""
    row = session.execute(_listed().where(FrozenCopy.number == number)).first()
    if row is None:
        return None
    line = _line(row)
    packed = session.scalar(select(FrozenCopy.content).where(FrozenCopy.number == number))
    text = _unpacked(packed or b"")
    if hash_of(text) != line.content_hash:
        raise CampaignUnusable(
            f"Frozen copy {number} is not as it was frozen: its fingerprint does not match.",
            next_step="Look for the copy in a backup, and do not quote this one.",
        )
    return Frozen(line, given_in(text))


def _listed() -> Select[*tuple[Any, ...]]:
    return select(*LINE).join(Caller, Caller.id == FrozenCopy.caller_id)


def _line(row: Any) -> FrozenLine:
    return FrozenLine(**row._asdict())


def _unpacked(packed: bytes) -> str:
    """The text, or nothing where what is there is no packed text."""
    try:
        return zlib.decompress(packed).decode()
    except (zlib.error, UnicodeDecodeError):
        return ""
