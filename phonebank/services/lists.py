"""Call lists: making them, changing what they ring and by which rules, opening and closing them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from phonebank.domain.changes import Done, Topic
from phonebank.domain.errors import InputRefused, WrongUse
from phonebank.domain.lists import ListFacts, ListState, check_move, check_rules
from phonebank.domain.permits import Actor, Right, require
from phonebank.domain.places import place_key
from phonebank.services.list_changes import noted, refold_if_waits_differ, told
from phonebank.services.list_counts import ListLine, ListNow, list_now, lists
from phonebank.services.segmenting import checked_name
from phonebank.store import contest, queue, saved_segments
from phonebank.store import lists as stored
from phonebank.store import segments as meaning

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from phonebank.domain.segments import Tree
    from phonebank.store.database import Database
    from phonebank.store.schema import CallList

__all__ = [
    "EVERYBODY",
    "ListLine",
    "ListNow",
    "change_list",
    "close_list",
    "list_facts",
    "list_now",
    "lists",
    "new_list",
    "open_list",
    "pause_list",
    "remove_list",
]

EVERYBODY = contest.EVERYBODY
PRIORITIES = range(-1000, 1001)
TOUCHED = Topic.LISTS | Topic.LEASES | Topic.CONTEST


def list_facts(db: Database, actor: Actor, name: str) -> ListFacts:
    """What was decided of a list, by its name without regard to case."""
    require(actor, Right.SEE_FIGURES)
    with db.read() as session:
        return stored.facts(session, stored.named(session, name))


def new_list(
    db: Database, actor: Actor, facts: ListFacts, now: datetime, where: Tree | None = None
) -> Done[ListFacts]:
    """Make a list, a draft whatever state is told; InputRefused where the name is taken.

    With `where` its segment is made too, and named like the list.
    """
    require(actor, Right.RUN_CAMPAIGN)
    facts = _checked(replace(facts, state=ListState.DRAFT))
    with db.write() as session:
        if stored.find(session, facts.name):
            raise InputRefused(
                f"There is a call list “{facts.name}” already.", next_step="Choose another name."
            )
        check_rules(facts.rules, contest.outcomes(session))
        facts = _with_segment(session, facts, where, now, before=None)
        made = stored.facts(session, stored.add(session, facts))
        noted(session, actor, now, "list made", {}, told(made))
    return Done(made, TOUCHED)


def change_list(
    db: Database,
    actor: Actor,
    name: str,
    facts: ListFacts,
    now: datetime,
    where: Tree | None = None,
) -> Done[ListFacts]:
    """Set all that is told of a list but for its state, which has moves of its own.

    With `where` the segment named like the list is changed, or made. Where an outcome's wait is
    another from now on, whoever was rung under the list comes due by it.
    """
    require(actor, Right.RUN_CAMPAIGN)
    facts = _checked(facts)
    with db.write() as session:
        one = stored.named(session, name)
        before = stored.facts(session, one)
        _check_change(session, one, facts, where)
        check_rules(facts.rules, contest.outcomes(session))
        facts = _with_segment(session, facts, where, now, before=before)
        stored.change(session, one, facts)
        after = stored.facts(session, one)
        refold_if_waits_differ(session, one.id, before.rules, after.rules)
        noted(session, actor, now, "list changed", told(before), told(after))
    return Done(after, TOUCHED | Topic.ELECTORS)


def open_list(db: Database, actor: Actor, name: str, now: datetime) -> Done[ListFacts]:
    """Let callers work a list; InputRefused where its closing time has passed."""
    return _move(db, actor, name, ListState.OPEN, now)


def pause_list(db: Database, actor: Actor, name: str, now: datetime) -> Done[ListFacts]:
    """Serve nobody from a list for a while; who is being rung may be rung to the end."""
    return _move(db, actor, name, ListState.PAUSED, now)


def close_list(db: Database, actor: Actor, name: str, now: datetime) -> Done[ListFacts]:
    """Be done with a list; it stays with its calls, and can be opened again."""
    return _move(db, actor, name, ListState.CLOSED, now)


def _move(
    db: Database, actor: Actor, name: str, wanted: ListState, now: datetime
) -> Done[ListFacts]:
    require(actor, Right.RUN_CAMPAIGN)
    with db.write() as session:
        one = stored.named(session, name)
        before = stored.facts(session, one)
        check_move(one.name, before.state, wanted)
        if wanted is ListState.OPEN and one.closes_at and one.closes_at <= now:
            raise InputRefused(
                f"The closing time of the list “{one.name}” has passed.",
                next_step="Give it a later one, or none.",
            )
        stored.set_state(session, one, wanted)
        after = stored.facts(session, one)
        noted(session, actor, now, f"list {wanted.value}", told(before), told(after))
    return Done(after, TOUCHED)


def remove_list(db: Database, actor: Actor, name: str, now: datetime) -> Done[None]:
    """Forget a draft that was never worked; InputRefused for any other list."""
    require(actor, Right.RUN_CAMPAIGN)
    with db.write() as session:
        one = stored.named(session, name)
        if one.state != ListState.DRAFT or stored.was_worked(session, one.id):
            raise InputRefused(
                f"The list “{one.name}” was open or worked, so it stays with its calls.",
                next_step="Close it instead.",
            )
        before = told(stored.facts(session, one))
        stored.remove(session, one.id)
        noted(session, actor, now, "list removed", before, {})
    return Done(None, TOUCHED)


def _checked(facts: ListFacts) -> ListFacts:
    """The facts, their name in its visible letters; WrongUse for what cannot be."""
    name = checked_name(facts.name)
    if facts.opens_at and facts.closes_at and facts.closes_at <= facts.opens_at:
        raise WrongUse(f"The list “{name}” would close before it opens.")
    if facts.priority not in PRIORITIES:
        raise WrongUse(
            f"The priority of a list is from {PRIORITIES[0]} to {PRIORITIES[-1]}; "
            "the highest is rung first."
        )
    return replace(facts, name=name)


def _check_change(session: Session, one: CallList, facts: ListFacts, where: Tree | None) -> None:
    other = stored.find(session, facts.name)
    if other is not None and other.id != one.id:
        raise InputRefused(
            f"There is a call list “{other.name}” already.", next_step="Choose another name."
        )
    if one.id != queue.default_list(session):
        return
    if facts.segment or where:
        raise InputRefused(
            f"The list “{EVERYBODY}” is of everybody.", next_step="Make a list of its own."
        )
    if facts.name != EVERYBODY:
        raise InputRefused(f"The list “{EVERYBODY}” keeps its name.")


def _with_segment(
    session: Session, facts: ListFacts, where: Tree | None, now: datetime, before: ListFacts | None
) -> ListFacts:
    """The facts with the segment of these words, which is named like the list."""
    if where is None:
        return facts
    meaning.condition(session, where, now)  # names that are not known are refused here
    if not saved_segments.is_named(session, facts.name):
        saved_segments.add(session, facts.name, where)
    elif before is not None and place_key(before.segment or "") == place_key(facts.name):
        segment_id = saved_segments.id_named(session, facts.name)
        saved_segments.change(session, segment_id, where)
    else:
        raise InputRefused(
            f"There is a segment “{facts.name}” already.",
            next_step="Choose it as the segment of the list, or another name for the list.",
        )
    return replace(facts, segment=facts.name)
