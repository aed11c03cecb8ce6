"""What insights ask of many electors, from the counts that a file keeps by month of joining.

Who joined before each edge is summed in the order of the key, and periods are what lies between:
to group by everybody's period takes three times as long. Edges are the first days of months.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, TableClause, func, select
from sqlalchemy.orm import Session

from phonebank.store.counts import Filter, are_kept_of_all, kept_of
from phonebank.store.insight_groups import Rows
from phonebank.store.kept_counts import (
    BY_CALLER,
    BY_CELL,
    BY_REGION,
    BY_ROLL,
    NOBODY,
    NOTHING,
)

UNKNOWN = -1
"""The period of whoever joined nobody knows when."""
COLUMNS = {
    "place": "region",
    "section": "section_id",
    "affiliate": "affiliate_id",
    "list": "intention_list",
    "caller": "intention_by",
}


class Answers:
    """The latest answers of everybody: as `insight_counts.answers`, where a place is a region.

    By callers and lists, or by affiliates and attempts, and by all else.
    """

    def __init__(self, session: Session, edges: Sequence[date]) -> None:
        self._session, self._edges = session, edges

    def by(self, *names: str) -> Rows:
        """How many electors there are by these columns: (*columns, n)."""
        kept = (BY_CELL if {"caller", "list"}.isdisjoint(names) else BY_CALLER).table
        asked = {COLUMNS.get(name, name): name for name in names if name != "period"}
        columns = [it for it in kept.c if it.key in asked]
        rows: Rows
        if "period" in names:
            joined = _joined(self._session, kept, columns, self._edges)
            width = len(columns)
            rows = [
                (*row[:width], period, n) for row in joined for period, n in by_period(row[width:])
            ]
        else:
            rows = self._session.execute(_summed(columns, func.sum(kept.c.people))).all()
        order = [*(asked[it.key] for it in columns), "period"]
        ordered = itemgetter(*map(order.index, names), -1)
        return [ordered(row) for row in rows]


def of_roll(
    session: Session, chosen: Filter, edges: Sequence[date], *, is_unreached: bool = False
) -> Rows:
    """(place, section, affiliate, *joined) of everybody chosen, or of whom nobody spoke to.

    A place is a region where everybody is asked about; for the rest see `by_period`.
    """
    kept = (BY_REGION if are_kept_of_all(session, chosen) else BY_ROLL).table
    columns = [*kept.c][:3]
    where = [kept.c.is_reached == 0] if is_unreached else []
    return _joined(session, kept, columns, edges, *where, *kept_of(kept, chosen))


def by_period(joined: Sequence[int]) -> Iterator[tuple[int, int]]:
    """(period, people) where there are any.

    Of how many there are, of how many it is not known when they joined, and of how many that or
    that it was before each edge.
    """
    people, *before = joined
    earlier = 0
    for period, so_far in enumerate((*before, people), UNKNOWN):
        if so_far > earlier:
            yield period, so_far - earlier
        earlier = so_far


def together(parts: Iterable[Sequence[int]]) -> list[int]:
    """What several such parts come to, for `by_period`."""
    return [*map(sum, zip(*parts, strict=True))]


def _joined(
    session: Session,
    kept: TableClause,
    columns: Sequence[Any],
    edges: Sequence[date],
    *where: ColumnElement[bool],
) -> Rows:
    """(*columns, *joined): the month of whom it is not known of is before any."""
    ends = [kept.c.joined == NOTHING, *(kept.c.joined < _month(edge) for edge in edges)]
    people = func.sum(kept.c.people)
    before = [func.coalesce(people.filter(end), 0) for end in ends]
    return session.execute(_summed(columns, people, *before).where(*where)).all()


def _summed(columns: Sequence[Any], *sums: Any) -> Any:
    told = [func.nullif(it, NOBODY) if it.key in IDS else it for it in columns]
    return select(*told, *sums).group_by(*columns)


IDS = {"section_id", "affiliate_id", "intention_list", "first_reached"}
"""Columns where nobody stands for none."""


def _month(edge: date) -> str:
    return edge.isoformat()[:7]
