"""Electors and their answers as long tables for a workbook: with a reason, and in the audit."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from phonebank.domain.electors import ElectorColumn
from phonebank.domain.errors import WrongUse
from phonebank.domain.permits import Actor, Right, is_name, require
from phonebank.domain.segment_words import words
from phonebank.domain.sheet import Column, Kind
from phonebank.spreadsheets.long_pages import LongSheet
from phonebank.store import answers_given, audit, elector_lines, saved_segments

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from phonebank.domain.segments import Tree
    from phonebank.domain.sheet import Cell
    from phonebank.store.database import Database

CHUNK = 500
LONGEST_REASON = 500
PERSONAL = (
    "Personal data about political opinions, given out for a stated reason: keep it no longer than "
    "that needs. Telephone numbers and notes are left out."
)
ELECTORS = (
    Column("membership_number", "Membership number", Kind.TEXT),
    Column("name", "Name", Kind.TEXT),
    Column("constituency", "Constituency", Kind.TEXT),
    Column("section", "Section", Kind.TEXT),
    Column("affiliate", "Affiliate", Kind.TEXT),
    Column("intention", "Intention", Kind.TEXT),
    Column("strength", "Strength", Kind.TEXT),
    Column("previous_vote", "Previous vote", Kind.TEXT),
    Column("ballot", "Ballot", Kind.TEXT),
    Column("attempts", "Attempts", Kind.COUNT),
    Column("last_call_at", "Last call", Kind.TIME),
    Column("numbers", "Numbers that can be rung", Kind.COUNT),
    Column("joined_on", "Joined", Kind.DATE),
    Column("postcode", "Postcode", Kind.TEXT),
    Column("recruited_by", "Recruited by", Kind.TEXT),
    Column("suppressed", "Not to be called", Kind.TEXT),
)
LATEST = (
    *(ELECTORS[0], *ELECTORS[2:9]),
    Column("intention_at", "Answered", Kind.TIME),
    Column("caller", "Caller", Kind.TEXT),
)
EVERY = (*LATEST, Column("call_id", "Call", Kind.TEXT))


def is_reason(text: str) -> bool:
    """Whether personal data may leave the house for it: something that anybody could read."""
    return is_name(text) and len(text) <= LONGEST_REASON


@dataclass(frozen=True, slots=True, kw_only=True)
class Personal:
    """Tables of electors to be given out: of a saved segment, their answers, and what for."""

    reason: str
    segment: str | None = None
    answers: bool = False

    def check(self) -> None:
        """WrongUse without a reason that anybody could read."""
        if not is_reason(self.reason):
            raise WrongUse(
                "Tables of electors leave the house only for a stated reason.",
                next_step=f"Say what they are for, in {LONGEST_REASON} letters or fewer.",
            )


def check_personal(db: Database, actor: Actor, wanted: Personal | None) -> None:
    """WrongUse for a segment that is not known, or without a reason; before anything is kept."""
    if wanted is None:
        return
    require(actor, Right.SEE_ELECTORS)
    wanted.check()
    with db.read() as session:
        if wanted.segment is not None:
            saved_segments.named(session, wanted.segment)


@contextmanager
def long_sheets(
    db: Database, actor: Actor, wanted: Personal | None, now: datetime
) -> Iterator[Sequence[LongSheet]]:
    """The tables of electors that are wanted, to be read within the block, all of one moment."""
    if wanted is None:
        yield []
        return
    require(actor, Right.EXPORT)
    require(actor, Right.SEE_ELECTORS)
    wanted.check()
    with db.read() as session:
        yield [*_segment(session, wanted, now), *_answers(session, wanted)]


def log_personal(
    db: Database, actor: Actor, wanted: Personal, now: datetime, sheets: Sequence[LongSheet]
) -> None:
    """Note in the audit who gives out what about electors, and why, before there is a file."""
    require(actor, Right.EXPORT)
    told = {
        "reason": wanted.reason,
        "segment": wanted.segment,
        "answers": wanted.answers,
        "rows": {sheet.title: sheet.count for sheet in sheets},
    }
    with db.write() as session:
        audit.add(session, actor.caller_id, now, "electors exported", None, {}, told)


def _segment(session: Session, wanted: Personal, now: datetime) -> Iterator[LongSheet]:
    if wanted.segment is None:
        return
    found = saved_segments.named(session, wanted.segment)
    ids = elector_lines.ordered_ids(session, ElectorColumn.NAME, segment=found.tree, now=now)
    base = _who_and_why(found.name, found.tree, wanted)
    yield LongSheet(f"Electors, {found.name}", base, ELECTORS, len(ids), _lines(session, ids))


def _who_and_why(name: str, tree: Tree, wanted: Personal) -> str:
    return f"Electors of the segment {name}: {words(tree)}. For: {wanted.reason}. {PERSONAL}"


def _lines(session: Session, ids: Sequence[int]) -> Iterator[Sequence[Cell]]:
    left = iter(ids)
    while some := list(islice(left, CHUNK)):
        for line in elector_lines.lines(session, some):
            yield line[1:]


def _answers(session: Session, wanted: Personal) -> Iterator[LongSheet]:
    if not wanted.answers:
        return
    for title, about, columns, count, rows in (
        (
            "Latest answers",
            "The answer that counts of each elector who gave one.",
            LATEST,
            answers_given.count_latest(session),
            answers_given.latest(session),
        ),
        (
            "All answers",
            "Every answer that was given and not taken back or corrected.",
            EVERY,
            answers_given.count_every(session),
            answers_given.every(session),
        ),
    ):
        base = f"{about} For: {wanted.reason}. {PERSONAL}"
        yield LongSheet(title, base, columns, count, rows)
