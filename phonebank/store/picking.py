"""Whom a caller rings next, found by the partial indexes of the queue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum
from functools import cache, cached_property
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    TextClause,
    bindparam,
    exists,
    literal_column,
    not_,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from phonebank.domain.bank_holidays import closed_nations
from phonebank.domain.hours import PROMISED, local
from phonebank.domain.queueing import (
    PASSED_OVER_FOR,
    CallingRules,
    attempts_allowed,
    reason_not_now,
)
from phonebank.domain.segments import All, Condition, Field, Tree
from phonebank.domain.standing import Turn
from phonebank.store import saved_segments, segments, server_logins, waiting
from phonebank.store.schema import Constituency, Elector, Lease, Skip, may_be_rung
from phonebank.store.statements import Statement

NATIONS = frozenset({"England", "Wales", "Scotland", "Northern Ireland"})
NEAR = 300
"""So many at the front of the queue are looked at for a list before the list itself is."""
FEW = 2000
"""A list with no more than these to ring is gone through from its own side."""
NOW: Any = bindparam("now")
ONE = literal_column("1", Integer)
LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Kind(IntEnum):
    """Why it is an elector's turn, in the order in which they are served."""

    MINE = 0
    PASSED_ON = 1
    ANYBODYS = 2
    READY = 3
    AGAIN = 4


class Found(NamedTuple):
    """The elector to ring, and of callbacks since when they are due: the smallest comes first."""

    kind: int
    due_at: datetime | None
    elector_id: int


@dataclass(frozen=True)
class Asked:
    """By whom, when, on which list by which rules; `for_mp` where the list is one for MPs."""

    rules: CallingRules
    caller_id: int
    now: datetime
    for_mp: bool = False
    list_id: int | None = None

    @cached_property
    def closed(self) -> frozenset[str]:
        """The nations in which nobody is rung today."""
        if self.rules.rings_on_bank_holidays:
            return frozenset()
        return closed_nations(self.rules.holidays, local(self.now).date())

    def kinds(self, wanted: Sequence[Kind]) -> tuple[Kind, ...]:
        """Those of these kinds that may be rung at this hour."""
        is_open = self.rules.hours.open_at(self.now) and self.closed != NATIONS
        is_promised = PROMISED.open_at(self.now)
        may_be = {
            Kind.MINE: is_promised,
            Kind.PASSED_ON: is_open or is_promised,
            Kind.ANYBODYS: is_promised,
            Kind.READY: is_open,
            Kind.AGAIN: is_open and self.rules.again_after is not None,
        }
        return tuple(it for it in wanted if may_be[it])

    @property
    def values(self) -> Mapping[str, object]:
        return {
            "caller": self.caller_id,
            "now": self.now,
            "passed_over_since": self.now - PASSED_OVER_FOR,
            "ready_attempts": attempts_allowed(Turn.READY, self.rules),
            "callback_attempts": attempts_allowed(Turn.CALLBACK, self.rules),
        }


def next_due(
    session: Session, rules: CallingRules, caller_id: int, now: datetime, list_id: int | None = None
) -> int | None:
    """The elector to ring next on a list: callbacks, then fewest attempts, longest ago."""
    found = next_found(session, Asked(rules, caller_id, now), list_id)
    return found.elector_id if found else None


def next_found(
    session: Session, asked: Asked, list_id: int | None, wanted: Sequence[Kind] = tuple(Kind)
) -> Found | None:
    """Who is next on a list, of these kinds of turn.

    On a list for MPs those passed on to the caller come after the caller's own callbacks, which
    they keep there whoever the list is of.
    """
    kinds = asked.kinds(wanted)
    if server_logins.is_guarded(session):
        return _offered(session, asked, kinds)
    segment = saved_segments.of_list(session, list_id) if list_id is not None else None
    if segment is None and not asked.for_mp:
        found = of_everybody(session, asked, kinds)
        return found or (_again(session, asked, ()) if Kind.AGAIN in kinds else None)
    for kind in kinds:
        found = _of_list(session, asked, kind, segment.tree if segment else None)
        if found is not None:
            return found
    return None


def of_everybody(session: Session, asked: Asked, kinds: Sequence[Kind]) -> Found | None:
    """Who is next of these kinds, of all electors: one statement, which never scans."""
    by_index = tuple(kind for kind in kinds if kind not in {Kind.PASSED_ON, Kind.AGAIN})
    if not by_index:
        return None
    if server_logins.is_guarded(session):
        return _offered(session, asked, by_index)
    rows = _said(by_index, asked.closed).rows(session, asked.values)
    return min((Found(*row) for row in rows), default=None, key=lambda found: found.kind)


def _offered(session: Session, asked: Asked, kinds: Sequence[Kind]) -> Found | None:
    """Whom the server offers to a caller's own login, which sees nobody in the queue itself."""
    if Kind.PASSED_ON not in kinds or not asked.for_mp:
        return _picked(session, asked, kinds)
    return (
        _picked(session, asked, [kind for kind in kinds if kind < Kind.PASSED_ON])
        or _passed_on(session, asked)
        or _picked(session, asked, [kind for kind in kinds if kind > Kind.PASSED_ON])
    )


def _picked(session: Session, asked: Asked, kinds: Sequence[Kind]) -> Found | None:
    values = {**asked.values, "list": asked.list_id, "closed": sorted(asked.closed)}
    row = server_logins.picked(session, {**values, "kinds": [int(kind) for kind in kinds]})
    return Found(*row) if row else None


def _of_list(session: Session, asked: Asked, kind: Kind, tree: Tree | None) -> Found | None:
    if kind is Kind.PASSED_ON:
        return _passed_on(session, asked) if asked.for_mp else None
    if kind is Kind.MINE and asked.for_mp:
        return of_everybody(session, asked, (kind,))
    if tree is None:
        return None
    listed = list(segments.in_turn(session, tree, asked.now))
    if kind is Kind.AGAIN:
        return _again(session, asked, listed)
    if kind is not Kind.READY or _has_way_in(tree):
        return _first(session, asked, _free(kind, asked.closed).where(*listed))
    near = _first(session, asked, _near(asked.closed).where(*listed))
    return near or _far_back(session, asked, tree, listed)


def _has_way_in(tree: Tree) -> bool:
    """Whether an index leads to those of a list who may be rung."""
    parts = tree.parts if isinstance(tree, All) else (tree,)
    straight = {Field.ATTEMPTS, Field.CONSTITUENCY}
    return any(isinstance(part, Condition) and part.field in straight for part in parts)


def _passed_on(session: Session, asked: Asked) -> Found | None:
    if server_logins.is_guarded(session):
        server_logins.open_passed(session, asked.list_id, asked.now)
    for elector_id, one in waiting.passed_to(session, asked.caller_id, asked.now):
        if reason_not_now(one, asked.rules, asked.caller_id, asked.now) is None:
            return Found(Kind.PASSED_ON, None, elector_id)
    return None


def _again(session: Session, asked: Asked, listed: Sequence[ColumnElement[bool]]) -> Found | None:
    """Who answered on another list longest ago, of those whom this list rings again."""
    if asked.list_id is None:
        return None
    again = waiting.is_asked_again(session, asked.list_id, asked.rules, asked.now)
    return _first(session, asked, _free(Kind.AGAIN, asked.closed).where(again, *listed))


def _first(
    session: Session, asked: Asked, wanted: Select[int, datetime | None, int]
) -> Found | None:
    row = session.connection().execute(_not_taken(wanted.limit(1)), asked.values).first()
    return Found(*row) if row else None


def _far_back(
    session: Session, asked: Asked, tree: Tree, listed: Sequence[ColumnElement[bool]]
) -> Found | None:
    """Of a list of whom nobody is at the front: from its own side where it has few to ring."""
    plain = _free(Kind.READY, asked.closed).order_by(None)
    meant = segments.condition(session, tree, asked.now)
    columns = (Elector.attempts, Elector.last_call_at)
    few = plain.add_columns(*columns).where(meant).limit(FEW)
    rows = session.connection().execute(few, asked.values).all()
    if len(rows) == FEW:
        return _first(session, asked, _free(Kind.READY, asked.closed).where(*listed))
    rows = sorted(rows, key=lambda row: (row[3], row[4] or LONG_AGO, row[2]))
    return Found(*rows[0][:3]) if rows else None


@cache
def statement(kinds: tuple[Kind, ...], closed: frozenset[str]) -> CompoundSelect[Any]:
    """The first of each of these kinds."""
    firsts = (_not_taken(_free(kind, closed).limit(ONE)).subquery() for kind in kinds)
    return union_all(*(select(first) for first in firsts))


@cache
def _said(kinds: tuple[Kind, ...], closed: frozenset[str]) -> Statement:
    return Statement(statement(kinds, closed))


def _not_taken(
    wanted: Select[int, datetime | None, int],
) -> Select[int, datetime | None, int]:
    """On a server, nobody whom another is about to take; in a file only one takes at a time."""
    return wanted.with_for_update(of=Elector, skip_locked=True, key_share=True)


def first_free(
    kind: Kind, listed: ColumnElement[bool] | TextClause
) -> Select[int, datetime | None, int]:
    """The statement that finds the first of a kind among those who are listed."""
    return _not_taken(_free(kind, frozenset()).where(listed).limit(ONE))


@cache
def _free(kind: Kind, closed: frozenset[str]) -> Select[int, datetime | None, int]:
    """Whoever may still be rung, is held by nobody and was not passed over just now, in order."""
    skipped = exists().where(
        Skip.elector_id == Elector.id,
        Skip.caller_id == waiting.CALLER,
        Skip.at > bindparam("passed_over_since"),
    )
    return _turn(kind, closed).where(
        not_(exists().where(Lease.elector_id == Elector.id)),
        not_(skipped),
        not_(waiting.is_passed_on),
    )


def _turn(kind: Kind, closed: frozenset[str]) -> Select[int, datetime | None, int]:
    """Whose turn it is, in order, as the two partial indexes have them."""
    ranked = select(
        literal_column(str(int(kind)), Integer).label("kind"), Elector.due_at, Elector.id
    )
    if kind in {Kind.MINE, Kind.ANYBODYS}:
        whose = waiting.CALLER if kind is Kind.MINE else None
        return ranked.where(
            may_be_rung(Turn.CALLBACK.value),
            Elector.callback_for == whose,
            Elector.due_at <= NOW,
            Elector.attempts < bindparam("callback_attempts"),
        ).order_by(Elector.callback_for, Elector.due_at, Elector.id)  # all alike: the index's order
    ready = ranked.where(Elector.attempts < bindparam("ready_attempts"))
    if closed:
        shut = select(Constituency.id)
        shut = shut.where(or_(*(Constituency.nation == nation for nation in sorted(closed))))
        ready = ready.where(Elector.constituency_id.not_in(shut))
    if kind is Kind.AGAIN:
        answered = ready.where(may_be_rung(Turn.FINISHED.value))
        return answered.order_by(Elector.last_call_at, Elector.id)
    order = Elector.attempts, Elector.last_call_at.nulls_first(), Elector.id
    is_due = or_(Elector.due_at.is_(None), Elector.due_at <= NOW)
    return ready.where(may_be_rung(Turn.READY.value), is_due).order_by(*order)


@cache
def _near(closed: frozenset[str]) -> Select[int, datetime | None, int]:
    """The same, of those at the front of the queue alone."""
    front = _turn(Kind.READY, closed).limit(NEAR).subquery()
    return _free(Kind.READY, closed).where(Elector.id.in_(select(front.c.id)))
