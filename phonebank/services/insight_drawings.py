"""Which figures of an insight's table a workbook draws, and in which colours."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from phonebank.domain.insight import (
    Attempts,
    CallerEffects,
    Projection,
    Reach,
    Reasons,
    Sections,
    Switching,
    Trend,
    Undecided,
)
from phonebank.spreadsheets.drawings import Drawing, Form

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from phonebank.domain.insight_found import Found
    from phonebank.domain.sheet import Sheet

MOST_ROWS = 40
PLAIN, BESIDE = "#4A545B", "#A9B6BD"
HALF = 0.55  # of the colour, the rest white: the same answer before it is weighted


def drawings_of(found: Found, sheet: Sheet, colours: Mapping[str, str]) -> Iterator[Drawing]:
    """The charts of a table, none where it has too few rows for one, or too many."""
    drawing = _Drawing(sheet, colours)
    match found:
        case Trend():
            title = "Shares in the seven days to each day, of those who stated then"
            yield from drawing.shares(Form.LINES, "week_shares.", title, len(sheet.rows))
        case Switching():
            title = "Of those who voted so last time, the share that says now"
            yield from drawing.shares(Form.BARS, "shares.", title, len(sheet.rows))
        case Attempts():
            title = "Shares by the attempt at which electors were first reached"
            yield from drawing.shares(Form.COLUMNS, "shares.", title, len(sheet.rows))
        case Sections():
            title = "Shares by section, of those who stated"
            yield from drawing.shares(Form.BARS, "shares.", title, _first_run(sheet), label=1)
        case Reasons():
            yield from _of_reasons(drawing, sheet)
        case _:
            yield from _of_pairs(drawing, found, sheet)


def _of_pairs(drawing: _Drawing, found: Found, sheet: Sheet) -> Iterator[Drawing]:
    """What stands beside what: weighted beside not, now beside then, heard beside expected."""
    match found:
        case Projection():
            title = "Everybody, of those who named a candidate: unweighted and weighted"
            yield from drawing.pairs(["raw_named.", "weighted_named."], title, 1)
        case Undecided():
            title = "The same people: share a week ago and now"
            yield from drawing.pairs(["then", "now"], title, len(sheet.rows))
        case CallerEffects():
            title = f"{found.ours}: share heard by each caller, and expected on the same lists"
            yield from drawing.pairs(["share", "expected"], title, len(sheet.rows))
        case Reach():
            rows = [i for i, row in enumerate(sheet.rows) if "attempt" in str(row.cells[0])]
            title = "Of those rung and not reached before, the share that was reached"
            if rows:
                yield from drawing.pairs(["rate"], title, len(rows), start=rows[0])


def _of_reasons(drawing: _Drawing, sheet: Sheet) -> Iterator[Drawing]:
    """A chart for each answer, which has its rows together; everybody's have no share."""
    share, start = sheet.position("share"), 0
    for answer, rows in groupby(sheet.rows, key=lambda row: row.cells[0]):
        some = list(rows)
        if some[0].cells[share] is not None:
            title = f"{answer}: reasons, of those who gave any"
            yield from drawing.pairs(["share"], title, len(some), start=start, label=1)
        start += len(some)


def _first_run(sheet: Sheet) -> int:
    """How many rows at the top are of one kind."""
    return next((len(list(rows)) for _, rows in groupby(sheet.rows, lambda row: row.cells[0])), 0)


class _Drawing:
    """Makes drawings of one sheet."""

    def __init__(self, sheet: Sheet, colours: Mapping[str, str]) -> None:
        self._sheet, self._colours = sheet, colours

    def shares(
        self, form: Form, before: str, title: str, rows: int, label: int = 0
    ) -> Iterator[Drawing]:
        """A series for each answer whose column's key begins so, in the answer's colour."""
        series = self._beginning(before)
        colours = {
            self._sheet.columns[place].title: self._colours[who]
            for place in series
            for who in [self._sheet.columns[place].key.removeprefix(before)]
            if who in self._colours
        }
        yield from self._made(form, title, label, series, 0, rows, colours)

    def pairs(
        self, keys: Sequence[str], title: str, rows: int, start: int = 0, label: int = 0
    ) -> Iterator[Drawing]:
        """A series for each column, the last of two dark and the first pale."""
        series = [place for key in keys for place in self._beginning(key)]
        colours = {
            self._sheet.columns[place].title: self._colour_of(keys, place) for place in series
        }
        yield from self._made(Form.COLUMNS, title, label, series, start, rows, colours)

    def _colour_of(self, keys: Sequence[str], place: int) -> str:
        key = self._sheet.columns[place].key
        is_last = key.startswith(keys[-1])
        own = self._colours.get(key.partition(".")[2])
        if own is None:
            return PLAIN if is_last else BESIDE
        return own if is_last else _paler(own)

    def _beginning(self, key: str) -> list[int]:
        named = enumerate(self._sheet.columns)
        if key.endswith("."):
            return [place for place, column in named if column.key.startswith(key)]
        return [place for place, column in named if column.key == key]

    def _made(
        self,
        form: Form,
        title: str,
        label: int,
        series: Sequence[int],
        start: int,
        rows: int,
        colours: Mapping[str, str],
    ) -> Iterator[Drawing]:
        drawn = self._sheet.rows[start : start + rows]
        has_figures = any(row.cells[place] is not None for row in drawn for place in series)
        if not has_figures or (form is not Form.LINES and rows > MOST_ROWS):
            return
        yield Drawing(self._sheet.title, form, title, label, series, start, rows, colours)


def _paler(colour: str) -> str:
    parts = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(255 - HALF * (255 - part)):02X}" for part in parts)
