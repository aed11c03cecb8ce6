"""The canvass as one file for a browser: a table that sorts, charts, and nothing from elsewhere."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

from phonebank.domain.frozen import copy_words
from phonebank.domain.sheet import without_idle_days
from phonebank.gui.charts.look import Look
from phonebank.gui.charts.painting import chart_height, paint_chart
from phonebank.gui.printing.markup import paragraph, safe, table
from phonebank.gui.printing.place_bars import bars_height, bars_of, paint_bars
from phonebank.gui.printing.place_words import lines_of, verdict_line
from phonebank.gui.printing.svg import svg_of
from phonebank.gui.widgets.theme import DARK, LIGHT
from phonebank.locations import resource
from phonebank.services.explaining import PROGRAM, time_text
from phonebank.services.gathering import marked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    from phonebank.domain.canvass import CanvassRow
    from phonebank.domain.frozen import Frozen
    from phonebank.gui.widgets.theme import Theme
    from phonebank.services.insight_tables import Finding
    from phonebank.services.report_pages import CanvassReport, PlacePage

WIDTH = 760.0
SORTING = "Press the title of a column to sort by it. Rows in italics were reported by others."


def html_of(report: CanvassReport, copy: Frozen) -> str:
    """The page as text."""
    return document(f"Canvass: {report.occasion.campaign}", _body(report, copy))


def document(title: str, parts: Iterable[str]) -> str:
    """A whole page. Its policy lets nothing in but its own style and its own script."""
    style = resource("page/page.css").read_text("utf-8")
    script = resource("page/page.js").read_text("utf-8")
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    body = "\n".join(part for part in parts if part)
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="generator" content="{safe(PROGRAM)}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{safe(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n{body}\n"
        f"<script>{script}</script>\n</body>\n</html>\n"
    )


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _body(report: CanvassReport, copy: Frozen) -> Iterator[str]:
    occasion, table_of_all = report.occasion, report.table
    yield "<header>"
    yield f"<h1>{safe(occasion.campaign)}</h1>"
    yield paragraph(occasion.heading(copy)[1], "when")
    yield _verdict(table_of_all.total, table_of_all.ours, report.together)
    yield from (paragraph(line) for line in lines_of(table_of_all.total, table_of_all.ours))
    yield from (f'<div class="warn">{paragraph(note)}</div>' for note in report.sheet.notes)
    yield "</header>"
    yield _contents(report)
    yield "<main>"
    yield '<h2 id="canvass">Canvass</h2>'
    yield paragraph(report.sheet.base, "base")
    yield paragraph(SORTING, "note")
    yield table(marked(report.sheet), sorts=True)
    for finding in report.findings:
        yield from _finding(report, finding, "h2")
    for number, page in enumerate(report.places):
        yield from _place(report, page, number)
    yield "</main>"
    yield from _foot(report, copy)


def _verdict(row: CanvassRow, ours: str, place: str) -> str:
    words, side = verdict_line(row, ours, place)
    kind = {1: " front", -1: " behind"}.get(side, "")
    return f'<p class="verdict{kind}">{safe(words)}</p>'


def _contents(report: CanvassReport) -> str:
    """Links to the places; findings of the country follow the table anyhow."""
    links = [
        f'<a href="#place-{number}">{safe(page.place)}</a>'
        for number, page in enumerate(report.places)
    ]
    return f"<nav>{''.join(links)}</nav>" if links else ""


def _place(report: CanvassReport, page: PlacePage, number: int) -> Iterator[str]:
    ours = report.table.ours
    yield f'<section id="place-{number}">'
    yield f"<h2>{safe(page.place)}</h2>"
    yield paragraph(" · ".join(filter(None, [page.row.mp, page.row.region])), "base")
    yield _verdict(page.row, ours, page.place)
    yield from (paragraph(line) for line in lines_of(page.row, ours))
    yield _bars(report, page)
    yield table(replace(marked(page.sheet), title=page.place), sorts=False)
    for finding in page.findings:
        yield from _finding(report, finding, "h3")
    yield "</section>"


def _finding(report: CanvassReport, finding: Finding, level: str) -> Iterator[str]:
    yield f"<{level}>{safe(finding.sheet.title)}</{level}>"
    yield paragraph(finding.found.base, "base")
    for warned in finding.found.warnings:
        yield f'<div class="warn">{paragraph(warned.sentence)}</div>'
    yield _chart(report, finding)
    yield paragraph(finding.found.caveat, "note")
    yield "<details><summary>The figures</summary>"
    sheet, left_out = without_idle_days(finding.sheet)
    yield table(sheet, sorts=True)
    yield paragraph(left_out, "note")
    yield from (paragraph(note, "note") for note in finding.remarks)
    yield "</details>"


def _chart(report: CanvassReport, finding: Finding) -> str:
    height = chart_height(finding.found, WIDTH)
    return _figure(partial(_paint, report, finding), height, finding.sheet.title)


def _figure(paint: Callable[[Theme, QPainter, QRectF], None], height: float, title: str) -> str:
    """Painted twice, for light and dark; which is shown the style decides."""
    label = safe(f"Chart: {title}. The figures follow in a table.")
    drawn = [
        svg_of(partial(paint, theme), WIDTH, height, label, theme.name) for theme in (LIGHT, DARK)
    ]
    return f"<figure>{''.join(drawn)}</figure>"


def _paint(
    report: CanvassReport, finding: Finding, theme: Theme, painter: QPainter, rect: QRectF
) -> None:
    look = Look(theme, report.table.ours, report.occasion.colours)
    paint_chart(finding.found, painter, rect, look)


def _bars(report: CanvassReport, page: PlacePage) -> str:
    if not page.row.tally.stated:
        return ""
    bars = bars_of(page.row, report.occasion.colours)

    def paint(theme: Theme, painter: QPainter, rect: QRectF) -> None:
        paint_bars(painter, rect, bars, theme)

    return _figure(paint, bars_height(page.row), page.place)


def _foot(report: CanvassReport, copy: Frozen) -> Iterator[str]:
    yield '<h2 id="about">What the figures mean</h2>'
    yield table(report.about, sorts=False)
    yield "<footer>"
    yield paragraph(f"{report.occasion.campaign}. As of {time_text(report.occasion.as_of)}.")
    yield paragraph(report.sheet.base)
    yield from map(paragraph, kept_words(copy))
    yield "</footer>"


def kept_words(copy: Frozen) -> Sequence[str]:
    """How the page names the copy that was kept of it."""
    number, fingerprint = copy.line.number, copy.line.content_hash
    return [
        f"{copy_words(number, fingerprint)}: whoever quotes it, the campaign keeps the same "
        f"tables under that number. Fingerprint {fingerprint}. {PROGRAM}."
    ]
