"""What stood in each place at a moment, from what a file keeps by the hour."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select, text
from sqlalchemy.orm import Session

from phonebank.store.counts import Filter, are_kept
from phonebank.store.elector_indexes import SAID, SAID_AGAIN
from phonebank.store.insight_times import histories
from phonebank.store.schema import Elector

Moved = dict[int, dict[str, int]]
_THEN_LESS_NOW = """\
coalesce((
    SELECT people FROM place_stood
    WHERE constituency_id = constituency.id AND intention = :{who} AND hour < :hour
    ORDER BY hour DESC LIMIT 1
), 0) - coalesce((
    SELECT people FROM place_count
    WHERE constituency_id = constituency.id AND intention = :{who}
), 0)"""


def is_kept(session: Session, chosen: Filter) -> bool:
    """Whether a file keeps it: only by place."""
    of_others = chosen.section_ids, chosen.affiliate_ids
    return of_others == (None, None) and are_kept(session, chosen)


def moved_by_place(session: Session, chosen: Filter, since: datetime, who: Sequence[str]) -> Moved:
    """By place, how many more stood with each answer at that moment than stand now.

    What is kept tells it of the beginning of the hour; what was said within the hour is added, and
    so is what stood of those who answered twice since then, of whom the calls alone know it.
    """
    start = since.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    named = {f"who{at}": one for at, one in enumerate(who)}
    each = ", ".join(_THEN_LESS_NOW.format(who=name) for name in named)
    asked = text(f"SELECT id, {each} FROM constituency")
    rows = session.execute(asked, {**named, "hour": f"{start:%Y-%m-%d %H}"}).all()
    moved = {place: dict(zip(who, more, strict=True)) for place, *more in rows}
    if start < since:
        for place, answer, more in _within(session, start, since):
            _add(moved[place], answer, more)
    for place, answer in _told_by_calls(session, since):
        _add(moved[place], answer, 1)
    places = chosen.constituency_ids
    return moved if places is None else {it: moved[it] for it in places if it in moved}


def _add(more: dict[str, int], answer: str, n: int) -> None:
    more[answer] = more.get(answer, 0) + n


def _within(session: Session, start: datetime, end: datetime) -> Iterator[tuple[int, str, int]]:
    """(place, answer, how many more) of what was said from then until then."""
    given = _counted(session, SAID, _between(Elector.intention_at, start, end))
    for place, answer, before, n in given:
        yield place, answer, n
        if before is not None:
            yield place, before, -n
    first = _counted(session, SAID_AGAIN, _between(Elector.prior_at, start, end))
    for place, _, before, n in first:
        yield place, before, n


def _between(column: Any, start: datetime, end: datetime) -> list[ColumnElement[bool]]:
    return [column >= start, column < end]


def _counted(session: Session, said: Any, when: Sequence[ColumnElement[bool]]) -> Sequence[Any]:
    by = Elector.constituency_id, Elector.intention, Elector.prior_intention
    stands = Elector.on_roll, Elector.intention.is_not(None)
    return session.execute(
        select(*by, func.count()).where(said, *stands, *when).group_by(*by)
    ).all()


def _told_by_calls(session: Session, since: datetime) -> Iterator[tuple[int, str]]:
    """(place, what stood then) of those who have answered twice since, and before."""
    often = select(Elector.id, Elector.constituency_id).where(
        SAID_AGAIN,
        *(Elector.prior_at >= since, Elector.answers > 2),
        *(Elector.on_roll, Elector.intention.is_not(None)),
    )
    places: dict[int, int] = dict(session.execute(often).all())
    for elector, stood in histories(session, list(places)):
        before = [intention for at, intention in stood if at < since]
        if before:
            yield places[elector], before[-1]
