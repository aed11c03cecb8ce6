"""Electors as rows of a table: all their ids in the order of a column, and a page of rows."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, select
from sqlalchemy.orm import Session

from phonebank.domain.electors import ElectorColumn, ElectorLine, FoundElector
from phonebank.domain.segments import Tree
from phonebank.store import search, segments
from phonebank.store.contest_schema import Affiliate, Section
from phonebank.store.dialect import packed, unpacked
from phonebank.store.schema import Constituency, Elector

SORTED_BY: Mapping[ElectorColumn, Any] = {
    ElectorColumn.NAME: Elector.name_key,
    ElectorColumn.MEMBERSHIP_NUMBER: Elector.membership_number,
    ElectorColumn.CONSTITUENCY: Constituency.name,
    ElectorColumn.SECTION: Section.name,
    ElectorColumn.AFFILIATE: Affiliate.name,
    ElectorColumn.INTENTION: Elector.intention,
    ElectorColumn.STRENGTH: Elector.strength,
    ElectorColumn.PREVIOUS_VOTE: Elector.previous_vote,
    ElectorColumn.BALLOT: Elector.ballot,
    ElectorColumn.ATTEMPTS: Elector.attempts,
    ElectorColumn.LAST_CALL: Elector.last_call_at,
    ElectorColumn.NUMBERS: Elector.usable_numbers,
    ElectorColumn.JOINED: Elector.joined_on,
    ElectorColumn.POSTCODE: Elector.postcode,
    ElectorColumn.RECRUITED_BY: Elector.recruited_by,
    ElectorColumn.SUPPRESSED: Elector.suppressed,
}
NEVER_EMPTY = frozenset({ElectorColumn.NAME, ElectorColumn.MEMBERSHIP_NUMBER})
TEXTS = frozenset({ElectorColumn.POSTCODE, ElectorColumn.RECRUITED_BY, ElectorColumn.SUPPRESSED})
OTHER_TABLES: Mapping[ElectorColumn, tuple[Any, ColumnElement[bool]]] = {
    ElectorColumn.CONSTITUENCY: (Constituency, Constituency.id == Elector.constituency_id),
    ElectorColumn.SECTION: (Section, Section.id == Elector.section_id),
    ElectorColumn.AFFILIATE: (Affiliate, Affiliate.id == Elector.affiliate_id),
}


def ordered_ids(
    session: Session,
    order: ElectorColumn,
    *,
    descending: bool = False,
    segment: Tree | None = None,
    now: datetime | None = None,
) -> array[int]:
    """Ids in the order of a column, then by name; electors who have nothing in it come last.

    Electors merged into another are left out.
    """
    listed = select(Elector.id).where(Elector.id.not_in(_merged()))
    if segment is not None:
        listed = listed.where(segments.condition(session, segment, now))
    inner = _in_order(listed, order, descending=descending).subquery()
    return unpacked(session.scalar(select(packed(session, inner.c.id))))


def _merged() -> Select[int]:
    return select(Elector.id).where(Elector.merged_into.is_not(None))


def _in_order(listed: Select[int], order: ElectorColumn, *, descending: bool) -> Select[int]:
    column = SORTED_BY[order]
    if order in OTHER_TABLES:
        listed = listed.outerjoin(*OTHER_TABLES[order])
    if order not in NEVER_EMPTY:
        listed = listed.order_by(column == "" if order in TEXTS else column.is_(None))
    listed = listed.order_by(column.desc() if descending else column)
    if order is ElectorColumn.NAME:
        return listed.order_by(Elector.id.desc() if descending else Elector.id)
    return listed.order_by(Elector.name_key, Elector.id) if order not in NEVER_EMPTY else listed


LINE = (
    Elector.id,
    Elector.membership_number,
    Elector.first_name,
    Elector.last_name,
    Constituency.name,
    Section.name,
    Affiliate.name,
    Elector.intention,
    Elector.strength,
    Elector.previous_vote,
    Elector.ballot,
    Elector.attempts,
    Elector.last_call_at,
    Elector.usable_numbers,
    Elector.joined_on,
    Elector.postcode,
    Elector.recruited_by,
    Elector.suppressed,
)


# Both questions are put together once: they are asked at every key stroke and every page.
_LINES = (
    select(*LINE)
    .join(Constituency, Constituency.id == Elector.constituency_id)
    .outerjoin(Section, Section.id == Elector.section_id)
    .outerjoin(Affiliate, Affiliate.id == Elector.affiliate_id)
    .where(Elector.id.in_(bindparam("ids", expanding=True)))
)


def lines(session: Session, ids: Sequence[int]) -> list[ElectorLine]:
    """The rows of these electors in the order of the ids; an id that is gone has none."""
    by_id: dict[int, ElectorLine] = {}
    rows = session.connection().execute(_LINES, {"ids": ids})
    for elector, number, first, last, *facts in rows:
        by_id[elector] = ElectorLine(elector, number, f"{first} {last}".strip(), *facts)
    return [by_id[elector] for elector in ids if elector in by_id]


FOUND = (
    Elector.id,
    Elector.membership_number,
    Elector.first_name,
    Elector.last_name,
    Constituency.name,
    Section.name,
    Elector.intention,
    Elector.attempts,
    Elector.suppressed,
    Elector.postcode,
)


_FOUND = (
    select(*FOUND)
    .join(Constituency, Constituency.id == Elector.constituency_id)
    .outerjoin(Section, Section.id == Elector.section_id)
    .where(Elector.id.in_(bindparam("ids", expanding=True)))
)


def found(session: Session, text: str, limit: int) -> list[FoundElector]:
    """Electors of whom all of the text holds; see store/search for who and in which order."""
    ids = search.ids_matching(session, text, limit)
    by_id: dict[int, FoundElector] = {}
    rows = session.connection().execute(_FOUND, {"ids": ids})
    for elector, number, first, last, *facts in rows:
        by_id[elector] = FoundElector(elector, number, f"{first} {last}".strip(), *facts)
    return [by_id[elector] for elector in ids]
