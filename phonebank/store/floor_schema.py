"""The tables of the call floor: scripts, shifts, drafts, who may work a list, paper, passing on."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from phonebank.store.schema import Base


class Script(Base):
    """What callers say on a list; its words are those of its newest version."""

    __tablename__ = "script"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)


class ScriptVersion(Base):
    """The words as they stood from `at` on (domain/scripts); kept for the calls made with them."""

    __tablename__ = "script_version"
    __table_args__ = (UniqueConstraint("script_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    script_id: Mapped[int] = mapped_column(ForeignKey("script.id"))
    number: Mapped[int]
    at: Mapped[datetime]
    caller_id: Mapped[int] = mapped_column(ForeignKey("caller.id"))
    words: Mapped[dict[str, Any]]


class ListCaller(Base):
    """A caller who may work a list; a list without any is for everybody."""

    __tablename__ = "call_list_caller"

    call_list_id: Mapped[int] = mapped_column(ForeignKey("call_list.id"), primary_key=True)
    caller_id: Mapped[int] = mapped_column(ForeignKey("caller.id"), primary_key=True, index=True)


class PassedOn(Base):
    """An elector passed on to an MP: to one caller, or to any MP. Nobody else rings them then."""

    __tablename__ = "passed_on"

    id: Mapped[int] = mapped_column(primary_key=True)
    elector_id: Mapped[int] = mapped_column(ForeignKey("elector.id"), index=True)
    to_caller_id: Mapped[int | None] = mapped_column(ForeignKey("caller.id"))
    caller_id: Mapped[int] = mapped_column(ForeignKey("caller.id"))
    note: Mapped[str]
    at: Mapped[datetime]
    done_at: Mapped[datetime | None]


class SettledCase(Base):
    """A call that left its elector to an organiser, who has seen to it: they may be rung again."""

    __tablename__ = "settled_case"

    call_id: Mapped[str] = mapped_column(ForeignKey("call.call_id"), primary_key=True)
    caller_id: Mapped[int] = mapped_column(ForeignKey("caller.id"))
    at: Mapped[datetime]
    note: Mapped[str]


class Shift(Base):
    """One phone-bank session: where, from, to."""

    __tablename__ = "shift"

    id: Mapped[int] = mapped_column(primary_key=True)
    venue: Mapped[str]
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(default="")


class ShiftCaller(Base):
    """A caller who is expected at a shift, or came to it."""

    __tablename__ = "shift_caller"

    shift_id: Mapped[int] = mapped_column(ForeignKey("shift.id"), primary_key=True)
    caller_id: Mapped[int] = mapped_column(ForeignKey("caller.id"), primary_key=True, index=True)
    came: Mapped[bool] = mapped_column(default=False)


class Draft(Base):
    """What a caller has entered of the call they are at, kept every two seconds."""

    __tablename__ = "draft"

    caller_id: Mapped[int] = mapped_column(ForeignKey("caller.id"), primary_key=True)
    elector_id: Mapped[int] = mapped_column(ForeignKey("elector.id"), index=True)
    at: Mapped[datetime]
    entered: Mapped[dict[str, Any]]


class CallSheet(Base):
    """A printed page of a list; `number` stands on the paper."""

    __tablename__ = "call_sheet"

    number: Mapped[int] = mapped_column(primary_key=True)
    call_list_id: Mapped[int] = mapped_column(ForeignKey("call_list.id"))
    printed_at: Mapped[datetime]
    caller_id: Mapped[int] = mapped_column(ForeignKey("caller.id"))


class CallSheetRow(Base):
    """One numbered row of a printed page."""

    __tablename__ = "call_sheet_row"

    sheet: Mapped[int] = mapped_column(ForeignKey("call_sheet.number"), primary_key=True)
    row: Mapped[int] = mapped_column(primary_key=True)
    elector_id: Mapped[int] = mapped_column(ForeignKey("elector.id"), index=True)
    number_id: Mapped[int | None] = mapped_column(
        ForeignKey("phone_number.id", ondelete="SET NULL"), index=True
    )
    call_id: Mapped[str | None] = mapped_column(ForeignKey("call.call_id"), index=True)


class Seat(Base):
    """A running program at which a caller works; leases of one that fell silent are over."""

    __tablename__ = "seat"

    id: Mapped[str] = mapped_column(primary_key=True)
    caller_id: Mapped[int] = mapped_column(ForeignKey("caller.id"), index=True)
    machine: Mapped[str]
    seen_at: Mapped[datetime]
