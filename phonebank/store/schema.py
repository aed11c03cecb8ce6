"""The tables of a campaign file that describe the roll and what became of it."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    false,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from phonebank.store.utc import UtcDateTime


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    # A server is told to count as far and to sort as a file does: in the order of letters' codes.
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        int: BigInteger().with_variant(Integer(), "sqlite"),
        str: String().with_variant(String(collation="C"), "postgresql"),
        datetime: UtcDateTime,
        dict[str, Any]: JSON,
    }


class Constituency(Base):
    __tablename__ = "constituency"

    id: Mapped[int] = mapped_column(primary_key=True)
    ons_code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    nation: Mapped[str]
    region: Mapped[str]
    latitude: Mapped[float]
    longitude: Mapped[float]
    mp: Mapped[str] = mapped_column(default="", server_default="")


class ConstituencyName(Base):
    """Every key by which a constituency is found: its name's and each alias's."""

    __tablename__ = "constituency_name"

    key: Mapped[str] = mapped_column(primary_key=True)
    written: Mapped[str]
    constituency_id: Mapped[int] = mapped_column(ForeignKey("constituency.id"), index=True)


class Caller(Base):
    __tablename__ = "caller"
    __table_args__ = (CheckConstraint("role IN ('volunteer', 'organiser')", name="role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    key: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    is_mp: Mapped[bool] = mapped_column(default=False)
    has_left: Mapped[bool] = mapped_column(default=False, server_default=false())


class CallList(Base):
    """Electors to ring under one set of rules: those of a segment, or without one everybody.

    Only an open one is served, between `opens_at` and `closes_at`; the highest `priority` first.
    One `for_mp` is rung by MPs alone, and takes those who were passed on to them.
    """

    __tablename__ = "call_list"
    __table_args__ = (
        CheckConstraint("state IN ('draft', 'open', 'paused', 'closed')", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    rules: Mapped[dict[str, Any]]
    segment_id: Mapped[int | None] = mapped_column(ForeignKey("segment.id"))
    script_id: Mapped[int | None] = mapped_column(ForeignKey("script.id"))
    state: Mapped[str] = mapped_column(default="open", server_default="open")
    priority: Mapped[int] = mapped_column(default=0, server_default="0")
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    for_mp: Mapped[bool] = mapped_column(default=False, server_default=false())


class Elector(Base):
    """Facts of the roll, then the current state folded from the elector's calls, then origins.

    `name_key` is the surname's key, then the first name's: names are sorted and compared by it.
    `added_by` and `source_id` say which import brought the elector and from what layout of file;
    `row_hash` is what the file said of them last (services/intake_of_roll). `corrected` names the
    facts that were corrected by hand, between commas: no import touches those again.
    """

    __tablename__ = "elector"

    id: Mapped[int] = mapped_column(primary_key=True)
    membership_number: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str] = mapped_column(default="")
    first_name: Mapped[str] = mapped_column(default="")
    last_name: Mapped[str] = mapped_column(default="")
    name_key: Mapped[str] = mapped_column(index=True)
    email: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")
    constituency_id: Mapped[int] = mapped_column(ForeignKey("constituency.id"))
    section_id: Mapped[int | None] = mapped_column(ForeignKey("section.id"))
    affiliate_id: Mapped[int | None] = mapped_column(ForeignKey("affiliate.id"))
    joined_on: Mapped[date | None]
    recruited_by: Mapped[str] = mapped_column(default="")
    eligible: Mapped[bool] = mapped_column(default=True)
    roll_previous_vote: Mapped[str | None]

    on_roll: Mapped[bool] = mapped_column(default=True)
    attempts: Mapped[int] = mapped_column(default=0)
    contacted: Mapped[bool] = mapped_column(default=False)
    first_reached: Mapped[int | None]
    disposition: Mapped[str | None]
    intention: Mapped[str | None]
    strength: Mapped[str | None]
    intention_at: Mapped[datetime | None]
    intention_by: Mapped[int | None] = mapped_column(ForeignKey("caller.id"))
    intention_list: Mapped[int | None]
    reasons: Mapped[str] = mapped_column(default="", server_default="")
    prior_intention: Mapped[str | None]
    prior_at: Mapped[datetime | None]
    answers: Mapped[int] = mapped_column(default=0, server_default="0")
    previous_vote: Mapped[str | None]
    ballot: Mapped[str | None]
    last_call_at: Mapped[datetime | None]
    rung: Mapped[str] = mapped_column(default="", server_default="")
    turn: Mapped[str] = mapped_column(default="ready")
    due_at: Mapped[datetime | None]
    callback_for: Mapped[int | None] = mapped_column(ForeignKey("caller.id"))
    suppressed: Mapped[str] = mapped_column(default="")
    usable_numbers: Mapped[int] = mapped_column(default=0)

    added_by: Mapped[int | None] = mapped_column(ForeignKey("file_import.id"))
    source_id: Mapped[int | None] = mapped_column(ForeignKey("file_source.id"))
    row_hash: Mapped[int | None] = mapped_column(BigInteger)
    corrected: Mapped[str] = mapped_column(default="", server_default="")
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("elector.id"))


def may_be_rung(turn: str) -> Any:
    """The lasting conditions of the queue, in the very words of its partial indexes."""
    return text(
        f"turn = '{turn}' AND on_roll AND suppressed = '' AND usable_numbers > 0 "
        "AND (ballot IS NULL OR ballot <> 'returned')"
    )


Index(
    "ix_elector_ready",
    Elector.attempts,
    Elector.last_call_at,
    Elector.id,
    Elector.due_at,  # so that who is resting is passed by without a look at their row
    sqlite_where=may_be_rung("ready"),
    postgresql_where=may_be_rung("ready"),
)
Index(
    "ix_elector_callback",
    Elector.callback_for,
    Elector.due_at,
    Elector.id,
    sqlite_where=may_be_rung("callback"),
    postgresql_where=may_be_rung("callback"),
)
Index(
    "ix_elector_answered",
    Elector.last_call_at,
    Elector.id,
    sqlite_where=may_be_rung("finished"),
    postgresql_where=may_be_rung("finished"),
)
Index(
    "ix_elector_merged_into",
    Elector.merged_into,
    sqlite_where=Elector.merged_into.is_not(None),
    postgresql_where=Elector.merged_into.is_not(None),
)


RETIRED = 1000
"""Positions from here on: numbers no longer on the roll, kept because they were rung."""


class PhoneNumber(Base):
    """A number of one elector. `status` is folded from calls: empty, wrong or dead."""

    __tablename__ = "phone_number"

    id: Mapped[int] = mapped_column(primary_key=True)
    elector_id: Mapped[int] = mapped_column(ForeignKey("elector.id"), index=True)
    written: Mapped[str]
    e164: Mapped[str | None] = mapped_column(index=True)
    kind: Mapped[str]
    position: Mapped[int]
    status: Mapped[str] = mapped_column(default="")
    extension: Mapped[str] = mapped_column(default="", server_default="")


class Suppression(Base):
    """Not to be called, learned outside our own calls; what callers heard stays on their calls."""

    __tablename__ = "suppression"
    __table_args__ = (
        CheckConstraint("(elector_id IS NULL) <> (e164 IS NULL)", name="elector_or_number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    elector_id: Mapped[int | None] = mapped_column(ForeignKey("elector.id"), index=True)
    e164: Mapped[str | None] = mapped_column(index=True)
    kind: Mapped[str]
    source: Mapped[str]
    since: Mapped[datetime]


class Skip(Base):
    """An elector whom a caller passed over and why; that caller is not offered them for a while."""

    __tablename__ = "skip"

    id: Mapped[int] = mapped_column(primary_key=True)
    elector_id: Mapped[int] = mapped_column(ForeignKey("elector.id"), index=True)
    caller_id: Mapped[int] = mapped_column(ForeignKey("caller.id"), index=True)
    at: Mapped[datetime]
    why: Mapped[str]


class Lease(Base):
    """An elector held for one caller; the key allows one open lease per elector and no more.

    It is held by a running program (`seat_id`), by a pack or by a printed sheet, or by none of
    them, as for a command.
    """

    __tablename__ = "lease"

    elector_id: Mapped[int] = mapped_column(ForeignKey("elector.id"), primary_key=True)
    caller_id: Mapped[int] = mapped_column(ForeignKey("caller.id"), index=True)
    call_list_id: Mapped[int] = mapped_column(ForeignKey("call_list.id"))
    since: Mapped[datetime]
    until: Mapped[datetime] = mapped_column(index=True)
    seat_id: Mapped[str | None] = mapped_column(ForeignKey("seat.id"), index=True)
    pack_id: Mapped[str | None] = mapped_column(ForeignKey("pack.id"), index=True)
    sheet: Mapped[int | None] = mapped_column(ForeignKey("call_sheet.number"), index=True)
