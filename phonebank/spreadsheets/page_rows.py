"""Rows of a page of a workbook, as the file stores them: quicker than a cell at a time."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from fractions import Fraction
from functools import cache
from html import escape

from phonebank.domain.hours import local
from phonebank.domain.sheet import Cell
from phonebank.spreadsheets.plain_text import for_workbook

EPOCH = date(1899, 12, 30).toordinal()
SECONDS_OF_A_DAY = 86_400


def page_row(
    number: int, cells: Iterable[tuple[Cell, int | None]], height: float | None = None
) -> bytes:
    """A row of values, each with the number of its style; where that is None there is no cell."""
    high = "" if height is None else f' ht="{height:g}" customHeight="1"'
    written = [
        _cell(f"{letter(place)}{number}", value, style)
        for place, (value, style) in enumerate(cells, start=1)
        if style is not None
    ]
    return f'<row r="{number}"{high}>{"".join(written)}</row>'.encode()


def _cell(where: str, value: Cell, style: int) -> str:
    """Text stands in the cell itself, so that no list of all texts has to be kept."""
    if isinstance(value, str) and value:
        text = escape(for_workbook(value), quote=False)
        return (
            f'<c r="{where}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t>'
            "</is></c>"
        )
    if value is None or isinstance(value, str):
        return f'<c r="{where}" s="{style}"/>'
    return f'<c r="{where}" s="{style}"><v>{_number(value)}</v></c>'


def _number(value: int | float | Fraction | datetime | date) -> str:
    """Days since the last but one of 1899, as workbooks count; times in the electors' zone."""
    if isinstance(value, int):
        return str(value)
    if not isinstance(value, date):
        return str(float(value))
    if isinstance(value, datetime):
        here = local(value)
        midnight = datetime(here.year, here.month, here.day, tzinfo=UTC)
        seconds = (here.replace(tzinfo=UTC) - midnight).total_seconds()
        return repr(here.date().toordinal() - EPOCH + seconds / SECONDS_OF_A_DAY)
    return str(value.toordinal() - EPOCH)


@cache
def letter(place: int) -> str:
    """A, B, ... Z, AA: the letters of the column at this place, counted from one."""
    before, last = divmod(place - 1, 26)
    return (letter(before) if before else "") + chr(ord("A") + last)
