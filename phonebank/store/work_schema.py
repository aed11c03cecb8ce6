"""The tables of organisers' work on the roll: segments, tags, follow-ups, duplicates, audit."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from phonebank.store.schema import Base


class Segment(Base):
    """A saved filter over electors; `tree` is domain/segments in words."""

    __tablename__ = "segment"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    tree: Mapped[dict[str, Any]]


class Tag(Base):
    """A word that an organiser or a file put on an elector."""

    __tablename__ = "tag"

    elector_id: Mapped[int] = mapped_column(ForeignKey("elector.id"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True, index=True)


class FollowUp(Base):
    """Something to be done for an elector: volunteer, donate, poster, speak to an organiser."""

    __tablename__ = "follow_up"

    id: Mapped[int] = mapped_column(primary_key=True)
    elector_id: Mapped[int] = mapped_column(ForeignKey("elector.id"), index=True)
    kind: Mapped[str]
    note: Mapped[str]
    at: Mapped[datetime]
    caller_id: Mapped[int] = mapped_column(ForeignKey("caller.id"))
    done_at: Mapped[datetime | None]


class KeptApart(Base):
    """Two electors who look alike and are not the same person; the lower id first."""

    __tablename__ = "kept_apart"

    elector_id: Mapped[int] = mapped_column(ForeignKey("elector.id"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("elector.id"), primary_key=True, index=True)


class AuditLine(Base):
    """What somebody changed by hand, when, and how it was before; only ever added to."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    caller_id: Mapped[int] = mapped_column(ForeignKey("caller.id"))
    action: Mapped[str]
    elector_id: Mapped[int | None] = mapped_column(ForeignKey("elector.id"), index=True)
    details: Mapped[dict[str, Any]]
