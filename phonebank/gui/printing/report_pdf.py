"""The report as a PDF of A4: every page says of what it is, on what base, and with what caveat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from phonebank.domain.frozen import copy_words
from phonebank.gui.printing.flow import on_pages
from phonebank.gui.printing.page import A4
from phonebank.gui.printing.prose import INK, QUIET, broken, line_height, rule_across
from phonebank.gui.printing.report import sections_of
from phonebank.gui.printing.row import BOLD, PLAIN, face
from phonebank.gui.printing.sheets import DOTS_PER_INCH, PX_PER_INCH
from phonebank.gui.widgets.shapes import LEFT, RIGHT, paint_words
from phonebank.services.explaining import PROGRAM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from phonebank.domain.frozen import Frozen
    from phonebank.gui.printing.flow import Placed, Section
    from phonebank.services.report_pages import CanvassReport

MARGIN, HEAD, BETWEEN = 42.0, 40.0, 12.0
FOOT_SIZE = 10


@dataclass(frozen=True)
class Leaf:
    """One page: the section it is of, and the blocks on it."""

    section: Section
    placed: Sequence[Placed]


def page_box(*, is_wide: bool) -> QRectF:
    """The paper in px, upright or across."""
    return A4.transposed() if is_wide else QRectF(A4)


def leaves_of(report: CanvassReport) -> list[Leaf]:
    narrow, wide = (page_box(is_wide=it).width() - 2 * MARGIN for it in (False, True))
    return [
        Leaf(section, placed)
        for section in sections_of(report, narrow, wide)
        for placed in on_pages(section.blocks, _room(section).height())
    ]


def _room(section: Section) -> QRectF:
    """Where the blocks stand: between head and foot."""
    inner = page_box(is_wide=section.is_wide).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
    return inner.adjusted(0, HEAD, 0, -_foot_height(section, inner.width()))


def _foot_lines(section: Section, width: float) -> list[str]:
    return [line for said in section.foot for line in broken(said, face(FOOT_SIZE, PLAIN), width)]


def _foot_height(section: Section, width: float) -> float:
    lines = len(_foot_lines(section, width)) + 1
    return BETWEEN + line_height(face(FOOT_SIZE, PLAIN)) * lines


def pdf_of_report(
    report: CanvassReport, copy: Frozen, tell: Callable[[int, int], None] = lambda done, total: None
) -> bytes:
    """All pages, the letters within; whatever `tell` raises stops it."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(f"{report.given.title}, {copy_words(copy.line.number, copy.line.content_hash)}")
    writer.setCreator(PROGRAM)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF())
    writer.setResolution(DOTS_PER_INCH)
    _paint_all(writer, report, copy, tell)
    return bytes(buffer.data().data())


def _paint_all(
    writer: QPdfWriter, report: CanvassReport, copy: Frozen, tell: Callable[[int, int], None]
) -> None:
    leaves = leaves_of(report)
    _turn(writer, leaves[0])
    painter = QPainter(writer)
    try:
        painter.scale(DOTS_PER_INCH / PX_PER_INCH, DOTS_PER_INCH / PX_PER_INCH)
        for number, leaf in enumerate(leaves, start=1):
            if number > 1:
                _turn(writer, leaf)
                writer.newPage()
            paint_leaf(painter, leaf, list(_head(report, copy)), f"Page {number} of {len(leaves)}")
            tell(number, len(leaves))
    finally:
        painter.end()


def _turn(writer: QPdfWriter, leaf: Leaf) -> None:
    ways = QPageLayout.Orientation
    writer.setPageOrientation(ways.Landscape if leaf.section.is_wide else ways.Portrait)


def _head(report: CanvassReport, copy: Frozen) -> Iterator[str]:
    yield from report.occasion.heading(copy)


def paint_leaf(painter: QPainter, leaf: Leaf, head: Sequence[str], number: str) -> None:
    """The page with its head and foot; measures are px of 1/96 inch."""
    room = _room(leaf.section)
    _paint_head(painter, QRectF(room.left(), MARGIN, room.width(), HEAD), leaf, head)
    for top, block in leaf.placed:
        block.paint(painter, QRectF(room.left(), room.top() + top, room.width(), block.height))
    _paint_foot(painter, room, leaf, number)


def _paint_head(painter: QPainter, box: QRectF, leaf: Leaf, head: Sequence[str]) -> None:
    campaign, when = head
    line = QRectF(box.left(), box.top(), box.width(), 15)
    paint_words(painter, line.adjusted(0, 0, -170, 0), campaign, face(11, BOLD), INK, LEFT)
    paint_words(painter, line, leaf.section.title[:40], face(11, BOLD), INK, RIGHT)
    paint_words(painter, line.translated(0, 14), when, face(10, PLAIN), QUIET, LEFT)
    rule_across(painter, box, box.top() + 32)


def _paint_foot(painter: QPainter, room: QRectF, leaf: Leaf, number: str) -> None:
    letters = face(FOOT_SIZE, PLAIN)
    high, top = line_height(letters), room.bottom() + BETWEEN
    rule_across(painter, room, top - 4)
    for line in _foot_lines(leaf.section, room.width()):
        box = QRectF(room.left(), top, room.width() + 2, high)
        paint_words(painter, box, line, letters, QUIET, LEFT)
        top += high
    last = QRectF(room.left(), top, room.width(), high)
    paint_words(painter, last, PROGRAM, letters, QUIET, LEFT)
    paint_words(painter, last, number, face(FOOT_SIZE, BOLD), INK, RIGHT)
