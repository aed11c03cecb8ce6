"""How the cells of a workbook look: number formats, inks and fills by what a cell holds."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import Any, NamedTuple

from phonebank.domain.figures import margin_places
from phonebank.domain.sheet import Cell, Kind, Mark, Row
from phonebank.domain.verdicts import Verdict
from phonebank.spreadsheets.page_rows import page_row

FONT = "Calibri"
TEXT, GENERAL = "@", "General"
WHOLE_PERCENT, TENTHS, AS_GIVEN = "0%", "0.0%", "0.0##%"
FORMATS = {
    Kind.TEXT: TEXT,
    Kind.COUNT: "#,##0",
    Kind.SHARE: WHOLE_PERCENT,
    Kind.POINTS: '+0%;"−"0%;0%',
    Kind.MARGIN: '"±"0%',
    Kind.NEEDED: '[>1]"cannot be tied";0%',
    Kind.TIME: "d mmm hh:mm",
    Kind.DATE: "d mmm yyyy",
}
INK, QUIET, IN_FRONT, BEHIND = "1C2327", "4A545B", "0A5C56", "9C2531"
INK_BY_SIDE = {1: IN_FRONT, -1: BEHIND, 0: QUIET}
INK_BY_VERDICT = {verdict.value: INK_BY_SIDE[verdict.side] for verdict in Verdict}
HEADER_FILL, TOTAL_FILL, REPORTED_FILL, LINE = "DDE6E8", "EEF1F2", "F5F1E6", "8A979E"
FILLS = {Mark.TOTAL: TOTAL_FILL, Mark.REPORTED: REPORTED_FILL}


class Look(NamedTuple):
    """Everything that decides how one cell looks."""

    number_format: str = GENERAL
    ink: str = INK
    fill: str = ""
    size: int = 11
    bold: bool = False
    italic: bool = False
    wrapped: bool = False
    horizontal: str = ""
    line: str = ""


TITLE = Look(size=16, bold=True)
HEADING = Look(ink=QUIET)
NOTE = Look(ink=QUIET, size=10)


def header_look(kind: Kind) -> Look:
    side = "left" if kind is Kind.TEXT else "right"
    return Look(fill=HEADER_FILL, bold=True, wrapped=True, horizontal=side, line="bottom")


def look_of(kind: Kind, value: Cell, mark: Mark) -> Look:
    """How a cell of the table looks, by its column, its value and its row."""
    return _look(kind, number_format(kind, value), _ink(value), mark)


BY_VALUE = {Kind.TEXT, Kind.PRINTED, Kind.MARGIN}


@cache
def _look(kind: Kind, number_format: str, ink: str, mark: Mark) -> Look:
    return Look(
        number_format=number_format,
        ink=ink,
        fill=FILLS.get(mark, ""),
        bold=mark is Mark.TOTAL,
        italic=mark is Mark.REPORTED,
        wrapped=kind is Kind.TEXT,
        horizontal="left" if kind is Kind.TEXT else "right",
        line="top" if mark is Mark.TOTAL else "",
    )


def number_format(kind: Kind, value: Cell) -> str:
    """A printed percentage shows the decimals it was given with, a small margin what it needs."""
    if kind is Kind.MARGIN and isinstance(value, int | float | Fraction):
        return f'"±"{0:.{margin_places(value)}f}%'
    if kind is not Kind.PRINTED:
        return FORMATS[kind]
    hundred = Fraction(value) * 100 if isinstance(value, int | float | Fraction) else Fraction(0)
    if hundred.denominator == 1:
        return WHOLE_PERCENT
    return TENTHS if (hundred * 10).denominator == 1 else AS_GIVEN


def _ink(value: Cell) -> str:
    """The words of a verdict are coloured by the side they are on."""
    return INK_BY_VERDICT.get(value, INK) if isinstance(value, str) else INK


class Styles:
    """The numbers by which the cells of one workbook name their looks, each made once."""

    def __init__(self, made: Any) -> None:
        self._made = made
        self._known: dict[Look, int] = {}

    def number(self, look: Look) -> int:
        """The workbook has a page by then."""
        known = self._known.get(look)
        if known is None:
            known = self._known[look] = styled(self._made.worksheets[0], look).style_id
        return known


class Looks:
    """The numbers of the looks of a table's cells, found out once for a column of such rows."""

    def __init__(self, styles: Styles, kinds: Sequence[Kind]) -> None:
        self._styles, self._kinds = styles, kinds
        self._usual: dict[Mark, Sequence[int | None]] = {}

    def of(self, row: Row) -> Iterator[tuple[Cell, int | None]]:
        """The row's values as `Pen.figures` takes them."""
        usual, is_filled = self._usual_of(row.mark), row.mark in FILLS
        for kind, known, value in zip(self._kinds, usual, row.cells, strict=True):
            if value is None and not is_filled:
                yield value, None
            elif known is None:
                yield value, self._styles.number(look_of(kind, value, row.mark))
            else:
                yield value, known

    def _usual_of(self, mark: Mark) -> Sequence[int | None]:
        """By column; None where it hangs on the values."""
        if mark not in self._usual:
            number = self._styles.number
            self._usual[mark] = [
                None if kind in BY_VALUE else number(look_of(kind, None, mark))
                for kind in self._kinds
            ]
        return self._usual[mark]


class Pen:
    """Writes rows of looked-at values, one beneath the other, as high as `heights` say."""

    def __init__(self, styles: Styles, heights: Mapping[int, float]) -> None:
        self._styles, self._heights = styles, heights
        self.rows: list[bytes] = []

    def row(self, cells: Iterable[tuple[Cell, Look]] = ()) -> None:
        self.figures((value, self._styles.number(look)) for value, look in cells)

    def figures(self, cells: Iterable[tuple[Cell, int | None]]) -> None:
        """A row of values with the numbers of their looks; None where there is nothing to see."""
        number = len(self.rows) + 1
        self.rows.append(page_row(number, cells, self._heights.get(number)))


def styled(page: Any, look: Look) -> Any:
    """A cell with nothing in it that looks so."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    cell = WriteOnlyCell(page)
    cell.number_format = look.number_format
    cell.font = Font(
        name=FONT, size=look.size, bold=look.bold, italic=look.italic, color=f"FF{look.ink}"
    )
    vertical = "bottom" if look.line == "bottom" else "top"
    cell.alignment = Alignment(
        horizontal=look.horizontal or None,
        vertical=vertical,
        wrap_text=look.wrapped,
        indent=1 if look.horizontal == "left" else 0,
    )
    if look.fill:
        cell.fill = PatternFill("solid", fgColor=f"FF{look.fill}")
    if look.line:
        cell.border = Border(**{look.line: Side("thin", color=f"FF{LINE}")})
    return cell
