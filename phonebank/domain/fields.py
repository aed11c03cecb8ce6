"""The columns of a table, each together with what stands in it: neither slips past the other."""

from collections.abc import Callable, Iterable, Mapping
from typing import Generic, TypeVar

from phonebank.domain.canvass import Interval
from phonebank.domain.sheet import Cell, Column, Kind, Mark, Row

T = TypeVar("T")
V = TypeVar("V")
_ENDS = ("at least", "at most")


class Fields(Generic[T]):
    """The columns of a table whose rows are made of things of one kind, added from left to right.

    `key` and `title` have a {} for the name of each where they are of several, and a title of an
    interval one for which end it is.
    """

    def __init__(self) -> None:
        self.columns: list[Column] = []
        self._cells: list[Callable[[T], Cell]] = []

    def add(
        self, key: str, title: str, kind: Kind, cell: Callable[[T], Cell], *, brief: bool = True
    ) -> None:
        self.columns.append(Column(key, title, kind, brief))
        self._cells.append(cell)

    def add_each(
        self,
        key: str,
        title: str,
        kind: Kind,
        names: Mapping[str, str],
        cell: Callable[[T, str], Cell],
        *,
        brief: bool = True,
    ) -> None:
        """A column for each of `names`, which has their words for the title."""
        for name, word in names.items():
            of_it = _of(cell, name)
            self.add(key.format(name), title.format(word), kind, of_it, brief=brief)

    def add_ends(
        self,
        key: str,
        title: str,
        interval: Callable[[T], Interval | None],
        kind: Kind = Kind.SHARE,
    ) -> None:
        """The two ends of an interval, which only files have."""
        low, high = (title.format(end) for end in _ENDS)
        self.add(f"{key}.0", low, kind, lambda it: _end(interval(it), 0), brief=False)
        self.add(f"{key}.1", high, kind, lambda it: _end(interval(it), 1), brief=False)

    def add_ends_of_each(
        self,
        key: str,
        title: str,
        names: Mapping[str, str],
        interval: Callable[[T, str], Interval | None],
    ) -> None:
        for name, word in names.items():
            self.add_ends(key.format(name), title.format(word, "{}"), _of(interval, name))

    def row(self, thing: T, mark: Mark = Mark.OWN) -> Row:
        """The row of a thing; an empty text is nothing that is known."""
        cells = (cell(thing) for cell in self._cells)
        return Row(tuple(None if it == "" else it for it in cells), mark)

    def rows(self, things: Iterable[T], mark: Mark = Mark.OWN) -> list[Row]:
        return [self.row(thing, mark) for thing in things]


def _of(cell: Callable[[T, str], V], name: str) -> Callable[[T], V]:
    return lambda thing: cell(thing, name)


def _end(interval: Interval | None, place: int) -> float | None:
    return None if interval is None else (interval.low, interval.high)[place]
