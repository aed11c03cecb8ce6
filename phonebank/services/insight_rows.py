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
from phonebank.domain.tallies import Race
from phonebank.estimation.pooling import Place, pooled
from phonebank.store import stood

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from phonebank.domain.canvass import CanvassRow, CanvassTable
    from phonebank.domain.tallies import Tally
    from phonebank.domain.verdicts import Thresholds
    from phonebank.services.insight_asking import Asked
    from phonebank.store.insight_groups import Rows

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


def week_ago(asked: Asked, bys: Sequence[By]) -> Mapping[By, Moved]:
    """For several groupings, from what is kept or from one pass over those who answered since.

    Left out is where it cannot be said: rows without a roll, or a filter that chooses among
    answers, since of those that were replaced not all is known.
    """
    known = [by for by in bys if by.has_roll and not set(asked.where) & set(ANSWER_FIELDS)]
    if not known:
        return {}
    session, chosen, names, since = asked.session, asked.chosen, asked.names, asked.now - WEEK
    labelled = {by: names.of(by.value) for by in known}
    told: dict[By, Moved] = {}
    kept = {By.CONSTITUENCY, By.REGION} & set(known) if stood.is_kept(session, chosen) else set()
    if kept:
        by_place = stood.moved_by_place(session, chosen, since, asked.who)
        told = {by: _labelled(by_place, labelled.pop(by)[1]) for by in kept}
    if labelled:
        moved = asked.moved(since, {by.value: column for by, (column, _) in labelled.items()})
        told |= {by: _by_label(moved.by(by.value), label) for by, (_, label) in labelled.items()}
    return told


def _by_label(rows: Rows, label: Callable[[Any], str | None]) -> Moved:
    """Of (value, what stood then, latest answer, people)."""
    moved: dict[str | None, Counter[str]] = {}
    for value, then, latest, n in rows:
        more = moved.setdefault(label(value), Counter())
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


def race_then(tally: Tally, more: Mapping[str, int], ours: str) -> Race:
    """How it stood when so many more stood with each answer."""
    counts = {short: n + more.get(short, 0) for short, n in tally.counts.items()}
    return Race.of(counts, tally.undecided + more.get(UNDECIDED, 0), ours)


def change(now: Race, then: Race, thresholds: Thresholds) -> Fraction | None:
    """The lead less the lead a week ago, among the answers that stood then.

    None unless both rest on as many people as the campaign asks for before it says anything.
    """
    fewest = min(now.stated, then.stated)
    if not fewest or fewest < thresholds.too_few_stated:
        return None
    lead, lead_then = now.ours - now.rival, then.ours - then.rival
    return Fraction(lead * then.stated - lead_then * now.stated, now.stated * then.stated)
