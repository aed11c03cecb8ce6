"""Electors counted by many columns at once, in the order of an index, so that nothing is sorted."""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Integer, String, cast, func, literal_column, select
from sqlalchemy.orm import Session

from phonebank.store.counts import AS_INDEXED
from phonebank.store.dialect import is_on_server

Rows = Sequence[Any]
NOTHING, BETWEEN, AFTER = "\x1d", "\x1f", "\x1e"  # no value, after a value, after an elector


class Counts:
    """Electors by several columns, from one pass that tells how many there are by any of them.

    The database goes through an index, group by group, and only strings together what else is
    asked of each elector: sorting them by it would take several times as long. `places` are what
    to put for the ids of constituencies.
    """

    def __init__(
        self,
        session: Session,
        where: Sequence[ColumnElement[bool]],
        columns: Mapping[str, Any],
        places: Mapping[int, Hashable] | None = None,
    ) -> None:
        grouped, strung = _parted(columns)
        self._grouped, self._strung = list(grouped), list(strung)
        self._readers = [_reader(column) for column in strung.values()]
        figure = _strung(session, [*strung.values()]) if strung else func.count()
        groups = AS_INDEXED[: max(grouped.values(), default=0) + 1]
        asked = select(*groups, figure).where(*where).group_by(*groups)
        parts: dict[tuple[Any, ...], list[Any]] = {}
        rows: Rows = session.execute(asked).all()
        for place, *others, part in rows:
            values = (place if places is None else places[place], *others)
            parts.setdefault(tuple(values[at] for at in grouped.values()), []).append(part)
        self._people = {of: _people(those, is_strung=bool(strung)) for of, those in parts.items()}

    def by(self, *names: str) -> Rows:
        """How many electors there are by these columns of it: (*columns, n)."""
        grouped = [name for name in self._grouped if name in names]
        strung = [name for name in self._strung if name in names]
        places = [self._grouped.index(name) for name in grouped]
        read = _Read([(at, self._readers[at]) for at in map(self._strung.index, strung)])
        found: dict[tuple[Any, ...], dict[tuple[Any, ...], int]] = {}
        for values, counts in self._people.items():
            people = found.setdefault(tuple(values[at] for at in places), {})
            for text, n in counts.items():
                told = read[text]
                people[told] = people.get(told, 0) + n
        order = [*grouped, *strung]
        ordered = itemgetter(*map(order.index, names), len(order))
        return [
            ordered((*values, *told, n))
            for values, people in found.items()
            for told, n in people.items()
        ]


class _Read(dict[str, tuple[Any, ...]]):
    """From the text of an elector to some of its values; many electors have the same."""

    def __init__(self, readers: Sequence[tuple[int, Callable[[str], Any]]]) -> None:
        super().__init__()
        self._readers = readers

    def __missing__(self, text: str) -> tuple[Any, ...]:
        words = text.split(BETWEEN)
        self[text] = told = tuple(reader(words[at]) for at, reader in self._readers)
        return told


def counted(
    session: Session,
    where: Sequence[ColumnElement[bool]],
    columns: Sequence[Any],
    places: Mapping[int, Hashable] | None = None,
) -> Rows:
    """Electors by these columns, how many of each: (*columns, n); see Counts."""
    named = {str(at): column for at, column in enumerate(columns)}
    return Counts(session, where, named, places).by(*named)


def counted_in_a_row(
    session: Session, where: Sequence[ColumnElement[bool]], columns: Sequence[Any]
) -> Rows:
    """The same of electors whom a smaller index tells, in the order of that."""
    strung = session.scalar(select(_strung(session, columns)).where(*where))
    read = _Read([(at, _reader(column)) for at, column in enumerate(columns)])
    people = Counter(strung.split(AFTER) if strung else ())
    return [(*read[text], n) for text, n in people.items()]


def _people(parts: Sequence[Any], *, is_strung: bool) -> Mapping[str, int]:
    """How many electors have each text; texts are cut all at once, which is the quickest."""
    return Counter(AFTER.join(parts).split(AFTER)) if is_strung else {"": sum(parts)}


def _parted(columns: Mapping[str, Any]) -> tuple[dict[str, int], dict[str, Any]]:
    """Which columns the groups have, each with its place among those; and which they have not."""
    grouped = {
        name: place
        for name, column in columns.items()
        for place, indexed in enumerate(AS_INDEXED)
        if column is indexed
    }
    return grouped, {name: column for name, column in columns.items() if name not in grouped}


def _strung(session: Session, columns: Sequence[Any]) -> ColumnElement[str]:
    """A file strings numbers together as they are, which takes two thirds of the time."""
    texts = [cast(it, String) for it in columns] if is_on_server(session) else columns
    words = [func.coalesce(it, _as_is(NOTHING), type_=String) for it in texts]
    whole = func.concat_ws(_as_is(BETWEEN), *words, type_=String) if words[1:] else words[0]
    return func.aggregate_strings(whole, AFTER)


def _as_is(mark: str) -> ColumnElement[str]:
    return literal_column(f"'{mark}'", String)


def _reader(column: Any) -> Callable[[str], Any]:
    """From the text of a value to the value."""
    read: Callable[[str], Any] = int if isinstance(column.type, Integer) else str
    return lambda word: None if word == NOTHING else read(word)
