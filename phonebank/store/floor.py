"""What every call reads and hardly anybody changes: outcomes, lists with their rules, words."""

import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Column, Connection, Pool, Table, select, text
from sqlalchemy.orm import Session

from phonebank.domain.contest import Contest
from phonebank.domain.lists import ListFacts, ListState
from phonebank.domain.outcomes import Outcomes
from phonebank.domain.places import place_key
from phonebank.domain.queueing import CallingRules
from phonebank.store import contest
from phonebank.store.call_schema import Outcome as OutcomeRow
from phonebank.store.contest_schema import Candidate, PreviousChoice, Reason
from phonebank.store.contest_schema import Contest as ContestRow
from phonebank.store.dialect import is_on_server
from phonebank.store.floor_schema import ListCaller
from phonebank.store.schema import Caller, CallList
from phonebank.store.statements import Statement, line_of

NOTHING, CELL, ROW = (f"'{sign}'" for sign in "\x1d\x1f\x1e")


@dataclass(frozen=True, slots=True, kw_only=True)
class OnFloor:
    """A call list as those who work it need it; `told` names no segment, script or callers."""

    id: int
    told: ListFacts
    segment_id: int | None
    script_id: int | None
    caller_ids: frozenset[int]

    @property
    def rules(self) -> CallingRules:
        return self.told.rules

    def why_not(self, caller_id: int, now: datetime, *, is_mp: bool) -> str:
        """Why this caller is not served from it now, in a sentence; empty where they are."""
        if self.caller_ids and caller_id not in self.caller_ids:
            return f"The list “{self.told.name}” is for other callers."
        if self.told.for_mp and not is_mp:
            return f"The list “{self.told.name}” is for MPs."
        return self.told.why_not_served(now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """`contest` is without its sections and affiliates, which no call asks for.

    `outcomes_of` has the outcomes with the waits of each list, by its id; `by_key` the lists by
    their names without regard to case.
    """

    outcomes: Outcomes
    outcomes_of: Mapping[int, Outcomes]
    lists: Mapping[int, OnFloor]
    by_key: Mapping[str, OnFloor]
    mps: frozenset[int]
    left: frozenset[int]
    contest: Contest
    reason_ids: Mapping[str, int]

    def in_order(self) -> list[OnFloor]:
        """The lists as they are served: the highest priority first, then the oldest."""
        return sorted(self.lists.values(), key=lambda one: (-one.told.priority, one.id))


_KEPT: WeakKeyDictionary[Pool, tuple[str, Floor]] = WeakKeyDictionary()
# Under which a connection has it, with what told of the last change, and a session; and where that
# is asked for.
_KNOWN, _ASKED = "floor", "floor asked for"


def floor(session: Session) -> Floor:
    """The floor as it is in this transaction.

    Whoever changes it writes alone. So what a write beside others (a call) found on a connection
    holds there until somebody else has written, which a word of the database tells.
    """
    if session.info.get("is_alone", True):
        return _as_written(session)
    here: Floor | None = session.info.get(_KNOWN)
    if here is None:
        kept = line_of(session).kept
        told = session.info[_ASKED].rows()
        known: tuple[Any, Floor] | None = kept.get(_KNOWN)
        if known is None or known[0] != told:
            known = kept[_KNOWN] = told, _as_written(session)
        here = session.info[_KNOWN] = known[1]
    return here


def ask(session: Session) -> None:
    """Have the database tell, in a write beside others, whether somebody may have changed it.

    In a file that is whether another connection wrote; on a server, who wrote each row of it.
    """
    asked = _WRITTEN_BY if is_on_server(session) else _VERSION
    session.info[_ASKED] = asked.say(session)


def forget(session: Session) -> None:
    """The transaction that begins may change it."""
    line_of(session).kept.pop(_KNOWN, None)


def _as_written(session: Session) -> Floor:
    """One statement writes all of it as one text; only where that is other, anything is read.

    So a change by another program counts at once, and no version has to be kept.
    """
    asked = _WRITTEN_ON_SERVER if is_on_server(session) else _WRITTEN_IN_FILE
    [[written]] = asked.rows(session)
    assert session.bind is not None
    pool = session.bind.engine.pool
    known = _KEPT.get(pool)
    if known is None or known[0] != written:
        known = written, _read(session, session.connection())
        _KEPT[pool] = known
    return known[1]


def _written_on(join: str) -> str:
    """All rows of the tables as one text; `join` is the database's own word for that."""

    def row(table: Table) -> str:
        cells = (f"coalesce(CAST({_named(it)} AS VARCHAR), {NOTHING})" for it in table.columns)
        return f" || {CELL} || ".join(cells)

    return _all_of({table: row(table) for table in _TABLES}, join)


def _written_by(join: str) -> str:
    """The transactions that wrote the rows of the tables."""
    return _all_of({table: f"CAST({table.name}.xmin AS VARCHAR)" for table in _TABLES}, join)


def _named(column: Column[Any]) -> str:
    return f'{column.table.name}."{column.name}"'


def _all_of(told: Mapping[Table, str], join: str) -> str:
    """Text made by SQLAlchemy of so many columns would take each program as long as ten calls."""
    parts = (
        f"coalesce((SELECT {join}({row}, {ROW}) FROM {table.name}{_ONLY.get(table.name, '')}), "
        f"{NOTHING})"
        for table, row in told.items()
    )
    return f"SELECT {f' || {ROW} || {ROW} || '.join(parts)}"


_MODELS = (
    *(OutcomeRow, CallList, ListCaller, ContestRow, Candidate, PreviousChoice, Reason, Caller),
)
_TABLES = [typing.cast(Table, model.__table__) for model in _MODELS]
_ONLY = {"caller": " WHERE caller.is_mp OR caller.has_left"}
_IN_FILE, _ON_SERVER = "group_concat", "string_agg"
_WRITTEN_IN_FILE, _WRITTEN_ON_SERVER, _WRITTEN_BY = (
    Statement(text(told))
    for told in (_written_on(_IN_FILE), _written_on(_ON_SERVER), _written_by(_ON_SERVER))
)
_VERSION = Statement(text("PRAGMA data_version"))


def _read(session: Session, connection: Connection) -> Floor:
    outcomes = contest.outcomes(session)
    lists = dict(_lists(connection))
    return Floor(
        outcomes=outcomes,
        outcomes_of={
            list_id: with_waits(outcomes, one.rules.cooldowns) for list_id, one in lists.items()
        },
        lists=lists,
        by_key={place_key(one.told.name): one for one in lists.values()},
        mps=frozenset(connection.execute(select(Caller.id).where(Caller.is_mp)).scalars()),
        left=frozenset(connection.execute(select(Caller.id).where(Caller.has_left)).scalars()),
        contest=contest.contest_of_calls(session),
        reason_ids=dict(connection.execute(select(Reason.name, Reason.id)).all()),
    )


def with_waits(outcomes: Outcomes, waits: Mapping[str, Any]) -> Outcomes:
    """The outcomes with a list's own waits."""
    if not waits:
        return outcomes
    return {
        slug: replace(outcome, retry_after=waits[slug]) if slug in waits else outcome
        for slug, outcome in outcomes.items()
    }


def _lists(connection: Connection) -> Iterator[tuple[int, OnFloor]]:
    allowed: dict[int, set[int]] = {}
    for list_id, caller_id in connection.execute(
        select(ListCaller.call_list_id, ListCaller.caller_id)
    ):
        allowed.setdefault(list_id, set()).add(caller_id)
    table = CallList.__table__
    for row in connection.execute(select(table).order_by(table.c.id)):
        told = ListFacts(
            name=row.name,
            rules=contest.rules_in(row.rules),
            state=ListState(row.state),
            priority=row.priority,
            opens_at=row.opens_at,
            closes_at=row.closes_at,
            for_mp=row.for_mp,
        )
        yield (
            row.id,
            OnFloor(
                id=row.id,
                told=told,
                segment_id=row.segment_id,
                script_id=row.script_id,
                caller_ids=frozenset(allowed.get(row.id, ())),
            ),
        )
