"""What is said of a place, or of all together, in sentences that cannot be read another way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.domain import figures
from phonebank.gui.pages.canvass.words import left_out, stated_of_roll, what_would_tie

if TYPE_CHECKING:
    from collections.abc import Iterator

    from phonebank.domain.canvass import CanvassRow

NO_FIGURE = "no elector has stated"


def verdict_line(row: CanvassRow, ours: str, place: str) -> tuple[str, int]:
    """The verdict, then the lead it rests on; and the side it is on: 1 in front, -1 behind."""
    if row.verdict is None or not row.tally.stated:
        return f"{place}: {NO_FIGURE}.", 0
    side = row.verdict.side
    words = f"{ours} {row.verdict}" if side else row.verdict.value
    margin = "" if row.margin is None else f", margin {figures.plus_minus(row.margin, 1)} (95%)"
    return f"{place}: {words}. {ours}’s lead: {figures.points(row.lead, 1)} points{margin}", side


def lines_of(row: CanvassRow, ours: str) -> Iterator[str]:
    """Who is counted, who is left out, and what would have to be true for the other side."""
    yield stated_of_roll(row)
    if row.tally.stated:
        yield left_out(row)
        yield "".join(words for words, _ in what_would_tie(row, ours))
