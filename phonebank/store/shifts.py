"""Questions about shifts, and their ladders: counted by SQL over each caller's own times."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    CTE,
    BigInteger,
    Integer,
    Select,
    and_,
    case,
    cast,
    column,
    delete,
    exists,
    func,
    select,
    values,
)
from sqlalchemy.orm import Session, aliased

from phonebank.domain.shifts import Ladder, Shift, Span
from phonebank.store.call_schema import Call, Outcome
from phonebank.store.floor_schema import Shift as ShiftRow
from phonebank.store.floor_schema import ShiftCaller
from phonebank.store.schema import Caller
from phonebank.store.utc import UtcDateTime

CHUNK = 500  # spans in one question
_LATER = aliased(Call)


class Expected(NamedTuple):
    """A caller of a shift, and whether they came."""

    shift_id: int
    caller_id: int
    name: str
    came: bool


def all_shifts(session: Session) -> list[Shift]:
    """Every shift, the earliest first."""
    rows = session.scalars(select(ShiftRow).order_by(ShiftRow.starts_at, ShiftRow.id))
    return [_shift(row) for row in rows]


def with_id(session: Session, shift_id: int) -> Shift | None:
    row = session.get(ShiftRow, shift_id)
    return _shift(row) if row else None


def expected(session: Session, shift_id: int | None = None) -> list[Expected]:
    """The callers of one shift or of all, by name."""
    rows = select(ShiftCaller.shift_id, ShiftCaller.caller_id, Caller.name, ShiftCaller.came)
    rows = rows.join(Caller, Caller.id == ShiftCaller.caller_id)
    if shift_id is not None:
        rows = rows.where(ShiftCaller.shift_id == shift_id)
    ordered = rows.order_by(ShiftCaller.shift_id, Caller.key)
    return [Expected(*row) for row in session.execute(ordered)]


def shifts_of(session: Session, caller_ids: Sequence[int]) -> dict[int, list[Shift]]:
    """All shifts of each of these callers."""
    rows = select(ShiftCaller.caller_id, ShiftRow).join(
        ShiftRow, ShiftRow.id == ShiftCaller.shift_id
    )
    found: dict[int, list[Shift]] = {}
    for caller_id, row in session.execute(rows.where(ShiftCaller.caller_id.in_(caller_ids))):
        found.setdefault(caller_id, []).append(_shift(row))
    return found


def rang_meanwhile(session: Session, shift: Shift) -> list[str]:
    """Names of callers who rang while it ran and are of no shift that ran then."""
    then = select(ShiftCaller.caller_id).join(ShiftRow, ShiftRow.id == ShiftCaller.shift_id)
    then = then.where(ShiftRow.starts_at < shift.ends_at, ShiftRow.ends_at > shift.starts_at)
    rang = exists().where(
        Call.caller_id == Caller.id,
        Call.outcome.is_not(None),
        Call.called_at >= shift.starts_at,
        Call.called_at < shift.ends_at,
    )
    others = select(Caller.name).where(rang, Caller.id.not_in(then))
    return list(session.scalars(others.order_by(Caller.key)))


def add(session: Session, shift: Shift) -> int:
    row = ShiftRow(
        venue=shift.venue, starts_at=shift.starts_at, ends_at=shift.ends_at, note=shift.note
    )
    session.add(row)
    session.flush()
    return row.id


def change(session: Session, shift: Shift) -> None:
    row = session.get_one(ShiftRow, shift.id)
    row.venue, row.note = shift.venue, shift.note
    row.starts_at, row.ends_at = shift.starts_at, shift.ends_at
    session.flush()


def remove(session: Session, shift_id: int) -> None:
    """Forget a shift and who was of it; calls know nothing of shifts."""
    session.execute(delete(ShiftCaller).where(ShiftCaller.shift_id == shift_id))
    session.execute(delete(ShiftRow).where(ShiftRow.id == shift_id))


def expect(session: Session, shift_id: int, caller_id: int, *, came: bool) -> None:
    """The caller is of the shift, and came or not."""
    found = session.get(ShiftCaller, (shift_id, caller_id))
    if found is None:
        session.add(ShiftCaller(shift_id=shift_id, caller_id=caller_id, came=came))
    else:
        found.came = came
    session.flush()


def strike(session: Session, shift_id: int, caller_id: int) -> None:
    """The caller is of the shift no more."""
    mine = delete(ShiftCaller).where(ShiftCaller.shift_id == shift_id)
    session.execute(mine.where(ShiftCaller.caller_id == caller_id))


def ladders(
    session: Session, spans: Sequence[Span], stated: Sequence[str]
) -> dict[tuple[int, int], Ladder]:
    """The ladder of every key and caller of these spans who made calls."""
    found: dict[tuple[int, int], Ladder] = {}
    middles = medians(session, spans, by_caller=True)
    for part in _parts(spans):
        for key, caller_id, first, last, *counts in session.execute(_counted(part, stated)):
            attempts, dials, contacts, said = counts
            found[key, caller_id] = Ladder(
                attempts=attempts,
                dials=dials,
                contacts=contacts,
                stated=said,
                worked=last - first,
                callers=1,
                median_seconds=middles.get((key, caller_id)),
            )
    return found


def attempts(session: Session, spans: Sequence[Span]) -> dict[int, int]:
    """How many calls there were by key, whoever made them."""
    found: dict[int, int] = {}
    for part in _parts(spans):
        told = _table(part)
        counted = _joined(select(told.c.key, func.count()), told).group_by(told.c.key)
        found |= {key: n for key, n in session.execute(counted)}
    return found


def medians(
    session: Session, spans: Sequence[Span], *, by_caller: bool
) -> dict[tuple[int, int], int]:
    """The median length in seconds of the calls by key and caller, or by key alone (caller 0).

    Spans of one key are asked for together, so that its median is of all its calls.
    """
    return {
        (key, caller_id): round(seconds)
        for part in _parts(spans)
        for key, caller_id, seconds in session.execute(_middle(part, by_caller=by_caller))
    }


def _counted(spans: Sequence[Span], stated: Sequence[str]) -> Select[Any]:
    told = _table(spans)

    def number(condition: Any) -> Any:
        return func.sum(case((condition, 1), else_=0))

    figures = (
        func.min(Call.called_at),
        func.max(Call.called_at),
        func.count(),
        number(Call.number_id.is_not(None)),
        number(Outcome.reached.is_(True)),
        number(Call.intention.in_(stated)),
    )
    counted = _joined(select(told.c.key, told.c.caller_id, *figures), told)
    return counted.group_by(told.c.key, told.c.caller_id)


def _middle(spans: Sequence[Span], *, by_caller: bool) -> Select[Any]:
    """The mean of the one or two calls in the middle of each group, in order of their length."""
    told = _table(spans)
    caller = told.c.caller_id if by_caller else cast(0, Integer)
    group = [told.c.key, told.c.caller_id] if by_caller else [told.c.key]
    place = func.row_number().over(partition_by=group, order_by=Call.seconds)
    size = func.count().over(partition_by=group)
    timed = _joined(
        select(
            told.c.key,
            caller.label("caller_id"),
            Call.seconds,
            place.label("place"),
            size.label("size"),
        ),
        told,
    )
    ranked = timed.where(Call.seconds.is_not(None)).subquery()
    twice = ranked.c.place * 2
    middle = and_(twice >= ranked.c.size, twice <= ranked.c.size + 2)
    chosen = select(ranked.c.key, ranked.c.caller_id, func.avg(ranked.c.seconds)).where(middle)
    return chosen.group_by(ranked.c.key, ranked.c.caller_id)


def _joined(question: Select[Any], told: CTE) -> Select[Any]:
    """The calls within each span that still count."""
    within = and_(
        Call.caller_id == told.c.caller_id,
        Call.called_at >= told.c.start,
        Call.called_at < told.c.end,
    )
    return (
        question.select_from(told)
        .join(Call, within)
        .join(Outcome, Outcome.slug == Call.outcome)
        .where(~exists().where(_LATER.supersedes == Call.call_id))
    )


def _table(spans: Sequence[Span]) -> CTE:
    """The spans as a table, so that one question counts them all."""
    columns = (
        column("key", BigInteger),
        column("caller_id", BigInteger),
        column("start", UtcDateTime()),
        column("end", UtcDateTime()),
    )
    return values(*columns, name="span").data([tuple(span) for span in spans]).cte("span")


def _parts(spans: Sequence[Span]) -> Iterator[Sequence[Span]]:
    """In parts that a question can hold; spans of one key are never in two."""
    part: list[Span] = []
    for span in sorted(spans):
        if len(part) >= CHUNK and span.key != part[-1].key:
            yield part
            part = []
        part.append(span)
    if part:
        yield part


def _shift(row: ShiftRow) -> Shift:
    return Shift(
        id=row.id,
        venue=row.venue,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        note=row.note,
    )
