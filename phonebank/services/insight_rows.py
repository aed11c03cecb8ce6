"""What a canvass row gains: its change on the week, and shares that can be believed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from phonebank.domain.canvass import ANSWER_FIELDS, By
from phonebank.domain.outcomes import UNDECIDED
from phonebank.estimation.pooling import Place, pooled
from phonebank.store import insight_counts, insight_times

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from fractions import Fraction

    from sqlalchemy.orm import Session

    from phonebank.domain.canvass import CanvassRow, CanvassTable
    from phonebank.domain.contest import Contest
    from phonebank.domain.tallies import Tally
    from phonebank.store.counts import Filter

WEEK = timedelta(days=7)


def with_pooled(table: CanvassTable) -> CanvassTable:
    """Places with their shares drawn towards region and country, as far as answers are few."""
    rows, who = table.rows, (*table.candidates, UNDECIDED)
    places = [
        Place(
            name=row.place or "",
            region=row.region or "",
            roll=row.tally.roll or 0,
            counts={**row.tally.counts, UNDECIDED: row.tally.undecided},
        )
        for row in rows
        if row.tally.roll
    ]
    found = pooled(places, who)
    if found is None:
        return table
    drawn = [_drawn(row, found.places.get(row.place or "", {})) for row in rows]
    return replace(table, rows=drawn)


def _drawn(row: CanvassRow, estimates: Mapping[str, Any]) -> CanvassRow:
    return replace(
        row,
        pooled={who: estimate.share for who, estimate in estimates.items()},
        pooled_interval={who: estimate.interval for who, estimate in estimates.items()},
    )


Moved = dict[str | None, Counter[str]]
"""By label, how many more stood with each answer a week ago than stand now."""


def week_ago(
    session: Session,
    chosen: Filter,
    where: Mapping[str, Sequence[str]],
    now: datetime,
    bys: Sequence[By],
) -> Mapping[By, Moved]:
    """For several groupings from one pass over those who answered since.

    Left out is where it cannot be said: rows without a roll, or a filter that chooses among
    answers, since of those that were replaced not all is known.
    """
    known = [by for by in bys if by.has_roll and not set(where) & set(ANSWER_FIELDS)]
    if not known:
        return {}
    names = insight_counts.Names(session)
    labelled = [names.of(by.value) for by in known]
    columns = [column for column, _ in labelled]
    moved: dict[By, Moved] = {by: {} for by in known}
    rows = insight_times.moved_since(session, chosen, now - WEEK, *columns)
    for *values, then, latest, n in rows:
        for by, (_, label), value in zip(known, labelled, values, strict=True):
            more = moved[by].setdefault(label(value), Counter())
            more[latest] -= n
            if then is not None:
                more[then] += n
    return moved


def change(tally: Tally, more: Mapping[str, int], contest: Contest) -> Fraction | None:
    """The lead less the lead a week ago, among the answers that stood then.

    None unless both rest on as many people as the campaign asks for before it says anything.
    """
    then = replace(
        tally,
        counts={short: n + more.get(short, 0) for short, n in tally.counts.items()},
        undecided=tally.undecided + more.get(UNDECIDED, 0),
    )
    lead, before = tally.lead(contest.ours), then.lead(contest.ours)
    if min(tally.stated, then.stated) < contest.thresholds.too_few_stated:
        return None
    return None if lead is None or before is None else lead - before
