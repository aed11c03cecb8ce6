"""How a page of a workbook goes onto paper: on few leaves, and no chart cut in two."""

from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from typing import Any, NamedTuple

from phonebank.spreadsheets.page_rows import letter

WIDTH, HEIGHT = 785.0, 510.0  # points of A4 across, between the margins
OF_A_CHARACTER, BESIDE_THEM = 5.25, 3.75  # points of a column's width
SPILL = 0.4
"""Of a leaf: as much as is rather shrunk away than printed on a leaf of its own."""
MOST_SHRUNK = 4  # leaves; of more, the shrinking would not be worth its error


class Below(NamedTuple):
    """A chart under the table: the row above it, and how many points high it is."""

    row: int
    height: float


def spread_over_leaves(page: Any, columns: int, table: float, charts: Sequence[Below]) -> bool:
    """Shrink what spills a little, and start a leaf before each chart that would be cut.

    `table` is its height in points; whether it is on one leaf, and needs its header on no other.
    """
    widths = (page.column_dimensions[letter(place)].width for place in range(1, columns + 1))
    scale = _scale(widths)
    leaf = HEIGHT / scale
    all_of_it = (table + sum(it.height for it in charts)) / leaf
    leaves = max(1, ceil(all_of_it - SPILL))
    if leaves <= MOST_SHRUNK and not list(
        _cut(charts, table, max(leaf, leaf * all_of_it / leaves))
    ):
        page.page_setup.fitToHeight = leaves
    else:
        _break(page, _cut(charts, table, leaf))
    return table <= leaf


def _scale(widths: Iterable[float]) -> float:
    """What makes the columns fit the paper across; nothing is enlarged."""
    return min(1.0, WIDTH / sum(it * OF_A_CHARACTER + BESIDE_THEM for it in widths))


def _cut(charts: Sequence[Below], table: float, leaf: float) -> Iterator[Below]:
    """The charts that do not fit what is left of a leaf."""
    used = table % leaf
    for chart in charts:
        if used + chart.height > leaf:
            yield chart
            used = 0.0
        used += chart.height


def _break(page: Any, charts: Iterable[Below]) -> None:
    from openpyxl.worksheet.pagebreak import Break

    for chart in charts:
        page.row_breaks.append(Break(id=chart.row))
