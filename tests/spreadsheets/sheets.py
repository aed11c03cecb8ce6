"""Sheets for tests, with hostile text wherever a text can stand."""

import re
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from zipfile import ZipFile

from phonebank.domain.sheet import Cell, Column, Kind, Mark, Row, Sheet

HOSTILE = (
    "=1+1",
    '=HYPERLINK("http://example.org","x")',
    "+cmd|' /C calc'!A0",
    "-1",
    "@SUM(1)",
    "\tTAB",
    "\rCR",
    "\nLF",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "#REF!",
    "#N/A",
    "a\x00b\x07c",
    "\ud800",
    "_x003D_1",
    "<f>1+1</f>",
    "x" * 40_000,
    "  spaces  ",
    "'quoted",
    "1e5",
    "00441632960001",
)
COLUMNS = (
    Column("place", "Place", Kind.TEXT),
    Column("roll", "Roll", Kind.COUNT),
    Column("share", "Share", Kind.SHARE),
    Column("printed", "Printed", Kind.PRINTED),
    Column("lead", "Lead", Kind.POINTS),
    Column("margin", "Margin", Kind.MARGIN),
    Column("verdict", "Verdict", Kind.TEXT),
    Column("last_call", "Last call", Kind.TIME),
    Column("day", "Day", Kind.DATE),
    Column("needed", "Needed", Kind.NEEDED, brief=False),
)
EXETER: tuple[Cell, ...] = (
    "Exeter",
    1447,
    Fraction(1, 3),
    Fraction(465, 1000),
    Fraction(-1, 10),
    0.05,
    "behind",
    datetime(2016, 9, 18, 17, 30, tzinfo=UTC),
    date(2016, 9, 18),
    Fraction(5, 4),
)
NOTHING: tuple[Cell, ...] = ("Hove", *[None] * 9)


def sheet(*rows: tuple[Cell, ...], title: str = "Canvass") -> Sheet:
    """A sheet of our own rows, with the total of nobody."""
    return Sheet(
        title,
        "Everybody.",
        COLUMNS,
        [Row(row) for row in rows or (EXETER, NOTHING)],
        Row((None, *EXETER[1:]), Mark.TOTAL),
        notes=("A note.",),
    )


def hostile_sheet() -> Sheet:
    """Hostile titles, base, columns, cells and notes."""
    columns = [Column(f"{i}", text[:50], Kind.TEXT) for i, text in enumerate(HOSTILE)]
    row = Row(HOSTILE, Mark.REPORTED)
    return Sheet("=1+1", "=1+1", columns, [Row(HOSTILE), row], Row(HOSTILE, Mark.TOTAL), HOSTILE)


def formulas(book: Path) -> list[str]:
    """Every formula element in any part of a workbook but its charts' references."""
    with ZipFile(book) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        return [hit for name in sheets for hit in re.findall(r"<f[ >/]", parts.read(name).decode())]
