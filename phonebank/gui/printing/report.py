"""A report on paper: the canvass of the places, and a page or more for each of them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from phonebank.domain.sheet import Mark, cell_text, without_idle_days
from phonebank.gui.charts.look import PAPER, Look
from phonebank.gui.charts.painting import chart_height, paint_chart
from phonebank.gui.printing.flow import Block, Section
from phonebank.gui.printing.place_bars import bars_height, bars_of, paint_bars
from phonebank.gui.printing.place_words import lines_of, verdict_line
from phonebank.gui.printing.prose import INK_OF_SIDE, QUIET, gap, heading, paragraph, warning
from phonebank.gui.printing.row import BOLD, PLAIN, face
from phonebank.gui.printing.tables import table_blocks
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.shapes import LEFT, RIGHT, paint_words
from phonebank.services.explaining import MEANINGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QPainter

    from phonebank.domain.canvass import CanvassRow
    from phonebank.domain.sheet import Sheet
    from phonebank.services.insight_tables import Finding
    from phonebank.services.report_pages import CanvassReport, PlacePage

CAVEAT = MEANINGS[-1][1]
WIDEST_CHART = 620.0
PAIRS, PAIR_HEIGHT, APART = 3, 19.0, 24.0


def sections_of(report: CanvassReport, narrow: float, wide: float) -> Iterator[Section]:
    """The parts of the report for pages so many px wide, upright and across."""
    foot = [report.sheet.base, CAVEAT]
    yield Section("Canvass", list(_canvass(report, wide)), foot, is_wide=True)
    if report.findings:
        yield Section("Insight", list(_findings(report, report.findings, narrow)), foot)
    for page in report.places:
        of_place = [page.sheet.base, CAVEAT]
        yield Section(page.place, list(_place(report, page, narrow)), of_place)
    about = [heading("What the figures mean", narrow, 21, 0.0), *table_blocks(report.about, narrow)]
    yield Section("What the figures mean", about, foot)


def _canvass(report: CanvassReport, width: float) -> Iterator[Block]:
    yield heading("Canvass", width, 21, 0.0)
    yield from _said(report.table.total, report.table.ours, report.together, width)
    for note in report.sheet.notes:
        yield warning(note, width)
    yield gap(8)
    yield from table_blocks(_brief(report.sheet), width)


def _brief(sheet: Sheet) -> Sheet:
    """The columns that the screen shows too."""
    kept = [place for place, column in enumerate(sheet.columns) if column.brief]
    return _with_columns(sheet, kept)


def _with_columns(sheet: Sheet, kept: Sequence[int]) -> Sheet:
    rows = [row._replace(cells=tuple(row.cells[i] for i in kept)) for row in sheet.rows]
    total = sheet.total and sheet.total._replace(cells=tuple(sheet.total.cells[i] for i in kept))
    return replace(sheet, columns=[sheet.columns[i] for i in kept], rows=rows, total=total)


def _said(row: CanvassRow, ours: str, place: str, width: float) -> Iterator[Block]:
    words, side = verdict_line(row, ours, place)
    yield paragraph(words, width, 16, is_bold=True, ink=INK_OF_SIDE[side], holds=True)
    for line in lines_of(row, ours):
        yield paragraph(line, width, holds=True)


def _place(report: CanvassReport, page: PlacePage, width: float) -> Iterator[Block]:
    yield heading(page.place, width, 24, 0.0)
    who = " · ".join(filter(None, [page.row.mp, page.row.region]))
    yield paragraph(who, width, ink=QUIET, holds=True)
    yield from _said(page.row, report.table.ours, page.place, width)
    if page.row.tally.stated:
        yield gap(6)
        yield _bars(report, page.row, min(width, WIDEST_CHART))
    yield from _pairs(page.sheet, width)
    yield from _reported(page.sheet, width)
    yield from _findings(report, page.findings, width)


def _bars(report: CanvassReport, row: CanvassRow, width: float) -> Block:
    bars, high = bars_of(row, report.occasion.colours), bars_height(row)

    def paint(painter: QPainter, box: QRectF) -> None:
        paint_bars(painter, QRectF(box.left(), box.top(), width, high), bars, PAPER)

    return Block(high + 10, paint)


def _pairs(sheet: Sheet, width: float) -> Iterator[Block]:
    """Every figure of our own row beside its name, some to a line."""
    own = next(row for row in sheet.rows if row.mark is Mark.OWN)
    pairs = [
        (column.title, cell_text(column.kind, cell))
        for column, cell in list(zip(sheet.columns, own.cells, strict=True))[1:]
        if cell is not None
    ]
    yield heading("Our own calls", width)
    room = width / PAIRS
    short = [pair for pair in pairs if _width_of(pair) <= room - APART]
    for start in range(0, len(short), PAIRS):
        yield Block(PAIR_HEIGHT, partial(_paint_pairs, short[start : start + PAIRS], room))
    for name, value in pairs:
        if (name, value) not in short:
            yield paragraph(f"{name}: {value}", width, 12)


def _width_of(pair: tuple[str, str]) -> float:
    name, value = pair
    return fonts.text_width(name, face(12, PLAIN)) + fonts.text_width(value, face(12, BOLD)) + 8


def _paint_pairs(
    pairs: Sequence[tuple[str, str]], wide: float, painter: QPainter, box: QRectF
) -> None:
    for place, (name, value) in enumerate(pairs):
        cell = QRectF(box.left() + place * wide, box.top(), wide - APART, PAIR_HEIGHT)
        paint_words(painter, cell, name, face(12, PLAIN), QUIET, LEFT)
        paint_words(painter, cell, value, face(12, BOLD), PAPER.text, RIGHT)


def _reported(sheet: Sheet, width: float) -> Iterator[Block]:
    """What others told of the place, in the columns that they filled."""
    told = [row for row in sheet.rows if row.mark is Mark.REPORTED]
    if not told:
        return
    filled = [
        place
        for place in range(1, len(sheet.columns))
        if any(row.cells[place] not in {None, ""} for row in told)
    ]
    yield heading("Reported by others, and in no figure of ours", width)
    yield from table_blocks(_with_columns(replace(sheet, rows=told, total=None), filled), width)


def _findings(report: CanvassReport, found: Sequence[Finding], width: float) -> Iterator[Block]:
    look = Look(PAPER, report.table.ours, report.occasion.colours)
    for finding in found:
        yield heading(finding.sheet.title, width)
        yield paragraph(finding.found.base, width, 11, ink=QUIET, holds=True)
        for warned in finding.found.warnings:
            yield warning(warned.sentence, width)
        yield _chart(finding, look, width)
        for said in (*finding.remarks, finding.found.caveat):
            yield paragraph(said, width, 11, ink=QUIET, holds=True)
        sheet, left_out = without_idle_days(_brief(finding.sheet))
        yield from table_blocks(sheet, width)
        if left_out:
            yield paragraph(left_out, width, 11, ink=QUIET)


def _chart(finding: Finding, look: Look, width: float) -> Block:
    wide = min(width, WIDEST_CHART)
    height = chart_height(finding.found, wide)

    def paint(painter: QPainter, box: QRectF) -> None:
        paint_chart(finding.found, painter, QRectF(box.left(), box.top(), wide, height), look)

    return Block(height + 8, paint, holds=True)
