"""One call sheet on one page of A4 upright, black on white, measured in px of 1/96 inch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from phonebank.domain.bar_code import QUIET, bars_of
from phonebank.domain.hours import local
from phonebank.domain.scripts import Placeholder, Stage, filled, values_of
from phonebank.gui.printing.row import BLACK, BOLD, LABEL, PLAIN, SMALL, face, paint_row, rule
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.shapes import LEFT, RIGHT, paint_words

if TYPE_CHECKING:
    from datetime import datetime

    from phonebank.domain.contest import Contest
    from phonebank.domain.paper import Laid, LaidPage

A4 = QRectF(0, 0, 793.7, 1122.5)
MARGIN = 30.0
HEAD, FOOT = 92.0, 60.0
ROWS = 12
MODULE = 1.5  # px of the thinnest bar, 0.4 mm
BAR_HEIGHT = 30.0
DESTROY = "Personal data. Destroy after entry."
HOW = "Tick one box or more in a row; the letters are the keys that enter it."
LINES_OF_OPENING = 2
SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class CallSheetPage:
    """One page of those that were printed together, counted from 1."""

    contest: Contest
    laid: Laid
    page: LaidPage
    count: int


def paint_call_sheet(painter: QPainter, rect: QRectF, data: CallSheetPage) -> None:
    """Paint the page into `rect`, which has the measures of A4."""
    painter.save()
    painter.fillRect(rect, QColor("#FFFFFF"))
    inner = rect.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
    _paint_head(painter, QRectF(inner.left(), inner.top(), inner.width(), HEAD), data)
    height = (inner.height() - HEAD - FOOT) / ROWS
    for place, row in enumerate(data.page.rows):
        top = inner.top() + HEAD + place * height
        paint_row(painter, QRectF(inner.left(), top, inner.width(), height), row, data.contest)
    foot = QRectF(inner.left(), inner.bottom() - FOOT, inner.width(), FOOT)
    _paint_foot(painter, foot, data)
    painter.restore()


def _paint_head(painter: QPainter, box: QRectF, data: CallSheetPage) -> None:
    laid, page = data.laid, data.page
    right = bar_code_width(page.number)
    words = box.adjusted(0, 0, -right - 150, 0)
    place = laid.pages.index(page) + 1
    printed = f"printed {_day(laid.printed_at)}, to be rung by {_day(laid.until - SECOND)}"
    for top, height, text, letters in (
        (0, 24, laid.list_name, face(20, BOLD)),
        (24, 18, data.contest.title, face(13, PLAIN)),
        (42, 16, f"Page {place} of {data.count}, {printed}", face(SMALL, PLAIN)),
    ):
        line = QRectF(words.left(), box.top() + top, words.width(), height)
        paint_words(painter, line, text, letters, BLACK)
    corner = QRectF(box.right() - right - 150, box.top(), 142, 44)
    paint_words(painter, corner, str(page.number), face(46, BOLD), BLACK, RIGHT)
    under = QRectF(corner.left(), box.top() + 44, corner.width(), 14)
    paint_words(painter, under, "Sheet", face(SMALL, PLAIN), BLACK, RIGHT)
    paint_bar_code(painter, QPointF(box.right() - right, box.top() + 6), page.number)
    _paint_lines_to_fill(painter, box.adjusted(0, 62, 0, 0))


def _paint_lines_to_fill(painter: QPainter, box: QRectF) -> None:
    """Who rang and when: written by hand."""
    plain = face(13, BOLD)
    for left, width, words in ((0.0, 0.52, "Caller"), (0.55, 0.24, "Date"), (0.82, 0.18, "From")):
        line = QRectF(box.left() + left * box.width(), box.top(), width * box.width(), 22)
        paint_words(painter, line, words, plain, BLACK)
        start = line.left() + fonts.text_width(words, plain) + 6
        rule(painter, start, line.right(), line.bottom() - 2, 0.8)


def _paint_foot(painter: QPainter, box: QRectF, data: CallSheetPage) -> None:
    script = data.laid.script.words
    values = {
        **values_of(data.contest, first="[name]", caller="[your name]", place=""),
        Placeholder.PLACE: "[place]",
        Placeholder.MP: "a volunteer",
    }
    rule(painter, box.left(), box.right(), box.top() + 1, 0.8)
    opening = QRectF(box.left(), box.top() + 5, box.width(), 17.0 * LINES_OF_OPENING)
    _paint_opening(painter, opening, filled(script.stages[Stage.OPENING], values))
    last = QRectF(box.left(), box.bottom() - 17, box.width(), 17)
    paint_words(painter, last, DESTROY, face(12, BOLD), BLACK, RIGHT)
    taken = fonts.text_width(DESTROY, face(12, BOLD)) + 12
    line = last.adjusted(0, 0, -taken, 0)
    said = f"{filled(script.privacy, values)}  {HOW}"
    paint_words(painter, line, said, face(LABEL, PLAIN), BLACK, LEFT)


def _paint_opening(painter: QPainter, box: QRectF, words: str) -> None:
    """As many words as there is room for."""
    plain = face(13, PLAIN)
    lines, rest = [""], " ".join(words.split()).split(" ")
    for word in rest:
        longer = f"{lines[-1]} {word}".strip()
        if fonts.text_width(longer, plain) <= box.width() or len(lines) == LINES_OF_OPENING:
            lines[-1] = longer
        else:
            lines.append(word)
    for place, line in enumerate(lines):
        at = QRectF(box.left(), box.top() + 17.0 * place, box.width(), 17)
        paint_words(painter, at, line, plain, BLACK)


def bar_code_width(number: int) -> float:
    """Width in px of the bars and of what stays white beside them."""
    return (sum(bars_of(number)) + 2 * QUIET) * MODULE


def paint_bar_code(painter: QPainter, at: QPointF, number: int) -> None:
    """The bars of a number, from the corner of what stays white beside them."""
    left = at.x() + QUIET * MODULE
    for place, width in enumerate(bars_of(number)):
        if place % 2 == 0:
            painter.fillRect(QRectF(left, at.y(), width * MODULE, BAR_HEIGHT), BLACK)
        left += width * MODULE


def _day(when: datetime) -> str:
    here = local(when)
    return f"{here:%a} {here.day} {here:%b %Y}"
