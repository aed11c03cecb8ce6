"""The tables of packs: what was taken away by whom, what came back, and what was put by."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from phonebank.store.schema import Base


class Pack(Base):
    """A slice of a list in one file; `content_hash` is of what was written, `secret` seals it.

    A recalled pack stays, so that a late merge is known for what it is.
    """

    __tablename__ = "pack"

    id: Mapped[str] = mapped_column(primary_key=True)
    call_list_id: Mapped[int] = mapped_column(ForeignKey("call_list.id"))
    caller_id: Mapped[int] = mapped_column(ForeignKey("caller.id"), index=True)
    issued_by: Mapped[int] = mapped_column(ForeignKey("caller.id"))
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    recalled_at: Mapped[datetime | None]
    returned_at: Mapped[datetime | None]
    content_hash: Mapped[str]
    secret: Mapped[str]


class PackElector(Base):
    """An elector who went out in a pack."""

    __tablename__ = "pack_elector"

    pack_id: Mapped[str] = mapped_column(ForeignKey("pack.id"), primary_key=True)
    elector_id: Mapped[int] = mapped_column(ForeignKey("elector.id"), primary_key=True, index=True)


class PackMerge(Base):
    """One file that came back, with what became of its calls. Undone ones stay and say so."""

    __tablename__ = "pack_merge"

    id: Mapped[int] = mapped_column(primary_key=True)
    pack_id: Mapped[str] = mapped_column(ForeignKey("pack.id"), index=True)
    file_name: Mapped[str]
    file_hash: Mapped[str]
    at: Mapped[datetime]
    caller_id: Mapped[int] = mapped_column(ForeignKey("caller.id"))
    counts: Mapped[dict[str, Any]]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("caller.id"))


class MergedCall(Base):
    """A call that a merge brought."""

    __tablename__ = "merged_call"

    call_id: Mapped[str] = mapped_column(ForeignKey("call.call_id"), primary_key=True)
    merge_id: Mapped[int] = mapped_column(ForeignKey("pack_merge.id"), index=True)


class PutBy(Base):
    """A call of a pack that broke a rule, kept for an organiser to take or leave."""

    __tablename__ = "put_by"

    id: Mapped[int] = mapped_column(primary_key=True)
    merge_id: Mapped[int] = mapped_column(ForeignKey("pack_merge.id"), index=True)
    call_id: Mapped[str] = mapped_column(index=True)
    told: Mapped[dict[str, Any]]
    reason: Mapped[str]
    settled: Mapped[str] = mapped_column(default="")
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("caller.id"))
