"""One row of a call sheet: who, on which number, and boxes for what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from phonebank.domain.hours import local
from phonebank.domain.phones import as_spoken
from phonebank.gui.printing.boxes import first_line, second_line
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.shapes import CENTRE, LEFT, RIGHT, paint_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from phonebank.domain.contest import Contest
    from phonebank.domain.paper import PaperRow
    from phonebank.gui.printing.boxes import Tick

BLACK = QColor("#000000")
GREY = QColor("#6F6F6F")
PLAIN, BOLD = QFont.Weight.Normal, QFont.Weight.DemiBold
LABEL, SMALL = 10, 11
LEAST_LABEL = 7
PLACE = 36.0  # px for the number of the row
NAME, PHONE = 0.33, 0.28  # parts of what is left beside it
TOP, TICKS = 23.0, 16.5
BOX, AFTER_BOX, GAP, APART = 13.5, 3.0, 7.0, 10.0
NO_NUMBER = "no number"


def face(size: int, weight: QFont.Weight) -> QFont:
    """A font of the window that can be copied from paper."""
    return fonts.copyable(fonts.font(size, weight))


def paint_row(painter: QPainter, box: QRectF, row: PaperRow, contest: Contest) -> None:
    """Paint a row over the whole of `box`, with the rule that begins it."""
    rule(painter, box.left(), box.right(), box.top(), 0.8)
    place = QRectF(box.left(), box.top() + 2, PLACE - 7, TOP)
    paint_words(painter, place, str(row.row), face(18, BOLD), BLACK, RIGHT)
    inner = box.adjusted(PLACE, 2, 0, 0)
    _paint_who(painter, QRectF(inner.left(), inner.top(), inner.width(), TOP), row)
    line = QRectF(inner.left(), inner.top() + TOP, inner.width(), TICKS)
    _paint_ticks(painter, line, first_line())
    _paint_ticks(painter, line.translated(0, TICKS), second_line(contest))
    rest = QRectF(inner.left(), line.bottom() + TICKS, inner.width(), 0)
    rest.setBottom(box.bottom() - 3)
    _paint_to_write(painter, rest)


def _paint_who(painter: QPainter, box: QRectF, row: PaperRow) -> None:
    name, phone = QRectF(box), QRectF(box)
    name.setWidth(box.width() * NAME - 6)
    phone.setLeft(name.right() + 6)
    phone.setWidth(box.width() * PHONE - 8)
    rest = box.adjusted(phone.right() + 8 - box.left(), 0, 0, 0)
    paint_words(painter, name, row.card.spoken_name, face(16, BOLD), BLACK)
    number = row.number
    spoken = as_spoken(number.e164) if number and number.e164 else NO_NUMBER
    extension = f" ext. {number.extension}" if number and number.extension else ""
    paint_words(painter, phone, spoken + extension, face(21, BOLD), BLACK)
    half = rest.height() / 2
    above = QRectF(rest.left(), rest.top(), rest.width(), half)
    plain = face(SMALL, PLAIN)
    paint_words(painter, above, _facts(row), plain, BLACK)
    paint_words(painter, above.translated(0, half), _last(row), plain, BLACK)


def _facts(row: PaperRow) -> str:
    parts = (row.card.affiliate or row.card.section, row.card.constituency)
    return " · ".join(part for part in parts if part)


def _last(row: PaperRow) -> str:
    """What was promised, or else the newest call, in a few words with its note."""
    last, due = row.last, row.card.due_at
    if last is None:
        return "never rung"
    told = f"{_moment(last.called_at)}: {last.intention or last.outcome}"
    if row.card.is_promised and due is not None:
        told = f"promised for {_moment(due)} {local(due):%H:%M}"
    note = " ".join(last.note.split())
    return f"{told}, “{note}”" if note else told


def _moment(when: datetime) -> str:
    here = local(when)
    return f"{here.day} {here:%b}"


def _paint_ticks(painter: QPainter, line: QRectF, groups: Sequence[Sequence[Tick]]) -> None:
    """Boxes beside each other, in letters as large as there is room for."""
    size = LABEL
    while _width(groups, size) > line.width() and size > LEAST_LABEL:
        size -= 1
    share = _share_of_words(groups, size, line.width())
    left = line.left()
    for group in groups:
        for tick in group:
            left = _paint_tick(painter, left, line, tick, size, share) + GAP
        left += APART


def _share_of_words(groups: Sequence[Sequence[Tick]], size: int, room: float) -> float:
    """How much of every word there is room for, where many candidates stand beside each other."""
    plain, whole = face(size, PLAIN), _width(groups, size)
    words = sum(fonts.text_width(tick.words, plain) for group in groups for tick in group)
    return min(1.0, max(0.0, (words + room - whole) / words))


def _width(groups: Sequence[Sequence[Tick]], size: int) -> float:
    plain = face(size, PLAIN)
    each = (
        _box_width(tick, size) + AFTER_BOX + fonts.text_width(tick.words, plain) + GAP
        for group in groups
        for tick in group
    )
    return sum(each) - GAP + APART * (len(groups) - 1)


def _box_width(tick: Tick, size: int) -> float:
    return max(BOX, fonts.text_width(tick.keys, face(size, BOLD)) + 6)


def _paint_tick(
    painter: QPainter, left: float, line: QRectF, tick: Tick, size: int, share: float
) -> float:
    """Paint a box with its words from `left`; where they end."""
    box = QRectF(left, line.center().y() - BOX / 2, _box_width(tick, size), BOX)
    painter.setPen(QPen(BLACK, 0.9))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box)
    paint_words(painter, box, tick.keys, face(size, BOLD), GREY, CENTRE)
    plain = face(size, PLAIN)
    width = fonts.text_width(tick.words, plain) * share
    words = QRectF(box.right() + AFTER_BOX, line.top(), width, line.height())
    paint_words(painter, words, tick.words, plain, BLACK, LEFT)
    return words.right()


def _paint_to_write(painter: QPainter, box: QRectF) -> None:
    """Lines for a time to call back and for a note."""
    plain = face(LABEL, PLAIN)
    left = box.left()
    for words, right in (("Call back at", box.left() + 190), ("Note", box.right())):
        at = QRectF(left, box.bottom() - 11, 90, 12)
        paint_words(painter, at, words, plain, BLACK)
        start = left + fonts.text_width(words, plain) + 5
        rule(painter, start, right, box.bottom() - 2, 0.5)
        left = right + 12


def rule(painter: QPainter, left: float, right: float, y: float, width: float) -> None:
    """A line across."""
    painter.setPen(QPen(BLACK, width))
    painter.drawLine(QPointF(left, y), QPointF(right, y))
