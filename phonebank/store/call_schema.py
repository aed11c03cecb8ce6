"""The tables of calls, which are only ever added to."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from phonebank.store.schema import Base


class Outcome(Base):
    """What can come of a call; see domain/outcomes for what each column means."""

    __tablename__ = "outcome"
    __table_args__ = (UniqueConstraint("slug", "takes_answer"),)

    slug: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    reached: Mapped[bool | None]
    disposition: Mapped[str]
    disposition_unsaid: Mapped[str]
    retry_minutes: Mapped[int | None]
    next_number_first: Mapped[bool]
    final: Mapped[bool]
    suppresses: Mapped[str]
    takes_answer: Mapped[bool]
    needs_organiser: Mapped[bool]
    is_callback: Mapped[bool]
    finishes_list: Mapped[bool]


_ANSWERS = "(intention IS NULL AND strength IS NULL AND previous_vote IS NULL)"


class Call(Base):
    """One attempt, or (without an outcome) a record that takes an earlier one back.

    `takes_answer` repeats the outcome's, held true by a foreign key, so that a check can say:
    either an answer or a reason for none, never both. `seconds` is how long it took.
    """

    __tablename__ = "call"
    __table_args__ = (
        CheckConstraint(
            f"(outcome IS NOT NULL AND takes_answer AND intention IS NOT NULL) OR "
            f"(outcome IS NOT NULL AND NOT takes_answer AND {_ANSWERS}) OR "
            f"(outcome IS NULL AND NOT takes_answer AND supersedes IS NOT NULL AND {_ANSWERS})",
            name="answer_or_reason_for_none",
        ),
        ForeignKeyConstraint(["outcome", "takes_answer"], ["outcome.slug", "outcome.takes_answer"]),
        Index("ix_call_caller_at", "caller_id", "called_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[str] = mapped_column(unique=True)
    elector_id: Mapped[int] = mapped_column(ForeignKey("elector.id"), index=True)
    caller_id: Mapped[int] = mapped_column(ForeignKey("caller.id"))
    call_list_id: Mapped[int | None] = mapped_column(ForeignKey("call_list.id"))
    number_id: Mapped[int | None] = mapped_column(ForeignKey("phone_number.id"))
    called_at: Mapped[datetime] = mapped_column(index=True)
    recorded_at: Mapped[datetime]
    outcome: Mapped[str | None]
    takes_answer: Mapped[bool]
    intention: Mapped[str | None]
    strength: Mapped[str | None]
    previous_vote: Mapped[str | None]
    ballot: Mapped[str | None]
    note: Mapped[str] = mapped_column(default="")
    callback_at: Mapped[datetime | None]
    callback_for: Mapped[int | None] = mapped_column(ForeignKey("caller.id"))
    do_not_call: Mapped[bool] = mapped_column(default=False)
    supersedes: Mapped[str | None] = mapped_column(ForeignKey("call.call_id"), unique=True)
    seconds: Mapped[int | None]
    script_version_id: Mapped[int | None] = mapped_column(ForeignKey("script_version.id"))


class CallReason(Base):
    """A reason given in a call, in the order in which it was given."""

    __tablename__ = "call_reason"

    call_id: Mapped[str] = mapped_column(ForeignKey("call.call_id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    reason_id: Mapped[int] = mapped_column(ForeignKey("reason.id"))
