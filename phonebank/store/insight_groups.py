"""Electors counted by many columns at once, in the order of an index, so that nothing is sorted."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Integer, String, cast, func, literal_column, select
from sqlalchemy.orm import Session

from phonebank.store.counts import AS_INDEXED

Rows = Sequence[Any]
NOTHING, BETWEEN, AFTER = "\x1d", "\x1f", "\x1e"  # no value, after a value, after an elector


def counted(
    session: Session,
    where: Sequence[ColumnElement[bool]],
    columns: Sequence[Any],
    places: Mapping[int, Hashable] | None = None,
) -> Rows:
    """Electors by these columns, how many of each: (*columns, n).

    The database goes through an index, group by group, and only strings together what else is
    asked of each elector: sorting them by it would take several times as long. `places` are what
    to put for the ids of constituencies.
    """
    kept, strung = _parted(columns)
    figure = _strung([columns[at] for at in strung]) if strung else func.count()
    groups = AS_INDEXED[: max(kept.values(), default=0) + 1]
    grouped = select(*groups, figure).where(*where).group_by(*groups)
    parts: dict[tuple[Any, ...], list[Any]] = {}
    rows: Rows = session.execute(grouped).all()
    for place, *others, part in rows:
        values = (place if places is None else places[place], *others)
        parts.setdefault(tuple(values[at] for at in kept.values()), []).append(part)
    people = {of: _people(those, is_strung=bool(strung)) for of, those in parts.items()}
    readers = [cache(_reader(columns[at])) for at in strung]
    return list(_rows(people, list(kept), strung, readers))


def _people(parts: Sequence[Any], *, is_strung: bool) -> Mapping[str, int]:
    """How many electors have each text; texts are cut all at once, which is the quickest."""
    return Counter(AFTER.join(parts).split(AFTER)) if is_strung else {"": sum(parts)}


def _parted(columns: Sequence[Any]) -> tuple[dict[int, int], list[int]]:
    """Which columns the groups have, each with its place among those; and which they have not."""
    kept = {
        at: place
        for at, column in enumerate(columns)
        for place, indexed in enumerate(AS_INDEXED)
        if column is indexed
    }
    return kept, [at for at in range(len(columns)) if at not in kept]


def _strung(columns: Sequence[Any]) -> ColumnElement[str]:
    words = [func.coalesce(cast(column, String), _as_is(NOTHING)) for column in columns]
    whole: Any = words[0]
    for word in words[1:]:
        whole = whole + _as_is(BETWEEN) + word
    return func.aggregate_strings(whole, AFTER)


def _as_is(mark: str) -> ColumnElement[str]:
    return literal_column(f"'{mark}'", String)


def _reader(column: Any) -> Callable[[str], Any]:
    """From the text of a value to the value."""
    read: Callable[[str], Any] = int if isinstance(column.type, Integer) else str
    return lambda word: None if word == NOTHING else read(word)


def _rows(
    people: Mapping[tuple[Any, ...], Mapping[str, int]],
    kept: Sequence[int],
    strung: Sequence[int],
    readers: Sequence[Callable[[str], Any]],
) -> Iterator[tuple[Any, ...]]:
    """The counts in rows, every value in the place of its column."""
    order = [*kept, *strung]
    ordered = itemgetter(*sorted(range(len(order)), key=order.__getitem__), len(order))
    for values, counts in people.items():
        for words, n in counts.items():
            read = zip(readers, words.split(BETWEEN), strict=True) if readers else ()
            yield ordered((*values, *[reader(word) for reader, word in read], n))
