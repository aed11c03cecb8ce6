"""The tables of the contest itself and of what others say about it."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from phonebank.store.schema import Base


class Campaign(Base):
    """One row: this campaign; packs know it by `uid`. Demonstrations keep a clock of their own.

    With `pack_id` it is not the campaign itself but the floor made from one of its packs.
    """

    __tablename__ = "campaign"

    id: Mapped[int] = mapped_column(primary_key=True)
    created_at: Mapped[datetime]
    is_demo: Mapped[bool] = mapped_column(default=False)
    uid: Mapped[str] = mapped_column(default=lambda: str(uuid4()), server_default="")
    pack_id: Mapped[str | None] = mapped_column(ForeignKey("pack.id"))


class Contest(Base):
    __tablename__ = "contest"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    name: Mapped[str]
    title: Mapped[str]
    ballots_open: Mapped[datetime]
    ballots_close: Mapped[datetime]
    result_on: Mapped[date | None]
    thresholds: Mapped[dict[str, Any]]
    archived_at: Mapped[datetime | None]


class Candidate(Base):
    __tablename__ = "candidate"

    short: Mapped[str] = mapped_column(primary_key=True)
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"))
    position: Mapped[int]
    name: Mapped[str]
    key: Mapped[str]
    colour: Mapped[str]
    is_ours: Mapped[bool] = mapped_column(default=False)


class PreviousChoice(Base):
    """Whom they could vote for last time."""

    __tablename__ = "previous_choice"

    short: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[str]


class Reason(Base):
    __tablename__ = "reason"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    key: Mapped[str]


class Section(Base):
    __tablename__ = "section"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)


class SectionSize(Base):
    """How many electors a section has, according to somebody."""

    __tablename__ = "section_size"

    id: Mapped[int] = mapped_column(primary_key=True)
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id"), index=True)
    value: Mapped[int]
    source: Mapped[str]
    as_of: Mapped[date | None]
    used: Mapped[bool] = mapped_column(default=False)


class Affiliate(Base):
    __tablename__ = "affiliate"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]


class Area(Base):
    """One or several constituencies reported together, under the name as printed."""

    __tablename__ = "area"

    id: Mapped[int] = mapped_column(primary_key=True)
    printed: Mapped[str] = mapped_column(unique=True)


class AreaConstituency(Base):
    __tablename__ = "area_constituency"

    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), primary_key=True)
    constituency_id: Mapped[int] = mapped_column(
        ForeignKey("constituency.id"), primary_key=True, index=True
    )


class ReportedCanvass(Base):
    """A canvass told to us, its figures kept as printed. Without an area it is of the country."""

    __tablename__ = "reported_canvass"

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    canvasser: Mapped[str]
    told_by: Mapped[str]
    reported_on: Mapped[date]
    printed: Mapped[dict[str, Any]]
    undecided: Mapped[str]
    refused: Mapped[str]
    coverage: Mapped[str]
    words: Mapped[str]
    source: Mapped[str]


class OutsidePoll(Base):
    """One line of a pollster's figures, percentages as printed; no section means everybody."""

    __tablename__ = "outside_poll"

    id: Mapped[int] = mapped_column(primary_key=True)
    pollster: Mapped[str]
    client: Mapped[str]
    fieldwork_from: Mapped[date | None]
    fieldwork_to: Mapped[date | None]
    published: Mapped[date]
    section_id: Mapped[int | None] = mapped_column(ForeignKey("section.id"))
    stated: Mapped[int | None]
    printed: Mapped[dict[str, Any]]
    undecided: Mapped[str]
    source: Mapped[str]


class Endorsement(Base):
    __tablename__ = "endorsement"

    id: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[str]
    kind: Mapped[str]
    candidate: Mapped[str] = mapped_column(ForeignKey("candidate.short"))
    method: Mapped[str]
    votes_for: Mapped[int | None]
    votes_against: Mapped[int | None]
    electorate: Mapped[int | None]
    decided_on: Mapped[date | None]
    source: Mapped[str]


class DeclaredResult(Base):
    """Votes by candidate in one section, or in all where no section is named."""

    __tablename__ = "declared_result"

    id: Mapped[int] = mapped_column(primary_key=True)
    section_id: Mapped[int | None] = mapped_column(ForeignKey("section.id"), unique=True)
    votes: Mapped[dict[str, Any]]
    spoilt: Mapped[int | None]
    electorate: Mapped[int | None]
    declared_on: Mapped[date]
    source: Mapped[str]
