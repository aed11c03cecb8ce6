"""Segments of the roll: counted while they are put together, saved, and rung by call lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from phonebank.domain.changes import Done, Topic
from phonebank.domain.errors import InputRefused, WrongUse
from phonebank.domain.lists import ListFacts, ListState
from phonebank.domain.permits import Actor, Right, is_name, require
from phonebank.domain.segment_words import words
from phonebank.domain.segments import Field, Tree, check_size, stand_ins
from phonebank.store import contest, lists, saved_segments, segment_names
from phonebank.store import segments as meaning

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from phonebank.store.database import Database
    from phonebank.store.schema import CallList

EVERYBODY = contest.EVERYBODY
LONGEST_NAME = 80


class SegmentLine(NamedTuple):
    """A saved segment: `words` are what parse reads, `electors` None where it was not counted."""

    name: str
    words: str
    tree: Tree
    electors: int | None
    lists: Sequence[str]


def count_electors(
    db: Database, actor: Actor, tree: Tree | None, now: datetime | None = None
) -> int:
    """How many electors are meant; None means everybody. WrongUse for names that are not known.

    Days back are counted from `now`, or from the campaign's own time.
    """
    require(actor, Right.SEE_ELECTORS)
    with db.read() as session:
        return meaning.count(session, tree, now)


def segments(db: Database, actor: Actor, now: datetime | None = None) -> Sequence[SegmentLine]:
    """Every saved segment by name, counted if a time is given.

    One that names what is no longer known has no count.
    """
    require(actor, Right.SEE_FIGURES)
    with db.read() as session:
        found = saved_segments.saved(session)
        return [_line(session, one, now) for one in found]


def _line(session: Session, one: saved_segments.Saved, now: datetime | None) -> SegmentLine:
    try:
        electors = meaning.count(session, one.tree, now) if now else None
    except WrongUse:
        electors = None
    lists = saved_segments.lists_of(session, one.id)
    return SegmentLine(one.name, words(one.tree), one.tree, electors, lists)


def save_segment(
    db: Database, actor: Actor, name: str, tree: Tree, now: datetime, *, replace: bool = False
) -> Done[SegmentLine]:
    """Keep a segment under a name; InputRefused where the name is taken, unless it may replace.

    Lists that ring a segment which is replaced ring the new one from then on.
    """
    require(actor, Right.RUN_CAMPAIGN)
    name = checked_name(name)
    check_size(tree)
    with db.write() as session:
        meaning.condition(session, tree, now)  # names that are not known are refused here
        if not saved_segments.is_named(session, name):
            saved_segments.add(session, name, tree)
        elif replace:
            saved_segments.change(session, saved_segments.id_named(session, name), tree)
        else:
            raise InputRefused(
                f"There is a segment “{name}” already.",
                next_step="Choose another name, or remove that one first.",
            )
        line = _line(session, saved_segments.named(session, name), now)
        return Done(line, Topic.CONTEST)


def remove_segment(db: Database, actor: Actor, name: str) -> Done[None]:
    """Forget a segment; InputRefused while a call list rings it."""
    require(actor, Right.RUN_CAMPAIGN)
    with db.write() as session:
        segment_id = saved_segments.id_named(session, name)
        lists = saved_segments.lists_of(session, segment_id)
        if lists:
            raise InputRefused(
                f"The segment “{name}” is rung by the call list “{lists[0]}”.",
                next_step="Give that list another segment first.",
            )
        saved_segments.remove(session, segment_id)
    return Done(None, Topic.CONTEST)


def known_values(db: Database, actor: Actor) -> Mapping[Field, Sequence[str]]:
    """What can be chosen for each field that has names, in this campaign."""
    require(actor, Right.SEE_ELECTORS)
    with db.read() as session:
        return {
            field: [*segment_names.known_names(session, field), *stand_ins(field)]
            for field in segment_names.NAMED
        }


def ring_segment(db: Database, actor: Actor, list_name: str, segment: str) -> Done[str]:
    """Make a call list ring a segment, and the list if there is none; gives the list's name.

    A new list is open, and has the calling rules of everybody's.
    """
    require(actor, Right.RUN_CAMPAIGN)
    with db.write() as session:
        segment_id = saved_segments.id_named(session, segment)
        found = lists.find(session, list_name)
        if found is None:
            rules = contest.rules(session, EVERYBODY)
            name = checked_name(list_name)
            found = lists.add(session, ListFacts(name=name, rules=rules, state=ListState.OPEN))
        _set(session, found, segment_id)
        return Done(found.name, Topic.CONTEST | Topic.LEASES | Topic.LISTS)


def set_list_segment(db: Database, actor: Actor, list_name: str, segment: str | None) -> Done[None]:
    """Make a list that there is ring a segment, or everybody with None."""
    require(actor, Right.RUN_CAMPAIGN)
    with db.write() as session:
        segment_id = saved_segments.id_named(session, segment) if segment else None
        _set(session, lists.named(session, list_name), segment_id)
    return Done(None, Topic.CONTEST | Topic.LEASES | Topic.LISTS)


def _set(session: Session, one: CallList, segment_id: int | None) -> None:
    if one.name == EVERYBODY and segment_id is not None:
        raise InputRefused(
            f"The list “{EVERYBODY}” is of everybody.", next_step="Make a list of its own."
        )
    saved_segments.set_list(session, one.id, segment_id)


def checked_name(name: str) -> str:
    """The name of a segment or a list in its visible letters; WrongUse where it has none."""
    name = " ".join(name.split())
    if not is_name(name) or len(name) > LONGEST_NAME:
        raise WrongUse(
            f"A name has at most {LONGEST_NAME} characters, and some that can be seen.",
            next_step="Give another name.",
        )
    return name
