"""Electors whom a call left to an organiser, and settling what was left."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from phonebank.domain.floor_lines import CaseLine
from phonebank.domain.standing import Turn
from phonebank.store import merges
from phonebank.store.call_schema import Call, Outcome
from phonebank.store.chunks import chunks
from phonebank.store.floor_schema import SettledCase
from phonebank.store.schema import Caller, Constituency, Elector

CHUNK = 500
_LATER = aliased(Call)


def unsettled(session: Session, elector_id: int) -> Sequence[str]:
    """The ids of calls that left an elector to an organiser, and count and are not settled yet."""
    return [call.call_id for call, _, _ in _calls(session, merges.whole(session, elector_id))]


def settle(session: Session, call_ids: Sequence[str], by: int, note: str, now: datetime) -> None:
    session.add_all(SettledCase(call_id=one, caller_id=by, at=now, note=note) for one in call_ids)
    session.flush()


def lines(session: Session) -> Sequence[CaseLine]:
    """Every elector on the roll who waits for an organiser, the longest first."""
    waiting = (
        select(Elector, Constituency.name)
        .join(Constituency, Constituency.id == Elector.constituency_id)
        .where(Elector.turn == Turn.ORGANISER.value, Elector.on_roll, Elector.suppressed == "")
    )
    rows = {elector.id: (elector, place) for elector, place in session.execute(waiting)}
    last = {root: call for root, call in _last(session, list(rows))}
    found = (_line(*rows[root], call) for root, call in last.items())
    return sorted(found, key=lambda line: (line.called_at, line.elector_id))


def _line(elector: Elector, place: str, last: tuple[Call, str, str]) -> CaseLine:
    call, caller, outcome = last
    return CaseLine(
        elector.id,
        elector.membership_number,
        f"{elector.first_name} {elector.last_name}".strip(),
        place,
        outcome,
        caller,
        call.called_at,
        call.note,
    )


def _last(
    session: Session, elector_ids: Sequence[int]
) -> Iterator[tuple[int, tuple[Call, str, str]]]:
    for part in chunks(elector_ids, CHUNK):
        persons = merges.persons(session, part)
        whose = {one: root for root in part for one in persons.whole(root)}
        for call, caller, outcome in _calls(session, list(whose)):
            yield whose[call.elector_id], (call, caller, outcome)


def _calls(session: Session, elector_ids: Sequence[int]) -> Sequence[tuple[Call, str, str]]:
    left = (
        select(Call, Caller.name, Outcome.name)
        .join(Caller, Caller.id == Call.caller_id)
        .join(Outcome, Outcome.slug == Call.outcome)
        .where(Call.elector_id.in_(elector_ids), Outcome.needs_organiser)
        .where(~exists().where(_LATER.supersedes == Call.call_id))
        .where(~exists().where(SettledCase.call_id == Call.call_id))
        .order_by(Call.called_at, Call.call_id)
    )
    return session.execute(left).all()
