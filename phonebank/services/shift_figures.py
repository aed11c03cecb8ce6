"""What came of shifts: their ladders, of each caller and of all, and the board for the room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from phonebank.domain.errors import WrongUse
from phonebank.domain.outcomes import UNDECIDED
from phonebank.domain.permits import Actor, Right, require, require_own
from phonebank.domain.queueing import lasting_reason
from phonebank.domain.shifts import Ladder, Shift, Span, by_hour, hours_of, shift_of, spans, total
from phonebank.store import contest, list_groups, lists
from phonebank.store import shifts as stored

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from phonebank.store.database import Database

EVERYBODY = contest.EVERYBODY


class ShiftLine(NamedTuple):
    """One shift: how many callers are of it, how many came; `ladder` None where not counted."""

    shift: Shift
    expected: int
    came: int
    ladder: Ladder | None = None


class CallerLine(NamedTuple):
    """How far one caller of a shift got in it."""

    caller_id: int
    name: str
    came: bool
    ladder: Ladder


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftCard:
    """One shift with its callers by name; `others` rang meanwhile and are of no shift then."""

    shift: Shift
    callers: Sequence[CallerLine]
    total: Ladder
    others: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """What a room may see: figures, and of callers at most the first names; nothing of electors.

    `hours` has the calls of each hour that has begun; `to_ring` are the electors of a list who may
    still be rung, now or later.
    """

    shift: Shift
    ladder: Ladder
    hours: Sequence[tuple[datetime, int]]
    to_ring: int
    list_name: str
    callers: Sequence[tuple[str, Ladder]]


def shifts(db: Database, actor: Actor, *, counted: bool = False) -> Sequence[ShiftLine]:
    """Every shift, the earliest first; with their ladders if they are to be counted."""
    require(actor, Right.SEE_FIGURES)
    with db.read() as session:
        planned, of_them = stored.all_shifts(session), stored.expected(session)
        ladders = _totals(session, planned, of_them) if counted else {}
    return [
        ShiftLine(
            shift,
            sum(1 for one in of_them if one.shift_id == shift.id),
            sum(one.came for one in of_them if one.shift_id == shift.id),
            ladders.get(shift.id, Ladder()) if counted else None,
        )
        for shift in planned
    ]


def shift_card(db: Database, actor: Actor, shift_id: int) -> ShiftCard:
    """One shift, with the ladder of each of its callers and of all together."""
    require(actor, Right.SEE_FIGURES)
    with db.read() as session:
        shift = known_shift(session, shift_id)
        of_it = stored.expected(session, shift_id)
        theirs = _spans(session, shift, of_it)
        ladders = stored.ladders(session, theirs, _stated(session))
        lines = [
            CallerLine(
                one.caller_id, one.name, one.came, ladders.get((shift_id, one.caller_id), Ladder())
            )
            for one in of_it
        ]
        middle = stored.medians(session, theirs, by_caller=False).get((shift_id, 0))
        return ShiftCard(
            shift=shift,
            callers=lines,
            total=total((line.ladder for line in lines), middle),
            others=stored.rang_meanwhile(session, shift),
        )


def board(
    db: Database, actor: Actor, shift_id: int, now: datetime, list_name: str = EVERYBODY
) -> Board:
    """The figures of a shift for everybody in the room to see."""
    require(actor, Right.SEE_FIGURES)
    with db.read() as session:
        shift = known_shift(session, shift_id)
        of_it = stored.expected(session, shift_id)
        theirs = _spans(session, shift, of_it)
        ladders = stored.ladders(session, theirs, _stated(session))
        attempts = stored.attempts(session, by_hour(shift, theirs))
        begun = [hour for hour in hours_of(shift) if hour <= now]
        return Board(
            shift=shift,
            ladder=total(ladders.values()),
            hours=[(hour, attempts.get(place, 0)) for place, hour in enumerate(begun)],
            to_ring=_to_ring(session, now, list_name),
            list_name=list_name,
            callers=_first_names(of_it, ladders),
        )


def shift_now(db: Database, actor: Actor, now: datetime) -> Shift | None:
    """The shift to which a call that this caller makes now belongs."""
    me = actor.caller_id
    require_own(actor, me)
    with db.read() as session:
        return shift_of(stored.shifts_of(session, [me]).get(me, []), now)


def known_shift(session: Session, shift_id: int) -> Shift:
    found = stored.with_id(session, shift_id)
    if found is None:
        raise WrongUse(
            f"There is no shift {shift_id}.", next_step="See the list of shifts for their numbers."
        )
    return found


def _stated(session: Session) -> Sequence[str]:
    """The answers that are stated: a candidate, or undecided."""
    return [*contest.contest(session).shorts, UNDECIDED]


def _spans(session: Session, shift: Shift, of_it: Iterable[stored.Expected]) -> list[Span]:
    """Which calls of each of its callers belong to the shift, whatever else they are of."""
    theirs = stored.shifts_of(session, [one.caller_id for one in of_it])
    return spans(theirs.items(), [shift.id])


def _totals(
    session: Session, planned: Sequence[Shift], of_them: Sequence[stored.Expected]
) -> Mapping[int, Ladder]:
    known = {shift.id: shift for shift in planned}
    of_caller: dict[int, list[Shift]] = {}
    for one in of_them:
        of_caller.setdefault(one.caller_id, []).append(known[one.shift_id])
    every = spans(of_caller.items(), known)
    middles = stored.medians(session, every, by_caller=False)
    of_shift: dict[int, list[Ladder]] = {}
    for (shift_id, _), ladder in stored.ladders(session, every, _stated(session)).items():
        of_shift.setdefault(shift_id, []).append(ladder)
    return {key: total(those, middles.get((key, 0))) for key, those in of_shift.items()}


def _first_names(
    of_it: Iterable[stored.Expected], ladders: Mapping[tuple[int, int], Ladder]
) -> list[tuple[str, Ladder]]:
    """Those who rang, by first name, with the initial of a surname where two share it."""
    rang = [(one, ladders.get((one.shift_id, one.caller_id))) for one in of_it]
    named = [(*_halves(one.name), ladder) for one, ladder in rang if ladder is not None]
    firsts = [first for first, _, _ in named]
    return [
        (f"{first} {last[:1]}".strip() if firsts.count(first) > 1 else first, ladder)
        for first, last, ladder in named
    ]


def _halves(name: str) -> tuple[str, str]:
    first, *rest = name.split()
    return first, rest[-1] if rest else ""


def _to_ring(session: Session, now: datetime, list_name: str) -> int:
    """Electors of a list whom nothing but time keeps from being rung."""
    one = lists.named(session, list_name)
    rules = lists.facts(session, one).rules
    groups = list_groups.groups(session, one, rules, now)
    return sum(n for waiting, n in groups if lasting_reason(waiting, rules) is None)
