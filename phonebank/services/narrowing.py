"""Reads "field=value" narrowings of a canvass in the names people use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from phonebank.domain.calls import BallotStatus, Strength
from phonebank.domain.errors import WrongUse
from phonebank.domain.hours import FIRST_YEAR, LAST_YEAR, start_of, within_a_campaign
from phonebank.domain.permits import caller_key
from phonebank.domain.places import place_key
from phonebank.domain.segments import any_of, is_of_the_roll
from phonebank.store import callers, places, queue, saved_segments, segments
from phonebank.store.counts import Filter

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from phonebank.domain.segments import Tree

FIELDS = (
    "constituency",
    "region",
    "nation",
    "section",
    "affiliate",
    "caller",
    "list",
    "segment",
    "strength",
    "ballot",
    "from",
    "to",
)
SHOWN = 40


def filter_of(
    session: Session, where: Mapping[str, Sequence[str]], now: datetime | None = None
) -> Filter:
    """The filter these fields mean: a field's values are joined by or, fields by and.

    WrongUse names what is not known, with what is. A segment that looks days back does so from
    `now`, or from the campaign's own time.
    """
    unknown = [field for field in where if field not in FIELDS]
    if unknown:
        raise WrongUse(
            f"There is no field “{unknown[0]}” to narrow by.",
            next_step=f"Known: {', '.join(FIELDS)}.",
        )
    trees = _trees(session, where)
    narrowed = [segments.condition(session, tree, now) for tree in trees]
    chosen = replace(_by_place(session, where), segments=narrowed)
    if "section" in where:
        known = places.section_ids(session)
        chosen = replace(chosen, section_ids=_ids("section", where["section"], known))
    if "affiliate" in where:
        known = places.affiliate_ids(session)
        chosen = replace(chosen, affiliate_ids=_ids("affiliate", where["affiliate"], known))
    return _by_answer(session, where, chosen)


def _by_place(session: Session, where: Mapping[str, Sequence[str]]) -> Filter:
    groups: list[frozenset[int]] = []
    if "constituency" in where:
        known = places.constituency_ids(session)
        groups.append(_ids("constituency", where["constituency"], known))
    for field, grouped in (("region", places.regions), ("nation", places.nations)):
        if field in where:
            known_groups = grouped(session)
            names = [name for name, _ in known_groups.values()]
            keys = [_known(field, value, known_groups, names) for value in where[field]]
            groups.append(frozenset[int]().union(*(known_groups[key][1] for key in keys)))
    return Filter(constituency_ids=frozenset.intersection(*groups) if groups else None)


def _by_answer(session: Session, where: Mapping[str, Sequence[str]], chosen: Filter) -> Filter:
    if "caller" in where:
        known = {caller.key: caller.id for caller in callers.all_callers(session)}
        ids = _ids("caller", where["caller"], known, caller_key)
        chosen = replace(chosen, caller_ids=ids)
    if "strength" in where:
        chosen = replace(chosen, strengths=_slugs("strength", where["strength"], list(Strength)))
    if "ballot" in where:
        chosen = replace(chosen, ballots=_ballots(where["ballot"]))
    if "from" in where:
        earliest = min(_midnight(value) for value in where["from"])
        chosen = replace(chosen, answered_from=earliest)
    if "to" in where:
        latest = max(_midnight(value, days=1) for value in where["to"])
        chosen = replace(chosen, answered_before=latest)
    return chosen


def _ids(
    field: str,
    values: Sequence[str],
    known: Mapping[str, int],
    key_of: Callable[[str], str] = place_key,
) -> frozenset[int]:
    return frozenset(known[_known(field, value, known, list(known), key_of)] for value in values)


def _known(
    field: str,
    value: str,
    known: Mapping[str, object],
    names: Sequence[str],
    key_of: Callable[[str], str] = place_key,
) -> str:
    key = key_of(value)
    if key in known:
        return key
    shown = ", ".join(sorted(names)[:SHOWN]) + (" …" if len(names) > SHOWN else "")
    raise WrongUse(f"There is no {field} “{value}”.", next_step=f"Known: {shown}.")


def _slugs(field: str, values: Sequence[str], known: Sequence[str]) -> frozenset[str]:
    by_key = {place_key(slug): str(slug) for slug in known}
    return frozenset(by_key[_known(field, value, by_key, known)] for value in values)


def _ballots(values: Sequence[str]) -> frozenset[str | None]:
    """Banked is returned; outstanding is all that may yet come, or of which nothing is known."""
    slugs = _slugs("ballot", values, [*BallotStatus, *SUMMED])
    return frozenset(it for slug in slugs for it in SUMMED.get(slug, (slug,)))


SUMMED: Mapping[str, Sequence[str | None]] = {
    "banked": (BallotStatus.RETURNED.value,),
    "outstanding": (None, BallotStatus.NOT_RECEIVED.value, BallotStatus.RECEIVED.value),
}


def chosen_by_answers(session: Session, where: Mapping[str, Sequence[str]]) -> bool:
    """Whether a segment that narrows the roll asks what electors answered or how they were rung."""
    return not all(is_of_the_roll(tree) for tree in _trees(session, where))


def _trees(session: Session, where: Mapping[str, Sequence[str]]) -> list[Tree]:
    """What narrows the roll: the segments named, and those of the lists named."""
    named = [saved_segments.named(session, name).tree for name in where.get("segment", ())]
    rung = [_tree_of_list(session, name) for name in where.get("list", ())]
    listed = [tree for tree in rung if tree is not None]
    groups = (named, listed if len(listed) == len(rung) else [])
    return [any_of(group) for group in groups if group]


def _tree_of_list(session: Session, name: str) -> Tree | None:
    """The segment that a list rings; None where it is of everybody."""
    known = {place_key(one): one for one in queue.list_names(session)}
    list_id = queue.list_id(session, known[_known("list", name, known, list(known.values()))])
    segment = saved_segments.of_list(session, list_id) if list_id is not None else None
    return segment.tree if segment else None


def _midnight(value: str, days: int = 0) -> datetime:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise _no_date(value) from None
    if not within_a_campaign(day):
        raise _no_date(value)
    return start_of(day + timedelta(days=days))


def _no_date(value: str) -> WrongUse:
    return WrongUse(
        f"“{value}” is not a date within {FIRST_YEAR} to {LAST_YEAR}.",
        next_step="Write it like 2016-09-03.",
    )
