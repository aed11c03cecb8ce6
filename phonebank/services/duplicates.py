"""Finding electors who may be one person, and doing what somebody decided of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from phonebank.domain.changes import Done, Topic
from phonebank.domain.duplicates import (
    DuplicatePair,
    Duplicates,
    Likeness,
    Named,
    at_one_postcode,
    pairs_to_compare,
    with_one_email,
)
from phonebank.domain.electors import name_key
from phonebank.domain.errors import InputRefused
from phonebank.domain.permits import Actor, Right, require
from phonebank.services.looking_up import elector_card
from phonebank.store import audit, contest, duplicates, electors, kept

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from phonebank.domain.duplicates import Group
    from phonebank.domain.electors import ElectorCard
    from phonebank.store.database import Database

    Report = Callable[[int, int], None]

MOST_ALIKE = 150
AT_ONCE = 2000
TOUCHED = Topic.ELECTORS | Topic.CALLS | Topic.LEASES


class Decision(StrEnum):
    """What was decided of two electors; the value names it in the audit."""

    MERGED = "merged"
    KEPT_APART = "kept apart"


@dataclass(frozen=True, slots=True)
class Decided:
    """What was done, or undone, with two electors; of merged ones `kept` is the one on the roll."""

    decision: Decision
    kept: int
    other: int


def possible_duplicates(
    db: Database, actor: Actor, report: Report = lambda done, total: None
) -> Duplicates:
    """Everybody on the roll who may be there twice, likeliest first.

    Two electors of one postcode, or with one e-mail address, whose names are near. Those merged
    or kept apart are not told again. A shared telephone number says nothing.
    """
    groups = groups_to_search(db, actor)
    found: list[DuplicatePair] = []
    for start in range(0, len(groups), AT_ONCE):
        report(start, len(groups))
        found.extend(pairs_in(db, actor, groups[start : start + AT_ONCE]))
    report(len(groups), len(groups))
    merged, apart = decided_so_far(db, actor)
    return Duplicates(in_order(found), merged, apart)


def groups_to_search(db: Database, actor: Actor) -> Sequence[Group]:
    """Who is to be compared with whom; `pairs_in` takes some of it at a time."""
    require(actor, Right.SEE_ELECTORS)
    with db.read() as session:
        return list(duplicates.groups(session))


def pairs_in(db: Database, actor: Actor, groups: Sequence[Group]) -> Sequence[DuplicatePair]:
    """The electors in these groups who may be one person."""
    require(actor, Right.SEE_ELECTORS)
    with db.read() as session:
        ids = {elector for group in groups for elector in group.ids}
        people = {row[0]: _named(*row) for row in duplicates.facts(session, ids)}
        found = _likenesses(groups, people)
        for apart in duplicates.kept_apart(session) & found.keys():
            del found[apart]
        shown = duplicates.shown(session, (elector for pair in found for elector in pair))
    return [
        DuplicatePair((shown[one], shown[other]), found[one, other].why, found[one, other].score)
        for one, other in found
    ]


def in_order(pairs: Sequence[DuplicatePair]) -> Sequence[DuplicatePair]:
    """Each pair once, as the nearest it was found to be, the likeliest first."""
    nearest: dict[tuple[int, int], DuplicatePair] = {}
    for pair in pairs:
        known = nearest.get(pair.ids)
        if known is None or pair.score > known.score:
            nearest[pair.ids] = pair
    return sorted(nearest.values(), key=lambda it: (-it.score, it.electors[0].name, it.ids))


def decided_so_far(db: Database, actor: Actor) -> tuple[int, int]:
    """How many electors are merged into others, and how many pairs are kept apart."""
    require(actor, Right.SEE_ELECTORS)
    with db.read() as session:
        return duplicates.count_merged(session), len(duplicates.kept_apart(session))


def cards_of(db: Database, actor: Actor, pair: DuplicatePair) -> tuple[ElectorCard, ElectorCard]:
    """Everything known of both."""
    one, other = pair.ids
    return elector_card(db, actor, one), elector_card(db, actor, other)


def ids_of(db: Database, actor: Actor, membership_numbers: Sequence[str]) -> Sequence[int]:
    """Elector ids by membership number; InputRefused for one that is not known."""
    require(actor, Right.SEE_ELECTORS)
    with db.read() as session:
        found = [electors.id_with_number(session, number) for number in membership_numbers]
    for number, elector in zip(membership_numbers, found, strict=True):
        if elector is None:
            raise InputRefused(f"There is no elector with membership number “{number}”.")
    return [elector for elector in found if elector is not None]


def merge(db: Database, actor: Actor, kept_id: int, other_id: int, now: datetime) -> Done[Decided]:
    """One person: the first stays on the roll, and all that is known of the other is theirs.

    Calls stay where they were made; the kept elector's state is folded from all of them, and a
    suppression of either is in force. InputRefused where that cannot be.
    """
    require(actor, Right.RUN_CAMPAIGN)
    with db.write() as session:
        _check_undecided(session, kept_id, other_id)
        duplicates.set_merged(session, other_id, kept_id)
        return _done(session, actor, now, Decided(Decision.MERGED, kept_id, other_id))


def keep_apart(
    db: Database, actor: Actor, one_id: int, other_id: int, now: datetime
) -> Done[Decided]:
    """Two persons: they are not told as possible duplicates again."""
    require(actor, Right.RUN_CAMPAIGN)
    with db.write() as session:
        _check_undecided(session, one_id, other_id)
        duplicates.keep_apart(session, one_id, other_id)
        return _done(session, actor, now, Decided(Decision.KEPT_APART, one_id, other_id))


def undo(db: Database, actor: Actor, one_id: int, other_id: int, now: datetime) -> Done[Decided]:
    """Take back what was decided of two electors: all is as it would be without it."""
    require(actor, Right.RUN_CAMPAIGN)
    with db.write() as session:
        for kept_id, merged_id in ((one_id, other_id), (other_id, one_id)):
            if duplicates.merged_into(session, merged_id) == kept_id:
                duplicates.set_merged(session, merged_id, None)
                undone = Decided(Decision.MERGED, kept_id, merged_id)
                return _done(session, actor, now, undone, is_undone=True)
        if not duplicates.is_kept_apart(session, one_id, other_id):
            raise InputRefused("These two electors are neither merged nor kept apart.")
        duplicates.end_apart(session, one_id, other_id)
        undone = Decided(Decision.KEPT_APART, one_id, other_id)
        return _done(session, actor, now, undone, is_undone=True)


def _done(
    session: Session, actor: Actor, now: datetime, decided: Decided, *, is_undone: bool = False
) -> Done[Decided]:
    """Note the decision in the audit, and fold the calls of both."""
    both = decided.kept, decided.other
    kept_number, other_number = (electors.membership_number(session, it) for it in both)
    told = {"kept": kept_number, "other": other_number}
    action = f"{decided.decision.value} undone" if is_undone else decided.decision.value
    for elector in both:
        halves = (told, {}) if is_undone else ({}, told)
        audit.add(session, actor.caller_id, now, action, elector, *halves)
    if decided.decision is Decision.KEPT_APART:
        return Done(decided, Topic.ELECTORS)
    kept.refold(session, both, contest.outcomes(session))
    return Done(decided, TOUCHED)


def _check_undecided(session: Session, one_id: int, other_id: int) -> None:
    if one_id == other_id:
        raise InputRefused("These are one elector, not two.")
    for elector in (one_id, other_id):
        into = duplicates.merged_into(session, elector)
        if into is not None:
            name = electors.membership_number(session, elector)
            kept_as = electors.membership_number(session, into)
            raise InputRefused(
                f"{name} is merged into {kept_as} already.",
                next_step=f"Name {kept_as} instead, or undo that merge first.",
            )
    if duplicates.is_kept_apart(session, one_id, other_id):
        raise InputRefused("These two are kept apart already.", next_step="Undo that first.")


def _likenesses(
    groups: Sequence[Group], people: Mapping[int, Named]
) -> dict[tuple[int, int], Likeness]:
    """By the two ids, the lower first, how near two electors of a group are."""
    from rapidfuzz.distance import JaroWinkler

    alike = JaroWinkler.similarity
    found: dict[tuple[int, int], Likeness] = {}
    for group, one, other in _compared(groups, people):
        near = (with_one_email if group.has_one_email else at_one_postcode)(one, other, alike)
        ids = min(one.id, other.id), max(one.id, other.id)
        if near is not None and (ids not in found or near.score > found[ids].score):
            found[ids] = near
    return found


def _compared(
    groups: Sequence[Group], people: Mapping[int, Named]
) -> Iterator[tuple[Group, Named, Named]]:
    for group in groups:
        members = [people[elector] for elector in group.ids if elector in people]
        for one, other in pairs_to_compare(members, MOST_ALIKE):
            yield group, one, other


def _named(elector_id: int, title: str, first: str, last: str, address: str) -> Named:
    return Named(elector_id, _key(title), _key(first), _key(last), address)


_key = lru_cache(maxsize=100_000)(name_key)
