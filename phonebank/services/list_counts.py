"""How a call list stands now: who can be rung, who waits for what, and what would free them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from phonebank.domain.hours import tomorrow
from phonebank.domain.lists import ListFacts, Remedy, electors_of, remedies
from phonebank.domain.permits import Actor, Right, require
from phonebank.domain.queueing import CallingRules, Reason, Waiting, lasting_reason, reason_not_now
from phonebank.domain.standing import Turn
from phonebank.store import leases, list_groups, saved_segments
from phonebank.store import lists as stored

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from phonebank.domain.floor_lines import LeaseLine
    from phonebank.domain.segments import Tree
    from phonebank.store.database import Database
    from phonebank.store.schema import CallList

NOBODY = 0


class ListLine(NamedTuple):
    """A list in the overview; `why_not_served` is empty where callers are served from it now."""

    facts: ListFacts
    why_not_served: str
    electors: int
    ready: int
    leased: int
    callbacks_today: int
    finished: int


class ReasonNow(NamedTuple):
    """Those who cannot be rung now for one reason, and what an organiser can do about it.

    `segment` finds them, and maybe others of the list of whom the same is so.
    """

    reason: Reason
    electors: int
    remedies: Sequence[Remedy]
    segment: Tree | None


class PromisedToday(NamedTuple):
    """Callbacks of today for one caller, or for anybody; those `overdue` are among them."""

    caller: str | None
    due: int
    overdue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListNow:
    """A list as it stands: `ready` and the electors of `reasons` are all it has."""

    facts: ListFacts
    why_not_served: str
    remedies: Sequence[Remedy]
    electors: int
    ready: int
    reasons: Sequence[ReasonNow]
    leases: Sequence[LeaseLine]
    callbacks_today: Sequence[PromisedToday]


@dataclass(slots=True)
class Counted:
    """Sums over the groups of a list; callbacks of today by the id of whom they are for."""

    ready: int = 0
    reasons: Counter[Reason] = field(default_factory=Counter)
    promised: Counter[int | None] = field(default_factory=Counter)
    overdue: Counter[int | None] = field(default_factory=Counter)

    @property
    def electors(self) -> int:
        return self.ready + self.reasons.total()

    def add(self, waiting: Waiting, electors: int, rules: CallingRules, now: datetime) -> None:
        """A callback is counted as the one for whom it is would find it."""
        asking = waiting.callback_for or NOBODY
        reason = reason_not_now(waiting, rules, asking, now)
        if reason is None:
            self.ready += electors
        else:
            self.reasons[reason] += electors
        promised = waiting.turn is Turn.CALLBACK and lasting_reason(waiting, rules) is None
        if promised and waiting.due_at and waiting.due_at < tomorrow(now):
            self.promised[waiting.callback_for] += electors
            self.overdue[waiting.callback_for] += electors if waiting.due_at <= now else 0


def lists(db: Database, actor: Actor, now: datetime) -> Sequence[ListLine]:
    """Every list with its counts: everybody's first, then in the order they were made."""
    require(actor, Right.SEE_FIGURES)
    with db.read() as session:
        return [_line(session, one, now) for one in stored.all_lists(session)]


def _line(session: Session, one: CallList, now: datetime) -> ListLine:
    facts = stored.facts(session, one)
    counted = _counted(session, one, facts.rules, now)
    return ListLine(
        facts=facts,
        why_not_served=facts.why_not_served(now),
        electors=counted.electors,
        ready=counted.ready,
        leased=counted.reasons[Reason.LEASED],
        callbacks_today=counted.promised.total(),
        finished=counted.reasons[Reason.FINISHED],
    )


def list_now(db: Database, actor: Actor, name: str, now: datetime) -> ListNow:
    """One list, with a count for every reason there is, nought too, and every lease of it."""
    require(actor, Right.SEE_ELECTORS)
    with db.read() as session:
        one = stored.named(session, name)
        facts = stored.facts(session, one)
        counted = _counted(session, one, facts.rules, now)
        segment = saved_segments.of_list(session, one.id)
        why_not = facts.why_not_served(now)
        return ListNow(
            facts=facts,
            why_not_served=why_not,
            remedies=(Remedy.OPEN_LIST,) if why_not else (),
            electors=counted.electors,
            ready=counted.ready,
            reasons=_reasons(counted.reasons, facts.rules, segment.tree if segment else None),
            leases=leases.of_list(session, one.id, now),
            callbacks_today=_promised(counted, stored.caller_names(session)),
        )


def _counted(session: Session, one: CallList, rules: CallingRules, now: datetime) -> Counted:
    counted = Counted()
    for waiting, electors in list_groups.groups(session, one, rules, now):
        counted.add(waiting, electors, rules, now)
    return counted


def _reasons(
    counts: Mapping[Reason, int], rules: CallingRules, listed: Tree | None
) -> list[ReasonNow]:
    return [
        ReasonNow(
            reason,
            counts[reason],
            remedies(reason) if counts[reason] else (),
            electors_of(reason, rules, listed),
        )
        for reason in Reason
        if reason is not Reason.CAP_REACHED  # which is a caller's own
    ]


def _promised(counted: Counted, names: Mapping[int, str]) -> list[PromisedToday]:
    rows = [
        PromisedToday(names[caller] if caller else None, due, counted.overdue[caller])
        for caller, due in counted.promised.items()
    ]
    return sorted(rows, key=lambda row: (row.caller is None, row.caller or ""))
