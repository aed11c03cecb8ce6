"""What a canvass row gains: its change on the week, and shares that can be believed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from phonebank.domain.canvass import ANSWER_FIELDS, By
from phonebank.domain.outcomes import UNDECIDED
from phonebank.domain.tallies import rival_count
from phonebank.estimation.pooling import Place, pooled
from phonebank.store import insight_names, insight_times, stood

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from phonebank.domain.canvass import CanvassRow, CanvassTable
    from phonebank.domain.tallies import Tally
    from phonebank.domain.verdicts import Thresholds
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
    return row._replace(
        pooled={who: estimate.share for who, estimate in estimates.items()},
        pooled_interval={who: estimate.interval for who, estimate in estimates.items()},
    )


Moved = Mapping[str | None, Mapping[str, int]]
"""By label, how many more stood with each answer a week ago than stand now."""


def week_ago(
    session: Session,
    chosen: Filter,
    where: Mapping[str, Sequence[str]],
    now: datetime,
    bys: Sequence[By],
    who: Sequence[str],
) -> Mapping[By, Moved]:
    """For several groupings, from what is kept or from one pass over those who answered since.

    Left out is where it cannot be said: rows without a roll, or a filter that chooses among
    answers, since of those that were replaced not all is known.
    """
    known = [by for by in bys if by.has_roll and not set(where) & set(ANSWER_FIELDS)]
    if not known:
        return {}
    names = insight_names.Names(session)
    if set(known) <= {By.CONSTITUENCY, By.REGION} and stood.is_kept(session, chosen):
        by_place = stood.moved_by_place(session, chosen, now - WEEK, who)
        return {by: _labelled(by_place, names.of(by.value)[1]) for by in known}
    labelled = [names.of(by.value) for by in known]
    columns = [column for column, _ in labelled]
    moved: dict[By, dict[str | None, Counter[str]]] = {by: {} for by in known}
    rows = insight_times.moved_since(session, chosen, now - WEEK, *columns)
    for *values, then, latest, n in rows:
        for by, (_, label), value in zip(known, labelled, values, strict=True):
            more = moved[by].setdefault(label(value), Counter())
            more[latest] -= n
            if then is not None:
                more[then] += n
    return moved


def _labelled(by_place: stood.Moved, label: Callable[[int], str | None]) -> Moved:
    moved: dict[str | None, Mapping[str, int]] = {}
    for place, more in by_place.items():
        name = label(place)
        known = moved.get(name)
        moved[name] = more if known is None else _sum(known, more)
    return moved


def _sum(one: Mapping[str, int], other: Mapping[str, int]) -> Mapping[str, int]:
    return {who: one.get(who, 0) + other.get(who, 0) for who in {**one, **other}}


def change(
    tally: Tally, more: Mapping[str, int], ours: str, thresholds: Thresholds
) -> Fraction | None:
    """The lead less the lead a week ago, among the answers that stood then.

    None unless both rest on as many people as the campaign asks for before it says anything.
    """
    then = {short: n + more.get(short, 0) for short, n in tally.counts.items()}
    stated, before = tally.stated, sum(then.values()) + tally.undecided + more.get(UNDECIDED, 0)
    if not stated or not before or min(stated, before) < thresholds.too_few_stated:
        return None
    lead = tally.counts[ours] - tally.rival_count(ours)
    lead_then = then[ours] - rival_count(then, ours)
    return Fraction(lead * before - lead_then * stated, stated * before)
