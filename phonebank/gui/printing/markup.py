"""Elements of a page in HTML: imported text is escaped here and nowhere else."""

from __future__ import annotations

import re
from fractions import Fraction
from html import escape
from typing import TYPE_CHECKING

from phonebank.domain.figures import unbroken
from phonebank.domain.sheet import Cell, Column, Kind, Mark, Row, cell_text
from phonebank.domain.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from phonebank.domain.sheet import Sheet

NOT_IN_PAGES = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
SIDES = {verdict.value: verdict.side for verdict in Verdict}
CLASS_OF_SIDE = {1: "front", -1: "behind"}


def safe(text: str) -> str:
    """Text for an element or a quoted attribute; what no page can hold is replaced."""
    return escape(NOT_IN_PAGES.sub("\ufffd", text))


def paragraph(text: str, kind: str = "") -> str:
    return f"<p{_class(kind)}>{safe(unbroken(text))}</p>" if text else ""


def table(sheet: Sheet, *, sorts: bool) -> str:
    """The whole table, each figure beside what is shown of it, as exact as it is known."""
    heads = "".join(_head(column) for column in sheet.columns)
    rows = "\n".join(_row(sheet.columns, row) for row in sheet.rows)
    total = f"<tfoot>{_row(sheet.columns, _named(sheet.total))}</tfoot>" if sheet.total else ""
    kind = ' class="sorts"' if sorts and len(sheet.rows) > 1 else ""
    return (
        f'<div class="wide"><table{kind} aria-label="{safe(sheet.title)}">'
        f"<thead><tr>{heads}</tr></thead><tbody>\n{rows}\n</tbody>{total}</table></div>"
    )


def _head(column: Column) -> str:
    figure = "1" if column.kind is not Kind.TEXT else "0"
    kind = _class(_classes(column))
    return f'<th scope="col"{kind} data-figure="{figure}">{safe(column.title)}</th>'


def _classes(column: Column) -> str:
    """Words stand on the left; details are on the screen alone."""
    kinds = ["words"] if column.kind is Kind.TEXT else []
    return " ".join([*kinds, *([] if column.brief else ["detail"])])


def _named(total: Row) -> Row:
    return Row((total.cells[0] or "Total", *total.cells[1:]), Mark.TOTAL)


def _row(columns: Sequence[Column], row: Row) -> str:
    kind = ' class="told"' if row.mark is Mark.REPORTED else ""
    cells = "".join(_cell(column, it) for column, it in zip(columns, row.cells, strict=True))
    return f"<tr{kind}>{cells}</tr>"


def _cell(column: Column, value: Cell) -> str:
    attributes = "".join(f' {name}="{said}"' for name, said in _attributes(column, value))
    return f"<td{attributes}>{safe(cell_text(column.kind, value))}</td>"


def _attributes(column: Column, value: Cell) -> Iterator[tuple[str, str]]:
    """The exact figure, by which a column is sorted; a time in seconds, a date in days."""
    kinds = _classes(column).split()
    if isinstance(value, str):
        kinds += [CLASS_OF_SIDE[side] for side in [SIDES.get(value)] if side in CLASS_OF_SIDE]
    if kinds:
        yield "class", " ".join(kinds)
    if value is None:
        yield "data-none", "1"
    elif not isinstance(value, str):
        yield "data-v", exact(value)


def exact(value: int | float | Fraction | date) -> str:
    """A figure with all its digits, a time in seconds since 1970, a date as its ordinal day."""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float | Fraction):
        return repr(float(value))
    timestamp = getattr(value, "timestamp", None)
    return repr(timestamp()) if timestamp else str(value.toordinal())


def _class(kind: str) -> str:
    return f' class="{kind}"' if kind else ""
