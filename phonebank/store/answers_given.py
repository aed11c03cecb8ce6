"""Answers as rows of a table: each elector's latest, or every one that was given."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session, aliased

from phonebank.store.call_schema import Call
from phonebank.store.contest_schema import Affiliate, Section
from phonebank.store.schema import Caller, Constituency, Elector

CHUNK = 5000
WHO = (
    Elector.membership_number,
    Constituency.name.label("constituency"),
    Section.name.label("section"),
    Affiliate.name.label("affiliate"),
)
LATEST = (
    *WHO,
    Elector.intention,
    Elector.strength,
    Elector.previous_vote,
    Elector.ballot,
    Elector.intention_at,
    Caller.name.label("caller"),
)
EVERY = (
    *WHO,
    Call.intention,
    Call.strength,
    Call.previous_vote,
    Call.ballot,
    Call.called_at,
    Caller.name.label("caller"),
    Call.call_id,
)


def count_latest(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Elector).where(*_has_answered())) or 0


def latest(session: Session) -> Iterator[tuple[Any, ...]]:
    """The answer that counts of each elector (LATEST), by membership number."""
    asked = _with_places(select(*LATEST).select_from(Elector))
    asked = asked.outerjoin(Caller, Caller.id == Elector.intention_by)
    return _rows(session, asked.where(*_has_answered()).order_by(Elector.membership_number))


def _has_answered() -> tuple[Any, ...]:
    return Elector.intention.is_not(None), Elector.merged_into.is_(None)


def count_every(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Call).where(*_counts())) or 0


def every(session: Session) -> Iterator[tuple[Any, ...]]:
    """Each answer that was given and not taken back or corrected (EVERY), in the order of time."""
    asked = _with_places(
        select(*EVERY)
        .select_from(Call)
        .join(Elector, Elector.id == Call.elector_id)
        .join(Caller, Caller.id == Call.caller_id)
    )
    return _rows(session, asked.where(*_counts()).order_by(Call.called_at, Call.id))


def _counts() -> tuple[Any, ...]:
    later = aliased(Call)
    return Call.takes_answer, ~exists().where(later.supersedes == Call.call_id)


def _with_places(asked: Any) -> Select[*tuple[Any, ...]]:
    placed: Select[*tuple[Any, ...]] = (
        asked.join(Constituency, Constituency.id == Elector.constituency_id)
        .outerjoin(Section, Section.id == Elector.section_id)
        .outerjoin(Affiliate, Affiliate.id == Elector.affiliate_id)
    )
    return placed


def _rows(session: Session, asked: Select[*tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    with session.connection().execute(asked, execution_options={"yield_per": CHUNK}) as found:
        for row in found:
            yield tuple(row)
