"""A finished table of figures: screen, workbook, terminal and paper all read this one value."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum, auto
from fractions import Fraction
from typing import NamedTuple

from phonebank.domain import figures
from phonebank.domain.hours import local


class Kind(Enum):
    """What a column holds, and so how its cells are written and aligned.

    A share is shown in whole percent; a printed one with all its figures, as somebody gave it.
    """

    TEXT = auto()
    COUNT = auto()
    SHARE = auto()
    PRINTED = auto()
    POINTS = auto()
    MARGIN = auto()
    NEEDED = auto()
    TIME = auto()
    DATE = auto()

    @property
    def is_figure(self) -> bool:
        return self not in {Kind.TEXT, Kind.TIME, Kind.DATE}


Cell = str | int | float | Fraction | datetime | date | None


class Mark(Enum):
    """What a row is; reported figures are never mixed with our own calls."""

    OWN = "our calls"
    REPORTED = "reported"
    TOTAL = "total"


class Column(NamedTuple):
    """`key` is the path of the figure in the JSON of the same table; `brief` columns are on screen
    and terminal unless more is asked for."""

    key: str
    title: str
    kind: Kind
    brief: bool = True


class Row(NamedTuple):
    cells: tuple[Cell, ...]
    mark: Mark = Mark.OWN


@dataclass(frozen=True, slots=True)
class Sheet:
    """`base` says who is counted; `notes` are sentences that belong to the figures."""

    title: str
    base: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    total: Row | None = None
    notes: Sequence[str] = ()

    def position(self, key: str) -> int:
        """The index of the column with this key."""
        return next(i for i, column in enumerate(self.columns) if column.key == key)

    @property
    def all_rows(self) -> Sequence[Row]:
        return [*self.rows, *([self.total] if self.total else [])]


def without_idle_days(sheet: Sheet) -> tuple[Sheet, str]:
    """The sheet without the days on which nobody stated, and a sentence that says so, if any.

    Of a small place that is most days: they would fill page after page with noughts.
    """
    keys = [column.key for column in sheet.columns]
    if keys[:1] != ["day"] or "stated" not in keys:
        return sheet, ""
    kept = [row for row in sheet.rows if row.cells[keys.index("stated")]]
    idle = len(sheet.rows) - len(kept)
    days = "1 day" if idle == 1 else f"{figures.count(idle)} days"
    said = f"Left out: {days} on which nobody stated." if idle else ""
    return replace(sheet, rows=kept), said


def cell_text(kind: Kind, value: Cell) -> str:
    """The cell as a person reads it; an em dash where there is no figure."""
    if value is None:
        return figures.EM_DASH if kind is not Kind.TEXT else ""
    if isinstance(value, datetime):
        here = local(value)
        return f"{here.day} {here:%b %H:%M}" if kind is Kind.TIME else f"{here.day} {here:%b %Y}"
    if isinstance(value, date):
        return f"{value.day} {value:%b %Y}"
    if isinstance(value, str):
        return value
    return _figure_text(kind, value)


def _figure_text(kind: Kind, value: int | float | Fraction) -> str:
    match kind:
        case Kind.SHARE:
            return figures.percent(value)
        case Kind.PRINTED:
            return f"{float(value * 100):g}%"
        case Kind.POINTS:
            return figures.points(value)
        case Kind.MARGIN:
            return figures.plus_minus(value)
        case Kind.NEEDED:
            return needed_text(value)
    return figures.count(int(value))


def needed_text(break_even: int | float | Fraction) -> str:
    """The lead somebody needs among the rest, in points, or that it cannot be had."""
    if break_even > 1:
        return "cannot be tied"
    points = figures.rounded(break_even * 100)
    return f"{points} {'point' if points == 1 else 'points'}"
