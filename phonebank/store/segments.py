"""What a segment of the roll means in SQL."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, not_, or_, select, true
from sqlalchemy.orm import Session

from phonebank.domain.clock import clock_for
from phonebank.domain.hours import start_of
from phonebank.domain.segments import (
    ANY,
    YES,
    All,
    AnyOf,
    Comparison,
    Condition,
    Field,
    Kind,
    Not,
    Tree,
    kind_of,
    stand_ins,
)
from phonebank.store import contest, segment_names
from phonebank.store.schema import Elector
from phonebank.store.work_schema import FollowUp, Tag

FEW = 5
ONE_DAY = timedelta(days=1)


def condition(session: Session, tree: Tree, now: datetime | None = None) -> ColumnElement[bool]:
    """Whether an elector who was not merged into another is meant; for a WHERE, over Elector.

    An elector of whom nothing is known fulfils no condition, and so fulfils its negation. `now` is
    what days back are counted from; without it, the campaign's own time. WrongUse for names that
    are not known.
    """
    return and_(Elector.merged_into.is_(None), _meant(session, tree, now, is_negated=False))


def in_turn(session: Session, tree: Tree, now: datetime) -> Iterator[ColumnElement[bool]]:
    """`condition` in parts, for a queue that is gone through in its own order.

    "IS TRUE" keeps SQLite from gathering and sorting a whole segment by another index to find its
    first elector; only what leads straight to few electors may use one.
    """
    yield Elector.merged_into.is_(None)
    for part in tree.parts if isinstance(tree, All) else (tree,):
        meant = _meant(session, part, now, is_negated=False)
        yield meant if _leads_to_few(part) else meant.is_(true())


def _leads_to_few(part: Tree) -> bool:
    if not isinstance(part, Condition) or len(part.values) > FEW:
        return False
    return part.field in {Field.ATTEMPTS, Field.CONSTITUENCY}


def count(session: Session, tree: Tree | None, now: datetime | None = None) -> int:
    """How many electors are meant, without a tree all.

    Those who were merged are taken off afterwards: without them in the question, an index that
    holds every fact of a tally can answer it without the electors' rows.
    """
    counted = select(func.count()).select_from(Elector)
    if tree is not None:
        counted = counted.where(_meant(session, tree, now, is_negated=False))
    merged = counted.where(Elector.merged_into.is_not(None))
    return (session.scalar(counted) or 0) - (session.scalar(merged) or 0)


def _meant(
    session: Session, tree: Tree, now: datetime | None, *, is_negated: bool
) -> ColumnElement[bool]:
    """A negation is carried down to the conditions, where nothing known is told from no."""
    match tree:
        case Condition():
            fulfilled = _fulfilled(session, tree, now)
            return fulfilled.is_not(true()) if is_negated else fulfilled
        case Not(part):
            return _meant(session, part, now, is_negated=not is_negated)
        case All(parts) | AnyOf(parts):
            joined = and_ if isinstance(tree, All) is not is_negated else or_
            return joined(*(_meant(session, p, now, is_negated=is_negated) for p in parts))


def _fulfilled(session: Session, one: Condition, now: datetime | None) -> ColumnElement[bool]:
    """True, or false or null where it is not fulfilled."""
    match kind_of(one.field):
        case Kind.NAMES:
            return _named(session, one.field, [str(value) for value in one.values])
        case Kind.TRUTH:
            is_so = _truth(one.field)
            return is_so if one.values == (YES,) else is_so.is_not(true())
        case Kind.NUMBER:
            return _compared(Elector.attempts, one)
        case Kind.DAY:
            return _compared(Elector.joined_on, one)
        case Kind.CALL:
            return _called(session, one, now)


def _named(session: Session, field: Field, names: Sequence[str]) -> ColumnElement[bool]:
    """One of the names, or what stands in for them."""
    known = stand_ins(field)
    given = [name for name in names if name.casefold() not in known]
    words = {name.casefold() for name in names}.intersection(known)
    parts = [_one_of(session, field, given)] if given else []
    for word in sorted(words):
        anything = _anything(field)
        parts.append(anything if word == ANY else not_(anything))
    return or_(*parts)


_PLACES = {Field.CONSTITUENCY, Field.REGION, Field.NATION}
_COLUMNS: dict[Field, Any] = {
    Field.SECTION: Elector.section_id,
    Field.AFFILIATE: Elector.affiliate_id,
    Field.INTENTION: Elector.intention,
    Field.STRENGTH: Elector.strength,
    Field.PREVIOUS: Elector.previous_vote,
    Field.BALLOT: Elector.ballot,
}


def _one_of(session: Session, field: Field, names: Sequence[str]) -> ColumnElement[bool]:
    if field in _PLACES:
        return segment_names.in_place(session, field, names)
    if field not in _COLUMNS:
        return _written(field, names)
    if field in {Field.SECTION, Field.AFFILIATE}:
        ids = segment_names.section_or_affiliate_ids(session, field, names)
        return _in(_COLUMNS[field], ids)
    return _in(_COLUMNS[field], segment_names.slugs(session, field, names))


def _in(column: Any, values: Sequence[object]) -> ColumnElement[bool]:
    found: ColumnElement[bool] = column.in_(values)
    return found


def _anything(field: Field) -> ColumnElement[bool]:
    """Whether there is any such fact; never null."""
    if field in _COLUMNS:
        known: ColumnElement[bool] = _COLUMNS[field].is_not(None)
        return known
    if field is Field.RECRUITED_BY:
        return Elector.recruited_by != ""
    return _has(field)


def _written(field: Field, names: Sequence[str]) -> ColumnElement[bool]:
    """Words that people make up, without regard to case."""
    if field is Field.RECRUITED_BY:
        return _same(Elector.recruited_by, names)
    column = Tag.name if field is Field.TAG else FollowUp.kind
    return _has(field, _same(column, names))


def _same(column: Any, names: Sequence[str]) -> ColumnElement[bool]:
    as_written = _in(column, names)
    return or_(as_written, _in(func.lower(column), [_lowered(name) for name in names]))


def _lowered(name: str) -> str:
    """As SQLite's lower() has it, which knows the plain letters only."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in name)


def _has(field: Field, *which: ColumnElement[bool]) -> ColumnElement[bool]:
    if field is Field.TAG:
        return exists().where(Tag.elector_id == Elector.id, *which)
    is_open = FollowUp.done_at.is_(None)
    state = is_open if field is Field.FOLLOW_UP else not_(is_open)
    return exists().where(FollowUp.elector_id == Elector.id, state, *which)


def _truth(field: Field) -> ColumnElement[bool]:
    match field:
        case Field.CONTACTED:
            return Elector.contacted.is_(True)
        case Field.SUPPRESSED:
            return Elector.suppressed != ""
        case Field.HAS_NUMBER:
            return Elector.usable_numbers > 0
    return Elector.on_roll.is_(True)


def _compared(column: Any, one: Condition) -> ColumnElement[bool]:
    first, last = one.values[0], one.values[-1]
    by_sign: dict[Comparison, ColumnElement[bool]] = {
        Comparison.IS: column == first,
        Comparison.UNDER: column < first,
        Comparison.BEFORE: column < first,
        Comparison.AT_MOST: column <= first,
        Comparison.OVER: column > first,
        Comparison.AFTER: column > first,
        Comparison.AT_LEAST: column >= first,
        Comparison.BETWEEN: column.between(first, last),
    }
    return by_sign[one.comparison]


def _called(session: Session, one: Condition, now: datetime | None) -> ColumnElement[bool]:
    """In days of the electors' zone; calls are kept in UTC."""
    at = Elector.last_call_at
    match one.comparison, one.values:
        case Comparison.WITHIN, (int() as days,):
            return at >= (now or _time_of(session)) - timedelta(days=days)
        case Comparison.BEFORE, (date() as day,):
            return at < start_of(day)
        case Comparison.AFTER, (date() as day,):
            return at >= start_of(day + ONE_DAY)
        case Comparison.BETWEEN, (date() as first, date() as last):
            return and_(at >= start_of(first), at < start_of(last + ONE_DAY))
    return at.is_(None)


def _time_of(session: Session) -> datetime:
    is_demo, last_call_at = contest.campaign_state(session)
    return clock_for(is_demo=is_demo, last_call_at=last_call_at).start
